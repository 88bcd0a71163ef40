//! Rotations: replacing a key by a new one, step by step, resumable at each.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

// `new_key` and `creation_id` may be noted before those rows exist, so they are not references.
pub(crate) const SCHEMA: &str = "
CREATE TABLE rotations (
    id              TEXT PRIMARY KEY,
    workspace_id    TEXT NOT NULL REFERENCES workspaces,
    old_key         TEXT NOT NULL REFERENCES keys,
    new_key         TEXT,
    creation_id     TEXT,
    overlap         TEXT NOT NULL,
    overlap_ends_at TEXT,
    stage           TEXT NOT NULL,
    problem         TEXT,
    attempts        INTEGER NOT NULL,
    next_try_at     TEXT,
    started_at      TEXT NOT NULL,
    finished_at     TEXT
) STRICT;
CREATE UNIQUE INDEX rotations_unfinished ON rotations (old_key) WHERE finished_at IS NULL;
CREATE INDEX rotations_of_workspace ON rotations (workspace_id, started_at);
";

const TABLE: &str = "rotations";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "old_key",
    "new_key",
    "creation_id",
    "overlap",
    "overlap_ends_at",
    "stage",
    "problem",
    "attempts",
    "next_try_at",
    "started_at",
    "finished_at",
];

/// One rotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotationRow {
    /// UUID, version 7.
    pub id: String,
    /// The workspace of both keys.
    pub workspace_id: String,
    /// The key to be replaced; it has at most one unfinished rotation.
    pub old_key: String,
    /// The key that replaces it, once known.
    pub new_key: Option<String>,
    /// The creation of the new key.
    pub creation_id: Option<String>,
    /// How long both keys are to work, in the core's words.
    pub overlap: String,
    /// When the overlap ends by itself; `None` when it waits for the person or has not begun.
    pub overlap_ends_at: Option<DateTime<Utc>>,
    /// How far it got, in the core's words.
    pub stage: String,
    /// A short code of what stands in the way.
    pub problem: Option<String>,
    /// How often the current stage was tried.
    pub attempts: u32,
    /// When to try next; `None` is at once.
    pub next_try_at: Option<DateTime<Utc>>,
    /// When the person asked for it.
    pub started_at: DateTime<Utc>,
    /// When nothing was left to do.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Adds a rotation.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists or the old key has an unfinished rotation.
pub fn insert(tx: &Transaction<'_>, row: &RotationRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the rotation with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such rotation.
pub fn update(tx: &Transaction<'_>, row: &RotationRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The rotation with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<RotationRow>, StoreError> {
    tx.find("SELECT * FROM rotations WHERE id = ?1", [id], from_row)
}

/// All rotations that are not finished, of every workspace, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn unfinished(tx: &Transaction<'_>) -> Result<Vec<RotationRow>, StoreError> {
    tx.list(
        "SELECT * FROM rotations WHERE finished_at IS NULL ORDER BY started_at, id",
        [],
        from_row,
    )
}

/// The oldest unfinished rotation in which the key is the old or the new one.
///
/// # Errors
///
/// Only those of the file.
pub fn for_key(tx: &Transaction<'_>, key_id: &str) -> Result<Option<RotationRow>, StoreError> {
    tx.find(
        "SELECT * FROM rotations
         WHERE finished_at IS NULL AND (old_key = ?1 OR new_key = ?1)
         ORDER BY started_at, id",
        [key_id],
        from_row,
    )
}

/// All rotations of a workspace, finished or not, newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<RotationRow>, StoreError> {
    tx.list(
        "SELECT * FROM rotations WHERE workspace_id = ?1 ORDER BY started_at DESC, id DESC",
        [workspace_id],
        from_row,
    )
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &RotationRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":old_key": row.old_key,
            ":new_key": row.new_key,
            ":creation_id": row.creation_id,
            ":overlap": row.overlap,
            ":overlap_ends_at": row.overlap_ends_at.map(Timestamp),
            ":stage": row.stage,
            ":problem": row.problem,
            ":attempts": row.attempts,
            ":next_try_at": row.next_try_at.map(Timestamp),
            ":started_at": Timestamp(row.started_at),
            ":finished_at": row.finished_at.map(Timestamp),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<RotationRow> {
    Ok(RotationRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        old_key: row.get("old_key")?,
        new_key: row.get("new_key")?,
        creation_id: row.get("creation_id")?,
        overlap: row.get("overlap")?,
        overlap_ends_at: time::get_optional(row, "overlap_ends_at")?,
        stage: row.get("stage")?,
        problem: row.get("problem")?,
        attempts: row.get("attempts")?,
        next_try_at: time::get_optional(row, "next_try_at")?,
        started_at: time::get(row, "started_at")?,
        finished_at: time::get_optional(row, "finished_at")?,
    })
}
