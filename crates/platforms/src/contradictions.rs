//! Where the sources contradict each other, and which value the table has.
//!
//! Data, so that a test can hold each entry against the table.

use std::time::Duration;

use crate::{
    platform::Platform,
    rules::{Format, PostType, Rules},
};

mod list;

pub use list::CONTRADICTIONS;

/// One question to which the sources give different answers.
#[derive(Debug)]
pub struct Contradiction {
    /// Whose rule it is.
    pub platform: Platform,
    /// What the question is.
    pub topic: &'static str,
    /// The answers.
    pub readings: &'static [Reading],
    /// The answer that was taken; one of the readings.
    pub chosen: Fact,
    /// Why.
    pub resolution: Resolution,
    /// Reads the answer off the table.
    pub in_table: fn(&'static Rules) -> Option<Fact>,
}

/// What one source says.
#[derive(Debug)]
pub struct Reading {
    /// Who says it.
    pub source: Source,
    /// What.
    pub fact: Fact,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Whether something is possible.
    Possible(bool),
    /// At most so many: files, posts, values or letters.
    Most(u64),
    /// At most so many bytes.
    Bytes(u64),
    /// At most so long.
    Longest(Duration),
    /// At least so long.
    Shortest(Duration),
    /// One of these formats.
    Formats(&'static [Format]),
    /// In posts of these types.
    PostTypes(&'static [PostType]),
    /// One of these values.
    Values(&'static [&'static str]),
    /// Whether a list goes out as one text with commas.
    Joined(bool),
    /// There is no limit.
    Unlimited,
}

/// Where a fact is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The types of the vendor's OpenAPI.
    OpenApiTypes,
    /// The descriptions in the vendor's OpenAPI.
    OpenApiDescriptions,
    /// The README files and clients of the vendor's packages.
    Packages,
    /// The vendor's skill texts.
    SkillTexts,
}

impl Source {
    /// The month it is from.
    #[must_use]
    pub fn date(self) -> &'static str {
        match self {
            Self::OpenApiTypes | Self::OpenApiDescriptions | Self::Packages => "2026-04",
            Self::SkillTexts => "2026-05",
        }
    }
}

/// How a contradiction was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The value that lets less through.
    Stricter,
    /// Neither is stricter; the source that is trusted more.
    MoreTrusted,
}
