//! Events as they are stored, with what is needed to check them: for a part of the history that is
//! handed to somebody.

use rusqlite::Row;

use super::chain::Head;
use crate::{StoreError, Transaction};

/// One event, with the hash of the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEvent {
    /// Its number.
    pub seq: i64,
    /// The hash of the event before it.
    pub previous: [u8; 32],
    /// Its hash.
    pub hash: [u8; 32],
    /// Its body as it was hashed. If somebody made it other than UTF-8, replacement characters make
    /// the check fail as they should.
    pub body: String,
}

/// The events from number `first` on, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn sealed_from(tx: &Transaction<'_>, first: i64) -> Result<Vec<SealedEvent>, StoreError> {
    let before = tx.find(
        "SELECT hash FROM events WHERE seq = ?1",
        [first - 1],
        |row| row.get(0),
    )?;
    let mut previous = before.unwrap_or(Head::START.hash);
    let mut events = tx.list(
        "SELECT seq, hash, body FROM events WHERE seq >= ?1 ORDER BY seq",
        [first],
        from_row,
    )?;
    for event in &mut events {
        event.previous = previous;
        previous = event.hash;
    }
    Ok(events)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SealedEvent> {
    let body: Vec<u8> = row.get(2)?;
    Ok(SealedEvent {
        seq: row.get(0)?,
        previous: Head::START.hash,
        hash: row.get(1)?,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
