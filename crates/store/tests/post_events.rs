use latchkey_store::{events, post_events};

use crate::world::{draft, read, store_with_keys, write};

#[tokio::test]
async fn the_events_about_a_post_are_found_and_each_is_noted_once() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        for _ in 0..3 {
            events::append(tx, &draft("post.held"))?;
        }
        post_events::insert(tx, "w", "p", 3)?;
        post_events::insert(tx, "w", "p", 1)?;
        post_events::insert(tx, "w", "p", 1)?;
        post_events::insert(tx, "w", "another", 2)
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| post_events::list(tx, "w", "p")).await,
        [1, 3]
    );
    assert_eq!(
        read(&store, |tx| post_events::list(tx, "w", "ghost")).await,
        [0; 0]
    );
}

#[tokio::test]
async fn an_event_that_was_never_appended_cannot_be_noted() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| post_events::insert(tx, "w", "p", 1)).await;
    assert!(outcome.is_err(), "{outcome:?}");
}
