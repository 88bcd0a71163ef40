//! From the clock on the wall to UTC and back.
//!
//! What a person plans stands on the wall: 09:00 stays 09:00 when the clocks change. A time that the
//! clocks skip is refused, because nobody can say what was meant by it. One that comes twice is the
//! earlier one unless the person says otherwise.

use chrono::TimeDelta;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use crate::Moment;
use crate::views::WallTime;

/// How far ahead the service takes a post (vendor's documentation).
const FURTHEST: TimeDelta = TimeDelta::days(365);

/// What a time on the wall means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// The moment; absent exactly when it is refused.
    pub(crate) at: Option<Moment>,
    /// Why nothing can go out then.
    pub(crate) refusal: Option<Refusal>,
    /// What the clocks do on that day, if they do.
    pub(crate) clock_change: Option<ClockChange>,
    /// The clock shows this time twice.
    pub(crate) twice: bool,
}

/// Why nothing can go out at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No date, or no time of day.
    NotUnderstood,
    /// The clocks skip it. The nearest times that exist are the last minute before and the first
    /// one after.
    Skipped {
        /// The last minute before.
        before: WallTime,
        /// The first one after.
        after: WallTime,
    },
    /// It is over.
    Past,
    /// More than 365 days ahead.
    TooFarAhead,
}

/// The clocks go forward or back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClockChange {
    /// What the clocks would show at that moment without the change.
    pub(crate) from: DateTime,
    /// What they show instead.
    pub(crate) to: DateTime,
}

/// What a time on the wall means for something that is to go out.
pub(crate) fn resolve(zone: &TimeZone, wall: &WallTime, now: Moment) -> Resolved {
    let Some(read) = read(wall) else {
        return refused(Refusal::NotUnderstood, None);
    };
    let mut changes = changes_on(zone, read.date());
    changes.sort_by_key(|change| !change.skips(read));
    let clock_change = changes.into_iter().next();
    let Some(at) = moment(zone, wall) else {
        let refusal = clock_change
            .as_ref()
            .map_or(Refusal::NotUnderstood, nearest);
        return refused(refusal, clock_change);
    };
    if at <= now {
        return refused(Refusal::Past, clock_change);
    }
    if at > now + FURTHEST {
        return refused(Refusal::TooFarAhead, clock_change);
    }
    Resolved {
        at: Some(at),
        refusal: None,
        clock_change,
        twice: comes_twice(zone, read),
    }
}

/// The moment a time on the wall means, past or future. None when there is no such time.
pub(crate) fn moment(zone: &TimeZone, wall: &WallTime) -> Option<Moment> {
    let read = zone.to_ambiguous_timestamp(read(wall)?);
    let at = match read.offset() {
        AmbiguousOffset::Unambiguous { .. } => read.unambiguous(),
        AmbiguousOffset::Fold { .. } if wall.later => read.later(),
        AmbiguousOffset::Fold { .. } => read.earlier(),
        AmbiguousOffset::Gap { .. } => return None,
    };
    Moment::from_timestamp(at.ok()?.as_second(), 0)
}

/// Where to show a time on the wall, even one that the clocks skip: as much later as they skip.
pub(crate) fn placed(zone: &TimeZone, wall: &WallTime) -> Option<Moment> {
    let shown = || zone.to_timestamp(read(wall)?).ok();
    moment(zone, wall).or_else(|| Moment::from_timestamp(shown()?.as_second(), 0))
}

/// What the clock on the wall shows at a moment, to the minute.
pub(crate) fn wall(zone: &TimeZone, moment: Moment) -> WallTime {
    let at = timestamp(moment);
    let shown = zone.to_datetime(at);
    let later = match zone.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Fold { after, .. } => zone.to_offset(at) == after,
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => false,
    };
    WallTime {
        later,
        ..plain(shown)
    }
}

/// How the clocks change on a day, in order; hardly ever at all, and hardly ever twice.
pub(crate) fn changes_on(zone: &TimeZone, day: Date) -> Vec<ClockChange> {
    // No zone is further from UTC than this, and a change reaches less than two days.
    let begins = day.saturating_sub(3.days()).to_datetime(Time::midnight());
    let Ok(begins) = TimeZone::UTC.to_timestamp(begins) else {
        return Vec::new();
    };
    zone.following(begins)
        .take_while(|transition| {
            transition.timestamp().as_second() - begins.as_second() < 6 * 86_400
        })
        .filter_map(|transition| change_at(zone, transition.timestamp()))
        .filter(|change| change.touches(day))
        .collect()
}

pub(crate) fn timestamp(moment: Moment) -> Timestamp {
    let seconds = moment.timestamp();
    Timestamp::from_second(seconds).unwrap_or(if seconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

impl ClockChange {
    /// The clocks go forward, and skip what lies between.
    pub(crate) fn is_forward(&self) -> bool {
        self.from < self.to
    }

    /// How far, in minutes.
    pub(crate) fn minutes(&self) -> i64 {
        self.to.duration_since(self.from).as_mins().abs()
    }

    fn skips(&self, shown: DateTime) -> bool {
        (self.from..self.to).contains(&shown)
    }

    fn touches(&self, day: Date) -> bool {
        let (first, end) = (self.from.min(self.to), self.from.max(self.to));
        first.date() <= day && end > day.to_datetime(Time::midnight())
    }
}

fn change_at(zone: &TimeZone, at: Timestamp) -> Option<ClockChange> {
    let just_before = at.checked_sub(1.nanosecond()).ok()?;
    let change = ClockChange {
        from: zone.to_offset(just_before).to_datetime(at),
        to: zone.to_datetime(at),
    };
    // Some changes are of the zone's name only.
    (change.from != change.to).then_some(change)
}

fn nearest(change: &ClockChange) -> Refusal {
    Refusal::Skipped {
        before: plain(change.from.saturating_sub(1.minute())),
        after: plain(change.to),
    }
}

fn comes_twice(zone: &TimeZone, shown: DateTime) -> bool {
    matches!(
        zone.to_ambiguous_timestamp(shown).offset(),
        AmbiguousOffset::Fold { .. }
    )
}

/// Only as the page writes them: what is read otherwise may mean something else to somebody.
fn read(wall: &WallTime) -> Option<DateTime> {
    let date: Date = wall.date.parse().ok()?;
    let time = Time::strptime("%H:%M", &wall.time).ok()?;
    let read = DateTime::from_parts(date, time);
    let again = plain(read);
    (again.date == wall.date && again.time == wall.time).then_some(read)
}

fn plain(shown: DateTime) -> WallTime {
    WallTime {
        date: shown.date().to_string(),
        time: shown.strftime("%H:%M").to_string(),
        later: false,
    }
}

fn refused(refusal: Refusal, clock_change: Option<ClockChange>) -> Resolved {
    Resolved {
        at: None,
        refusal: Some(refusal),
        clock_change,
        twice: false,
    }
}

#[cfg(test)]
mod tests;
