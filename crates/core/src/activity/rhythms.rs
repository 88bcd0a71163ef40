//! Rhythms: the habits of a profile's posts. They are learned from the posts, offered to the person,
//! and vouch for a post only after the person confirmed them.
//!
//! A rhythm is what the person saw when they answered: times of day on the clock on the wall, days of
//! the week and platforms. An answered rhythm is never changed; what is learned beyond it is offered
//! as another one, and what was declined is not offered again.
//!
//! | file | what it holds |
//! |---|---|
//! | `shape.rs` | times, days and platforms of a rhythm |
//! | `habits.rs` | posts grouped by what they have in common; following a rhythm through them |
//! | `learn.rs` | finding the times of day that come again |
//! | `offer.rs` | what is new among what was learned |
//! | `words.rs` | a rhythm in a sentence |
//! | `kept.rs` | rhythms as the database keeps them |
//! | `answer.rs` | the person's answer |

mod answer;
mod habits;
mod kept;
mod learn;
mod offer;
mod shape;
mod words;

pub(crate) use habits::Habits;
pub(crate) use kept::{new_row, rhythm};
pub(crate) use shape::{Shape, TimeOfDay, Weekdays};
pub(crate) use words::{habit_at, sentence};

use super::verdict::ProfileId;
use crate::views::RhythmAnswer;

/// A rhythm that was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rhythm {
    pub(crate) profile: ProfileId,
    pub(crate) shape: Shape,
    pub(crate) answer: RhythmAnswer,
}

/// A rhythm that was not offered before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Learned {
    pub(crate) profile: ProfileId,
    pub(crate) shape: Shape,
    /// How many posts fit it.
    pub(crate) covers: u32,
}
