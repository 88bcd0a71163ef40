//! What is set for a profile's queue, and reading and keeping it.

use jiff::tz::TimeZone;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::error::ApiError;

/// When a profile's queued posts go out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// An IANA name.
    pub(crate) timezone: String,
    pub(crate) slots: Vec<Slot>,
    /// 0 is Sunday.
    pub(crate) days_of_week: Vec<i8>,
    pub(crate) max_posts_per_slot: u32,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub(crate) hour: i8,
    pub(crate) minute: i8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timezone: "UTC".to_owned(),
            slots: [9, 12, 17].map(|hour| Slot { hour, minute: 0 }).to_vec(),
            days_of_week: (0..7).collect(),
            max_posts_per_slot: 1,
        }
    }
}

/// The profile's settings, or else the vendor's defaults.
pub(crate) fn load(tx: &Transaction<'_>, profile_id: &str) -> Result<Settings, ApiError> {
    let settings = tx
        .query_row(
            "SELECT timezone, slots, days, max_posts_per_slot FROM queue_settings
             WHERE profile_id = ?1",
            [profile_id],
            |row| {
                let slots: String = row.get(1)?;
                let days: String = row.get(2)?;
                Ok(Settings {
                    timezone: row.get(0)?,
                    slots: serde_json::from_str(&slots).unwrap_or_default(),
                    days_of_week: serde_json::from_str(&days).unwrap_or_default(),
                    max_posts_per_slot: row.get(3)?,
                })
            },
        )
        .optional()?;
    Ok(settings.unwrap_or_default())
}

/// Replaces the profile's settings.
pub(crate) fn save(
    tx: &Transaction<'_>,
    profile_id: &str,
    settings: &Settings,
) -> Result<(), ApiError> {
    tx.execute(
        "INSERT OR REPLACE INTO queue_settings
             (profile_id, timezone, slots, days, max_posts_per_slot)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            profile_id,
            settings.timezone,
            json!(settings.slots).to_string(),
            json!(settings.days_of_week).to_string(),
            settings.max_posts_per_slot,
        ],
    )?;
    Ok(())
}

/// Sorts and checks what a caller wants the settings to be.
pub(crate) fn check(wanted: Value) -> Result<Settings, ApiError> {
    let mut settings: Settings = serde_json::from_value(wanted)
        .map_err(|error| ApiError::BadRequest(format!("Invalid queue settings: {error}")))?;
    settings.slots.sort();
    settings.slots.dedup();
    settings.days_of_week.sort_unstable();
    settings.days_of_week.dedup();
    let slots_are_times = settings
        .slots
        .iter()
        .all(|slot| (0..24).contains(&slot.hour) && (0..60).contains(&slot.minute));
    if TimeZone::get(&settings.timezone).is_err() {
        Err(ApiError::bad_request(
            "timezone must be an IANA name such as Europe/Berlin",
        ))
    } else if settings.slots.is_empty() || settings.slots.len() > 48 || !slots_are_times {
        Err(ApiError::bad_request(
            "slots must be 1 to 48 times with hour 0-23 and minute 0-59",
        ))
    } else if settings.days_of_week.is_empty()
        || !settings.days_of_week.iter().all(|day| (0..7).contains(day))
    {
        Err(ApiError::bad_request(
            "days_of_week must be numbers from 0 (Sunday) to 6",
        ))
    } else if !(1..=100).contains(&settings.max_posts_per_slot) {
        Err(ApiError::bad_request("max_posts_per_slot must be 1 to 100"))
    } else {
        Ok(settings)
    }
}
