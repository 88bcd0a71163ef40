//! Why a post has its verdict, as it is kept with the post.

use serde::{Deserialize, Serialize};

use super::{Day, Platforms};
use crate::activity::rhythms::Weekdays;

/// One reason. Each is a positive finding; "not enough is known" is never one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub(crate) enum Reason {
    /// The person said that it is theirs.
    SaidMine,
    /// The person said that it is not theirs.
    SaidNotMine,
    /// An event of ours has its id.
    MadeHere { on: Day },
    /// What it says, shows or plans was changed, and no event of ours did it.
    ChangedElsewhere { on: Day },
    /// It was made at a time of a rhythm the person confirmed.
    FitsRhythm {
        days: Weekdays,
        /// Of the day.
        minute: u32,
        platforms: Platforms,
    },
    /// A link leads to a host the profile does not usually link to.
    NewHost {
        host: String,
        /// When a post of an earlier day first linked there, if one did.
        since: Option<Day>,
    },
    /// The same text was made for several profiles within a day.
    SameText { profiles: u32 },
    /// It is one of more posts in a row than usual.
    Burst { posts: u32, minutes: u32 },
    /// It goes to a platform the profile does not usually post on.
    NewPlatform {
        platform: String,
        /// When a post of an earlier day first went there, if one did.
        since: Option<Day>,
    },
    /// It was made far from the hours in which the profile's posts are made.
    OddHour {
        /// Of the day.
        minute: u32,
        from: u32,
        until: u32,
    },
    /// More posts than one were made at one time of a confirmed rhythm, so it vouches for none.
    CrowdedTime { posts: u32 },
    /// No event of ours has its id.
    NobodyHere,
}

/// Reasons as text in the database.
pub(crate) struct Reasons;

impl Reasons {
    pub(crate) fn write(reasons: &[Reason]) -> String {
        serde_json::to_string(reasons).unwrap_or_else(|_| unreachable!("no map keys, no failing"))
    }

    /// Reads what [`Reasons::write`] wrote. A reason this version does not know is left out.
    pub(crate) fn read(text: &str) -> Vec<Reason> {
        let kept: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
        kept.into_iter()
            .filter_map(|reason| serde_json::from_value(reason).ok())
            .collect()
    }
}
