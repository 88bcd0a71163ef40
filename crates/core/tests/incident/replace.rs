//! A new key for the leaked one's places.

use chrono::TimeDelta;
use latchkey_core::views::{AddPlaceForm, KeyState, StepKind, StepState, TickPlaceForm};

use super::strangers::{leak, leak_since, named, now, step};
use crate::world::World;

#[tokio::test]
async fn without_places_it_is_said_that_the_old_key_ends_by_hand() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    let said = async || {
        let view = now(&world, &incident).await;
        step(&view, StepKind::Replace).message.clone()
    };
    assert!(said().await.ends_with("it works until you end it."));
    let form = named(&incident);
    world.core.replace_leaked_key(form).await.unwrap();
    world.settle().await;
    assert!(said().await.ends_with("then end the old one."));
    let old = world.key_by_id(&demo, &key.id).await;
    assert_eq!(old.state, KeyState::Suspected, "it does not end by itself");
}

#[tokio::test]
async fn a_dead_keys_successor_inherits_its_name_and_its_places() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = AddPlaceForm {
        key_id: key.id.clone(),
        label: "the newsletter".to_owned(),
    };
    world.core.add_place(form).await.unwrap();
    let incident = leak(&world, &key).await;
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    world.settle().await;
    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    world.settle().await;

    let view = now(&world, &incident).await;
    let replacement = view.replacement.clone().unwrap();
    let new = replacement.key.clone().expect("it is there");
    assert_eq!(
        (new.name.as_str(), new.state),
        ("staging", KeyState::Active)
    );
    assert_ne!(new.key_id, key.id);
    let [place] = &replacement.places[..] else {
        panic!("one place: {replacement:?}")
    };
    assert_eq!(place.ticked_at, None, "the new key is not there yet");
    assert_eq!(step(&view, StepKind::Replace).state, StepState::YourTurn);
    let tick = TickPlaceForm {
        place_id: place.id.clone(),
        ticked: true,
    };
    world.core.tick_place(tick).await.unwrap();
    let view = now(&world, &incident).await;
    assert_eq!(step(&view, StepKind::Replace).state, StepState::Done);
    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    world.settle().await;
    assert_eq!(world.at_service().await.len(), 1, "one new key is enough");
}

#[tokio::test]
async fn while_the_key_is_still_ending_the_new_one_can_be_made_already() {
    let world = World::quick().await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.revocation_delay_ms = 3_600_000);
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    world.look_around().await;
    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    for _ in 0..6 {
        world.look_around().await;
    }
    let new = now(&world, &incident).await.replacement.unwrap().key;
    assert_eq!(new.expect("it is there").name, "staging");
}

#[tokio::test]
async fn programs_that_cannot_stop_keep_the_old_key_until_every_place_is_ticked() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = AddPlaceForm {
        key_id: key.id.clone(),
        label: "the newsletter".to_owned(),
    };
    world.core.add_place(form).await.unwrap();
    let incident = leak_since(&world, &key, TimeDelta::hours(1), false).await;
    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    for _ in 0..8 {
        world.look_around().await;
    }
    let view = now(&world, &incident).await;
    assert_eq!(world.at_service().await.len(), 2, "both keys work");
    assert_eq!(step(&view, StepKind::Replace).state, StepState::YourTurn);
    let place = view.replacement.unwrap().places[0].id.clone();
    let tick = TickPlaceForm {
        place_id: place,
        ticked: true,
    };
    world.core.tick_place(tick).await.unwrap();
    world.settle().await;
    let view = now(&world, &incident).await;
    assert_eq!(step(&view, StepKind::Contain).state, StepState::Done);
    assert_eq!(step(&view, StepKind::Replace).state, StepState::Done);
    assert_eq!(world.at_service().await.len(), 1, "the leaked one is dead");
}

#[tokio::test]
async fn a_name_that_was_given_away_gets_an_addition() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    world.revoke(&key).await.unwrap();
    world.settle().await;
    world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    world.settle().await;
    let new = now(&world, &incident).await.replacement.unwrap().key;
    assert_eq!(new.expect("it is there").name, "staging (new)");
}
