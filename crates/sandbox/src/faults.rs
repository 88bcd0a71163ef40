//! Faults on request: what a network and a tired server do to a client, one request at a time.
//!
//! The routes that set faults and controls are never hit by one, so a test can always undo.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{Method, header};
use serde::{Deserialize, Serialize};

use crate::{app::App, connection::Cut, error::ApiError};

/// What goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// The request is handled after this many milliseconds, even if its caller has gone.
    Slow {
        /// The delay.
        ms: u64,
    },
    /// 429 as for too many requests; nothing is done.
    RateLimited {
        /// The `Retry-After` of the answer, in seconds.
        #[serde(default = "one_second")]
        retry_after: u64,
    },
    /// 500; nothing is done.
    ServerError,
    /// The connection is closed without an answer; nothing is done.
    CutBefore,
    /// Everything is done, then the connection is closed without an answer.
    CutAfter,
    /// Everything is done, but only the first half of the answer's body is sent.
    BrokenJson,
}

fn one_second() -> u64 {
    1
}

/// A fault and the requests it meets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What goes wrong.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// For how many requests; the fault is gone after the last.
    #[serde(default = "once")]
    pub times: u32,
    /// How many matching requests pass unharmed before the first.
    #[serde(default)]
    pub skip: u32,
    /// Only requests with this method.
    #[serde(default)]
    pub method: Option<String>,
    /// Only requests whose path begins like this, such as `/owner/keys`.
    #[serde(default)]
    pub path: Option<String>,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// The fault for the next request, whatever it is.
    #[must_use]
    pub fn next(kind: FaultKind) -> Self {
        Self {
            kind,
            times: 1,
            skip: 0,
            method: None,
            path: None,
        }
    }

    /// The fault for the next request of this method under this path.
    #[must_use]
    pub fn on(kind: FaultKind, method: &str, path: &str) -> Self {
        Self {
            method: Some(method.to_owned()),
            path: Some(path.to_owned()),
            ..Self::next(kind)
        }
    }

    fn meets(&self, method: &Method, path: &str) -> bool {
        self.method
            .as_deref()
            .is_none_or(|wanted| wanted.eq_ignore_ascii_case(method.as_str()))
            && self
                .path
                .as_deref()
                .is_none_or(|prefix| path.starts_with(prefix))
    }
}

/// The faults still to come, in the order they were added. A request meets at most one.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds a fault after those already there.
    pub fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// What is still to come.
    #[must_use]
    pub fn list(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// Forgets all faults.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The fault this request meets, counted as used.
    fn take(&self, method: &Method, path: &str) -> Option<FaultKind> {
        let mut faults = self.lock();
        for fault in faults.iter_mut().filter(|fault| fault.meets(method, path)) {
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if fault.times > 0 {
                fault.times -= 1;
                let kind = fault.kind.clone();
                faults.retain(|fault| fault.times > 0);
                return Some(kind);
            }
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets the request meet its fault.
pub(crate) async fn apply(
    State(app): App,
    ConnectInfo(connection): ConnectInfo<Cut>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with("/owner/faults") || path.starts_with("/owner/controls") {
        return next.run(request).await;
    }
    let Some(fault) = app.faults.take(request.method(), path) else {
        return next.run(request).await;
    };
    match fault {
        FaultKind::Slow { ms } => slowly(request, next, Duration::from_millis(ms)).await,
        FaultKind::RateLimited { retry_after } => ApiError::RateLimited {
            seconds: retry_after,
        }
        .into_response(),
        FaultKind::ServerError => ApiError::Internal.into_response(),
        FaultKind::CutBefore => cut(&connection),
        FaultKind::CutAfter => {
            next.run(request).await;
            cut(&connection)
        }
        FaultKind::BrokenJson => halve(next.run(request).await).await,
    }
}

/// A caller that gives up has still asked: the request is handled in a task of its own, which
/// nobody cancels.
async fn slowly(request: Request, next: Next, delay: Duration) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return ApiError::bad_request("The request body broke off").into_response();
    };
    let handled = tokio::spawn(async move {
        tokio::time::sleep(delay).await;
        next.run(Request::from_parts(head, Body::from(body))).await
    });
    handled
        .await
        .unwrap_or_else(|_| ApiError::Internal.into_response())
}

fn cut(connection: &Cut) -> Response {
    connection.cut();
    // Writing this is what fails and makes the server close the connection.
    Response::new(Body::empty())
}

async fn halve(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(body.slice(..body.len() / 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_meets_only_its_requests_and_only_so_often() {
        let faults = Faults::default();
        faults.add(Fault {
            times: 2,
            skip: 1,
            ..Fault::on(FaultKind::CutAfter, "POST", "/owner/keys")
        });

        assert_eq!(faults.take(&Method::GET, "/owner/keys"), None);
        assert_eq!(faults.take(&Method::POST, "/v1/posts"), None);
        assert_eq!(
            faults.take(&Method::POST, "/owner/keys"),
            None,
            "the first one is skipped"
        );
        assert_eq!(
            faults.take(&Method::POST, "/owner/keys"),
            Some(FaultKind::CutAfter)
        );
        assert_eq!(
            faults.take(&Method::POST, "/owner/keys"),
            Some(FaultKind::CutAfter)
        );
        assert_eq!(faults.take(&Method::POST, "/owner/keys"), None);
        assert!(faults.list().is_empty(), "a used-up fault is forgotten");
    }

    #[test]
    fn a_fault_reads_as_documented() {
        let fault: Fault =
            serde_json::from_str(r#"{"kind":"slow","ms":250,"method":"GET","path":"/v1"}"#)
                .unwrap();
        assert_eq!(fault, Fault::on(FaultKind::Slow { ms: 250 }, "GET", "/v1"));
    }
}
