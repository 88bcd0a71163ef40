//! Moments on the clock on the wall, where a habit keeps its time across a clock change.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::Moment;

/// Seconds of a day.
pub(crate) const DAY: i32 = 86_400;

/// A date on the wall, as days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Day(pub(crate) i32);

impl Day {
    /// 0 is Monday.
    pub(crate) fn weekday(self) -> u8 {
        // 1970 began on a Thursday.
        u8::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }

    pub(crate) fn date(self) -> Date {
        let since_1970 = jiff::Span::new().try_days(self.0);
        since_1970
            .and_then(|days| Date::constant(1970, 1, 1).checked_add(days))
            .unwrap_or(Date::MAX)
    }
}

/// What calendar and clock show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WallTime {
    pub(crate) day: Day,
    /// Seconds since midnight as the clock shows them.
    pub(crate) second: i32,
}

impl WallTime {
    pub(crate) fn of(moment: Moment, zone: &TimeZone) -> WallTime {
        let seconds = moment.timestamp();
        let at = Timestamp::from_second(seconds).unwrap_or(if seconds < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        });
        let shown = at.as_second() + i64::from(zone.to_offset(at).seconds());
        let day = shown.div_euclid(i64::from(DAY));
        let second = shown.rem_euclid(i64::from(DAY));
        WallTime {
            day: Day(i32::try_from(day).unwrap_or_default()),
            second: i32::try_from(second).unwrap_or_default(),
        }
    }

    pub(crate) fn hour(self) -> usize {
        usize::try_from(self.second / 3_600).unwrap_or_default()
    }

    /// Minutes since midnight.
    pub(crate) fn minute(self) -> u32 {
        u32::try_from(self.second / 60).unwrap_or_default()
    }
}
