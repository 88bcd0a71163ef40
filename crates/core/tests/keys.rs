//! Creating, checking, copying and ending keys in an automatic workspace.

use std::time::Duration;

use latchkey_core::views::{EditKeyForm, Environment, KeyForm, KeyState, RevokeKeyForm};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_sandbox::{Fault, FaultKind};

use crate::world::{World, create_form};

#[tokio::test]
async fn the_demo_opens_with_four_keys_that_work() {
    let world = World::new().await;
    let demo = world.demo().await;
    let view = world.keys(&demo).await;
    let mut names: Vec<_> = view.keys.iter().map(|key| key.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["app-production", "automation-n8n", "mcp-claude", "staging"]
    );
    assert!(
        view.keys
            .iter()
            .all(|key| key.state == KeyState::Active && key.can_copy)
    );
    assert_eq!(
        view.keys.iter().filter(|key| key.used_by_latchkey).count(),
        1,
        "one is Latchkey's"
    );
}

#[tokio::test]
async fn opening_the_demo_twice_opens_the_same_one() {
    let world = World::quick().await;
    assert_eq!(world.demo().await, world.demo().await);
}

#[tokio::test]
async fn the_demo_opens_whole_while_the_driver_is_at_work() {
    let world = World::new().await;
    let driver = tokio::spawn(world.core.clone().drive());
    let demo = world.demo().await;
    let view = world.keys(&demo).await;
    assert_eq!(view.keys.len(), 4, "each key once");
    assert!(view.keys.iter().all(|key| key.state == KeyState::Active));
    driver.abort();
}

#[tokio::test]
async fn a_new_key_is_created_stored_and_seen_to_work() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "app-production").await;
    assert_eq!(key.state, KeyState::Active);
    assert!(key.last_alive_at.is_some(), "the service accepted it");
    assert!(key.fingerprint.is_some() && key.hint.is_some());
    assert!(
        key.used_by_latchkey,
        "the first key that works is Latchkey's own"
    );
    assert!(world.is_accepted(&key).await);
    assert_eq!(world.at_service().await.len(), 1, "exactly one key exists");
}

#[tokio::test]
async fn a_name_is_unique_among_live_keys_and_free_again_after_revocation() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let again = world.core.create_key(create_form(&demo, "Staging")).await;
    assert!(
        matches!(again, Err(Error::Invalid(Invalid::NameTaken(_)))),
        "{again:?}"
    );
    world.revoke(&key).await.unwrap();
    world.settle().await;
    assert!(
        world
            .core
            .create_key(create_form(&demo, "staging"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn two_wishes_for_one_name_at_the_same_time_make_one_key() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let (one, two) = tokio::join!(
        world.core.create_key(create_form(&demo, "staging")),
        world.core.create_key(create_form(&demo, "staging")),
    );
    assert!(one.is_ok() != two.is_ok(), "one wins");
    world.settle().await;
    assert_eq!(world.at_service().await.len(), 1);
}

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

#[tokio::test]
async fn a_lost_answer_leaves_no_orphan() {
    for kind in [
        FaultKind::CutAfter,
        FaultKind::BrokenJson,
        FaultKind::CutBefore,
    ] {
        let world = World::quick().await;
        let demo = world.demo().await;
        world
            .sandbox
            .faults()
            .add(Fault::on(kind.clone(), "POST", "/owner/keys"));
        let key = world.create(&demo, "staging").await;
        let there = world.at_service().await;
        assert_eq!(there.len(), 1, "{kind:?}: one key, not one and an orphan");
        assert!(
            world.is_accepted(&key).await,
            "{kind:?}: and it is the one we have"
        );
    }
}

#[tokio::test]
async fn a_key_the_keychain_would_not_take_is_ended_and_made_again() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.keychain.lock(true);
    world
        .core
        .create_key(create_form(&demo, "staging"))
        .await
        .unwrap();
    assert!(
        !world.core.settle(5).await.unwrap(),
        "it waits for the keychain"
    );
    assert!(
        world.keys(&demo).await.creations[0].problem.is_some(),
        "and says so"
    );
    world.keychain.lock(false);
    world.settle().await;
    let key = world.key(&demo, "staging").await;
    assert!(world.is_accepted(&key).await);
    assert_eq!(world.at_service().await.len(), 1);
}

#[tokio::test]
async fn a_creation_called_off_after_its_answer_was_lost_ends_the_key() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world
        .sandbox
        .faults()
        .add(Fault::on(FaultKind::CutAfter, "POST", "/owner/keys"));
    world
        .core
        .create_key(create_form(&demo, "staging"))
        .await
        .unwrap();
    world.core.settle(2).await.unwrap();
    if let Some(creation) = world.keys(&demo).await.creations.first() {
        let form = latchkey_core::views::CreationForm {
            creation_id: creation.id.clone(),
        };
        world.core.cancel_creation(form).await.unwrap();
        world.settle().await;
        assert!(world.keys(&demo).await.keys.is_empty(), "it was called off");
        assert!(
            world.at_service().await.is_empty(),
            "and nothing is left at the service"
        );
    }
}

#[tokio::test]
async fn a_key_made_elsewhere_is_seen_and_can_be_ended() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    world.sandbox.mint_key("somebody-elses").await;
    world.clock.pass(Duration::from_secs(120)).await;
    world.look_around().await;
    let found = world.key(&demo, "somebody-elses").await;
    assert_eq!(found.state, KeyState::Missing, "its secret is not here");
    assert!(!found.can_copy && found.can_revoke);
    world.revoke(&found).await.unwrap();
    world.core.settle(5).await.unwrap();
    let row = world.key_by_id(&demo, &found.id).await;
    assert_eq!(row.state, KeyState::Ending, "nobody saw it refused");
    assert!(row.ending.unwrap().cannot_be_proven && row.can_forget);
    assert!(
        world
            .at_service()
            .await
            .iter()
            .all(|remote| remote.name != "somebody-elses")
    );
}

#[tokio::test]
async fn a_copied_key_leaves_the_clipboard_only_if_it_is_still_there() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = || KeyForm {
        key_id: key.id.clone(),
    };
    world.core.copy_key(form()).await.unwrap();
    world.core.clear_clipboard();
    assert!(world.desktop.clipboard_is_empty(), "it was still there");
    world.core.copy_key(form()).await.unwrap();
    world.desktop.put_on_clipboard("a shopping list");
    world.core.clear_clipboard();
    assert!(
        !world.desktop.clipboard_is_empty(),
        "what the person copied since is theirs"
    );
}

#[tokio::test]
async fn a_locked_keychain_makes_no_key_missing() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world.keychain.lock(true);
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
        "a locked door says nothing about what is behind it"
    );
    assert!(
        world
            .core
            .copy_key(KeyForm {
                key_id: key.id.clone()
            })
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_renamed_key_is_renamed_at_the_service_too() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = EditKeyForm {
        key_id: key.id.clone(),
        name: "staging-eu".to_owned(),
        environment: Environment::Staging,
        purpose: "Europe".to_owned(),
        rotation_days: None,
    };
    world.core.edit_key(form).await.unwrap();
    let row = world.key_by_id(&demo, &key.id).await;
    assert_eq!(
        (row.name.as_str(), row.purpose.as_str()),
        ("staging-eu", "Europe")
    );
    assert_eq!(row.rotation_due_at, None, "never means never due");
    assert_eq!(world.at_service().await[0].name, "staging-eu");
}
