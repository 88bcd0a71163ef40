//! Posts go out when their time comes, and only then.

use serde_json::json;

use crate::support::{World, image_post};

#[tokio::test]
async fn a_scheduled_post_goes_out_when_its_time_comes() {
    let world = World::new().await;
    let id = world
        .text_post(json!({ "platforms": ["x", "bluesky"], "scheduled_date": world.in_minutes(10) }))
        .await;
    world.advance_clock(9 * 60);
    let waiting = world.get(&format!("/posts/{id}")).await;
    assert_eq!(waiting.body["post"]["status"], "scheduled");
    world.advance_clock(61);
    world.until_status(&id, "completed").await;
    let shown = world.get(&format!("/posts/{id}")).await;
    for destination in shown.body["destinations"].as_array().unwrap() {
        assert_eq!(destination["status"], "published");
        let link = destination["post_url"].as_str().unwrap();
        assert!(link.starts_with("https://"), "{link}");
        assert!(destination["external_job_id"].is_string());
    }
}

#[tokio::test]
async fn a_post_is_seen_publishing_before_it_has_results() {
    let world = World::new().await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.publishing_ms = 60_000);
    let id = world.text_post(json!({})).await;
    let shown = world.get(&format!("/posts/{id}")).await;
    assert_eq!(shown.body["post"]["status"], "publishing");
    let delivery = shown.body["destinations"][0]["status"].as_str().unwrap();
    assert!(["pending", "publishing"].contains(&delivery), "{delivery}");
    world.advance_clock(61);
    world.until_status(&id, "completed").await;
}

#[tokio::test]
async fn a_cap_that_is_reached_when_a_scheduled_post_goes_out_fails_it() {
    let world = World::new().await;
    let due = world.in_minutes(5);
    let mut ids = Vec::new();
    for number in 0..16 {
        let body = image_post(json!({
            "profile_name": "marea_yoga",
            "platforms": ["tiktok"],
            "description": number.to_string(),
            "scheduled_date": due,
        }));
        ids.push(world.post("/posts", body).await.text("post_id"));
    }
    world.advance_clock(6 * 60);
    let last = ids.pop().unwrap();
    for id in ids {
        world.until_status(&id, "completed").await;
    }
    world.until_status(&last, "failed").await;
    let shown = world.get(&format!("/posts/{last}")).await;
    assert_eq!(
        shown.body["destinations"][0]["error_message"],
        "Daily cap reached for tiktok: 15/15 in last 24h"
    );
}

#[tokio::test]
async fn the_owner_sees_which_key_made_a_post() {
    let world = World::new().await;
    let by_test = world.text_post(json!({})).await;
    let world = World {
        key: world.sandbox.mint_key("other").await.secret,
        ..world
    };
    let by_other = world.text_post(json!({ "description": "another" })).await;
    for (id, name) in [(by_test, "test"), (by_other, "other")] {
        let origin = world
            .owner(reqwest::Method::GET, &format!("/posts/{id}/origin"), None)
            .await;
        assert_eq!(origin.body["key_name"], name);
    }
    let all = world.owner(reqwest::Method::GET, "/posts", None).await;
    assert_eq!(all.body["posts"].as_array().unwrap().len(), 2);
}
