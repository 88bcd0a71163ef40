use latchkey_store::posts::{self, PostRow};
use latchkey_store::{Store, unlisted_posts};

use crate::world::{at, post, read, store_with_keys, write};

/// Five posts, seen at 10, 20, 30, 30 and 30 seconds: the third is gone, the fourth is kept back,
/// the fifth is to go out.
async fn store_with_posts() -> Store {
    let store = store_with_keys().await;
    let seen = |id, seconds| PostRow {
        seen_at: at(seconds),
        ..post(id, 0)
    };
    let rows = [
        seen("a", 10),
        seen("b", 20),
        PostRow {
            gone_at: Some(at(31)),
            ..seen("gone", 30)
        },
        PostRow {
            held: true,
            ..seen("held", 30)
        },
        PostRow {
            status: "scheduled".into(),
            ..seen("waiting", 30)
        },
    ];
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| posts::insert(tx, row))
    })
    .await
    .unwrap();
    store
}

/// What is put down, in the order in which it is asked for; nothing is left afterwards.
async fn put_down(store: &Store) -> Vec<String> {
    write(store, |tx| {
        assert!(unlisted_posts::any(tx, "w")?);
        let mut ids = Vec::new();
        while let Some(id) = unlisted_posts::next(tx, "w")? {
            unlisted_posts::take_off(tx, "w", &id)?;
            ids.push(id);
        }
        assert!(!unlisted_posts::any(tx, "w")?);
        Ok(ids)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn what_was_not_seen_is_asked_for_and_what_waits_comes_first() {
    let store = store_with_posts().await;
    write(&store, |tx| {
        unlisted_posts::put_down_unseen(tx, "w", at(20))?;
        unlisted_posts::put_down_unseen(tx, "w", at(20))
    })
    .await
    .unwrap();
    assert_eq!(put_down(&store).await, ["a", "b"], "each once");

    write(&store, |tx| {
        unlisted_posts::put_down_unseen(tx, "w", at(99))
    })
    .await
    .unwrap();
    assert_eq!(put_down(&store).await, ["waiting", "a", "b"]);
    write(&store, |tx| {
        unlisted_posts::put_down_unseen_waiting(tx, "w", at(99))
    })
    .await
    .unwrap();
    assert_eq!(put_down(&store).await, ["waiting"]);
}

#[tokio::test]
async fn a_post_that_was_seen_again_is_not_asked_for() {
    let store = store_with_posts().await;
    write(&store, |tx| {
        posts::see(tx, "w", "a", at(50))?;
        unlisted_posts::put_down_unseen(tx, "w", at(49))
    })
    .await
    .unwrap();
    assert_eq!(put_down(&store).await, ["waiting", "b"]);
}

#[tokio::test]
async fn a_clock_that_ran_ahead_hides_no_post_for_ever() {
    let store = store_with_posts().await;
    write(&store, |tx| {
        posts::see(tx, "w", "a", at(1_000_000))?;
        posts::seen_by(tx, "w", at(60))?;
        unlisted_posts::put_down_unseen(tx, "w", at(60))
    })
    .await
    .unwrap();
    assert_eq!(put_down(&store).await, ["waiting", "a", "b"]);
}

#[tokio::test]
async fn only_what_the_service_should_have_is_counted() {
    let store = store_with_posts().await;
    let present = |profile: &'static str| read(&store, |tx| posts::present(tx, "w", profile));
    assert_eq!(present("cafe").await, 3);
    assert_eq!(present("nobody").await, 0);
}
