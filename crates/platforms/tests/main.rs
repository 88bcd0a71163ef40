//! What the crate promises, seen from outside. This file is the table of contents.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]

/// Each thing a platform refuses is found, and nothing else.
mod checking;
/// Counts agree with the reference implementations.
mod counting;
/// A text is cut so that it fits and nothing is torn.
mod cutting;
/// The table agrees with itself and with the list of contradictions.
mod table;
/// The text catalogue has words for everything the page shows of the table.
mod texts;
