//! Which posts somebody wants to see.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::kinds::Kind;
use super::place;

/// Which posts. What is `None` does not narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// The workspace.
    pub workspace_id: String,
    /// Words that all have to be in title, text or first comment, in any order; upper and lower
    /// case and accents make no difference, and the last word may be unfinished. Signs that belong
    /// to no word are passed over; blanks alone do not narrow the list, but other signs alone find
    /// nothing.
    pub search: Option<String>,
    /// The service's id of a profile.
    pub profile: Option<String>,
    /// A platform as the service calls it.
    pub platform: Option<String>,
    /// A status as the service calls it.
    pub status: Option<String>,
    /// A verdict, as in [`PostRow::verdict`](super::PostRow::verdict).
    pub verdict: Option<u8>,
    /// Made at or after.
    pub from: Option<DateTime<Utc>>,
    /// Made before.
    pub until: Option<DateTime<Utc>>,
}

impl PostFilter {
    /// The places the posts can have.
    pub(super) fn places(&self) -> Range<i64> {
        place::between(self.from, self.until)
    }

    /// Whether it lets some kinds of posts through and others not.
    pub(super) fn asks_for_kinds(&self) -> bool {
        self.profile.is_some()
            || self.platform.is_some()
            || self.status.is_some()
            || self.verdict.is_some()
    }

    /// Whether posts of this kind are wanted, as far as the kind decides.
    pub(super) fn wants(&self, kind: &Kind) -> bool {
        let is = |wanted: &Option<String>, found: &String| {
            wanted.as_ref().is_none_or(|wanted| wanted == found)
        };
        is(&self.profile, &kind.profile_id)
            && is(&self.status, &kind.status)
            && self.verdict.is_none_or(|wanted| wanted == kind.verdict)
            && self
                .platform
                .as_ref()
                .is_none_or(|wanted| kind.platforms.contains(wanted))
    }
}
