//! Earlier versions of drafts. A number is given once within a draft and stays with its version,
//! however many older ones are thinned out.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE draft_versions (
    draft_id TEXT NOT NULL REFERENCES drafts,
    number   INTEGER NOT NULL,
    content  TEXT NOT NULL CHECK (json_valid(content)),
    at       TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)
) STRICT, WITHOUT ROWID;
";

/// An earlier version of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftVersionRow {
    /// The draft.
    pub draft_id: String,
    /// Its number within the draft, from 1.
    pub number: u32,
    /// What was in it, JSON.
    pub content: String,
    /// When it was written: until the next version, this was the draft.
    pub at: DateTime<Utc>,
}

/// Keeps a version as the newest of its draft and says its number.
///
/// # Errors
///
/// [`StoreError::Sqlite`] when there is no such draft.
pub fn keep(
    tx: &Transaction<'_>,
    draft_id: &str,
    content: &str,
    at: DateTime<Utc>,
) -> Result<u32, StoreError> {
    let number = newest(tx, draft_id)?.map_or(1, |version| version.number.saturating_add(1));
    tx.execute(
        "INSERT INTO draft_versions (draft_id, number, content, at)
         VALUES (:draft_id, :number, :content, :at)",
        named_params! {
            ":draft_id": draft_id,
            ":number": number,
            ":content": content,
            ":at": Timestamp(at),
        },
    )?;
    Ok(number)
}

/// The version that was kept last.
///
/// # Errors
///
/// Only those of the file.
pub fn newest(tx: &Transaction<'_>, draft_id: &str) -> Result<Option<DraftVersionRow>, StoreError> {
    tx.find(
        "SELECT * FROM draft_versions WHERE draft_id = ?1 ORDER BY number DESC LIMIT 1",
        [draft_id],
        from_row,
    )
}

/// The version with this number.
///
/// # Errors
///
/// Only those of the file.
pub fn get(
    tx: &Transaction<'_>,
    draft_id: &str,
    number: u32,
) -> Result<Option<DraftVersionRow>, StoreError> {
    tx.find(
        "SELECT * FROM draft_versions WHERE draft_id = ?1 AND number = ?2",
        (draft_id, number),
        from_row,
    )
}

/// All versions of a draft, newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, draft_id: &str) -> Result<Vec<DraftVersionRow>, StoreError> {
    tx.list(
        "SELECT * FROM draft_versions WHERE draft_id = ?1 ORDER BY number DESC",
        [draft_id],
        from_row,
    )
}

/// How many versions of a draft are kept.
///
/// # Errors
///
/// Only those of the file.
pub fn count(tx: &Transaction<'_>, draft_id: &str) -> Result<u32, StoreError> {
    let count = tx.find(
        "SELECT count(*) FROM draft_versions WHERE draft_id = ?1",
        [draft_id],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}

/// Removes one version.
///
/// # Errors
///
/// Only those of the file.
pub fn remove(tx: &Transaction<'_>, draft_id: &str, number: u32) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM draft_versions WHERE draft_id = ?1 AND number = ?2",
        (draft_id, number),
    )?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<DraftVersionRow> {
    Ok(DraftVersionRow {
        draft_id: row.get("draft_id")?,
        number: row.get("number")?,
        content: row.get("content")?,
        at: time::get(row, "at")?,
    })
}
