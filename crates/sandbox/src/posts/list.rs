//! `GET /posts` and `GET /posts/{id}`.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    app::App,
    body::{Id, Query},
    error::ApiError,
    posts::{
        record::{self, Filter, Post},
        status::Status,
    },
    profiles,
};

const DEFAULT_LIMIT: u32 = 20;
const MAX_LIMIT: u32 = 100;

/// `GET /posts?status=&profile_name=&limit=&offset=`: newest first. A limit above 100 means 100.
pub(crate) async fn list(State(app): App, query: Query) -> Result<Json<Value>, ApiError> {
    let status = match query.get("status") {
        None => None,
        Some(slug) => Some(Status::parse(slug).ok_or_else(|| {
            ApiError::bad_request(
                "status must be draft, scheduled, publishing, completed, partially_failed or \
                 failed",
            )
        })?),
    };
    let limit = query.number("limit", DEFAULT_LIMIT)?.min(MAX_LIMIT);
    let offset = query.number("offset", 0)?;
    if limit == 0 {
        return Err(ApiError::bad_request("limit must be at least 1"));
    }
    let (posts, total) = app.db.transaction(|tx| {
        let profile = query
            .get("profile_name")
            .map(|name| profiles::by_name(tx, name));
        let profile_id = match profile.transpose() {
            Ok(profile) => profile.map(|profile| profile.id),
            Err(ApiError::NotFound(_)) => return Ok((Vec::new(), 0)),
            Err(other) => return Err(other),
        };
        let filter = Filter {
            status,
            profile_id: profile_id.as_deref(),
        };
        record::page(tx, &filter, limit, offset)
    })?;
    let posts: Vec<Value> = posts
        .iter()
        .map(|post| post.list_item(app.origin))
        .collect();
    Ok(Json(
        json!({ "posts": posts, "total": total, "limit": limit, "offset": offset }),
    ))
}

/// `GET /posts/{id}`: the post with its destinations beside it.
pub(crate) async fn get(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    let post: Post = app.db.transaction(|tx| record::by_id(tx, &id))?;
    Ok(Json(post.detail(app.origin)))
}
