//! Replacing a key: overlaps, places, calling off, and never without a working key.

use std::time::Duration;

use latchkey_core::views::{
    AddPlaceForm, ExtendOverlapForm, KeyForm, KeyState, KeyView, Overlap, RotationForm,
    RotationStage, StartRotationForm, TickPlaceForm,
};
use latchkey_core::{Error, NotNow};
use latchkey_sandbox::{Fault, FaultKind};

use crate::world::{World, end_at};

/// A world in which `staging` is being rotated and both keys work.
async fn overlapping(overlap: Overlap, places: &[&str]) -> (World, String, KeyView, KeyView) {
    let world = World::quick().await;
    let demo = world.demo().await;
    let old = world.create(&demo, "staging").await;
    for place in places {
        let form = AddPlaceForm {
            key_id: old.id.clone(),
            label: (*place).to_owned(),
        };
        world.core.add_place(form).await.unwrap();
    }
    let form = StartRotationForm {
        key_id: old.id.clone(),
        overlap,
    };
    world.core.start_rotation(form).await.unwrap();
    for _ in 0..5 {
        world.look_around().await;
    }
    let old = world.key_by_id(&demo, &old.id).await;
    let new = old
        .rotation
        .as_ref()
        .and_then(|rotation| rotation.new_key_id.clone());
    let new = world
        .key_by_id(&demo, &new.expect("the new key is there"))
        .await;
    (world, demo, old, new)
}

#[tokio::test]
async fn both_keys_work_until_the_overlap_is_over() {
    let (world, demo, old, new) = overlapping(Overlap::Minutes15, &[]).await;
    assert_eq!(
        (old.state, new.state),
        (KeyState::Rotating, KeyState::Rotating)
    );
    assert!(world.is_accepted(&old).await && world.is_accepted(&new).await);
    world.clock.pass(Duration::from_secs(14 * 60)).await;
    world.look_around().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Rotating
    );
    world.clock.pass(Duration::from_secs(60)).await;
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Revoked
    );
    assert_eq!(
        world.key_by_id(&demo, &new.id).await.state,
        KeyState::Active
    );
}

#[tokio::test]
async fn without_an_overlap_the_old_key_ends_once_the_new_one_works() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let old = world.create(&demo, "staging").await;
    let form = StartRotationForm {
        key_id: old.id.clone(),
        overlap: Overlap::None,
    };
    world.core.start_rotation(form).await.unwrap();
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Revoked
    );
    let new = world.key(&demo, "staging").await;
    assert_ne!(new.id, old.id);
    assert!(world.is_accepted(&new).await);
}

#[tokio::test]
async fn the_new_key_inherits_everything_but_the_secret() {
    let (_, _, old, new) =
        overlapping(Overlap::Hours1, &["the website", "the office server"]).await;
    assert_eq!(
        (&new.name, &new.purpose, new.environment, new.rotation_days),
        (&old.name, &old.purpose, old.environment, old.rotation_days)
    );
    let labels: Vec<_> = new
        .places
        .iter()
        .map(|place| place.label.as_str())
        .collect();
    assert_eq!(labels, ["the website", "the office server"]);
    assert!(
        new.places.iter().all(|place| place.ticked_at.is_none()),
        "none is updated yet"
    );
    assert_ne!(new.fingerprint, old.fingerprint);
    assert!(
        new.used_by_latchkey && !old.used_by_latchkey,
        "Latchkey moved over"
    );
}

#[tokio::test]
async fn an_overlap_until_the_places_are_ticked_ends_with_the_last_tick() {
    let (world, demo, old, new) = overlapping(Overlap::UntilPlaces, &["one", "two"]).await;
    world.clock.pass(Duration::from_secs(30 * 24 * 3_600)).await;
    world.look_around().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Rotating,
        "no clock ends it"
    );
    for place in &new.places {
        assert_ne!(
            world.key_by_id(&demo, &old.id).await.state,
            KeyState::Ending
        );
        let form = TickPlaceForm {
            place_id: place.id.clone(),
            ticked: true,
        };
        world.core.tick_place(form).await.unwrap();
    }
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Revoked
    );
}

#[tokio::test]
async fn an_overlap_can_be_ended_early_and_given_more_time() {
    let (world, demo, old, _) = overlapping(Overlap::Minutes15, &[]).await;
    let rotation_id = old.rotation.unwrap().id;
    let more = ExtendOverlapForm {
        rotation_id: rotation_id.clone(),
        overlap: Overlap::Hours24,
    };
    world.core.extend_overlap(more).await.unwrap();
    world.clock.pass(Duration::from_secs(3_600)).await;
    world.look_around().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Rotating
    );
    world
        .core
        .end_overlap(RotationForm {
            rotation_id: rotation_id.clone(),
        })
        .await
        .unwrap();
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Revoked
    );
    let late = world.core.end_overlap(RotationForm { rotation_id }).await;
    assert!(matches!(late, Err(Error::NotNow(NotNow::RotationMovedOn))));
}

#[tokio::test]
async fn a_rotation_called_off_keeps_the_old_key_and_ends_the_new_one() {
    let (world, demo, old, new) = overlapping(Overlap::Hours24, &[]).await;
    let rotation_id = old.rotation.unwrap().id;
    world
        .core
        .cancel_rotation(RotationForm { rotation_id })
        .await
        .unwrap();
    world.settle().await;
    let old = world.key_by_id(&demo, &old.id).await;
    assert_eq!(old.state, KeyState::Active);
    assert!(old.used_by_latchkey, "Latchkey went back to it");
    assert_eq!(
        world.key_by_id(&demo, &new.id).await.state,
        KeyState::Revoked
    );
    assert_eq!(world.at_service().await.len(), 1);
}

#[tokio::test]
async fn the_old_key_is_not_ended_when_the_new_one_has_stopped_working() {
    let (world, demo, old, new) = overlapping(Overlap::Minutes15, &[]).await;
    let remotes = world.at_service().await;
    let newest = remotes
        .iter()
        .max_by_key(|remote| remote.created_at)
        .unwrap();
    end_at(&world.sandbox, &newest.id).await;
    world.clock.pass(Duration::from_secs(16 * 60)).await;
    for _ in 0..5 {
        world.look_around().await;
    }
    assert_eq!(
        world.key_by_id(&demo, &new.id).await.state,
        KeyState::Revoked
    );
    let old = world.key_by_id(&demo, &old.id).await;
    assert!(world.is_accepted(&old).await, "it is the only key left");
    assert_ne!(old.state, KeyState::Ending);
}

#[tokio::test]
async fn the_old_key_is_not_ended_while_nobody_knows_whether_the_new_one_works() {
    let (world, demo, old, _) = overlapping(Overlap::Minutes15, &[]).await;
    let mut down = Fault::on(FaultKind::ServerError, "GET", "/v1");
    down.times = 3;
    world.sandbox.faults().add(down);
    world.clock.pass(Duration::from_secs(16 * 60)).await;
    world.look_around().await;
    let row = world.key_by_id(&demo, &old.id).await;
    let rotation = row.rotation.unwrap();
    assert_eq!(rotation.stage, RotationStage::Overlap);
    assert!(rotation.problem.is_some(), "and the person is told why");
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Revoked
    );
}

#[tokio::test]
async fn a_key_is_rotated_once_at_a_time() {
    let (world, _, old, _) = overlapping(Overlap::Hours24, &[]).await;
    let form = StartRotationForm {
        key_id: old.id,
        overlap: Overlap::None,
    };
    let twice = world.core.start_rotation(form).await;
    assert!(matches!(twice, Err(Error::NotNow(NotNow::KeyRotating))));
}

#[tokio::test]
async fn an_old_key_ended_in_an_emergency_ends_the_overlap() {
    let (world, demo, old, new) = overlapping(Overlap::Hours24, &[]).await;
    world.revoke(&old).await.unwrap();
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &old.id).await.state,
        KeyState::Revoked
    );
    let new = world.key_by_id(&demo, &new.id).await;
    assert_eq!(new.state, KeyState::Active);
    assert!(new.rotation.is_none(), "the rotation is done");
}

#[tokio::test]
async fn a_rotation_is_over_when_both_keys_were_ended_elsewhere() {
    let (world, demo, old, new) = overlapping(Overlap::Hours24, &[]).await;
    for remote in world.at_service().await {
        end_at(&world.sandbox, &remote.id).await;
    }
    for key in [&new, &old] {
        let form = KeyForm {
            key_id: key.id.clone(),
        };
        world.core.check_key(form).await.unwrap();
    }
    for key in [&new, &old] {
        let row = world.key_by_id(&demo, &key.id).await;
        assert_eq!(row.state, KeyState::Revoked);
        assert!(row.rotation.is_none(), "nothing is left to replace");
    }
    world.create(&demo, "staging").await;
}
