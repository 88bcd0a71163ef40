use latchkey_store::draft_versions::{self, DraftVersionRow};
use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::{Store, StoreError};

use crate::world::{at, read, store_with_keys, write};

async fn store_with_a_draft() -> Store {
    let store = store_with_keys().await;
    let draft = DraftRow {
        id: "d".into(),
        workspace_id: "w".into(),
        content: "{}".into(),
        made_at: at(0),
        changed_at: at(0),
        deleted_at: None,
        sent: false,
    };
    write(&store, move |tx| drafts::insert(tx, &draft))
        .await
        .unwrap();
    store
}

fn version(number: u32) -> DraftVersionRow {
    DraftVersionRow {
        draft_id: "d".into(),
        number,
        content: format!("[{number}]"),
        at: at(number.into()),
    }
}

async fn keep(store: &Store, number: u32) -> Result<u32, StoreError> {
    let row = version(number);
    write(store, move |tx| {
        draft_versions::keep(tx, &row.draft_id, &row.content, row.at)
    })
    .await
}

#[tokio::test]
async fn a_number_stays_with_its_version_when_older_ones_are_removed() {
    let store = store_with_a_draft().await;
    for number in 1..=3 {
        assert_eq!(keep(&store, number).await.unwrap(), number);
    }
    write(&store, |tx| draft_versions::remove(tx, "d", 1))
        .await
        .unwrap();
    assert_eq!(keep(&store, 4).await.unwrap(), 4);
    assert_eq!(
        read(&store, |tx| draft_versions::list(tx, "d")).await,
        [version(4), version(3), version(2)]
    );
    assert_eq!(read(&store, |tx| draft_versions::count(tx, "d")).await, 3);
    assert_eq!(
        read(&store, |tx| draft_versions::newest(tx, "d")).await,
        Some(version(4))
    );
    let get = |number: u32| read(&store, move |tx| draft_versions::get(tx, "d", number));
    assert_eq!(get(2).await, Some(version(2)));
    assert_eq!(get(1).await, None);
}

#[tokio::test]
async fn a_draft_that_is_not_there_has_no_versions() {
    let store = store_with_keys().await;
    let outcome = keep(&store, 1).await;
    assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
    assert_eq!(read(&store, |tx| draft_versions::list(tx, "d")).await, []);
}
