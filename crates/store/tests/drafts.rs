use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::{Store, StoreError, draft_versions};

use crate::world::{at, read, store_with_keys, write};

fn draft(id: &str) -> DraftRow {
    DraftRow {
        id: id.into(),
        workspace_id: "w".into(),
        content: r#"{"text":"Cake."}"#.into(),
        made_at: at(0),
        changed_at: at(0),
        deleted_at: None,
        sent: false,
    }
}

/// A draft with something in every column.
fn full(id: &str) -> DraftRow {
    DraftRow {
        content: r#"{"text":"More cake."}"#.into(),
        made_at: at(1),
        changed_at: at(2),
        deleted_at: Some(at(3)),
        sent: true,
        ..draft(id)
    }
}

async fn store_with(rows: Vec<DraftRow>) -> Store {
    let store = store_with_keys().await;
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| drafts::insert(tx, row))
    })
    .await
    .unwrap();
    store
}

fn ids(rows: Vec<DraftRow>) -> Vec<String> {
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn a_draft_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with(vec![full("inserted"), draft("updated"), draft("bare")]).await;
    write(&store, |tx| drafts::update(tx, &full("updated")))
        .await
        .unwrap();
    for expected in [full("inserted"), full("updated"), draft("bare")] {
        let id = expected.id.clone();
        let found = read(&store, move |tx| drafts::get(tx, &id)).await;
        assert_eq!(found, Some(expected));
    }
    let outcome = write(&store, |tx| drafts::update(tx, &draft("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn drafts_are_listed_changed_last_first_without_deleted_and_sent_ones() {
    let changed = |id: &str, seconds: i64| DraftRow {
        changed_at: at(seconds),
        ..draft(id)
    };
    let deleted = DraftRow {
        deleted_at: Some(at(9)),
        ..draft("deleted")
    };
    let sent = DraftRow {
        sent: true,
        ..draft("sent")
    };
    let rows = vec![changed("old", 1), changed("new", 5), deleted, sent];
    let store = store_with(rows).await;
    assert_eq!(
        ids(read(&store, |tx| drafts::list(tx, "w")).await),
        ["new", "old"]
    );
    assert_eq!(read(&store, |tx| drafts::list(tx, "elsewhere")).await, []);
    assert_eq!(
        ids(read(&store, |tx| drafts::deleted(tx, "w")).await),
        ["deleted"]
    );
    assert_eq!(
        read(&store, |tx| drafts::deleted(tx, "elsewhere")).await,
        []
    );
    assert_eq!(
        ids(read(&store, drafts::unsent).await),
        ["deleted", "new", "old"],
        "a deleted one may come back"
    );
}

#[tokio::test]
async fn only_drafts_deleted_long_enough_ago_are_removed_and_never_sent_ones() {
    let deleted = |id: &str, seconds: i64, sent: bool| DraftRow {
        deleted_at: Some(at(seconds)),
        sent,
        ..draft(id)
    };
    let rows = vec![
        draft("open"),
        deleted("long ago", 1, false),
        deleted("lately", 5, false),
        deleted("sent", 1, true),
    ];
    let store = store_with(rows).await;
    let removed = write(&store, |tx| {
        draft_versions::keep(tx, "long ago", "{}", at(0))?;
        drafts::remove_deleted_before(tx, at(5))
    })
    .await
    .unwrap();
    assert_eq!(removed, 1);
    for (id, is_there) in [
        ("open", true),
        ("long ago", false),
        ("lately", true),
        ("sent", true),
    ] {
        let found = read(&store, move |tx| drafts::get(tx, id)).await;
        assert_eq!(found.is_some(), is_there, "{id}");
    }
    let versions = read(&store, |tx| draft_versions::count(tx, "long ago")).await;
    assert_eq!(versions, 0);
}

#[tokio::test]
async fn a_forgotten_workspace_keeps_what_was_sent_from_it() {
    let sent = DraftRow {
        sent: true,
        ..draft("sent")
    };
    let store = store_with(vec![draft("open"), sent]).await;
    write(&store, |tx| {
        draft_versions::keep(tx, "open", "{}", at(0))?;
        drafts::forget_workspace(tx, "w")
    })
    .await
    .unwrap();
    assert_eq!(read(&store, |tx| drafts::get(tx, "open")).await, None);
    assert!(read(&store, |tx| drafts::get(tx, "sent")).await.is_some());
}

#[tokio::test]
async fn what_is_not_json_is_refused() {
    let store = store_with_keys().await;
    let broken = DraftRow {
        content: "{".into(),
        ..draft("broken")
    };
    let outcome = write(&store, move |tx| drafts::insert(tx, &broken)).await;
    assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
}
