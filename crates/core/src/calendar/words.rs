//! Times, refusals and clock changes in words.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use latchkey_text::calendar_words as t;

use super::clash::Warning;
use super::fixed::Fixed;
use super::wall_time::{ClockChange, Refusal, timestamp};
use crate::activity::month;
use crate::views::WallTime;
use crate::{Moment, wording};

/// A moment on the clock on the wall, with the hour in UTC, which is what is sent.
pub(crate) fn sentence(zone: &TimeZone, at: Moment) -> String {
    let (here, there) = (
        zone.to_datetime(timestamp(at)),
        Offset::UTC.to_datetime(timestamp(at)),
    );
    let (day, time) = (long_date(here.date()), clock(here));
    if matches!(zone.iana_name(), Some("UTC" | "Etc/UTC")) {
        return t::moment_in_utc(day, time);
    }
    let utc = match here.date().cmp(&there.date()) {
        std::cmp::Ordering::Equal => t::utc_same_day(clock(there)),
        std::cmp::Ordering::Greater => t::utc_day_before(clock(there)),
        std::cmp::Ordering::Less => t::utc_day_after(clock(there)),
    };
    t::moment(day, time, utc)
}

/// Why nothing can go out at a time.
pub(crate) fn refusal_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotUnderstood => t::refused_not_understood(),
        Refusal::Skipped { before, after } => {
            t::refused_skipped(after_date(before, after), &before.time)
        }
        Refusal::Past => t::refused_past(),
        Refusal::TooFarAhead => t::refused_too_far(),
    }
}

/// What the clocks do.
pub(crate) fn clock_change_words(change: &ClockChange) -> String {
    let (from, to) = if change.from.date() == change.to.date() {
        (clock(change.from), clock(change.to))
    } else {
        (day_and_clock(change.from), day_and_clock(change.to))
    };
    let by = how_long(change.minutes());
    if change.is_forward() {
        t::clocks_forward(by, from, to)
    } else {
        t::clocks_back(by, from, to)
    }
}

/// Why a card cannot be moved.
pub(crate) fn fixed_words(fixed: Fixed) -> String {
    match fixed {
        Fixed::Out => t::fixed_out(),
        Fixed::GoingOut => t::fixed_going_out(),
        Fixed::Failed => t::fixed_failed(),
        Fixed::Held => t::fixed_held(),
        Fixed::Gone => t::post_gone(),
        Fixed::DraftThere => t::fixed_draft_there(),
        Fixed::Strange => t::fixed_strange(),
        Fixed::BeingMoved => t::fixed_being_moved(),
        Fixed::OnItsWay => t::fixed_on_its_way(),
    }
}

/// Something to think of.
pub(crate) fn warning_words(warning: &Warning) -> String {
    match warning {
        Warning::DailyCap { platform, cap } => t::warn_daily_cap(cap, wording::platform(platform)),
        Warning::SameText(0) => t::warn_same_text_now(),
        Warning::SameText(minutes @ 1..) => t::warn_same_text_later(how_long_about(*minutes)),
        Warning::SameText(minutes) => t::warn_same_text_earlier(how_long_about(-minutes)),
        Warning::SameTextByQueue => t::warn_same_text_by_queue(),
        Warning::Near(0) => t::warn_near_now(),
        Warning::Near(minutes @ 1..) => t::warn_near_later(how_long(*minutes)),
        Warning::Near(minutes) => t::warn_near_earlier(how_long(-minutes)),
    }
}

/// How far a zone is from UTC, as `UTC+01:00`.
pub(crate) fn distance(zone: &TimeZone, now: Moment) -> String {
    let seconds = zone.to_offset(timestamp(now)).seconds();
    let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `Tuesday, 1 December 2026`.
pub(crate) fn long_date(date: Date) -> String {
    let weekday = match date.weekday().to_monday_one_offset() {
        1 => t::weekday_1(),
        2 => t::weekday_2(),
        3 => t::weekday_3(),
        4 => t::weekday_4(),
        5 => t::weekday_5(),
        6 => t::weekday_6(),
        _ => t::weekday_7(),
    };
    t::long_date(date.day(), month(date.month()), weekday, date.year())
}

fn clock(shown: DateTime) -> String {
    shown.strftime("%H:%M").to_string()
}

fn day_and_clock(shown: DateTime) -> String {
    t::day_and_time(shown.day(), month(shown.month()), clock(shown))
}

/// The first time after what is skipped, with its date when it is on another day.
fn after_date(before: &WallTime, after: &WallTime) -> String {
    if before.date == after.date {
        return after.time.clone();
    }
    format!("{} {}", after.date, after.time)
}

/// In whole hours where there are some: nobody cares for the minutes of two days.
fn how_long_about(minutes: i64) -> String {
    how_long(if minutes < 60 {
        minutes
    } else {
        minutes / 60 * 60
    })
}

fn how_long(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (1, 0) => t::one_hour(),
        (0, 1) => t::one_minute(),
        (hours, 0) => t::hours(hours),
        (0, minutes) => t::minutes(minutes),
        (hours, minutes) => t::hours_and_minutes(hours, minutes),
    }
}
