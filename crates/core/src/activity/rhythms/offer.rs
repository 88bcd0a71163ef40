//! What of the learned rhythms is new to the person.

use std::collections::BTreeMap;

use super::habits::Habit;
use super::learn::{self, Recurring};
use super::{Habits, Learned, Rhythm, Shape, TimeOfDay, Weekdays};
use crate::activity::verdict::count;
use crate::views::RhythmAnswer;

/// What is to be offered.
#[derive(Default)]
pub(crate) struct Offered {
    /// The numbers of the open rhythms that the posts still show.
    pub(crate) still_open: Vec<usize>,
    pub(crate) new: Vec<Learned>,
}

impl Habits<'_> {
    /// Learns rhythms and leaves out what the person has answered already.
    pub(crate) fn offer(&self, known: &[Rhythm]) -> Offered {
        let mut offered = Offered::default();
        for (habit, posts) in self.groups() {
            let recurring = learn::recurring(posts.iter().map(|follower| follower.made));
            for shape in shapes(habit, unanswered(recurring, habit, known)) {
                let open = known.iter().position(|rhythm| {
                    rhythm.answer == RhythmAnswer::Open
                        && rhythm.profile == *habit.profile
                        && rhythm.shape.is_like(&shape)
                });
                if let Some(number) = open {
                    offered.still_open.push(number);
                    continue;
                }
                offered.new.push(Learned {
                    profile: habit.profile.clone(),
                    covers: count(self.follow(habit.profile, &shape).alone.len()),
                    shape,
                });
            }
        }
        offered
    }
}

/// Takes away the days of each time that an answered rhythm has at the same time.
fn unanswered<'a>(
    recurring: Vec<Recurring>,
    habit: &'a Habit<'_>,
    known: &'a [Rhythm],
) -> impl Iterator<Item = Recurring> + 'a {
    let answered = move |rhythm: &&Rhythm| {
        rhythm.answer != RhythmAnswer::Open
            && rhythm.profile == *habit.profile
            && rhythm.shape.platforms == *habit.platforms
            && rhythm.shape.ahead == habit.ahead
    };
    recurring
        .into_iter()
        .map(move |mut learned| {
            for rhythm in known.iter().filter(answered) {
                if rhythm
                    .shape
                    .times
                    .iter()
                    .any(|time| time.meets(learned.time))
                {
                    learned.days = learned.days.without(rhythm.shape.days);
                }
            }
            learned
        })
        .filter(|learned| !learned.days.are_none())
}

/// One shape for the times that are kept on the same days.
fn shapes(habit: &Habit<'_>, recurring: impl Iterator<Item = Recurring>) -> Vec<Shape> {
    let mut times: BTreeMap<Weekdays, Vec<TimeOfDay>> = BTreeMap::new();
    for Recurring { time, days } in recurring {
        times.entry(days).or_default().push(time);
    }
    times
        .into_iter()
        .map(|(days, times)| Shape {
            platforms: habit.platforms.clone(),
            ahead: habit.ahead,
            days,
            times,
        })
        .collect()
}
