//! Workspaces: the accounts at services that Latchkey looks after.
//!
//! A removed workspace stays as a row, because keys and history refer to it.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE workspaces (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    base_url      TEXT NOT NULL,
    dashboard_url TEXT NOT NULL,
    authority     TEXT NOT NULL,
    remote_id     TEXT,
    created_at    TEXT NOT NULL,
    removed_at    TEXT
) STRICT;
";

const TABLE: &str = "workspaces";

/// One workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRow {
    /// UUID, version 7.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// The service: `demo` or `codivupload`.
    pub kind: String,
    /// Where the API is, ending in its version (`…/v1`).
    pub base_url: String,
    /// The page on which a person manages keys.
    pub dashboard_url: String,
    /// Who makes and ends keys: `automatic` or `guided`.
    pub authority: String,
    /// The id at the service, where it says one.
    pub remote_id: Option<String>,
    /// When it was added to Latchkey.
    pub created_at: DateTime<Utc>,
    /// When it was removed from Latchkey.
    pub removed_at: Option<DateTime<Utc>>,
}

/// Adds a workspace.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &WorkspaceRow) -> Result<(), StoreError> {
    const COLUMNS: &[&str] = &[
        "id",
        "name",
        "kind",
        "base_url",
        "dashboard_url",
        "authority",
        "remote_id",
        "created_at",
        "removed_at",
    ];
    tx.execute(
        &sql::insert(TABLE, COLUMNS),
        named_params! {
            ":id": row.id,
            ":name": row.name,
            ":kind": row.kind,
            ":base_url": row.base_url,
            ":dashboard_url": row.dashboard_url,
            ":authority": row.authority,
            ":remote_id": row.remote_id,
            ":created_at": Timestamp(row.created_at),
            ":removed_at": row.removed_at.map(Timestamp),
        },
    )?;
    Ok(())
}

/// Notes where the workspace is now; the embedded one gets a new port at each start.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such workspace.
pub fn update_endpoints(
    tx: &Transaction<'_>,
    id: &str,
    base_url: &str,
    dashboard_url: &str,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE workspaces SET base_url = ?2, dashboard_url = ?3 WHERE id = ?1",
        (id, base_url, dashboard_url),
    )?;
    sql::expect_row(changed, TABLE, id)
}

/// Notes what the service itself calls the workspace.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such workspace.
pub fn set_remote_id(tx: &Transaction<'_>, id: &str, remote_id: &str) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE workspaces SET remote_id = ?2 WHERE id = ?1",
        (id, remote_id),
    )?;
    sql::expect_row(changed, TABLE, id)
}

/// Gives the workspace another name.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such workspace.
pub fn rename(tx: &Transaction<'_>, id: &str, name: &str) -> Result<(), StoreError> {
    let changed = tx.execute("UPDATE workspaces SET name = ?2 WHERE id = ?1", (id, name))?;
    sql::expect_row(changed, TABLE, id)
}

/// The workspace with this id, removed or not.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<WorkspaceRow>, StoreError> {
    tx.find("SELECT * FROM workspaces WHERE id = ?1", [id], from_row)
}

/// All workspaces that are not removed, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>) -> Result<Vec<WorkspaceRow>, StoreError> {
    tx.list(
        "SELECT * FROM workspaces WHERE removed_at IS NULL ORDER BY created_at, id",
        [],
        from_row,
    )
}

/// All workspaces that are removed, the one removed last first.
///
/// # Errors
///
/// Only those of the file.
pub fn removed(tx: &Transaction<'_>) -> Result<Vec<WorkspaceRow>, StoreError> {
    tx.list(
        "SELECT * FROM workspaces WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, id",
        [],
        from_row,
    )
}

/// Puts a removed workspace back on the list.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such workspace.
pub fn put_back(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE workspaces SET removed_at = NULL WHERE id = ?1",
        [id],
    )?;
    sql::expect_row(changed, TABLE, id)
}

/// Takes the workspace off the list. The first removal counts.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such workspace.
pub fn mark_removed(tx: &Transaction<'_>, id: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE workspaces SET removed_at = coalesce(removed_at, ?2) WHERE id = ?1",
        (id, Timestamp(at)),
    )?;
    sql::expect_row(changed, TABLE, id)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<WorkspaceRow> {
    Ok(WorkspaceRow {
        id: row.get("id")?,
        name: row.get("name")?,
        kind: row.get("kind")?,
        base_url: row.get("base_url")?,
        dashboard_url: row.get("dashboard_url")?,
        authority: row.get("authority")?,
        remote_id: row.get("remote_id")?,
        created_at: time::get(row, "created_at")?,
        removed_at: time::get_optional(row, "removed_at")?,
    })
}
