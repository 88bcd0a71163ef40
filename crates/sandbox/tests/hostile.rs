//! Whatever is sent, the answer is never the sandbox's own failure.

use proptest::prelude::*;
use reqwest::Method;
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

use crate::support::{Answer, World, answer};

const PATHS: [&str; 14] = [
    "/posts",
    "/posts/x",
    "/posts/x/retry-failed",
    "/agency/profiles",
    "/agency/profiles/x",
    "/agency/media",
    "/agency/media/x",
    "/upload-media",
    "/upload-media/presign",
    "/upload-media/confirm",
    "/queue/settings",
    "/queue/preview",
    "/queue/next-slot",
    "/",
];

const FIELDS: [&str; 26] = [
    "post_type",
    "profile_name",
    "platforms",
    "description",
    "title",
    "media_urls",
    "scheduled_date",
    "add_to_queue",
    "schedule_best_time",
    "first_comment",
    "auto_truncate",
    "x_text",
    "x_media_urls",
    "pinterest_board_id",
    "youtube_tags",
    "threads_topic_tag",
    "username",
    "timezone",
    "slots",
    "days_of_week",
    "max_posts_per_slot",
    "file_name",
    "file_size",
    "file_type",
    "upload_id",
    "profile_id",
];

/// Values that mean something to one field or another, among them the edges.
fn telling_value() -> impl Strategy<Value = Value> {
    let values = vec![
        json!("text"),
        json!("image"),
        json!("velo_marten"),
        json!("Lindenhof Café"),
        json!(["x"]),
        json!([
            "x",
            "facebook",
            "bluesky",
            "instagram",
            "youtube",
            "pinterest"
        ]),
        json!(["https://a.example/b.jpg"]),
        json!("2027-02-28T23:59:60Z"),
        json!("-009999-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59Z"),
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e308),
        json!("a".repeat(70_000)),
        json!("\u{202e}\u{0}\u{feff}👩‍👩‍👧"),
        json!([{ "hour": 9, "minute": 0 }]),
        json!([{ "hour": i64::MAX, "minute": -1 }]),
        json!("Europe/Berlin"),
        json!("../../etc/passwd"),
        json!("video/mp4"),
        json!("'; DROP TABLE posts; --"),
        json!("http://127.0.0.1:1/media/../../x"),
    ];
    prop::sample::select(values)
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        telling_value(),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(".{0,10}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn any_body() -> impl Strategy<Value = Value> {
    let field = prop::sample::select(&FIELDS[..]).prop_map(str::to_owned);
    let value = prop_oneof![3 => telling_value(), 2 => any_value()];
    prop_oneof![
        4 => prop::collection::btree_map(field, value, 0..10)
            .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        1 => any_value(),
    ]
}

fn any_method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![
        Method::GET,
        Method::POST,
        Method::PATCH,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
        Method::HEAD,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_body_makes_the_api_fail(
        method in any_method(),
        path in prop::sample::select(&PATHS[..]),
        body in any_body(),
    ) {
        check(async |world| answer(world.request(method, path).json(&body)).await)?;
    }

    #[test]
    fn no_path_or_query_makes_the_server_fail(
        method in any_method(),
        root in prop::sample::select(vec!["/v1/posts", "/v1", "/owner", "/media", "/storage", "/dashboard", ""]),
        rest in "(/|%2e|%00|%ff|[a-zé\\u{202e}?=&%#.]|limit=|profile_name=|count=|[0-9]){0,20}",
    ) {
        check(async |world| {
            let mut url = world.sandbox.base_url();
            url.set_path("");
            let url = format!("{}{root}{rest}", url.as_str().trim_end_matches('/'));
            let Ok(url) = url::Url::parse(&url) else { return fine() };
            let request = world.request(method, "/").build().unwrap();
            let key = request.headers()["authorization"].clone();
            answer(world.http.request(request.method().clone(), url).header("authorization", key)).await
        })?;
    }

    #[test]
    fn no_owner_request_makes_the_server_fail(
        method in any_method(),
        path in prop::sample::select(vec!["/keys", "/keys/x", "/workspace", "/posts", "/posts/x/origin"]),
        body in any_value(),
    ) {
        check(async |world| world.owner(method, path, Some(body)).await)?;
    }

    #[test]
    fn no_raw_bytes_make_the_api_fail(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(async |world| answer(world.request(Method::POST, "/posts").body(bytes)).await)?;
    }
}

/// Sends one request to a sandbox that has seen many, with a fresh minute for each.
fn check(send: impl AsyncFnOnce(&World) -> Answer) -> Result<(), TestCaseError> {
    thread_local! {
        static WORLD: (Runtime, World) = {
            let runtime = Runtime::new().unwrap();
            let world = runtime.block_on(World::new());
            (runtime, world)
        };
    }
    WORLD.with(|(runtime, world)| {
        world.advance_clock(61);
        let got = runtime.block_on(send(world));
        prop_assert!(got.status < 500, "{got:?}");
        let is_page = got
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if got.status >= 400 && !is_page && got.body != "" {
            prop_assert!(got.body["error"].is_string(), "{got:?}");
        }
        Ok(())
    })
}

fn fine() -> Answer {
    Answer {
        status: 200,
        headers: reqwest::header::HeaderMap::new(),
        body: Value::Null,
    }
}
