//! Changing, deleting and retrying posts.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::World;

#[tokio::test]
async fn a_scheduled_post_can_be_changed_with_patch_and_put() {
    let world = World::new().await;
    let id = world
        .text_post(json!({ "scheduled_date": world.in_minutes(60) }))
        .await;
    let path = format!("/posts/{id}");
    for (method, text) in [(Method::PATCH, "patched"), (Method::PUT, "put")] {
        let date = world.in_minutes(120);
        let changes = json!({ "description": text, "scheduled_date": date, "first_comment": "!" });
        let changed = world.v1(method, &path, Some(changes)).await;
        assert_eq!(changed.status, 200, "{changed:?}");
        assert_eq!(changed.body["post"]["description"], text);
        assert_eq!(changed.body["post"]["scheduled_date"], date.as_str());
    }
    let cleared = world.patch(&path, json!({ "first_comment": null })).await;
    assert!(cleared.body["post"]["first_comment"].is_null());
    assert_eq!(world.get(&path).await.body["post"], cleared.body["post"]);
}

#[tokio::test]
async fn what_a_post_is_bound_to_cannot_be_changed() {
    let world = World::new().await;
    let id = world
        .text_post(json!({ "scheduled_date": world.in_minutes(60) }))
        .await;
    let before = world.get(&format!("/posts/{id}")).await.body;
    for changes in [
        json!({ "platforms": ["facebook"] }),
        json!({ "profile_name": "marea_yoga" }),
        json!({ "post_type": "image" }),
        json!({ "scheduled_date": null }),
        json!({ "scheduled_date": "2020-01-01T00:00:00Z" }),
        json!({ "scheduled_date": 5 }),
        json!({ "description": "a".repeat(281) }),
        json!({ "description": "" }),
        json!({ "media_urls": ["https://cdn.example/a.jpg"] }),
    ] {
        let refused = world.patch(&format!("/posts/{id}"), changes.clone()).await;
        assert_eq!(refused.status, 400, "{changes}: {refused:?}");
    }
    assert_eq!(
        world.get(&format!("/posts/{id}")).await.body,
        before,
        "a refusal changed the post"
    );
}

#[tokio::test]
async fn a_published_post_can_neither_be_changed_nor_deleted() {
    let world = World::new().await;
    let id = world.text_post(json!({})).await;
    world.until_status(&id, "completed").await;
    let path = format!("/posts/{id}");
    let changed = world.patch(&path, json!({ "description": "other" })).await;
    let expected = json!({ "error": "Only draft and scheduled posts can be updated" });
    assert!(changed.is(400, &expected), "{changed:?}");
    let deleted = world.delete(&path).await;
    let expected = json!({ "error": "Post is already published and cannot be deleted" });
    assert!(deleted.is(409, &expected), "{deleted:?}");
}

#[tokio::test]
async fn what_is_not_out_yet_can_be_deleted() {
    let world = World::new().await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.publishing_ms = 3_600_000);
    let scheduled = world
        .text_post(json!({ "scheduled_date": world.in_minutes(60) }))
        .await;
    let publishing = world
        .text_post(json!({ "description": "on its way" }))
        .await;
    for id in [scheduled, publishing] {
        let path = format!("/posts/{id}");
        let deleted = world.delete(&path).await;
        let expected = json!({ "message": "Post deleted successfully", "post_id": id });
        assert!(deleted.is(200, &expected), "{deleted:?}");
        assert_eq!(world.get(&path).await.status, 404);
        assert_eq!(world.delete(&path).await.status, 404, "twice");
    }
}

#[tokio::test]
async fn only_what_failed_is_sent_again() {
    let world = World::new().await;
    world.sandbox.controls().update(|settings| {
        settings.failing_platforms.insert("facebook".to_owned());
    });
    let id = world
        .text_post(json!({ "platforms": ["x", "facebook"] }))
        .await;
    world.until_status(&id, "partially_failed").await;
    let path = format!("/posts/{id}");
    let before = world.get(&path).await.body;
    assert_eq!(before["destinations"][0]["status"], "published");
    assert_eq!(before["destinations"][1]["status"], "failed");
    assert_eq!(
        before["destinations"][1]["error_message"],
        "page_admin_required"
    );
    assert_eq!(world.delete(&path).await.status, 409, "a part of it is out");

    world
        .sandbox
        .controls()
        .update(|settings| settings.failing_platforms.clear());
    let retried = retry(&world, &id).await;
    assert_eq!(retried["retried_count"], 1);
    world.until_status(&id, "completed").await;
    let after = world.get(&path).await.body;
    assert_eq!(
        after["destinations"][0], before["destinations"][0],
        "x was not sent twice"
    );
    assert_eq!(after["destinations"][1]["status"], "published");
    assert_eq!(
        retry(&world, &id).await["retried_count"],
        0,
        "again is no error"
    );
}

#[tokio::test]
async fn a_wholly_failed_post_can_be_retried_or_deleted() {
    let world = World::new().await;
    world.sandbox.controls().update(|settings| {
        settings.failing_platforms.insert("x".to_owned());
    });
    let id = world.text_post(json!({})).await;
    world.until_status(&id, "failed").await;
    assert_eq!(retry(&world, &id).await["retried_count"], 1);
    world.until_status(&id, "failed").await;
    assert_eq!(world.delete(&format!("/posts/{id}")).await.status, 200);
}

#[tokio::test]
async fn a_post_that_was_never_tried_cannot_be_retried() {
    let world = World::new().await;
    let id = world
        .text_post(json!({ "scheduled_date": world.in_minutes(60) }))
        .await;
    let refused = world
        .post(&format!("/posts/{id}/retry-failed"), json!({}))
        .await;
    assert_eq!(refused.status, 400, "{refused:?}");
}

async fn retry(world: &World, id: &str) -> Value {
    let answer = world
        .v1(Method::POST, &format!("/posts/{id}/retry-failed"), None)
        .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}
