//! What each social platform accepts, and how long a text is for it.
//!
//! One table ([`Platform::rules`]) is the truth for the page, the sender and the tests: post types,
//! limits, media, daily caps and the fields that exist for one platform only. [`count`] and [`cut`]
//! measure a text exactly as the platform does, [`check`] names everything in a draft that would be
//! refused.
//!
//! Refuses to guess: where the sources contradict each other the stricter value stands
//! ([`CONTRADICTIONS`]), and a platform without documented rules has none here. Knows no sentences:
//! the text catalogue has the words. Everything is pure; nothing is read or sent.

mod check;
mod contradictions;
mod count;
mod draft;
mod emoji_bytes;
mod fields;
mod platform;
mod problem;
mod rules;
mod table;
mod x;

pub use check::check;
pub use contradictions::{CONTRADICTIONS, Contradiction, Fact, Reading, Resolution, Source};
pub use count::{Count, count, counts, cut};
pub use draft::{Draft, Media, UnknownField, Value, Values, posted_text};
pub use fields::{Control, Field};
pub use platform::{Platform, UnknownPlatform};
pub use problem::{Issue, Place, Problem, Severity};
pub use rules::{
    Comments, DocumentRules, Format, ImageRules, LARGEST_UPLOAD, Limit, MediaKind, PostType, Rules,
    TextField, Titles, Unit, VideoRules,
};
pub use x::is_top_level_domain;
