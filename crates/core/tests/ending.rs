//! Ending keys, and proving that it is over.

use std::time::Duration;

use latchkey_core::views::{KeyForm, KeyState, RevokeKeyForm};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_sandbox::{Fault, FaultKind};

use crate::world::World;

#[tokio::test]
async fn a_revoked_key_has_a_proof_and_the_service_refuses_it() {
    let world = World::new().await;
    let demo = world.demo().await;
    let key = world.key(&demo, "staging").await;
    let view = world.revoke(&key).await.unwrap();
    let ending = view.keys.iter().find(|row| row.id == key.id).unwrap();
    assert_eq!(ending.state, KeyState::Ending, "asking is not proof");
    world.settle().await;
    let dead = world.key_by_id(&demo, &key.id).await;
    assert_eq!(dead.state, KeyState::Revoked);
    let death = dead.death.expect("revoked means proven");
    assert_eq!(death.status, 401);
    assert!(death.delay_ms.is_some(), "the delay is measured");
    assert!(
        world
            .at_service()
            .await
            .iter()
            .all(|remote| remote.name != "staging")
    );
}

#[tokio::test]
async fn a_key_that_still_works_after_its_revocation_stays_ending() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.revocation_delay_ms = 3_600_000);
    world.revoke(&key).await.unwrap();
    assert!(!world.core.settle(30).await.unwrap(), "it cannot be over");
    let row = world.key_by_id(&demo, &key.id).await;
    assert_eq!(row.state, KeyState::Ending);
    let ending = row.ending.unwrap();
    assert!(
        ending.accepted_at.is_some() && ending.probes > 3,
        "it was looked at: {ending:?}"
    );
    world
        .sandbox
        .controls()
        .advance_clock(Duration::from_secs(3_601));
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &key.id).await.state,
        KeyState::Revoked
    );
}

#[tokio::test]
async fn an_unreachable_service_leaves_a_key_ending_and_a_restart_goes_on() {
    let mut world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let mut down = Fault::next(FaultKind::CutBefore);
    down.times = u32::MAX;
    world.sandbox.faults().add(down);
    world.revoke(&key).await.unwrap();
    assert!(!world.core.settle(5).await.unwrap());
    let row = world.key_by_id(&demo, &key.id).await;
    assert_eq!(row.state, KeyState::Ending, "a dead network proves nothing");
    assert!(
        row.ending.unwrap().problem.is_some(),
        "the person is told what is in the way"
    );
    world.restart().await;
    world.sandbox.faults().clear();
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &key.id).await.state,
        KeyState::Revoked
    );
}

#[tokio::test]
async fn no_answer_but_a_refusal_proves_a_death() {
    for kind in [
        FaultKind::ServerError,
        FaultKind::RateLimited { retry_after: 1 },
        FaultKind::BrokenJson,
        FaultKind::CutAfter,
    ] {
        let world = World::quick().await;
        let demo = world.demo().await;
        let key = world.create(&demo, "staging").await;
        let mut always = Fault::on(kind.clone(), "GET", "/v1");
        always.times = u32::MAX;
        world.sandbox.faults().add(always);
        world
            .core
            .check_key(KeyForm {
                key_id: key.id.clone(),
            })
            .await
            .unwrap();
        let row = world.key_by_id(&demo, &key.id).await;
        assert_eq!(
            row.state,
            KeyState::Active,
            "{kind:?} says nothing about the key"
        );
    }
}

#[tokio::test]
async fn a_key_deleted_somewhere_else_is_found_dead_by_a_check() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    let remote = world
        .at_service()
        .await
        .into_iter()
        .find(|row| row.name == "staging")
        .unwrap();
    crate::world::end_at(&world.sandbox, &remote.id).await;
    world
        .core
        .check_key(KeyForm {
            key_id: key.id.clone(),
        })
        .await
        .unwrap();
    let row = world.key_by_id(&demo, &key.id).await;
    assert_eq!(row.state, KeyState::Revoked);
    assert_eq!(
        row.death.unwrap().delay_ms,
        None,
        "nobody asked here, so there is no delay"
    );
}

#[tokio::test]
async fn the_last_working_key_is_ended_only_after_a_second_question() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = |even_if_last| RevokeKeyForm {
        key_id: key.id.clone(),
        typed_name: key.name.clone(),
        even_if_last,
    };
    assert!(matches!(
        world.core.revoke_key(form(false)).await,
        Err(Error::LastWorkingKey)
    ));
    assert!(world.core.revoke_key(form(true)).await.is_ok());
}

#[tokio::test]
async fn revoking_needs_the_name_and_happens_once() {
    let world = World::new().await;
    let demo = world.demo().await;
    let key = world.key(&demo, "staging").await;
    let wrong = RevokeKeyForm {
        key_id: key.id.clone(),
        typed_name: "stagin".to_owned(),
        even_if_last: false,
    };
    let refused = world.core.revoke_key(wrong).await;
    assert!(matches!(refused, Err(Error::Invalid(Invalid::TypedName))));
    world.revoke(&key).await.unwrap();
    let again = world.revoke(&key).await;
    assert!(matches!(again, Err(Error::NotNow(NotNow::KeyEnding))));
}

#[tokio::test]
async fn latchkey_moves_to_another_key_when_its_own_is_ended() {
    let world = World::new().await;
    let demo = world.demo().await;
    let all = world.keys(&demo).await.keys;
    let own = all.iter().find(|key| key.used_by_latchkey).unwrap();
    world.revoke(own).await.unwrap();
    world.settle().await;
    let after = world.keys(&demo).await.keys;
    let now = after
        .iter()
        .find(|key| key.used_by_latchkey)
        .expect("another one");
    assert_ne!(now.id, own.id);
}
