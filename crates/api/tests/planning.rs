//! Giving posts another time, and queues, over the real demo server.

use chrono::TimeDelta;
use latchkey_api::CallError;
use latchkey_api::codivupload::{Client, QueueSettings, SlotTime};
use latchkey_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::double::{self, Double};
use crate::posts::{PROFILE, World, scheduled, tomorrow};

fn mornings() -> QueueSettings {
    QueueSettings {
        zone: "Europe/Berlin".to_owned(),
        slots: vec![SlotTime {
            hour: 9,
            minute: 30,
        }],
        days: [true, false, false, false, false, true, true],
        most_per_slot: 3,
    }
}

#[tokio::test]
async fn a_scheduled_post_is_given_another_time() {
    let world = World::new().await;
    let id = world.make(&scheduled("Hello")).await;
    let later = tomorrow() + TimeDelta::hours(5);
    let told = world.client.reschedule_post(&world.key, &id, later).await;
    assert_eq!(told.unwrap(), Some(later));
    let post = world.client.get_post(&world.key, &id).await.unwrap().post;
    assert_eq!(post.scheduled_date, Some(later));
    assert_eq!(post.description.as_deref(), Some("Hello"));
}

#[tokio::test]
async fn a_time_the_service_does_not_take_moves_nothing() {
    let world = World::new().await;
    let planned = scheduled("Hello");
    let id = world.make(&planned).await;
    for far in [TimeDelta::days(-2), TimeDelta::days(400)] {
        let answer = world
            .client
            .reschedule_post(&world.key, &id, tomorrow() + far)
            .await;
        assert!(
            matches!(answer, Err(CallError::BadRequest { .. })),
            "{answer:?}"
        );
    }
    let nowhere = world
        .client
        .reschedule_post(&world.key, "no-such-post", tomorrow())
        .await;
    assert!(matches!(nowhere, Err(CallError::NotFound)), "{nowhere:?}");
    let post = world.client.get_post(&world.key, &id).await.unwrap().post;
    assert_eq!(post.scheduled_date, planned.scheduled_date);
}

#[tokio::test]
async fn a_lost_answer_to_a_move_is_not_known_and_not_repeated() {
    let world = World::new().await;
    let id = world.make(&scheduled("Hello")).await;
    let fault = Fault::on(FaultKind::CutAfter, "PATCH", "/v1/posts");
    world.sandbox.faults().add(fault);
    let later = tomorrow() + TimeDelta::hours(5);
    let answer = world.client.reschedule_post(&world.key, &id, later).await;
    assert!(answer.unwrap_err().outcome_is_unknown());
}

#[tokio::test]
async fn the_time_that_is_sent_is_utc_and_ends_in_z() {
    let double = Double::answering([double::json(200, json!({ "message": "ok" }))]).await;
    let client = Client::new(&double::http(), &double.base());
    let at = "2026-12-01T09:00:00+01:00".parse().unwrap();
    let told = client.reschedule_post(&double::credential(), "p", at).await;
    assert_eq!(told.unwrap(), None, "the answer may leave the post out");
    let sent: Value = serde_json::from_slice(&double.seen()[0].body).unwrap();
    assert_eq!(sent, json!({ "scheduled_date": "2026-12-01T08:00:00Z" }));
}

#[tokio::test]
async fn a_queue_is_read_changed_and_looked_ahead() {
    let World { client, key, .. } = &World::new().await;
    let before = client.queue_settings(key, PROFILE).await.unwrap();
    assert_eq!((before.zone.as_str(), before.days), ("UTC", [true; 7]));

    let told = client.set_queue_settings(key, PROFILE, &mornings()).await;
    assert_eq!(told.unwrap(), mornings());
    assert_eq!(
        client.queue_settings(key, PROFILE).await.unwrap(),
        mornings()
    );

    let next = client.queue_preview(key, PROFILE, 20).await.unwrap();
    assert_eq!(next.len(), 20);
    assert!(next.is_sorted_by(|one, other| one.at < other.at));
    assert!(next.iter().all(|slot| slot.posts == Some(0)));
    let free = client.next_queue_slot(key, PROFILE).await.unwrap();
    assert_eq!(free, Some(next[0]));
}

#[tokio::test]
async fn a_queue_nobody_has_is_not_found_and_a_bad_one_not_taken() {
    let World { client, key, .. } = &World::new().await;
    let nobody = client.queue_settings(key, "Nobody").await;
    assert!(matches!(nobody, Err(CallError::NotFound)), "{nobody:?}");
    let bad = QueueSettings {
        most_per_slot: 0,
        ..mornings()
    };
    let answer = client.set_queue_settings(key, PROFILE, &bad).await;
    assert!(
        matches!(answer, Err(CallError::BadRequest { .. })),
        "{answer:?}"
    );
}
