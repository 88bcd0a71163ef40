//! Profiles: the accounts of a workspace in whose name posts are made.
//!
//! A profile the service no longer names stays, because posts refer to it; `seen_at` tells.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE profiles (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    username     TEXT,
    seen_at      TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
";

/// Which platforms a profile has an account for, as the service last said.
pub(crate) const PLATFORMS: &str = "
ALTER TABLE profiles ADD COLUMN platforms TEXT CHECK (json_valid(platforms));
";

const KEY: &[&str] = &["workspace_id", "id"];
const COLUMNS: &[&str] = &[
    "workspace_id",
    "id",
    "name",
    "username",
    "seen_at",
    "platforms",
];

/// One profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRow {
    /// The workspace.
    pub workspace_id: String,
    /// The service's id of it.
    pub id: String,
    /// Its name. Two profiles may share one.
    pub name: String,
    /// Its user name, where the service says one.
    pub username: Option<String>,
    /// When the service last named it.
    pub seen_at: DateTime<Utc>,
    /// For each platform the service named, whether an account is connected: a JSON object of
    /// switches. `None` where it was never asked.
    pub platforms: Option<String>,
}

/// Adds a profile, or replaces what was known of it.
///
/// # Errors
///
/// Only those of the file.
pub fn upsert(tx: &Transaction<'_>, row: &ProfileRow) -> Result<(), StoreError> {
    tx.execute(
        &sql::upsert("profiles", KEY, COLUMNS),
        named_params! {
            ":workspace_id": row.workspace_id,
            ":id": row.id,
            ":name": row.name,
            ":username": row.username,
            ":seen_at": Timestamp(row.seen_at),
            ":platforms": row.platforms,
        },
    )?;
    Ok(())
}

/// All profiles of a workspace, by name.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<ProfileRow>, StoreError> {
    tx.list(
        "SELECT * FROM profiles WHERE workspace_id = ?1 ORDER BY name COLLATE NOCASE, name, id",
        [workspace_id],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ProfileRow> {
    Ok(ProfileRow {
        workspace_id: row.get("workspace_id")?,
        id: row.get("id")?,
        name: row.get("name")?,
        username: row.get("username")?,
        seen_at: time::get(row, "seen_at")?,
        platforms: row.get("platforms")?,
    })
}
