//! Reading what a request carries, so that bad input gets the documented error and never a 500.

use std::collections::HashMap;

use axum::{
    body::Body,
    extract::{FromRequest, FromRequestParts, Path, Request},
};
use futures::StreamExt;
use http::request::Parts;
use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::error::ApiError;

/// The largest JSON body that is read, in bytes.
const LIMIT: usize = 1_000_000;

/// A JSON body of any shape.
#[derive(Debug)]
pub(crate) struct Json(pub(crate) Value);

impl<S: Send + Sync> FromRequest<S> for Json {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let bytes = read(request.into_body()).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| ApiError::bad_request("The request body is not valid JSON"))
    }
}

/// A JSON body that is an object.
#[derive(Debug)]
pub(crate) struct Fields(pub(crate) Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        Json::from_request(request, state).await?.0.try_into()
    }
}

impl TryFrom<Value> for Fields {
    type Error = ApiError;

    fn try_from(value: Value) -> Result<Self, ApiError> {
        if let Value::Object(fields) = value {
            Ok(Self(fields))
        } else {
            Err(ApiError::bad_request(
                "The request body must be a JSON object",
            ))
        }
    }
}

impl Fields {
    /// The field's text; `None` when it is absent or null.
    pub(crate) fn text(&self, field: &str) -> Result<Option<&str>, ApiError> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ApiError::BadRequest(format!("{field} must be a string"))),
        }
    }

    /// The field's text, which must not be empty.
    pub(crate) fn required_text(&self, field: &str) -> Result<&str, ApiError> {
        self.text(field)?
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| ApiError::BadRequest(format!("{field} is required")))
    }
}

/// The query of a request. Of a repeated parameter the last one counts.
#[derive(Debug)]
pub(crate) struct Query(HashMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(
            form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
        ))
    }
}

impl Query {
    /// The parameter's value, if it was given.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A whole number from 0 up.
    pub(crate) fn number(&self, name: &str, default: u32) -> Result<u32, ApiError> {
        let Some(text) = self.get(name) else {
            return Ok(default);
        };
        text.parse()
            .map_err(|_| ApiError::BadRequest(format!("{name} must be a whole number")))
    }
}

/// The `{id}` of a path. Ids are opaque; one that cannot be read belongs to nothing.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(ApiError::NotFound("Not found")),
        }
    }
}

async fn read(body: Body) -> Result<Vec<u8>, ApiError> {
    let mut chunks = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = chunks.next().await {
        bytes.extend_from_slice(
            &chunk.map_err(|_| ApiError::bad_request("The request body broke off"))?,
        );
        if bytes.len() > LIMIT {
            return Err(ApiError::TooLarge(LIMIT as u64));
        }
    }
    Ok(bytes)
}
