//! Hashtags that are known to be refused.
//!
//! The service refuses posts with hashtags on a list it does not publish (its documentation of
//! content checks, 2026-04). What is warned of here are the hashtags that trade follows and likes,
//! which the platforms call spam; it never stops a draft.

use super::{Found, Look};
use crate::draft::posted_text;
use crate::problem::{Issue, Place};

/// In small letters, without the `#`.
const SHUNNED: &[&str] = &[
    "f4f",
    "follow4follow",
    "followforfollow",
    "l4l",
    "like4like",
    "likeforfollow",
    "likeforlike",
    "spam4spam",
    "tag4like",
    "tagsforlikes",
];

impl Look<'_> {
    pub(super) fn hashtag_issues(&self) -> Found {
        if !self.rules.bans_hashtags {
            return Found::new();
        }
        let text = posted_text(self.draft, self.platform);
        let place = self.draft.text_place(self.platform);
        let in_text = shunned(&text).into_iter();
        let in_comment = shunned(&self.draft.first_comment).into_iter();
        in_text
            .map(|tag| (place, Issue::HashtagShunned(tag)))
            .chain(in_comment.map(|tag| (Place::FirstComment, Issue::HashtagShunned(tag))))
            .collect()
    }
}

/// Those in a text, each once.
fn shunned(text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for tag in hashtags(text) {
        let known = SHUNNED.iter().find(|known| known.eq_ignore_ascii_case(tag));
        found.extend(known.filter(|known| !found.contains(*known)).copied());
    }
    found
}

fn hashtags(text: &str) -> impl Iterator<Item = &str> {
    text.split('#').skip(1).map(|rest| {
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default()
    })
}
