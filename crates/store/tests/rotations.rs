use latchkey_store::StoreError;
use latchkey_store::rotations::{self, RotationRow};

use crate::world::{at, read, rotation, store_with_keys, text, write};

/// A rotation with something in every column.
fn full(id: &str) -> RotationRow {
    RotationRow {
        new_key: text("k2"),
        creation_id: text("c"),
        overlap: "15 min".into(),
        overlap_ends_at: Some(at(1)),
        stage: "done".into(),
        problem: text("offline"),
        attempts: 3,
        next_try_at: Some(at(2)),
        started_at: at(3),
        finished_at: Some(at(4)),
        ..rotation(id)
    }
}

fn ids(rows: &[RotationRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn a_rotation_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        rotations::insert(tx, &full("inserted"))?;
        rotations::insert(tx, &rotation("updated"))?;
        rotations::update(tx, &full("updated"))?;
        rotations::insert(tx, &rotation("bare"))
    })
    .await
    .unwrap();
    let found = read(&store, |tx| rotations::get(tx, "inserted")).await;
    assert_eq!(found, Some(full("inserted")));
    let found = read(&store, |tx| rotations::get(tx, "updated")).await;
    assert_eq!(found, Some(full("updated")));
    assert_eq!(
        read(&store, |tx| rotations::get(tx, "bare")).await,
        Some(rotation("bare"))
    );
    assert_eq!(read(&store, |tx| rotations::get(tx, "ghost")).await, None);
}

#[tokio::test]
async fn a_key_has_at_most_one_unfinished_rotation() {
    let store = store_with_keys().await;
    let finished_before = write(&store, |tx| {
        rotations::insert(
            tx,
            &RotationRow {
                finished_at: Some(at(1)),
                ..rotation("done")
            },
        )?;
        rotations::insert(tx, &rotation("running"))
    })
    .await;
    assert!(finished_before.is_ok(), "{finished_before:?}");
    let outcome = write(&store, |tx| rotations::insert(tx, &rotation("second"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_unfinished_rotation_is_found_from_either_of_its_keys() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        rotations::insert(
            tx,
            &RotationRow {
                new_key: text("k2"),
                ..rotation("r")
            },
        )
    })
    .await
    .unwrap();
    for key_id in ["k1", "k2"] {
        let found = read(&store, move |tx| rotations::for_key(tx, key_id)).await;
        assert_eq!(found.unwrap().id, "r");
    }
    assert_eq!(ids(&read(&store, rotations::unfinished).await), ["r"]);

    write(&store, |tx| rotations::update(tx, &full("r")))
        .await
        .unwrap();
    assert_eq!(
        read(&store, |tx| rotations::for_key(tx, "k1")).await,
        None,
        "it is finished"
    );
    assert_eq!(ids(&read(&store, rotations::unfinished).await), [""; 0]);
}

#[tokio::test]
async fn a_workspace_lists_its_rotations_newest_first() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        rotations::insert(tx, &rotation("old"))?;
        rotations::insert(
            tx,
            &RotationRow {
                old_key: "k2".into(),
                ..full("new")
            },
        )
    })
    .await
    .unwrap();
    assert_eq!(
        ids(&read(&store, |tx| rotations::list(tx, "w")).await),
        ["new", "old"]
    );
    assert_eq!(
        read(&store, |tx| rotations::list(tx, "elsewhere")).await,
        []
    );
}

#[tokio::test]
async fn updating_an_unknown_rotation_is_an_error() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| rotations::update(tx, &rotation("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}
