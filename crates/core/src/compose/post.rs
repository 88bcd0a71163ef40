//! The draft as the platforms see it: what it is made of, and who gets which files and values.
//!
//! A post's kind is never asked for: it follows from its files. Of mixed files the first decides,
//! and the check says that they do not go together.

use std::collections::HashMap;

use latchkey_platforms::{Control, Draft, Field, Media, MediaKind, Platform, PostType, Value};

use super::content::is_value;
use crate::views::{DraftContent, DraftFile, FieldContent, PostKind, When};

/// A draft with its files known, as far as they are.
pub(super) struct Post<'content> {
    pub(super) content: &'content DraftContent,
    /// Each chosen platform once, in the order chosen.
    pub(super) platforms: Vec<Platform>,
    /// What the rules are asked about.
    pub(super) draft: Draft,
}

impl<'content> Post<'content> {
    /// The draft, with what is known of its files. An unknown file is left out here; the check says
    /// that it is missing.
    pub(super) fn of(
        content: &'content DraftContent,
        files: &HashMap<String, Media>,
    ) -> Post<'content> {
        let platforms = platforms(content);
        let mut draft = Draft::new(post_type(content, &platforms, files), platforms.clone());
        draft.text = said(&content.text).unwrap_or_default();
        draft.title = said(&content.title).unwrap_or_default();
        draft.first_comment = said(&content.first_comment).unwrap_or_default();
        draft.scheduled = content.when != When::Now;
        draft.media = media(&content.files, files);
        let mut post = Post {
            content,
            platforms,
            draft,
        };
        // A post of words has no files of its own anywhere.
        if post.draft.post_type != PostType::Text {
            for &platform in &post.platforms {
                if let Some(own) = own_files(content, platform) {
                    post.draft.own_media.insert(platform, media(own, files));
                }
            }
        }
        for (field, value) in post.values() {
            // Only fields that exist come out of there.
            let _ = post.draft.values.set(field.name, value);
        }
        post
    }

    /// The files this platform gets, in order.
    pub(super) fn files_for(&self, platform: Platform) -> &'content [DraftFile] {
        own_files(self.content, platform).unwrap_or(&self.content.files)
    }

    /// The values that are sent: those of chosen platforms, in fields this kind of post has. What
    /// images show is one of them.
    pub(super) fn values(&self) -> Vec<(&'static Field, Value)> {
        let fields = self
            .platforms
            .iter()
            .filter_map(|platform| Some((*platform, platform.rules()?.fields)))
            .flat_map(|(platform, fields)| fields.iter().map(move |field| (platform, field)))
            .filter(|(_, field)| field.is_for(self.draft.post_type));
        fields
            .filter_map(|(platform, field)| Some((field, self.value_of(platform, field)?)))
            .collect()
    }

    /// What is filled in, whatever the kind of the post.
    pub(super) fn value_of(&self, platform: Platform, field: &'static Field) -> Option<Value> {
        if field.name.ends_with("_alt_text") {
            return alt_text(self.files_for(platform)).map(Value::Text);
        }
        let mut values = self.content.values.iter();
        let value = values.find(|value| value.field == field.name && is_value(field))?;
        filled_in(&value.value, matches!(field.control, Control::Text { .. }))
    }

    pub(super) fn kind(&self) -> PostKind {
        match self.draft.post_type {
            PostType::Text => PostKind::Text,
            PostType::Image => PostKind::Image,
            PostType::Video => PostKind::Video,
            PostType::Document => PostKind::Document,
        }
    }
}

/// What the images show, in the one text a platform takes for all of them. Several are told apart
/// by their numbers.
pub(super) fn alt_text(files: &[DraftFile]) -> Option<String> {
    let described: Vec<(usize, &str)> = files
        .iter()
        .enumerate()
        .map(|(index, file)| (index + 1, file.alt_text.trim()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    match described.as_slice() {
        [] => None,
        [(_, only)] if files.len() == 1 => Some((*only).to_owned()),
        several => {
            let lines: Vec<String> = several
                .iter()
                .map(|(number, text)| format!("{number}: {text}"))
                .collect();
            Some(lines.join("\n"))
        }
    }
}

/// A text as it is sent. One of spaces only says nothing.
pub(super) fn said(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn platforms(content: &DraftContent) -> Vec<Platform> {
    let mut platforms = Vec::new();
    for platform in content
        .platforms
        .iter()
        .filter_map(|slug| slug.parse().ok())
    {
        if !platforms.contains(&platform) {
            platforms.push(platform);
        }
    }
    platforms
}

/// The files of this platform only. An empty list stays one: somebody took the last file away, and
/// did not ask for those of the post.
fn own_files(content: &DraftContent, platform: Platform) -> Option<&[DraftFile]> {
    let mut all = content.own_files.iter();
    let own = all.find(|own| own.platform == platform.slug())?;
    Some(own.files.as_slice())
}

fn post_type(
    content: &DraftContent,
    platforms: &[Platform],
    files: &HashMap<String, Media>,
) -> PostType {
    let own = platforms
        .iter()
        .filter_map(|&platform| own_files(content, platform))
        .flatten();
    let first = content.files.iter().chain(own).next();
    let Some(first) = first else {
        return PostType::Text;
    };
    let known = files.get(&first.file_id);
    match known.and_then(|media| media.format.kind()) {
        Some(MediaKind::Video) => PostType::Video,
        Some(MediaKind::Document) => PostType::Document,
        // What cannot be recognised is most likely meant to be a picture.
        Some(MediaKind::Image) | None => PostType::Image,
    }
}

fn media(wanted: &[DraftFile], files: &HashMap<String, Media>) -> Vec<Media> {
    let known = wanted.iter().filter_map(|file| files.get(&file.file_id));
    known.cloned().collect()
}

/// A value that says something. Spaces around what is no text of its own come from pasting.
fn filled_in(value: &FieldContent, is_prose: bool) -> Option<Value> {
    match value {
        FieldContent::Switch(on) => Some(Value::Switch(*on)),
        FieldContent::Text(text) if text.trim().is_empty() => None,
        FieldContent::Text(text) if is_prose => Some(Value::Text(text.clone())),
        FieldContent::Text(text) => Some(Value::Text(text.trim().to_owned())),
        FieldContent::List(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| entry.trim().to_owned())
                .filter(|entry| !entry.is_empty())
                .collect();
            (!entries.is_empty()).then_some(Value::List(entries))
        }
    }
}
