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
