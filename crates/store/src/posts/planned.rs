//! Posts by when they go or went out: what a calendar shows.
//!
//! That is the time that was set, or else the time at which a post was made. Posts that are gone
//! from the service have no place in a calendar.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Row;

use super::row::get_json;
use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction};

pub(crate) const INDEX: &str = "
CREATE INDEX posts_planned ON posts (workspace_id, coalesce(scheduled_at, made_at))
    WHERE gone_at IS NULL;
";

/// How many characters of a text are read: enough to tell two texts apart.
pub const BEGINNING: usize = 500;

/// A post in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPost {
    /// The service's id of it.
    pub id: String,
    /// The service's id of its profile.
    pub profile_id: String,
    /// Text, image, video or document, as the service calls it.
    pub post_type: String,
    /// The status as the service calls it.
    pub status: String,
    /// As in [`PostRow::verdict`](super::PostRow::verdict).
    pub verdict: i64,
    /// When it goes or went out.
    pub at: DateTime<Utc>,
    /// Latchkey took it from the service and keeps it.
    pub held: bool,
    /// The platforms it goes to, as the service calls them.
    pub platforms: Vec<String>,
    /// How many pictures, videos and documents it has.
    pub media: u32,
    /// Its title.
    pub title: Option<String>,
    /// The beginning of its text.
    pub text: String,
    /// The bytes of the whole text.
    pub text_bytes: u32,
}

/// The posts that go or went out at or after `from` and before `until`, earliest first.
///
/// # Errors
///
/// Only those of the file.
pub fn planned(
    tx: &Transaction<'_>,
    workspace_id: &str,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<PlannedPost>, StoreError> {
    let select = format!(
        "SELECT id, profile_id, post_type, status, verdict, held, platforms, title,
             coalesce(scheduled_at, made_at) AS at, json_array_length(media_urls) AS media,
             substr(text, 1, {BEGINNING}) AS text, octet_length(text) AS text_bytes
         FROM posts INDEXED BY posts_planned
         WHERE workspace_id = ?1 AND gone_at IS NULL
           AND coalesce(scheduled_at, made_at) >= ?2 AND coalesce(scheduled_at, made_at) < ?3
         ORDER BY coalesce(scheduled_at, made_at), place"
    );
    tx.list(
        &select,
        (workspace_id, Timestamp(from), Timestamp(until)),
        from_row,
    )
}

/// What posts of a workspace ever had; quicker to tell than what they have now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EverSeen {
    /// The service's ids of the profiles, in the order in which their first posts were seen. A
    /// profile keeps its number.
    pub profiles: Vec<String>,
    /// Platforms as the service calls them.
    pub platforms: BTreeSet<String>,
    /// Statuses as the service calls them.
    pub statuses: BTreeSet<String>,
}

/// What posts of a workspace ever had.
///
/// # Errors
///
/// Only those of the file.
pub fn ever_seen(tx: &Transaction<'_>, workspace_id: &str) -> Result<EverSeen, StoreError> {
    let mut seen = EverSeen::default();
    let mut select = tx.prepare(
        "SELECT profile_id, status, platforms FROM post_kinds WHERE workspace_id = ?1
         ORDER BY number",
    )?;
    let mut rows = select.query([workspace_id])?;
    while let Some(row) = rows.next()? {
        let profile: String = row.get("profile_id")?;
        if !seen.profiles.contains(&profile) {
            seen.profiles.push(profile);
        }
        seen.statuses.insert(row.get("status")?);
        let platforms: Vec<String> = get_json(row, "platforms")?;
        seen.platforms.extend(platforms);
    }
    Ok(seen)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PlannedPost> {
    Ok(PlannedPost {
        id: row.get("id")?,
        profile_id: row.get("profile_id")?,
        post_type: row.get("post_type")?,
        status: row.get("status")?,
        verdict: row.get("verdict")?,
        at: time::get(row, "at")?,
        held: row.get("held")?,
        platforms: get_json(row, "platforms")?,
        media: row.get("media")?,
        title: row.get("title")?,
        text: row.get("text")?,
        text_bytes: row.get("text_bytes")?,
    })
}
