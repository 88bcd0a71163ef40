//! Places: where a key is used, as the person wrote it down, and whether the key there was
//! updated.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction, sql};

pub(crate) const SCHEMA: &str = "
CREATE TABLE places (
    id           TEXT PRIMARY KEY,
    key_id       TEXT NOT NULL REFERENCES keys ON DELETE CASCADE,
    label        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    note         TEXT NOT NULL,
    confirmed_at TEXT,
    position     INTEGER NOT NULL
) STRICT;
CREATE INDEX places_of_key ON places (key_id, position);
";

const TABLE: &str = "places";

const COLUMNS: &[&str] = &[
    "id",
    "key_id",
    "label",
    "kind",
    "note",
    "confirmed_at",
    "position",
];

/// One place where a key is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// UUID, version 7.
    pub id: String,
    /// The key that is used there.
    pub key_id: String,
    /// What the person calls it.
    pub label: String,
    /// What it is: a `.env` file, an assistant, an automation, a person.
    pub kind: String,
    /// Anything else worth knowing; may be empty.
    pub note: String,
    /// When the person ticked off that this very key is in place there.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Its rank in the list, smallest first.
    pub position: u32,
}

/// Adds a place.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the id exists.
pub fn insert(tx: &Transaction<'_>, row: &PlaceRow) -> Result<(), StoreError> {
    write_row(tx, &sql::insert(TABLE, COLUMNS), row)?;
    Ok(())
}

/// Replaces the place with the id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such place.
pub fn update(tx: &Transaction<'_>, row: &PlaceRow) -> Result<(), StoreError> {
    let changed = write_row(tx, &sql::update(TABLE, COLUMNS), row)?;
    sql::expect_row(changed, TABLE, &row.id)
}

/// Forgets a place.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such place.
pub fn delete(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    let changed = tx.execute("DELETE FROM places WHERE id = ?1", [id])?;
    sql::expect_row(changed, TABLE, id)
}

/// The places of a key, in their order.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, key_id: &str) -> Result<Vec<PlaceRow>, StoreError> {
    tx.list(
        "SELECT * FROM places WHERE key_id = ?1 ORDER BY position, id",
        [key_id],
        from_row,
    )
}

/// One place.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<PlaceRow>, StoreError> {
    tx.find("SELECT * FROM places WHERE id = ?1", [id], from_row)
}

/// Ticks a place off, or with `None` takes the tick back.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such place.
pub fn confirm(
    tx: &Transaction<'_>,
    id: &str,
    at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE places SET confirmed_at = ?2 WHERE id = ?1",
        (id, at.map(Timestamp)),
    )?;
    sql::expect_row(changed, TABLE, id)
}

/// Gives the new key of a rotation the places of the old one, none of them ticked off.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when `new_id` returns an id that exists.
pub fn copy_to(
    tx: &Transaction<'_>,
    old_key: &str,
    new_key: &str,
    mut new_id: impl FnMut() -> String,
) -> Result<(), StoreError> {
    for place in list(tx, old_key)? {
        let copy = PlaceRow {
            id: new_id(),
            key_id: new_key.to_owned(),
            confirmed_at: None,
            ..place
        };
        insert(tx, &copy)?;
    }
    Ok(())
}

fn write_row(tx: &Transaction<'_>, sql: &str, row: &PlaceRow) -> Result<usize, StoreError> {
    tx.execute(
        sql,
        named_params! {
            ":id": row.id,
            ":key_id": row.key_id,
            ":label": row.label,
            ":kind": row.kind,
            ":note": row.note,
            ":confirmed_at": row.confirmed_at.map(Timestamp),
            ":position": row.position,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PlaceRow> {
    Ok(PlaceRow {
        id: row.get("id")?,
        key_id: row.get("key_id")?,
        label: row.get("label")?,
        kind: row.get("kind")?,
        note: row.get("note")?,
        confirmed_at: time::get_optional(row, "confirmed_at")?,
        position: row.get("position")?,
    })
}
