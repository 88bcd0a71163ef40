//! Creating and listing posts.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, image_post, text_post};

#[tokio::test]
async fn each_kind_of_post_is_accepted() {
    let world = World::new().await;
    for body in [
        text_post(json!({ "platforms": ["x", "facebook", "linkedin", "bluesky"] })),
        image_post(json!({ "platforms": ["instagram", "facebook", "threads"] })),
        text_post(json!({
            "post_type": "video",
            "description": "Six minutes along the river.",
            "platforms": ["youtube", "instagram"],
            "media_urls": ["https://cdn.example/ride.mp4"],
            "title": "Sunday ride",
            "youtube_tags": ["bike", "ride"],
            "youtube_privacy_status": "unlisted",
        })),
        text_post(json!({
            "post_type": "document",
            "description": "What a fleet of ten costs.",
            "platforms": ["linkedin"],
            "media_urls": ["https://cdn.example/fleet.pdf"],
        })),
    ] {
        let created = world.post("/posts", body.clone()).await;
        let expected = json!({
            "message": "Post successfully queued for immediate delivery.",
            "post_id": created.body["post_id"],
            "destinations_count": body["platforms"].as_array().unwrap().len(),
            "received_type": body["post_type"],
            "is_immediate": true,
        });
        assert!(created.is(200, &expected), "{created:?}");
        let shown = world
            .get(&format!("/posts/{}", created.text("post_id")))
            .await;
        assert_eq!(shown.body["post"]["post_type"], body["post_type"]);
    }
}

#[tokio::test]
async fn a_post_for_later_is_scheduled() {
    let world = World::new().await;
    let date = world.in_minutes(90);
    let created = world
        .post("/posts", text_post(json!({ "scheduled_date": date })))
        .await;
    assert_eq!(
        (created.status, &created.body["is_immediate"]),
        (202, &json!(false))
    );
    let shown = world
        .get(&format!("/posts/{}", created.text("post_id")))
        .await;
    assert_eq!(shown.body["post"]["status"], "scheduled");
    assert_eq!(shown.body["post"]["scheduled_date"], date.as_str());
    assert_eq!(shown.body["destinations"][0]["status"], "pending");
}

#[tokio::test]
async fn the_same_text_again_is_warned_about_and_still_posted() {
    let world = World::new().await;
    let first = world
        .text_post(json!({ "scheduled_date": world.in_minutes(600) }))
        .await;
    let again = text_post(json!({ "description": "the WORKSHOP is  open until six." }));
    let warned = world.post("/posts", again.clone()).await;
    assert_eq!(warned.status, 200);
    assert_eq!(warned.body["warnings"][0]["type"], "duplicate");
    assert_eq!(warned.body["warnings"][0]["post_id"], first.as_str());
    world.advance_clock(48 * 60 * 60 + 1);
    assert!(
        world.post("/posts", again).await.body["warnings"].is_null(),
        "after 48 hours"
    );
}

#[tokio::test]
async fn auto_truncate_shortens_for_each_platform_alone() {
    let world = World::new().await;
    let text = "word ".repeat(80);
    let images: Vec<String> = (0..6)
        .map(|n| format!("https://cdn.example/{n}.jpg"))
        .collect();
    let body = image_post(json!({
        "profile_name": "Velo Marten",
        "platforms": ["x", "facebook"],
        "description": text,
        "media_urls": images,
        "auto_truncate": true,
    }));
    let created = world.post("/posts", body).await;
    assert_eq!(created.status, 200, "{created:?}");
    let shown = world
        .get(&format!("/posts/{}", created.text("post_id")))
        .await;
    assert_eq!(
        shown.body["post"]["description"],
        text.as_str(),
        "the post itself keeps all"
    );
    let on_x = &shown.body["destinations"][0]["override_data"];
    assert!(on_x["x_text"].as_str().unwrap().len() <= 280);
    assert_eq!(on_x["x_media_urls"].as_array().unwrap().len(), 4);
    assert_eq!(
        shown.body["destinations"][1]["override_data"],
        json!({}),
        "it fits facebook"
    );
}

#[tokio::test]
async fn overrides_are_kept_and_win_over_the_common_text() {
    let world = World::new().await;
    let body = text_post(json!({
        "platforms": ["x", "linkedin"],
        "description": "a".repeat(400),
        "x_text": "short",
        "linkedin_visibility": "CONNECTIONS",
    }));
    let id = world.post("/posts", body).await.text("post_id");
    let shown = world.get(&format!("/posts/{id}")).await;
    let overrides: Vec<&Value> = shown.body["destinations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|destination| &destination["override_data"])
        .collect();
    assert_eq!(
        overrides,
        [
            &json!({ "x_text": "short" }),
            &json!({ "linkedin_visibility": "CONNECTIONS" })
        ]
    );
}

#[tokio::test]
async fn a_profile_is_meant_by_either_name_and_a_platform_counts_once() {
    let world = World::new().await;
    for name in ["Lindenhof Café", "lindenhof_cafe"] {
        let body = text_post(json!({ "profile_name": name, "platforms": ["threads", "threads"] }));
        let created = world.post("/posts", body).await;
        assert_eq!(created.body["destinations_count"], 1, "{created:?}");
    }
    let listed = world.get("/posts?profile_name=Lindenhof%20Caf%C3%A9").await;
    assert_eq!(listed.body["total"], 2);
}

#[tokio::test]
async fn lists_are_filtered_and_paged_newest_first() {
    let world = World::new().await;
    for number in 0..5 {
        let later = world.in_minutes(60 + number);
        let changes = json!({ "description": number.to_string(), "scheduled_date": later });
        world.text_post(changes).await;
        world.advance_clock(1);
    }
    world
        .text_post(json!({ "profile_name": "marea_yoga" }))
        .await;

    let texts = |answer: &Value| -> Vec<String> {
        let posts = answer["posts"].as_array().unwrap();
        posts
            .iter()
            .map(|post| post["description"].as_str().unwrap().to_owned())
            .collect()
    };
    let page = world
        .get("/posts?status=scheduled&profile_name=velo_marten&limit=2&offset=1")
        .await;
    assert_eq!(texts(&page.body), ["3", "2"]);
    assert_eq!(page.body["total"], 5);
    assert_eq!(
        (&page.body["limit"], &page.body["offset"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        world.get("/posts?status=scheduled&offset=99").await.body["posts"],
        json!([])
    );
    assert_eq!(world.get("/posts?limit=5000").await.body["limit"], 100);
    assert_eq!(world.get("/posts").await.body["total"], 6);
    assert_eq!(
        world.get("/posts?profile_name=nobody").await.body["total"],
        0
    );
    for query in [
        "limit=0",
        "limit=-1",
        "limit=many",
        "offset=-1",
        "status=published",
        "status=",
    ] {
        let refused = world
            .v1(Method::GET, &format!("/posts?{query}"), None)
            .await;
        assert_eq!(refused.status, 400, "{query}");
    }
}

#[tokio::test]
async fn a_long_past_is_listed_to_its_end() {
    let world = World::new().await;
    world.sandbox.fill(1_230).await;
    let mut ids = std::collections::HashSet::new();
    for offset in (0..1_300).step_by(100) {
        let page = world
            .get(&format!("/posts?limit=100&offset={offset}"))
            .await;
        assert_eq!(page.body["total"], 1_230);
        let posts = page.body["posts"].as_array().unwrap();
        ids.extend(
            posts
                .iter()
                .map(|post| post["id"].as_str().unwrap().to_owned()),
        );
    }
    assert_eq!(ids.len(), 1_230);
    let mut of_profiles = 0;
    for name in ["lindenhof_cafe", "velo_marten", "marea_yoga"] {
        let page = world
            .get(&format!("/posts?profile_name={name}&limit=1"))
            .await;
        assert!(page.body["total"].as_u64().unwrap() > 300, "{name}");
        of_profiles += page.body["total"].as_u64().unwrap();
    }
    assert_eq!(of_profiles, 1_230);
}
