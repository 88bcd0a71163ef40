//! Reasons in plain words.

use latchkey_platforms::Platform;
use latchkey_text::{platforms, verdict as t};

use super::{Day, Platforms, Reason};
use crate::activity::rhythms::habit_at;

/// The hours that are called night.
const NIGHT: [std::ops::Range<u32>; 2] = [0..5, 23..24];

/// A reason as a person reads it.
pub(crate) fn words(reason: &Reason) -> String {
    match reason {
        Reason::SaidMine => t::said_mine(),
        Reason::SaidNotMine => t::said_not_mine(),
        Reason::MadeHere { on } => t::made_here(date(*on)),
        Reason::ChangedElsewhere { on } => t::changed_elsewhere(date(*on)),
        Reason::FitsRhythm {
            days,
            minute,
            platforms,
        } => t::fits_rhythm(habit_at(*days, &[*minute], platforms)),
        Reason::NewHost { host, since: None } => t::new_host(host),
        Reason::NewHost {
            host,
            since: Some(since),
        } => t::seldom_host(date(*since), host),
        Reason::SameText { profiles } => t::same_text(number(*profiles)),
        Reason::Burst { posts, minutes: 1 } => t::burst_at_once(number(*posts)),
        Reason::Burst { posts, minutes } => t::burst(number(*minutes), number(*posts)),
        Reason::NewPlatform {
            platform,
            since: None,
        } => t::new_platform(platform_name(platform)),
        Reason::NewPlatform {
            platform,
            since: Some(since),
        } => t::seldom_platform(date(*since), platform_name(platform)),
        Reason::OddHour {
            minute,
            from,
            until,
        } => odd_hour(*minute, *from, *until),
        Reason::CrowdedTime { posts } => t::crowded_time(number(*posts)),
        Reason::NobodyHere => t::nobody_here(),
    }
}

/// The platforms by their own names, in the order in which a page offers them.
pub(crate) fn platform_names(platforms: &Platforms) -> String {
    let mut slugs: Vec<&str> = platforms.iter().collect();
    slugs.sort_by_key(|slug| {
        (
            slug.parse::<Platform>().map_or((1, None), |p| (0, Some(p))),
            *slug,
        )
    });
    listed(slugs.into_iter().map(platform_name).collect())
}

/// Several things in one sentence.
pub(crate) fn listed(mut things: Vec<String>) -> String {
    let Some(last) = things.pop() else {
        return String::new();
    };
    let Some(mut list) = things.pop().map(|first| t::list_two(first, last.clone())) else {
        return last;
    };
    while let Some(first) = things.pop() {
        list = t::list_more(first, list);
    }
    list
}

/// Minutes since midnight as a clock shows them, without a leading zero.
pub(crate) fn clock_time(minute: u32) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

fn odd_hour(minute: u32, from: u32, until: u32) -> String {
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    if NIGHT.iter().any(|night| night.contains(&(minute / 60))) {
        t::odd_hour_at_night(from, time, until)
    } else {
        t::odd_hour(from, time, until)
    }
}

/// The platform's own name; as the service calls it where that is all there is.
fn platform_name(slug: &str) -> String {
    let Ok(platform) = slug.parse::<Platform>() else {
        return slug.to_owned();
    };
    match platform {
        Platform::X => platforms::name_x(),
        Platform::YouTube => platforms::name_youtube(),
        Platform::Instagram => platforms::name_instagram(),
        Platform::Facebook => platforms::name_facebook(),
        Platform::LinkedIn => platforms::name_linkedin(),
        Platform::TikTok => platforms::name_tiktok(),
        Platform::Threads => platforms::name_threads(),
        Platform::Pinterest => platforms::name_pinterest(),
        Platform::Bluesky => platforms::name_bluesky(),
        Platform::GoogleBusiness => platforms::name_google_business(),
        Platform::Snapchat => platforms::name_snapchat(),
    }
}

fn date(day: Day) -> String {
    let date = day.date();
    t::date(date.day(), month(date.month()), date.year())
}

/// The name of a month; 1 is January.
pub(crate) fn month(number: i8) -> String {
    match number {
        1 => t::month_1(),
        2 => t::month_2(),
        3 => t::month_3(),
        4 => t::month_4(),
        5 => t::month_5(),
        6 => t::month_6(),
        7 => t::month_7(),
        8 => t::month_8(),
        9 => t::month_9(),
        10 => t::month_10(),
        11 => t::month_11(),
        _ => t::month_12(),
    }
}

/// Small numbers as words.
fn number(number: u32) -> String {
    match number {
        2 => t::number_2(),
        3 => t::number_3(),
        4 => t::number_4(),
        5 => t::number_5(),
        6 => t::number_6(),
        7 => t::number_7(),
        8 => t::number_8(),
        9 => t::number_9(),
        10 => t::number_10(),
        11 => t::number_11(),
        12 => t::number_12(),
        other => other.to_string(),
    }
}
