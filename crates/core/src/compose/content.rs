//! What may be in a draft, and how it is kept.
//!
//! What a platform refuses may be in a draft: the check says so, and nothing that was written is
//! lost. Refused is only what nobody can have written with the composer.

use std::collections::BTreeSet;

use latchkey_platforms::{Control, Field, Platform};
use latchkey_store::drafts::DraftRow;

use crate::error::Invalid;
use crate::views::{DraftContent, DraftFile, FieldContent, FieldValue, When};

/// Of one text. The longest a platform takes are 63 206.
const LONGEST_TEXT: usize = 200_000;
/// Of the description of one image.
const LONGEST_ALT_TEXT: usize = 10_000;
/// Of the names of files, fields, profiles and the parts of a time.
const LONGEST_NAME: usize = 200;
/// The most a platform takes are 35.
const MOST_FILES: usize = 200;
const MOST_ENTRIES: usize = 1_000;
/// Of everything in a draft together, in bytes.
const LARGEST: usize = 2_000_000;

/// What is in a draft that is kept. A file that was damaged by hand reads as an empty draft.
pub(crate) fn stored(row: &DraftRow) -> DraftContent {
    read(&row.content)
}

/// What is in a draft or a version, from the text it is kept as.
pub(super) fn read(kept: &str) -> DraftContent {
    serde_json::from_str(kept).unwrap_or_default()
}

/// The text a draft is kept as.
///
/// # Errors
/// [`Invalid`] for what nobody can have written with the composer: unknown platforms and fields,
/// and what is larger than any platform could take.
pub(crate) fn kept(content: &DraftContent) -> Result<String, Invalid> {
    acceptable(content)?;
    let kept = serde_json::to_string(content).map_err(|_| Invalid::DraftTooLarge)?;
    if kept.len() > LARGEST {
        return Err(Invalid::DraftTooLarge);
    }
    Ok(kept)
}

/// Whether the composer can have written it.
pub(super) fn acceptable(content: &DraftContent) -> Result<(), Invalid> {
    for text in [&content.text, &content.title, &content.first_comment] {
        at_most(text, LONGEST_TEXT)?;
    }
    at_most(content.profile.as_deref().unwrap_or_default(), LONGEST_NAME)?;
    if let When::At(time) = &content.when {
        at_most(&time.date, LONGEST_NAME)?;
        at_most(&time.time, LONGEST_NAME)?;
    }
    known_platforms(content.platforms.iter())?;
    known_platforms(content.own_files.iter().map(|own| &own.platform))?;
    acceptable_files(&content.files)?;
    for own in &content.own_files {
        if !takes_own_files(&own.platform) {
            return Err(Invalid::UnknownField(shortened(&own.platform)));
        }
        acceptable_files(&own.files)?;
    }
    acceptable_values(&content.values)
}

/// Whether the platform has a field for files of its own.
pub(super) fn takes_own_files(platform: &str) -> bool {
    Field::named(&format!("{platform}_media_urls")).is_some()
}

/// Whether a field is filled in as a value. Files and the descriptions of images have places of
/// their own in a draft.
pub(super) fn is_value(field: &Field) -> bool {
    field.control != Control::Media && !field.name.ends_with("_alt_text")
}

fn known_platforms<'a>(slugs: impl ExactSizeIterator<Item = &'a String>) -> Result<(), Invalid> {
    if slugs.len() > Platform::ALL.len() {
        return Err(Invalid::DraftTooLarge);
    }
    let mut seen = BTreeSet::new();
    for slug in slugs {
        let is_known = slug.parse::<Platform>().is_ok();
        if !is_known || !seen.insert(slug) {
            return Err(Invalid::UnknownPlatform(shortened(slug)));
        }
    }
    Ok(())
}

fn acceptable_files(files: &[DraftFile]) -> Result<(), Invalid> {
    if files.len() > MOST_FILES {
        return Err(Invalid::DraftTooLarge);
    }
    for file in files {
        at_most(&file.file_id, LONGEST_NAME)?;
        at_most(&file.alt_text, LONGEST_ALT_TEXT)?;
    }
    Ok(())
}

fn acceptable_values(values: &[FieldValue]) -> Result<(), Invalid> {
    let mut seen = BTreeSet::new();
    for value in values {
        let is_known = Field::named(&value.field).is_some_and(is_value);
        if !is_known || !seen.insert(&value.field) {
            return Err(Invalid::UnknownField(shortened(&value.field)));
        }
        match &value.value {
            FieldContent::Switch(_) => {}
            FieldContent::Text(text) => at_most(text, LONGEST_TEXT)?,
            FieldContent::List(entries) if entries.len() > MOST_ENTRIES => {
                return Err(Invalid::DraftTooLarge);
            }
            FieldContent::List(entries) => {
                for entry in entries {
                    at_most(entry, LONGEST_TEXT)?;
                }
            }
        }
    }
    Ok(())
}

fn at_most(text: &str, characters: usize) -> Result<(), Invalid> {
    // Bytes first: that is quick, and most texts are far below.
    if text.len() > characters && text.chars().count() > characters {
        return Err(Invalid::DraftTooLarge);
    }
    Ok(())
}

fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(field: &str, value: FieldContent) -> DraftContent {
        DraftContent {
            values: vec![FieldValue {
                field: field.to_owned(),
                value,
            }],
            ..DraftContent::default()
        }
    }

    fn to(platforms: &[&str]) -> DraftContent {
        DraftContent {
            platforms: platforms.iter().map(|&slug| slug.to_owned()).collect(),
            ..DraftContent::default()
        }
    }

    #[test]
    fn a_long_draft_for_all_platforms_is_kept_as_it_is() {
        let content = DraftContent {
            text: "ü".repeat(60_000),
            ..to(&["x", "youtube", "google_business"])
        };
        assert_eq!(read(&kept(&content).unwrap()), content);
    }

    #[test]
    fn what_the_composer_cannot_have_written_is_refused() {
        let million = vec!["x"; 1_000_000];
        let too_large = Err(Invalid::DraftTooLarge);
        let no_platform = |name: &str| Err(Invalid::UnknownPlatform(name.to_owned()));
        let no_field = |name: &str| Err(Invalid::UnknownField(name.to_owned()));
        let text = || FieldContent::Text("words".to_owned());
        let own = DraftContent {
            own_files: vec![crate::views::OwnFiles {
                platform: "linkedin".to_owned(),
                files: Vec::new(),
            }],
            ..DraftContent::default()
        };
        let long = DraftContent {
            text: "a".repeat(LONGEST_TEXT + 1),
            ..DraftContent::default()
        };
        for (content, expected) in [
            (to(&million), too_large.clone()),
            (long, too_large.clone()),
            (
                value(
                    "youtube_tags",
                    FieldContent::List(vec![String::new(); 1_001]),
                ),
                too_large,
            ),
            (to(&["twitter"]), no_platform("twitter")),
            (to(&["x", "x"]), no_platform("x")),
            (value("x_mood", text()), no_field("x_mood")),
            (value("x_alt_text", text()), no_field("x_alt_text")),
            (value("x_media_urls", text()), no_field("x_media_urls")),
            (own, no_field("linkedin")),
        ] {
            assert_eq!(kept(&content).map(|_| ()), expected);
        }
    }

    #[test]
    fn what_cannot_be_read_is_an_empty_draft() {
        for damaged in ["", "[]", r#"{"text":1}"#] {
            assert_eq!(read(damaged), DraftContent::default());
        }
    }
}
