//! Deleting what was not the person's.

use latchkey_core::views::{HeldState, RepairForm, RepairState, StepKind, StepState, TickLiveForm};
use latchkey_core::{Error, NotNow};

use super::freeze::Scene;
use super::strangers::{disown, step};

async fn delete(scene: &Scene, id: &str) -> Result<(), Error> {
    let form = RepairForm {
        incident_id: scene.incident.id.clone(),
        post_ids: vec![id.to_owned()],
    };
    scene.world.core.delete_posts(form).await.map(|_| ())
}

#[tokio::test]
async fn a_foreign_post_is_kept_here_and_deleted_there() {
    let scene = Scene::with(&["Win a phone!"]).await;
    let id = &scene.ids[0];
    assert!(
        matches!(
            delete(&scene, id).await,
            Err(Error::NotNow(NotNow::PostNotForeign))
        ),
        "only what the person disowned"
    );
    disown(&scene.world, &scene.demo, id).await;
    let view = scene.now().await;
    assert_eq!(view.repairs[0].state, RepairState::CanBeDeleted);
    assert_eq!(step(&view, StepKind::Repair).state, StepState::YourTurn);

    delete(&scene, id).await.unwrap();
    scene.world.settle().await;
    let view = scene.now().await;
    assert_eq!(view.repairs[0].state, RepairState::Deleted);
    assert_eq!(step(&view, StepKind::Repair).state, StepState::Done);
    assert_eq!(scene.stranger.counts("Win a phone!").await, 0);

    let back = scene.restore(&view.held[0], false).await.unwrap();
    assert_eq!(back.state, HeldState::Restored, "even that can be undone");
    assert_eq!(scene.stranger.counts("Win a phone!").await, 1);
}

#[tokio::test]
async fn a_live_post_is_ticked_off_platform_by_platform() {
    let scene = Scene::with(&[]).await;
    let id = scene.stranger.makes("Already out", None).await;
    while scene.stranger.opens(&id).await.unwrap().post.status != "completed" {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    scene.stranger.is_read_into(&scene.world, &scene.demo).await;
    disown(&scene.world, &scene.demo, &id).await;
    let view = scene.now().await;
    let repair = &view.repairs[0];
    assert_eq!(repair.state, RepairState::ByHand);
    assert_eq!(repair.live.len(), 2, "on facebook and threads");
    for live in &repair.live {
        assert!(live.steps.len() >= 2, "how to do it: {:?}", live.steps);
        let form = TickLiveForm {
            incident_id: view.id.clone(),
            post_id: id.clone(),
            platform: live.destination.platform.clone(),
            done: true,
        };
        scene.world.core.tick_live(form).await.unwrap();
    }
    let view = scene.now().await;
    assert_eq!(view.repairs[0].state, RepairState::DoneByHand);
    let form = TickLiveForm {
        incident_id: view.id.clone(),
        post_id: id,
        platform: "threads".to_owned(),
        done: false,
    };
    scene.world.core.tick_live(form).await.unwrap();
    assert_eq!(scene.now().await.repairs[0].state, RepairState::ByHand);
}
