//! The two kinds of 429, and the upload budget.

use latchkey_sandbox::Tally;
use serde_json::json;

use crate::support::{World, answer, text_post};

#[tokio::test]
async fn the_hundred_and_first_request_of_a_minute_waits() {
    let world = World::new().await;
    for number in 0..100 {
        assert_eq!(
            world.get("/agency/profiles").await.status,
            200,
            "request {number}"
        );
    }
    let refused = world.get("/posts").await;
    let seconds = refused.headers["retry-after"].to_str().unwrap().to_owned();
    assert!(
        (1..=60).contains(&seconds.parse::<u32>().unwrap()),
        "{seconds}"
    );
    let expected = json!({
        "error": format!("Rate limit exceeded. Try again in {seconds} seconds."),
        "code": "RATE_LIMIT_EXCEEDED",
    });
    assert!(refused.is(429, &expected), "{refused:?}");
    let expected = Tally {
        taken: 100,
        too_fast: 1,
    };
    assert_eq!(world.sandbox.tally(), expected);

    let other = World {
        key: world.sandbox.mint_key("other").await.secret,
        ..world
    };
    assert_eq!(
        other.get("/posts").await.status,
        200,
        "the limit is per key"
    );
    let world = other;
    world.advance_clock(seconds.parse().unwrap());
    assert_eq!(
        world.get("/posts").await.status,
        200,
        "the promised wait was enough"
    );
}

#[tokio::test]
async fn the_fifty_first_upload_of_an_hour_waits() {
    let world = World::new().await;
    let presign = json!({
        "profile_name": "marea_yoga",
        "file_name": "a.mp4",
        "file_type": "video/mp4",
        "file_size": 10,
    });
    for number in 0..50 {
        let answer = world.post("/upload-media/presign", presign.clone()).await;
        assert_eq!(answer.status, 200, "upload {number}");
    }
    let refused = world.post("/upload-media/presign", presign.clone()).await;
    assert_eq!(
        (refused.status, refused.text("code")),
        (429, "RATE_LIMIT_EXCEEDED".to_owned())
    );
    let seconds: u64 = refused.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((3_000..=3_600).contains(&seconds), "{seconds}");
    world.advance_clock(seconds);
    assert_eq!(
        world.post("/upload-media/presign", presign).await.status,
        200
    );
}

#[tokio::test]
async fn a_daily_cap_names_the_platform_and_how_much_is_used() {
    let world = World::new().await;
    let post = |number: usize| {
        let body = json!({
            "post_type": "image",
            "profile_name": "marea_yoga",
            "platforms": ["tiktok", "instagram"],
            "description": format!("Number {number}"),
            "media_urls": ["https://cdn.example/a.jpg"],
        });
        world.post("/posts", body)
    };
    for number in 0..15 {
        assert_eq!(post(number).await.status, 200, "post {number}");
    }
    let refused = post(15).await;
    let expected = json!({
        "success": false,
        "error": "Post verification failed",
        "violations": [{
            "platform": "tiktok",
            "type": "hard_cap",
            "message": "Daily cap reached for tiktok: 15/15 in last 24h",
            "used_last_24h": 15,
            "cap": 15,
        }],
    });
    assert!(refused.is(429, &expected), "{refused:?}");
    assert!(
        !refused.headers.contains_key("retry-after"),
        "waiting a moment does not help"
    );

    let elsewhere = world.post("/posts", text_post(json!({}))).await;
    assert_eq!(elsewhere.status, 200, "other accounts have their own cap");
    world
        .until_status(&elsewhere.text("post_id"), "completed")
        .await;
    world.advance_clock(24 * 60 * 60 + 5);
    assert_eq!(post(16).await.status, 200, "the next day");
}

#[tokio::test]
async fn requests_without_a_working_key_do_not_count() {
    let world = World::new().await;
    let url = format!("{}/posts", world.sandbox.base_url());
    for _ in 0..150 {
        assert_eq!(answer(world.http.get(&url)).await.status, 401);
    }
    assert_eq!(world.get("/posts").await.status, 200);
}
