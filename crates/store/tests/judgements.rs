use std::collections::HashMap;

use latchkey_store::judgements::{self, JudgementRow};
use latchkey_store::{Store, StoreError};

use crate::world::{at, read, store_with_keys, write};

fn judgement(batch: &str, post_id: &str, whose: &str) -> JudgementRow {
    JudgementRow {
        batch: batch.into(),
        workspace_id: "w".into(),
        post_id: post_id.into(),
        whose: whose.into(),
        before: "unsaid".into(),
        at: at(0),
        undone: false,
    }
}

async fn store_with(rows: Vec<JudgementRow>) -> Store {
    let store = store_with_keys().await;
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| judgements::insert(tx, row))
    })
    .await
    .unwrap();
    store
}

async fn current(store: &Store) -> HashMap<String, String> {
    let rows = read(store, |tx| judgements::current(tx, "w")).await;
    rows.into_iter()
        .map(|(post, row)| (post, row.whose))
        .collect()
}

fn words(words: &[(&str, &str)]) -> HashMap<String, String> {
    let owned = |(post, whose): &(&str, &str)| ((*post).to_owned(), (*whose).to_owned());
    words.iter().map(owned).collect()
}

#[tokio::test]
async fn the_last_word_on_a_post_counts() {
    let store = store_with(vec![
        judgement("1", "p", "mine"),
        judgement("1", "q", "mine"),
        judgement("2", "p", "not_mine"),
    ])
    .await;
    assert_eq!(
        current(&store).await,
        words(&[("p", "not_mine"), ("q", "mine")])
    );
}

#[tokio::test]
async fn batches_are_taken_back_one_after_the_other_and_uncover_what_was_said_before() {
    let first = vec![judgement("1", "q", "mine"), judgement("1", "p", "mine")];
    let second = vec![judgement("2", "p", "not_mine")];
    let store = store_with([first.clone(), second.clone()].concat()).await;
    assert_eq!(
        read(&store, |tx| judgements::latest_batch(tx, "w")).await,
        second
    );

    write(&store, |tx| judgements::mark_undone(tx, "2"))
        .await
        .unwrap();
    assert_eq!(
        read(&store, |tx| judgements::latest_batch(tx, "w")).await,
        first
    );
    assert_eq!(
        current(&store).await,
        words(&[("p", "mine"), ("q", "mine")])
    );

    write(&store, |tx| judgements::mark_undone(tx, "1"))
        .await
        .unwrap();
    assert_eq!(
        read(&store, |tx| judgements::latest_batch(tx, "w")).await,
        []
    );
    assert_eq!(current(&store).await, words(&[]));
}

#[tokio::test]
async fn taking_back_an_unknown_batch_is_an_error() {
    let store = store_with(vec![]).await;
    let outcome = write(&store, |tx| judgements::mark_undone(tx, "ghost")).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}
