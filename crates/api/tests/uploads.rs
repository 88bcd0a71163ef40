//! Sending files: what leaves, where to, and what each answer means.

use std::io::Write;
use std::time::Duration;

use axum::response::Response;
use latchkey_api::codivupload::{Client, Uploaded};
use latchkey_api::{CallError, Http, Limits, NotThisService, OutgoingFile, Unreachable};
use serde_json::{Value, json};
use tokio::fs::File;
use tokio::sync::watch;

use crate::double::{self, Double, after_the_request, credential, dressed, token};

/// More than goes in one go.
const LARGE: u64 = 100_000_001;

/// A file with this beginning, as long as wanted.
async fn outgoing(beginning: &[u8], bytes: u64) -> OutgoingFile {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(beginning).unwrap();
    file.set_len(bytes).unwrap();
    let mut file = File::from_std(file);
    tokio::io::AsyncSeekExt::rewind(&mut file).await.unwrap();
    OutgoingFile {
        file,
        name: "Sommer \"24\".mp4".to_owned(),
        mime: "video/mp4",
        bytes,
        left: watch::Sender::new(0),
    }
}

/// Limits that a large file keeps on a busy computer.
fn http() -> Http {
    Http::new(Limits::default()).unwrap()
}

fn presigned(url: &str) -> Response {
    let public_url = "https://cdn.codivupload.com/w/p/u/original.mp4";
    double::json(
        200,
        json!({ "presigned_url": url, "public_url": public_url, "upload_id": "u" }),
    )
}

fn confirmed() -> Response {
    double::json(200, json!({ "status": "ready" }))
}

#[tokio::test]
async fn a_file_goes_with_its_profile_in_one_form() {
    let kept = json!({ "success": true, "url": "https://cdn.example/u.mp4", "upload_id": "u" });
    let double = Double::answering([double::json(200, kept)]).await;
    let client = Client::new(&http(), &double.base());
    let file = outgoing(b"half of it is said", 18).await;
    let mut left = file.left.subscribe();
    let uploaded = client.upload(&credential(), "Café", file).await.unwrap();
    assert_eq!(
        uploaded,
        Uploaded {
            url: "https://cdn.example/u.mp4".into(),
            upload_id: "u".into()
        }
    );
    assert_eq!(*left.borrow_and_update(), 18);

    let seen = double.seen().remove(0);
    assert_eq!(seen.line, "POST /v1/upload-media");
    let body = String::from_utf8(seen.body.to_vec()).unwrap();
    let (profile, file) = (
        body.find("Café").unwrap(),
        body.find("half of it is said").unwrap(),
    );
    assert!(profile < file, "the profile comes first");
    assert!(body.contains("Content-Type: video/mp4"), "{body}");
}

#[tokio::test]
async fn a_large_file_goes_to_the_storage_without_the_key() {
    let storage = Double::answering([dressed(200, "text/plain", "")]).await;
    let to = format!("http://127.0.0.1:{}/storage/u?signature=s", storage.port());
    let double = Double::answering([presigned(&to), confirmed()]).await;
    let client = Client::new(&http(), &double.base());
    let credential = credential();
    let file = outgoing(b"film", LARGE).await;
    let uploaded = client.upload(&credential, "Café", file).await.unwrap();
    assert_eq!(
        uploaded.url,
        "https://cdn.codivupload.com/w/p/u/original.mp4"
    );

    let (asked, stored) = (double.seen(), storage.seen().remove(0));
    assert_eq!(asked[0].line, "POST /v1/upload-media/presign");
    let announced: Value = serde_json::from_slice(&asked[0].body).unwrap();
    let expected = json!({
        "profile_name": "Café", "file_name": "Sommer \"24\".mp4", "file_type": "video/mp4",
        "file_size": LARGE,
    });
    assert_eq!(announced, expected);
    assert_eq!(stored.line, "PUT /storage/u?signature=s");
    assert_eq!(stored.authorization, None);
    assert_eq!(stored.body.len() as u64, LARGE);
    assert!(stored.body.starts_with(b"film\0"));
    assert_eq!(asked[1].line, "POST /v1/upload-media/confirm");
    assert_eq!(asked[1].body, json!({ "upload_id": "u" }).to_string());
}

#[tokio::test]
async fn a_file_is_not_put_where_somebody_could_read_it_on_the_way() {
    for to in [
        "http://storage.example/u?signature=s",
        "ftp://127.0.0.1/u",
        "/storage/u",
        "",
    ] {
        let double = Double::answering([presigned(to)]).await;
        let client = Client::new(&http(), &double.base());
        let refused = client
            .upload(&credential(), "Café", outgoing(b"", LARGE).await)
            .await;
        let expected = NotThisService::WrongShape;
        assert!(
            matches!(&refused, Err(CallError::NotThisService { why }) if *why == expected),
            "{to}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn nothing_the_storage_says_is_about_the_key_and_nobody_is_followed() {
    for (status, is_it) in [
        (401, "BadRequest"),
        (403, "BadRequest"),
        (307, "NotThisService"),
        (429, "RateLimited"),
        (500, "ServerTrouble"),
    ] {
        let mut answer = dressed(status, "application/xml", "<Error>cdv_x</Error>");
        answer
            .headers_mut()
            .insert("location", "http://127.0.0.1:1/elsewhere".parse().unwrap());
        let storage = Double::answering([answer]).await;
        let to = format!(
            "http://127.0.0.1:{}/storage/u?signature=s3cret",
            storage.port()
        );
        let double = Double::answering([presigned(&to)]).await;
        let client = Client::new(&http(), &double.base());
        let failed = client
            .upload(&credential(), "Café", outgoing(b"", LARGE).await)
            .await;
        let failed = failed.unwrap_err();
        assert!(
            format!("{failed:?}").starts_with(is_it),
            "{status}: {failed:?}"
        );
        assert!(!format!("{failed:?} {failed}").contains("s3cret"));
        assert_eq!(double.seen().len(), 1, "it was not confirmed");
    }
}

#[tokio::test]
async fn confirming_is_asked_again() {
    let storage = Double::answering([dressed(200, "text/plain", "")]).await;
    let to = format!("http://127.0.0.1:{}/storage/u", storage.port());
    let trouble = dressed(503, "text/html", "");
    let double = Double::answering([presigned(&to), trouble, confirmed()]).await;
    let client = Client::new(&http(), &double.base());
    assert!(
        client
            .upload(&credential(), "Café", outgoing(b"", LARGE).await)
            .await
            .is_ok()
    );
    assert_eq!(storage.seen().len(), 1, "the file left once");
}

#[tokio::test]
async fn a_file_that_stands_still_is_given_up() {
    let base = after_the_request(|stream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    })
    .await;
    let impatient = Http::new(Limits {
        stalled: Duration::from_millis(300),
        ..Limits::default()
    });
    let client = Client::new(&impatient.unwrap(), &base);
    let failed = client
        .upload(&credential(), "Café", outgoing(b"", 50_000_000).await)
        .await;
    assert!(
        matches!(
            failed,
            Err(CallError::Unreachable {
                how: Unreachable::TimedOut,
                ..
            })
        ),
        "{failed:?}"
    );
}

#[tokio::test]
async fn a_file_that_takes_longer_than_a_call_may_is_not_given_up() {
    let kept = json!({ "url": "https://cdn.example/u.mp4", "upload_id": "u" });
    let double = Double::answering([double::json(200, kept)]).await;
    let hurried = Http::new(Limits {
        total: Duration::from_nanos(1),
        ..Limits::default()
    });
    let client = Client::new(&hurried.unwrap(), &double.base());
    assert!(
        client
            .upload(&credential(), "Café", outgoing(b"film", 1_000).await)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_file_that_became_shorter_does_not_arrive() {
    let double = Double::answering([]).await;
    let client = Client::new(&http(), &double.base());
    let mut file = outgoing(b"short", 5).await;
    file.bytes = 50;
    let failed = client.upload(&credential(), "Café", file).await;
    assert!(
        matches!(failed, Err(CallError::Unreachable { .. })),
        "{failed:?}"
    );
}

#[tokio::test]
async fn a_key_the_service_refuses_is_refused_here_too() {
    let credential = credential();
    let echo = json!({ "error": format!("bad key {}", token(&credential)) });
    let double =
        Double::answering([double::json(401, echo.clone()), double::json(400, echo)]).await;
    let client = Client::new(&http(), &double.base());
    let refused = client
        .upload(&credential, "Café", outgoing(b"film", 4).await)
        .await
        .unwrap_err();
    assert!(refused.is_positive_refusal());
    let declined = client
        .upload(&credential, "Café", outgoing(b"film", 4).await)
        .await
        .unwrap_err();
    assert!(
        !declined.to_string().contains(&token(&credential)),
        "{declined}"
    );
}
