//! Moves: posts and drafts given another time by the person. Journal and undo stack in one; a row is
//! written before the service is asked for anything.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE moves (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT,
    draft_id     TEXT,
    moved_from   TEXT NOT NULL,
    moved_to     TEXT NOT NULL,
    undoes       TEXT REFERENCES moves,
    stage        TEXT NOT NULL,
    problem      TEXT,
    looks        INTEGER NOT NULL,
    next_look_at TEXT,
    asked_at     TEXT NOT NULL,
    finished_at  TEXT,
    CHECK ((post_id IS NULL) <> (draft_id IS NULL))
) STRICT;
CREATE INDEX moves_to_undo ON moves (workspace_id, asked_at)
    WHERE stage = 'moved' AND undoes IS NULL;
CREATE INDEX moves_unfinished ON moves (asked_at) WHERE finished_at IS NULL;
";

const TABLE: &str = "moves";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "post_id",
    "draft_id",
    "moved_from",
    "moved_to",
    "undoes",
    "stage",
    "problem",
    "looks",
    "next_look_at",
    "asked_at",
    "finished_at",
];

/// One move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// UUID, version 7.
    pub id: String,
    /// The workspace.
    pub workspace_id: String,
    /// The post that is moved, or else a draft.
    pub post_id: Option<String>,
    /// The draft that is moved, or else a post.
    pub draft_id: Option<String>,
    /// Where it stood, in the core's words.
    pub moved_from: String,
    /// Where it is to stand, in the core's words.
    pub moved_to: String,
    /// The move that this one takes back.
    pub undoes: Option<String>,
    /// How far it got, in the core's words. `moved` means something to this crate: it can be taken
    /// back.
    pub stage: String,
    /// A short code of what stood in the way.
    pub problem: Option<String>,
    /// How often the service was looked at after the answer was lost.
    pub looks: i64,
    /// When to look next.
    pub next_look_at: Option<DateTime<Utc>>,
    /// When the person asked for it.
    pub asked_at: DateTime<Utc>,
    /// When nothing was left to find out.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Adds a move.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &MoveRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the move with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such move.
pub fn update(tx: &Transaction<'_>, row: &MoveRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The move with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<MoveRow>, StoreError> {
    tx.find("SELECT * FROM moves WHERE id = ?1", [id], from_row)
}

/// The last move of a workspace that can be taken back.
///
/// # Errors
///
/// Only those of the file.
pub fn to_undo(tx: &Transaction<'_>, workspace_id: &str) -> Result<Option<MoveRow>, StoreError> {
    tx.find(
        "SELECT * FROM moves WHERE workspace_id = ?1 AND stage = 'moved' AND undoes IS NULL
         ORDER BY asked_at DESC, id DESC LIMIT 1",
        [workspace_id],
        from_row,
    )
}

/// Every move of a post of a workspace, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn of_posts(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<MoveRow>, StoreError> {
    tx.list(
        "SELECT * FROM moves WHERE workspace_id = ?1 AND post_id IS NOT NULL
         ORDER BY asked_at, id",
        [workspace_id],
        from_row,
    )
}

/// All moves of which nobody knows yet how they ended, of every workspace, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn unfinished(tx: &Transaction<'_>) -> Result<Vec<MoveRow>, StoreError> {
    tx.list(
        "SELECT * FROM moves WHERE finished_at IS NULL ORDER BY asked_at, id",
        [],
        from_row,
    )
}

/// The posts of a workspace that are being moved, or were moved at or after this moment.
///
/// # Errors
///
/// Only those of the file.
pub fn moving_since(
    tx: &Transaction<'_>,
    workspace_id: &str,
    since: DateTime<Utc>,
) -> Result<Vec<String>, StoreError> {
    tx.list(
        "SELECT post_id FROM moves WHERE workspace_id = ?1 AND post_id IS NOT NULL
             AND (finished_at IS NULL OR finished_at >= ?2)",
        (workspace_id, Timestamp(since)),
        |row| row.get(0),
    )
}

/// Forgets every move of a workspace.
///
/// # Errors
///
/// Only those of the file.
pub fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    // Those that take others back first: they refer to them.
    for which in ["undoes IS NOT NULL", "undoes IS NULL"] {
        let sql = format!("DELETE FROM moves WHERE workspace_id = ?1 AND {which}");
        tx.execute(&sql, [workspace_id])?;
    }
    Ok(())
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &MoveRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":post_id": row.post_id,
            ":draft_id": row.draft_id,
            ":moved_from": row.moved_from,
            ":moved_to": row.moved_to,
            ":undoes": row.undoes,
            ":stage": row.stage,
            ":problem": row.problem,
            ":looks": row.looks,
            ":next_look_at": row.next_look_at.map(Timestamp),
            ":asked_at": Timestamp(row.asked_at),
            ":finished_at": row.finished_at.map(Timestamp),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<MoveRow> {
    Ok(MoveRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        post_id: row.get("post_id")?,
        draft_id: row.get("draft_id")?,
        moved_from: row.get("moved_from")?,
        moved_to: row.get("moved_to")?,
        undoes: row.get("undoes")?,
        stage: row.get("stage")?,
        problem: row.get("problem")?,
        looks: row.get("looks")?,
        next_look_at: time::get_optional(row, "next_look_at")?,
        asked_at: time::get(row, "asked_at")?,
        finished_at: time::get_optional(row, "finished_at")?,
    })
}
