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

/// Changes of what a post says, shows and plans, in the core's words.
pub(crate) const INDEX_OF_CONTENT: &str = "
CREATE INDEX post_changes_of_content ON post_changes (workspace_id, seen_at)
    WHERE field IN ('title', 'text', 'media', 'scheduled_at');
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

/// The changes of what the posts of a workspace say, show and plan, noticed at or after `since`,
/// oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn of_content(
    tx: &Transaction<'_>,
    workspace_id: &str,
    since: Option<DateTime<Utc>>,
) -> Result<Vec<PostChangeRow>, StoreError> {
    tx.list(
        "SELECT * FROM post_changes
         WHERE workspace_id = ?1 AND seen_at >= ?2
             AND field IN ('title', 'text', 'media', 'scheduled_at')
         ORDER BY seen_at, number",
        (
            workspace_id,
            Timestamp(since.unwrap_or(DateTime::UNIX_EPOCH)),
        ),
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
