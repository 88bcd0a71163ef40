//! Too many requests, and asking again.

use std::time::{Duration, Instant};

use axum::response::Response;
use latchkey_api::{CallError, Credential, codivupload, owner};
use serde_json::json;

use crate::double::{self, Double, after_the_request, credential, dressed};

fn keys() -> Response {
    double::json(200, json!({ "keys": [] }))
}

fn limited(retry_after: &str) -> Response {
    let mut response = double::json(429, json!({ "error": "Rate limit exceeded" }));
    response
        .headers_mut()
        .insert("retry-after", retry_after.parse().unwrap());
    response
}

#[tokio::test]
async fn reading_is_tried_three_times() {
    let trouble = || dressed(503, "text/html", "");
    let double = Double::answering([trouble(), trouble(), keys()]).await;
    let client = owner::Client::new(&double::http(), &double.base());
    assert!(client.list_keys(&credential()).await.is_ok());

    let double = Double::answering([trouble(), trouble(), trouble()]).await;
    let client = owner::Client::new(&double::http(), &double.base());
    let error = client.list_keys(&credential()).await.unwrap_err();
    assert!(
        matches!(error, CallError::ServerTrouble { status: 503 }),
        "{error}"
    );
    assert_eq!(double.seen().len(), 3);
}

#[tokio::test]
async fn a_check_is_tried_once() {
    let double = Double::answering([dressed(503, "text/html", "")]).await;
    let client = codivupload::Client::new(&double::http(), &double.base());
    assert!(client.check_key(&credential()).await.is_err());
    assert_eq!(double.seen().len(), 1);
}

#[tokio::test]
async fn a_write_is_never_repeated() {
    let double = Double::answering((0..3).map(|_| dressed(503, "text/html", ""))).await;
    let client = owner::Client::new(&double::http(), &double.base());
    let owner = credential();
    assert!(
        client
            .create_key(&owner, "a", "r")
            .await
            .unwrap_err()
            .outcome_is_unknown()
    );
    assert!(
        client
            .rename_key(&owner, "k", "b")
            .await
            .unwrap_err()
            .outcome_is_unknown()
    );
    assert!(
        client
            .revoke_key(&owner, "k")
            .await
            .unwrap_err()
            .outcome_is_unknown()
    );
    assert_eq!(double.seen().len(), 3, "one request for each");
}

#[tokio::test]
async fn a_write_on_a_cut_connection_is_never_repeated() {
    let (arrived, mut requests) = tokio::sync::mpsc::unbounded_channel();
    let base = after_the_request(move |stream| {
        arrived.send(()).unwrap();
        async move { drop(stream) }
    })
    .await;
    let client = owner::Client::new(&double::http(), &base);
    assert!(
        client
            .create_key(&credential(), "a", "r")
            .await
            .unwrap_err()
            .outcome_is_unknown()
    );
    assert!(requests.try_recv().is_ok());
    assert!(requests.try_recv().is_err(), "a second request arrived");
}

#[tokio::test]
async fn a_pause_the_service_asks_for_is_kept() {
    let double = Double::answering([limited("1"), keys()]).await;
    let client = owner::Client::new(&double::http(), &double.base());
    let start = Instant::now();
    assert!(client.list_keys(&credential()).await.is_ok());
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_hostile_pause_is_reported_and_concerns_one_key_only() {
    let double = Double::answering([limited("9999999999"), keys()]).await;
    let client = owner::Client::new(&double::http(), &double.base());
    let owner = credential();
    for _ in 0..2 {
        let error = client.list_keys(&owner).await.unwrap_err();
        let CallError::RateLimited { retry_after } = error else {
            panic!("{error}")
        };
        let about_an_hour = Duration::from_secs(3_590)..=Duration::from_secs(3_600);
        assert!(about_an_hour.contains(&retry_after), "{retry_after:?}");
    }
    assert_eq!(
        double.seen().len(),
        1,
        "the second call did not bother the service"
    );

    let another = Credential {
        budget: "another fingerprint".into(),
        ..owner
    };
    assert!(client.list_keys(&another).await.is_ok());
}
