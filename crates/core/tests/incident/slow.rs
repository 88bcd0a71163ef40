//! A service that does what it is asked, but answers later than the app waits.

use std::time::Duration;

use latchkey_core::views::{HeldState, RepairForm, RepairState};
use latchkey_sandbox::{Fault, FaultKind};

use super::freeze::Scene;
use super::strangers::{back, disown, named};
use crate::world::World;

const PATIENCE: Duration = Duration::from_millis(400);
/// Seldom enough for the stranger's rate limit.
const LOOK_AGAIN: Duration = Duration::from_millis(25);
const TOO_SLOW: FaultKind = FaultKind::Slow { ms: 900 };

async fn scene() -> Scene {
    Scene::in_world(World::impatient(PATIENCE).await, &["Win a phone!"]).await
}

impl Scene {
    fn dawdles_once(&self, method: &str) {
        let fault = Fault::on(TOO_SLOW, method, "/v1/posts");
        self.world.sandbox.faults().add(fault);
    }

    /// Until so many of the stranger's posts are at the service.
    async fn until_there(&self, count: usize) {
        while self.stranger.counts("Win a phone!").await != count {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

#[tokio::test]
async fn a_freeze_waits_says_so_and_goes_on() {
    for method in ["GET", "DELETE"] {
        let scene = scene().await;
        scene.dawdles_once(method);
        let form = named(&scene.incident);
        scene.world.core.freeze_posts(form).await.unwrap();
        for _ in 0..4 {
            scene.world.look_around().await;
        }
        let waiting = &scene.now().await.held[0];
        assert_eq!(waiting.state, HeldState::Holding, "{method}");
        let problem = waiting.problem.as_ref().unwrap();
        assert!(!problem.message.is_empty() && !problem.remedy.is_empty());

        scene.world.settle().await;
        let held = scene.now().await.held.remove(0);
        assert_eq!(held.state, HeldState::Held, "{method}");
        scene.until_there(0).await;
        scene.restore(&held, false).await.unwrap();
        assert_eq!(scene.stranger.counts("Win a phone!").await, 1, "{method}");
    }
}

#[tokio::test]
async fn a_post_that_is_put_back_late_is_found_and_not_sent_again() {
    let scene = scene().await;
    let held = scene.freeze().await.held.remove(0);
    scene.dawdles_once("POST");
    let form = back(&scene.incident, &held.id, false);
    scene.world.core.restore_post(form).await.unwrap();
    scene.world.look_around().await;
    let unclear = scene.held(&held.id).await;
    assert_eq!(unclear.state, HeldState::Restoring, "it is looked for");

    scene.until_there(1).await;
    scene.world.settle().await;
    let restored = scene.held(&held.id).await;
    assert_eq!(restored.state, HeldState::Restored);
    assert_eq!(scene.stranger.counts("Win a phone!").await, 1);
}

#[tokio::test]
async fn a_deletion_that_is_answered_late_is_carried_through() {
    let scene = scene().await;
    let id = &scene.ids[0];
    disown(&scene.world, &scene.demo, id).await;
    scene.dawdles_once("DELETE");
    let form = RepairForm {
        incident_id: scene.incident.id.clone(),
        post_ids: vec![id.clone()],
    };
    scene.world.core.delete_posts(form).await.unwrap();
    scene.world.settle().await;
    let view = scene.now().await;
    assert_eq!(view.repairs[0].state, RepairState::Deleted);
    assert!(view.held[0].post.held, "and it is kept here");
    scene.until_there(0).await;
}
