//! What goes out when: the posts of a workspace on the clock on the wall.
//!
//! | file | what it holds |
//! |---|---|
//! | `month.rs` | a part of the calendar |
//! | `card.rs`, `fixed.rs` | one card, and why it cannot be moved |
//! | `move_card.rs`, `movable.rs` | moving a card; what can be moved |
//! | `wish.rs`, `move_post.rs` | the wish to move something; having the service move a post |
//! | `undo.rs` | taking moves back |
//! | `clash.rs` | what to think of before something goes out |
//! | `queue.rs` | a profile's queue |
//! | `check_time.rs`, `wall_time.rs` | from the clock on the wall to UTC and back |
//! | `zone.rs` | the zone of a workspace |
//! | `words.rs` | all of it in words |
//!
//! It refuses to guess what a time means that the clocks skip, and to plan anything in the past.

mod card;
mod check_time;
pub(crate) mod clash;
mod fixed;
mod month;
mod movable;
mod move_card;
mod move_post;
mod queue;
mod undo;
mod wall_time;
mod wish;
mod words;
mod zone;

pub(crate) use wall_time::{moment, resolve, wall};
pub(crate) use words::{clock_change_words, refusal_words, sentence, warning_words};
pub(crate) use zone::{zone_in, zone_name};
