//! Queue settings, and posts that find their slot.

use serde_json::{Value, json};

use crate::support::{World, text_post};

#[tokio::test]
async fn a_profile_has_the_documented_defaults() {
    let world = World::new().await;
    let settings = world.get("/queue/settings?profile_name=marea_yoga").await;
    let expected = json!({
        "success": true,
        "profile_name": "Marea Yoga",
        "queue_settings": {
            "timezone": "UTC",
            "slots": [
                { "hour": 9, "minute": 0 }, { "hour": 12, "minute": 0 }, { "hour": 17, "minute": 0 },
            ],
            "days_of_week": [0, 1, 2, 3, 4, 5, 6],
            "max_posts_per_slot": 1,
        },
    });
    assert!(settings.is(200, &expected), "{settings:?}");
}

#[tokio::test]
async fn ten_queued_posts_fill_three_days_and_one_slot() {
    let world = World::new().await;
    let mut slots = Vec::new();
    for number in 0..10 {
        let body = text_post(json!({ "description": number.to_string(), "add_to_queue": true }));
        let created = world.post("/posts", body).await;
        assert_eq!(created.status, 202, "{created:?}");
        assert_eq!(created.text("message"), "Post added to queue");
        slots.push(created.text("scheduled_date"));
    }
    let hours: Vec<_> = slots.iter().map(|slot| slot.get(11..13).unwrap()).collect();
    let mut sorted = slots.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(slots, sorted, "one post per slot, in order");
    assert_eq!(
        hours
            .iter()
            .filter(|hour| ["09", "12", "17"].contains(*hour))
            .count(),
        10
    );
    assert_eq!(
        hours[0], hours[9],
        "three slots a day, so the tenth is three days later"
    );
}

#[tokio::test]
async fn a_deleted_post_frees_its_slot() {
    let world = World::new().await;
    let next = || async {
        let answer = world.get("/queue/next-slot?profile_name=velo_marten").await;
        answer.body["next_slot"]["scheduled_date"].clone()
    };
    let free = next().await;
    let id = world.text_post(json!({ "add_to_queue": true })).await;
    assert_ne!(next().await, free);
    world.delete(&format!("/posts/{id}")).await;
    assert_eq!(next().await, free);
}

#[tokio::test]
async fn changed_settings_show_in_the_preview() {
    let world = World::new().await;
    let changed = world
        .post(
            "/queue/settings",
            json!({
                "profile_name": "velo_marten",
                "timezone": "America/New_York",
                "slots": [{ "hour": 18, "minute": 30 }, { "hour": 7, "minute": 15 }],
                "days_of_week": [1, 3],
                "max_posts_per_slot": 2,
            }),
        )
        .await;
    assert_eq!(changed.status, 200, "{changed:?}");
    world.text_post(json!({ "add_to_queue": true })).await;
    let preview = world
        .get("/queue/preview?profile_name=velo_marten&count=4")
        .await;
    let slots = preview.body["slots"].as_array().unwrap();
    let local: Vec<_> = slots
        .iter()
        .map(|slot| slot["local_time"].as_str().unwrap().get(11..16).unwrap())
        .collect();
    assert_eq!(slots.len(), 4);
    assert!(local.windows(2).all(|pair| pair[0] != pair[1]), "{local:?}");
    assert!(
        local.iter().all(|time| ["07:15", "18:30"].contains(time)),
        "{local:?}"
    );
    assert_eq!(slots[0]["posts_count"], 1);
    assert_eq!(slots[0]["available"], true, "two posts fit");
}

#[tokio::test]
async fn settings_that_make_no_sense_are_refused() {
    let world = World::new().await;
    for changes in [
        json!({ "timezone": "Mars/Olympus" }),
        json!({ "timezone": "" }),
        json!({ "timezone": 1 }),
        json!({ "slots": [] }),
        json!({ "slots": [{ "hour": 24, "minute": 0 }] }),
        json!({ "slots": [{ "hour": 300, "minute": 0 }] }),
        json!({ "slots": "09:00" }),
        json!({ "days_of_week": [] }),
        json!({ "days_of_week": [7] }),
        json!({ "max_posts_per_slot": 0 }),
        json!({ "max_posts_per_slot": 101 }),
        json!({ "max_posts_per_slot": null }),
    ] {
        let mut body = changes.clone();
        body["profile_name"] = Value::from("velo_marten");
        let refused = world.post("/queue/settings", body).await;
        assert_eq!(refused.status, 400, "{changes}: {refused:?}");
    }
    for path in [
        "/queue/settings",
        "/queue/preview",
        "/queue/next-slot",
        "/queue/preview?profile_name=velo_marten&count=0",
        "/queue/preview?profile_name=velo_marten&count=101",
    ] {
        assert_eq!(world.get(path).await.status, 400, "{path}");
    }
    assert_eq!(
        world
            .get("/queue/next-slot?profile_name=nobody")
            .await
            .status,
        404
    );
}
