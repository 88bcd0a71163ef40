//! Posts in plain words. What a service says and Latchkey does not know is shown as it is.

use latchkey_platforms::Platform;
use latchkey_text::{platforms, posts as t};

use super::obstacle;
use crate::activity::{NoThumbnail, Reasons, field, reason_words, visible};

/// The status of a post.
pub(crate) fn post_status(status: &str) -> String {
    match status {
        "draft" => t::status_draft(),
        "scheduled" => t::status_scheduled(),
        "publishing" => t::status_publishing(),
        "completed" => t::status_completed(),
        "partially_failed" => t::status_partially_failed(),
        "failed" => t::status_failed(),
        unknown => visible(unknown),
    }
}

/// The status of a post on one platform.
pub(crate) fn destination_status(status: &str) -> String {
    match status {
        "pending" => t::there_pending(),
        "publishing" => t::there_publishing(),
        "published" => t::there_published(),
        "failed" => t::there_failed(),
        unknown => visible(unknown),
    }
}

/// A platform's own name.
pub(crate) fn platform(slug: &str) -> String {
    let Ok(platform) = slug.parse() else {
        return visible(slug);
    };
    match platform {
        Platform::X => platforms::name_x(),
        Platform::YouTube => platforms::name_youtube(),
        Platform::Instagram => platforms::name_instagram(),
        Platform::Facebook => platforms::name_facebook(),
        Platform::LinkedIn => platforms::name_linkedin(),
        Platform::TikTok => platforms::name_tiktok(),
        Platform::Threads => platforms::name_threads(),
        Platform::Pinterest => platforms::name_pinterest(),
        Platform::Bluesky => platforms::name_bluesky(),
        Platform::GoogleBusiness => platforms::name_google_business(),
        Platform::Snapchat => platforms::name_snapchat(),
    }
}

/// The kind of a post.
pub(crate) fn post_type(kind: &str) -> String {
    match kind {
        "text" => platforms::type_text(),
        "image" => platforms::type_image(),
        "video" => platforms::type_video(),
        "document" => platforms::type_document(),
        unknown => visible(unknown),
    }
}

/// The reasons for a verdict, as they are kept with the post.
pub(crate) fn reasons(kept: &str) -> Vec<String> {
    Reasons::read(kept).iter().map(reason_words).collect()
}

/// What taking the last word back would do.
pub(crate) fn undo(whose: &str, count: usize) -> String {
    match (whose, count) {
        ("mine", 1) => t::undo_mine_one(),
        ("mine", _) => t::undo_mine(count),
        ("not_mine", 1) => t::undo_not_mine_one(),
        ("not_mine", _) => t::undo_not_mine(count),
        (_, 1) => t::undo_unsaid_one(),
        _ => t::undo_unsaid(count),
    }
}

/// Why there is no small picture.
pub(crate) fn no_thumbnail(why: &NoThumbnail) -> String {
    match why {
        NoThumbnail::NotAPicture => t::thumbnail_not_a_picture(),
        NoThumbnail::Elsewhere => t::thumbnail_elsewhere(),
        NoThumbnail::Gone => t::thumbnail_gone(),
        NoThumbnail::TooLarge => t::thumbnail_too_large(),
        NoThumbnail::Unreadable => t::thumbnail_unreadable(),
        NoThumbnail::Hindered(in_the_way) => obstacle(in_the_way).message,
    }
}

/// What changed of a post, by the word that is kept. `is_there_after` tells whether the field has a
/// value now.
pub(crate) fn post_change(changed: &str, is_there_after: bool) -> String {
    if let Some(slug) = changed.strip_prefix(field::DESTINATION) {
        return t::changed_destination(platform(slug));
    }
    match changed {
        field::PROFILE => t::changed_profile(),
        field::POST_TYPE => t::changed_post_type(),
        field::STATUS => t::changed_status(),
        field::TITLE => t::changed_title(),
        field::TEXT => t::changed_text(),
        field::FIRST_COMMENT => t::changed_first_comment(),
        field::MEDIA => t::changed_media(),
        field::SCHEDULED_AT => t::changed_scheduled_at(),
        field::MADE_AT => t::changed_made_at(),
        field::GONE if is_there_after => t::gone(),
        field::GONE => t::back(),
        unknown => t::changed_otherwise(visible(unknown)),
    }
}
