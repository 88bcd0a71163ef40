//! The audit history and workspaces: every step is written down, and nothing quietly undone.

use latchkey_core::views::{HistoryForm, KeyForm, KeyView, WorkspaceForm};
use latchkey_sandbox::{Fault, FaultKind};

use crate::world::World;

#[tokio::test]
async fn every_step_of_a_keys_life_is_an_event() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world.revoke(&key).await.unwrap();
    world.settle().await;
    let form = HistoryForm {
        key_id: Some(key.id.clone()),
        ..HistoryForm::default()
    };
    let page = world.core.list_history(form).await.unwrap();
    let mut kinds: Vec<_> = page
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect();
    kinds.reverse();
    assert_eq!(
        kinds,
        [
            "key.creation.asked",
            "key.creation.done",
            "key.checked",
            "key.ending.asked",
            "key.ending.accepted",
            "key.ending.proven",
        ]
    );
    assert!(
        page.events
            .iter()
            .all(|event| event.user == "tester" && event.host == "bench")
    );
}

#[tokio::test]
async fn what_no_check_can_find_out_is_told_once() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let check = async || {
        let form = KeyForm {
            key_id: key.id.clone(),
        };
        world.core.check_key(form).await.unwrap();
    };
    let mut down = Fault::on(FaultKind::ServerError, "GET", "/v1");
    down.times = u32::MAX;
    world.sandbox.faults().add(down);
    let before = checks(&world, &key).await;
    check().await;
    check().await;
    assert_eq!(
        checks(&world, &key).await,
        before + 1,
        "the second says nothing new"
    );
    world.sandbox.faults().clear();
    check().await;
    assert_eq!(checks(&world, &key).await, before + 2, "this does");
}

async fn checks(world: &World, key: &KeyView) -> usize {
    let form = HistoryForm {
        key_id: Some(key.id.clone()),
        kind: Some("key.checked".to_owned()),
        before: None,
    };
    world.core.list_history(form).await.unwrap().events.len()
}

#[tokio::test]
async fn the_history_is_found_whole_and_its_end_is_anchored_in_the_keychain() {
    let mut world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "staging").await;
    let view = world.core.verify_history().await.unwrap();
    assert!(view.whole && view.anchor_seen);
    world.restart().await;
    assert!(world.core.app_state().await.unwrap().history.whole);
}

#[tokio::test]
async fn an_export_has_every_event_and_replaces_no_file_by_half() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "staging").await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("audit.jsonl");
    let export = world.core.export_history(file.clone()).await.unwrap();
    let lines = std::fs::read_to_string(&file).unwrap().lines().count() as u64;
    assert_eq!(lines, export.count + 2, "the events, a header and a footer");
    let nowhere = folder.path().join("no such folder").join("audit.jsonl");
    assert!(world.core.export_history(nowhere).await.is_err());
}

#[tokio::test]
async fn removing_a_workspace_takes_its_keys_out_of_the_keychain_and_keeps_its_history() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "staging").await;
    let form = || WorkspaceForm {
        workspace_id: demo.clone(),
    };
    assert!(
        !world
            .core
            .preview_removal(form())
            .await
            .unwrap()
            .consequences
            .is_empty()
    );
    let app = world.core.remove_workspace(form()).await.unwrap();
    assert!(app.workspaces.is_empty());
    assert!(
        world.core.list_keys(form()).await.is_err(),
        "it is gone from the list"
    );
    let page = world
        .core
        .list_history(HistoryForm::default())
        .await
        .unwrap();
    assert!(
        page.events
            .iter()
            .any(|event| event.kind == "workspace.removed")
    );
    assert!(
        page.events
            .iter()
            .any(|event| event.kind == "key.creation.done")
    );
    assert!(
        page.keys.iter().any(|key| key.name == "staging"),
        "and can be looked through by its keys"
    );
}
