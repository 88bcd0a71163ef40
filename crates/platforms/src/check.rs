//! Everything about a draft that its platforms would refuse.
//!
//! A pure function of the draft, quick enough for every keystroke. It finds all problems, not only
//! the first. What only the service knows is not looked at here: whether an account is connected,
//! how many posts it had today. Which hashtags it bans is its secret; some are warned of.

mod fields;
mod hashtags;
mod media;
mod texts;

use crate::{
    draft::{Draft, Value},
    platform::Platform,
    problem::{Issue, Place, Problem},
    rules::Rules,
};

/// The problems of the draft, platform by platform. Whether the draft has a platform at all is not
/// for a platform to say.
#[must_use]
pub fn check(draft: &Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    for &platform in &draft.platforms {
        let found = match platform.rules() {
            Some(rules) => Look {
                draft,
                platform,
                rules,
            }
            .issues(),
            None => vec![(Place::Platforms, Issue::RulesUnknown)],
        };
        problems.extend(found.into_iter().map(|(place, issue)| Problem {
            platform,
            place,
            issue,
        }));
    }
    problems
}

type Found = Vec<(Place, Issue)>;

/// One platform's look at a draft.
struct Look<'draft> {
    draft: &'draft Draft,
    platform: Platform,
    rules: &'static Rules,
}

impl Look<'_> {
    fn issues(&self) -> Found {
        let post_type = self.draft.post_type;
        if !self.rules.takes(post_type) {
            // Whatever else is wrong depends on the type; it is said once that is right.
            let issue = Issue::PostTypeNotTaken {
                post_type,
                taken: self.rules.post_types(),
            };
            return vec![(Place::PostType, issue)];
        }
        let mut found = self.text_issues();
        found.extend(self.media_issues());
        found.extend(self.field_issues());
        found.extend(self.hashtag_issues());
        found
    }

    /// Whether a choice was made, in a field this type of post has.
    fn is_chosen(&self, name: &str, value: &str) -> bool {
        let value = Value::Text(value.to_owned());
        let mut fields = self.rules.fields.iter();
        fields.any(|field| field.name == name && field.is_for(self.draft.post_type))
            && self.draft.values.get(name) == Some(&value)
    }
}
