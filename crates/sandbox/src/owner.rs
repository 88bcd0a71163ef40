//! The owner-only routes, outside `/v1`: keys, the workspace, and what a test needs to see or set.
//!
//! CodivUpload documents no such routes. They stand in for its dashboard's private ones, and are
//! deliberately not shaped like anything a client could mistake for the public API.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use rusqlite::{OptionalExtension, Row};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::{
    app::App,
    body::{self, Fields, Id, Query},
    controls::Settings,
    error::ApiError,
    faults::Fault,
    keys::{self, Key, KeyName},
    time::iso,
    workspace,
};

/// `GET /owner/workspace`: the id, the name and the plan.
pub(crate) async fn workspace(State(app): App) -> Result<Json<Value>, ApiError> {
    let (id, name) = app.db.transaction(workspace::identity)?;
    let plan = app.controls.get().plan.slug();
    Ok(Json(json!({ "id": id, "name": name, "plan": plan })))
}

/// `GET /owner/keys`: all keys, oldest first; revoked ones with `?include=revoked`.
pub(crate) async fn list_keys(State(app): App, query: Query) -> Result<Json<Value>, ApiError> {
    let revoked_too = query.get("include") == Some("revoked");
    let keys = app.db.transaction(|tx| keys::list(tx, revoked_too))?;
    Ok(Json(
        json!({ "keys": keys.iter().map(key_json).collect::<Vec<_>>() }),
    ))
}

/// `POST /owner/keys`: `{name, reference?}`. The answer is the only place the key ever appears.
pub(crate) async fn create_key(State(app): App, fields: Fields) -> Result<Response, ApiError> {
    let name = KeyName::parse(fields.required_text("name")?)?;
    let reference = fields.text("reference")?;
    if reference.is_some_and(|reference| reference.is_empty() || reference.len() > 128) {
        return Err(ApiError::bad_request("reference must be 1 to 128 bytes"));
    }
    let now = app.now_ms();
    let key = app
        .db
        .transaction(|tx| keys::issue_with_reference(tx, &name, reference, now))?;
    let answer = json!({
        "id": key.id,
        "name": key.name,
        "key": key.secret.expose_secret(),
        "reference": reference,
        "created_at": iso(now),
    });
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// `PATCH /owner/keys/{id}`: `{name}`.
pub(crate) async fn rename_key(
    State(app): App,
    Id(id): Id,
    fields: Fields,
) -> Result<Json<Value>, ApiError> {
    let name = KeyName::parse(fields.required_text("name")?)?;
    let key = app.db.transaction(|tx| keys::rename(tx, &id, &name))?;
    Ok(Json(key_json(&key)))
}

/// `DELETE /owner/keys/{id}`: `{id, revoked_at}`, the same however often it is called.
pub(crate) async fn revoke_key(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    let delay = app.controls.get().revocation_delay_ms;
    let now = app.now_ms();
    let revoked = app.db.transaction(|tx| keys::revoke(tx, &id, now, delay))?;
    Ok(Json(json!({ "id": id, "revoked_at": iso(revoked) })))
}

/// `GET /owner/posts`: which key made which post, newest first.
pub(crate) async fn list_posts(State(app): App) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let mut statement =
            tx.prepare_cached(&format!("{ORIGINS} ORDER BY posts.created_ms DESC"))?;
        let posts = statement
            .query_map([], origin_json)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Json(json!({ "posts": posts })))
    })
}

/// `GET /owner/posts/{id}/origin`: the same for one post.
pub(crate) async fn post_origin(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let mut statement = tx.prepare_cached(&format!("{ORIGINS} WHERE posts.id = ?1"))?;
        let origin = statement.query_row([id], origin_json).optional()?;
        origin.map(Json).ok_or(ApiError::NotFound("Post not found"))
    })
}

/// `GET /owner/faults`: what is still to go wrong.
pub(crate) async fn list_faults(State(app): App) -> Json<Value> {
    Json(json!({ "faults": app.faults.list() }))
}

/// `POST /owner/faults`: adds one [`Fault`].
pub(crate) async fn add_fault(State(app): App, body: body::Json) -> Result<Response, ApiError> {
    app.faults.add(read::<Fault>(body.0)?);
    Ok((StatusCode::CREATED, list_faults(State(app)).await).into_response())
}

/// `DELETE /owner/faults`: forgets them all.
pub(crate) async fn clear_faults(State(app): App) -> Json<Value> {
    app.faults.clear();
    list_faults(State(app)).await
}

/// `GET /owner/controls`: where the levers stand.
pub(crate) async fn controls(State(app): App) -> Json<Settings> {
    Json(app.controls.get())
}

/// `PATCH /owner/controls`: moves the levers that are named.
pub(crate) async fn move_controls(
    State(app): App,
    Fields(changes): Fields,
) -> Result<Json<Settings>, ApiError> {
    let mut wanted = json!(app.controls.get());
    for (name, value) in changes {
        wanted[name] = value;
    }
    let wanted: Settings = read(wanted)?;
    app.controls.update(|settings| *settings = wanted);
    Ok(controls(State(app)).await)
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, ApiError> {
    serde_json::from_value(value).map_err(|error| ApiError::BadRequest(error.to_string()))
}

const ORIGINS: &str =
    "SELECT posts.id, posts.key_id, keys.name, profiles.profile_name, posts.status,
        posts.created_ms
 FROM posts JOIN profiles ON profiles.id = posts.profile_id
            LEFT JOIN keys ON keys.id = posts.key_id";

fn origin_json(row: &Row<'_>) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, String>(0)?,
        "key_id": row.get::<_, Option<String>>(1)?,
        "key_name": row.get::<_, Option<String>>(2)?,
        "profile_name": row.get::<_, String>(3)?,
        "status": row.get::<_, String>(4)?,
        "created_at": iso(row.get(5)?),
    }))
}

fn key_json(key: &Key) -> Value {
    json!({
        "id": key.id,
        "name": key.name,
        "hint": key.hint,
        "reference": key.reference,
        "created_at": iso(key.created_ms),
        "last_used_at": key.last_used_ms.map(iso),
        "revoked_at": key.revoked_ms.map(iso),
    })
}
