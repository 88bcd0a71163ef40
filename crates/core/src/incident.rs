//! Leak response: from "I think a key leaked" to a report that proves it is over.
//!
//! Steps can be taken in any order, for several incidents at once, and left for days: what is kept
//! is what was asked for and what happened, and how far a step is follows from that.
//!
//! | file | what it holds |
//! |---|---|
//! | `identify.rs` | which of my keys is this? |
//! | `start.rs` | beginning, calling off and closing an incident |
//! | `answers.rs` | what was answered about a leak, and correcting it |
//! | `exposure.rs` | since when a key may be out |
//! | `scope.rs` | which posts an incident is about |
//! | `contain.rs` | ending the key, and what a death means to an incident |
//! | `freeze.rs` | which scheduled posts are held |
//! | `hold.rs` | taking a post from the service: fetched, kept, deleted |
//! | `restore.rs` | putting a post back, never twice |
//! | `stage.rs` | how far a post is, as the database keeps it |
//! | `replace.rs` | a new key for the leaked one's places |
//! | `repair.rs` | deleting what was not the person's |
//! | `watch.rs` | looking at the dead key for a week |
//! | `report.rs` | the report for a boss or a client |
//! | `view.rs`, `steps.rs` | the board |
//! | `suspect.rs`, `row.rs`, `words.rs` | small pieces of these |
//!
//! What it refuses to do: delete a post that is not kept here in full, make a post again whose
//! first try may have arrived, call a key dead without the service's refusal.

mod answers;
mod contain;
mod exposure;
mod freeze;
mod hold;
mod identify;
mod repair;
mod replace;
mod report;
mod restore;
mod row;
mod scope;
mod stage;
mod start;
mod steps;
mod suspect;
mod view;
mod watch;
mod words;

pub(crate) use contain::{key_died, state_of_living};
pub(crate) use freeze::with_newcomers;
pub(crate) use hold::held_here_only;
pub(crate) use replace::{make_way, new_key_is_here};
pub(crate) use watch::{stop_watching, watched_keys};
