//! Posts that are refused, and why.

use serde_json::{Value, json};

use crate::support::{World, image_post, text_post};

#[tokio::test]
async fn what_the_platforms_refuse_is_refused() {
    let world = World::new().await;
    let many = |count: usize| -> Vec<String> {
        (0..count)
            .map(|number| format!("https://cdn.example/{number}.jpg"))
            .collect()
    };
    let pinterest = json!({ "platforms": ["pinterest"] });
    for (body, field, platform) in [
        (
            text_post(json!({ "description": "a".repeat(281) })),
            "description",
            json!("x"),
        ),
        (
            text_post(json!({ "description": "長".repeat(141) })),
            "description",
            json!("x"),
        ),
        (
            text_post(json!({ "platforms": ["bluesky"], "description": "a".repeat(301) })),
            "description",
            json!("bluesky"),
        ),
        (
            text_post(json!({ "description": null })),
            "description",
            Value::Null,
        ),
        (
            text_post(json!({ "description": " \n" })),
            "description",
            Value::Null,
        ),
        (
            text_post(json!({ "platforms": ["instagram"] })),
            "post_type",
            json!("instagram"),
        ),
        (
            text_post(json!({ "platforms": ["x", "youtube"] })),
            "post_type",
            json!("youtube"),
        ),
        (
            text_post(json!({ "media_urls": many(1) })),
            "media_urls",
            Value::Null,
        ),
        (
            image_post(json!({ "media_urls": [] })),
            "media_urls",
            Value::Null,
        ),
        (
            image_post(json!({ "media_urls": many(11) })),
            "media_urls",
            json!("instagram"),
        ),
        (
            image_post(pinterest),
            "pinterest_board_id",
            json!("pinterest"),
        ),
        (
            image_post(json!({ "media_urls": ["https://cdn.example/a.gif"] })),
            "media_urls",
            json!("instagram"),
        ),
        (
            image_post(json!({ "media_urls": ["https://cdn.example/a.mp4?x=.jpg"] })),
            "media_urls",
            json!("instagram"),
        ),
        (
            image_post(json!({ "first_comment": "a".repeat(2_197) })),
            "first_comment",
            json!("instagram"),
        ),
        (
            text_post(json!({
                "post_type": "video",
                "platforms": ["youtube"],
                "media_urls": ["https://cdn.example/a.mp4"],
                "title": "a".repeat(101),
            })),
            "title",
            json!("youtube"),
        ),
        (
            text_post(json!({
                "post_type": "video", "platforms": ["bluesky"],
                "media_urls": ["https://cdn.example/a.mp4"],
            })),
            "post_type",
            json!("bluesky"),
        ),
    ] {
        let refused = world.post("/posts", body.clone()).await;
        assert_eq!(refused.status, 400, "{body}");
        let problem = &refused.body["details"][0];
        assert_eq!(problem["field"], field, "{body}: {refused:?}");
        assert_eq!(
            problem.get("platform").unwrap_or(&Value::Null),
            &platform,
            "{refused:?}"
        );
        assert_eq!(problem["message"], refused.body["error"]);
    }
    assert_eq!(
        world.get("/posts").await.body["total"],
        0,
        "a refused post was kept"
    );
}

#[tokio::test]
async fn a_form_that_is_wrong_is_refused_with_a_sentence() {
    let world = World::new().await;
    for (changes, message) in [
        (
            json!({ "post_type": "reel" }),
            "post_type must be text, image, video or document",
        ),
        (json!({ "post_type": null }), "post_type is required"),
        (json!({ "profile_name": null }), "profile_name is required"),
        (
            json!({ "platforms": [] }),
            "platforms must be a non-empty array",
        ),
        (
            json!({ "platforms": "x" }),
            "platforms must be a non-empty array",
        ),
        (
            json!({ "platforms": ["snapchat"] }),
            "Unsupported platform: \"snapchat\"",
        ),
        (json!({ "platforms": [7] }), "Unsupported platform: 7"),
        (json!({ "description": 7 }), "description must be a string"),
        (
            json!({ "auto_truncate": "yes" }),
            "auto_truncate must be true or false",
        ),
        (
            json!({ "media_urls": ["ftp://a.b/c"] }),
            "media_urls must be an array of https URLs",
        ),
        (
            json!({ "platforms": ["threads"] }),
            "platform not connected for profile: threads",
        ),
        (
            json!({ "x_reply_settings": "everyone" }),
            "x_reply_settings must be one of following, mentionedUsers",
        ),
        (
            json!({ "platforms": ["instagram"], "instagram_collaborators": ["@plum"] }),
            "instagram_collaborators must be a comma-separated string of at most 3",
        ),
        (
            json!({ "platforms": ["instagram"], "instagram_user_tags": ["@plum"] }),
            "instagram_user_tags must be a comma-separated string",
        ),
    ] {
        let refused = world.post("/posts", text_post(changes.clone())).await;
        assert!(
            refused.is(400, &json!({ "error": message })),
            "{changes}: {refused:?}"
        );
    }
    let ignored = text_post(json!({ "instagram_media_type": 5, "unknown": { "a": [] } }));
    assert_eq!(
        world.post("/posts", ignored).await.status,
        200,
        "not for a targeted platform"
    );
}

#[tokio::test]
async fn only_future_utc_dates_within_a_year_are_taken() {
    let world = World::new().await;
    let year = 365 * 24 * 60;
    for (date, message) in [
        (
            "2030-01-01T09:00:00".to_owned(),
            "must be an ISO-8601 UTC time",
        ),
        (
            "2030-01-01T09:00:00+01:00".to_owned(),
            "must be an ISO-8601 UTC time",
        ),
        ("soon".to_owned(), "must be an ISO-8601 UTC time"),
        (String::new(), "must be an ISO-8601 UTC time"),
        ("2020-01-01T09:00:00Z".to_owned(), "in the past"),
        (world.in_minutes(0), "in the past"),
        (world.in_minutes(year + 2), "within 365 days"),
    ] {
        let refused = world
            .post("/posts", text_post(json!({ "scheduled_date": date })))
            .await;
        assert_eq!(refused.status, 400, "{date}");
        assert!(
            refused.text("error").contains(message),
            "{date}: {refused:?}"
        );
    }
    for minutes in [1, year - 1] {
        let date = world.in_minutes(minutes);
        let taken = world
            .post("/posts", text_post(json!({ "scheduled_date": date })))
            .await;
        assert_eq!(taken.status, 202, "{minutes}");
    }
    for both in [
        json!({ "scheduled_date": world.in_minutes(5), "add_to_queue": true }),
        json!({ "scheduled_date": world.in_minutes(5), "schedule_best_time": true }),
        json!({ "add_to_queue": true, "schedule_best_time": true }),
    ] {
        let refused = world.post("/posts", text_post(both)).await;
        assert!(
            refused.text("error").contains("cannot be combined"),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn banned_hashtags_are_named() {
    let world = World::new().await;
    let body = image_post(json!({
        "platforms": ["instagram", "facebook", "threads"],
        "description": "Cake #cake #F4F #followforfollowers",
    }));
    let refused = world.post("/posts", body).await;
    let violation = |platform: &str| {
        json!({
            "platform": platform,
            "type": "banned_hashtag",
            "message": format!("Hashtag #f4f is banned on {platform}"),
            "hashtag": "#f4f",
        })
    };
    let expected = json!({
        "error": "Post verification failed",
        "violations": [violation("instagram"), violation("facebook"), violation("threads")],
    });
    assert!(refused.is(400, &expected), "{refused:?}");
    let on_x = text_post(json!({ "description": "#f4f" }));
    assert_eq!(world.post("/posts", on_x).await.status, 200, "x bans none");
}
