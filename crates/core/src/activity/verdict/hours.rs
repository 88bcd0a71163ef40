//! The sign "made at 03:12 at night; this profile's posts are made between 8 and 20".

use super::usual::Days;
use super::{Day, Reason, Signs, Timeline, count};

const HOURS: usize = 24;
/// A profile whose posts pause for less than this has no hours to keep to.
const LEAST_PAUSE: usize = 6;

/// So near to the usual hours nothing is odd.
const EDGE: usize = 2;

/// Finds posts made in the pause the profile makes every day, away from its edges.
pub(crate) fn find(timeline: &Timeline<'_>, signs: &mut Signs) {
    let mut hours: [Days; HOURS] = Default::default();
    for seen in timeline.posts.iter().filter(|seen| seen.facts.teaches()) {
        hours[seen.made.hour()].note(seen.made.day);
    }
    // Posts of one day stand together, so what is usual apart from it is worked out once.
    let of_days = timeline
        .posts
        .chunk_by(|one, next| one.made.day == next.made.day);
    for of_day in of_days {
        let day = of_day[0].made.day;
        let Some(pause) = usual_pause(&hours, day) else {
            continue;
        };
        if !timeline.days.are_enough_apart_from(day) {
            continue;
        }
        for seen in of_day.iter().filter(|seen| pause.holds(seen.made.hour())) {
            signs.add(
                seen.post,
                Reason::OddHour {
                    minute: seen.made.minute(),
                    from: count((pause.begin + pause.hours) % HOURS),
                    until: count(if pause.begin == 0 { HOURS } else { pause.begin }),
                },
            );
        }
    }
}

/// The longest time of day without usual posts.
struct Pause {
    /// Its first hour.
    begin: usize,
    hours: usize,
}

impl Pause {
    fn holds(&self, hour: usize) -> bool {
        let into = (hour + HOURS - self.begin) % HOURS;
        (EDGE..self.hours - EDGE).contains(&into)
    }
}

fn usual_pause(hours: &[Days; HOURS], day: Day) -> Option<Pause> {
    let is_used: Vec<bool> = hours
        .iter()
        .map(|days| days.are_usual_apart_from(day))
        .collect();
    let used = (0..HOURS).filter(|hour| is_used[*hour]);
    used.map(|last| {
        let pause = (1..HOURS).take_while(|after| !is_used[(last + after) % HOURS]);
        Pause {
            begin: (last + 1) % HOURS,
            hours: pause.count(),
        }
    })
    .filter(|pause| pause.hours >= LEAST_PAUSE)
    .max_by_key(|pause| pause.hours)
}
