//! `/queue`: times of day, on some days of the week, in the profile's time zone, at which queued
//! posts go out.
//!
//! The vendor documents the options but not the JSON; the names are those of a service with the
//! same routes and defaults (see the README).

pub(crate) mod settings;
mod slots;

use axum::{Json, extract::State};
use jiff::Zoned;
use rusqlite::{Transaction, params};
use serde_json::{Value, json};

use self::{
    settings::{Settings, check, load, save},
    slots::upcoming,
};
use crate::{
    app::App,
    body::{Fields, Query},
    error::ApiError,
    profiles::{self, Profile},
    time::iso,
};

const MAX_PREVIEW: u32 = 100;

/// `GET /queue/settings?profile_name=`.
pub(crate) async fn show_settings(State(app): App, query: Query) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let profile = named(tx, &query)?;
        Ok(settings_answer(&profile, &load(tx, &profile.id)?))
    })
}

/// `POST /queue/settings`: `profile_name` and what is to change.
pub(crate) async fn change_settings(
    State(app): App,
    fields: Fields,
) -> Result<Json<Value>, ApiError> {
    app.db.transaction(|tx| {
        let profile = profiles::by_name(tx, fields.required_text("profile_name")?)?;
        let mut wanted = json!(load(tx, &profile.id)?);
        for name in ["timezone", "slots", "days_of_week", "max_posts_per_slot"] {
            if let Some(value) = fields.0.get(name) {
                wanted[name] = value.clone();
            }
        }
        let settings = check(wanted)?;
        save(tx, &profile.id, &settings)?;
        Ok(settings_answer(&profile, &settings))
    })
}

/// `GET /queue/preview?profile_name=&count=10`: the next slots, free or not.
pub(crate) async fn preview(State(app): App, query: Query) -> Result<Json<Value>, ApiError> {
    let count = query.number("count", 10)?;
    if !(1..=MAX_PREVIEW).contains(&count) {
        return Err(ApiError::bad_request("count must be 1 to 100"));
    }
    let now = app.now_ms();
    app.db.transaction(|tx| {
        let profile = named(tx, &query)?;
        let settings = load(tx, &profile.id)?;
        let slots = upcoming(&settings, now)?
            .take(count as usize)
            .map(|slot| slot_json(tx, &profile, &settings, &slot))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Json(json!({
            "success": true,
            "profile_name": profile.profile_name,
            "timezone": settings.timezone,
            "slots": slots,
        })))
    })
}

/// `GET /queue/next-slot?profile_name=`: the next free slot, or null when a whole year is full.
pub(crate) async fn next_slot(State(app): App, query: Query) -> Result<Json<Value>, ApiError> {
    let now = app.now_ms();
    app.db.transaction(|tx| {
        let profile = named(tx, &query)?;
        let settings = load(tx, &profile.id)?;
        let slot = first_free(tx, &profile, &settings, now)?;
        let slot = slot
            .map(|slot| slot_json(tx, &profile, &settings, &slot))
            .transpose()?;
        Ok(Json(json!({
            "success": true,
            "profile_name": profile.profile_name,
            "next_slot": slot,
        })))
    })
}

/// When the profile's next queued post goes out.
///
/// # Errors
/// 400 when every slot within a year is taken.
pub(crate) fn next_free_slot(
    tx: &Transaction<'_>,
    profile: &Profile,
    now_ms: i64,
) -> Result<i64, ApiError> {
    let settings = load(tx, &profile.id)?;
    first_free(tx, profile, &settings, now_ms)?
        .map(|slot| slot.timestamp().as_millisecond())
        .ok_or_else(|| ApiError::bad_request("The queue has no free slot within 365 days"))
}

fn first_free(
    tx: &Transaction<'_>,
    profile: &Profile,
    settings: &Settings,
    now_ms: i64,
) -> Result<Option<Zoned>, ApiError> {
    for slot in upcoming(settings, now_ms)? {
        if taken(tx, profile, &slot)? < settings.max_posts_per_slot {
            return Ok(Some(slot));
        }
    }
    Ok(None)
}

/// How many scheduled posts of the profile go out at this moment, queued or not.
fn taken(tx: &Transaction<'_>, profile: &Profile, slot: &Zoned) -> Result<u32, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT count(*) FROM posts
         WHERE status = 'scheduled' AND scheduled_ms = ?1 AND profile_id = ?2",
    )?;
    let count = statement.query_row(
        params![slot.timestamp().as_millisecond(), profile.id],
        |row| row.get(0),
    )?;
    Ok(count)
}

fn slot_json(
    tx: &Transaction<'_>,
    profile: &Profile,
    settings: &Settings,
    slot: &Zoned,
) -> Result<Value, ApiError> {
    let taken = taken(tx, profile, slot)?;
    Ok(json!({
        "scheduled_date": iso(slot.timestamp().as_millisecond()),
        "local_time": slot.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        "posts_count": taken,
        "available": taken < settings.max_posts_per_slot,
    }))
}

fn settings_answer(profile: &Profile, settings: &Settings) -> Json<Value> {
    Json(json!({
        "success": true,
        "profile_name": profile.profile_name,
        "queue_settings": settings,
    }))
}

fn named(tx: &Transaction<'_>, query: &Query) -> Result<Profile, ApiError> {
    let name = query
        .get("profile_name")
        .ok_or_else(|| ApiError::bad_request("profile_name is required"))?;
    profiles::by_name(tx, name)
}
