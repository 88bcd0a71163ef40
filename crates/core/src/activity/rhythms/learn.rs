//! Finding the times of day at which posts are made again and again.
//!
//! Exact times are looked for first: a program keeps its minute, a person a quarter of an hour. A
//! time counts only if posts keep away from the minutes around it; somebody who posts all day long
//! has no rhythm, however often nine o'clock is among his times.

use super::shape::around_the_clock;
use super::{TimeOfDay, Weekdays};
use crate::activity::verdict::{DAY, Day, WallTime};

/// The widths that are tried, in seconds, each with how many times as many posts there have to be at
/// a time as around it. Where more are around, a wider look may take them in. At the widest, posts
/// that come evenly would be two around for each one at the time.
const WIDTHS: [(i32, usize); 3] = [(2 * 60, 20), (10 * 60, 20), (30 * 60, 2)];
/// Nobody is held to less than a minute.
const LEAST_WITHIN: i32 = 60;
/// On fewer days it may be chance.
const FEWEST_DAYS: usize = 6;
/// From the first to the last day, at least two weeks.
const LEAST_SPAN: i32 = 13;
/// A longer break begins a new stretch.
const LONGEST_BREAK: i32 = 21;

/// A time of day that comes again on some days of the week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recurring {
    pub(crate) time: TimeOfDay,
    pub(crate) days: Weekdays,
}

/// The recurring times among posts of one kind, earliest first.
pub(crate) fn recurring(posts: impl Iterator<Item = WallTime>) -> Vec<Recurring> {
    let mut clock = Clock::of(posts);
    let mut found = Vec::new();
    for (width, clearly) in WIDTHS {
        while let Some(recurring) = clock.densest(width, clearly) {
            clock.0.retain(|post| !is_near(*post, recurring.time));
            found.push(recurring);
        }
    }
    found.sort_unstable_by_key(|recurring| recurring.time);
    found
}

/// Posts in the order of their time of day, whatever the day.
struct Clock(Vec<WallTime>);

impl Clock {
    fn of(posts: impl Iterator<Item = WallTime>) -> Clock {
        let mut posts: Vec<WallTime> = posts.collect();
        posts.sort_unstable_by_key(|post| (post.second, post.day));
        Clock(posts)
    }

    /// The time with most posts of those that recur, looked for minute by minute.
    fn densest(&self, width: i32, clearly: usize) -> Option<Recurring> {
        let mut windows: Vec<(usize, i32)> = (0..DAY)
            .step_by(60)
            .map(|begin| (self.between(begin, width).count(), begin))
            .filter(|(posts, _)| *posts >= FEWEST_DAYS)
            .collect();
        windows.sort_unstable_by_key(|(posts, begin)| (std::cmp::Reverse(*posts), *begin));
        windows
            .into_iter()
            .find_map(|(_, begin)| self.recurring_in(begin, width, clearly))
    }

    fn recurring_in(&self, begin: i32, width: i32, clearly: usize) -> Option<Recurring> {
        let time = self.time_in(begin, width)?;
        if !self.stands_out(time, clearly) {
            return None;
        }
        let near = self.between(time.second - time.within, 2 * time.within + 1);
        let mut days: Vec<Day> = near.map(|post| day_of(time, *post)).collect();
        days.sort_unstable();
        days.dedup();
        let days = kept_days(&days);
        (!days.are_none()).then_some(Recurring { time, days })
    }

    /// The middle of the posts in a window, and twice as far as nine of ten are away from it.
    fn time_in(&self, begin: i32, width: i32) -> Option<TimeOfDay> {
        let into: Vec<i32> = self
            .between(begin, width)
            .map(|post| (post.second - begin).rem_euclid(DAY))
            .collect();
        let middle = *into.get(into.len() / 2)?;
        let mut away: Vec<i32> = into.iter().map(|second| (second - middle).abs()).collect();
        away.sort_unstable();
        let most = *away.get(away.len() * 9 / 10)?;
        Some(TimeOfDay {
            second: (begin + middle) % DAY,
            within: (2 * most).clamp(LEAST_WITHIN, width / 2),
        })
    }

    /// Whether posts keep away from the minutes before and after a time.
    fn stands_out(&self, time: TimeOfDay, clearly: usize) -> bool {
        let within = time.within;
        let all = self.between(time.second - 3 * within, 6 * within + 1);
        let inside = self.between(time.second - within, 2 * within + 1);
        let inside = inside.count();
        (all.count() - inside) * clearly <= inside
    }

    /// The posts from a second of the day on, past midnight if need be.
    fn between(&self, begin: i32, seconds: i32) -> impl Iterator<Item = &WallTime> {
        let begin = begin.rem_euclid(DAY);
        let place = |second: i32| self.0.partition_point(|post| post.second < second);
        let end = begin + seconds.min(DAY);
        let tonight = &self.0[place(begin)..place(end)];
        let tomorrow = &self.0[..place((end - DAY).max(0))];
        tonight.iter().chain(tomorrow)
    }
}

/// The days of the week that are kept: in some stretch without a long break at least every second
/// of them, and together seven of ten.
fn kept_days(days: &[Day]) -> Weekdays {
    let mut kept = Weekdays(0);
    for stretch in days.chunk_by(|one, next| next.0 - one.0 <= LONGEST_BREAK) {
        let (first, last) = (stretch[0], stretch[stretch.len() - 1]);
        if last.0 - first.0 < LEAST_SPAN {
            continue;
        }
        let mut hits = [0_usize; 7];
        stretch
            .iter()
            .for_each(|day| hits[usize::from(day.weekday())] += 1);
        let mut chances = [0_usize; 7];
        (first.0..=last.0).for_each(|day| chances[usize::from(Day(day).weekday())] += 1);

        let is_kept = |day: &usize| hits[*day] >= 2 && hits[*day] * 2 >= chances[*day];
        let (mut all_hits, mut all_chances) = (0, 0);
        for day in (0..7).filter(is_kept) {
            all_hits += hits[day];
            all_chances += chances[day];
        }
        if all_hits >= FEWEST_DAYS && all_hits * 10 >= all_chances * 7 {
            (0..7_u8)
                .filter(|day| is_kept(&usize::from(*day)))
                .for_each(|day| kept.add(day));
        }
    }
    kept
}

fn is_near(post: WallTime, time: TimeOfDay) -> bool {
    around_the_clock(post.second - time.second).abs() <= time.within
}

/// The day whose time it was; shortly after midnight that can be the day before.
fn day_of(time: TimeOfDay, post: WallTime) -> Day {
    time.nearest_to(post).0
}
