//! `POST /posts`.

use axum::{
    Extension, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use rusqlite::{Transaction, params};
use serde_json::{Value, json};

use crate::{
    app::{App, AppState},
    auth::Caller,
    body::Fields,
    error::ApiError,
    media,
    posts::{
        caps,
        record::{self, Destination, Post},
        request::{NewPost, Target, Timing},
        status::{Delivery, Status},
        validate,
    },
    profiles::{self, Profile},
    queue, random,
    time::{DAY_MS, iso},
};

/// Posts with the same text on one profile within this time are warned about.
const DUPLICATE_MS: i64 = 2 * DAY_MS;

/// `POST /posts`: 200 when it goes out now, 202 when it is scheduled or queued.
pub(crate) async fn create(
    State(app): App,
    Extension(caller): Extension<Caller>,
    fields: Fields,
) -> Result<Response, ApiError> {
    let now = app.now_ms();
    let mut wanted = NewPost::read(&fields, app.origin, now)?;
    if wanted.auto_truncate {
        validate::truncate(&mut wanted.content);
    }
    validate::check(&wanted.content, wanted.timing != Timing::Now)?;
    let (post, warnings) = app
        .db
        .transaction(|tx| store(tx, &app, &caller, &wanted, now))?;
    app.due.notify_one();
    Ok(answer(&post, wanted.timing, warnings))
}

fn store(
    tx: &Transaction<'_>,
    app: &AppState,
    caller: &Caller,
    wanted: &NewPost,
    now: i64,
) -> Result<(Post, Vec<Value>), ApiError> {
    let profile = profiles::by_name(tx, &wanted.profile_name)?;
    check_connected(&profile, &wanted.content.targets)?;
    media::check_ready(tx, &wanted.content.media_urls)?;
    let scheduled_ms = match wanted.timing {
        Timing::Now => None,
        Timing::At(date) => Some(date),
        Timing::NextSlot => Some(queue::next_free_slot(tx, &profile, now)?),
    };
    if scheduled_ms.is_none() {
        caps::check(tx, &profile, &wanted.content.targets, now)?;
    }
    let warnings = duplicates(tx, &profile, wanted.content.description.as_deref(), now)?;
    let post = new_post(app, caller, wanted, &profile, scheduled_ms, now);
    record::insert(tx, &post)?;
    Ok((post, warnings))
}

fn new_post(
    app: &AppState,
    caller: &Caller,
    wanted: &NewPost,
    profile: &Profile,
    scheduled_ms: Option<i64>,
    now: i64,
) -> Post {
    let content = &wanted.content;
    let destinations = content.targets.iter().map(|target| Destination {
        id: random::id(),
        platform: target.rules.slug.to_owned(),
        status: Delivery::Pending,
        external_job_id: None,
        post_url: None,
        error_message: None,
        overrides: target.overrides.clone(),
        created_ms: now,
        published_ms: None,
    });
    let takes = app.controls.get().publishing_ms;
    Post {
        id: random::id(),
        profile_id: profile.id.clone(),
        key_id: Some(caller.key_id.clone()),
        post_type: content.post_type,
        status: if scheduled_ms.is_some() {
            Status::Scheduled
        } else {
            Status::Publishing
        },
        title: content.title.clone(),
        description: content.description.clone(),
        media_urls: Some(content.media_urls.clone()).filter(|urls| !urls.is_empty()),
        scheduled_ms,
        finish_ms: scheduled_ms
            .is_none()
            .then(|| now.saturating_add_unsigned(takes)),
        first_comment: content.first_comment.clone(),
        created_ms: now,
        updated_ms: now,
        destinations: destinations.collect(),
    }
}

fn answer(post: &Post, timing: Timing, warnings: Vec<Value>) -> Response {
    let (status, message) = match timing {
        Timing::Now => (
            StatusCode::OK,
            "Post successfully queued for immediate delivery.",
        ),
        Timing::At(_) => (StatusCode::ACCEPTED, "Post successfully scheduled."),
        Timing::NextSlot => (StatusCode::ACCEPTED, "Post added to queue"),
    };
    let mut body = json!({
        "message": message,
        "post_id": post.id,
        "destinations_count": post.destinations.len(),
        "received_type": post.post_type.slug(),
        "is_immediate": timing == Timing::Now,
    });
    if timing == Timing::NextSlot {
        body["scheduled_date"] = json!(post.scheduled_ms.map(iso));
        body["queue_slot"] = json!(post.scheduled_ms.map(iso));
    }
    if !warnings.is_empty() {
        body["warnings"] = Value::Array(warnings);
    }
    (status, Json(body)).into_response()
}

fn check_connected(profile: &Profile, targets: &[Target]) -> Result<(), ApiError> {
    let missing = targets
        .iter()
        .map(|target| target.rules.slug)
        .find(|slug| !profile.platforms.iter().any(|connected| connected == slug));
    match missing {
        None => Ok(()),
        Some(slug) => Err(ApiError::BadRequest(format!(
            "platform not connected for profile: {slug}"
        ))),
    }
}

fn duplicates(
    tx: &Transaction<'_>,
    profile: &Profile,
    text: Option<&str>,
    now: i64,
) -> Result<Vec<Value>, ApiError> {
    let Some(text) = text.map(folded).filter(|text| !text.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut statement = tx.prepare_cached(
        "SELECT id, description FROM posts
         WHERE profile_id = ?1 AND created_ms > ?2 AND description IS NOT NULL
         ORDER BY created_ms DESC",
    )?;
    let recent = statement
        .query_map(params![profile.id, now - DUPLICATE_MS], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let earlier = recent.into_iter().find(|(_, other)| folded(other) == text);
    Ok(earlier
        .map(|(id, _)| {
            json!({
                "type": "duplicate",
                "message": "Similar content was posted on this profile in the last 48 hours",
                "post_id": id,
            })
        })
        .into_iter()
        .collect())
}

/// The text without regard to case and spacing.
fn folded(text: &str) -> String {
    text.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
