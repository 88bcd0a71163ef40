//! Attempts to upload: the service counts each one, whatever came of it. An attempt is written down
//! before it leaves, so that a crash does not forget it.

use chrono::{DateTime, Utc};

use crate::time::Timestamp;
use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE upload_attempts (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    at           TEXT NOT NULL
) STRICT;
CREATE INDEX upload_attempts_of_workspace ON upload_attempts (workspace_id, at);
";

/// Notes an attempt, and forgets those up to `forget_until`.
///
/// # Errors
///
/// Only those of the database.
pub fn insert(
    tx: &Transaction<'_>,
    workspace_id: &str,
    at: DateTime<Utc>,
    forget_until: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM upload_attempts WHERE workspace_id = ?1 AND at <= ?2",
        (workspace_id, Timestamp(forget_until)),
    )?;
    tx.execute(
        "INSERT INTO upload_attempts VALUES (?1, ?2)",
        (workspace_id, Timestamp(at)),
    )?;
    Ok(())
}

/// Forgets one attempt made at this moment, because it never left.
///
/// # Errors
///
/// Only those of the database.
pub fn take_back(
    tx: &Transaction<'_>,
    workspace_id: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM upload_attempts WHERE rowid =
             (SELECT min(rowid) FROM upload_attempts WHERE workspace_id = ?1 AND at = ?2)",
        (workspace_id, Timestamp(at)),
    )?;
    Ok(())
}

/// Forgets the attempts of a workspace.
///
/// # Errors
///
/// Only those of the database.
pub fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM upload_attempts WHERE workspace_id = ?1",
        [workspace_id],
    )?;
    Ok(())
}

/// The attempts after `since`, oldest first.
///
/// # Errors
///
/// Only those of the database.
pub fn list_since(
    tx: &Transaction<'_>,
    workspace_id: &str,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, StoreError> {
    let attempts = tx.list(
        "SELECT at FROM upload_attempts WHERE workspace_id = ?1 AND at > ?2 ORDER BY at",
        (workspace_id, Timestamp(since)),
        |row| row.get::<_, Timestamp>(0),
    )?;
    Ok(attempts.into_iter().map(|attempt| attempt.0).collect())
}
