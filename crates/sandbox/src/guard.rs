//! Who may talk to the sandbox at all: programs on this computer that mean to.
//!
//! Every web page in a browser can send requests to loopback. It cannot choose the `Host` header
//! (which stops DNS rebinding) and cannot hide its `Origin`, so both are checked before anything
//! else.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, header};

use crate::{app::App, error::ApiError, origin::Origin};

pub(crate) async fn check(
    State(app): App,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str());
    if !authority.is_none_or(|host| app.origin.is_host(host))
        || !only(request.headers(), &header::HOST).is_some_and(|host| app.origin.is_host(host))
    {
        return Err(ApiError::WrongHost);
    }
    if request.headers().contains_key(header::ORIGIN) && !is_same_origin(app.origin, &request) {
        return Err(ApiError::Forbidden("Requests from other sites are refused"));
    }
    Ok(next.run(request).await)
}

/// Whether the request says that it was made by a page of this sandbox.
pub(crate) fn is_same_origin(origin: Origin, request: &Request) -> bool {
    only(request.headers(), &header::ORIGIN)
        .and_then(|value| value.strip_prefix("http://"))
        .is_some_and(|host| origin.is_host(host))
}

/// The header's value, if it was sent exactly once and is text.
fn only<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}
