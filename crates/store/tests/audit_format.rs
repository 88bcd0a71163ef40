//! The export and its description for strangers, `docs/audit-format.md`.
//!
//! The verifier here shares no code with the store: it is written from the description alone.

use std::io::{self, Write};

use chrono::{DateTime, Utc};
use latchkey_store::events::{self, EventDraft, KeyMention};
use latchkey_store::{Store, StoreError};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::world::{draft, empty_store, read, text, write};

const DESCRIPTION: &str = include_str!("../../../docs/audit-format.md");

/// The export in the description: its one `jsonl` block.
fn example() -> &'static str {
    let (_, rest) = DESCRIPTION
        .split_once("```jsonl\n")
        .expect("the description has an example");
    let (example, _) = rest.split_once("```").expect("the example has an end");
    example
}

/// Follows the steps of the description. Returns the number of events, or what is wrong.
fn verify_as_a_stranger(export: &str) -> Result<usize, String> {
    let lines: Vec<Value> = export
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    let [header, events @ .., footer] = lines.as_slice() else {
        return Err("too short".into());
    };
    if header["format"] != "latchkey-audit" || header["version"] != 1 {
        return Err("another format".into());
    }
    let mut previous = "0".repeat(64);
    for (event, seq) in events.iter().zip(1_u64..) {
        let body = event["body"].as_str().ok_or("no body")?;
        let mut input = hex::decode(&previous).map_err(|error| error.to_string())?;
        input.extend(seq.to_be_bytes());
        input.extend(body.as_bytes());
        let hash = hex::encode(Sha256::digest(&input));
        if event["seq"] != seq || event["previous"] != previous || event["hash"] != hash {
            return Err(format!("event {seq} is wrong"));
        }
        previous = hash;
    }
    if footer["count"] != events.len() || footer["head"] != previous {
        return Err("the footer is wrong".into());
    }
    Ok(events.len())
}

/// The events of the example.
fn story() -> [EventDraft; 2] {
    let fingerprint = hex::encode(Sha256::digest("an example, and no key"));
    let created = EventDraft {
        at: moment("2026-04-01T09:30:00.250Z"),
        key: Some(KeyMention {
            id: "k1".into(),
            name: "staging".into(),
            fingerprint: Some(fingerprint),
        }),
        detail: Map::from_iter([("environment".to_owned(), json!("staging"))]),
        ..draft("key.created")
    };
    let started = EventDraft {
        at: moment("2026-04-02T07:00:00Z"),
        workspace: None,
        key: None,
        ..draft("app.started")
    };
    [created, started]
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn store_with(drafts: Vec<EventDraft>) -> Store {
    let store = empty_store();
    write(&store, move |tx| {
        drafts
            .iter()
            .try_for_each(|draft| events::append(tx, draft).map(drop))
    })
    .await
    .unwrap();
    store
}

async fn export_of(store: &Store) -> String {
    let bytes = read(store, |tx| {
        let mut bytes = Vec::new();
        events::export(tx, moment("2026-04-02T07:05:00Z"), &mut bytes)?;
        Ok(bytes)
    })
    .await;
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_example_of_the_description_verifies() {
    assert_eq!(verify_as_a_stranger(example()), Ok(2));
}

#[tokio::test]
async fn the_example_of_the_description_is_what_the_store_exports() {
    let export = export_of(&store_with(story().to_vec()).await).await;
    assert!(
        export == example(),
        "the description should show:\n{export}"
    );
}

#[test]
fn a_stranger_finds_every_changed_character_of_the_example() {
    let header_end = example().find('\n').unwrap();
    for (position, character) in example().char_indices().skip(header_end + 1) {
        if character == '\n' {
            continue;
        }
        let mut forged = example().to_owned();
        let other = if character == '7' { "8" } else { "7" };
        forged.replace_range(position..position + character.len_utf8(), other);
        assert!(
            verify_as_a_stranger(&forged).is_err(),
            "changed at {position}: {forged}"
        );
    }
}

#[tokio::test]
async fn an_empty_history_is_exported_too() {
    assert_eq!(
        verify_as_a_stranger(&export_of(&empty_store()).await),
        Ok(0)
    );
}

#[tokio::test]
async fn text_of_every_kind_survives_the_export() {
    let mut odd = draft("key.renamed");
    odd.key.as_mut().unwrap().name = "\u{0}\t\"\\\u{2028}é\u{1f511}".into();
    odd.key.as_mut().unwrap().fingerprint = text("");
    let export = export_of(&store_with(vec![odd; 3]).await).await;
    assert_eq!(verify_as_a_stranger(&export), Ok(3));
}

#[tokio::test]
async fn an_export_that_cannot_be_written_is_an_error() {
    struct FullDisk;
    impl Write for FullDisk {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let outcome = empty_store()
        .read(|tx| events::export(tx, Utc::now(), FullDisk))
        .await;
    let Err(StoreError::Output(cause)) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(cause.kind(), io::ErrorKind::StorageFull);
}
