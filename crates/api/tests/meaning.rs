//! What each answer means, seen through `check_key`.

use axum::body::Body;
use axum::response::Response;
use latchkey_api::codivupload::{Alive, Client};
use latchkey_api::{CallError, NotThisService, Violation};
use serde_json::json;

use crate::double::{self, Double, credential, dressed, token};

async fn check(answer: Response) -> Result<Alive, CallError> {
    let double = Double::answering([answer]).await;
    Client::new(&double::http(), &double.base())
        .check_key(&credential())
        .await
}

async fn wrong_service(answer: Response) -> Option<NotThisService> {
    match check(answer).await {
        Err(CallError::NotThisService { why }) => Some(why),
        _ => None,
    }
}

fn profile(workspace: &str) -> serde_json::Value {
    json!({ "id": "p", "workspace_id": workspace, "profile_name": "Brand", "username": "brand",
            "created_by": null, "social_accounts": { "x": true, "tiktok": false } })
}

#[tokio::test]
async fn a_working_key_is_alive_and_names_its_workspace() {
    let double = Double::answering([double::json(
        200,
        json!({ "success": true, "profiles": [profile("w1"), profile("w1")] }),
    )])
    .await;
    let credential = credential();
    let client = Client::new(&double::http(), &double.base());
    let alive = client.check_key(&credential).await.unwrap();

    assert_eq!(alive.workspace_id.as_deref(), Some("w1"));
    assert_eq!(alive.profiles[0].profile_name, "Brand");
    assert!(alive.profiles[0].social_accounts["x"]);
    let [seen] = &double.seen()[..] else {
        panic!("one request")
    };
    assert_eq!(seen.line, "GET /v1/agency/profiles");
    assert_eq!(
        seen.authorization.as_deref(),
        credential.authorization.to_str().ok()
    );
    assert!(
        seen.user_agent.starts_with("Latchkey/"),
        "{}",
        seen.user_agent
    );
}

#[tokio::test]
async fn a_workspace_without_profiles_or_with_sparse_ones_is_alive_too() {
    let empty = check(double::json(200, json!({ "profiles": [] })))
        .await
        .unwrap();
    assert_eq!(
        empty.workspace_id, None,
        "the service names it only in a profile"
    );

    let sparse = json!({ "profiles": [{ "id": "p", "profile_name": "B", "social_accounts": null,
                                        "a_field_of_next_year": [1] }] });
    assert_eq!(
        check(double::json(200, sparse))
            .await
            .unwrap()
            .profiles
            .len(),
        1
    );

    let torn = json!({ "profiles": [profile("w1"), profile("w2")] });
    assert_eq!(
        check(double::json(200, torn)).await.unwrap().workspace_id,
        None
    );
}

#[tokio::test]
async fn the_services_own_401_is_a_refusal_of_that_key() {
    let before = chrono::Utc::now();
    let error = check(double::json(401, json!({ "error": "Invalid API key" })))
        .await
        .unwrap_err();
    assert!(error.is_positive_refusal());
    assert!(!error.outcome_is_unknown());
    let CallError::Refused(refusal) = error else {
        panic!("{error}")
    };
    assert_eq!(refusal.status(), 401);
    assert_eq!(refusal.budget(), "a fingerprint");
    assert!(refusal.at() >= before && !refusal.took().is_zero());
}

#[tokio::test]
async fn a_401_of_anybody_else_refuses_nothing() {
    for answer in [
        dressed(401, "text/html", "<h1>Sign in to the hotel's network</h1>"),
        dressed(401, "text/plain", r#"{"error":"Invalid API key"}"#),
        dressed(401, "application/json", ""),
        double::json(401, json!({ "message": "No API key found in request" })),
        double::json(401, json!({ "error": { "code": 401 } })),
        double::json(401, json!("Unauthorized")),
        double::json(401, json!(["Unauthorized", null, null])),
        Response::builder().status(401).body(Body::empty()).unwrap(),
    ] {
        let shown = format!("{answer:?}");
        let error = check(answer).await.unwrap_err();
        assert!(
            matches!(error, CallError::NotThisService { .. }),
            "{shown}: {error}"
        );
        assert!(!error.is_positive_refusal());
    }
}

#[tokio::test]
async fn a_plan_that_is_too_low_is_told_with_both_plans() {
    let body = json!({ "error": "This feature requires the Starter plan or above.",
        "required_tier": "starter", "current_tier": "free", "upgrade_url": "/dashboard" });
    let error = check(double::json(403, body)).await.unwrap_err();
    let CallError::PlanTooLow { required, current } = error else {
        panic!("{error}")
    };
    assert_eq!((required.as_str(), current.as_str()), ("starter", "free"));

    let other = check(double::json(
        403,
        json!({ "error": "Insufficient permissions" }),
    ))
    .await;
    assert!(matches!(other, Err(CallError::Forbidden)));
}

#[tokio::test]
async fn the_two_limits_that_share_a_status_are_told_apart() {
    let body = json!({ "success": false, "error": "Post verification failed", "violations": [
        { "platform": "instagram", "type": "hard_cap", "message": "Daily cap reached",
          "used_last_24h": 50, "cap": 50 },
        "something of next year" ] });
    let error = check(double::json(429, body)).await.unwrap_err();
    let CallError::DailyCap { violations } = error else {
        panic!("{error}")
    };
    let first = Violation {
        platform: Some("instagram".into()),
        message: Some("Daily cap reached".into()),
        used_last_24h: Some(50),
        cap: Some(50),
    };
    assert_eq!(violations[0], first);
    assert_eq!(violations.len(), 2, "what cannot be read still counts");

    let mut limited = double::json(429, json!({ "error": "…", "code": "RATE_LIMIT_EXCEEDED" }));
    limited
        .headers_mut()
        .insert("retry-after", "42".parse().unwrap());
    let error = check(limited).await.unwrap_err();
    let CallError::RateLimited { retry_after } = error else {
        panic!("{error}")
    };
    assert_eq!(retry_after.as_secs(), 42);

    let bare = check(dressed(429, "text/html", "slow down")).await;
    assert!(
        matches!(bare, Err(CallError::RateLimited { .. })),
        "whoever asks, waiting is right"
    );
}

#[tokio::test]
async fn another_service_is_recognised() {
    let page = || dressed(200, "text/html; charset=utf-8", "<!doctype html>");
    assert_eq!(wrong_service(page()).await, Some(NotThisService::Html));
    let lost = dressed(404, "text/html", "<h1>Not found</h1>");
    assert_eq!(wrong_service(lost).await, Some(NotThisService::Html));
    let other = double::json(200, json!({ "name": "another API", "version": 3 }));
    assert_eq!(wrong_service(other).await, Some(NotThisService::WrongShape));
    let torn = dressed(200, "application/json", r#"{"profiles":[{"id":"#);
    assert_eq!(wrong_service(torn).await, Some(NotThisService::NotJson));
    let deep = dressed(
        200,
        "application/json",
        format!(r#"{{"x":{}"#, "[".repeat(50_000)),
    );
    assert_eq!(wrong_service(deep).await, Some(NotThisService::NotJson));
    let no_route = double::json(404, json!({ "error": "Not found" }));
    assert_eq!(
        wrong_service(no_route).await,
        Some(NotThisService::NoSuchRoute)
    );
}

#[tokio::test]
async fn trouble_at_the_service_says_nothing_about_the_key() {
    for status in [408, 500, 502, 503, 599] {
        let error = check(dressed(status, "text/html", "<h1>Oops</h1>"))
            .await
            .unwrap_err();
        assert!(
            matches!(error, CallError::ServerTrouble { status: s } if s == status),
            "{error}"
        );
        assert!(error.outcome_is_unknown() && !error.is_positive_refusal());
    }
}

#[tokio::test]
async fn the_services_words_are_cut_cleaned_and_stripped_of_the_key() {
    let credential = credential();
    let key = token(&credential);
    let hostile = format!(
        "Key {key} is\u{1b}[31m\r\n \u{202e}wrong. {}",
        "long ".repeat(500)
    );
    let double = Double::answering([double::json(400, json!({ "error": hostile }))]).await;
    let client = Client::new(&double::http(), &double.base());
    let error = client.check_key(&credential).await.unwrap_err();

    assert!(
        !format!("{error} {error:?} {credential:?}").contains(&key),
        "the key leaked"
    );
    let CallError::BadRequest { message, .. } = error else {
        panic!("{error}")
    };
    assert!(
        message.starts_with("Key … is[31m wrong. long"),
        "{message:?}"
    );
    assert_eq!(message.chars().count(), 300);
}

#[tokio::test]
async fn a_refusal_names_each_reason_with_its_platform() {
    let hashtags = json!({ "error": "Post verification failed", "violations": [
        { "platform": "instagram", "type": "banned_hashtag", "hashtag": "#f4f",
          "message": "Hashtag #f4f is banned on instagram" },
        { "platform": "threads", "hashtag": "#f4f" },
        { "of": "next year" } ] });
    let fields = json!({ "error": "Validation failed", "details": [
        { "field": "title", "message": "A title is needed" }, "Nothing to say" ] });
    let said = async |body| match check(double::json(400, body)).await {
        Err(CallError::BadRequest { reasons, .. }) => reasons
            .into_iter()
            .map(|reason| (reason.platform, reason.message.unwrap()))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let pair =
        |platform: Option<&str>, message: &str| (platform.map(str::to_owned), message.to_owned());
    assert_eq!(
        said(hashtags).await,
        [
            pair(Some("instagram"), "Hashtag #f4f is banned on instagram"),
            pair(Some("threads"), "#f4f"),
        ]
    );
    assert_eq!(
        said(fields).await,
        [
            pair(None, "A title is needed"),
            pair(None, "Nothing to say")
        ]
    );
    assert_eq!(
        said(json!({ "error": "No", "details": { "a": 1 } })).await,
        []
    );
    let many = json!({ "error": "No", "details": vec!["again"; 1_000] });
    assert_eq!(said(many).await.len(), 8, "and no more than a person reads");
}
