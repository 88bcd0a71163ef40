//! Managing keys under the owner's session.

use axum::response::Response;
use latchkey_api::CallError;
use latchkey_api::owner::Client;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::double::{self, Double, credential, dressed, token};

async fn world(answer: Response) -> (Double, Client) {
    let double = Double::answering([answer]).await;
    let client = Client::new(&double::http(), &double.base());
    (double, client)
}

fn asked(double: &Double) -> (String, Value) {
    let seen = double.seen().remove(0);
    (
        seen.line,
        serde_json::from_slice(&seen.body).unwrap_or_default(),
    )
}

#[tokio::test]
async fn keys_are_listed_with_what_the_service_says_and_no_more() {
    let (double, client) = world(double::json(
        200,
        json!({ "keys": [
            { "id": "1", "name": "staging", "hint": "cdv_…9f2c", "reference": "r1",
              "created_at": "2026-04-02T10:00:00Z", "last_used_at": null, "new": 1 },
            { "id": "2", "name": "by hand", "created_at": "yesterday" },
        ] }),
    ))
    .await;
    let keys = client.list_keys(&credential()).await.unwrap();
    assert_eq!(asked(&double).0, "GET /v1/keys");
    assert_eq!(keys[0].reference.as_deref(), Some("r1"));
    assert_eq!(
        keys[0].created_at.unwrap().to_rfc3339(),
        "2026-04-02T10:00:00+00:00"
    );
    assert_eq!(keys[0].last_used_at, None);
    assert_eq!(keys[1].created_at, None, "an unreadable moment is unknown");
}

#[tokio::test]
async fn a_created_key_arrives_as_a_secret() {
    let key = token(&credential());
    let (double, client) = world(double::json(
        201,
        json!({ "id": "k1", "name": "staging", "key": key, "reference": "r1",
                "created_at": "2026-04-02T10:00:00Z" }),
    ))
    .await;
    let created = client
        .create_key(&credential(), "staging", "r1")
        .await
        .unwrap();
    let sent = json!({ "name": "staging", "reference": "r1" });
    assert_eq!(asked(&double), ("POST /v1/keys".into(), sent));
    assert!(created.secret.expose_secret() == key, "another key arrived");
    assert!(!format!("{created:?}").contains(&key), "the key leaked");
}

#[tokio::test]
async fn a_reference_that_exists_is_a_conflict_and_creates_nothing() {
    let (_double, client) = world(double::json(409, json!({ "error": "exists" }))).await;
    let error = client
        .create_key(&credential(), "staging", "r1")
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::Conflict), "{error}");
    assert!(!error.outcome_is_unknown());
}

#[tokio::test]
async fn an_unreadable_answer_to_creating_leaves_its_outcome_open() {
    let key = token(&credential());
    for answer in [
        dressed(
            201,
            "application/json",
            format!(r#"{{"id":"k1","key":"{key}"#),
        ),
        double::json(201, json!({ "key": [key] })),
        dressed(201, "text/html", "<h1>Created</h1>"),
        dressed(404, "text/html", "<h1>Not found</h1>"),
    ] {
        let (_double, client) = world(answer).await;
        let error = client
            .create_key(&credential(), "staging", "r1")
            .await
            .unwrap_err();
        assert!(error.outcome_is_unknown(), "{error}");
        assert!(
            !format!("{error} {error:?}").contains(&key),
            "the key leaked"
        );
    }
}

#[tokio::test]
async fn a_key_is_renamed() {
    let (double, client) = world(double::json(200, json!({ "id": "k1", "name": "b" }))).await;
    client.rename_key(&credential(), "k1", "b").await.unwrap();
    assert_eq!(
        asked(&double),
        ("PATCH /v1/keys/k1".into(), json!({ "name": "b" }))
    );
}

#[tokio::test]
async fn renaming_an_unknown_key_fails() {
    let (_double, client) = world(double::json(404, json!({ "error": "no such key" }))).await;
    let error = client
        .rename_key(&credential(), "k1", "b")
        .await
        .unwrap_err();
    assert!(matches!(error, CallError::NotFound), "{error}");
}

#[tokio::test]
async fn ending_a_key_tells_when_the_service_took_note() {
    let body = json!({ "id": "k1", "revoked_at": "2026-04-02T10:00:00.250Z" });
    let (double, client) = world(double::json(200, body)).await;
    let revoked = client.revoke_key(&credential(), "k1").await.unwrap();
    assert_eq!(asked(&double).0, "DELETE /v1/keys/k1");
    assert!(!revoked.already_gone);
    assert_eq!(revoked.at_service.unwrap().timestamp_subsec_millis(), 250);
}

#[tokio::test]
async fn a_key_the_service_does_not_know_is_already_gone() {
    let (_double, client) = world(double::json(404, json!({ "error": "no such key" }))).await;
    assert!(
        client
            .revoke_key(&credential(), "k1")
            .await
            .unwrap()
            .already_gone
    );
}

#[tokio::test]
async fn a_page_that_says_not_found_does_not_make_a_key_gone() {
    let (_double, client) = world(dressed(404, "text/html", "<h1>Not found</h1>")).await;
    let error = client.revoke_key(&credential(), "k1").await.unwrap_err();
    assert!(matches!(error, CallError::NotThisService { .. }), "{error}");
}

#[tokio::test]
async fn an_ended_owner_session_is_refused() {
    let (_double, client) = world(double::json(401, json!({ "error": "Unauthorized" }))).await;
    assert!(
        client
            .list_keys(&credential())
            .await
            .unwrap_err()
            .is_positive_refusal()
    );
}
