//! What goes wrong on request goes wrong for real.

use std::time::{Duration, Instant};

use latchkey_sandbox::{Fault, FaultKind};
use reqwest::Method;
use secrecy::ExposeSecret;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{World, answer};

#[tokio::test]
async fn a_cut_connection_gives_not_a_single_byte() {
    let world = World::new().await;
    let port = world.sandbox.base_url().port().unwrap();
    for kind in [FaultKind::CutBefore, FaultKind::CutAfter] {
        world.sandbox.faults().add(Fault::next(kind.clone()));
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let request = format!(
            "GET /v1/posts HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {}\r\n\r\n",
            world.key.expose_secret()
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = Vec::new();
        // An error is a reset, which is as good as an end.
        let _ = stream.read_to_end(&mut reply).await;
        assert!(
            reply.is_empty(),
            "{kind:?}: {}",
            String::from_utf8_lossy(&reply)
        );
    }
    assert_eq!(
        world.get("/posts").await.status,
        200,
        "the faults are used up"
    );
}

#[tokio::test]
async fn a_cut_before_does_nothing_and_a_cut_after_has_done_everything() {
    let world = World::new().await;
    for (kind, made) in [(FaultKind::CutBefore, 0), (FaultKind::CutAfter, 1)] {
        world
            .sandbox
            .faults()
            .add(Fault::on(kind.clone(), "POST", "/owner/keys"));
        let url = format!("{}/keys", world.sandbox.owner_url());
        let token = world.sandbox.owner_token();
        let body = json!({ "name": "lost", "reference": format!("{kind:?}") });
        let request = world
            .http
            .post(url)
            .bearer_auth(token.expose_secret())
            .json(&body);
        assert!(request.send().await.is_err(), "{kind:?} was answered");
        let keys = world.owner(Method::GET, "/keys", None).await;
        let lost = keys.body["keys"].as_array().unwrap().iter();
        let lost = lost.filter(|key| key["reference"] == format!("{kind:?}"));
        assert_eq!(lost.count(), made, "{kind:?}");
    }
}

#[tokio::test]
async fn broken_json_is_half_of_a_real_answer() {
    let world = World::new().await;
    world
        .sandbox
        .faults()
        .add(Fault::next(FaultKind::BrokenJson));
    let response = world
        .request(Method::GET, "/agency/profiles")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let text = response.text().await.unwrap();
    assert!(text.starts_with("{\"profiles\":"));
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_err());
}

#[tokio::test]
async fn the_other_faults_answer_like_a_tired_server() {
    let world = World::new().await;
    let faults = world.sandbox.faults();
    faults.add(Fault::next(FaultKind::RateLimited { retry_after: 42 }));
    let limited = world.get("/posts").await;
    let expected = json!({
        "error": "Rate limit exceeded. Try again in 42 seconds.",
        "code": "RATE_LIMIT_EXCEEDED",
    });
    assert!(limited.is(429, &expected), "{limited:?}");
    assert_eq!(limited.headers["retry-after"], "42");

    faults.add(Fault::next(FaultKind::ServerError));
    let failed = answer(world.request(Method::GET, "/posts")).await;
    assert!(
        failed.is(500, &json!({ "error": "Internal server error" })),
        "{failed:?}"
    );

    faults.add(Fault::next(FaultKind::Slow { ms: 80 }));
    let started = Instant::now();
    assert_eq!(world.get("/posts").await.status, 200);
    assert!(started.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn a_slow_request_is_handled_even_when_its_caller_gives_up() {
    let world = World::new().await;
    world
        .sandbox
        .faults()
        .add(Fault::next(FaultKind::Slow { ms: 100 }));
    let url = format!("{}/keys", world.sandbox.owner_url());
    let token = world.sandbox.owner_token();
    let request = world.http.post(url).bearer_auth(token.expose_secret());
    let request = request
        .json(&json!({ "name": "late" }))
        .timeout(Duration::from_millis(20));
    assert!(request.send().await.is_err_and(|error| error.is_timeout()));
    for _ in 0..500 {
        let keys = world.owner(Method::GET, "/keys", None).await;
        if keys.body["keys"]
            .as_array()
            .unwrap()
            .iter()
            .any(|key| key["name"] == "late")
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    panic!("the key was never made");
}

#[tokio::test]
async fn faults_are_set_and_forgotten_over_http_and_never_hit_their_own_route() {
    let world = World::new().await;
    let fault = json!({ "kind": "server_error", "times": 3, "method": "GET", "path": "/v1" });
    let set = world.owner(Method::POST, "/faults", Some(fault)).await;
    assert_eq!(set.status, 201, "{set:?}");
    world
        .owner(
            Method::POST,
            "/faults",
            Some(json!({ "kind": "cut_before", "times": 100 })),
        )
        .await;
    let listed = world.owner(Method::GET, "/faults", None).await;
    assert_eq!(listed.body["faults"].as_array().unwrap().len(), 2);
    assert_eq!(
        answer(world.request(Method::GET, "/posts")).await.status,
        500
    );
    assert_eq!(world.sandbox.faults().list()[0].times, 2);

    let cleared = world.owner(Method::DELETE, "/faults", None).await;
    assert!(cleared.is(200, &json!({ "faults": [] })));
    assert_eq!(world.get("/posts").await.status, 200);
    for wrong in [
        json!({ "kind": "fire" }),
        json!({}),
        json!({ "kind": "slow" }),
        json!([]),
    ] {
        let refused = world
            .owner(Method::POST, "/faults", Some(wrong.clone()))
            .await;
        assert_eq!(refused.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn controls_move_over_http() {
    let world = World::new().await;
    let changes = json!({ "revocation_delay_ms": 500, "failing_platforms": ["x"] });
    let moved = world.owner(Method::PATCH, "/controls", Some(changes)).await;
    assert_eq!(moved.status, 200, "{moved:?}");
    assert_eq!(world.sandbox.controls().get().revocation_delay_ms, 500);
    let shown = world.owner(Method::GET, "/controls", None).await;
    assert!(shown.is(200, &moved.body));
    assert_eq!(shown.body["plan"], "pro", "what was not named stays");
    for wrong in [
        json!({ "plan": "gold" }),
        json!({ "speed": 1 }),
        json!({ "publishing_ms": -1 }),
    ] {
        let refused = world
            .owner(Method::PATCH, "/controls", Some(wrong.clone()))
            .await;
        assert_eq!(refused.status, 400, "{wrong}");
    }
    assert_eq!(
        world.owner(Method::GET, "/controls", None).await.body,
        shown.body
    );
}

#[tokio::test]
async fn no_control_makes_times_overflow() {
    let world = World::new().await;
    let far = json!({ "clock_ahead_ms": u64::MAX, "revocation_delay_ms": u64::MAX });
    assert_eq!(
        world
            .owner(Method::PATCH, "/controls", Some(far))
            .await
            .status,
        200
    );
    world.text_post(json!({ "add_to_queue": true })).await;
    let key = world.sandbox.mint_key("far").await;
    let ended = world
        .owner(Method::DELETE, &format!("/keys/{}", key.id), None)
        .await;
    assert_eq!(ended.status, 200, "{ended:?}");
}
