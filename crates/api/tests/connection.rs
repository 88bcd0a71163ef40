//! What the network does to a call, and the limits of an exchange.

use std::time::Duration;

use latchkey_api::codivupload::Client;
use latchkey_api::{BaseUrl, CallError, NotThisService, Sent, Unreachable};
use serde_json::json;
use tokio::net::TcpListener;

use crate::double::{self, Double, after_the_request, credential, dressed, say};

async fn check(base: &BaseUrl) -> Result<(), CallError> {
    Client::new(&double::http(), base)
        .check_key(&credential())
        .await
        .map(drop)
}

async fn unreachable(base: &BaseUrl) -> (Unreachable, Sent) {
    match check(base).await {
        Err(CallError::Unreachable { how, sent }) => (how, sent),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_closed_port_was_certainly_not_reached() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let base = BaseUrl::parse(&format!("http://{address}")).unwrap();
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::ConnectionRefused, Sent::No)
    );
}

#[tokio::test]
async fn a_host_that_does_not_exist_was_certainly_not_reached() {
    // The name is reserved never to exist (RFC 6761, section 6.4).
    let base = BaseUrl::parse("https://latchkey.invalid/v1").unwrap();
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::NoSuchHost, Sent::No)
    );
}

#[tokio::test]
async fn a_server_without_encryption_gets_nothing() {
    let double = Double::answering([]).await;
    let base = BaseUrl::parse(&format!("https://127.0.0.1:{}", double.port())).unwrap();
    assert_eq!(unreachable(&base).await, (Unreachable::Tls, Sent::No));
    assert!(double.seen().is_empty());
}

#[tokio::test]
async fn a_connection_cut_after_the_request_leaves_its_outcome_open() {
    let base = after_the_request(async |stream| drop(stream)).await;
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::ConnectionLost, Sent::Perhaps)
    );
}

#[tokio::test]
async fn a_connection_cut_within_the_answer_leaves_its_outcome_open() {
    let base = after_the_request(async |mut stream| {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n";
        say(&mut stream, head).await;
        say(&mut stream, r#"{"profiles":["#).await;
    })
    .await;
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::ConnectionLost, Sent::Perhaps)
    );
}

#[tokio::test]
async fn an_answer_that_is_no_http_leaves_its_outcome_open() {
    let base = after_the_request(async |mut stream| {
        say(&mut stream, "220 mail.example.com ESMTP\r\n").await;
    })
    .await;
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::ConnectionLost, Sent::Perhaps)
    );
}

#[tokio::test]
async fn silence_ends_in_a_timeout_of_unknown_outcome() {
    let base = after_the_request(async |stream| {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::TimedOut, Sent::Perhaps)
    );
}

#[tokio::test]
async fn an_answer_in_drips_ends_in_a_timeout() {
    let base = after_the_request(async |mut stream| {
        say(
            &mut stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[",
        )
        .await;
        while say(&mut stream, "1,").await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    assert_eq!(
        unreachable(&base).await,
        (Unreachable::TimedOut, Sent::Perhaps)
    );
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let base = after_the_request(async |mut stream| {
        say(
            &mut stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
        )
        .await;
        while say(&mut stream, &" ".repeat(4_096)).await {}
    })
    .await;
    let error = check(&base).await.unwrap_err();
    assert!(matches!(error, CallError::TooLarge), "{error}");
    assert!(error.outcome_is_unknown(), "whoever answers has been asked");
}

#[tokio::test]
async fn the_size_counts_after_decompression() {
    let bomb = dressed(200, "application/json", " ".repeat(10_000_000));
    let double = Double::answering([bomb]).await;
    assert!(matches!(
        check(&double.base()).await,
        Err(CallError::TooLarge)
    ));

    let small = json!({ "profiles": [], "padding": " ".repeat(10_000) });
    let double = Double::answering([double::json(200, small)]).await;
    assert!(
        check(&double.base()).await.is_ok(),
        "a compressed answer is fine as such"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_key_stays_here() {
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = Double::answering([]).await;
        let mut answer = dressed(status, "text/html", "");
        let target = format!("http://127.0.0.1:{}/v1/agency/profiles", elsewhere.port());
        answer
            .headers_mut()
            .insert("location", target.parse().unwrap());
        let double = Double::answering([answer]).await;

        let error = check(&double.base()).await.unwrap_err();
        let why = NotThisService::Redirected;
        assert!(
            matches!(error, CallError::NotThisService { why: w } if w == why),
            "{error}"
        );
        assert!(
            elsewhere.seen().is_empty(),
            "the key was sent on after a {status}"
        );
    }
}

#[tokio::test]
async fn this_computer_is_reached_by_name_and_by_ipv6() {
    let ok = || double::json(200, json!({ "profiles": [] }));
    let double = Double::answering([ok()]).await;
    let by_name = BaseUrl::parse(&format!("http://localhost:{}/v1", double.port())).unwrap();
    check(&by_name).await.unwrap();

    let double = Double::at("[::1]:0", [ok()]).await;
    check(&double.base()).await.unwrap();
}
