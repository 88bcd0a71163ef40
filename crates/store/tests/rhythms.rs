use latchkey_store::StoreError;
use latchkey_store::rhythms::{self, RhythmRow};

use crate::world::{at, read, store_with_keys, write};

fn rhythm(id: &str) -> RhythmRow {
    RhythmRow {
        id: id.into(),
        workspace_id: "w".into(),
        profile_id: "cafe".into(),
        shape: r#"{"times":["09:00"]}"#.into(),
        covers: 12,
        answer: "open".into(),
        answered_at: None,
        learned_at: at(0),
    }
}

fn confirmed(id: &str) -> RhythmRow {
    RhythmRow {
        covers: 13,
        answer: "confirmed".into(),
        answered_at: Some(at(9)),
        learned_at: at(1),
        ..rhythm(id)
    }
}

#[tokio::test]
async fn a_rhythm_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        rhythms::insert(tx, &rhythm("a"))?;
        rhythms::insert(tx, &rhythm("b"))?;
        rhythms::update(tx, &confirmed("a"))
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| rhythms::get(tx, "a")).await,
        Some(confirmed("a"))
    );
    assert_eq!(
        read(&store, |tx| rhythms::list(tx, "w")).await,
        [rhythm("b"), confirmed("a")],
        "in the order they were learned"
    );
    assert_eq!(read(&store, |tx| rhythms::get(tx, "ghost")).await, None);
    assert_eq!(read(&store, |tx| rhythms::list(tx, "elsewhere")).await, []);
}

#[tokio::test]
async fn updating_an_unknown_rhythm_is_an_error() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| rhythms::update(tx, &rhythm("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}
