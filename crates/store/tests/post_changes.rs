use latchkey_store::post_changes::{self, PostChangeRow};

use crate::world::{at, read, store_with_keys, text, write};

fn change(post_id: &str, seconds: i64, field: &str) -> PostChangeRow {
    PostChangeRow {
        workspace_id: "w".into(),
        post_id: post_id.into(),
        seen_at: at(seconds),
        field: field.into(),
        before: None,
        after: text("completed"),
    }
}

#[tokio::test]
async fn the_changes_of_a_post_are_listed_newest_first() {
    let store = store_with_keys().await;
    let both = PostChangeRow {
        before: text("scheduled"),
        ..change("p", 2, "status")
    };
    let rows = [
        change("p", 1, "text"),
        both.clone(),
        change("p", 2, "title"),
        change("another", 3, "text"),
    ];
    write(&store, move |tx| {
        rows.iter()
            .try_for_each(|row| post_changes::insert(tx, row))
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| post_changes::list(tx, "w", "p")).await,
        [change("p", 2, "title"), both, change("p", 1, "text")]
    );
    assert_eq!(
        read(&store, |tx| post_changes::list(tx, "elsewhere", "p")).await,
        []
    );
}

#[tokio::test]
async fn what_a_post_says_shows_and_plans_is_found_by_the_time_it_changed() {
    let store = store_with_keys().await;
    let rows = [
        change("p", 1, "text"),
        change("p", 2, "status"),
        change("q", 3, "scheduled_at"),
        change("p", 3, "media"),
        change("q", 4, "gone"),
    ];
    write(&store, move |tx| {
        rows.iter()
            .try_for_each(|row| post_changes::insert(tx, row))
    })
    .await
    .unwrap();
    let since = |seconds: Option<i64>| {
        read(&store, move |tx| {
            post_changes::of_content(tx, "w", seconds.map(at))
        })
    };
    let later = [change("q", 3, "scheduled_at"), change("p", 3, "media")];
    assert_eq!(since(Some(2)).await, later);
    assert_eq!(since(Some(3)).await, later);
    assert_eq!(since(None).await.len(), 3);
}
