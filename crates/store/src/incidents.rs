//! Incidents: one suspected leak each, from "I think it leaked" to the report. The state of each
//! step is not kept but derived from what is.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

// `replacement_creation` and `replacement_key` may be noted before those rows exist, so they are
// not references.
pub(crate) const SCHEMA: &str = "
CREATE TABLE incidents (
    id                   TEXT PRIMARY KEY,
    workspace_id         TEXT NOT NULL REFERENCES workspaces,
    key_id               TEXT NOT NULL REFERENCES keys,
    exposed              TEXT NOT NULL,
    exposed_from         TEXT,
    noticed_at           TEXT NOT NULL,
    can_stop             INTEGER NOT NULL CHECK (can_stop IN (0, 1)),
    end_asked_at         TEXT,
    contained_at         TEXT,
    freeze_asked_at      TEXT,
    replacement_creation TEXT,
    replacement_key      TEXT,
    closed_at            TEXT,
    called_off           INTEGER NOT NULL CHECK (called_off IN (0, 1)),
    next_look_at         TEXT,
    looks                INTEGER NOT NULL,
    alarm_at             TEXT
) STRICT;
CREATE INDEX incidents_of_workspace ON incidents (workspace_id, noticed_at);
CREATE INDEX incidents_unfinished ON incidents (noticed_at)
    WHERE closed_at IS NULL OR next_look_at IS NOT NULL;
";

const TABLE: &str = "incidents";

const COLUMNS: &[&str] = &[
    "id",
    "workspace_id",
    "key_id",
    "exposed",
    "exposed_from",
    "noticed_at",
    "can_stop",
    "end_asked_at",
    "contained_at",
    "freeze_asked_at",
    "replacement_creation",
    "replacement_key",
    "closed_at",
    "called_off",
    "next_look_at",
    "looks",
    "alarm_at",
];

/// One incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentRow {
    /// UUID, version 7.
    pub id: String,
    /// The key's workspace.
    pub workspace_id: String,
    /// The key that may be out.
    pub key_id: String,
    /// Since when, in the person's words: `now`, `today`, `since` or `unknown`.
    pub exposed: String,
    /// The moment meant by that; `None` is unknown, and everything counts.
    pub exposed_from: Option<DateTime<Utc>>,
    /// The click on "I think a key leaked".
    pub noticed_at: DateTime<Utc>,
    /// What uses the key can stop for a while.
    pub can_stop: bool,
    /// When the person asked to end the key.
    pub end_asked_at: Option<DateTime<Utc>>,
    /// When the key was proven dead.
    pub contained_at: Option<DateTime<Utc>>,
    /// When the person asked to hold scheduled posts.
    pub freeze_asked_at: Option<DateTime<Utc>>,
    /// The creation of the key that takes its place.
    pub replacement_creation: Option<String>,
    /// That key.
    pub replacement_key: Option<String>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// It was no leak after all.
    pub called_off: bool,
    /// When to look at the dead key next; `None` is never.
    pub next_look_at: Option<DateTime<Utc>>,
    /// How often it was looked at.
    pub looks: i64,
    /// When the dead key was seen to work again.
    pub alarm_at: Option<DateTime<Utc>>,
}

/// Adds an incident.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &IncidentRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the incident with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such incident.
pub fn update(tx: &Transaction<'_>, row: &IncidentRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// The incident with this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<IncidentRow>, StoreError> {
    tx.find("SELECT * FROM incidents WHERE id = ?1", [id], from_row)
}

/// All incidents of a workspace: open ones first, then the newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<IncidentRow>, StoreError> {
    tx.list(
        "SELECT * FROM incidents WHERE workspace_id = ?1
         ORDER BY closed_at IS NOT NULL, noticed_at DESC, id DESC",
        [workspace_id],
        from_row,
    )
}

/// All incidents of every workspace that are open or whose dead key is still to be looked at,
/// oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn unfinished(tx: &Transaction<'_>) -> Result<Vec<IncidentRow>, StoreError> {
    tx.list(
        "SELECT * FROM incidents WHERE closed_at IS NULL OR next_look_at IS NOT NULL
         ORDER BY noticed_at, id",
        [],
        from_row,
    )
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &IncidentRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":workspace_id": row.workspace_id,
            ":key_id": row.key_id,
            ":exposed": row.exposed,
            ":exposed_from": row.exposed_from.map(Timestamp),
            ":noticed_at": Timestamp(row.noticed_at),
            ":can_stop": row.can_stop,
            ":end_asked_at": row.end_asked_at.map(Timestamp),
            ":contained_at": row.contained_at.map(Timestamp),
            ":freeze_asked_at": row.freeze_asked_at.map(Timestamp),
            ":replacement_creation": row.replacement_creation,
            ":replacement_key": row.replacement_key,
            ":closed_at": row.closed_at.map(Timestamp),
            ":called_off": row.called_off,
            ":next_look_at": row.next_look_at.map(Timestamp),
            ":looks": row.looks,
            ":alarm_at": row.alarm_at.map(Timestamp),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<IncidentRow> {
    Ok(IncidentRow {
        id: row.get("id")?,
        workspace_id: row.get("workspace_id")?,
        key_id: row.get("key_id")?,
        exposed: row.get("exposed")?,
        exposed_from: time::get_optional(row, "exposed_from")?,
        noticed_at: time::get(row, "noticed_at")?,
        can_stop: row.get("can_stop")?,
        end_asked_at: time::get_optional(row, "end_asked_at")?,
        contained_at: time::get_optional(row, "contained_at")?,
        freeze_asked_at: time::get_optional(row, "freeze_asked_at")?,
        replacement_creation: row.get("replacement_creation")?,
        replacement_key: row.get("replacement_key")?,
        closed_at: time::get_optional(row, "closed_at")?,
        called_off: row.get("called_off")?,
        next_look_at: time::get_optional(row, "next_look_at")?,
        looks: row.get("looks")?,
        alarm_at: time::get_optional(row, "alarm_at")?,
    })
}
