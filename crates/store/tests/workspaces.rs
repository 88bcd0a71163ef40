use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Store, StoreError};

use crate::world::{at, empty_store, read, text, workspace, write};

async fn get(store: &Store, id: &'static str) -> Option<WorkspaceRow> {
    read(store, move |tx| workspaces::get(tx, id)).await
}

#[tokio::test]
async fn a_workspace_comes_back_as_it_was_written() {
    let store = empty_store();
    let full = WorkspaceRow {
        remote_id: text("ws_1"),
        removed_at: Some(at(60)),
        ..workspace("full")
    };
    let rows = [full, workspace("bare")];
    let written = rows.clone();
    write(&store, move |tx| {
        written
            .iter()
            .try_for_each(|row| workspaces::insert(tx, row))
    })
    .await
    .unwrap();

    assert_eq!(get(&store, "full").await.as_ref(), Some(&rows[0]));
    assert_eq!(get(&store, "bare").await.as_ref(), Some(&rows[1]));
    assert_eq!(get(&store, "other").await, None);
}

#[tokio::test]
async fn an_id_is_taken_only_once() {
    let store = empty_store();
    let twice = write(&store, |tx| {
        workspaces::insert(tx, &workspace("w"))?;
        workspaces::insert(tx, &workspace("w"))
    })
    .await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
}

#[tokio::test]
async fn name_and_endpoints_change_and_nothing_else() {
    let store = empty_store();
    write(&store, |tx| {
        workspaces::insert(tx, &workspace("w"))?;
        workspaces::rename(tx, "w", "Möbel & Söhne")?;
        workspaces::update_endpoints(
            tx,
            "w",
            "http://127.0.0.1:5000/v1",
            "http://127.0.0.1:5000/",
        )
    })
    .await
    .unwrap();
    let expected = WorkspaceRow {
        name: "Möbel & Söhne".into(),
        base_url: "http://127.0.0.1:5000/v1".into(),
        dashboard_url: "http://127.0.0.1:5000/".into(),
        ..workspace("w")
    };
    assert_eq!(get(&store, "w").await, Some(expected));
}

#[tokio::test]
async fn a_removed_workspace_leaves_the_list_but_can_be_looked_up() {
    let store = empty_store();
    write(&store, |tx| {
        workspaces::insert(tx, &workspace("stays"))?;
        workspaces::insert(tx, &workspace("goes"))?;
        workspaces::mark_removed(tx, "goes", at(10))?;
        workspaces::mark_removed(tx, "goes", at(20))
    })
    .await
    .unwrap();

    let listed = read(&store, workspaces::list).await;
    assert_eq!(listed, [workspace("stays")]);
    let removed_at = get(&store, "goes").await.unwrap().removed_at;
    assert_eq!(removed_at, Some(at(10)), "the first removal counts");
}

#[tokio::test]
async fn a_removed_workspace_can_be_put_back() {
    let store = empty_store();
    write(&store, |tx| {
        for (id, removed) in [("first", 10), ("last", 20)] {
            workspaces::insert(tx, &workspace(id))?;
            workspaces::mark_removed(tx, id, at(removed))?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let ids = |rows: Vec<WorkspaceRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let removed = read(&store, workspaces::removed).await;
    assert_eq!(
        ids(removed),
        ["last", "first"],
        "the one removed last first"
    );

    write(&store, |tx| workspaces::put_back(tx, "first"))
        .await
        .unwrap();
    assert_eq!(read(&store, workspaces::list).await, [workspace("first")]);
    assert_eq!(ids(read(&store, workspaces::removed).await), ["last"]);
}

#[tokio::test]
async fn changing_an_unknown_workspace_is_an_error() {
    let store = empty_store();
    let renamed = write(&store, |tx| workspaces::rename(tx, "ghost", "x")).await;
    let moved = write(&store, |tx| {
        workspaces::update_endpoints(tx, "ghost", "x", "x")
    })
    .await;
    let removed = write(&store, |tx| workspaces::mark_removed(tx, "ghost", at(0))).await;
    let back = write(&store, |tx| workspaces::put_back(tx, "ghost")).await;
    for outcome in [renamed, moved, removed, back] {
        assert!(
            matches!(outcome, Err(StoreError::Absent { .. })),
            "{outcome:?}"
        );
    }
}
