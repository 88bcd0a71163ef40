//! Since when a key may be out: from the person's words to a moment.

use chrono::DateTime;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use latchkey_store::keys::KeyRow;

use crate::Moment;
use crate::error::Invalid;
use crate::views::Exposed;

/// What an answer is counted from.
#[derive(Clone, Copy)]
pub(super) struct When {
    /// The first word about the leak. By then the key was out.
    pub(super) noticed_at: Moment,
    /// The answer, which may come later.
    pub(super) now: Moment,
}

/// The moment meant; `None` when nobody knows it and everything counts.
///
/// # Errors
/// [`Invalid::SinceNotUnderstood`] or [`Invalid::SinceInFuture`].
pub(super) fn exposed_from(
    exposed: Exposed,
    since: Option<&str>,
    key: &KeyRow,
    When { noticed_at, now }: When,
    zone: &TimeZone,
) -> Result<Option<Moment>, Invalid> {
    match exposed {
        Exposed::Now => Ok(Some(noticed_at)),
        Exposed::Today => Ok(Some(start_of_day(noticed_at, zone))),
        Exposed::Since => {
            let since = parse(since.unwrap_or_default())?;
            if since > now {
                return Err(Invalid::SinceInFuture);
            }
            Ok(Some(since.min(noticed_at)))
        }
        // A key cannot leak before it is made. When Latchkey alone says when that was, it may have
        // met it late.
        Exposed::Unknown if key.created_at_by == "service" => Ok(key.created_at),
        Exposed::Unknown => Ok(None),
    }
}

/// A moment as forms carry it.
pub(super) fn parse(text: &str) -> Result<Moment, Invalid> {
    DateTime::parse_from_rfc3339(text.trim())
        .map(|moment| moment.to_utc())
        .map_err(|_| Invalid::SinceNotUnderstood)
}

/// Midnight, or the first moment of a day whose midnight the clocks skip.
fn start_of_day(now: Moment, zone: &TimeZone) -> Moment {
    Timestamp::from_millisecond(now.timestamp_millis())
        .and_then(|now| now.to_zoned(zone.clone()).start_of_day())
        .ok()
        .and_then(|start| DateTime::from_timestamp_millis(start.timestamp().as_millisecond()))
        .unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Wanted, new_row};
    use crate::views::Environment;

    fn key() -> KeyRow {
        let wanted = Wanted {
            name: "staging".to_owned(),
            environment: Environment::Staging,
            purpose: String::new(),
            rotation_days: None,
        };
        new_row("k", "w", &wanted, at("2026-11-21T06:00:00Z"))
    }

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// Answered when it was noticed.
    fn at_once(now: Moment) -> When {
        When {
            noticed_at: now,
            now,
        }
    }

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    #[test]
    fn today_begins_at_midnight_on_the_wall() {
        let now = at("2026-11-20T23:30:00Z");
        let from = exposed_from(Exposed::Today, None, &key(), at_once(now), &berlin()).unwrap();
        assert_eq!(
            from,
            Some(at("2026-11-20T23:00:00Z")),
            "half past midnight in Berlin"
        );
    }

    #[test]
    fn today_is_right_on_the_day_the_clocks_change() {
        let now = at("2026-10-25T20:00:00Z");
        let from = exposed_from(Exposed::Today, None, &key(), at_once(now), &berlin()).unwrap();
        assert_eq!(
            from,
            Some(at("2026-10-24T22:00:00Z")),
            "that midnight was still summer time"
        );
    }

    #[test]
    fn a_later_answer_counts_from_the_day_of_the_first_word() {
        let when = When {
            noticed_at: at("2026-11-19T10:00:00Z"),
            now: at("2026-11-21T06:00:00Z"),
        };
        let from = |exposed, since| exposed_from(exposed, since, &key(), when, &berlin()).unwrap();
        assert_eq!(from(Exposed::Now, None), Some(when.noticed_at));
        let midnight = Some(at("2026-11-18T23:00:00Z"));
        assert_eq!(from(Exposed::Today, None), midnight);
        let later = Some("2026-11-20T00:00:00Z");
        assert_eq!(
            from(Exposed::Since, later),
            Some(when.noticed_at),
            "it was out when it was noticed"
        );
    }

    #[test]
    fn nothing_leaks_in_the_future() {
        let now = at("2026-11-21T06:00:00Z");
        let since = Some("2026-11-21T06:00:01Z");
        let from = exposed_from(Exposed::Since, since, &key(), at_once(now), &berlin());
        assert_eq!(from, Err(Invalid::SinceInFuture));
        let odd = exposed_from(
            Exposed::Since,
            Some("soon"),
            &key(),
            at_once(now),
            &berlin(),
        );
        assert_eq!(odd, Err(Invalid::SinceNotUnderstood));
        let none = exposed_from(Exposed::Since, None, &key(), at_once(now), &berlin());
        assert_eq!(none, Err(Invalid::SinceNotUnderstood));
    }

    #[test]
    fn the_making_of_a_key_counts_only_by_the_word_of_the_service() {
        let now = at("2026-11-21T06:00:00Z");
        let mut key = key();
        key.created_at = Some(at("2026-01-01T00:00:00Z"));
        let from = exposed_from(Exposed::Unknown, None, &key, at_once(now), &berlin()).unwrap();
        assert_eq!(from, None, "Latchkey may have met it late");
        key.created_at_by = "service".to_owned();
        let from = exposed_from(Exposed::Unknown, None, &key, at_once(now), &berlin()).unwrap();
        assert_eq!(from, key.created_at);
    }
}
