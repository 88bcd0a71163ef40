//! The anchor in the keychain is the only proof that events are gone, so it is never written over
//! before it was compared with the history.

mod anew;

use std::sync::mpsc;
use std::time::Duration;

use latchkey_core::views::KeyForm;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::world::World;

/// A history in a file, anchored, and somebody who can get at the file but not at the keychain.
struct Scene {
    world: World,
    demo: String,
    anchored: String,
    intruder: Connection,
    _folder: TempDir,
}

impl Scene {
    async fn new() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("latchkey.db");
        let world = World::in_file(&file).await;
        let demo = world.demo().await;
        world.create(&demo, "staging").await;
        world.look_around().await;
        Scene {
            anchored: world.keychain.anchor().await,
            intruder: Connection::open(file).unwrap(),
            world,
            demo,
            _folder: folder,
        }
    }

    /// Takes the last events away, as if they had never been.
    fn cut_off(&self) {
        self.tamper("DELETE FROM events WHERE seq > (SELECT max(seq) FROM events) - 2");
    }

    fn tamper(&self, sql: &str) {
        self.intruder
            .execute_batch(
                "DROP TRIGGER events_are_never_changed;
                 DROP TRIGGER events_are_never_deleted;",
            )
            .unwrap();
        assert!(self.intruder.execute(sql, []).unwrap() > 0);
    }

    async fn copy_a_key(&self) {
        let key = self.world.key(&self.demo, "staging").await;
        let form = KeyForm { key_id: key.id };
        self.world.core.copy_key(form).await.unwrap();
    }

    async fn is_whole(&self) -> bool {
        self.world.core.app_state().await.unwrap().history.whole
    }

    /// It is known to be broken, and the proof is still there.
    async fn is_found_out(&self) {
        for _ in 0..5 {
            self.world.look_around().await;
        }
        assert!(!self.is_whole().await);
        assert_eq!(self.world.keychain.anchor().await, self.anchored);
    }
}

#[tokio::test]
async fn a_keychain_unlocked_by_a_key_that_is_used_is_asked_for_its_anchor_first() {
    let mut scene = Scene::new().await;
    scene.cut_off();
    scene.world.keychain.lock(true);
    scene.world.restart().await;
    assert!(scene.is_whole().await, "nobody could see the anchor yet");
    scene.world.keychain.lock(false);
    scene.copy_a_key().await;
    scene.is_found_out().await;
}

#[tokio::test]
async fn between_unlocking_and_comparing_nothing_is_written_over() {
    let mut scene = Scene::new().await;
    scene.cut_off();
    scene.world.keychain.lock(true);
    scene.world.restart().await;
    scene.world.keychain.lock(false);
    let (arrived, mut at_the_anchor) = tokio::sync::mpsc::unbounded_channel();
    let (open, opened) = mpsc::channel::<()>();
    let mut reads = 0;
    scene.world.keychain.watch(move |entry| {
        reads += usize::from(entry == "note:history-anchor");
        // The first only waits for the person; the second is the comparison.
        if entry == "note:history-anchor" && reads == 2 {
            arrived.send(()).unwrap();
            opened.recv().unwrap();
        }
    });
    let core = scene.world.core.clone();
    let unlocking = tokio::spawn(async move { core.unlock_keychain().await });
    at_the_anchor.recv().await.unwrap();
    let core = scene.world.core.clone();
    let mut round = tokio::spawn(async move { core.advance_all_due().await });
    // One that wants to write has to wait behind the comparison.
    let bound = Duration::from_millis(500);
    let over = tokio::time::timeout(bound, &mut round).await.is_ok();
    open.send(()).unwrap();
    unlocking.await.unwrap().unwrap();
    assert!(over, "the round had nothing to write");
    scene.is_found_out().await;
}

#[tokio::test]
async fn a_history_that_is_cut_off_while_the_app_runs_is_not_anchored() {
    let scene = Scene::new().await;
    scene.cut_off();
    scene.world.create(&scene.demo, "another").await;
    scene.is_found_out().await;
}

#[tokio::test]
async fn what_a_check_finds_is_shown_at_once_and_stays_while_the_keychain_is_locked() {
    let scene = Scene::new().await;
    scene.cut_off();
    let found = scene.world.core.verify_history().await.unwrap();
    assert!(!found.whole);
    assert!(!scene.is_whole().await, "the banner says it too");
    scene.world.keychain.lock(true);
    let unseen = scene.world.core.verify_history().await.unwrap();
    assert!(!unseen.anchor_seen);
    assert!(!scene.is_whole().await, "not seeing it refutes nothing");
    scene.world.keychain.lock(false);
    scene.is_found_out().await;
}

#[tokio::test]
async fn an_anchor_that_cannot_be_read_is_said_and_left_alone() {
    let mut scene = Scene::new().await;
    scene.anchored = "something else".to_owned();
    scene.world.keychain.remember(&scene.anchored).await;
    scene.world.restart().await;
    scene.copy_a_key().await;
    scene.is_found_out().await;
    let found = scene.world.core.verify_history().await.unwrap();
    assert!(found.message.contains("not readable"), "{}", found.message);
}

#[tokio::test]
async fn a_check_says_how_far_the_memory_of_the_keychain_reaches() {
    let world = World::quick().await;
    let says = async || world.core.verify_history().await.unwrap().message;
    assert!(says().await.contains("does not remember any"));
    world.look_around().await;
    assert!(says().await.contains("the last one matches"));
    // The check before was an event too.
    assert!(says().await.contains("the last one the keychain remembers"));
}
