//! A profile's queue: times of day, on some days of the week, at which queued posts go out.
//!
//! The vendor documents what can be set and the four routes, but not the JSON. Its names are
//! inferred from a service with the same routes and defaults, so they are read leniently: a time as
//! `{"hour": 9, "minute": 0}` or `"09:00"`, a day by number (0 and 7 are Sunday) or by name. What
//! cannot be read at all is [`NotThisService::WrongShape`], never a default: somebody could save it.

use chrono::{DateTime, Utc};
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Client;
use crate::call_error::{CallError, NotThisService};
use crate::http::{Call, Credential};

/// When a profile's queued posts go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueSettings {
    /// The zone of the times, by its IANA name.
    pub zone: String,
    /// The times of day, in order.
    pub slots: Vec<SlotTime>,
    /// The days of the week, Monday first.
    pub days: [bool; 7],
    /// How many posts one slot takes; 1 to 100.
    pub most_per_slot: u32,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotTime {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

/// One slot to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueSlot {
    /// When.
    pub at: DateTime<Utc>,
    /// How many posts are in it, where the service says so.
    pub posts: Option<u32>,
}

impl Client {
    /// Reads the settings of a profile's queue. Asks up to three times.
    ///
    /// # Errors
    ///
    /// [`CallError::NotFound`] when there is no such profile, or the service has no queue.
    pub async fn queue_settings(
        &self,
        credential: &Credential,
        profile_name: &str,
    ) -> Result<QueueSettings, CallError> {
        let ask = || self.ask_queue::<Value>(credential, profile_name, "settings", None);
        read_settings(&self.http.reading(ask).await?)
    }

    /// Changes the settings of a profile's queue, in one attempt, and says what they are now.
    ///
    /// # Errors
    ///
    /// [`CallError::BadRequest`] when the service does not take them. When
    /// [`outcome_is_unknown`](CallError::outcome_is_unknown), read them again.
    pub async fn set_queue_settings(
        &self,
        credential: &Credential,
        profile_name: &str,
        wanted: &QueueSettings,
    ) -> Result<QueueSettings, CallError> {
        let told: Value = self
            .http
            .call(Call {
                body: Some(written(profile_name, wanted)),
                ..self.to_queue(credential, Method::POST, "settings")
            })
            .await?;
        read_settings(&told)
    }

    /// The next slots of a profile's queue, free or not, in order. Asks up to three times.
    ///
    /// # Errors
    ///
    /// As for [`queue_settings`](Self::queue_settings).
    pub async fn queue_preview(
        &self,
        credential: &Credential,
        profile_name: &str,
        count: u32,
    ) -> Result<Vec<QueueSlot>, CallError> {
        let ask = || self.ask_queue::<Preview>(credential, profile_name, "preview", Some(count));
        let Preview { slots } = self.http.reading(ask).await?;
        Ok(slots.iter().filter_map(read_slot).collect())
    }

    /// The next free slot of a profile's queue, if there is one within a year. Asks up to three
    /// times.
    ///
    /// # Errors
    ///
    /// As for [`queue_settings`](Self::queue_settings).
    pub async fn next_queue_slot(
        &self,
        credential: &Credential,
        profile_name: &str,
    ) -> Result<Option<QueueSlot>, CallError> {
        let ask = || self.ask_queue::<Next>(credential, profile_name, "next-slot", None);
        let Next { next_slot } = self.http.reading(ask).await?;
        if next_slot.is_null() {
            return Ok(None);
        }
        read_slot(&next_slot).map(Some).ok_or(wrong_shape())
    }

    async fn ask_queue<T: serde::de::DeserializeOwned>(
        &self,
        credential: &Credential,
        profile_name: &str,
        what: &str,
        count: Option<u32>,
    ) -> Result<T, CallError> {
        let mut query = vec![("profile_name", profile_name.to_owned())];
        query.extend(count.map(|count| ("count", count.to_string())));
        self.http
            .call(Call {
                query,
                ..self.to_queue(credential, Method::GET, what)
            })
            .await
    }

    fn to_queue<'a>(
        &'a self,
        credential: &'a Credential,
        method: Method,
        what: &'a str,
    ) -> Call<'a> {
        Call {
            credential,
            method,
            base: &self.base,
            route: vec!["queue", what],
            query: Vec::new(),
            body: None,
            in_background: self.in_background,
        }
    }
}

#[derive(Deserialize)]
struct Preview {
    slots: Vec<Value>,
}

#[derive(Deserialize)]
struct Next {
    next_slot: Value,
}

fn written(profile_name: &str, wanted: &QueueSettings) -> Value {
    let slots: Vec<Value> = wanted
        .slots
        .iter()
        .map(|slot| json!({ "hour": slot.hour, "minute": slot.minute }))
        .collect();
    let days: Vec<usize> = (0..7)
        .filter(|day_from_sunday| wanted.days[from_monday(*day_from_sunday)])
        .collect();
    json!({
        "profile_name": profile_name,
        "timezone": wanted.zone,
        "slots": slots,
        "days_of_week": days,
        "max_posts_per_slot": wanted.most_per_slot,
    })
}

fn read_settings(told: &Value) -> Result<QueueSettings, CallError> {
    let settings = told.get("queue_settings").unwrap_or(told);
    settings_of(settings).ok_or(wrong_shape())
}

fn settings_of(told: &Value) -> Option<QueueSettings> {
    let list = |name: &str| told.get(name)?.as_array();
    let mut slots: Vec<SlotTime> = list("slots")?
        .iter()
        .map(slot_time)
        .collect::<Option<_>>()?;
    slots.sort_unstable();
    slots.dedup();
    let mut days = [false; 7];
    for day in list("days_of_week")? {
        days[from_monday(day_from_sunday(day)?)] = true;
    }
    let most = told.get("max_posts_per_slot")?.as_u64()?;
    Some(QueueSettings {
        zone: told.get("timezone")?.as_str()?.to_owned(),
        slots,
        days,
        most_per_slot: most.try_into().ok()?,
    })
}

fn slot_time(told: &Value) -> Option<SlotTime> {
    let (hour, minute) = match told.as_str() {
        Some(text) => {
            let (hour, rest) = text.split_once(':')?;
            let minute = rest.split(':').next()?;
            (hour.parse().ok()?, minute.parse().ok()?)
        }
        None => (told.get("hour")?.as_u64()?, told.get("minute")?.as_u64()?),
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    Some(SlotTime {
        hour: hour.try_into().ok()?,
        minute: minute.try_into().ok()?,
    })
}

fn day_from_sunday(told: &Value) -> Option<usize> {
    const NAMES: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    match told.as_str() {
        Some(name) => {
            let name = name.to_ascii_lowercase();
            NAMES.iter().position(|day| name.starts_with(day))
        }
        None => Some(usize::try_from(told.as_u64()?).ok()? % 7),
    }
}

/// Sunday is the first day there and the last one here.
fn from_monday(day_from_sunday: usize) -> usize {
    (day_from_sunday + 6) % 7
}

/// None when it does not say when it is.
fn read_slot(told: &Value) -> Option<QueueSlot> {
    let posts = told.get("posts_count").and_then(Value::as_u64);
    Some(QueueSlot {
        at: told.get("scheduled_date")?.as_str()?.parse().ok()?,
        posts: posts.and_then(|posts| posts.try_into().ok()),
    })
}

fn wrong_shape() -> CallError {
    CallError::NotThisService {
        why: NotThisService::WrongShape,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn working_days() -> QueueSettings {
        QueueSettings {
            zone: "Europe/Berlin".to_owned(),
            slots: vec![
                SlotTime { hour: 9, minute: 5 },
                SlotTime {
                    hour: 17,
                    minute: 0,
                },
            ],
            days: [true, true, true, true, true, false, false],
            most_per_slot: 2,
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut told = written("Café", &working_days());
        assert_eq!(told["days_of_week"], json!([1, 2, 3, 4, 5]));
        assert_eq!(read_settings(&told).unwrap(), working_days());
        told = json!({ "success": true, "queue_settings": told });
        assert_eq!(read_settings(&told).unwrap(), working_days());
    }

    #[test]
    fn times_and_days_are_read_in_other_forms_too() {
        let told = json!({
            "timezone": "Europe/Berlin",
            "slots": ["17:00", "09:05:00", "17:00"],
            "days_of_week": ["Monday", "tue", "WED", "Thursday", "fri"],
            "max_posts_per_slot": 2,
            "paused": false,
        });
        assert_eq!(read_settings(&told).unwrap(), working_days());
    }

    #[test]
    fn settings_that_cannot_be_read_are_not_made_up() {
        let good = written("Café", &working_days());
        for (field, value) in [
            ("slots", json!(["24:00"])),
            ("slots", json!("09:00")),
            ("slots", json!([{ "hour": 9 }])),
            ("days_of_week", json!(["someday"])),
            ("days_of_week", Value::Null),
            ("timezone", json!(1)),
            ("max_posts_per_slot", json!(-1)),
        ] {
            let mut told = good.clone();
            told[field] = value;
            assert!(read_settings(&told).is_err(), "{told}");
        }
    }

    #[test]
    fn a_slot_without_a_time_is_left_out() {
        let told = [
            json!({ "scheduled_date": "2026-12-01T08:00:00Z", "posts_count": 1 }),
            json!({ "scheduled_date": "soon" }),
            json!({ "scheduled_date": "2026-12-01T09:00:00+01:00" }),
        ];
        let at = "2026-12-01T08:00:00Z".parse().unwrap();
        let read: Vec<_> = told.iter().filter_map(read_slot).collect();
        let expected = [Some(1), None].map(|posts| QueueSlot { at, posts });
        assert_eq!(read, expected);
    }
}
