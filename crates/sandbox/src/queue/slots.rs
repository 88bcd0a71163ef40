//! When the slots are. They are wall-clock times: 09:00 stays 09:00 across a clock change, and a
//! time the clock skips moves on by the hour that is missing.

use jiff::{
    Timestamp, ToSpan, Zoned,
    civil::{Time, time},
    tz::TimeZone,
};

use super::settings::Settings;
use crate::{error::ApiError, time::MAX_AHEAD_MS};

/// All slots of the next 365 days, in order.
pub(crate) fn upcoming(
    settings: &Settings,
    now_ms: i64,
) -> Result<impl Iterator<Item = Zoned>, ApiError> {
    let zone = TimeZone::get(&settings.timezone).map_err(|_| ApiError::Internal)?;
    let now = Timestamp::from_millisecond(now_ms).map_err(|_| ApiError::Internal)?;
    let today = now.to_zoned(zone.clone()).date();
    let days = settings.days_of_week.clone();
    let slots: Vec<Time> = settings
        .slots
        .iter()
        .map(|slot| time(slot.hour, slot.minute, 0, 0))
        .collect();
    let mut last = now;
    Ok((0..=365)
        .filter_map(move |ahead| today.checked_add(ahead.days()).ok())
        .filter(move |date| days.contains(&date.weekday().to_sunday_zero_offset()))
        .flat_map(move |date| {
            slots
                .clone()
                .into_iter()
                .map(move |slot| date.to_datetime(slot))
        })
        .filter_map(move |local| local.to_zoned(zone.clone()).ok())
        // A skipped hour can move one slot onto the next; each moment is offered once.
        .filter(move |slot| {
            let is_new = slot.timestamp() > last
                && slot.timestamp().as_millisecond() <= now_ms + MAX_AHEAD_MS;
            if is_new {
                last = slot.timestamp();
            }
            is_new
        }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        queue::settings::Slot,
        time::{self, iso},
    };

    fn slots(settings: &Settings, now: &str, count: usize) -> Vec<String> {
        let now = time::parse(now).unwrap();
        let slots = upcoming(settings, now).unwrap().take(count);
        slots
            .map(|slot| iso(slot.timestamp().as_millisecond()))
            .collect()
    }

    #[test]
    fn nine_o_clock_stays_nine_o_clock_across_a_clock_change() {
        let settings = Settings {
            timezone: "Europe/Berlin".to_owned(),
            slots: vec![Slot { hour: 9, minute: 0 }],
            ..Settings::default()
        };
        assert_eq!(
            slots(&settings, "2026-03-28T00:00:00Z", 2),
            ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"]
        );
    }

    #[test]
    fn slots_that_fall_together_in_a_skipped_hour_are_one() {
        let settings = Settings {
            timezone: "Europe/Berlin".to_owned(),
            slots: vec![
                Slot {
                    hour: 2,
                    minute: 30,
                },
                Slot {
                    hour: 3,
                    minute: 30,
                },
            ],
            ..Settings::default()
        };
        assert_eq!(
            slots(&settings, "2026-03-28T12:00:00Z", 2),
            ["2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]
        );
    }

    #[test]
    fn only_the_chosen_days_have_slots() {
        let settings = Settings {
            days_of_week: vec![1],
            ..Settings::default()
        };
        assert_eq!(
            slots(&settings, "2026-04-15T00:00:00Z", 1),
            ["2026-04-20T09:00:00Z"],
            "the next Monday"
        );
    }
}
