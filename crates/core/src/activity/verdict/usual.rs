//! What makes something usual: it was seen on several days, over weeks.
//!
//! A post is never compared with its own day nor with the days beside it, so that somebody who stays
//! past midnight does not become his own example.

use std::collections::HashMap;

use super::{Day, Seen};

/// On so many days something has to be seen to be usual.
const USUAL_DAYS: usize = 3;
/// Between the first and the last of them: longer than an intruder goes unnoticed.
const USUAL_SPAN: i32 = 28;
/// With posts on fewer days there is nothing to compare with.
const ENOUGH_DAYS: usize = 10;

/// Days on which something was seen, each once, in their order.
#[derive(Default)]
pub(crate) struct Days(Vec<Day>);

impl Days {
    /// The days of posts that are in their order.
    pub(crate) fn of<'a>(posts: impl Iterator<Item = &'a Seen<'a>>) -> Days {
        let mut days = Days::default();
        posts.for_each(|seen| days.note(seen.made.day));
        days
    }

    /// Notes a day. Days are noted in their order; clocks that are put back do no harm.
    pub(crate) fn note(&mut self, day: Day) {
        if self.0.last() == Some(&day) {
            return;
        }
        if let Err(place) = self.0.binary_search(&day) {
            self.0.insert(place, day);
        }
    }

    /// Seen on several other days over weeks.
    pub(crate) fn are_usual_apart_from(&self, day: Day) -> bool {
        self.apart_from(day).reach(USUAL_DAYS)
    }

    /// The other days are enough to tell what is usual.
    pub(crate) fn are_enough_apart_from(&self, day: Day) -> bool {
        self.apart_from(day).reach(ENOUGH_DAYS)
    }

    /// All days are enough to tell what is usual.
    pub(crate) fn are_enough(&self) -> bool {
        Spread::of(&self.0).reach(ENOUGH_DAYS)
    }

    /// The days before are enough to tell what was usual until then.
    pub(crate) fn are_enough_before(&self, day: Day) -> bool {
        Spread::of(&self.0[..self.around(day).0]).reach(ENOUGH_DAYS)
    }

    /// The first of the days before.
    pub(crate) fn first_before(&self, day: Day) -> Option<Day> {
        self.0[..self.around(day).0].first().copied()
    }

    /// The part that is not compared with: a day and its neighbours.
    fn around(&self, day: Day) -> (usize, usize) {
        let from = self.0.partition_point(|other| other.0 < day.0 - 1);
        let until = self.0.partition_point(|other| other.0 <= day.0 + 1);
        (from, until)
    }

    fn apart_from(&self, day: Day) -> Spread {
        let (from, until) = self.around(day);
        let (before, after) = (&self.0[..from], &self.0[until..]);
        Spread {
            days: before.len() + after.len(),
            first: before.first().or(after.first()).copied(),
            last: after.last().or(before.last()).copied(),
        }
    }
}

/// How many days there are and how far they lie apart.
struct Spread {
    days: usize,
    first: Option<Day>,
    last: Option<Day>,
}

impl Spread {
    fn of(days: &[Day]) -> Spread {
        Spread {
            days: days.len(),
            first: days.first().copied(),
            last: days.last().copied(),
        }
    }

    fn reach(&self, days: usize) -> bool {
        let span = self.last.zip(self.first).map_or(0, |(l, f)| l.0 - f.0);
        self.days >= days && span >= USUAL_SPAN
    }
}

/// How much of something there was on which day.
#[derive(Default)]
pub(crate) struct Amounts {
    most: Vec<(Day, u32)>,
    /// The days on which an amount was reached, as far as somebody asked.
    reached: HashMap<u32, Days>,
}

impl Amounts {
    /// Notes an amount. Days are noted in their order; the largest amount of a day counts.
    pub(crate) fn note(&mut self, day: Day, amount: u32) {
        match self.most.last_mut() {
            Some((last, most)) if *last == day => *most = amount.max(*most),
            _ => self.most.push((day, amount)),
        }
    }

    /// Whether as much was reached on several other days over weeks.
    pub(crate) fn is_usual_apart_from(&mut self, day: Day, amount: u32) -> bool {
        let most = &self.most;
        let days = self.reached.entry(amount).or_insert_with(|| {
            let mut days = Days::default();
            let reaching = most.iter().filter(|(_, most)| *most >= amount);
            reaching.for_each(|(day, _)| days.note(*day));
            days
        });
        days.are_usual_apart_from(day)
    }
}
