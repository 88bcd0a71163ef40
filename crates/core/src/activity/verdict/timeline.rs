//! The posts of one profile in the order in which they were made.

use std::collections::HashMap;

use jiff::tz::TimeZone;

use super::usual::Days;
use super::{PostFacts, ProfileId, WallTime};

/// The posts of one profile, oldest first.
pub(crate) struct Timeline<'a> {
    pub(crate) profile: &'a ProfileId,
    pub(crate) posts: Vec<Seen<'a>>,
    /// The days on which posts were made that may teach what is usual.
    pub(crate) days: Days,
}

/// A post in its timeline.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// Its place among the facts.
    pub(crate) post: usize,
    pub(crate) facts: &'a PostFacts,
    pub(crate) made: WallTime,
}

/// The timelines of all profiles.
pub(crate) fn of_profiles<'a>(posts: &'a [PostFacts], zone: &TimeZone) -> Vec<Timeline<'a>> {
    let mut by_profile: HashMap<&ProfileId, Vec<Seen<'a>>> = HashMap::new();
    for (post, facts) in posts.iter().enumerate() {
        let made = WallTime::of(facts.made_at, zone);
        let seen = Seen { post, facts, made };
        by_profile.entry(&facts.profile).or_default().push(seen);
    }
    by_profile
        .into_iter()
        .map(|(profile, mut posts)| {
            posts.sort_unstable_by_key(|seen| seen.facts.made_at);
            let days = Days::of(posts.iter().filter(|seen| seen.facts.teaches()));
            Timeline {
                profile,
                posts,
                days,
            }
        })
        .collect()
}
