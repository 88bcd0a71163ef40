//! Leak response: from "I think a key leaked" to a report that proves it is over.
//!
//! | file | what it holds |
//! |---|---|
//! | `identify.rs` | which of my keys is this? |
//! | `suspect.rs` | a key as an incident shows it |

mod identify;
mod suspect;
