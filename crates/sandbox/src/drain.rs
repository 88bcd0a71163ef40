//! Takes in what a refused request still sends.
//!
//! Many answers are decided before the body was read: no key, too many requests, too large. A
//! server that then closes the connection makes its caller see a broken pipe instead of the
//! answer, and a caller that saw no answer does not know what was done.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, BodyDataStream},
    extract::Request,
    middleware::Next,
    response::Response,
};
use bytes::Bytes;
use futures::{Stream, StreamExt};

/// How much is taken in, in bytes.
const LIMIT: usize = 32 * 1024 * 1024;
/// How long a caller may dawdle over it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Hands the request on, and reads to its end what nobody else has read.
pub(crate) async fn drain(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let source = Arc::new(Mutex::new(body.into_data_stream()));
    let body = Body::from_stream(Chunks(Arc::clone(&source)));
    let response = next.run(Request::from_parts(head, body)).await;

    let mut rest = Chunks(source);
    let take_in = async {
        let mut taken = 0;
        while let Some(Ok(chunk)) = rest.next().await {
            taken += chunk.len();
            if taken > LIMIT {
                break;
            }
        }
    };
    // When it takes too long, the answer is sent all the same.
    let _ = tokio::time::timeout(PATIENCE, take_in).await;
    response
}

/// What is left of a body that two readers take from, one after the other.
struct Chunks(Arc<Mutex<BodyDataStream>>);

impl Stream for Chunks {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        source.poll_next_unpin(context)
    }
}
