//! Drafts: what somebody writes before it is sent. What is in one is JSON of the core's.
//!
//! A deleted draft stays for a while, so that deleting can be undone. One that was sent stays for
//! good: its versions say how it came about.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE drafts (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    content      TEXT NOT NULL CHECK (json_valid(content)),
    made_at      TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    deleted_at   TEXT,
    sent         INTEGER NOT NULL CHECK (sent IN (0, 1))
) STRICT;
CREATE INDEX drafts_open ON drafts (workspace_id, changed_at)
    WHERE deleted_at IS NULL AND sent = 0;
CREATE INDEX drafts_deleted ON drafts (deleted_at) WHERE deleted_at IS NOT NULL;
";

const TABLE: &str = "drafts";
const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "content",
    "made_at",
    "changed_at",
    "deleted_at",
    "sent",
];

/// One draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// UUID, version 7.
    pub id: String,
    /// Its workspace.
    pub workspace_id: String,
    /// What is in it, JSON.
    pub content: String,
    /// When it was begun.
    pub made_at: DateTime<Utc>,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    /// When the person deleted it.
    pub deleted_at: Option<DateTime<Utc>>,
    /// The service has it. Then it is no draft any more.
    pub sent: bool,
}

/// Adds a draft.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &DraftRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the draft with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such row.
pub fn update(tx: &Transaction<'_>, row: &DraftRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The draft with this id, deleted and sent ones too.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<DraftRow>, StoreError> {
    tx.find("SELECT * FROM drafts WHERE id = ?1", [id], from_row)
}

/// The drafts of a workspace that are neither deleted nor sent, changed last first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<DraftRow>, StoreError> {
    tx.list(
        "SELECT * FROM drafts WHERE workspace_id = ?1 AND deleted_at IS NULL AND sent = 0
         ORDER BY changed_at DESC, id DESC",
        [workspace_id],
        from_row,
    )
}

/// The drafts of a workspace that are deleted and can still be brought back, deleted last first.
///
/// # Errors
///
/// Only those of the file.
pub fn deleted(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<DraftRow>, StoreError> {
    tx.list(
        "SELECT * FROM drafts WHERE workspace_id = ?1 AND deleted_at IS NOT NULL AND sent = 0
         ORDER BY deleted_at DESC, id DESC",
        [workspace_id],
        from_row,
    )
}

/// Every draft that still is a draft or may become one again, of every workspace: sent ones are
/// left out.
///
/// # Errors
///
/// Only those of the file.
pub fn unsent(tx: &Transaction<'_>) -> Result<Vec<DraftRow>, StoreError> {
    tx.list(
        "SELECT * FROM drafts WHERE sent = 0 ORDER BY id",
        [],
        from_row,
    )
}

/// Removes the drafts deleted before this moment, with their versions, and says how many.
///
/// # Errors
///
/// Only those of the file.
pub fn remove_deleted_before(
    tx: &Transaction<'_>,
    moment: DateTime<Utc>,
) -> Result<usize, StoreError> {
    tx.execute(
        "DELETE FROM draft_versions WHERE draft_id IN
             (SELECT id FROM drafts WHERE deleted_at < ?1 AND sent = 0)",
        [Timestamp(moment)],
    )?;
    tx.execute(
        "DELETE FROM drafts WHERE deleted_at < ?1 AND sent = 0",
        [Timestamp(moment)],
    )
}

/// Removes what is left of a workspace's drafts that were never sent.
///
/// # Errors
///
/// Only those of the file.
pub fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM draft_versions WHERE draft_id IN
             (SELECT id FROM drafts WHERE workspace_id = ?1 AND sent = 0)",
        [workspace_id],
    )?;
    tx.execute(
        "DELETE FROM drafts WHERE workspace_id = ?1 AND sent = 0",
        [workspace_id],
    )?;
    Ok(())
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &DraftRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":content": row.content,
            ":made_at": Timestamp(row.made_at),
            ":changed_at": Timestamp(row.changed_at),
            ":deleted_at": row.deleted_at.map(Timestamp),
            ":sent": row.sent,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    Ok(DraftRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        content: row.get("content")?,
        made_at: time::get(row, "made_at")?,
        changed_at: time::get(row, "changed_at")?,
        deleted_at: time::get_optional(row, "deleted_at")?,
        sent: row.get("sent")?,
    })
}
