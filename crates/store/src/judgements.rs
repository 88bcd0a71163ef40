//! Judgements: the person's word on whose a post is. The log only grows; taking a batch back marks
//! it as undone and uncovers what was said before.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE judgements (
    number       INTEGER PRIMARY KEY,
    batch        TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    whose        TEXT NOT NULL,
    before       TEXT NOT NULL,
    at           TEXT NOT NULL,
    undone       INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
CREATE INDEX judgements_of_batch ON judgements (batch);
CREATE INDEX judgements_in_force ON judgements (workspace_id, number) WHERE NOT undone;
CREATE TRIGGER judgements_are_never_changed
    BEFORE UPDATE OF number, batch, workspace_id, post_id, whose, before, at ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement can only be undone'); END;
CREATE TRIGGER judgements_are_never_deleted BEFORE DELETE ON judgements
    BEGIN SELECT RAISE(ABORT, 'a judgement can only be undone'); END;
";

const COLUMNS: &[&str] = &[
    "batch",
    "workspace_id",
    "post_id",
    "whose",
    "before",
    "at",
    "undone",
];

/// What the person said of one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementRow {
    /// What was said of several posts at once has the same batch.
    pub batch: String,
    /// The workspace.
    pub workspace_id: String,
    /// The service's id of the post.
    pub post_id: String,
    /// `mine`, `not_mine` or `unsaid`.
    pub whose: String,
    /// What was said before, in the same words.
    pub before: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The person took it back.
    pub undone: bool,
}

/// Adds a judgement.
///
/// # Errors
///
/// Only those of the file.
pub fn insert(tx: &Transaction<'_>, row: &JudgementRow) -> Result<(), StoreError> {
    tx.execute(
        &sql::insert("judgements", COLUMNS),
        named_params! {
            ":batch": row.batch,
            ":workspace_id": row.workspace_id,
            ":post_id": row.post_id,
            ":whose": row.whose,
            ":before": row.before,
            ":at": Timestamp(row.at),
            ":undone": row.undone,
        },
    )?;
    Ok(())
}

/// The judgements of the latest batch that was not taken back, in their order; none when there is
/// no such batch.
///
/// # Errors
///
/// Only those of the file.
pub fn latest_batch(
    tx: &Transaction<'_>,
    workspace_id: &str,
) -> Result<Vec<JudgementRow>, StoreError> {
    tx.list(
        "SELECT * FROM judgements
         WHERE batch = (
             SELECT batch FROM judgements WHERE workspace_id = ?1 AND NOT undone
             ORDER BY number DESC LIMIT 1)
         ORDER BY number",
        [workspace_id],
        from_row,
    )
}

/// Marks a batch as taken back.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such batch.
pub fn mark_undone(tx: &Transaction<'_>, batch: &str) -> Result<(), StoreError> {
    let changed = tx.execute("UPDATE judgements SET undone = 1 WHERE batch = ?1", [batch])?;
    sql::expect_row(changed, "judgements", batch)
}

/// The person's last word on each post, by the post's id. It may be `unsaid`.
///
/// # Errors
///
/// Only those of the file.
pub fn current(
    tx: &Transaction<'_>,
    workspace_id: &str,
) -> Result<HashMap<String, JudgementRow>, StoreError> {
    let rows = tx.list(
        "SELECT * FROM judgements WHERE workspace_id = ?1 AND NOT undone
         ORDER BY number",
        [workspace_id],
        from_row,
    )?;
    // Later rows take the place of earlier ones.
    Ok(rows
        .into_iter()
        .map(|row| (row.post_id.clone(), row))
        .collect())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<JudgementRow> {
    Ok(JudgementRow {
        batch: row.get("batch")?,
        workspace_id: row.get("workspace_id")?,
        post_id: row.get("post_id")?,
        whose: row.get("whose")?,
        before: row.get("before")?,
        at: time::get(row, "at")?,
        undone: row.get("undone")?,
    })
}
