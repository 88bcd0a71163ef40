//! What changed at the service between two looks at a post, one row per field.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE post_changes (
    number       INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    seen_at      TEXT NOT NULL,
    field        TEXT NOT NULL,
    before       TEXT,
    after        TEXT
) STRICT;
CREATE INDEX post_changes_of_post ON post_changes (workspace_id, post_id);
";

const COLUMNS: &[&str] = &[
    "workspace_id",
    "post_id",
    "seen_at",
    "field",
    "before",
    "after",
];

/// One change of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostChangeRow {
    /// The post's workspace.
    pub workspace_id: String,
    /// The service's id of the post.
    pub post_id: String,
    /// When Latchkey noticed.
    pub seen_at: DateTime<Utc>,
    /// What changed, in the core's words.
    pub field: String,
    /// As it was.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
}

/// Adds a change.
///
/// # Errors
///
/// Only those of the file.
pub fn insert(tx: &Transaction<'_>, row: &PostChangeRow) -> Result<(), StoreError> {
    tx.execute(
        &sql::insert("post_changes", COLUMNS),
        named_params! {
            ":workspace_id": row.workspace_id,
            ":post_id": row.post_id,
            ":seen_at": Timestamp(row.seen_at),
            ":field": row.field,
            ":before": row.before,
            ":after": row.after,
        },
    )?;
    Ok(())
}

/// The changes of a post, newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(
    tx: &Transaction<'_>,
    workspace_id: &str,
    post_id: &str,
) -> Result<Vec<PostChangeRow>, StoreError> {
    tx.list(
        "SELECT * FROM post_changes WHERE workspace_id = ?1 AND post_id = ?2
         ORDER BY seen_at DESC, number DESC",
        [workspace_id, post_id],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PostChangeRow> {
    Ok(PostChangeRow {
        workspace_id: row.get("workspace_id")?,
        post_id: row.get("post_id")?,
        seen_at: time::get(row, "seen_at")?,
        field: row.get("field")?,
        before: row.get("before")?,
        after: row.get("after")?,
    })
}
