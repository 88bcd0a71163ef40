//! The brands of the workspace.

use latchkey_sandbox::Plan;
use serde_json::json;

use crate::support::World;

#[tokio::test]
async fn a_workspace_begins_with_three_brands() {
    let world = World::new().await;
    let listed = world.get("/agency/profiles").await;
    let names: Vec<_> = listed.body["profiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|profile| profile["username"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["lindenhof_cafe", "velo_marten", "marea_yoga"]);
    assert_eq!(
        listed.body["profiles"][1]["social_accounts"]["bluesky"],
        true
    );
    assert_eq!(
        listed.body["profiles"][1]["social_accounts"]["threads"],
        false
    );
}

#[tokio::test]
async fn a_profile_is_created_once_and_deleted_with_its_posts() {
    let world = World::new().await;
    let body = json!({ "username": "new_client", "profile_name": "New Client Inc." });
    let created = world.post("/agency/profiles", body.clone()).await;
    assert_eq!(created.status, 201, "{created:?}");
    assert_eq!(created.body["profile"]["profile_name"], "New Client Inc.");
    let twice = world.post("/agency/profiles", body).await;
    assert!(
        twice.is(409, &json!({ "error": "A profile with this name exists" })),
        "{twice:?}"
    );

    let yoga = world.get("/agency/profiles").await.body["profiles"][2]["id"].clone();
    let path = format!("/agency/profiles/{}", yoga.as_str().unwrap());
    let post = world
        .text_post(json!({ "profile_name": "marea_yoga" }))
        .await;
    let deleted = world.delete(&path).await;
    assert!(deleted.is(
        200,
        &json!({ "success": true, "message": "Profile deleted" })
    ));
    assert_eq!(world.get(&format!("/posts/{post}")).await.status, 404);
    assert!(
        world
            .delete(&path)
            .await
            .is(404, &json!({ "error": "Profile not found" }))
    );
}

#[tokio::test]
async fn user_names_are_lowercase_and_not_too_short() {
    let world = World::new().await;
    for username in [
        json!("ab"),
        json!("Upper"),
        json!("with space"),
        json!("ü__"),
        json!(3),
        json!("a".repeat(65)),
    ] {
        let refused = world
            .post("/agency/profiles", json!({ "username": username }))
            .await;
        assert_eq!(refused.status, 400, "{username}");
    }
    assert_eq!(world.post("/agency/profiles", json!({})).await.status, 400);
}

#[tokio::test]
async fn a_plan_limits_the_number_of_profiles() {
    let world = World::new().await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.plan = Plan::Starter);
    for number in 0..7 {
        let body = json!({ "username": format!("client_{number}") });
        assert_eq!(world.post("/agency/profiles", body).await.status, 201);
    }
    let refused = world
        .post("/agency/profiles", json!({ "username": "one_more" }))
        .await;
    assert!(refused.is(
        403,
        &json!({ "error": "Profile limit reached for your plan" })
    ));
}
