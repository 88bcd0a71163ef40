//! Files of posts: only the service's own are fetched, and carefully.

use latchkey_api::{BaseUrl, CallError, MediaUrl, NotThisService};

use crate::double::{Double, dressed, http};

fn of_service(address: &str, base: &str) -> bool {
    MediaUrl::of_service(address, &BaseUrl::parse(base).unwrap()).is_some()
}

fn own(double: &Double) -> MediaUrl {
    MediaUrl::of_service("http://localhost:1/media/a.png", &double.base()).unwrap()
}

#[test]
fn only_files_of_the_service_itself_have_an_address() {
    let service = "https://api.codivupload.com/v1";
    for address in [
        "https://cdn.codivupload.com/w/p/u/original.png",
        "https://api.codivupload.com/media/a.png",
        "https://CDN.codivupload.com/a.png",
    ] {
        assert!(of_service(address, service), "{address}");
    }
    for address in [
        "http://cdn.codivupload.com/a.png",
        "https://cdn.codivupload.com:8443/a.png",
        "https://cdn.codivupload.com@evil.example/a.png",
        "https://me@cdn.codivupload.com/a.png",
        "https://cdn.codivupload.com.evil.example/a.png",
        "https://evil.example/cdn.codivupload.com/a.png",
        "http://127.0.0.1:631/media/a.png",
        "http://192.168.1.1/media/a.png",
        "file:///etc/passwd",
        "//cdn.codivupload.com/a.png",
        "a.png",
        "",
    ] {
        assert!(!of_service(address, service), "{address:?}");
    }
}

#[test]
fn a_service_on_this_computer_is_never_left() {
    let here = "http://127.0.0.1:4000/v1";
    assert!(
        of_service("http://127.0.0.1:3999/media/a.png", here),
        "an older port"
    );
    for address in [
        "http://127.0.0.1:4000/v1/posts",
        "http://127.0.0.1:4000/media/../v1/posts",
        "https://127.0.0.1:4000/media/a.png",
        "http://192.168.1.1/media/a.png",
        "https://cdn.codivupload.com/a.png",
    ] {
        assert!(!of_service(address, here), "{address}");
    }
}

#[tokio::test]
async fn a_file_is_fetched_without_a_credential() {
    let double = Double::answering([dressed(200, "image/png", "a picture")]).await;
    let bytes = http().fetch_media(&own(&double), 100).await.unwrap();
    assert_eq!(bytes, b"a picture");
    let seen = double.seen();
    assert_eq!(seen[0].line, "GET /media/a.png");
    assert_eq!(seen[0].authorization, None);
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_read_to_its_end() {
    let double = Double::answering([dressed(200, "image/png", "x".repeat(1_000_000))]).await;
    let fetched = http().fetch_media(&own(&double), 1_000).await;
    assert!(matches!(fetched, Err(CallError::TooLarge)), "{fetched:?}");
}

#[tokio::test]
async fn nobody_is_followed_to_another_host() {
    let mut elsewhere = dressed(302, "text/plain", "");
    let target = "http://127.0.0.1:1/media/a.png".parse().unwrap();
    elsewhere.headers_mut().insert("location", target);
    let double = Double::answering([elsewhere]).await;
    let fetched = http().fetch_media(&own(&double), 100).await;
    assert!(matches!(
        fetched,
        Err(CallError::NotThisService {
            why: NotThisService::Redirected
        })
    ));
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    let double = Double::answering([404, 500].map(|code| dressed(code, "text/plain", ""))).await;
    let missing = http().fetch_media(&own(&double), 100).await;
    assert!(matches!(missing, Err(CallError::NotFound)));
    let trouble = http().fetch_media(&own(&double), 100).await;
    assert!(matches!(
        trouble,
        Err(CallError::ServerTrouble { status: 500 })
    ));
}
