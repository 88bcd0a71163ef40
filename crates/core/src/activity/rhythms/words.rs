//! A rhythm in a sentence. The service does not say which key made a post, so the sentence names the
//! profile.

use latchkey_text::verdict as t;

use super::{Shape, Weekdays};
use crate::activity::verdict::{Platforms, clock_time, listed, platform_names};
use crate::views::RhythmAnswer;

/// More times than this are not read out one by one.
const MOST_TIMES: usize = 6;

/// What the person is asked, or was.
pub(crate) fn sentence(profile: &str, shape: &Shape, answer: RhythmAnswer) -> String {
    let minutes: Vec<u32> = shape.times.iter().map(|time| time.minute()).collect();
    let habit = habit_at(shape.days, &minutes, &shape.platforms);
    match (answer, shape.ahead) {
        (RhythmAnswer::Open, false) => t::rhythm_open(habit, profile),
        (RhythmAnswer::Confirmed, false) => t::rhythm_confirmed(habit, profile),
        (RhythmAnswer::Declined, false) => t::rhythm_declined(habit, profile),
        (RhythmAnswer::Open, true) => t::rhythm_ahead_open(habit, profile),
        (RhythmAnswer::Confirmed, true) => t::rhythm_ahead_confirmed(habit, profile),
        (RhythmAnswer::Declined, true) => t::rhythm_ahead_declined(habit, profile),
    }
}

/// A habit, such as "daily at 9:00 and 17:00 on Instagram".
pub(crate) fn habit_at(days: Weekdays, minutes: &[u32], platforms: &Platforms) -> String {
    let (days, times) = (days_in_words(days), times_in_words(minutes));
    if platforms.iter().next().is_none() {
        return t::habit_nowhere(days, times);
    }
    t::habit(days, platform_names(platforms), times)
}

fn times_in_words(minutes: &[u32]) -> String {
    match minutes {
        [first, .., last] if minutes.len() > MOST_TIMES => {
            t::many_times(minutes.len(), clock_time(*first), clock_time(*last))
        }
        _ => listed(minutes.iter().map(|minute| clock_time(*minute)).collect()),
    }
}

fn days_in_words(days: Weekdays) -> String {
    if days == Weekdays::ALL {
        return t::daily();
    }
    if days == Weekdays::WORKING {
        return t::working_days();
    }
    let kept = (0..7).filter(|day| days.have(*day)).map(weekday);
    t::on_days(listed(kept.collect()))
}

fn weekday(number: u8) -> String {
    match number {
        0 => t::day_1(),
        1 => t::day_2(),
        2 => t::day_3(),
        3 => t::day_4(),
        4 => t::day_5(),
        5 => t::day_6(),
        _ => t::day_7(),
    }
}
