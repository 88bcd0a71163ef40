//! Looking at the dead key for a week.

use std::time::Duration;

use latchkey_core::SecretKey;
use latchkey_core::views::{IncidentView, KeyForm, KeyState, KeyView, StepKind, StepState};
use latchkey_sandbox::{Fault, FaultKind};

use super::strangers::{leak, named, now, step};
use crate::world::World;

async fn contained(world: &World) -> (KeyView, IncidentView) {
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(world, &key).await;
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    world.settle().await;
    world.core.close_incident(named(&incident)).await.unwrap();
    (key, incident)
}

async fn hours_pass(world: &World, hours: u64) {
    world.clock.pass(Duration::from_secs(hours * 3_600)).await;
    world.look_around().await;
}

#[tokio::test]
async fn a_dead_key_is_looked_at_for_a_week_and_then_left_alone() {
    let world = World::quick().await;
    let (_, incident) = contained(&world).await;
    // The refusal is timed by the computer's clock, which the test's runs ahead of or behind.
    world.clock.pass(Duration::from_secs(60)).await;
    for hours in [1, 5, 18, 24, 24, 48, 48] {
        assert!(now(&world, &incident).await.next_look_at.is_some());
        hours_pass(&world, hours).await;
    }
    let over = now(&world, &incident).await;
    assert_eq!(over.next_look_at, None, "the week is over");
    assert!(over.alarm.is_none() && over.closed_at.is_some());
}

/// To the core this is a service that accepts what it had refused. Gives the key's own secret, which
/// the service still refuses.
async fn comes_back(world: &World, key: &KeyView, demo: &str) -> SecretKey {
    let own = world.keychain.secret(&key.id).await;
    let living = world.create(demo, "mcp-claude").await;
    let secret = world.copied(&living).await;
    world.keychain.give(&key.id, &secret).await;
    hours_pass(world, 1).await;
    own
}

async fn is_refused_again(world: &World, key: &KeyView, own: &SecretKey) {
    world.keychain.give(&key.id, own).await;
    world.settle().await;
}

#[tokio::test]
async fn a_dead_key_that_works_again_is_an_alarm_and_can_be_ended_again() {
    let world = World::quick().await;
    let (key, incident) = contained(&world).await;
    let own = comes_back(&world, &key, &incident.key.workspace_id).await;

    let alarmed = now(&world, &incident).await;
    assert!(alarmed.alarm.as_ref().unwrap().active, "it lives");
    assert_eq!(alarmed.contained_at, None, "and is out again");
    assert!(
        alarmed.closed_at.is_none(),
        "and the incident is open again"
    );
    assert_eq!(alarmed.key.state, KeyState::Suspected);
    let contain = step(&alarmed, StepKind::Contain);
    assert_eq!(contain.state, StepState::Open, "{}", contain.message);
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    world.look_around().await;
    let ending = now(&world, &incident).await;
    assert_eq!(ending.key.state, KeyState::Ending);
    assert!(
        ending.alarm.unwrap().active,
        "asked for is not proven: it may still work"
    );

    is_refused_again(&world, &key, &own).await;
    let over = now(&world, &incident).await;
    assert_eq!(step(&over, StepKind::Contain).state, StepState::Done);
    assert!(over.contained_at.is_some() && over.next_look_at.is_some());
    let alarm = over.alarm.unwrap();
    assert!(!alarm.active, "{}", alarm.message);
    assert_eq!(alarm.seen_at, alarmed.alarm.unwrap().seen_at, "it is kept");

    world.core.close_incident(named(&incident)).await.unwrap();
    let closed = now(&world, &incident).await;
    assert!(closed.closed_at.is_some() && !closed.alarm.unwrap().active);
}

#[tokio::test]
async fn closing_does_not_end_an_alarm_and_the_end_of_the_key_does() {
    let world = World::quick().await;
    let (key, incident) = contained(&world).await;
    let own = comes_back(&world, &key, &incident.key.workspace_id).await;
    world.core.close_incident(named(&incident)).await.unwrap();
    let closed = now(&world, &incident).await;
    assert!(closed.alarm.unwrap().active, "the key still works");

    let key = world
        .key_by_id(&incident.key.workspace_id, &incident.key.key_id)
        .await;
    world.revoke(&key).await.unwrap();
    is_refused_again(&world, &key, &own).await;
    let over = now(&world, &incident).await;
    assert!(!over.alarm.unwrap().active);
    assert!(over.contained_at.is_some(), "the clock stands");
}

#[tokio::test]
async fn calling_it_off_ends_an_alarm() {
    let world = World::quick().await;
    let (key, incident) = contained(&world).await;
    comes_back(&world, &key, &incident.key.workspace_id).await;
    let form = named(&incident);
    world.core.call_off_incident(form).await.unwrap();
    assert!(!now(&world, &incident).await.alarm.unwrap().active);
}

#[tokio::test]
async fn a_service_in_trouble_is_no_sign_of_anything() {
    let world = World::quick().await;
    let (_, incident) = contained(&world).await;
    let mut fault = Fault::on(FaultKind::ServerError, "GET", "/v1/agency");
    fault.times = 100;
    world.sandbox.faults().add(fault);
    hours_pass(&world, 1).await;
    let unknown = now(&world, &incident).await;
    assert!(unknown.alarm.is_none(), "nothing was found out");
    world.sandbox.faults().clear();
    hours_pass(&world, 1).await;
    let later = now(&world, &incident).await;
    assert!(later.next_look_at > unknown.next_look_at, "asked again");
}

#[tokio::test]
async fn forgetting_the_key_ends_the_watch() {
    let world = World::quick().await;
    let (key, incident) = contained(&world).await;
    let form = KeyForm { key_id: key.id };
    world.core.forget_key(form).await.unwrap();
    hours_pass(&world, 1).await;
    let over = now(&world, &incident).await;
    assert!(over.next_look_at.is_none() && over.alarm.is_none());
}

#[tokio::test]
async fn who_takes_a_watched_key_off_the_list_is_told_that_the_watch_ends() {
    let world = World::quick().await;
    let (key, incident) = contained(&world).await;
    let demo = incident.key.workspace_id.clone();
    let form = KeyForm {
        key_id: key.id.clone(),
    };
    assert!(world.key_by_id(&demo, &key.id).await.watched);
    world.core.forget_key(form).await.unwrap();
    assert_eq!(
        now(&world, &incident).await.next_look_at,
        None,
        "no look is announced that cannot be taken"
    );
}
