//! Syncs: how far the posts of a workspace have been read. A page of posts and the cursor behind
//! it are written in one transaction, so that a crash neither loses nor repeats anything.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE syncs (
    workspace_id    TEXT PRIMARY KEY REFERENCES workspaces,
    paused          INTEGER NOT NULL CHECK (paused IN (0, 1)),
    pass            INTEGER NOT NULL,
    pass_started_at TEXT,
    complete_at     TEXT,
    next_at         TEXT,
    problem         TEXT,
    attempts        INTEGER NOT NULL
) STRICT;
CREATE TABLE sync_cursors (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    next_offset  INTEGER NOT NULL,
    total        INTEGER,
    finished     INTEGER NOT NULL CHECK (finished IN (0, 1)),
    PRIMARY KEY (workspace_id, profile_id, kind)
) STRICT, WITHOUT ROWID;
";

const COLUMNS: &[&str] = &[
    "workspace_id",
    "paused",
    "pass",
    "pass_started_at",
    "complete_at",
    "next_at",
    "problem",
    "attempts",
];

const CURSOR_KEY: &[&str] = &["workspace_id", "profile_id", "kind"];
const CURSOR_COLUMNS: &[&str] = &[
    "workspace_id",
    "profile_id",
    "kind",
    "next_offset",
    "total",
    "finished",
];

/// The sync of one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRow {
    /// The workspace.
    pub workspace_id: String,
    /// The person stopped it.
    pub paused: bool,
    /// The number of the pass that is under way or was the last.
    pub pass: i64,
    /// When that pass began.
    pub pass_started_at: Option<DateTime<Utc>>,
    /// When a pass had last read everything.
    pub complete_at: Option<DateTime<Utc>>,
    /// When to go on; `None` is at once.
    pub next_at: Option<DateTime<Utc>>,
    /// A short code of what stands in the way.
    pub problem: Option<String>,
    /// How often the current page was tried.
    pub attempts: i64,
}

/// How far one profile has been read in the pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncCursorRow {
    /// The workspace.
    pub workspace_id: String,
    /// The profile.
    pub profile_id: String,
    /// What is being read, in the core's words.
    pub kind: String,
    /// How many of the service's list are read.
    pub next_offset: i64,
    /// How many the service says there are.
    pub total: Option<i64>,
    /// The end was reached.
    pub finished: bool,
}

/// The sync of a workspace; `None` before the first.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, workspace_id: &str) -> Result<Option<SyncRow>, StoreError> {
    tx.find(
        "SELECT * FROM syncs WHERE workspace_id = ?1",
        [workspace_id],
        from_row,
    )
}

/// Writes the sync of a workspace, new or not.
///
/// # Errors
///
/// Only those of the file.
pub fn put(tx: &Transaction<'_>, row: &SyncRow) -> Result<(), StoreError> {
    tx.execute(
        &sql::upsert("syncs", &["workspace_id"], COLUMNS),
        named_params! {
            ":workspace_id": row.workspace_id,
            ":paused": row.paused,
            ":pass": row.pass,
            ":pass_started_at": row.pass_started_at.map(Timestamp),
            ":complete_at": row.complete_at.map(Timestamp),
            ":next_at": row.next_at.map(Timestamp),
            ":problem": row.problem,
            ":attempts": row.attempts,
        },
    )?;
    Ok(())
}

/// The syncs of all workspaces.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>) -> Result<Vec<SyncRow>, StoreError> {
    tx.list("SELECT * FROM syncs ORDER BY workspace_id", [], from_row)
}

/// Writes a cursor, new or not.
///
/// # Errors
///
/// Only those of the file.
pub fn put_cursor(tx: &Transaction<'_>, row: &SyncCursorRow) -> Result<(), StoreError> {
    tx.execute(
        &sql::upsert("sync_cursors", CURSOR_KEY, CURSOR_COLUMNS),
        named_params! {
            ":workspace_id": row.workspace_id,
            ":profile_id": row.profile_id,
            ":kind": row.kind,
            ":next_offset": row.next_offset,
            ":total": row.total,
            ":finished": row.finished,
        },
    )?;
    Ok(())
}

/// The cursors of a workspace, by profile and kind.
///
/// # Errors
///
/// Only those of the file.
pub fn cursors(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<SyncCursorRow>, StoreError> {
    tx.list(
        "SELECT * FROM sync_cursors WHERE workspace_id = ?1 ORDER BY profile_id, kind",
        [workspace_id],
        cursor_from_row,
    )
}

/// Forgets the cursors of a workspace: the next pass begins anew.
///
/// # Errors
///
/// Only those of the file.
pub fn clear_cursors(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sync_cursors WHERE workspace_id = ?1",
        [workspace_id],
    )?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SyncRow> {
    Ok(SyncRow {
        workspace_id: row.get("workspace_id")?,
        paused: row.get("paused")?,
        pass: row.get("pass")?,
        pass_started_at: time::get_optional(row, "pass_started_at")?,
        complete_at: time::get_optional(row, "complete_at")?,
        next_at: time::get_optional(row, "next_at")?,
        problem: row.get("problem")?,
        attempts: row.get("attempts")?,
    })
}

fn cursor_from_row(row: &Row<'_>) -> rusqlite::Result<SyncCursorRow> {
    Ok(SyncCursorRow {
        workspace_id: row.get("workspace_id")?,
        profile_id: row.get("profile_id")?,
        kind: row.get("kind")?,
        next_offset: row.get("next_offset")?,
        total: row.get("total")?,
        finished: row.get("finished")?,
    })
}
