//! Held posts: the journal of taking a post from the service and putting it back. A row is written
//! before the service is asked for anything.
//!
//! The file itself refuses a stage in which the post may be gone from the service unless the whole
//! post is kept here, and refuses any change of what is kept.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

// The stages allowed without a kept post are those in which Latchkey has deleted nothing: it is
// wanted, somebody else had deleted it, or it went out before it was fetched.
pub(crate) const SCHEMA: &str = "
CREATE TABLE held_posts (
    id           TEXT PRIMARY KEY,
    incident_id  TEXT NOT NULL REFERENCES incidents,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    why          TEXT NOT NULL CHECK (why IN ('freeze', 'repair')),
    stage        TEXT NOT NULL,
    kept         TEXT CHECK (json_valid(kept)),
    new_post_id  TEXT,
    wanted_at    TEXT,
    problem      TEXT,
    attempts     INTEGER NOT NULL,
    next_try_at  TEXT,
    started_at   TEXT NOT NULL,
    finished_at  TEXT
) STRICT;
CREATE INDEX held_posts_of_incident ON held_posts (incident_id, started_at);
CREATE INDEX held_posts_of_post ON held_posts (workspace_id, post_id);
CREATE INDEX held_posts_unfinished ON held_posts (started_at) WHERE finished_at IS NULL;
CREATE TRIGGER held_posts_begin_kept BEFORE INSERT ON held_posts
    WHEN NEW.kept IS NULL AND NEW.stage NOT IN ('wanted', 'gone_before', 'went_out')
    BEGIN SELECT RAISE(ABORT, 'a post is kept before it is taken from the service'); END;
CREATE TRIGGER held_posts_go_on_kept BEFORE UPDATE ON held_posts
    WHEN NEW.kept IS NULL AND NEW.stage NOT IN ('wanted', 'gone_before', 'went_out')
    BEGIN SELECT RAISE(ABORT, 'a post is kept before it is taken from the service'); END;
CREATE TRIGGER held_posts_stay_as_kept BEFORE UPDATE ON held_posts
    WHEN OLD.kept IS NOT NULL AND NEW.kept IS NOT OLD.kept
    BEGIN SELECT RAISE(ABORT, 'what is kept of a post is never changed'); END;
";

const TABLE: &str = "held_posts";

const COLUMNS: &[&str] = &[
    "id",
    "incident_id",
    "workspace_id",
    "post_id",
    "why",
    "stage",
    "kept",
    "new_post_id",
    "wanted_at",
    "problem",
    "attempts",
    "next_try_at",
    "started_at",
    "finished_at",
];

/// One post taken from the service, on its way there or back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPostRow {
    /// UUID, version 7.
    pub id: String,
    /// The incident for which it is taken.
    pub incident_id: String,
    /// The post's workspace.
    pub workspace_id: String,
    /// The service's id of the post.
    pub post_id: String,
    /// `freeze` or `repair`.
    pub why: String,
    /// How far it got, in the core's words. `wanted`, `gone_before` and `went_out` mean something
    /// to this crate: they are possible without `kept`.
    pub stage: String,
    /// The whole post as it was fetched, JSON. Once there, it never changes.
    pub kept: Option<String>,
    /// The id the service gave it when it was put back.
    pub new_post_id: Option<String>,
    /// When it is to go out after it was put back, if not at its own time.
    pub wanted_at: Option<DateTime<Utc>>,
    /// A short code of what stands in the way.
    pub problem: Option<String>,
    /// How often the current stage was tried.
    pub attempts: i64,
    /// When to try next; `None` is at once.
    pub next_try_at: Option<DateTime<Utc>>,
    /// When the person asked for it.
    pub started_at: DateTime<Utc>,
    /// When nothing was left to do.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Adds a held post.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists; [`StoreError::Sqlite`] when the stage needs the
/// post to be kept and it is not.
pub fn insert(tx: &Transaction<'_>, row: &HeldPostRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the held post with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such row; [`StoreError::Sqlite`] as for [`insert`], and
/// when it would change what is kept.
pub fn update(tx: &Transaction<'_>, row: &HeldPostRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The held post with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<HeldPostRow>, StoreError> {
    tx.find("SELECT * FROM held_posts WHERE id = ?1", [id], from_row)
}

/// All held posts of an incident, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, incident_id: &str) -> Result<Vec<HeldPostRow>, StoreError> {
    tx.list(
        "SELECT * FROM held_posts WHERE incident_id = ?1 ORDER BY started_at, id",
        [incident_id],
        from_row,
    )
}

/// Every time this post was held, in whichever incident, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn of_post(
    tx: &Transaction<'_>,
    workspace_id: &str,
    post_id: &str,
) -> Result<Vec<HeldPostRow>, StoreError> {
    tx.list(
        "SELECT * FROM held_posts WHERE workspace_id = ?1 AND post_id = ?2
         ORDER BY started_at, id",
        [workspace_id, post_id],
        from_row,
    )
}

/// All held posts that are not finished, of every workspace, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn unfinished(tx: &Transaction<'_>) -> Result<Vec<HeldPostRow>, StoreError> {
    tx.list(
        "SELECT * FROM held_posts WHERE finished_at IS NULL ORDER BY started_at, id",
        [],
        from_row,
    )
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &HeldPostRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":incident_id": row.incident_id,
            ":workspace_id": row.workspace_id,
            ":post_id": row.post_id,
            ":why": row.why,
            ":stage": row.stage,
            ":kept": row.kept,
            ":new_post_id": row.new_post_id,
            ":wanted_at": row.wanted_at.map(Timestamp),
            ":problem": row.problem,
            ":attempts": row.attempts,
            ":next_try_at": row.next_try_at.map(Timestamp),
            ":started_at": Timestamp(row.started_at),
            ":finished_at": row.finished_at.map(Timestamp),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<HeldPostRow> {
    Ok(HeldPostRow {
        id: row.get("id")?,
        incident_id: row.get("incident_id")?,
        workspace_id: row.get("workspace_id")?,
        post_id: row.get("post_id")?,
        why: row.get("why")?,
        stage: row.get("stage")?,
        kept: row.get("kept")?,
        new_post_id: row.get("new_post_id")?,
        wanted_at: time::get_optional(row, "wanted_at")?,
        problem: row.get("problem")?,
        attempts: row.get("attempts")?,
        next_try_at: time::get_optional(row, "next_try_at")?,
        started_at: time::get(row, "started_at")?,
        finished_at: time::get_optional(row, "finished_at")?,
    })
}
