//! Every answer that is not a success, with its exact body.
//!
//! Bodies marked "verbatim" are the vendor's own. The rest follow the one shape all of the
//! vendor's errors share, an object with `error`, and are listed in the README as choices.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde_json::{Value, json};

use crate::controls::Plan;

/// Why a request was refused.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// 400 with a plain sentence.
    BadRequest(String),
    /// 400 that names every problem of a post.
    InvalidPost(Vec<Problem>),
    /// 400 for hashtags a platform bans.
    BannedHashtags(Vec<Violation>),
    /// 401, verbatim: no usable `Authorization` header.
    Unauthenticated,
    /// 401: a well-formed key that is unknown or revoked.
    UnknownKey,
    /// 401 on owner routes.
    NotTheOwner,
    /// 403, verbatim: the plan has no API access.
    PlanTooLow(Plan),
    /// 403 with a plain sentence.
    Forbidden(&'static str),
    /// 404 with a plain sentence.
    NotFound(&'static str),
    /// 405.
    MethodNotAllowed,
    /// 409 with a plain sentence.
    Conflict(&'static str),
    /// 413: the body is larger than this many bytes.
    TooLarge(u64),
    /// 421: the `Host` header names another server.
    WrongHost,
    /// 429, verbatim: too many requests; the window opens again after so many seconds.
    RateLimited { seconds: u64 },
    /// 429, verbatim: a platform's daily cap.
    DailyCap(Vec<Violation>),
    /// 500: the sandbox itself failed. Never the caller's fault.
    Internal,
}

/// One thing that is wrong with a post.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Problem {
    /// The field of the request.
    pub(crate) field: String,
    /// The platform whose rule it is, when it is one platform's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) platform: Option<&'static str>,
    /// What is wrong, in a sentence.
    pub(crate) message: String,
}

/// One rule of a platform that a post breaks after its form was found right.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Violation {
    pub(crate) platform: &'static str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) message: String,
    #[serde(flatten)]
    pub(crate) facts: Value,
}

impl ApiError {
    /// A 400 with the given sentence.
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::BadRequest(message.into())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) | Self::InvalidPost(_) | Self::BannedHashtags(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::Unauthenticated | Self::UnknownKey | Self::NotTheOwner => {
                StatusCode::UNAUTHORIZED
            }
            Self::PlanTooLow(_) | Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::RateLimited { .. } | Self::DailyCap(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn body(&self) -> Value {
        match self {
            Self::BadRequest(message) => json!({ "error": message }),
            Self::Forbidden(message) | Self::NotFound(message) | Self::Conflict(message) => {
                json!({ "error": message })
            }
            Self::InvalidPost(problems) => json!({
                "error": problems.first().map_or("Validation failed", |first| &first.message),
                "details": problems,
            }),
            Self::BannedHashtags(violations) => json!({
                "error": "Post verification failed",
                "violations": violations,
            }),
            Self::Unauthenticated => json!({ "error": "Missing or invalid Authorization header" }),
            Self::UnknownKey => json!({ "error": "Invalid API key" }),
            Self::NotTheOwner => json!({ "error": "Missing or invalid owner session" }),
            Self::PlanTooLow(plan) => json!({
                "error": "This feature requires the Starter plan or above.",
                "required_tier": "starter",
                "current_tier": plan.slug(),
                "upgrade_url": "/dashboard/subscription",
            }),
            Self::MethodNotAllowed => json!({ "error": "Method not allowed" }),
            Self::TooLarge(limit) => json!({
                "error": format!("Request body is larger than {limit} bytes"),
            }),
            Self::WrongHost => json!({
                "error": "This server answers only as 127.0.0.1 and localhost",
            }),
            Self::RateLimited { seconds } => json!({
                "error": format!("Rate limit exceeded. Try again in {seconds} seconds."),
                "code": "RATE_LIMIT_EXCEEDED",
            }),
            Self::DailyCap(violations) => json!({
                "success": false,
                "error": "Post verification failed",
                "violations": violations,
            }),
            Self::Internal => json!({ "error": "Internal server error" }),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Json(self.body())).into_response();
        if let Self::RateLimited { seconds } = self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the sandbox's database refused");
        Self::Internal
    }
}
