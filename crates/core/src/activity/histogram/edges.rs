//! Where bars begin and end, on the clock of a zone that is handed in.

use chrono::{DateTime, TimeDelta};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::Moment;
use crate::views::Grain;

/// More bars cannot be told apart.
const MOST: usize = 400;
/// The grain for posts from `first` to `last`, and the moments where bars begin, with the end of the
/// last one. The bars hold all posts except those of a wrong clock: a month ahead of `now`, or
/// more than 400 months old.
pub(super) fn between(
    first: Moment,
    last: Moment,
    now: Moment,
    zone: &TimeZone,
) -> (Grain, Vec<Moment>) {
    let last = last.min(first.max(now + TimeDelta::days(31)));
    // A handful of posts is shown on a whole day, not as one wide bar.
    let first = first.min(last - TimeDelta::hours(23));
    // Each gives about 200 bars at most; a finer one would give more.
    let grain = match (last - first).num_days() {
        ..8 => Grain::Hour,
        8..200 => Grain::Day,
        200..1_400 => Grain::Week,
        _ => Grain::Month,
    };
    (grain, edges(grain, first, last, zone).unwrap_or_default())
}

/// `None` only at the ends of time, which no calendar reaches.
fn edges(grain: Grain, first: Moment, last: Moment, zone: &TimeZone) -> Option<Vec<Moment>> {
    let (first, last) = (zoned(first, zone)?, zoned(last, zone)?);
    let mut edge = match grain {
        Grain::Hour => hour_of(&first)?,
        Grain::Day => day(first.date(), zone)?,
        Grain::Week => day(monday_of(first.date())?, zone)?,
        Grain::Month => {
            let most = i32::try_from(MOST).ok()? - 1;
            let earliest = last.date().checked_sub(most.months()).ok()?;
            day(first.date().max(earliest).first_of_month(), zone)?
        }
    };
    let mut edges = vec![moment(&edge)?];
    while edge <= last && edges.len() <= MOST {
        edge = after(grain, &edge, zone)?;
        edges.push(moment(&edge)?);
    }
    Some(edges)
}

/// Where the bar ends that begins here. An hour lasts until the clock shows the next full one: where
/// clocks are changed by half an hour, one is shorter.
fn after(grain: Grain, start: &Zoned, zone: &TimeZone) -> Option<Zoned> {
    let step = match grain {
        Grain::Hour => {
            let passed = i64::from(start.minute()) * 60 + i64::from(start.second());
            return start.checked_add((3_600 - passed).seconds()).ok();
        }
        Grain::Day => 1.day(),
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
    };
    let mut date = start.date();
    loop {
        date = date.checked_add(step).ok()?;
        let next = day(date, zone)?;
        // A day that a zone left out, when it moved across the date line, is no bar.
        if next > *start {
            return Some(next);
        }
    }
}

/// The last full hour, or the last change of the clock if that was later.
fn hour_of(at: &Zoned) -> Option<Zoned> {
    let passed = i64::from(at.minute()) * 60 + i64::from(at.second());
    let hour = at.checked_sub(passed.seconds()).ok()?;
    hour.checked_sub(i64::from(at.subsec_nanosecond()).nanoseconds())
        .ok()
}

/// When a day begins: at midnight, or right after where the clock skips midnight.
fn day(date: Date, zone: &TimeZone) -> Option<Zoned> {
    date.to_zoned(zone.clone()).ok()?.start_of_day().ok()
}

fn monday_of(date: Date) -> Option<Date> {
    let since_monday = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(since_monday.days()).ok()
}

fn zoned(moment: Moment, zone: &TimeZone) -> Option<Zoned> {
    let at = Timestamp::from_millisecond(moment.timestamp_millis()).ok()?;
    Some(at.to_zoned(zone.clone()))
}

fn moment(at: &Zoned) -> Option<Moment> {
    DateTime::from_timestamp_millis(at.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONES: [&str; 9] = [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/Havana",
        "Pacific/Apia",
        "America/Sao_Paulo",
    ];

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// The bars between two moments, long past.
    fn bars(first: &str, last: &str, name: &str) -> (Grain, Vec<Moment>) {
        between(at(first), at(last), at("2026-11-21T12:00:00Z"), &zone(name))
    }

    fn hours(edges: &[Moment]) -> Vec<i64> {
        let pairs = edges.iter().zip(edges.iter().skip(1));
        pairs
            .map(|(from, until)| (*until - *from).num_hours())
            .collect()
    }

    #[test]
    fn the_grain_follows_the_time_the_posts_span() {
        for (last, grain, count) in [
            ("2026-01-01T00:30:00Z", Grain::Hour, 24),
            ("2026-01-08T12:00:00Z", Grain::Hour, 7 * 24 + 13),
            ("2026-04-01T12:00:00Z", Grain::Day, 91),
            ("2026-09-01T12:00:00Z", Grain::Week, 36),
            ("2029-12-31T12:00:00Z", Grain::Month, 48),
        ] {
            let now = at("2030-01-01T00:00:00Z");
            let bars = between(at("2026-01-01T00:00:00Z"), at(last), now, &TimeZone::UTC);
            assert_eq!((bars.0, bars.1.len() - 1), (grain, count), "until {last}");
        }
    }

    #[test]
    fn a_day_has_the_hours_the_clock_gives_it() {
        let (_, spring) = bars(
            "2026-03-20T12:00:00Z",
            "2026-04-10T12:00:00Z",
            "Europe/Berlin",
        );
        assert_eq!(
            spring[0],
            at("2026-03-19T23:00:00Z"),
            "midnight on the wall"
        );
        let short = at("2026-03-28T23:00:00Z");
        let which = spring.iter().position(|edge| *edge == short).unwrap();
        assert_eq!(hours(&spring)[which], 23);
        let (_, autumn) = bars(
            "2026-10-15T12:00:00Z",
            "2026-11-10T12:00:00Z",
            "Europe/Berlin",
        );
        assert_eq!(
            hours(&autumn).iter().filter(|hours| **hours == 25).count(),
            1
        );
    }

    #[test]
    fn an_hour_that_happens_twice_is_two_bars() {
        let (grain, edges) = bars(
            "2026-10-24T22:00:00Z",
            "2026-10-25T22:30:00Z",
            "Europe/Berlin",
        );
        assert_eq!((grain, edges.len() - 1), (Grain::Hour, 25));
        assert!(hours(&edges).iter().all(|hours| *hours == 1));
    }

    #[test]
    fn hours_are_those_of_the_wall_where_zones_are_half_an_hour_apart() {
        let (_, india) = bars(
            "2026-05-01T10:00:00Z",
            "2026-05-03T10:00:00Z",
            "Asia/Kolkata",
        );
        assert_eq!(india[0], at("2026-05-01T09:30:00Z"));
        let (_, howe) = bars(
            "2026-04-03T15:00:00Z",
            "2026-04-05T15:00:00Z",
            "Australia/Lord_Howe",
        );
        let full = |edge: &&Moment| {
            zoned(**edge, &zone("Australia/Lord_Howe"))
                .unwrap()
                .minute()
                == 0
        };
        let not_full = howe.iter().filter(|edge| !full(edge)).count();
        assert_eq!(not_full, 1, "only where the clock is changed");
    }

    #[test]
    fn a_week_begins_on_monday_and_a_month_on_its_first() {
        let (_, weeks) = bars(
            "2025-01-01T12:00:00Z",
            "2026-01-01T12:00:00Z",
            "America/New_York",
        );
        assert_eq!(weeks[0], at("2024-12-30T05:00:00Z"));
        let (_, months) = bars(
            "2015-02-14T12:00:00Z",
            "2026-01-01T12:00:00Z",
            "America/New_York",
        );
        assert_eq!(months[0], at("2015-02-01T05:00:00Z"));
    }

    #[test]
    fn a_day_that_was_left_out_is_no_bar() {
        let (_, edges) = bars(
            "2011-12-20T12:00:00Z",
            "2012-01-10T12:00:00Z",
            "Pacific/Apia",
        );
        assert!(hours(&edges).iter().all(|hours| *hours == 24), "{edges:?}");
    }

    #[test]
    fn one_wrong_clock_does_not_hide_the_posts_of_today() {
        let (grain, edges) = bars(
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "Europe/Berlin",
        );
        assert_eq!((grain, edges.len() - 1), (Grain::Month, MOST));
        let now = at("2026-11-21T12:00:00Z");
        assert!(edges[0] < now && *edges.last().unwrap() > now);
    }

    fn moments() -> impl Strategy<Value = Moment> {
        (0_i64..2_524_608_000_000).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap())
    }

    proptest! {
        #[test]
        fn bars_have_no_gaps_and_hold_every_post(
            first in moments(),
            length in 0_i64..400_000_000_000,
            which in 0..ZONES.len(),
        ) {
            let last = first + TimeDelta::milliseconds(length);
            let (_, edges) = between(first, last, last, &zone(ZONES[which]));
            prop_assert!(edges.len() >= 2 && edges.len() <= MOST + 1);
            prop_assert!(edges.is_sorted_by(|a, b| a < b));
            prop_assert!(edges[0] <= first && last < edges[edges.len() - 1]);
        }
    }
}
