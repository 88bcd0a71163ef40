use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::posts::{self, PostFilter};
use latchkey_store::{forget, incidents};

use crate::world::{at, incident, post, read, store_with_keys, text, write};

#[tokio::test]
async fn a_held_post_is_kept_when_what_was_read_of_the_others_is_forgotten() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        incidents::insert(tx, &incident("i"))?;
        posts::insert(tx, &post("read", 1))?;
        posts::insert(tx, &post("held", 2))?;
        held_posts::insert(tx, &held())?;
        forget::workspace(tx, "w")
    })
    .await
    .unwrap();

    let all = PostFilter {
        workspace_id: "w".into(),
        ..PostFilter::default()
    };
    let left = read(&store, move |tx| posts::page(tx, &all, 0, 10)).await;
    let left: Vec<_> = left.into_iter().map(|found| found.post).collect();
    assert_eq!(left, [post("held", 2)], "and it is on the list");
    let kept = read(&store, |tx| held_posts::get(tx, "h")).await;
    assert_eq!(kept, Some(held()));
}

fn held() -> HeldPostRow {
    HeldPostRow {
        id: "h".into(),
        incident_id: "i".into(),
        workspace_id: "w".into(),
        post_id: "held".into(),
        why: "freeze".into(),
        stage: "held".into(),
        kept: text(r#"{"post":{}}"#),
        new_post_id: None,
        wanted_at: None,
        problem: None,
        attempts: 0,
        next_try_at: None,
        started_at: at(3),
        finished_at: Some(at(4)),
    }
}
