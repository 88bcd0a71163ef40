use latchkey_store::syncs::{self, SyncCursorRow, SyncRow};
use latchkey_store::workspaces;

use crate::world::{at, read, store_with_keys, text, workspace, write};

fn sync(workspace_id: &str) -> SyncRow {
    SyncRow {
        workspace_id: workspace_id.into(),
        paused: false,
        pass: 1,
        pass_started_at: None,
        complete_at: None,
        next_at: None,
        problem: None,
        attempts: 0,
    }
}

fn cursor(profile_id: &str, next_offset: i64) -> SyncCursorRow {
    SyncCursorRow {
        workspace_id: "w".into(),
        profile_id: profile_id.into(),
        kind: "history".into(),
        next_offset,
        total: None,
        finished: false,
    }
}

#[tokio::test]
async fn a_sync_comes_back_as_it_was_last_put() {
    let store = store_with_keys().await;
    assert_eq!(read(&store, |tx| syncs::get(tx, "w")).await, None);

    let full = SyncRow {
        paused: true,
        pass: 7,
        pass_started_at: Some(at(1)),
        complete_at: Some(at(2)),
        next_at: Some(at(3)),
        problem: text("offline"),
        attempts: 4,
        ..sync("w")
    };
    let row = full.clone();
    write(&store, move |tx| {
        workspaces::insert(tx, &workspace("v"))?;
        syncs::put(tx, &sync("v"))?;
        syncs::put(tx, &sync("w"))?;
        syncs::put(tx, &row)
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| syncs::get(tx, "w")).await,
        Some(full.clone())
    );
    assert_eq!(read(&store, syncs::list).await, [sync("v"), full]);
}

#[tokio::test]
async fn cursors_are_kept_per_profile_and_forgotten_together() {
    let store = store_with_keys().await;
    let end = SyncCursorRow {
        total: Some(200),
        finished: true,
        ..cursor("a", 200)
    };
    let rows = [cursor("b", 0), cursor("a", 100), end.clone()];
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| syncs::put_cursor(tx, row))
    })
    .await
    .unwrap();
    assert_eq!(
        read(&store, |tx| syncs::cursors(tx, "w")).await,
        [end, cursor("b", 0)]
    );

    write(&store, |tx| syncs::clear_cursors(tx, "elsewhere"))
        .await
        .unwrap();
    assert_eq!(read(&store, |tx| syncs::cursors(tx, "w")).await.len(), 2);
    write(&store, |tx| syncs::clear_cursors(tx, "w"))
        .await
        .unwrap();
    assert_eq!(read(&store, |tx| syncs::cursors(tx, "w")).await, []);
}
