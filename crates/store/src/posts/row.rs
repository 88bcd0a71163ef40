//! The table of the posts, and a post as a row of it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::types::Type;
use rusqlite::{Row, named_params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE posts (
    place         INTEGER PRIMARY KEY,
    workspace_id  TEXT NOT NULL REFERENCES workspaces,
    id            TEXT NOT NULL,
    profile_id    TEXT NOT NULL,
    post_type     TEXT NOT NULL,
    status        TEXT NOT NULL,
    verdict       INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 3),
    platforms     TEXT NOT NULL CHECK (json_valid(platforms)),
    reasons       TEXT NOT NULL CHECK (json_valid(reasons)),
    scheduled_at  TEXT,
    made_at       TEXT NOT NULL,
    updated_at    TEXT,
    first_seen_at TEXT NOT NULL,
    seen_at       TEXT NOT NULL,
    gone_at       TEXT,
    held          INTEGER NOT NULL CHECK (held IN (0, 1)),
    destinations  TEXT NOT NULL CHECK (json_valid(destinations)),
    media_urls    TEXT NOT NULL CHECK (json_valid(media_urls)),
    title         TEXT,
    first_comment TEXT,
    text          TEXT NOT NULL,
    UNIQUE (workspace_id, id)
) STRICT;
";

/// What names a post.
const IDENTITY: &[&str] = &["place", "workspace_id", "id"];

/// What is known of it.
const CONTENT: &[&str] = &[
    "profile_id",
    "post_type",
    "status",
    "verdict",
    "platforms",
    "reasons",
    "scheduled_at",
    "made_at",
    "updated_at",
    "first_seen_at",
    "seen_at",
    "gone_at",
    "held",
    "destinations",
    "media_urls",
    "title",
    "first_comment",
    "text",
];

/// The columns that [`from_row`] reads, without the text.
pub(super) const ALL_BUT_TEXT: &str = "
    posts.workspace_id, posts.id, profile_id, post_type, status, verdict, reasons, scheduled_at,
    made_at, updated_at, first_seen_at, seen_at, gone_at, held, destinations, media_urls,
    posts.title, posts.first_comment";

/// One post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostRow {
    /// The workspace.
    pub workspace_id: String,
    /// The service's id of it; unique in the workspace.
    pub id: String,
    /// The service's id of the profile in whose name it is made.
    pub profile_id: String,
    /// Text, image, video or document, as the service calls it.
    pub post_type: String,
    /// The status as the service calls it.
    pub status: String,
    /// Its title.
    pub title: Option<String>,
    /// Its text; may be empty.
    pub text: String,
    /// The comment that follows it.
    pub first_comment: Option<String>,
    /// Where its pictures, videos and documents lie.
    pub media_urls: Vec<String>,
    /// The platforms it goes to.
    pub destinations: Vec<DestinationRow>,
    /// When it goes or went out, if that was set.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// When it was made, as the service says. It may change, though no service should do that.
    pub made_at: DateTime<Utc>,
    /// When it was last changed, as the service says.
    pub updated_at: Option<DateTime<Utc>>,
    /// When Latchkey saw it for the first time.
    pub first_seen_at: DateTime<Utc>,
    /// When Latchkey saw it for the last time.
    pub seen_at: DateTime<Utc>,
    /// When Latchkey saw that the service has it no more.
    pub gone_at: Option<DateTime<Utc>>,
    /// Latchkey took it from the service and keeps it.
    pub held: bool,
    /// 0 unrecognised, 1 made here, 2 recognised, 3 not the person's.
    pub verdict: i64,
    /// Why, as a JSON array.
    pub reasons: String,
}

/// One platform of a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationRow {
    /// The service's id of it.
    pub id: String,
    /// The platform as the service calls it.
    pub platform: String,
    /// The status there, as the service calls it.
    pub status: String,
    /// The post at the platform.
    pub url: Option<String>,
    /// What the platform said against it.
    pub error: Option<String>,
}

pub(super) fn insert(tx: &Transaction<'_>, place: i64, row: &PostRow) -> Result<(), StoreError> {
    let columns = [IDENTITY, CONTENT].concat();
    write(tx, &sql::insert("posts", &columns), place, row)
}

/// Replaces what the post at `place` holds.
pub(super) fn update(tx: &Transaction<'_>, place: i64, row: &PostRow) -> Result<(), StoreError> {
    // What names it stays as it is: setting it would make SQLite index it anew.
    write(
        tx,
        &sql::update_where("posts", IDENTITY, CONTENT),
        place,
        row,
    )
}

pub(super) fn move_to(tx: &Transaction<'_>, from: i64, to: i64) -> Result<(), StoreError> {
    tx.execute("UPDATE posts SET place = ?2 WHERE place = ?1", [from, to])?;
    Ok(())
}

pub(super) fn judge(
    tx: &Transaction<'_>,
    place: i64,
    verdict: i64,
    reasons: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE posts SET verdict = ?2, reasons = ?3 WHERE place = ?1",
        (place, verdict, reasons),
    )?;
    Ok(())
}

fn write(tx: &Transaction<'_>, sql: &str, place: i64, row: &PostRow) -> Result<(), StoreError> {
    let platforms: BTreeSet<_> = row.destinations.iter().map(|it| &it.platform).collect();
    tx.execute(
        sql,
        named_params! {
            ":place": place,
            ":workspace_id": row.workspace_id,
            ":id": row.id,
            ":profile_id": row.profile_id,
            ":post_type": row.post_type,
            ":status": row.status,
            ":verdict": row.verdict,
            ":platforms": json(&platforms)?,
            ":reasons": row.reasons,
            ":scheduled_at": row.scheduled_at.map(Timestamp),
            ":made_at": Timestamp(row.made_at),
            ":updated_at": row.updated_at.map(Timestamp),
            ":first_seen_at": Timestamp(row.first_seen_at),
            ":seen_at": Timestamp(row.seen_at),
            ":gone_at": row.gone_at.map(Timestamp),
            ":held": row.held,
            ":destinations": json(&row.destinations)?,
            ":media_urls": json(&row.media_urls)?,
            ":title": row.title,
            ":first_comment": row.first_comment,
            ":text": row.text,
        },
    )?;
    Ok(())
}

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<PostRow> {
    Ok(PostRow {
        workspace_id: row.get("workspace_id")?,
        id: row.get("id")?,
        profile_id: row.get("profile_id")?,
        post_type: row.get("post_type")?,
        status: row.get("status")?,
        title: row.get("title")?,
        text: row.get("text")?,
        first_comment: row.get("first_comment")?,
        media_urls: get_json(row, "media_urls")?,
        destinations: get_json(row, "destinations")?,
        scheduled_at: time::get_optional(row, "scheduled_at")?,
        made_at: time::get(row, "made_at")?,
        updated_at: time::get_optional(row, "updated_at")?,
        first_seen_at: time::get(row, "first_seen_at")?,
        seen_at: time::get(row, "seen_at")?,
        gone_at: time::get_optional(row, "gone_at")?,
        held: row.get("held")?,
        verdict: row.get("verdict")?,
        reasons: row.get("reasons")?,
    })
}

fn json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Output(error.into()))
}

pub(super) fn get_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    serde_json::from_str(text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(text.len(), Type::Text, Box::new(error))
    })
}
