//! The board from the first click to the closing.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use latchkey_core::views::{
    CorrectIncidentForm, Exposed, HistoryForm, KeyState, StartIncidentForm, StepKind, StepState,
};
use latchkey_core::{Error, Invalid, NotNow};

use super::strangers::{Stranger, leak, leak_since, named, now, of_key, step};
use crate::world::{World, end_at};

#[tokio::test]
async fn one_click_ends_even_the_last_working_key_and_the_end_is_proven() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    assert_eq!(incident.key.state, KeyState::Suspected);
    assert_eq!(incident.next, Some(StepKind::Contain), "first of all");

    let view = world.core.end_leaked_key(named(&incident)).await.unwrap();
    let under_way = of_key(view, &key.id);
    assert_eq!(
        step(&under_way, StepKind::Contain).state,
        StepState::UnderWay,
        "asked for is not proven"
    );
    world.settle().await;

    let over = now(&world, &incident).await;
    let contain = step(&over, StepKind::Contain);
    assert_eq!(contain.state, StepState::Done);
    assert!(
        contain.message.starts_with("Ended at ") && contain.message.contains("proven dead"),
        "{}",
        contain.message
    );
    assert!(over.contained_at.is_some() && over.death.is_some());
    assert_eq!(over.key.state, KeyState::Revoked);
}

#[tokio::test]
async fn the_request_to_end_the_key_leaves_within_a_second_of_the_click() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    let driver = tokio::spawn(world.core.clone().drive());
    let click = Instant::now();
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    while world
        .at_service()
        .await
        .iter()
        .any(|key| key.name == "staging")
    {
        assert!(click.elapsed() < Duration::from_secs(1), "it took too long");
        tokio::task::yield_now().await;
    }
    println!(
        "from the click to the key gone from the service's list: {:?}",
        click.elapsed()
    );
    driver.abort();
}

#[tokio::test]
async fn a_second_word_about_the_same_key_leads_to_the_same_incident() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let other = world.create(&demo, "app-production").await;
    let first = leak(&world, &key).await;
    assert_eq!(leak(&world, &key).await.id, first.id);
    assert_ne!(
        leak(&world, &other).await.id,
        first.id,
        "two keys may leak at once"
    );
}

#[tokio::test]
async fn since_when_can_be_corrected_and_what_counts_follows() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let before = world.clock.now().to_rfc3339();
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    let stranger = Stranger::with_a_key_to(&world).await;
    let id = stranger.schedules("Win a phone!").await;
    stranger.is_read_into(&world, &demo).await;
    world.clock.pass(Duration::from_secs(3_600)).await;
    let wrong = leak_since(&world, &key, TimeDelta::zero(), true).await;
    assert_eq!(wrong.posts.unrecognised, 0);

    let form = |exposed| CorrectIncidentForm {
        incident_id: wrong.id.clone(),
        exposed,
        since: (exposed == Exposed::Since).then(|| before.clone()),
        can_stop: false,
    };
    let view = world.core.correct_incident(form(Exposed::Since)).await;
    let right = of_key(view.unwrap(), &key.id);
    assert_eq!(right.exposed, Exposed::Since);
    assert_eq!(right.noticed_at, wrong.noticed_at, "it is the same leak");
    assert_eq!(right.steps[0].kind, StepKind::Replace);
    assert_eq!(right.posts.unrecognised, 1);
    world.core.freeze_posts(named(&right)).await.unwrap();
    world.settle().await;
    assert_eq!(now(&world, &right).await.held[0].post.id, id);

    let again = world.core.correct_incident(form(Exposed::Since)).await;
    again.unwrap();
    assert_eq!(corrections(&world).await, 1, "the same again is no event");
    let narrow = world.core.correct_incident(form(Exposed::Now)).await;
    let narrow = of_key(narrow.unwrap(), &key.id);
    assert_eq!(narrow.exposed_from.as_ref(), Some(&wrong.noticed_at));
    assert_eq!(narrow.held.len(), 1, "what is held stays in sight");
    assert_eq!(narrow.posts.unrecognised, 1);

    world.core.close_incident(named(&wrong)).await.unwrap();
    assert!(matches!(
        world.core.correct_incident(form(Exposed::Unknown)).await,
        Err(Error::NotNow(NotNow::IncidentClosed))
    ));
}

async fn corrections(world: &World) -> usize {
    let form = HistoryForm {
        kind: Some("incident.corrected".to_owned()),
        ..HistoryForm::default()
    };
    let page = world.core.list_history(form).await.unwrap();
    page.events.len()
}

#[tokio::test]
async fn a_second_word_about_the_same_key_brings_its_answers() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let first = leak(&world, &key).await;
    let form = StartIncidentForm {
        key_id: key.id.clone(),
        exposed: Exposed::Today,
        since: None,
        can_stop: false,
    };
    let view = world.core.start_incident(form).await.unwrap();
    assert_eq!(view.incidents.len(), 1);
    let second = of_key(view, &key.id);
    assert_eq!(second.id, first.id);
    assert_eq!((second.exposed, second.can_stop), (Exposed::Today, false));
    assert_eq!(corrections(&world).await, 1);
}

#[tokio::test]
async fn a_key_that_is_dead_already_has_its_first_step_done() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    world.revoke(&key).await.unwrap();
    world.settle().await;
    world.clock.pass(Duration::from_secs(60)).await;

    let incident = leak(&world, &key).await;
    let contain = step(&incident, StepKind::Contain);
    assert_eq!(contain.state, StepState::Done, "{}", contain.message);
    assert!(incident.next_look_at.is_some(), "and it is watched");
    assert_eq!(
        world.key_by_id(&demo, &key.id).await.state,
        KeyState::Revoked,
        "a suspicion does not raise the dead"
    );
}

#[tokio::test]
async fn a_key_somebody_else_ended_contains_the_incident_too() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    let remote = world.at_service().await;
    let remote = remote.iter().find(|key| key.name == "staging").unwrap();
    end_at(&world.sandbox, &remote.id).await;
    let form = latchkey_core::views::KeyForm {
        key_id: key.id.clone(),
    };
    world.core.check_key(form).await.unwrap();
    let over = now(&world, &incident).await;
    assert_eq!(step(&over, StepKind::Contain).state, StepState::Done);
}

#[tokio::test]
async fn programs_that_cannot_stop_get_their_new_key_first() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak_since(&world, &key, TimeDelta::hours(1), false).await;
    let order: Vec<StepKind> = incident.steps.iter().map(|step| step.kind).collect();
    assert_eq!(
        order,
        [
            StepKind::Replace,
            StepKind::Contain,
            StepKind::Freeze,
            StepKind::Review,
            StepKind::Repair,
            StepKind::Close
        ]
    );
    assert_eq!(
        step(&incident, StepKind::Contain).state,
        StepState::Open,
        "ending it now is always possible"
    );
}

#[tokio::test]
async fn a_leak_called_off_leaves_the_key_as_it_was() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    let view = world.core.call_off_incident(named(&incident)).await;
    let view = of_key(view.unwrap(), &key.id);
    assert!(view.called_off && view.closed_at.is_some());
    assert_eq!(view.key.state, KeyState::Active);
    assert!(
        matches!(
            world.core.end_leaked_key(named(&incident)).await,
            Err(Error::NotNow(NotNow::IncidentClosed))
        ),
        "it is over"
    );
}

#[tokio::test]
async fn what_calling_off_does_to_the_key_is_said_for_every_state_of_it() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    let said = async || now(&world, &incident).await.if_called_off;
    assert!(said().await.contains("stays in use"));

    let form = named(&incident);
    world.core.replace_leaked_key(form).await.unwrap();
    let replaced = said().await;
    assert!(replaced.contains("replacement"), "{replaced}");
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    let ending = said().await;
    assert!(ending.contains("goes on"), "{ending}");
    world.settle().await;
    let ended = said().await;
    assert!(ended.contains("stays ended"), "{ended}");
}

#[tokio::test]
async fn closing_says_what_is_left() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    let view = world.core.close_incident(named(&incident)).await.unwrap();
    let closed = of_key(view, &key.id);
    let close = step(&closed, StepKind::Close);
    assert_eq!(close.state, StepState::Done);
    assert!(
        close.message.contains("End the key"),
        "the key still works: {}",
        close.message
    );
}

#[tokio::test]
async fn a_leak_in_the_future_is_refused_and_nothing_begins() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let soon = world.clock.now() + TimeDelta::minutes(1);
    let form = StartIncidentForm {
        key_id: key.id.clone(),
        exposed: Exposed::Since,
        since: Some(soon.to_rfc3339()),
        can_stop: true,
    };
    let refused = world.core.start_incident(form).await;
    assert!(matches!(
        refused,
        Err(Error::Invalid(Invalid::SinceInFuture))
    ));
    assert_eq!(
        world.key_by_id(&demo, &key.id).await.state,
        KeyState::Active
    );
}

#[tokio::test]
async fn an_incident_survives_a_restart_between_the_click_and_the_proof() {
    let mut world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let incident = leak(&world, &key).await;
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    world.restart().await;
    world.settle().await;
    let over = now(&world, &incident).await;
    assert_eq!(step(&over, StepKind::Contain).state, StepState::Done);
    let history = world
        .core
        .list_history(HistoryForm {
            before: None,
            kind: Some("incident".to_owned()),
            key_id: None,
        })
        .await
        .unwrap();
    let kinds: Vec<&str> = history
        .events
        .iter()
        .map(|event| event.kind.as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "incident.contained",
            "incident.end.asked",
            "incident.started"
        ],
        "each is told once, newest first"
    );
}
