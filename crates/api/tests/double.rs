//! Servers that stand in for a service, on loopback.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use http::HeaderValue;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use latchkey_api::{BaseUrl, Credential, Http, Limits};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Limits short enough for a test to reach them.
pub(crate) fn http() -> Http {
    Http::new(Limits {
        total: Duration::from_millis(500),
        answer_bytes: 64 * 1024,
        ..Limits::default()
    })
    .unwrap()
}

/// A key made for this one test.
pub(crate) fn credential() -> Credential {
    let key = rand::random::<u128>();
    Credential {
        authorization: HeaderValue::from_str(&format!("Bearer cdv_{key:040x}")).unwrap(),
        budget: "a fingerprint".into(),
    }
}

/// The key within a credential.
pub(crate) fn token(credential: &Credential) -> String {
    credential
        .authorization
        .to_str()
        .unwrap()
        .replace("Bearer ", "")
}

/// An answer in the service's dress.
pub(crate) fn json(status: u16, body: Value) -> Response {
    dressed(status, "application/json", body.to_string())
}

/// An answer of any content type.
pub(crate) fn dressed(status: u16, content_type: &str, body: impl Into<Body>) -> Response {
    let response = Response::builder()
        .status(status)
        .header(CONTENT_TYPE, content_type);
    response.body(body.into()).unwrap()
}

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) authorization: Option<String>,
    pub(crate) user_agent: String,
    pub(crate) body: Bytes,
}

/// A server that gives its answers one after the other and remembers what it was asked.
pub(crate) struct Double {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Double {
    pub(crate) async fn answering(answers: impl IntoIterator<Item = Response>) -> Self {
        Self::at("127.0.0.1:0", answers).await
    }

    pub(crate) async fn at(address: &str, answers: impl IntoIterator<Item = Response>) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let answers = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
        let shared = Arc::new((answers, Arc::clone(&seen)));
        let app = Router::new().fallback(move |request: Request| {
            let shared = Arc::clone(&shared);
            async move {
                let (answers, seen) = &*shared;
                let one = see(request).await;
                seen.lock().unwrap().push(one);
                answers
                    .lock()
                    .unwrap()
                    .pop_front()
                    .expect("one request too many")
            }
        });
        let app = app.layer(tower_http::compression::CompressionLayer::new());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, seen }
    }

    pub(crate) fn base(&self) -> BaseUrl {
        BaseUrl::parse(&format!("http://{}/v1", self.address)).unwrap()
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn see(request: Request) -> Seen {
    let (head, body) = request.into_parts();
    let header = |name| Some(head.headers.get(name)?.to_str().unwrap().to_owned());
    Seen {
        line: format!("{} {}", head.method, head.uri),
        authorization: header(AUTHORIZATION),
        user_agent: header(USER_AGENT).unwrap_or_default(),
        body: axum::body::to_bytes(body, usize::MAX).await.unwrap(),
    }
}

/// A server that reads a request and then does something to the connection.
pub(crate) async fn after_the_request<F>(fate: impl Fn(TcpStream) -> F + Send + 'static) -> BaseUrl
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            tokio::spawn(fate(stream));
        }
    });
    BaseUrl::parse(&format!("http://{address}/v1")).unwrap()
}

/// Sends text as it is; the other side may have left.
pub(crate) async fn say(stream: &mut TcpStream, text: &str) -> bool {
    stream.write_all(text.as_bytes()).await.is_ok()
}
