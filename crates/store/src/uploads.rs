//! Uploads: where at the service a file lies, by the profile it was uploaded for, so that the same
//! file does not travel twice.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE uploads (
    file_id      TEXT NOT NULL REFERENCES files,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    url          TEXT NOT NULL,
    upload_id    TEXT NOT NULL,
    uploaded_at  TEXT NOT NULL,
    PRIMARY KEY (file_id, profile_id)
) STRICT, WITHOUT ROWID;
";

/// One file at the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadRow {
    /// The file.
    pub file_id: String,
    /// Its workspace.
    pub workspace_id: String,
    /// The profile it was uploaded for.
    pub profile_id: String,
    /// Its address, as a post names it.
    pub url: String,
    /// The service's id of it.
    pub upload_id: String,
    /// When it was complete there.
    pub uploaded_at: DateTime<Utc>,
}

/// Notes where a file lies; what was noted for the same profile before is replaced.
///
/// # Errors
///
/// Only those of the database.
pub fn set(tx: &Transaction<'_>, row: &UploadRow) -> Result<(), StoreError> {
    const KEY: &[&str] = &["file_id", "profile_id"];
    const COLUMNS: &[&str] = &[
        "file_id",
        "workspace_id",
        "profile_id",
        "url",
        "upload_id",
        "uploaded_at",
    ];
    tx.execute(
        &sql::upsert("uploads", KEY, COLUMNS),
        named_params! {
            ":file_id": row.file_id,
            ":workspace_id": row.workspace_id,
            ":profile_id": row.profile_id,
            ":url": row.url,
            ":upload_id": row.upload_id,
            ":uploaded_at": Timestamp(row.uploaded_at),
        },
    )?;
    Ok(())
}

/// Where the file, or one with the very same bytes, lies for this profile; the newest upload that
/// is younger than `after`.
///
/// # Errors
///
/// Only those of the database.
pub fn find(
    tx: &Transaction<'_>,
    file_id: &str,
    profile_id: &str,
    after: DateTime<Utc>,
) -> Result<Option<UploadRow>, StoreError> {
    tx.find(
        "SELECT uploads.* FROM uploads
         JOIN files AS uploaded ON uploaded.id = uploads.file_id
         JOIN files AS wanted ON wanted.id = ?1
         WHERE uploads.workspace_id = wanted.workspace_id AND uploads.profile_id = ?2
           AND uploads.uploaded_at > ?3
           AND (uploaded.id = wanted.id OR uploaded.sha256 = wanted.sha256)
         ORDER BY uploads.uploaded_at DESC LIMIT 1",
        (file_id, profile_id, Timestamp(after)),
        from_row,
    )
}

pub(crate) fn forget_file(tx: &Transaction<'_>, file_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM uploads WHERE file_id = ?1", [file_id])?;
    Ok(())
}

pub(crate) fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM uploads WHERE workspace_id = ?1",
        [workspace_id],
    )?;
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<UploadRow> {
    Ok(UploadRow {
        file_id: row.get("file_id")?,
        workspace_id: row.get("workspace_id")?,
        profile_id: row.get("profile_id")?,
        url: row.get("url")?,
        upload_id: row.get("upload_id")?,
        uploaded_at: time::get(row, "uploaded_at")?,
    })
}
