//! What the rules know of a post: small facts, and nothing of its text but a hash.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::views::Whose;

/// The service's id of a profile.
pub(crate) type ProfileId = Arc<str>;

/// A hash of a text in which case, punctuation, spaces and links do not count.
pub(crate) type TextHash = u64;

/// The facts of one post.
#[derive(Clone, Debug)]
pub(crate) struct PostFacts {
    /// The service's id of it.
    pub(crate) id: Box<str>,
    pub(crate) profile: ProfileId,
    pub(crate) platforms: Platforms,
    pub(crate) made_at: Moment,
    /// When it is or was to go out, if not at once.
    pub(crate) goes_out_at: Option<Moment>,
    /// Where its links lead, each host once.
    pub(crate) hosts: Box<[Arc<str>]>,
    /// None when the text is too short to be anybody's own.
    pub(crate) text: Option<TextHash>,
    /// An event of ours has its id.
    pub(crate) made_here: bool,
    /// When it was last seen changed by nobody here.
    pub(crate) changed: Option<Moment>,
    /// The person's word, as far as it is in force.
    pub(crate) said: Whose,
}

/// The person's word on a post. "Mine" was said of the post as it was then, and is no word on one
/// that somebody elsewhere has changed since.
pub(crate) fn word_in_force(word: Whose, at: Moment, changed: Option<Moment>) -> Whose {
    let is_outdated = changed.is_some_and(|changed| changed > at);
    if word == Whose::Mine && is_outdated {
        Whose::Unsaid
    } else {
        word
    }
}

impl PostFacts {
    /// Whether it may teach what is usual.
    pub(crate) fn teaches(&self) -> bool {
        let is_in_doubt = self.changed.is_some() && self.said != Whose::Mine;
        self.said != Whose::NotMine && !is_in_doubt
    }

    /// Known to be the workspace's own, beyond doubt.
    pub(crate) fn is_own(&self) -> bool {
        self.said == Whose::Mine || self.made_here && self.teaches()
    }
}

/// The platforms of a post as the service calls them, each once, in the order of the alphabet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub(crate) struct Platforms(Arc<[String]>);

impl Platforms {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl From<Vec<String>> for Platforms {
    fn from(mut names: Vec<String>) -> Platforms {
        names.sort_unstable();
        names.dedup();
        Platforms(names.into())
    }
}

impl From<Platforms> for Vec<String> {
    fn from(platforms: Platforms) -> Vec<String> {
        platforms.0.to_vec()
    }
}
