//! Beginning the history anew, on the record.

use latchkey_core::views::HistoryForm;
use latchkey_core::{Error, NotNow, Obstacle, VaultTrouble};
use latchkey_store::events::Head;
use serde_json::Value;

use super::Scene;

impl Scene {
    async fn begin_anew(&self) -> Result<(), Error> {
        self.world.core.begin_history_anew().await.map(|_| ())
    }

    /// What the last beginning wrote down.
    async fn beginning(&self) -> Value {
        let form = HistoryForm {
            kind: Some("history.begun_anew".to_owned()),
            ..HistoryForm::default()
        };
        let page = self.world.core.list_history(form).await.unwrap();
        let body: Value = serde_json::from_str(&page.events[0].body).unwrap();
        body["detail"].clone()
    }

    async fn is_refused(&self) {
        let refused = self.begin_anew().await.unwrap_err();
        assert!(
            matches!(refused, Error::NotNow(NotNow::NothingMissed)),
            "{refused:?}"
        );
        assert_eq!(self.world.keychain.anchor().await, self.anchored);
    }
}

#[tokio::test]
async fn a_history_that_was_cut_off_is_begun_anew_once_the_keychain_works() {
    let scene = Scene::new().await;
    scene.cut_off();
    let found = scene.world.core.verify_history().await.unwrap();
    assert!(!found.whole && found.can_begin_anew);
    scene.world.keychain.lock(true);
    let refused = scene.begin_anew().await.unwrap_err();
    assert!(
        matches!(
            refused,
            Error::Obstacle(Obstacle::Keychain(VaultTrouble::Locked))
        ),
        "{refused:?}"
    );
    scene.world.keychain.lock(false);
    scene.world.core.unlock_keychain().await.unwrap();
    scene.begin_anew().await.unwrap();
    assert!(scene.is_whole().await);
    let lost: Head = scene.anchored.parse().unwrap();
    let beginning = scene.beginning().await;
    assert_eq!(beginning["anchor_seq"], lost.seq);
    assert_eq!(beginning["anchor_hash"], hex::encode(lost.hash));
}

#[tokio::test]
async fn every_later_check_says_that_it_was_begun_anew() {
    let mut scene = Scene::new().await;
    scene.cut_off();
    scene.begin_anew().await.unwrap();
    scene.world.look_around().await;
    scene.world.restart().await;
    let found = scene.world.core.verify_history().await.unwrap();
    assert!(found.whole && !found.can_begin_anew);
    assert!(found.begun_anew.unwrap().contains("begun anew at event"));
}

#[tokio::test]
async fn a_history_with_another_past_is_begun_anew() {
    let scene = Scene::new().await;
    let other = Head {
        seq: 2,
        hash: [7; 32],
    };
    scene.world.keychain.remember(&other.to_string()).await;
    scene.begin_anew().await.unwrap();
    assert_eq!(scene.beginning().await["found"], "rewritten");
    assert!(scene.is_whole().await);
}

#[tokio::test]
async fn an_anchor_that_cannot_be_read_is_replaced_on_the_record() {
    let scene = Scene::new().await;
    scene.world.keychain.remember("something else").await;
    scene.begin_anew().await.unwrap();
    assert_eq!(scene.beginning().await["found"], "unreadable");
    assert!(scene.is_whole().await);
}

#[tokio::test]
async fn a_whole_history_is_not_begun_anew() {
    let scene = Scene::new().await;
    scene.is_refused().await;
}

#[tokio::test]
async fn no_new_anchor_covers_an_event_that_was_changed() {
    let scene = Scene::new().await;
    scene.tamper("UPDATE events SET body = x'7b7d' WHERE seq = 2");
    assert!(!scene.world.core.verify_history().await.unwrap().whole);
    scene.is_refused().await;
}

#[tokio::test]
async fn no_new_anchor_covers_a_gap() {
    let scene = Scene::new().await;
    scene.tamper("DELETE FROM events WHERE seq = 2");
    assert!(!scene.world.core.verify_history().await.unwrap().whole);
    scene.is_refused().await;
}

#[tokio::test]
async fn a_change_behind_the_anchor_is_seen_although_the_anchor_is_missed_too() {
    let mut scene = Scene::new().await;
    let other = Head {
        seq: 2,
        hash: [7; 32],
    };
    scene.anchored = other.to_string();
    scene.world.keychain.remember(&scene.anchored).await;
    scene.tamper("DELETE FROM events WHERE seq = 3");
    scene.is_refused().await;
}
