//! Who is asking: a key on `/v1`, the owner's session on `/owner`. Neither opens the other's door.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, header};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use crate::{app::App, controls::Plan, error::ApiError, keys, random};

/// The key a request on `/v1` was made with.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) key_id: String,
}

/// Lets a request on `/v1` pass whose key works, whose plan has an API, and that is within the
/// key's rate.
pub(crate) async fn require_key(
    State(app): App,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let presented = bearer(request.headers())
        .filter(|token| keys::is_well_formed(token))
        .ok_or(ApiError::Unauthenticated)?;
    let now = app.now_ms();
    let key_id = app
        .db
        .transaction(|tx| keys::authenticate(tx, presented, now))?
        .ok_or(ApiError::UnknownKey)?;
    match app.controls.get().plan {
        Plan::Free => return Err(ApiError::PlanTooLow(Plan::Free)),
        Plan::Starter | Plan::Pro | Plan::Business => {}
    }
    app.limits.request(&key_id, now)?;
    request.extensions_mut().insert(Caller { key_id });
    Ok(next.run(request).await)
}

/// Lets a request on `/owner` pass that carries this start's session.
pub(crate) async fn require_owner(
    State(app): App,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if bearer(request.headers()).is_some_and(|token| same(token, app.owner.token())) {
        Ok(next.run(request).await)
    } else {
        Err(ApiError::NotTheOwner)
    }
}

/// What proves that somebody is the owner, for as long as the sandbox runs.
#[derive(Debug)]
pub(crate) struct OwnerSession {
    token: SecretString,
    ticket: SecretString,
    cookie: SecretString,
    form: SecretString,
}

impl OwnerSession {
    pub(crate) fn begin() -> Self {
        let secret = || SecretString::from(random::alphanumeric(40));
        Self {
            token: secret(),
            ticket: secret(),
            cookie: secret(),
            form: secret(),
        }
    }

    /// Opens the owner routes, as a bearer token.
    pub(crate) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Opens the dashboard, in its URL.
    pub(crate) fn ticket(&self) -> &SecretString {
        &self.ticket
    }

    /// Keeps the dashboard open, in a cookie.
    pub(crate) fn cookie(&self) -> &SecretString {
        &self.cookie
    }

    /// Proves that a form was made by the dashboard.
    pub(crate) fn form(&self) -> &SecretString {
        &self.form
    }
}

/// Compares in constant time.
pub(crate) fn same(presented: &str, secret: &SecretString) -> bool {
    presented
        .as_bytes()
        .ct_eq(secret.expose_secret().as_bytes())
        .into()
}

/// The token of the one `Authorization: Bearer` header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (scheme, token) = values.next()?.to_str().ok()?.split_once(' ')?;
    (values.next().is_none() && scheme.eq_ignore_ascii_case("bearer")).then_some(token)
}
