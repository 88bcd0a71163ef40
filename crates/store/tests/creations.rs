use latchkey_store::StoreError;
use latchkey_store::creations::{self, CreationRow};

use crate::world::{at, creation, read, store_with_keys, text, write};

/// A creation with something in every column.
fn full(id: &str) -> CreationRow {
    CreationRow {
        wanted: r#"{"name":"staging"}"#.into(),
        stage: "stored".into(),
        rotation_id: text("r"),
        key_id: text("not yet a row"),
        remote_id: text("key_77"),
        problem: text("offline"),
        attempts: 3,
        next_try_at: Some(at(1)),
        started_at: at(2),
        finished_at: Some(at(3)),
        outcome: text("created"),
        ..creation(id)
    }
}

fn ids(rows: &[CreationRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn a_creation_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        creations::insert(tx, &full("inserted"))?;
        creations::insert(tx, &creation("updated"))?;
        creations::update(tx, &full("updated"))?;
        creations::insert(tx, &creation("bare"))
    })
    .await
    .unwrap();
    let found = read(&store, |tx| creations::get(tx, "inserted")).await;
    assert_eq!(found, Some(full("inserted")));
    let found = read(&store, |tx| creations::get(tx, "updated")).await;
    assert_eq!(found, Some(full("updated")));
    let found = read(&store, |tx| creations::get(tx, "bare")).await;
    assert_eq!(found, Some(creation("bare")));
    assert_eq!(read(&store, |tx| creations::get(tx, "ghost")).await, None);
}

#[tokio::test]
async fn what_is_not_finished_is_found_again() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        creations::insert(
            tx,
            &CreationRow {
                started_at: at(2),
                ..creation("second")
            },
        )?;
        creations::insert(
            tx,
            &CreationRow {
                finished_at: Some(at(9)),
                ..creation("done")
            },
        )?;
        creations::insert(
            tx,
            &CreationRow {
                started_at: at(1),
                ..creation("first")
            },
        )
    })
    .await
    .unwrap();
    assert_eq!(
        ids(&read(&store, creations::unfinished).await),
        ["first", "second"]
    );
}

#[tokio::test]
async fn a_reference_is_used_only_once() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| {
        creations::insert(tx, &creation("a"))?;
        creations::insert(
            tx,
            &CreationRow {
                reference: creation("a").reference,
                ..creation("b")
            },
        )
    })
    .await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn updating_an_unknown_creation_is_an_error() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| creations::update(tx, &creation("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}
