//! Override fields: what a post may say for one platform only, by the prefix of the field's name.
//!
//! From the vendor's OpenAPI (2026-04). Spellings that only older clients or skill texts use are
//! ignored like any unknown field.

use serde_json::{Map, Value};

use crate::{body::Fields, error::ApiError};

/// The override fields of the body that are meant for this platform.
///
/// # Errors
/// 400 for a value the field does not take.
pub(crate) fn of(platform: &str, fields: &Fields) -> Result<Map<String, Value>, ApiError> {
    let mut found = Map::new();
    for (name, kind) in FIELDS {
        let is_ours = name
            .split_once('_')
            .is_some_and(|(prefix, _)| prefix == platform);
        let value = fields
            .0
            .get(name)
            .filter(|value| is_ours && !value.is_null());
        let Some(value) = value else { continue };
        if !kind.takes(value) {
            return Err(ApiError::BadRequest(format!(
                "{name} must be {}",
                kind.describe()
            )));
        }
        found.insert(name.to_owned(), value.clone());
    }
    Ok(found)
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Flag,
    Text(usize),
    Choice(&'static [&'static str]),
    Url,
    Urls,
    /// An array of strings with so many characters in all.
    Tags(usize),
    /// An array of strings, or one string with commas.
    List,
    Digits,
    TopicTag,
}

use Kind::{Choice, Digits, Flag, List, Tags, Text, TopicTag, Url, Urls};

const FIELDS: [(&str, Kind); 56] = [
    ("youtube_media_urls", Urls),
    ("youtube_type", Choice(&["video", "shorts"])),
    (
        "youtube_category_id",
        Choice(&[
            "1", "2", "10", "15", "17", "20", "22", "23", "24", "25", "26", "27", "28",
        ]),
    ),
    ("youtube_tags", Tags(500)),
    (
        "youtube_privacy_status",
        Choice(&["public", "unlisted", "private"]),
    ),
    ("youtube_thumbnail_url", Url),
    ("youtube_self_declared_made_for_kids", Flag),
    ("youtube_contains_synthetic_media", Flag),
    ("youtube_has_paid_product_placement", Flag),
    ("youtube_license", Choice(&["youtube", "creativeCommon"])),
    ("youtube_embeddable", Flag),
    ("youtube_public_stats_viewable", Flag),
    ("youtube_default_language", Text(35)),
    ("youtube_default_audio_language", Text(35)),
    ("youtube_allowed_countries", List),
    ("youtube_blocked_countries", List),
    ("youtube_recording_date", Text(40)),
    ("youtube_caption_url", Url),
    ("youtube_caption_language", Text(35)),
    ("youtube_title", Text(usize::MAX)),
    ("youtube_text", Text(usize::MAX)),
    ("tiktok_media_urls", Urls),
    (
        "tiktok_privacy_level",
        Choice(&["public", "friends", "private"]),
    ),
    ("tiktok_disable_comment", Flag),
    ("tiktok_disable_duet", Flag),
    ("tiktok_disable_stitch", Flag),
    ("tiktok_is_aigc", Flag),
    ("tiktok_brand_content_toggle", Flag),
    ("tiktok_auto_add_music", Flag),
    ("tiktok_post_mode", Choice(&["DIRECT_POST", "MEDIA_UPLOAD"])),
    ("tiktok_text", Text(usize::MAX)),
    ("instagram_media_urls", Urls),
    ("instagram_media_type", Choice(&["REELS", "STORIES"])),
    ("instagram_share_to_feed", Flag),
    ("instagram_collaborators", List),
    ("instagram_cover_url", Url),
    ("instagram_user_tags", List),
    ("instagram_location_id", Text(100)),
    ("instagram_alt_text", Text(1_000)),
    ("instagram_text", Text(usize::MAX)),
    ("facebook_media_urls", Urls),
    ("facebook_media_type", Choice(&["VIDEO", "REELS"])),
    ("facebook_text", Text(usize::MAX)),
    ("pinterest_media_urls", Urls),
    ("pinterest_board_id", Text(100)),
    ("pinterest_link", Url),
    ("pinterest_alt_text", Text(500)),
    ("threads_topic_tag", TopicTag),
    ("x_reply_settings", Choice(&["following", "mentionedUsers"])),
    ("x_alt_text", Text(1_000)),
    ("x_text", Text(usize::MAX)),
    ("x_media_urls", Urls),
    ("linkedin_page_id", Digits),
    ("linkedin_visibility", Choice(&["PUBLIC", "CONNECTIONS"])),
    ("linkedin_text", Text(usize::MAX)),
    ("bluesky_alt_text", Text(1_000)),
];

impl Kind {
    fn takes(self, value: &Value) -> bool {
        let text = value.as_str();
        match self {
            Flag => value.is_boolean(),
            Text(limit) => text.is_some_and(|text| text.chars().count() <= limit),
            Choice(values) => text.is_some_and(|text| values.contains(&text)),
            Url => text.is_some_and(is_url),
            Urls => strings(value).is_some_and(|urls| urls.iter().all(|url| is_url(url))),
            Tags(limit) => strings(value).is_some_and(|tags| {
                tags.iter().map(|tag| tag.chars().count()).sum::<usize>() <= limit
            }),
            List => text.is_some() || strings(value).is_some(),
            Digits => text.is_some_and(|text| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
            }),
            TopicTag => text.is_some_and(|text| {
                (1..=50).contains(&text.chars().count()) && !text.contains(['.', '&'])
            }),
        }
    }

    fn describe(self) -> String {
        match self {
            Flag => "true or false".to_owned(),
            Text(usize::MAX) => "a string".to_owned(),
            Text(limit) => format!("a string of at most {limit} characters"),
            Choice(values) => format!("one of {}", values.join(", ")),
            Url => "an https URL".to_owned(),
            Urls => "an array of https URLs".to_owned(),
            Tags(limit) => format!("an array of strings of at most {limit} characters in all"),
            List => "an array of strings or a comma-separated string".to_owned(),
            Digits => "a numeric id as a string".to_owned(),
            TopicTag => "1 to 50 characters without . or &".to_owned(),
        }
    }
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

fn is_url(text: &str) -> bool {
    crate::origin::is_web_url(text)
}
