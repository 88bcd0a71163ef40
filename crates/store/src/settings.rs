//! Settings that change what Latchkey does, by name. Cosmetic preferences live elsewhere.

use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
";

/// The value of a setting; `None` when it was never set.
///
/// # Errors
///
/// Only those of the file.
pub fn get(tx: &Transaction<'_>, name: &str) -> Result<Option<String>, StoreError> {
    tx.find(
        "SELECT value FROM settings WHERE name = ?1",
        [name],
        |row| row.get(0),
    )
}

/// Sets a setting, new or not.
///
/// # Errors
///
/// Only those of the file.
pub fn set(tx: &Transaction<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO settings (name, value) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )?;
    Ok(())
}
