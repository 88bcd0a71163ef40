//! Times and smaller sentences of an incident, by the clock on the person's wall.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use latchkey_text::{incident_words as t, verdict};

use super::view::Whole;
use crate::Moment;
use crate::activity::month;
use crate::views::{Exposed, ProblemView};

/// Says moments as the person would.
pub(super) struct Clock {
    /// The day on which the date can be left out.
    today: Option<Moment>,
    zone: TimeZone,
}

impl Clock {
    pub(super) fn new(now: Moment, zone: &TimeZone) -> Clock {
        Clock {
            today: Some(now),
            zone: zone.clone(),
        }
    }

    /// One that always says the date, for what is read later.
    pub(super) fn with_dates(zone: &TimeZone) -> Clock {
        Clock {
            today: None,
            zone: zone.clone(),
        }
    }

    /// `14:02:31` today, with the date on other days.
    pub(super) fn at(&self, moment: Moment) -> String {
        let day = |at| self.format("%F", at);
        if self.today.is_some_and(|today| day(today) == day(moment)) {
            self.format("%T", moment)
        } else {
            self.full(moment)
        }
    }

    /// `20 November 2026, 14:02:31`.
    pub(super) fn full(&self, moment: Moment) -> String {
        let Some(at) = self.on_the_wall(moment) else {
            return crate::clock::shown(moment);
        };
        let date = verdict::date(at.day(), month(at.month()), at.year());
        t::moment(date, at.strftime("%T"))
    }

    /// `Europe/Berlin`, or how far it is from UTC at that moment.
    pub(super) fn zone_name(&self, at: Moment) -> String {
        self.zone
            .iana_name()
            .map_or_else(|| self.format("UTC%:z", at), str::to_owned)
    }

    fn format(&self, form: &str, moment: Moment) -> String {
        self.on_the_wall(moment).map_or_else(
            || crate::clock::shown(moment),
            |at| at.strftime(form).to_string(),
        )
    }

    fn on_the_wall(&self, moment: Moment) -> Option<Zoned> {
        let at = Timestamp::from_millisecond(moment.timestamp_millis()).ok()?;
        Some(at.to_zoned(self.zone.clone()))
    }

    pub(super) fn exposed(&self, exposed: Exposed, from: Option<Moment>) -> String {
        match (exposed, from) {
            (_, None) => t::exposed_unknown(),
            (Exposed::Now, Some(at)) => t::exposed_now(self.at(at)),
            (Exposed::Today | Exposed::Since, Some(at)) => t::exposed_since(self.at(at)),
            (Exposed::Unknown, Some(at)) => t::exposed_since_made(self.at(at)),
        }
    }

    /// The dead key worked at that moment.
    pub(super) fn alarm(&self, whole: &Whole, at: Moment) -> String {
        let (at, key) = (self.at(at), &whole.key.name);
        if whole.alarm_is_active() {
            t::alarm(at, key)
        } else {
            t::alarm_over(at, key)
        }
    }
}

/// Not sent, because one like it is there.
pub(super) fn twin() -> ProblemView {
    ProblemView {
        message: t::twin(),
        remedy: t::twin_remedy(),
        next_try_at: None,
    }
}

/// Sent, and nobody knows whether it arrived.
pub(super) fn unclear() -> ProblemView {
    ProblemView {
        message: t::unclear(),
        remedy: t::unclear_remedy(),
        next_try_at: None,
    }
}

/// How to delete a live post on a platform, a line for each step.
pub(super) fn steps_to_delete(platform: &str) -> Vec<String> {
    let steps = match platform {
        "x" => t::delete_x(),
        "youtube" => t::delete_youtube(),
        "instagram" => t::delete_instagram(),
        "facebook" => t::delete_facebook(),
        "linkedin" => t::delete_linkedin(),
        "tiktok" => t::delete_tiktok(),
        "threads" => t::delete_threads(),
        "pinterest" => t::delete_pinterest(),
        "bluesky" => t::delete_bluesky(),
        _ => t::delete_elsewhere(),
    };
    steps.lines().map(str::to_owned).collect()
}
