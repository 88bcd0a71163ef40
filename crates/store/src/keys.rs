//! Keys: everything Latchkey knows about a key except the key.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

// The reference to the successor is checked at commit, because a rotation must take the name from
// the old key before the new one can have it.
pub(crate) const SCHEMA: &str = "
CREATE TABLE keys (
    id                  TEXT PRIMARY KEY,
    workspace_id        TEXT NOT NULL REFERENCES workspaces,
    remote_id           TEXT,
    name                TEXT NOT NULL,
    environment         TEXT NOT NULL,
    purpose             TEXT NOT NULL,
    state               TEXT NOT NULL,
    fingerprint         TEXT,
    hint                TEXT,
    rotation_days       INTEGER,
    created_at          TEXT,
    created_at_by       TEXT NOT NULL,
    added_at            TEXT NOT NULL,
    last_used_at        TEXT,
    last_alive_at       TEXT,
    last_checked_at     TEXT,
    last_check          TEXT,
    ending_requested_at TEXT,
    ending_accepted_at  TEXT,
    next_probe_at       TEXT,
    probe_attempts      INTEGER NOT NULL,
    problem             TEXT,
    dead_at             TEXT,
    death               TEXT CHECK (json_valid(death)),
    used_by_latchkey    INTEGER NOT NULL CHECK (used_by_latchkey IN (0, 1)),
    superseded_by       TEXT REFERENCES keys DEFERRABLE INITIALLY DEFERRED,
    hidden_at           TEXT
) STRICT;
CREATE UNIQUE INDEX keys_name ON keys (workspace_id, name COLLATE NOCASE)
    WHERE superseded_by IS NULL AND state <> 'revoked' AND hidden_at IS NULL;
CREATE UNIQUE INDEX keys_fingerprint ON keys (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX keys_of_workspace ON keys (workspace_id, remote_id);
";

/// The name the service still has.
pub(crate) const NAME_AT_SERVICE: &str = "
ALTER TABLE keys ADD COLUMN name_at_service TEXT;
";

const TABLE: &str = "keys";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "remote_id",
    "name",
    "environment",
    "purpose",
    "state",
    "fingerprint",
    "hint",
    "rotation_days",
    "created_at",
    "created_at_by",
    "added_at",
    "last_used_at",
    "last_alive_at",
    "last_checked_at",
    "last_check",
    "ending_requested_at",
    "ending_accepted_at",
    "next_probe_at",
    "probe_attempts",
    "problem",
    "dead_at",
    "death",
    "used_by_latchkey",
    "superseded_by",
    "hidden_at",
    "name_at_service",
];

/// One key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// UUID, version 7.
    pub id: String,
    /// The workspace it opens.
    pub workspace_id: String,
    /// The id at the service, where it says one.
    pub remote_id: Option<String>,
    /// Unique in its workspace among keys that are neither superseded, revoked nor hidden;
    /// upper and lower case (of ASCII letters) are the same.
    pub name: String,
    /// `production`, `staging` or `development`.
    pub environment: String,
    /// What the person says it is for; may be empty.
    pub purpose: String,
    /// The state in the core's words. `ending` and `revoked` mean something to this crate.
    pub state: String,
    /// SHA-256 of the key in hex; no two rows share one. `None` while the key was never seen.
    pub fingerprint: Option<String>,
    /// What may be shown of the key: prefix and last four characters.
    pub hint: Option<String>,
    /// Days from one rotation to the next; `None` is never.
    pub rotation_days: Option<u32>,
    /// When the key was made; `None` is unknown.
    pub created_at: Option<DateTime<Utc>>,
    /// Whose word `created_at` is: `service` or `latchkey`.
    pub created_at_by: String,
    /// When Latchkey learned of it.
    pub added_at: DateTime<Utc>,
    /// When it was last used, as the service says.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it last proved to work.
    pub last_alive_at: Option<DateTime<Utc>>,
    /// When it was last checked, whatever came of it.
    pub last_checked_at: Option<DateTime<Utc>>,
    /// A short code of what the last check found.
    pub last_check: Option<String>,
    /// When its revocation was asked for.
    pub ending_requested_at: Option<DateTime<Utc>>,
    /// When the service accepted the revocation.
    pub ending_accepted_at: Option<DateTime<Utc>>,
    /// When to try it next, to see whether it is dead; `None` is at once.
    pub next_probe_at: Option<DateTime<Utc>>,
    /// How often that was tried.
    pub probe_attempts: u32,
    /// A short code of what stands in the way.
    pub problem: Option<String>,
    /// When the service was first seen refusing it.
    pub dead_at: Option<DateTime<Utc>>,
    /// The proof of death, JSON.
    pub death: Option<String>,
    /// Whether Latchkey itself reads with it.
    pub used_by_latchkey: bool,
    /// The key that took its place.
    pub superseded_by: Option<String>,
    /// When the person took it off the list.
    pub hidden_at: Option<DateTime<Utc>>,
    /// What the service still calls it, while a new name has not reached it.
    pub name_at_service: Option<String>,
}

/// Adds a key.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id, the fingerprint or the name in the workspace is taken.
pub fn insert(tx: &Transaction<'_>, row: &KeyRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the key with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such key, [`StoreError::Duplicate`] as for [`insert`].
pub fn update(tx: &Transaction<'_>, row: &KeyRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The key with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<KeyRow>, StoreError> {
    tx.find("SELECT * FROM keys WHERE id = ?1", [id], from_row)
}

/// All keys of a workspace, hidden and revoked ones too, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<KeyRow>, StoreError> {
    tx.list(
        "SELECT * FROM keys WHERE workspace_id = ?1 ORDER BY added_at, id",
        [workspace_id],
        from_row,
    )
}

/// All keys there ever were, those of removed workspaces too, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn all(tx: &Transaction<'_>) -> Result<Vec<KeyRow>, StoreError> {
    tx.list("SELECT * FROM keys ORDER BY added_at, id", [], from_row)
}

/// The key with this fingerprint, in whichever workspace.
///
/// # Errors
///
/// Only those of the file.
pub fn find_by_fingerprint(
    tx: &Transaction<'_>,
    fingerprint: &str,
) -> Result<Option<KeyRow>, StoreError> {
    tx.find(
        "SELECT * FROM keys WHERE fingerprint = ?1",
        [fingerprint],
        from_row,
    )
}

/// Keys of every workspace whose fingerprint begins with these hexadecimal digits, at most `limit`.
///
/// # Errors
///
/// Only those of the file.
pub fn find_by_fingerprint_start(
    tx: &Transaction<'_>,
    start: &str,
    limit: u32,
) -> Result<Vec<KeyRow>, StoreError> {
    // A range, which the index on fingerprints answers; `g` comes after every hexadecimal digit.
    tx.list(
        "SELECT * FROM keys WHERE fingerprint >= ?1 AND fingerprint < ?1 || 'g'
         ORDER BY fingerprint LIMIT ?2",
        (start, limit),
        from_row,
    )
}

/// Keys of every workspace whose hint ends with these characters, the newest first, at most
/// `limit`.
///
/// # Errors
///
/// Only those of the file.
pub fn find_by_tail(
    tx: &Transaction<'_>,
    tail: &str,
    limit: u32,
) -> Result<Vec<KeyRow>, StoreError> {
    tx.list(
        "SELECT * FROM keys WHERE substr(hint, -length(?1)) = ?1
         ORDER BY added_at DESC, id DESC LIMIT ?2",
        (tail, limit),
        from_row,
    )
}

/// The key that the service knows by this id.
///
/// # Errors
///
/// Only those of the file.
pub fn find_by_remote(
    tx: &Transaction<'_>,
    workspace_id: &str,
    remote_id: &str,
) -> Result<Option<KeyRow>, StoreError> {
    tx.find(
        "SELECT * FROM keys WHERE workspace_id = ?1 AND remote_id = ?2 ORDER BY added_at, id",
        [workspace_id, remote_id],
        from_row,
    )
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &KeyRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":remote_id": row.remote_id,
            ":name": row.name,
            ":environment": row.environment,
            ":purpose": row.purpose,
            ":state": row.state,
            ":fingerprint": row.fingerprint,
            ":hint": row.hint,
            ":rotation_days": row.rotation_days,
            ":created_at": row.created_at.map(Timestamp),
            ":created_at_by": row.created_at_by,
            ":added_at": Timestamp(row.added_at),
            ":last_used_at": row.last_used_at.map(Timestamp),
            ":last_alive_at": row.last_alive_at.map(Timestamp),
            ":last_checked_at": row.last_checked_at.map(Timestamp),
            ":last_check": row.last_check,
            ":ending_requested_at": row.ending_requested_at.map(Timestamp),
            ":ending_accepted_at": row.ending_accepted_at.map(Timestamp),
            ":next_probe_at": row.next_probe_at.map(Timestamp),
            ":probe_attempts": row.probe_attempts,
            ":problem": row.problem,
            ":dead_at": row.dead_at.map(Timestamp),
            ":death": row.death,
            ":used_by_latchkey": row.used_by_latchkey,
            ":superseded_by": row.superseded_by,
            ":hidden_at": row.hidden_at.map(Timestamp),
            ":name_at_service": row.name_at_service,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<KeyRow> {
    Ok(KeyRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        remote_id: row.get("remote_id")?,
        name: row.get("name")?,
        environment: row.get("environment")?,
        purpose: row.get("purpose")?,
        state: row.get("state")?,
        fingerprint: row.get("fingerprint")?,
        hint: row.get("hint")?,
        rotation_days: row.get("rotation_days")?,
        created_at: time::get_optional(row, "created_at")?,
        created_at_by: row.get("created_at_by")?,
        added_at: time::get(row, "added_at")?,
        last_used_at: time::get_optional(row, "last_used_at")?,
        last_alive_at: time::get_optional(row, "last_alive_at")?,
        last_checked_at: time::get_optional(row, "last_checked_at")?,
        last_check: row.get("last_check")?,
        ending_requested_at: time::get_optional(row, "ending_requested_at")?,
        ending_accepted_at: time::get_optional(row, "ending_accepted_at")?,
        next_probe_at: time::get_optional(row, "next_probe_at")?,
        probe_attempts: row.get("probe_attempts")?,
        problem: row.get("problem")?,
        dead_at: time::get_optional(row, "dead_at")?,
        death: row.get("death")?,
        used_by_latchkey: row.get("used_by_latchkey")?,
        superseded_by: row.get("superseded_by")?,
        hidden_at: time::get_optional(row, "hidden_at")?,
        name_at_service: row.get("name_at_service")?,
    })
}
