//! Creations: the journal of making a key. A row is written before the service is asked, so that
//! an answer lost in transit leaves a trace to follow.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

// `key_id` and `rotation_id` may be noted before those rows exist, so they are not references.
pub(crate) const SCHEMA: &str = "
CREATE TABLE creations (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    wanted       TEXT NOT NULL CHECK (json_valid(wanted)),
    reference    TEXT NOT NULL UNIQUE,
    authority    TEXT NOT NULL,
    stage        TEXT NOT NULL,
    rotation_id  TEXT,
    key_id       TEXT,
    remote_id    TEXT,
    problem      TEXT,
    attempts     INTEGER NOT NULL,
    next_try_at  TEXT,
    started_at   TEXT NOT NULL,
    finished_at  TEXT,
    outcome      TEXT
) STRICT;
CREATE INDEX creations_of_workspace ON creations (workspace_id, started_at);
CREATE INDEX creations_unfinished ON creations (started_at) WHERE finished_at IS NULL;
";

const TABLE: &str = "creations";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "wanted",
    "reference",
    "authority",
    "stage",
    "rotation_id",
    "key_id",
    "remote_id",
    "problem",
    "attempts",
    "next_try_at",
    "started_at",
    "finished_at",
    "outcome",
];

/// One attempt at having a new key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreationRow {
    /// UUID, version 7.
    pub id: String,
    /// Where the key is wanted.
    pub workspace_id: String,
    /// What is wanted (name, environment, purpose …), JSON.
    pub wanted: String,
    /// What the service is asked to keep with the key, to find it again. No two rows share one.
    pub reference: String,
    /// Who makes the key: `automatic` or `guided`.
    pub authority: String,
    /// How far it got, in the core's words.
    pub stage: String,
    /// The rotation that wants the key, if one does.
    pub rotation_id: Option<String>,
    /// The key it became.
    pub key_id: Option<String>,
    /// The new key's id at the service.
    pub remote_id: Option<String>,
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
    /// How it ended, in the core's words.
    pub outcome: Option<String>,
}

/// Adds a creation.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id or the reference exists.
pub fn insert(tx: &Transaction<'_>, row: &CreationRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the creation with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such creation.
pub fn update(tx: &Transaction<'_>, row: &CreationRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The creation with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<CreationRow>, StoreError> {
    tx.find("SELECT * FROM creations WHERE id = ?1", [id], from_row)
}

/// All creations that are not finished, of every workspace, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn unfinished(tx: &Transaction<'_>) -> Result<Vec<CreationRow>, StoreError> {
    tx.list(
        "SELECT * FROM creations WHERE finished_at IS NULL ORDER BY started_at, id",
        [],
        from_row,
    )
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &CreationRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":wanted": row.wanted,
            ":reference": row.reference,
            ":authority": row.authority,
            ":stage": row.stage,
            ":rotation_id": row.rotation_id,
            ":key_id": row.key_id,
            ":remote_id": row.remote_id,
            ":problem": row.problem,
            ":attempts": row.attempts,
            ":next_try_at": row.next_try_at.map(Timestamp),
            ":started_at": Timestamp(row.started_at),
            ":finished_at": row.finished_at.map(Timestamp),
            ":outcome": row.outcome,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CreationRow> {
    Ok(CreationRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        wanted: row.get("wanted")?,
        reference: row.get("reference")?,
        authority: row.get("authority")?,
        stage: row.get("stage")?,
        rotation_id: row.get("rotation_id")?,
        key_id: row.get("key_id")?,
        remote_id: row.get("remote_id")?,
        problem: row.get("problem")?,
        attempts: row.get("attempts")?,
        next_try_at: time::get_optional(row, "next_try_at")?,
        started_at: time::get(row, "started_at")?,
        finished_at: time::get_optional(row, "finished_at")?,
        outcome: row.get("outcome")?,
    })
}
