//! Whole posts, and platforms of which nothing is known.

use crate::counting::any_text;
use latchkey_platforms::{
    Draft, Field, Format, Issue, Media, Place, Platform, PostType, Problem, Severity, Value, check,
};
use proptest::prelude::*;
use std::time::Duration;

use super::{found, good};

#[test]
fn a_post_every_platform_takes_has_no_problem() {
    for platform in Platform::ALL {
        for post_type in PostType::ALL {
            if platform.rules().is_some_and(|rules| rules.takes(post_type)) {
                let draft = good(post_type, platform);
                assert_eq!(check(&draft), [], "{post_type:?} on {platform}");
            }
        }
    }
}

#[test]
fn a_platform_that_does_not_take_such_posts_says_which_it_takes() {
    let mut draft = good(PostType::Image, Platform::YouTube);
    draft.text = "a".repeat(9_000);
    let issue = Issue::PostTypeNotTaken {
        post_type: PostType::Image,
        taken: vec![PostType::Video],
    };
    assert_eq!(
        found(&draft),
        [(Place::PostType, issue)],
        "and nothing else until that is right"
    );
}

#[test]
fn where_nothing_is_documented_a_draft_is_only_warned_about() {
    let draft = good(PostType::Text, Platform::Snapchat);
    let problems = check(&draft);
    assert_eq!(
        problems,
        [Problem {
            platform: Platform::Snapchat,
            place: Place::Platforms,
            issue: Issue::RulesUnknown
        }]
    );
    assert_eq!(
        problems.iter().map(Problem::severity).max(),
        Some(Severity::Warns)
    );
}

#[test]
fn a_draft_for_no_platform_has_no_platforms_problems() {
    assert_eq!(check(&Draft::new(PostType::Text, Vec::new())), []);
}

proptest! {
    #[test]
    fn any_draft_can_be_checked(
        text in any_text(),
        title in any_text(),
        post_type in prop::sample::select(PostType::ALL.to_vec()),
        format in prop::sample::select(vec![Format::Jpeg, Format::Mp4, Format::Pdf, Format::Other]),
        files in 0_usize..40,
        bytes in any::<u64>(),
        seconds in any::<u64>(),
    ) {
        let mut draft = Draft::new(post_type, Platform::ALL.to_vec());
        for field in Field::all() {
            // Media fields take no value.
            let _ = draft.values.set(field.name, Value::Text(text.clone()));
        }
        draft.text = text;
        draft.title = title;
        let mut file = Media::new(format, bytes);
        file.duration = Some(Duration::from_secs(seconds));
        draft.media = vec![file; files];
        for problem in check(&draft) {
            prop_assert!(draft.platforms.contains(&problem.platform));
            if let Place::File(index) | Place::AltText(index) = problem.place {
                prop_assert!(index < files);
            }
        }
    }
}
