//! Override fields: what a post may say for one platform only, by the prefix of the field's name.
//!
//! From the vendor's OpenAPI (2026-04). Spellings that only older clients or skill texts use are
//! ignored like any unknown field.

use serde_json::{Map, Value};

use crate::{body::Fields, error::ApiError, posts::text::utf16_length, time};

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
    /// At most so many units of UTF-16.
    Text(usize),
    Choice(&'static [&'static str]),
    Url,
    Urls,
    /// The URL of a JPEG or PNG, where its ending says what it is.
    Picture,
    /// An array of strings with so many characters in all, as `YouTube` counts them.
    Tags(usize),
    /// One string with commas: at most so many names.
    Names(usize),
    /// A list of countries by their two letters.
    Countries,
    /// A language tag (BCP 47).
    Language,
    /// A day, or a moment in UTC.
    Date,
    Digits,
    TopicTag,
}

use Kind::{
    Choice, Countries, Date, Digits, Flag, Language, Names, Picture, Tags, Text, TopicTag, Url,
    Urls,
};

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
    ("youtube_thumbnail_url", Picture),
    ("youtube_self_declared_made_for_kids", Flag),
    ("youtube_contains_synthetic_media", Flag),
    ("youtube_has_paid_product_placement", Flag),
    ("youtube_license", Choice(&["youtube", "creativeCommon"])),
    ("youtube_embeddable", Flag),
    ("youtube_public_stats_viewable", Flag),
    ("youtube_default_language", Language),
    ("youtube_default_audio_language", Language),
    ("youtube_allowed_countries", Countries),
    ("youtube_blocked_countries", Countries),
    ("youtube_recording_date", Date),
    ("youtube_caption_url", Url),
    ("youtube_caption_language", Language),
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
    ("instagram_collaborators", Names(3)),
    ("instagram_cover_url", Url),
    ("instagram_user_tags", Names(usize::MAX)),
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
            Text(limit) => text.is_some_and(|text| utf16_length(text) <= limit),
            Choice(values) => text.is_some_and(|text| values.contains(&text)),
            Url => text.is_some_and(is_url),
            Urls => strings(value).is_some_and(|urls| urls.iter().all(|url| is_url(url))),
            Picture => text.is_some_and(|url| is_url(url) && is_picture(url)),
            Tags(limit) => strings(value).is_some_and(|tags| {
                tags_length(&tags) <= limit && !tags.iter().any(|tag| tag.contains(['<', '>']))
            }),
            Names(most) => text.is_some_and(|text| text.split(',').count() <= most),
            Countries => entries(value).is_some_and(|countries| countries.iter().all(is_country)),
            Language => text.is_some_and(is_language),
            Date => text.is_some_and(is_date),
            Digits => text.is_some_and(|text| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
            }),
            TopicTag => text.is_some_and(|text| {
                (1..=50).contains(&utf16_length(text)) && !text.contains(['.', '&', '\n', '\r'])
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
            Picture => "an https URL of a JPEG or PNG".to_owned(),
            Tags(limit) => {
                format!("an array of strings without < and >, at most {limit} characters in all")
            }
            Names(usize::MAX) => "a comma-separated string".to_owned(),
            Names(most) => format!("a comma-separated string of at most {most}"),
            Countries => "countries of two capital letters each".to_owned(),
            Language => "a language tag such as en or pt-BR".to_owned(),
            Date => "an ISO-8601 date".to_owned(),
            Digits => "a numeric id as a string".to_owned(),
            TopicTag => "1 to 50 characters without . or &".to_owned(),
        }
    }
}

fn strings(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

/// An array, or what stands between commas.
fn entries(value: &Value) -> Option<Vec<&str>> {
    match value.as_str() {
        Some(text) => Some(text.split(',').map(str::trim).collect()),
        None => strings(value),
    }
}

/// A comma between two tags counts, and so do quotation marks around one with a space in it
/// (`YouTube` Data API, `snippet.tags`).
fn tags_length(tags: &[&str]) -> usize {
    let quoted = |tag: &&str| utf16_length(tag) + if tag.contains(' ') { 2 } else { 0 };
    let commas = tags.len().saturating_sub(1);
    tags.iter().map(quoted).sum::<usize>() + commas
}

fn is_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let ending = file
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let other = [
        "gif", "webp", "bmp", "mp4", "mov", "webm", "avi", "mkv", "wmv", "flv", "pdf",
    ];
    !ending.is_some_and(|ending| other.contains(&ending.as_str()))
}

fn is_country(text: &&str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn is_date(text: &str) -> bool {
    let is_day = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
    is_day || time::parse(text).is_some()
}

fn is_url(text: &str) -> bool {
    crate::origin::is_web_url(text)
}
