//! How much of their limits the texts of a draft take, platform by platform and place by place.
//!
//! Counted at every keystroke; the place says beside which field a count belongs.

use std::borrow::Cow;

use latchkey_platforms::{Count, Field, Place, Platform, TextField, Value, posted_text};

use super::check::place;
use super::post::Post;
use crate::views::{CountView, PlaceInDraft};
use crate::wording;

/// The counts of one platform; of one place the tightest first.
pub(super) fn counts(post: &Post<'_>, platform: Platform) -> Vec<CountView> {
    let draft = &post.draft;
    let at = |its: Place| place(post, platform, its);
    let texts = [
        (
            at(draft.text_place(platform)),
            TextField::Text,
            posted_text(draft, platform),
        ),
        (
            at(draft.title_place(platform)),
            TextField::Title,
            Cow::Borrowed(draft.title_for(platform)),
        ),
        (
            PlaceInDraft::FirstComment,
            TextField::FirstComment,
            Cow::Borrowed(draft.first_comment.as_str()),
        ),
    ];
    texts
        .into_iter()
        .chain(alt_text(post, platform))
        .flat_map(|(place, field, text)| {
            let counts = latchkey_platforms::counts(platform, field, &text);
            views(&place, counts)
        })
        .collect()
}

/// The one description a platform takes, of all images.
fn alt_text<'post>(
    post: &'post Post<'_>,
    platform: Platform,
) -> Option<(PlaceInDraft, TextField, Cow<'post, str>)> {
    let field = Field::named(&format!("{platform}_alt_text"))?;
    if !field.is_for(post.draft.post_type) {
        return None;
    }
    let text = match post.draft.values.get(field.name) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let place = PlaceInDraft::Field {
        field: field.name.to_owned(),
    };
    Some((place, TextField::AltText, text.into()))
}

fn views(place: &PlaceInDraft, mut counts: Vec<Count>) -> Vec<CountView> {
    // As thousandths, so that nothing has to be compared as a fraction.
    let fullness = |count: &Count| {
        let limit = count.limit.unwrap_or(usize::MAX).max(1);
        count.used.saturating_mul(1_000) / limit
    };
    counts.sort_by_key(|count| std::cmp::Reverse(fullness(count)));
    counts
        .iter()
        .map(|count| CountView {
            place: place.clone(),
            used: u32::try_from(count.used).unwrap_or(u32::MAX),
            most: count
                .limit
                .and_then(|limit| u32::try_from(limit).ok())
                .unwrap_or(u32::MAX),
            unit: wording::unit(count.unit),
        })
        .collect()
}
