use latchkey_store::keys::{self, KeyRow};
use latchkey_store::{StoreError, workspaces};

use crate::world::{at, empty_store, key, read, store_with_keys, text, workspace, write};

/// A key with something in every column.
fn full(id: &str) -> KeyRow {
    KeyRow {
        remote_id: text("key_77"),
        purpose: "posts the menu of the day".into(),
        state: "ending".into(),
        hint: text("cdv_…9f2c"),
        rotation_days: Some(90),
        created_at: Some(at(-100)),
        created_at_by: "service".into(),
        last_used_at: Some(at(1)),
        last_alive_at: Some(at(2)),
        last_checked_at: Some(at(3)),
        last_check: text("alive"),
        ending_requested_at: Some(at(4)),
        ending_accepted_at: Some(at(5)),
        next_probe_at: Some(at(6)),
        probe_attempts: 4,
        problem: text("offline"),
        dead_at: Some(at(7)),
        death: text(r#"{"status":401}"#),
        used_by_latchkey: true,
        superseded_by: text("k1"),
        hidden_at: Some(at(8)),
        name_at_service: text("old name"),
        ..key(id)
    }
}

fn ids(rows: &[KeyRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn a_key_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        keys::insert(tx, &full("inserted"))?;
        let updated = KeyRow {
            fingerprint: None,
            ..full("k2")
        };
        keys::update(tx, &updated)
    })
    .await
    .unwrap();

    let found = read(&store, |tx| keys::get(tx, "inserted")).await;
    assert_eq!(found, Some(full("inserted")));
    let found = read(&store, |tx| keys::get(tx, "k2")).await;
    assert_eq!(
        found,
        Some(KeyRow {
            fingerprint: None,
            ..full("k2")
        })
    );
    assert_eq!(
        read(&store, |tx| keys::get(tx, "k1")).await,
        Some(key("k1")),
        "untouched"
    );
    assert_eq!(read(&store, |tx| keys::get(tx, "ghost")).await, None);
}

#[tokio::test]
async fn updating_an_unknown_key_is_an_error() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| keys::update(tx, &key("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_workspace_lists_its_own_keys_oldest_first() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        workspaces::insert(tx, &workspace("elsewhere"))?;
        keys::insert(
            tx,
            &KeyRow {
                workspace_id: "elsewhere".into(),
                ..key("foreign")
            },
        )?;
        keys::insert(
            tx,
            &KeyRow {
                added_at: at(-5),
                hidden_at: Some(at(9)),
                ..key("oldest")
            },
        )
    })
    .await
    .unwrap();
    let listed = read(&store, |tx| keys::list(tx, "w")).await;
    assert_eq!(ids(&listed), ["oldest", "k1", "k2"]);
}

#[tokio::test]
async fn a_key_is_found_by_fingerprint_and_by_its_id_at_the_service() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        keys::update(
            tx,
            &KeyRow {
                remote_id: text("remote"),
                ..key("k1")
            },
        )
    })
    .await
    .unwrap();
    let by_fingerprint = read(&store, |tx| {
        keys::find_by_fingerprint(tx, "fingerprint of k2")
    })
    .await;
    assert_eq!(by_fingerprint.unwrap().id, "k2");
    let by_remote = read(&store, |tx| keys::find_by_remote(tx, "w", "remote")).await;
    assert_eq!(by_remote.unwrap().id, "k1");
    let elsewhere = read(&store, |tx| keys::find_by_remote(tx, "elsewhere", "remote")).await;
    assert_eq!(elsewhere, None, "ids of two services may be equal");
}

#[tokio::test]
async fn a_fingerprint_belongs_to_one_key_but_many_may_be_unknown() {
    let store = store_with_keys().await;
    let unknown = write(&store, |tx| {
        keys::insert(
            tx,
            &KeyRow {
                fingerprint: None,
                ..key("k3")
            },
        )?;
        keys::insert(
            tx,
            &KeyRow {
                fingerprint: None,
                ..key("k4")
            },
        )
    })
    .await;
    assert!(unknown.is_ok(), "{unknown:?}");

    let same = KeyRow {
        fingerprint: key("k1").fingerprint,
        ..key("k5")
    };
    let outcome = write(&store, move |tx| keys::insert(tx, &same)).await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_name_is_unique_in_its_workspace_whatever_the_case() {
    let store = store_with_keys().await;
    let same = KeyRow {
        name: "NAME OF k1".into(),
        ..key("k3")
    };
    let outcome = write(&store, move |tx| keys::insert(tx, &same)).await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_superseded_revoked_or_hidden_key_gives_its_name_free() {
    let gone = [
        KeyRow {
            superseded_by: text("k2"),
            ..key("k1")
        },
        KeyRow {
            state: "revoked".into(),
            ..key("k1")
        },
        KeyRow {
            hidden_at: Some(at(1)),
            ..key("k1")
        },
    ];
    for gone in gone {
        let store = store_with_keys().await;
        let reason = format!("{gone:?}");
        let outcome = write(&store, move |tx| {
            keys::update(tx, &gone)?;
            keys::insert(
                tx,
                &KeyRow {
                    name: key("k1").name,
                    ..key("heir")
                },
            )
        })
        .await;
        assert!(outcome.is_ok(), "{outcome:?} for {reason}");
    }
}

#[tokio::test]
async fn a_successor_may_be_named_before_it_is_inserted_but_must_exist_in_the_end() {
    let store = store_with_keys().await;
    let superseded = || KeyRow {
        superseded_by: text("heir"),
        ..key("k1")
    };
    let heirless = write(&store, move |tx| keys::update(tx, &superseded())).await;
    assert!(
        matches!(heirless, Err(StoreError::Sqlite(_))),
        "{heirless:?}"
    );

    let rotated = write(&store, move |tx| {
        keys::update(tx, &superseded())?;
        keys::insert(
            tx,
            &KeyRow {
                name: key("k1").name,
                ..key("heir")
            },
        )
    })
    .await;
    assert!(rotated.is_ok(), "{rotated:?}");
}

#[tokio::test]
async fn a_key_of_an_unknown_workspace_is_refused() {
    let outcome = write(&empty_store(), |tx| keys::insert(tx, &key("k"))).await;
    assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
}
