use latchkey_store::moves::{self, MoveRow};
use latchkey_store::{Store, StoreError};

use crate::world::{at, read, store_with_keys, text, write};

fn asked(id: &str) -> MoveRow {
    MoveRow {
        id: id.into(),
        workspace_id: "w".into(),
        post_id: text("p"),
        draft_id: None,
        moved_from: "here".into(),
        moved_to: "there".into(),
        undoes: None,
        stage: "asked".into(),
        problem: None,
        looks: 0,
        next_look_at: None,
        asked_at: at(0),
        finished_at: None,
    }
}

/// A move with something in every column.
fn full(id: &str, undoes: &str) -> MoveRow {
    MoveRow {
        post_id: None,
        draft_id: text("d"),
        undoes: text(undoes),
        stage: "moved".into(),
        problem: text("offline"),
        looks: 2,
        next_look_at: Some(at(2)),
        finished_at: Some(at(3)),
        ..asked(id)
    }
}

fn moved(id: &str, seconds: i64) -> MoveRow {
    MoveRow {
        stage: "moved".into(),
        asked_at: at(seconds),
        finished_at: Some(at(seconds)),
        ..asked(id)
    }
}

async fn store_with(rows: Vec<MoveRow>) -> Store {
    let store = store_with_keys().await;
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| moves::insert(tx, row))
    })
    .await
    .unwrap();
    store
}

#[tokio::test]
async fn a_move_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with(vec![asked("1"), full("2", "1"), asked("3")]).await;
    write(&store, |tx| moves::update(tx, &full("3", "1")))
        .await
        .unwrap();
    for expected in [asked("1"), full("2", "1"), full("3", "1")] {
        let id = expected.id.clone();
        let found = read(&store, move |tx| moves::get(tx, &id)).await;
        assert_eq!(found, Some(expected));
    }
}

#[tokio::test]
async fn a_move_is_of_a_post_or_of_a_draft() {
    let store = store_with_keys().await;
    for (post_id, draft_id) in [(None, None), (text("p"), text("d"))] {
        let row = MoveRow {
            post_id,
            draft_id,
            ..asked("1")
        };
        let outcome = write(&store, move |tx| moves::insert(tx, &row)).await;
        assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn the_last_move_that_is_no_undo_and_was_not_undone_can_be_undone() {
    let undone = MoveRow {
        stage: "undone".into(),
        ..moved("3", 3)
    };
    let undo = MoveRow {
        undoes: text("3"),
        ..moved("4", 4)
    };
    let store = store_with(vec![moved("1", 1), moved("2", 2), undone, undo, asked("5")]).await;
    let last = read(&store, |tx| moves::to_undo(tx, "w")).await;
    assert_eq!(last, Some(moved("2", 2)));
    let elsewhere = read(&store, |tx| moves::to_undo(tx, "x")).await;
    assert_eq!(elsewhere, None);
}

#[tokio::test]
async fn what_is_not_finished_is_found_until_the_workspace_is_forgotten() {
    let store = store_with(vec![asked("2"), moved("1", 1), full("3", "1")]).await;
    let open = read(&store, moves::unfinished).await;
    assert_eq!(open, [asked("2")]);
    write(&store, |tx| moves::forget_workspace(tx, "w"))
        .await
        .unwrap();
    let left = read(&store, |tx| moves::get(tx, "1")).await;
    assert_eq!(left, None);
}

#[tokio::test]
async fn the_moves_of_posts_are_told_from_those_of_drafts() {
    let store = store_with(vec![moved("2", 2), full("3", "2"), asked("1")]).await;
    let ids: Vec<String> = read(&store, |tx| moves::of_posts(tx, "w"))
        .await
        .into_iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(ids, ["1", "2"], "the oldest first");
    assert_eq!(
        read(&store, |tx| moves::of_posts(tx, "elsewhere")).await,
        []
    );
}
