//! Changing, deleting and retrying a post: `PATCH`, `PUT` and `DELETE /posts/{id}`, and
//! `POST /posts/{id}/retry-failed`.

use axum::{Json, extract::State};
use rusqlite::{Transaction, params};
use serde_json::{Value, json};

use crate::{
    app::App,
    body::{Fields, Id},
    error::ApiError,
    media,
    origin::Origin,
    platform_rules,
    posts::{
        record::{self, Post},
        request::{Content, Target, future_date, urls},
        status::{Delivery, Status},
        validate,
    },
};

/// What a post is bound to for good.
const FIXED: [&str; 3] = ["platforms", "profile_name", "post_type"];

/// `PATCH` or `PUT /posts/{id}`: `title`, `description`, `media_urls`, `scheduled_date` and
/// `first_comment` of a draft or a scheduled post.
pub(crate) async fn update(
    State(app): App,
    Id(id): Id,
    fields: Fields,
) -> Result<Json<Value>, ApiError> {
    let now = app.now_ms();
    let post = app.db.transaction(|tx| {
        let mut post = record::by_id(tx, &id)?;
        apply(&mut post, &fields, app.origin, now)?;
        validate::check(&content(&post), post.scheduled_ms.is_some())?;
        media::check_ready(tx, post.media_urls.as_deref().unwrap_or_default())?;
        post.updated_ms = now;
        save(tx, &post)?;
        Ok(post)
    })?;
    app.due.notify_one();
    let answer = post.detail(app.origin);
    Ok(Json(
        json!({ "message": "Post updated successfully", "post": answer["post"] }),
    ))
}

/// `DELETE /posts/{id}`: anything of which nothing was published yet.
pub(crate) async fn delete(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let post = record::by_id(tx, &id)?;
        let is_out = post
            .destinations
            .iter()
            .any(|one| one.status == Delivery::Published);
        if is_out || matches!(post.status, Status::Completed | Status::PartiallyFailed) {
            return Err(ApiError::Conflict(
                "Post is already published and cannot be deleted",
            ));
        }
        tx.execute("DELETE FROM posts WHERE id = ?1", [&id])?;
        Ok(())
    })?;
    Ok(Json(
        json!({ "message": "Post deleted successfully", "post_id": id }),
    ))
}

/// `POST /posts/{id}/retry-failed`: sends what failed once more. Calling it again while that is
/// under way, or when nothing failed, changes nothing.
pub(crate) async fn retry_failed(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    let finish = app
        .now_ms()
        .saturating_add_unsigned(app.controls.get().publishing_ms);
    let retried = app.db.transaction(|tx| {
        let post = record::by_id(tx, &id)?;
        match post.status {
            Status::Draft | Status::Scheduled => Err(ApiError::bad_request(
                "Only posts that were published or tried can be retried",
            )),
            Status::Publishing | Status::Completed => Ok(0),
            Status::PartiallyFailed | Status::Failed => retry(tx, &id, finish),
        }
    })?;
    app.due.notify_one();
    Ok(Json(json!({
        "message": "Failed destinations queued for another attempt",
        "post_id": id,
        "retried_count": retried,
    })))
}

fn retry(tx: &Transaction<'_>, id: &str, finish_ms: i64) -> Result<usize, ApiError> {
    tx.execute(
        "UPDATE posts SET status = 'publishing', finish_ms = ?2 WHERE id = ?1",
        params![id, finish_ms],
    )?;
    let retried = tx.execute(
        "UPDATE destinations SET status = 'pending', error_message = NULL
         WHERE post_id = ?1 AND status = 'failed'",
        [id],
    )?;
    Ok(retried)
}

fn apply(post: &mut Post, fields: &Fields, origin: Origin, now: i64) -> Result<(), ApiError> {
    if !matches!(post.status, Status::Draft | Status::Scheduled) {
        return Err(ApiError::bad_request(
            "Only draft and scheduled posts can be updated",
        ));
    }
    if let Some(field) = FIXED.iter().find(|field| fields.0.contains_key(**field)) {
        return Err(ApiError::BadRequest(format!(
            "{field} cannot be changed; delete the post and create it again"
        )));
    }
    if let Some(title) = fields.text("title")? {
        post.title = Some(title.to_owned());
    }
    if let Some(description) = fields.text("description")? {
        post.description = Some(description.to_owned());
    }
    if let Some(urls) = urls(fields, "media_urls", origin)? {
        post.media_urls = Some(urls).filter(|urls| !urls.is_empty());
    }
    if fields.0.contains_key("first_comment") {
        post.first_comment = fields.text("first_comment")?.map(str::to_owned);
    }
    if fields.0.contains_key("scheduled_date") {
        reschedule(post, fields.text("scheduled_date")?, now)?;
    }
    Ok(())
}

fn reschedule(post: &mut Post, date: Option<&str>, now: i64) -> Result<(), ApiError> {
    match date {
        Some(date) => {
            post.scheduled_ms = Some(future_date(date, now)?);
            post.status = Status::Scheduled;
        }
        None if post.status == Status::Scheduled => {
            return Err(ApiError::bad_request(
                "scheduled_date of a scheduled post cannot be removed",
            ));
        }
        None => {}
    }
    Ok(())
}

/// The stored post as the rules see it. Platforms are only ever stored by a known slug.
fn content(post: &Post) -> Content {
    let targets = post.destinations.iter().filter_map(|destination| {
        let rules = platform_rules::of(&destination.platform)?;
        Some(Target {
            rules,
            overrides: destination.overrides.clone(),
        })
    });
    Content {
        post_type: post.post_type,
        title: post.title.clone(),
        description: post.description.clone(),
        media_urls: post.media_urls.clone().unwrap_or_default(),
        first_comment: post.first_comment.clone(),
        targets: targets.collect(),
    }
}

fn save(tx: &Transaction<'_>, post: &Post) -> Result<(), ApiError> {
    tx.execute(
        "UPDATE posts SET status = ?2, title = ?3, description = ?4, media_urls = ?5,
                          scheduled_ms = ?6, first_comment = ?7, updated_ms = ?8
         WHERE id = ?1",
        params![
            post.id,
            post.status,
            post.title,
            post.description,
            post.media_urls.as_ref().map(|urls| json!(urls).to_string()),
            post.scheduled_ms,
            post.first_comment,
            post.updated_ms,
        ],
    )?;
    Ok(())
}
