//! Each thing a platform refuses is found, and nothing else.

use latchkey_platforms::{Draft, Format, Issue, Media, Place, Platform, PostType, Value, check};

mod fields;
mod media;
mod posts;
mod words;

/// A small post of this type that the platform takes.
fn good(post_type: PostType, platform: Platform) -> Draft {
    let mut draft = Draft::new(post_type, vec![platform]);
    draft.text = "Fresh bread from seven o'clock".into();
    match post_type {
        PostType::Text => {}
        PostType::Image => draft.media = vec![Media::new(Format::Jpeg, 1_000_000)],
        PostType::Video => draft.media = vec![Media::new(Format::Mp4, 1_000_000)],
        PostType::Document => draft.media = vec![Media::new(Format::Pdf, 1_000_000)],
    }
    if platform == Platform::YouTube {
        draft.title = "Bread".into();
    }
    if platform == Platform::Pinterest {
        draft
            .values
            .set("pinterest_board_id", Value::Text("42".into()))
            .unwrap();
    }
    draft
}

fn found(draft: &Draft) -> Vec<(Place, Issue)> {
    check(draft)
        .into_iter()
        .map(|problem| (problem.place, problem.issue))
        .collect()
}

fn places(draft: &Draft) -> Vec<Place> {
    found(draft).into_iter().map(|(place, _)| place).collect()
}
