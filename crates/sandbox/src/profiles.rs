//! `/agency/profiles`: the brands of the workspace and where each is connected.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde_json::{Map, Value, json};

use crate::{
    app::App,
    body::{Fields, Id},
    error::ApiError,
    platform_rules::PLATFORMS,
    random,
    time::iso,
    workspace,
};

/// A profile of the workspace.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    pub(crate) id: String,
    pub(crate) profile_name: String,
    pub(crate) username: String,
    /// Slugs of the connected platforms.
    pub(crate) platforms: Vec<String>,
    created_ms: i64,
}

/// What a profile is created with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewProfile<'a> {
    pub(crate) profile_name: &'a str,
    pub(crate) username: &'a str,
    pub(crate) platforms: &'a [&'a str],
}

/// `GET /agency/profiles`: all of them, oldest first.
pub(crate) async fn list(State(app): App) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let (workspace_id, _) = workspace::identity(tx)?;
        let profiles: Vec<Value> = all(tx)?
            .iter()
            .map(|profile| {
                json!({
                    "id": profile.id,
                    "workspace_id": workspace_id,
                    "profile_name": profile.profile_name,
                    "username": profile.username,
                    "created_by": null,
                    "created_at": iso(profile.created_ms),
                    "social_accounts": accounts(profile),
                })
            })
            .collect();
        Ok(Json(json!({ "success": true, "profiles": profiles })))
    })
}

/// `POST /agency/profiles`: `{username, profile_name?}`. Nothing is connected yet.
pub(crate) async fn create(State(app): App, fields: Fields) -> Result<Response, ApiError> {
    let username = fields.required_text("username")?;
    let profile_name = fields.text("profile_name")?.map_or(username, str::trim);
    check_username(username)?;
    if profile_name.is_empty() || profile_name.chars().count() > 100 {
        return Err(ApiError::bad_request(
            "profile_name must be 1 to 100 characters",
        ));
    }
    let limit = app.controls.get().plan.profiles();
    let now = app.now_ms();
    app.db.transaction(|tx| {
        let profiles = all(tx)?;
        if profiles
            .iter()
            .any(|one| one.username == username || one.profile_name == profile_name)
        {
            return Err(ApiError::Conflict("A profile with this name exists"));
        }
        if profiles.len() >= limit {
            return Err(ApiError::Forbidden("Profile limit reached for your plan"));
        }
        let id = insert(
            tx,
            &NewProfile {
                profile_name,
                username,
                platforms: &[],
            },
            now,
        )?;
        let (workspace_id, _) = workspace::identity(tx)?;
        let answer = json!({
            "success": true,
            "profile": {
                "id": id,
                "username": username,
                "profile_name": profile_name,
                "workspace_id": workspace_id,
                "created_at": iso(now),
            },
        });
        Ok((StatusCode::CREATED, Json(answer)).into_response())
    })
}

/// `DELETE /agency/profiles/{id}`: for good, with its posts, queue and media.
pub(crate) async fn delete(State(app): App, Id(id): Id) -> Result<Json<Value>, ApiError> {
    let uploads = app.db.transaction(|tx| {
        let uploads = uploads_of(tx, &id)?;
        if tx.execute("DELETE FROM profiles WHERE id = ?1", [&id])? == 0 {
            return Err(NO_SUCH_PROFILE);
        }
        Ok(uploads)
    })?;
    for upload in uploads {
        app.media.remove(&upload);
    }
    Ok(Json(
        json!({ "success": true, "message": "Profile deleted" }),
    ))
}

/// Adds a profile and returns its id.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    profile: &NewProfile<'_>,
    now_ms: i64,
) -> Result<String, ApiError> {
    let id = random::id();
    tx.execute(
        "INSERT INTO profiles (id, profile_name, username, platforms, created_ms)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            id,
            profile.profile_name,
            profile.username,
            json!(profile.platforms).to_string(),
            now_ms
        ],
    )?;
    Ok(id)
}

/// The profile a caller means: by display name first, then by user name.
pub(crate) fn by_name(tx: &Transaction<'_>, name: &str) -> Result<Profile, ApiError> {
    tx.query_row(
        "SELECT id, profile_name, username, platforms, created_ms FROM profiles
         WHERE profile_name = ?1 OR username = ?1 ORDER BY profile_name = ?1 DESC",
        [name],
        from_row,
    )
    .optional()?
    .ok_or(NO_SUCH_PROFILE)
}

/// The profile with this id.
pub(crate) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Profile, ApiError> {
    tx.query_row(
        "SELECT id, profile_name, username, platforms, created_ms FROM profiles WHERE id = ?1",
        [id],
        from_row,
    )
    .optional()?
    .ok_or(NO_SUCH_PROFILE)
}

const NO_SUCH_PROFILE: ApiError = ApiError::NotFound("Profile not found");

fn all(tx: &Transaction<'_>) -> Result<Vec<Profile>, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, profile_name, username, platforms, created_ms FROM profiles
         ORDER BY created_ms, rowid",
    )?;
    let profiles = statement
        .query_map([], from_row)?
        .collect::<Result<_, _>>()?;
    Ok(profiles)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Profile> {
    let platforms: String = row.get(3)?;
    Ok(Profile {
        id: row.get(0)?,
        profile_name: row.get(1)?,
        username: row.get(2)?,
        platforms: serde_json::from_str(&platforms).unwrap_or_default(),
        created_ms: row.get(4)?,
    })
}

fn accounts(profile: &Profile) -> Map<String, Value> {
    PLATFORMS
        .iter()
        .map(|rules| {
            let connected = profile.platforms.iter().any(|slug| slug == rules.slug);
            (rules.slug.to_owned(), connected.into())
        })
        .collect()
}

fn uploads_of(tx: &Transaction<'_>, profile_id: &str) -> Result<Vec<String>, ApiError> {
    let mut statement = tx.prepare_cached("SELECT id FROM media WHERE profile_id = ?1")?;
    let ids = statement
        .query_map([profile_id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

/// At least three lowercase letters, digits, dots, dashes or underscores (vendor's Python client
/// and skill texts, 2026-05; the upper bound is ours).
fn check_username(username: &str) -> Result<(), ApiError> {
    let is_allowed =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    if (3..=64).contains(&username.len()) && username.chars().all(is_allowed) {
        return Ok(());
    }
    Err(ApiError::bad_request(
        "username must be 3 to 64 lowercase letters, digits, dots, dashes or underscores",
    ))
}
