//! Every zone there is, both changes of each year, ten years and more; and the odd ones by name.

use jiff::tz;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::calendar::{clock_change_words, refusal_words, sentence};

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// `2026-03-29 02:30`.
fn on_wall(text: &str) -> WallTime {
    let (date, time) = text.split_once(' ').unwrap();
    WallTime {
        date: date.to_owned(),
        time: time.to_owned(),
        later: false,
    }
}

fn every_zone() -> Vec<String> {
    let names: Vec<String> = tz::db().available().map(|name| name.to_string()).collect();
    assert!(names.len() > 300, "the zones of the tz database: {names:?}");
    names
}

/// All changes of a zone's clocks from 2020 to 2036.
fn changes(zone: &TimeZone) -> Vec<Timestamp> {
    let (from, until) = (
        timestamp(at("2020-01-01T00:00:00Z")),
        timestamp(at("2036-12-31T00:00:00Z")),
    );
    zone.following(from)
        .map(|transition| transition.timestamp())
        .take_while(|moment| *moment < until)
        .filter(|moment| change_at(zone, *moment).is_some())
        .collect()
}

#[test]
fn around_every_change_of_every_zone_each_minute_goes_there_and_back() {
    let mut seen = 0;
    for name in every_zone() {
        let zone = zone(&name);
        for change in changes(&zone) {
            seen += 1;
            for minutes in [
                -1500, -181, -121, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61, 121, 181, 1500,
            ] {
                let moment = Moment::from_timestamp(change.as_second() + minutes * 60, 0).unwrap();
                let shown = wall(&zone, moment);
                assert_eq!(
                    super::moment(&zone, &shown),
                    Some(moment),
                    "{name}: {shown:?}"
                );
            }
        }
    }
    assert!(seen > 3_000, "{seen} changes of clocks were tried");
}

#[test]
fn what_the_clocks_skip_is_refused_with_the_nearest_times_everywhere() {
    for name in every_zone() {
        let zone = zone(&name);
        for moment in changes(&zone) {
            let change = change_at(&zone, moment).unwrap();
            let before = Moment::from_timestamp(moment.as_second() - 200 * 3_600, 0).unwrap();
            let middle = change.from + change.from.duration_until(change.to) / 2;
            let resolved = resolve(&zone, &plain(middle), before);
            assert_eq!(resolved.clock_change.as_ref(), Some(&change), "{name}");
            if !change.is_forward() {
                assert!(resolved.twice && resolved.at.is_some(), "{name}: {middle}");
                continue;
            }
            let Some(Refusal::Skipped { before, after }) = resolved.refusal else {
                panic!("{name}: {middle} is skipped: {resolved:?}");
            };
            let reached = super::moment(&zone, &after).unwrap();
            assert_eq!(reached.timestamp(), moment.as_second(), "{name}");
            let left = super::moment(&zone, &before).unwrap();
            assert_eq!(reached - left, TimeDelta::minutes(1), "{name}");
        }
    }
}

proptest! {
    #[test]
    fn a_time_that_exists_is_the_same_time_on_the_wall_again(
        name in select(every_zone()),
        seconds in at("2020-01-01T00:00:00Z").timestamp()..at("2037-01-01T00:00:00Z").timestamp(),
    ) {
        let moment = Moment::from_timestamp(seconds - seconds % 60, 0).unwrap();
        let zone = zone(&name);
        let shown = wall(&zone, moment);
        let meant = super::moment(&zone, &shown);
        prop_assert_eq!(meant, Some(moment));
        prop_assert_eq!(wall(&zone, meant.unwrap()), shown);
    }

    #[test]
    fn nine_stays_nine_on_every_day_of_every_zone(
        name in select(every_zone()),
        day in 0_i64..3_650,
        later in any::<bool>(),
    ) {
        let zone = zone(&name);
        let date = Date::constant(2021, 1, 1).saturating_add(day.days());
        let nine = WallTime { later, ..on_wall(&format!("{date} 09:00")) };
        let meant = super::moment(&zone, &nine);
        prop_assume!(meant.is_some());
        let shown = wall(&zone, meant.unwrap());
        prop_assert_eq!((shown.date, shown.time), (nine.date, nine.time));
    }

    #[test]
    fn whatever_is_typed_is_a_time_or_a_refusal(date in ".*", time in ".*", later in any::<bool>()) {
        let resolved = resolve(&zone("Europe/Berlin"), &WallTime { date, time, later }, at("2026-01-01T00:00:00Z"));
        prop_assert_eq!(resolved.at.is_none(), resolved.refusal.is_some());
    }
}

#[test]
fn a_planned_post_keeps_its_time_on_the_wall_when_the_clocks_go_forward() {
    let (zone, now) = (zone("Europe/Berlin"), at("2026-03-01T00:00:00Z"));
    let meant = |wall: &str| resolve(&zone, &on_wall(wall), now).at.unwrap();
    assert_eq!(meant("2026-03-28 09:00"), at("2026-03-28T08:00:00Z"));
    assert_eq!(meant("2026-03-29 09:00"), at("2026-03-29T07:00:00Z"));
}

#[test]
fn the_skipped_hour_is_explained() {
    let resolved = resolve(
        &zone("Europe/Berlin"),
        &on_wall("2026-03-29 02:30"),
        at("2026-03-01T00:00:00Z"),
    );
    assert_eq!(
        refusal_words(resolved.refusal.as_ref().unwrap()),
        "This time does not exist: the clocks skip it. The nearest times are 01:59 and 03:00."
    );
    assert_eq!(
        clock_change_words(resolved.clock_change.as_ref().unwrap()),
        "Clocks go forward by 1 hour: 02:00 becomes 03:00, and the time between is skipped."
    );
}

#[test]
fn of_two_times_that_read_the_same_the_person_chooses() {
    let (zone, now) = (zone("Europe/Berlin"), at("2026-10-01T00:00:00Z"));
    let first = on_wall("2026-10-25 02:30");
    let second = WallTime {
        later: true,
        ..first.clone()
    };
    let (first, second) = (resolve(&zone, &first, now), resolve(&zone, &second, now));
    assert!(first.twice && second.twice);
    assert_eq!(first.at, Some(at("2026-10-25T00:30:00Z")));
    assert_eq!(second.at, Some(at("2026-10-25T01:30:00Z")));
    assert_eq!(
        clock_change_words(first.clock_change.as_ref().unwrap()),
        "Clocks go back by 1 hour: 03:00 becomes 02:00, and the time between comes twice."
    );
}

#[test]
fn clocks_that_change_by_half_an_hour_or_two_or_skip_a_day_are_understood() {
    let before = |year: i16| at(&format!("{year}-01-01T00:00:00Z"));
    let lord_howe = resolve(
        &zone("Australia/Lord_Howe"),
        &on_wall("2026-10-04 02:15"),
        before(2026),
    );
    assert!(
        matches!(lord_howe.refusal, Some(Refusal::Skipped { after, .. }) if after.time == "02:30")
    );
    assert_eq!(lord_howe.clock_change.unwrap().minutes(), 30);

    let troll = resolve(
        &zone("Antarctica/Troll"),
        &on_wall("2026-03-29 02:59"),
        before(2026),
    );
    assert!(matches!(troll.refusal, Some(Refusal::Skipped { after, .. }) if after.time == "03:00"));
    assert_eq!(troll.clock_change.unwrap().minutes(), 120);

    let apia = resolve(
        &zone("Pacific/Apia"),
        &on_wall("2011-12-30 12:00"),
        before(2011),
    );
    let Some(Refusal::Skipped { before, after }) = apia.refusal else {
        panic!("that day was left out");
    };
    assert_eq!(
        (before.date.as_str(), before.time.as_str()),
        ("2011-12-29", "23:59")
    );
    assert_eq!(
        (after.date.as_str(), after.time.as_str()),
        ("2011-12-31", "00:00")
    );
}

#[test]
fn a_change_at_midnight_belongs_to_the_day_whose_time_it_touches() {
    let zone = zone("Asia/Beirut");
    let forward = changes_on(&zone, Date::constant(2026, 3, 29));
    assert_eq!(forward.len(), 1);
    assert!(changes_on(&zone, Date::constant(2026, 3, 28)).is_empty());
    let back = changes_on(&zone, Date::constant(2026, 10, 24));
    assert_eq!(back.len(), 1, "23:00 to midnight comes twice");
    assert!(changes_on(&zone, Date::constant(2026, 10, 25)).is_empty());
}

#[test]
fn the_past_and_what_is_over_a_year_ahead_are_refused() {
    let (zone, now) = (zone("Europe/Berlin"), at("2026-06-01T10:00:00Z"));
    let refusal = |wall: &str| resolve(&zone, &on_wall(wall), now).refusal;
    assert_eq!(
        refusal("2026-06-01 12:00"),
        Some(Refusal::Past),
        "now is too late"
    );
    assert_eq!(refusal("2026-06-01 12:01"), None);
    assert_eq!(refusal("2027-06-01 12:00"), None, "365 days to the minute");
    assert_eq!(refusal("2027-06-01 12:01"), Some(Refusal::TooFarAhead));
}

#[test]
fn only_times_as_the_page_writes_them_are_read() {
    for wrong in [
        "20260601 12:00",
        "2026-6-1 12:00",
        "2026-06-31 12:00",
        "2026-06-01 9:00",
        "2026-06-01 24:00",
        "2026-06-01 12:00:00",
        "+2026-06-01 12:00",
        " ",
    ] {
        let resolved = resolve(&TimeZone::UTC, &on_wall(wrong), at("2026-01-01T00:00:00Z"));
        assert_eq!(resolved.refusal, Some(Refusal::NotUnderstood), "{wrong}");
    }
}

#[test]
fn a_moment_is_said_with_its_hour_in_utc() {
    let said = |name: &str, moment: &str| sentence(&zone(name), at(moment));
    assert_eq!(
        said("Europe/Berlin", "2026-12-01T08:00:00Z"),
        "Tuesday, 1 December 2026, 09:00 (08:00 UTC)"
    );
    assert_eq!(
        said("Pacific/Auckland", "2026-11-30T20:00:00Z"),
        "Tuesday, 1 December 2026, 09:00 (20:00 UTC the day before)"
    );
    assert_eq!(
        said("America/Los_Angeles", "2026-12-02T06:00:00Z"),
        "Tuesday, 1 December 2026, 22:00 (06:00 UTC the day after)"
    );
    assert_eq!(
        said("UTC", "2026-12-01T08:00:00Z"),
        "Tuesday, 1 December 2026, 08:00 UTC"
    );
}
