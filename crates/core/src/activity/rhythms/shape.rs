//! The shape of a rhythm: times of day, days of the week, platforms.

use serde::{Deserialize, Serialize};

use crate::activity::verdict::{DAY, Day, Platforms, Reason, WallTime};

/// When and where the posts of a rhythm are made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Shape {
    pub(crate) platforms: Platforms,
    /// The posts are made to go out later.
    pub(crate) ahead: bool,
    pub(crate) days: Weekdays,
    /// Earliest first.
    pub(crate) times: Vec<TimeOfDay>,
}

/// A time of day and how exactly it is kept, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct TimeOfDay {
    /// Since midnight on the wall.
    pub(crate) second: i32,
    /// How far a post may be away from it.
    pub(crate) within: i32,
}

/// Days of the week, as bits; Monday is the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Weekdays(pub(crate) u8);

impl Shape {
    /// The time of this rhythm at which a post was made, and on which day that time was.
    pub(crate) fn time_of(&self, made: WallTime) -> Option<(usize, Day)> {
        let near = self.times.iter().enumerate().filter_map(|(number, time)| {
            let (day, away) = time.nearest_to(made);
            let fits = away <= time.within && self.days.have(day.weekday());
            fits.then_some((away, number, day))
        });
        near.min().map(|(_, number, day)| (number, day))
    }

    /// Whether the two are the same to a person: learning it again from more posts moves a time by
    /// a little.
    pub(crate) fn is_like(&self, other: &Shape) -> bool {
        self.platforms == other.platforms
            && self.ahead == other.ahead
            && self.days == other.days
            && self.times.len() == other.times.len()
            && self
                .times
                .iter()
                .zip(&other.times)
                .all(|(a, b)| a.meets(*b))
    }

    /// What is said of a post that fits one of the times.
    pub(crate) fn as_reason(&self, time: usize) -> Reason {
        Reason::FitsRhythm {
            days: self.days,
            minute: self.times[time].minute(),
            platforms: self.platforms.clone(),
        }
    }
}

impl TimeOfDay {
    /// Whether the two cannot be told apart.
    pub(crate) fn meets(self, other: TimeOfDay) -> bool {
        around_the_clock(self.second - other.second).abs() <= self.within.max(other.within)
    }

    /// The day on which this time is nearest to a moment, and how far away it is in seconds. Shortly
    /// after midnight that can be the day before.
    pub(crate) fn nearest_to(self, made: WallTime) -> (Day, i32) {
        let late = around_the_clock(made.second - self.second);
        let days = (made.second - late - self.second) / DAY;
        (Day(made.day.0 + days), late.abs())
    }

    /// Minutes since midnight, as a clock shows it.
    pub(crate) fn minute(self) -> u32 {
        u32::try_from(self.second / 60).unwrap_or_default()
    }
}

impl Weekdays {
    /// Every day.
    pub(crate) const ALL: Weekdays = Weekdays(0b111_1111);
    /// Monday to Friday.
    pub(crate) const WORKING: Weekdays = Weekdays(0b001_1111);

    pub(crate) fn have(self, weekday: u8) -> bool {
        self.0 & (1 << weekday) != 0
    }

    pub(crate) fn add(&mut self, weekday: u8) {
        self.0 |= 1 << weekday;
    }

    pub(crate) fn without(self, other: Weekdays) -> Weekdays {
        Weekdays(self.0 & !other.0)
    }

    pub(crate) fn are_none(self) -> bool {
        self.0 == 0
    }
}

/// A difference of two times of day, the short way round: from half a day early to half a day late.
pub(crate) fn around_the_clock(seconds: i32) -> i32 {
    (seconds + DAY / 2).rem_euclid(DAY) - DAY / 2
}
