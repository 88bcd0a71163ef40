//! The bodies the vendor documents, word for word, and who is turned away before anything else.

use latchkey_sandbox::Plan;
use reqwest::Method;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{World, answer, text_post};

#[tokio::test]
async fn without_a_usable_header_the_body_is_the_vendors() {
    let world = World::new().await;
    let url = format!("{}/posts", world.sandbox.base_url());
    let expected = json!({ "error": "Missing or invalid Authorization header" });

    let missing = answer(world.http.get(&url)).await;
    assert!(missing.is(401, &expected), "{missing:?}");
    let key = world.key.expose_secret();
    for header in [
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Basic {key}"),
        key.to_owned(),
        format!("Bearer {key} {key}"),
        format!("Bearer  {key}"),
        format!("Bearer {key}x"),
        "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln".to_owned(),
        format!("Bearer {}", "cdv_".repeat(11)),
    ] {
        let refused = answer(world.http.get(&url).header("Authorization", &header)).await;
        assert!(
            refused.is(401, &expected),
            "a malformed header was answered with {refused:?}"
        );
    }
    let twice = world
        .http
        .get(&url)
        .bearer_auth(key)
        .header("Authorization", "Bearer x");
    assert!(
        answer(twice).await.is(401, &expected),
        "two headers are not one"
    );
    let not_text = world
        .http
        .get(&url)
        .header("Authorization", [0xff_u8, 0xfe].as_slice());
    assert!(answer(not_text).await.is(401, &expected));
}

#[tokio::test]
async fn an_unknown_key_is_refused() {
    let world = World::new().await;
    let unknown = format!("cdv_{}", "a".repeat(40));
    let url = format!("{}/posts", world.sandbox.base_url());
    let refused = answer(world.http.get(url).bearer_auth(unknown)).await;
    assert!(
        refused.is(401, &json!({ "error": "Invalid API key" })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn the_free_plan_has_no_api() {
    let world = World::new().await;
    world
        .sandbox
        .controls()
        .update(|settings| settings.plan = Plan::Free);
    let expected = json!({
        "error": "This feature requires the Starter plan or above.",
        "required_tier": "starter",
        "current_tier": "free",
        "upgrade_url": "/dashboard/subscription",
    });
    for path in [
        "/agency/profiles",
        "/posts",
        "/queue/next-slot?profile_name=x",
    ] {
        let refused = world.get(path).await;
        assert!(refused.is(403, &expected), "{path}: {refused:?}");
    }
    let workspace = world.owner(Method::GET, "/workspace", None).await;
    assert_eq!(workspace.body["plan"], "free");
}

#[tokio::test]
async fn unknown_routes_and_wrong_methods_are_said_so() {
    let world = World::new().await;
    for path in ["/", "/nope", "/posts/a/b", "/api-keys", "/keys"] {
        let answer = world.get(path).await;
        assert!(
            answer.is(404, &json!({ "error": "Not found" })),
            "{path}: {answer:?}"
        );
    }
    let not_allowed = json!({ "error": "Method not allowed" });
    for (method, path) in [(Method::PUT, "/posts"), (Method::POST, "/queue/preview")] {
        let answer = world.v1(method, path, None);
        // Undocumented on purpose: a wrong method is not part of any operation.
        assert!(answer.await.is(405, &not_allowed), "{path}");
    }
    for (method, path) in [(Method::PUT, "/keys"), (Method::POST, "/workspace")] {
        assert!(
            world.owner(method, path, None).await.is(405, &not_allowed),
            "{path}"
        );
    }
    assert!(
        world
            .owner(Method::GET, "/nope", None)
            .await
            .is(404, &json!({ "error": "Not found" }))
    );
}

#[tokio::test]
async fn unknown_things_are_404() {
    let world = World::new().await;
    for id in [
        "x",
        "550e8400-e29b-41d4-a716-446655440000",
        "%ff",
        "%2e%2e",
        "a%00b",
    ] {
        let post = world.get(&format!("/posts/{id}")).await;
        assert_eq!(post.status, 404, "{id}: {post:?}");
        assert_eq!(
            world.delete(&format!("/agency/profiles/{id}")).await.status,
            404,
            "{id}"
        );
    }
    let post = world
        .get("/posts/550e8400-e29b-41d4-a716-446655440000")
        .await;
    assert!(
        post.is(404, &json!({ "error": "Post not found" })),
        "{post:?}"
    );
    let created = world
        .post("/posts", text_post(json!({ "profile_name": "nobody" })))
        .await;
    assert!(
        created.is(404, &json!({ "error": "Profile not found" })),
        "{created:?}"
    );
}

#[tokio::test]
async fn a_body_over_a_megabyte_is_refused() {
    let world = World::new().await;
    let large = "a".repeat(1_000_001);
    let answer = world
        .post("/posts", text_post(json!({ "description": large })))
        .await;
    let expected = json!({ "error": "Request body is larger than 1000000 bytes" });
    assert!(
        answer.is(413, &expected),
        "{} bytes",
        answer.body.to_string().len()
    );
    let owner = world
        .owner(Method::POST, "/keys", Some(json!({ "name": large })))
        .await;
    assert!(owner.is(413, &expected));
}

#[tokio::test]
async fn a_request_that_is_refused_unread_still_gets_its_answer() {
    let world = World::new().await;
    let large = "a".repeat(5_000_000);
    let url = format!("{}/posts", world.sandbox.base_url());
    for _ in 0..20 {
        let refused = answer(world.http.post(&url).body(large.clone())).await;
        assert_eq!(refused.status, 401);
    }
    let request = world.request(Method::PUT, "/queue/preview").body(large);
    assert_eq!(answer(request).await.status, 405);
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused() {
    let world = World::new().await;
    for body in ["", "{", "[1", "nul", "\u{0}", "{\"a\":1}x"] {
        let request = world.request(Method::POST, "/posts").body(body);
        let refused = answer(request).await;
        let expected = json!({ "error": "The request body is not valid JSON" });
        assert!(refused.is(400, &expected), "{body:?}: {refused:?}");
    }
    let deep = answer(
        world
            .request(Method::POST, "/posts")
            .body("[".repeat(100_000)),
    )
    .await;
    assert_eq!(deep.status, 400, "nesting without end");
    for body in [json!(null), json!([]), json!("text"), json!(1)] {
        let refused = world.post("/posts", body).await;
        assert!(refused.is(
            400,
            &json!({ "error": "The request body must be a JSON object" })
        ));
    }
}

#[tokio::test]
async fn other_hosts_and_other_sites_are_turned_away() {
    let world = World::new().await;
    let port = world.sandbox.base_url().port().unwrap();
    let wrong_host = json!({ "error": "This server answers only as 127.0.0.1 and localhost" });
    for host in [
        "evil.example",
        "127.0.0.1",
        "localhost:1",
        "127.0.0.1.evil.example",
        "[::1]:80",
    ] {
        let refused = answer(world.request(Method::GET, "/posts").header("Host", host)).await;
        assert!(refused.is(421, &wrong_host), "{host}: {refused:?}");
    }
    let localhost = format!("LOCALHOST:{port}");
    let served = answer(
        world
            .request(Method::GET, "/posts")
            .header("Host", localhost),
    )
    .await;
    assert_eq!(served.status, 200);

    let other_site = json!({ "error": "Requests from other sites are refused" });
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "http://localhost",
    ] {
        let refused = answer(
            world
                .request(Method::GET, "/posts")
                .header("Origin", origin),
        )
        .await;
        assert!(refused.is(403, &other_site), "{origin}: {refused:?}");
    }
    let own = format!("http://127.0.0.1:{port}");
    let served = answer(world.request(Method::GET, "/posts").header("Origin", own)).await;
    assert_eq!(served.status, 200);
}

#[tokio::test]
async fn a_request_without_a_host_or_for_another_authority_is_turned_away() {
    let world = World::new().await;
    let port = world.sandbox.base_url().port().unwrap();
    for head in [
        "GET /v1/posts HTTP/1.1\r\n\r\n".to_owned(),
        "GET /v1/posts HTTP/1.0\r\n\r\n".to_owned(),
        format!("GET http://evil.example/v1/posts HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n"),
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).await.unwrap();
        let status = reply.split(' ').nth(1).unwrap_or_default();
        assert!(status == "421" || status == "400", "{head:?}: {reply}");
    }
}

#[tokio::test]
async fn every_refusal_is_json_with_an_error() {
    let world = World::new().await;
    let url = world.sandbox.base_url().join("/").unwrap();
    for path in [
        "",
        "nope",
        "media/x/y",
        "storage/x",
        "v1",
        "v1/posts",
        "owner/keys",
    ] {
        let refused = answer(world.http.get(url.join(path).unwrap())).await;
        assert!(refused.status >= 400, "{path}: {refused:?}");
        assert!(refused.body["error"].is_string(), "{path}: {refused:?}");
        assert_ne!(refused.body, Value::Null);
    }
}
