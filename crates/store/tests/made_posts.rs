use std::collections::HashMap;

use latchkey_store::{events, made_posts};

use crate::world::{draft, read, store_with_keys, write};

#[tokio::test]
async fn posts_made_here_are_known_with_the_event_that_proves_it() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        events::append(tx, &draft("post.restored"))?;
        events::append(tx, &draft("post.restored"))?;
        made_posts::insert(tx, "w", "p", 1)?;
        made_posts::insert(tx, "w", "p", 2)?;
        made_posts::insert(tx, "w", "q", 2)
    })
    .await
    .unwrap();
    let expected = HashMap::from([("p".to_owned(), 1), ("q".to_owned(), 2)]);
    assert_eq!(
        read(&store, |tx| made_posts::all(tx, "w")).await,
        expected,
        "the first event counts"
    );
    assert_eq!(
        read(&store, |tx| made_posts::all(tx, "elsewhere")).await,
        HashMap::new()
    );
}
