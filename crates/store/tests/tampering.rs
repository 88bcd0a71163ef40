//! Somebody with the file changes the audit history. The triggers are no hindrance to them, so
//! these tests drop them through a second connection.

use std::path::PathBuf;

use latchkey_store::events::{self, Break, EventFilter, Head, Verification};
use latchkey_store::{Location, Store};
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::world::{draft, read, write};

/// A history in a file, and a second way in.
struct Scene {
    store: Store,
    anchor: Head,
    intruder: Connection,
    _folder: TempDir,
}

impl Scene {
    async fn with_events(count: i64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file: PathBuf = folder.path().join("latchkey.db");
        let store = Store::open(&Location::File(file.clone())).unwrap();
        let anchor = write(&store, move |tx| {
            let mut head = Head::START;
            for number in 1..=count {
                let mut event = draft("key.checked");
                event.detail.insert("number".into(), json!(number));
                head = events::append(tx, &event)?;
            }
            Ok(head)
        })
        .await
        .unwrap();
        Self {
            store,
            anchor,
            intruder: Connection::open(file).unwrap(),
            _folder: folder,
        }
    }

    fn without_triggers(self) -> Self {
        self.intruder
            .execute_batch(
                "DROP TRIGGER events_are_never_changed;
                 DROP TRIGGER events_are_never_deleted;
                 DROP TRIGGER events_are_only_appended;",
            )
            .unwrap();
        self
    }

    fn bytes(&self, column: &str, seq: i64) -> Vec<u8> {
        let sql = format!("SELECT {column} FROM events WHERE seq = ?1");
        self.intruder
            .query_row(&sql, [seq], |row| row.get(0))
            .unwrap()
    }

    fn overwrite(&self, column: &str, seq: i64, bytes: &[u8]) {
        let sql = format!("UPDATE events SET {column} = ?2 WHERE seq = ?1");
        assert_eq!(self.intruder.execute(&sql, (seq, bytes)).unwrap(), 1);
    }

    fn delete_from(&self, first: i64, last: i64) {
        let range = (first, last);
        self.intruder
            .execute("DELETE FROM events WHERE seq BETWEEN ?1 AND ?2", range)
            .unwrap();
    }

    async fn verify(&self, anchor: Option<Head>) -> Verification {
        read(&self.store, move |tx| events::verify(tx, anchor)).await
    }
}

/// One change to a history. Numbers are those of events.
#[derive(Debug, Clone)]
enum Tampering {
    ChangeByte {
        column: &'static str,
        seq: i64,
        position: prop::sample::Index,
        flip: u8,
    },
    Delete {
        seq: i64,
    },
    Swap {
        one: i64,
        other: i64,
    },
    Insert {
        seq: i64,
        hash: [u8; 32],
    },
}

impl Tampering {
    fn apply(&self, scene: &Scene) {
        match self {
            Self::ChangeByte {
                column,
                seq,
                position,
                flip,
            } => {
                let mut bytes = scene.bytes(column, *seq);
                bytes[position.index(scene.bytes(column, *seq).len())] ^= flip;
                scene.overwrite(column, *seq, &bytes);
            }
            Self::Delete { seq } => scene.delete_from(*seq, *seq),
            Self::Swap { one, other } => {
                for column in ["body", "hash"] {
                    let (first, second) = (scene.bytes(column, *one), scene.bytes(column, *other));
                    scene.overwrite(column, *one, &second);
                    scene.overwrite(column, *other, &first);
                }
            }
            Self::Insert { seq, hash } => {
                // In two steps, because all numbers are unique at every moment.
                scene
                    .intruder
                    .execute("UPDATE events SET seq = -seq WHERE seq >= ?1", [seq])
                    .unwrap();
                scene
                    .intruder
                    .execute("UPDATE events SET seq = 1 - seq WHERE seq < 0", [])
                    .unwrap();
                let sql = "INSERT INTO events (seq, hash, body) VALUES (?1, ?2, x'7b7d')";
                scene.intruder.execute(sql, (seq, hash)).unwrap();
            }
        }
    }

    fn first_wrong(&self) -> i64 {
        match self {
            Self::ChangeByte { seq, .. } | Self::Delete { seq } | Self::Insert { seq, .. } => *seq,
            Self::Swap { one, other } => *one.min(other),
        }
    }
}

/// The length of a history and a change to it.
fn tampered_history() -> impl Strategy<Value = (i64, Tampering)> {
    (2..12_i64).prop_flat_map(|count| {
        let change = (
            prop::sample::select(vec!["body", "hash"]),
            1..=count,
            any::<prop::sample::Index>(),
            1..=u8::MAX,
        )
            .prop_map(|(column, seq, position, flip)| Tampering::ChangeByte {
                column,
                seq,
                position,
                flip,
            });
        let delete = (1..=count).prop_map(|seq| Tampering::Delete { seq });
        let swap = (1..=count, 1..count).prop_map(move |(one, distance)| Tampering::Swap {
            one,
            other: (one - 1 + distance) % count + 1,
        });
        let insert = (1..=count + 1, any::<[u8; 32]>())
            .prop_map(|(seq, hash)| Tampering::Insert { seq, hash });
        (
            Just(count),
            prop_oneof![3 => change, 1 => delete, 1 => swap, 1 => insert],
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_change_is_found_and_the_first_wrong_event_is_named(
        (count, tampering) in tampered_history()
    ) {
        let found = block_on(async {
            let scene = Scene::with_events(count).await.without_triggers();
            tampering.apply(&scene);
            scene.verify(Some(scene.anchor)).await
        });
        match found {
            Verification::Broken { first_wrong, .. } => {
                prop_assert_eq!(first_wrong, tampering.first_wrong());
            }
            Verification::Whole { .. } => prop_assert!(false, "the change went unnoticed"),
        }
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(work)
}

#[tokio::test]
async fn the_triggers_refuse_everything_but_the_next_event() {
    let scene = Scene::with_events(3).await;
    let refused = [
        "UPDATE events SET body = x'7b7d' WHERE seq = 2",
        "UPDATE events SET seq = 9 WHERE seq = 3",
        "DELETE FROM events WHERE seq = 3",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events (seq, hash, body) VALUES (2, zeroblob(32), x'7b7d')",
        "INSERT INTO events (seq, hash, body) VALUES (5, zeroblob(32), x'7b7d')",
        "INSERT INTO events (seq, hash, body) VALUES (0, zeroblob(32), x'7b7d')",
        "INSERT INTO events (hash, body) VALUES (zeroblob(32), x'7b7d')",
        "INSERT INTO events (seq, hash, body) VALUES (2, zeroblob(32), x'7b7d')
         ON CONFLICT DO UPDATE SET body = x'7b7d'",
    ];
    for sql in refused {
        let outcome = scene.intruder.execute(sql, []);
        assert!(
            outcome.unwrap_err().to_string().contains("audit history"),
            "{sql}"
        );
    }
    let found = scene.verify(Some(scene.anchor)).await;
    assert_eq!(
        found,
        Verification::Whole {
            count: 3,
            head: scene.anchor
        }
    );
}

#[tokio::test]
async fn a_missing_tail_is_found_with_the_anchor_only() {
    let scene = Scene::with_events(9).await.without_triggers();
    scene.delete_from(6, 9);
    let found = scene.verify(Some(scene.anchor)).await;
    assert_eq!(
        found,
        Verification::Broken {
            first_wrong: 6,
            why: Break::Truncated
        }
    );
    let found = scene.verify(None).await;
    assert!(
        matches!(found, Verification::Whole { count: 5, .. }),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_missing_middle_is_found_without_an_anchor() {
    let scene = Scene::with_events(9).await.without_triggers();
    scene.delete_from(4, 6);
    let found = scene.verify(None).await;
    assert_eq!(
        found,
        Verification::Broken {
            first_wrong: 4,
            why: Break::Missing
        }
    );
}

#[tokio::test]
async fn events_after_the_anchor_are_fine() {
    let scene = Scene::with_events(3).await;
    write(&scene.store, |tx| events::append(tx, &draft("key.copied")))
        .await
        .unwrap();
    let found = scene.verify(Some(scene.anchor)).await;
    assert!(
        matches!(found, Verification::Whole { count: 4, .. }),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_history_rewritten_with_all_its_hashes_is_found_by_the_anchor() {
    let scene = Scene::with_events(5).await.without_triggers();
    let mut previous = scene.bytes("hash", 2);
    for seq in 3..=5_i64 {
        let mut forged = scene.bytes("body", seq);
        forged.push(b' ');
        let hash = Sha256::new()
            .chain_update(&previous)
            .chain_update(seq.to_be_bytes())
            .chain_update(&forged)
            .finalize();
        scene.overwrite("body", seq, &forged);
        scene.overwrite("hash", seq, &hash);
        previous = hash.to_vec();
    }
    let found = scene.verify(None).await;
    assert!(
        matches!(found, Verification::Whole { count: 5, .. }),
        "the forgery is a good one"
    );
    let found = scene.verify(Some(scene.anchor)).await;
    assert_eq!(
        found,
        Verification::Broken {
            first_wrong: 5,
            why: Break::Rewritten
        }
    );
}

#[tokio::test]
async fn a_history_with_unreadable_events_can_still_be_looked_through() {
    let scene = Scene::with_events(3).await.without_triggers();
    scene.overwrite("body", 2, b"\xff not JSON");
    let page = read(&scene.store, |tx| {
        events::page(tx, &EventFilter::default(), None, 10)
    })
    .await;
    let readable: Vec<_> = page
        .iter()
        .map(|event| (event.seq, event.body.is_some()))
        .collect();
    assert_eq!(readable, [(3, true), (2, false), (1, true)]);
}
