use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::{Store, StoreError, incidents};

use crate::world::{at, incident, read, store_with_keys, text, write};

async fn store_with_an_incident() -> Store {
    let store = store_with_keys().await;
    write(&store, |tx| incidents::insert(tx, &incident("i")))
        .await
        .unwrap();
    store
}

fn wanted(id: &str) -> HeldPostRow {
    HeldPostRow {
        id: id.into(),
        incident_id: "i".into(),
        workspace_id: "w".into(),
        post_id: "p".into(),
        why: "freeze".into(),
        stage: "wanted".into(),
        kept: None,
        new_post_id: None,
        wanted_at: None,
        problem: None,
        attempts: 0,
        next_try_at: None,
        started_at: at(0),
        finished_at: None,
    }
}

/// A held post with something in every column.
fn full(id: &str) -> HeldPostRow {
    HeldPostRow {
        stage: "restored".into(),
        kept: text(r#"{"post":{}}"#),
        new_post_id: text("p2"),
        wanted_at: Some(at(1)),
        problem: text("offline"),
        attempts: 3,
        next_try_at: Some(at(2)),
        started_at: at(3),
        finished_at: Some(at(4)),
        ..wanted(id)
    }
}

#[tokio::test]
async fn a_held_post_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with_an_incident().await;
    write(&store, |tx| {
        held_posts::insert(tx, &full("inserted"))?;
        held_posts::insert(tx, &wanted("updated"))?;
        held_posts::update(tx, &full("updated"))?;
        held_posts::insert(tx, &wanted("bare"))
    })
    .await
    .unwrap();
    for expected in [full("inserted"), full("updated"), wanted("bare")] {
        let id = expected.id.clone();
        let found = read(&store, move |tx| held_posts::get(tx, &id)).await;
        assert_eq!(found, Some(expected));
    }
    let all = [wanted("bare"), full("inserted"), full("updated")];
    assert_eq!(read(&store, |tx| held_posts::list(tx, "i")).await, all);
    assert_eq!(
        read(&store, |tx| held_posts::of_post(tx, "w", "p")).await,
        all
    );
    assert_eq!(
        read(&store, |tx| held_posts::of_post(tx, "w", "q")).await,
        []
    );
    assert_eq!(read(&store, held_posts::unfinished).await, [wanted("bare")]);
}

#[tokio::test]
async fn a_post_goes_no_further_until_it_is_kept() {
    let store = store_with_an_incident().await;
    let too_far = HeldPostRow {
        stage: "kept".into(),
        ..wanted("h")
    };
    let row = too_far.clone();
    let outcome = write(&store, move |tx| held_posts::insert(tx, &row)).await;
    assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");

    write(&store, |tx| held_posts::insert(tx, &wanted("h")))
        .await
        .unwrap();
    let outcome = write(&store, move |tx| held_posts::update(tx, &too_far)).await;
    assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
    assert_eq!(
        read(&store, |tx| held_posts::get(tx, "h")).await,
        Some(wanted("h"))
    );
}

#[tokio::test]
async fn a_post_that_was_gone_or_out_before_it_could_be_kept_is_no_contradiction() {
    let store = store_with_an_incident().await;
    for stage in ["gone_before", "went_out"] {
        let row = HeldPostRow {
            stage: stage.into(),
            finished_at: Some(at(1)),
            ..wanted(stage)
        };
        let outcome = write(&store, move |tx| held_posts::insert(tx, &row)).await;
        assert!(outcome.is_ok(), "{outcome:?}");
    }
}

#[tokio::test]
async fn what_is_kept_of_a_post_never_changes() {
    let store = store_with_an_incident().await;
    write(&store, |tx| held_posts::insert(tx, &full("h")))
        .await
        .unwrap();
    for kept in [None, text("{}")] {
        let row = HeldPostRow {
            stage: "wanted".into(),
            kept,
            ..full("h")
        };
        let outcome = write(&store, move |tx| held_posts::update(tx, &row)).await;
        assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
    }
    assert_eq!(
        read(&store, |tx| held_posts::get(tx, "h")).await,
        Some(full("h"))
    );
}

#[tokio::test]
async fn updating_an_unknown_held_post_is_an_error() {
    let store = store_with_an_incident().await;
    let outcome = write(&store, |tx| held_posts::update(tx, &wanted("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}
