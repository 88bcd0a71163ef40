//! Files: pictures, videos and documents that drafts are made of, and what is known of each.
//!
//! The bytes lie on the disk, in Latchkey's own copy or where the person has them; a row says where.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql, uploads};

pub(crate) const SCHEMA: &str = "
CREATE TABLE files (
    id           TEXT PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    name         TEXT NOT NULL,
    path         TEXT NOT NULL,
    own_copy     INTEGER NOT NULL CHECK (own_copy IN (0, 1)),
    format       TEXT NOT NULL,
    bytes        INTEGER NOT NULL,
    modified_at  TEXT,
    width        INTEGER,
    height       INTEGER,
    duration_ms  INTEGER,
    pages        INTEGER,
    removed      TEXT NOT NULL CHECK (json_valid(removed)),
    problem      TEXT,
    sha256       TEXT,
    added_at     TEXT NOT NULL
) STRICT;
CREATE INDEX files_of_workspace ON files (workspace_id, added_at);
";

const TABLE: &str = "files";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "name",
    "path",
    "own_copy",
    "format",
    "bytes",
    "modified_at",
    "width",
    "height",
    "duration_ms",
    "pages",
    "removed",
    "problem",
    "sha256",
    "added_at",
];

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// UUID, version 7.
    pub id: String,
    /// The workspace it was added in.
    pub workspace_id: String,
    /// Its name on the person's disk.
    pub name: String,
    /// Where its bytes are.
    pub path: String,
    /// The bytes are Latchkey's own copy, which goes away with the row.
    pub own_copy: bool,
    /// What it is by its content, as the usual ending of such files: `jpg`, `mp4`.
    pub format: String,
    /// How many bytes are at `path`.
    pub bytes: i64,
    /// When the file at `path` was last changed, as far as the disk says.
    pub modified_at: Option<DateTime<Utc>>,
    /// As shown, in pixels.
    pub width: Option<i64>,
    /// As shown, in pixels.
    pub height: Option<i64>,
    /// Of a video, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Of a document.
    pub pages: Option<i64>,
    /// What was taken out of Latchkey's copy: a JSON list of words of the core.
    pub removed: String,
    /// What is wrong with it, in a word of the core.
    pub problem: Option<String>,
    /// SHA-256 of the bytes at `path`, hex, where it was worked out.
    pub sha256: Option<String>,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

/// Adds a file.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &FileRow) -> Result<(), StoreError> {
    tx.execute(
        &sql::insert(TABLE, COLUMNS),
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":name": row.name,
            ":path": row.path,
            ":own_copy": row.own_copy,
            ":format": row.format,
            ":bytes": row.bytes,
            ":modified_at": row.modified_at.map(Timestamp),
            ":width": row.width,
            ":height": row.height,
            ":duration_ms": row.duration_ms,
            ":pages": row.pages,
            ":removed": row.removed,
            ":problem": row.problem,
            ":sha256": row.sha256,
            ":added_at": Timestamp(row.added_at),
        },
    )?;
    Ok(())
}

/// The file with this id.
///
/// # Errors
///
/// Only those of the database.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<FileRow>, StoreError> {
    tx.find("SELECT * FROM files WHERE id = ?1", [id], from_row)
}

/// The files with these ids, in their order. An id that does not exist is left out.
///
/// # Errors
///
/// Only those of the database.
pub fn list_of<'a>(
    tx: &Transaction<'_>,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<FileRow>, StoreError> {
    ids.into_iter()
        .filter_map(|id| get(tx, id).transpose())
        .collect()
}

/// Every file of every workspace, oldest first.
///
/// # Errors
///
/// Only those of the database.
pub fn all(tx: &Transaction<'_>) -> Result<Vec<FileRow>, StoreError> {
    tx.list("SELECT * FROM files ORDER BY added_at, id", [], from_row)
}

/// The ids of files that are in no draft that may still go out, nor in a version of one.
///
/// # Errors
///
/// Only those of the database.
pub fn unneeded(tx: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    tx.list(
        "SELECT id FROM files WHERE id NOT IN (
             SELECT part.atom FROM (
                 SELECT content FROM drafts WHERE sent = 0
                 UNION ALL
                 SELECT draft_versions.content FROM draft_versions
                 JOIN drafts ON drafts.id = draft_versions.draft_id WHERE drafts.sent = 0
             ) AS kept, json_tree(kept.content) AS part
             WHERE part.key = 'file_id' AND part.type = 'text'
         )",
        [],
        |row| row.get(0),
    )
}

/// Forgets a file and where it was uploaded to. Its bytes are the caller's to remove.
///
/// # Errors
///
/// Only those of the database.
pub fn forget(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    uploads::forget_file(tx, id)?;
    tx.execute("DELETE FROM files WHERE id = ?1", [id])?;
    Ok(())
}

/// Forgets all files of a workspace, and where they were uploaded to.
///
/// # Errors
///
/// Only those of the database.
pub fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    uploads::forget_workspace(tx, workspace_id)?;
    tx.execute("DELETE FROM files WHERE workspace_id = ?1", [workspace_id])?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    Ok(FileRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        name: row.get("name")?,
        path: row.get("path")?,
        own_copy: row.get("own_copy")?,
        format: row.get("format")?,
        bytes: row.get("bytes")?,
        modified_at: time::get_optional(row, "modified_at")?,
        width: row.get("width")?,
        height: row.get("height")?,
        duration_ms: row.get("duration_ms")?,
        pages: row.get("pages")?,
        removed: row.get("removed")?,
        problem: row.get("problem")?,
        sha256: row.get("sha256")?,
        added_at: time::get(row, "added_at")?,
    })
}
