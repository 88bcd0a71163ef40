//! Files: as a form, by URL, in three steps; and the library they end up in.

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::json;

use crate::support::{Answer, World, answer, image_post};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n not much of a picture";

#[tokio::test]
async fn an_uploaded_file_can_be_read_by_anyone_with_its_url_and_posted() {
    let world = World::new().await;
    let uploaded = upload(&world, form("cake.png", PNG)).await;
    let expected = json!({
        "success": true,
        "url": uploaded.body["url"],
        "upload_id": uploaded.body["upload_id"],
        "file_type": "image",
        "file_size": PNG.len(),
        "file_name": "cake.png",
    });
    assert!(uploaded.is(200, &expected), "{uploaded:?}");

    let url = uploaded.text("url");
    let response = world.http.get(&url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/png");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.bytes().await.unwrap(), PNG);

    let posted = world
        .post("/posts", image_post(json!({ "media_urls": [url] })))
        .await;
    assert_eq!(posted.status, 200, "{posted:?}");
    let shown = world
        .get(&format!("/posts/{}", posted.text("post_id")))
        .await;
    assert_eq!(shown.body["post"]["media_urls"], json!([url]));
}

#[tokio::test]
async fn a_file_can_be_fetched_from_a_url() {
    let world = World::new().await;
    let source = upload(&world, form("cake.png", PNG)).await.text("url");
    for field in ["url", "media_url"] {
        let body = json!({ field: source, "profile_name": "marea_yoga" });
        let fetched = world.post("/upload-media", body).await;
        assert_eq!(fetched.status, 200, "{fetched:?}");
        assert_eq!(fetched.body["file_size"], PNG.len());
        assert_ne!(fetched.text("url"), source);
    }
    let gone = format!("{}/gone.png", world.sandbox.base_url());
    for url in [
        gone.as_str(),
        "file:///etc/passwd",
        "not a url",
        "http://127.0.0.1:1/a.png",
    ] {
        let body = json!({ "url": url, "profile_name": "marea_yoga" });
        assert_eq!(world.post("/upload-media", body).await.status, 400, "{url}");
    }
}

#[tokio::test]
async fn uploads_that_make_no_sense_are_refused_and_leave_nothing() {
    let world = World::new().await;
    let part = |name: &'static str, bytes: &'static [u8]| Part::bytes(bytes).file_name(name);
    for (form, status) in [
        (form("virus.exe", PNG), 400),
        (form("no-ending", PNG), 400),
        (form("empty.png", b""), 400),
        (form("cake.png", PNG).text("type", "video"), 400),
        (Form::new().text("profile_name", "marea_yoga"), 400),
        (Form::new().part("file", part("a.png", PNG)), 400),
        (
            Form::new()
                .part("file", part("a.png", PNG))
                .text("profile_name", "nobody"),
            404,
        ),
    ] {
        let refused = upload(&world, form).await;
        assert_eq!(refused.status, status, "{refused:?}");
    }
    let broken = world
        .request(Method::POST, "/upload-media")
        .header("Content-Type", "multipart/form-data; boundary=x")
        .body(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nhalf",
        );
    assert_eq!(answer(broken).await.status, 400);
    let no_boundary = world
        .request(Method::POST, "/upload-media")
        .header("Content-Type", "multipart/form-data")
        .body("x");
    assert_eq!(answer(no_boundary).await.status, 400);
    assert_eq!(world.get("/agency/media").await.body, json!([]));
}

#[tokio::test]
async fn a_large_file_goes_up_in_three_steps() {
    let world = World::new().await;
    let bytes = vec![7_u8; 300_000];
    let signed = presign(&world, bytes.len()).await;
    let (put_url, public_url) = (signed.text("presigned_url"), signed.text("public_url"));
    let id = signed.text("upload_id");
    let confirm = json!({ "upload_id": id });

    let early = world.post("/upload-media/confirm", confirm.clone()).await;
    assert!(early.is(
        400,
        &json!({ "error": "The file has not been uploaded yet" })
    ));
    let put = answer(put(&world, &put_url, "video/mp4", bytes.clone())).await;
    assert_eq!(put.status, 200, "{put:?}");
    assert_eq!(
        answer(world.http.get(&public_url)).await.status,
        404,
        "not confirmed yet"
    );
    let body = image_post(json!({
        "post_type": "video", "media_urls": [public_url], "platforms": ["instagram"],
    }));
    let refused = world.post("/posts", body.clone()).await;
    assert!(refused.is(400, &json!({ "error": "The upload was not confirmed yet" })));

    for _ in 0..2 {
        let confirmed = world.post("/upload-media/confirm", confirm.clone()).await;
        assert_eq!(
            (confirmed.status, confirmed.text("status")),
            (200, "ready".to_owned())
        );
    }
    let served = world.http.get(&public_url).send().await.unwrap();
    assert_eq!(served.bytes().await.unwrap().len(), bytes.len());
    assert_eq!(world.post("/posts", body).await.status, 200);
}

#[tokio::test]
async fn a_presigned_url_takes_only_what_was_announced_and_not_for_ever() {
    let world = World::new().await;
    let signed = presign(&world, 4).await;
    let url = signed.text("presigned_url");
    let with_key = put(&world, &url, "video/mp4", vec![1; 4]).bearer_auth("cdv_x");
    assert_eq!(answer(with_key).await.status, 400, "no key belongs there");
    for (mime, bytes, status) in [
        ("image/png", vec![1; 4], 400),
        ("video/mp4", vec![1; 3], 400),
        ("video/mp4", vec![1; 5], 413),
        ("video/mp4", vec![], 400),
    ] {
        let refused = answer(put(&world, &url, mime, bytes)).await;
        assert_eq!(refused.status, status, "{refused:?}");
    }
    let forged = format!("{}x", url);
    assert_eq!(
        answer(put(&world, &forged, "video/mp4", vec![1; 4]))
            .await
            .status,
        403
    );
    world.advance_clock(3_601);
    assert_eq!(
        answer(put(&world, &url, "video/mp4", vec![1; 4]))
            .await
            .status,
        403,
        "expired"
    );

    for (field, value) in [
        ("file_size", json!(0)),
        ("file_size", json!(-1)),
        ("file_size", json!(6_u64 << 30)),
        ("file_type", json!("text/html")),
        ("file_name", json!("")),
    ] {
        let mut body = presign_body(4);
        body[field] = value;
        let refused = world.post("/upload-media/presign", body).await;
        assert_eq!(refused.status, 400, "{field}");
    }
    let unknown = world
        .post("/upload-media/confirm", json!({ "upload_id": "../x" }))
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn the_library_lists_uploads_and_registered_media() {
    let world = World::new().await;
    let uploaded = upload(&world, form("cake.png", PNG)).await;
    let profiles = world.get("/agency/profiles").await;
    let profile = profiles.body["profiles"][1]["id"].clone();
    let asset = json!({
        "title": "Clip", "profile_id": profile, "public_url": "https://cdn.example/a.mp4",
        "duration": 12.5, "size": 1_000,
    });
    let many = world.post("/agency/media", json!([asset, asset])).await;
    assert!(
        many.is(201, &json!({ "message": "Media added", "count": 2 })),
        "{many:?}"
    );
    assert_eq!(world.post("/agency/media", asset).await.status, 201);
    assert_eq!(
        world
            .get("/agency/media")
            .await
            .body
            .as_array()
            .unwrap()
            .len(),
        4
    );
    let of_profile = format!("/agency/media?profile_id={}", profile.as_str().unwrap());
    assert_eq!(
        world.get(&of_profile).await.body.as_array().unwrap().len(),
        3
    );

    let path = format!("/agency/media/{}", uploaded.text("upload_id"));
    assert_eq!(world.get(&path).await.body["status"], "ready");
    assert_eq!(world.delete(&path).await.status, 200);
    assert_eq!(world.get(&path).await.status, 404);
    assert_eq!(
        answer(world.http.get(uploaded.text("url"))).await.status,
        404,
        "the file is gone"
    );

    for wrong in [
        json!({ "title": "x", "profile_id": "nobody", "public_url": "https://a.example/b" }),
        json!({ "title": "x", "public_url": "https://a.example/b" }),
        json!([{ "title": "x" }]),
        json!("x"),
    ] {
        let refused = world.post("/agency/media", wrong.clone()).await;
        assert!(
            refused.status == 400 || refused.status == 404,
            "{wrong}: {refused:?}"
        );
    }
}

async fn upload(world: &World, form: Form) -> Answer {
    let uploaded = answer(world.request(Method::POST, "/upload-media").multipart(form)).await;
    crate::support::document::check(&Method::POST, "/upload-media", &uploaded);
    uploaded
}

/// The file comes first, as browsers may send it.
fn form(name: &'static str, bytes: &'static [u8]) -> Form {
    Form::new()
        .part("file", Part::bytes(bytes).file_name(name))
        .text("profile_name", "lindenhof_cafe")
}

async fn presign(world: &World, size: usize) -> Answer {
    let signed = world
        .post("/upload-media/presign", presign_body(size))
        .await;
    assert_eq!(signed.status, 200, "{signed:?}");
    signed
}

fn presign_body(size: usize) -> serde_json::Value {
    json!({
        "profile_name": "lindenhof_cafe",
        "file_name": "long-form.mp4",
        "file_type": "video/mp4",
        "file_size": size,
    })
}

fn put(world: &World, url: &str, mime: &str, bytes: Vec<u8>) -> reqwest::RequestBuilder {
    world.http.put(url).header("Content-Type", mime).body(bytes)
}
