//! Responding to a leak.

/// Which of my keys is this?
mod identify;
