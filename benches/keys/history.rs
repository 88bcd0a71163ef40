//! The audit history: checking a long chain, and adding to it so that it survives a power cut.

use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use chrono::Utc;
use latchkey_store::events::{EventDraft, Verification, Who, append, verify};
use latchkey_store::{Location, Store, StoreError};
use rusqlite::Connection;
use serde_json::{Map, json};
use sha2::{Digest, Sha256};
use tokio::runtime::Runtime;

use crate::report::Row;

/// How long the chain is.
const CHAIN: u64 = 1_000_000;
/// How often the chain is checked.
const CHECKS: usize = 3;
/// How many events are added one by one.
const APPENDS: u64 = 400;

/// Both rows.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    let runtime = Runtime::new()?;
    Ok(vec![checking(&runtime)?, appending(&runtime)?])
}

/// A million events against one SHA-256 over the same bytes, already in memory.
fn checking(runtime: &Runtime) -> anyhow::Result<Row> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("history.db");
    let store = Store::open(&Location::File(file.clone()))?;
    runtime.block_on(store.write(|tx| {
        for number in 0..CHAIN {
            append(tx, &draft(number))?;
        }
        Ok::<_, StoreError>(())
    }))?;
    let hashed = hashed_bytes(&Connection::open(&file)?)?;

    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..CHECKS {
        let start = Instant::now();
        let found = runtime.block_on(store.read(|tx| verify(tx, None)))?;
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        anyhow::ensure!(
            matches!(found, Verification::Whole { count: CHAIN, .. }),
            "{found:?}"
        );

        let start = Instant::now();
        std::hint::black_box(Sha256::digest(&hashed));
        plain.push(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(Row::of_medians(
        "verifying 1 000 000 events / sha2",
        "ms",
        3.0,
        ours,
        plain,
    ))
}

/// Everything that goes into the hashes, in one piece: previous hash, number and body of each event.
fn hashed_bytes(file: &Connection) -> anyhow::Result<Vec<u8>> {
    let mut statement = file.prepare("SELECT seq, hash, body FROM events ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut bytes, mut previous) = (Vec::new(), vec![0; 32]);
    while let Some(row) = rows.next()? {
        bytes.extend_from_slice(&previous);
        bytes.extend_from_slice(&row.get::<_, i64>(0)?.to_be_bytes());
        bytes.extend_from_slice(row.get_ref(2)?.as_blob()?);
        previous = row.get(1)?;
    }
    Ok(bytes)
}

/// An event in a transaction of its own against a plain insert of the same row. They take turns, so
/// that both see the same disk.
fn appending(runtime: &Runtime) -> anyhow::Result<Row> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Location::File(folder.path().join("history.db")))?;
    let plain = plain_table(&folder.path().join("plain.db"))?;
    let mut insert = plain.prepare("INSERT INTO events (hash, body) VALUES (?1, ?2)")?;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 0..APPENDS {
        let event = draft(number);
        let body = serde_json::to_vec(&event).context("an event is JSON")?;

        let start = Instant::now();
        let head = runtime.block_on(store.write(move |tx| append(tx, &event)))?;
        ours.push(start.elapsed().as_secs_f64() * 1e6);

        let start = Instant::now();
        insert.execute((head.hash, body))?;
        theirs.push(start.elapsed().as_secs_f64() * 1e6);
    }
    let what = "appending an event durably / raw insert";
    Ok(Row::of_medians(what, "µs", 1.3, ours, theirs))
}

/// The same row and the same pragmas, without chain, filters and triggers.
fn plain_table(file: &Path) -> rusqlite::Result<Connection> {
    let plain = Connection::open(file)?;
    plain.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         CREATE TABLE events (
             seq INTEGER PRIMARY KEY,
             hash BLOB NOT NULL,
             body BLOB NOT NULL
         ) STRICT;",
    )?;
    Ok(plain)
}

/// An event as most are.
fn draft(number: u64) -> EventDraft {
    let mut detail = Map::new();
    detail.insert("delay_ms".to_owned(), json!(number));
    EventDraft {
        at: Utc::now(),
        who: Who {
            user: "anna".to_owned(),
            host: "anna-laptop".to_owned(),
        },
        kind: "key.checked".to_owned(),
        workspace: None,
        key: None,
        result: "ok".to_owned(),
        detail,
    }
}
