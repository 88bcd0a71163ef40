//! The owner's keys: made, named, ended, and never shown twice.

use std::time::Duration;

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::support::{World, answer};

#[tokio::test]
async fn a_new_key_works_and_is_shown_only_once() {
    let world = World::new().await;
    let created = world
        .owner(
            Method::POST,
            "/keys",
            Some(json!({ "name": "app-production", "reference": "r-1" })),
        )
        .await;
    assert_eq!(created.status, 201, "{created:?}");
    let key = created.text("key");
    assert!(key.starts_with("cdv_") && key.len() == 44);
    assert!(key.chars().skip(4).all(|c| c.is_ascii_alphanumeric()));
    assert_eq!(status_of(&world, &key).await, 200);

    let listed = world.owner(Method::GET, "/keys", None).await;
    let text = listed.body.to_string();
    assert!(!text.contains(&key), "the list shows a whole key");
    let entry = find(&listed.body, &created.text("id"));
    assert_eq!(entry["name"], "app-production");
    assert_eq!(entry["reference"], "r-1");
    assert_eq!(entry["created_at"], created.body["created_at"]);
    assert!(entry["last_used_at"].is_string());
    assert!(entry["revoked_at"].is_null());
    let hint = entry["hint"].as_str().unwrap();
    assert_eq!(hint, format!("cdv_…{}", key.get(40..).unwrap()));
}

#[tokio::test]
async fn names_have_1_to_64_characters_and_may_repeat() {
    let world = World::new().await;
    for name in ["a", "a", &"ü".repeat(64), " padded "] {
        let created = create(&world, json!({ "name": name })).await;
        assert_eq!(created.0, 201, "{name:?}");
    }
    for body in [
        json!({}),
        json!({ "name": "" }),
        json!({ "name": "   " }),
        json!({ "name": "a".repeat(65) }),
        json!({ "name": "line\nbreak" }),
        json!({ "name": 7 }),
        json!({ "name": null }),
        json!({ "name": "a", "reference": "" }),
        json!({ "name": "a", "reference": [1] }),
    ] {
        let refused = create(&world, body.clone()).await;
        assert_eq!(refused.0, 400, "{body}");
    }
    let keys = world.owner(Method::GET, "/keys", None).await;
    assert_eq!(
        keys.body["keys"].as_array().unwrap().len(),
        5,
        "a refused name made a key"
    );
}

#[tokio::test]
async fn a_reference_is_used_once_even_when_asked_twice_at_the_same_time() {
    let world = World::new().await;
    let body = json!({ "name": "a", "reference": "once" });
    let (first, second) = tokio::join!(create(&world, body.clone()), create(&world, body.clone()));
    let mut statuses = [first.0, second.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let third = create(&world, body).await;
    assert_eq!(
        third,
        (409, json!({ "error": "A key with this reference exists" }))
    );
}

#[tokio::test]
async fn a_revoked_key_is_refused_and_leaves_the_list() {
    let world = World::new().await;
    let key = world.sandbox.mint_key("staging").await;
    assert_eq!(status_of(&world, key.secret.expose_secret()).await, 200);

    let path = format!("/keys/{}", key.id);
    let revoked = world.owner(Method::DELETE, &path, None).await;
    assert_eq!(revoked.status, 200);
    assert_eq!(revoked.body["id"], key.id.as_str());
    assert_eq!(status_of(&world, key.secret.expose_secret()).await, 401);

    world.advance_clock(5);
    let again = world.owner(Method::DELETE, &path, None).await;
    assert!(
        again.is(200, &revoked.body),
        "the second answer differs: {again:?}"
    );

    let live = world.owner(Method::GET, "/keys", None).await;
    assert!(find(&live.body, &key.id).is_null());
    let all = world
        .owner(Method::GET, "/keys?include=revoked", None)
        .await;
    assert_eq!(
        find(&all.body, &key.id)["revoked_at"],
        revoked.body["revoked_at"]
    );

    let rename = world
        .owner(Method::PATCH, &path, Some(json!({ "name": "b" })))
        .await;
    assert!(rename.is(404, &json!({ "error": "API key not found" })));
    let unknown = world.owner(Method::DELETE, "/keys/unknown", None).await;
    assert!(unknown.is(404, &json!({ "error": "API key not found" })));
}

#[tokio::test]
async fn a_revocation_can_take_its_time() {
    let world = World::new().await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.revocation_delay_ms = 30_000);
    let key = world.sandbox.mint_key("slow").await;
    let revoked = world
        .owner(Method::DELETE, &format!("/keys/{}", key.id), None)
        .await;
    assert_eq!(revoked.status, 200, "the request is answered at once");
    assert_eq!(
        status_of(&world, key.secret.expose_secret()).await,
        200,
        "it still works"
    );
    world
        .sandbox
        .controls()
        .advance_clock(Duration::from_secs(31));
    assert_eq!(status_of(&world, key.secret.expose_secret()).await, 401);
}

#[tokio::test]
async fn a_key_can_be_renamed() {
    let world = World::new().await;
    let key = world.sandbox.mint_key("old").await;
    let path = format!("/keys/{}", key.id);
    let renamed = world
        .owner(Method::PATCH, &path, Some(json!({ "name": "new" })))
        .await;
    assert_eq!(
        (renamed.status, renamed.text("name")),
        (200, "new".to_owned())
    );
    assert_eq!(status_of(&world, key.secret.expose_secret()).await, 200);
}

#[tokio::test]
async fn keys_do_not_open_the_owners_door_and_the_owner_has_no_key() {
    let world = World::new().await;
    let refused = json!({ "error": "Missing or invalid owner session" });
    let url = format!("{}/keys", world.sandbox.owner_url());
    let with_key = world.http.get(&url).bearer_auth(world.key.expose_secret());
    assert!(answer(with_key).await.is(401, &refused));
    assert!(answer(world.http.get(&url)).await.is(401, &refused));

    let token: SecretString = world.sandbox.owner_token();
    assert_eq!(status_of(&world, token.expose_secret()).await, 401);
}

#[tokio::test]
async fn printing_a_sandbox_shows_no_secret() {
    let world = World::new().await;
    let shown = format!(
        "{:?} {:?}",
        world.sandbox,
        world.sandbox.mint_key("a").await
    );
    for secret in [world.sandbox.owner_token(), world.key] {
        assert!(!shown.contains(secret.expose_secret()), "a secret is shown");
    }
    assert!(!shown.contains("cdv_"));
}

#[tokio::test]
async fn replacing_a_key_ends_those_of_the_same_name_only() {
    let world = World::new().await;
    let old = world.sandbox.mint_key("command-line").await;
    let other = world.sandbox.mint_key("other").await;
    let new = world.sandbox.replace_key("command-line").await;
    assert_eq!(status_of(&world, old.secret.expose_secret()).await, 401);
    assert_eq!(status_of(&world, other.secret.expose_secret()).await, 200);
    assert_eq!(status_of(&world, new.secret.expose_secret()).await, 200);
}

async fn create(world: &World, body: Value) -> (u16, Value) {
    let answer = world.owner(Method::POST, "/keys", Some(body)).await;
    (answer.status, answer.body)
}

async fn status_of(world: &World, key: &str) -> u16 {
    let url = format!("{}/agency/profiles", world.sandbox.base_url());
    answer(world.http.get(url).bearer_auth(key)).await.status
}

fn find<'a>(list: &'a Value, id: &str) -> &'a Value {
    let keys = list["keys"].as_array().unwrap();
    keys.iter()
        .find(|key| key["id"] == id)
        .unwrap_or(&Value::Null)
}
