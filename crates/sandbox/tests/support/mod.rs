//! A sandbox with somebody who talks to it.

pub(crate) mod document;

use std::time::Duration;

use latchkey_sandbox::{Options, Sandbox, State, start};
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

/// A running sandbox, a key for it, and a client.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: Client,
    pub(crate) key: SecretString,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// Status and body in one, to be compared at once.
    pub(crate) fn is(&self, status: u16, body: &Value) -> bool {
        self.status == status && &self.body == body
    }

    pub(crate) fn text(&self, field: &str) -> String {
        self.body[field]
            .as_str()
            .unwrap_or_else(|| panic!("{field} in {self:?}"))
            .to_owned()
    }
}

impl World {
    /// In memory, without the story: three profiles and one key. Publishing takes no time.
    pub(crate) async fn new() -> Self {
        Self::start(State::Memory, false).await
    }

    pub(crate) async fn start(state: State, story: bool) -> Self {
        let sandbox = start(Options {
            port: 0,
            state,
            story,
        })
        .await
        .unwrap();
        sandbox
            .controls()
            .update(|settings| settings.publishing_ms = 0);
        let key = sandbox.mint_key("test").await.secret;
        Self {
            sandbox,
            http: client(),
            key,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.v1(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.v1(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.v1(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.v1(Method::DELETE, path, None).await
    }

    /// A call on `/v1` with the world's key.
    pub(crate) async fn v1(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method.clone(), path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        let answer = answer(request).await;
        document::check(&method, path, &answer);
        answer
    }

    /// A call on `/v1` with the world's key, to be completed and sent.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.sandbox.base_url());
        self.http
            .request(method, url)
            .bearer_auth(self.key.expose_secret())
    }

    /// A call on `/owner` with the owner's token.
    pub(crate) async fn owner(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let url = format!("{}{path}", self.sandbox.owner_url());
        let token = self.sandbox.owner_token();
        let request = self
            .http
            .request(method, url)
            .bearer_auth(token.expose_secret());
        answer(match body {
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Creates a text post and returns its id.
    pub(crate) async fn text_post(&self, changes: Value) -> String {
        let answer = self.post("/posts", text_post(changes)).await;
        assert!(answer.status == 200 || answer.status == 202, "{answer:?}");
        answer.text("post_id")
    }

    /// Waits until the post has this status. Asks the owner's routes, which have no rate limit.
    pub(crate) async fn until_status(&self, id: &str, status: &str) {
        let path = format!("/posts/{id}/origin");
        for _ in 0..1_000 {
            let answer = self.owner(Method::GET, &path, None).await;
            if answer.body["status"] == status {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("post {id} never became {status}");
    }

    /// A date so many minutes from the sandbox's now, as the API takes it.
    pub(crate) fn in_minutes(&self, minutes: i64) -> String {
        let ahead = self.sandbox.controls().get().clock_ahead_ms;
        let now = jiff::Timestamp::now().as_millisecond() + i64::try_from(ahead).unwrap();
        jiff::Timestamp::from_millisecond((now / 1_000 + minutes * 60) * 1_000)
            .unwrap()
            .to_string()
    }

    pub(crate) fn advance_clock(&self, seconds: u64) {
        self.sandbox
            .controls()
            .advance_clock(Duration::from_secs(seconds));
    }
}

/// A client that talks to the loopback only and keeps cookies to itself.
pub(crate) fn client() -> Client {
    // An error means that another test of this process was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .build()
        .unwrap()
}

/// Sends the request. A body that is not JSON is returned as a string.
pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer {
        status,
        headers,
        body,
    }
}

/// The body of a text post for now, with some fields changed. Null removes a field.
pub(crate) fn text_post(changes: Value) -> Value {
    with(
        json!({
            "post_type": "text",
            "profile_name": "velo_marten",
            "platforms": ["x"],
            "description": "The workshop is open until six.",
        }),
        changes,
    )
}

/// The body of an image post for now, with some fields changed.
pub(crate) fn image_post(changes: Value) -> Value {
    with(
        json!({
            "post_type": "image",
            "profile_name": "lindenhof_cafe",
            "platforms": ["instagram"],
            "description": "Cake.",
            "media_urls": ["https://cdn.example/cake.jpg"],
        }),
        changes,
    )
}

fn with(mut body: Value, changes: Value) -> Value {
    let Value::Object(changes) = changes else {
        panic!("changes are an object")
    };
    for (field, value) in changes {
        if value.is_null() {
            body.as_object_mut().unwrap().remove(&field);
        } else {
            body[field] = value;
        }
    }
    body
}
