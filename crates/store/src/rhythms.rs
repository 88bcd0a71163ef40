//! Rhythms: habits that were learned from a profile's posts, and what the person said of them.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE rhythms (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    shape        TEXT NOT NULL CHECK (json_valid(shape)),
    covers       INTEGER NOT NULL,
    answer       TEXT NOT NULL CHECK (answer IN ('open', 'confirmed', 'declined')),
    answered_at  TEXT,
    learned_at   TEXT NOT NULL
) STRICT;
CREATE INDEX rhythms_of_workspace ON rhythms (workspace_id, learned_at);
";

const TABLE: &str = "rhythms";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "profile_id",
    "shape",
    "covers",
    "answer",
    "answered_at",
    "learned_at",
];

/// One rhythm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RhythmRow {
    /// Its id; the same as long as its shape is.
    pub id: String,
    /// The workspace.
    pub workspace_id: String,
    /// The profile whose habit it is.
    pub profile_id: String,
    /// Times, days and platforms, JSON.
    pub shape: String,
    /// How many posts fit it.
    pub covers: i64,
    /// `open`, `confirmed` or `declined`.
    pub answer: String,
    /// When the person answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was first seen.
    pub learned_at: DateTime<Utc>,
}

/// Adds a rhythm.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &RhythmRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the rhythm with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such rhythm.
pub fn update(tx: &Transaction<'_>, row: &RhythmRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The rhythm with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<RhythmRow>, StoreError> {
    tx.find("SELECT * FROM rhythms WHERE id = ?1", [id], from_row)
}

/// All rhythms of a workspace, whatever the answer, in the order they were learned.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<RhythmRow>, StoreError> {
    tx.list(
        "SELECT * FROM rhythms WHERE workspace_id = ?1 ORDER BY learned_at, id",
        [workspace_id],
        from_row,
    )
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &RhythmRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":profile_id": row.profile_id,
            ":shape": row.shape,
            ":covers": row.covers,
            ":answer": row.answer,
            ":answered_at": row.answered_at.map(Timestamp),
            ":learned_at": Timestamp(row.learned_at),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<RhythmRow> {
    Ok(RhythmRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        profile_id: row.get("profile_id")?,
        shape: row.get("shape")?,
        covers: row.get("covers")?,
        answer: row.get("answer")?,
        answered_at: time::get_optional(row, "answered_at")?,
        learned_at: time::get(row, "learned_at")?,
    })
}
