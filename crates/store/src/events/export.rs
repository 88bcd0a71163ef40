//! The audit history as JSON Lines that anyone can verify without Latchkey; the format is
//! described in `docs/audit-format.md`.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use rusqlite::Row;
use serde::Serialize;

use super::chain::Head;
use crate::{StoreError, Transaction, time};

#[derive(Serialize)]
struct Header {
    format: &'static str,
    version: u32,
    #[serde(serialize_with = "time::serialize")]
    exported_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    previous: &'a str,
    hash: &'a str,
    body: &'a str,
}

#[derive(Serialize)]
struct Footer<'a> {
    count: u64,
    head: &'a str,
}

/// Writes the whole history as it is stored, broken or not, and returns the number of events. A
/// break shows when the export is verified.
///
/// The memory needed does not grow with the history. `writer` is flushed, not synced.
///
/// # Errors
///
/// [`StoreError::Output`] when `writer` fails.
pub fn export(
    tx: &Transaction<'_>,
    exported_at: DateTime<Utc>,
    mut writer: impl Write,
) -> Result<u64, StoreError> {
    write_line(
        &mut writer,
        &Header {
            format: "latchkey-audit",
            version: 1,
            exported_at,
        },
    )?;
    let mut statement = tx.prepare("SELECT seq, hash, body FROM events ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    let mut previous = hex::encode(Head::START.hash);
    while let Some(row) = rows.next()? {
        previous = write_event(&mut writer, row, &previous)?;
        count += 1;
    }
    write_line(
        &mut writer,
        &Footer {
            count,
            head: &previous,
        },
    )?;
    writer.flush().map_err(StoreError::Output)?;
    Ok(count)
}

/// Writes one event and returns its hash in hex.
fn write_event(
    writer: &mut impl Write,
    row: &Row<'_>,
    previous: &str,
) -> Result<String, StoreError> {
    let hash = hex::encode(row.get::<_, Vec<u8>>(1)?);
    // A body was UTF-8 when it was written. If it no longer is, somebody changed it, and the
    // replacement characters fail the verification as they should.
    let body: Vec<u8> = row.get(2)?;
    let body = String::from_utf8_lossy(&body);
    write_line(
        writer,
        &Line {
            seq: row.get(0)?,
            previous,
            hash: &hash,
            body: &body,
        },
    )?;
    Ok(hash)
}

fn write_line(writer: &mut impl Write, line: &impl Serialize) -> Result<(), StoreError> {
    serde_json::to_writer(&mut *writer, line)
        .map_err(io::Error::from)
        .and_then(|()| writer.write_all(b"\n"))
        .map_err(StoreError::Output)
}
