use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::files::{self, FileRow};
use latchkey_store::{StoreError, draft_versions, uploads};

use crate::uploads::upload;
use crate::world::{at, file, read, store_with_keys, text, write};

/// A file with something in every column.
fn full(id: &str) -> FileRow {
    FileRow {
        own_copy: true,
        modified_at: Some(at(1)),
        width: Some(4_000),
        height: Some(3_000),
        duration_ms: Some(12_345),
        pages: Some(7),
        removed: r#"["place"]"#.into(),
        problem: text("broken"),
        sha256: text("abc"),
        ..file(id)
    }
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_added() {
    let store = store_with_keys().await;
    write(&store, |tx| files::insert(tx, &full("f")))
        .await
        .unwrap();
    assert_eq!(
        read(&store, |tx| files::get(tx, "f")).await,
        Some(full("f"))
    );
    let again = write(&store, |tx| files::insert(tx, &full("f"))).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
}

#[tokio::test]
async fn files_are_listed_in_the_order_asked_for_without_those_that_are_gone() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        files::insert(tx, &file("a"))?;
        files::insert(tx, &file("b"))
    })
    .await
    .unwrap();
    let listed = read(&store, |tx| files::list_of(tx, ["b", "gone", "a"])).await;
    assert_eq!(listed, [file("b"), file("a")]);
}

#[tokio::test]
async fn a_forgotten_file_takes_its_uploads_along_and_leaves_the_others() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        for id in ["a", "b"] {
            files::insert(tx, &file(id))?;
            uploads::set(tx, &upload(id, "cafe", 0))?;
        }
        files::forget(tx, "a")
    })
    .await
    .unwrap();
    assert_eq!(read(&store, files::all).await, [file("b")]);
    assert!(
        read(&store, |tx| uploads::find(tx, "b", "cafe", at(-1)))
            .await
            .is_some()
    );

    write(&store, |tx| files::forget_workspace(tx, "w"))
        .await
        .unwrap();
    assert_eq!(read(&store, files::all).await, []);
}

fn draft(id: &str, content: &str, sent: bool) -> DraftRow {
    DraftRow {
        id: id.into(),
        workspace_id: "w".into(),
        content: content.into(),
        made_at: at(0),
        changed_at: at(0),
        deleted_at: None,
        sent,
    }
}

#[tokio::test]
async fn a_file_is_needed_by_drafts_and_their_versions_until_they_are_sent() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        for id in ["shared", "own", "before", "sent", "named", "nowhere"] {
            files::insert(tx, &file(id))?;
        }
        let open = r#"{"text":"named","files":[{"file_id":"shared"}],
            "own_files":[{"platform":"x","files":[{"file_id":"own"}]}]}"#;
        drafts::insert(tx, &draft("open", open, false))?;
        let before = r#"{"files":[{"file_id":"before"}]}"#;
        draft_versions::keep(tx, "open", before, at(1))?;
        let sent = r#"{"files":[{"file_id":"sent"},{"file_id":"shared"}]}"#;
        drafts::insert(tx, &draft("sent", sent, true))
    })
    .await
    .unwrap();
    let mut unneeded = read(&store, files::unneeded).await;
    unneeded.sort();
    assert_eq!(unneeded, ["named", "nowhere", "sent"]);
}
