//! A keychain that is locked, away or another one: nothing is lost, nobody is pestered.

use std::time::Duration;

use latchkey_core::views::{EditKeyForm, HistoryForm, KeyForm, KeyState, KeychainView};
use latchkey_core::{Error, NotNow};

use crate::world::{World, create_form};

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
    is_left_alone(&world).await;
    unlock(&world).await;
    world.settle().await;
    let key = world.key(&demo, "staging").await;
    assert!(world.is_accepted(&key).await);
    assert_eq!(world.at_service().await.len(), 1);
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
async fn a_locked_keychain_is_asked_once_and_not_at_every_round() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world.keychain.lock(true);
    let form = EditKeyForm {
        key_id: key.id,
        name: "staging-eu".to_owned(),
        environment: key.environment,
        purpose: key.purpose,
        rotation_days: None,
    };
    world.core.edit_key(form).await.unwrap();
    world.look_around().await;
    is_left_alone(&world).await;
    unlock(&world).await;
    world.settle().await;
    assert!(world.core.verify_history().await.unwrap().anchor_seen);
}

#[tokio::test]
async fn an_ending_asks_a_locked_keychain_once_and_is_proven_when_it_opens() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world.keychain.lock(true);
    world.revoke(&key).await.unwrap();
    world.look_around().await;
    is_left_alone(&world).await;
    assert_eq!(
        world.key_by_id(&demo, &key.id).await.state,
        KeyState::Ending
    );
    unlock(&world).await;
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &key.id).await.state,
        KeyState::Revoked
    );
}

#[tokio::test]
async fn a_key_is_not_asked_for_while_there_is_nowhere_to_put_it() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world.keychain.lock(true);
    let refused = world.core.copy_key(KeyForm { key_id: key.id }).await;
    assert!(refused.is_err(), "so it is known to be locked");
    let form = create_form(&demo, "another");
    world.core.create_key(form).await.unwrap();
    is_left_alone(&world).await;
    assert_eq!(world.at_service().await.len(), 1);
    unlock(&world).await;
    world.settle().await;
    assert_eq!(world.at_service().await.len(), 2);
}

#[tokio::test]
async fn a_demo_whose_keys_find_no_place_is_forgotten_and_can_be_tried_again() {
    let world = World::new().await;
    world.keychain.lock(true);
    assert!(world.core.explore_demo().await.is_err());
    let app = world.core.app_state().await.unwrap();
    assert!(app.workspaces.is_empty(), "half a demo is of no use");
    world.keychain.lock(false);
    let demo = world.demo().await;
    world.settle().await;
    let keys = world.keys(&demo).await.keys;
    assert_eq!(keys.len(), 4);
    assert!(keys.iter().all(|key| key.state == KeyState::Active));
}

#[tokio::test]
async fn a_keychain_that_was_turned_on_is_found_by_looking_again() {
    let mut world = World::quick().await;
    world.keychain.take_away(true);
    world.restart().await;
    assert_eq!(keychain(&world).await, KeychainView::Absent);
    world.keychain.take_away(false);
    let app = world.core.unlock_keychain().await.unwrap();
    assert_eq!(app.keychain, KeychainView::Works);
}

#[tokio::test]
async fn another_keychain_is_used_at_the_persons_word_and_what_it_lacks_is_missing() {
    let mut world = World::quick().await;
    let demo = world.demo().await;
    let lost = world.create(&demo, "lost").await;
    let kept = world.create(&demo, "kept").await;
    let secret = world.copied(&kept).await;
    world.keychain.exchange();
    world.restart().await;
    world.keychain.give(&kept.id, &secret).await;
    assert_eq!(keychain(&world).await, KeychainView::Replaced);
    let state = async |id: &str| world.key_by_id(&demo, id).await.state;
    assert_eq!(state(&lost.id).await, KeyState::Active, "nobody said so");
    let app = world.core.use_this_keychain().await.unwrap();
    assert_eq!(app.keychain, KeychainView::Works);
    assert_eq!(state(&lost.id).await, KeyState::Missing);
    assert_eq!(state(&kept.id).await, KeyState::Active);
    let page = world.core.list_history(HistoryForm::default()).await;
    assert!(
        page.unwrap()
            .events
            .iter()
            .any(|event| event.kind == "keychain.accepted")
    );
    world.restart().await;
    assert_eq!(keychain(&world).await, KeychainView::Works);
}

#[tokio::test]
async fn the_keychain_that_is_known_needs_no_word() {
    let world = World::quick().await;
    let refused = world.core.use_this_keychain().await.unwrap_err();
    assert!(matches!(refused, Error::NotNow(NotNow::KeychainIsKnown)));
    world.keychain.lock(true);
    let refused = world.core.use_this_keychain().await.unwrap_err();
    assert!(matches!(refused, Error::Obstacle(_)), "{refused:?}");
}

async fn keychain(world: &World) -> KeychainView {
    world.core.app_state().await.unwrap().keychain
}

/// What goes on by itself does not ask: each question is a prompt in the person's face.
async fn is_left_alone(world: &World) {
    let asked = world.keychain.times_asked();
    for _ in 0..40 {
        world.clock.pass(Duration::from_secs(1)).await;
        world.look_around().await;
    }
    assert_eq!(world.keychain.times_asked(), asked);
}

async fn unlock(world: &World) {
    world.keychain.lock(false);
    world.core.unlock_keychain().await.unwrap();
}
