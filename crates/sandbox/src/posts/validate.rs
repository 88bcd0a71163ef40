//! Whether the platforms take what a post says. All problems are found, not only the first.

use serde_json::{Value, json};

use crate::{
    error::{ApiError, Problem, Violation},
    platform_rules::{BANNED_HASHTAGS, Rules, Title},
    posts::{
        request::{Content, Target},
        status::PostType,
        text,
    },
};

/// Checks the content against the rules of all its platforms.
///
/// # Errors
/// 400 that names each problem; hashtags are looked at when the rest is right.
pub(crate) fn check(content: &Content, is_scheduled: bool) -> Result<(), ApiError> {
    let mut problems = form_problems(content);
    for target in &content.targets {
        platform_problems(content, target, is_scheduled, &mut problems);
    }
    if !problems.is_empty() {
        return Err(ApiError::InvalidPost(problems));
    }
    let banned: Vec<Violation> = content
        .targets
        .iter()
        .flat_map(|target| banned_hashtags(content, target))
        .collect();
    if banned.is_empty() {
        Ok(())
    } else {
        Err(ApiError::BannedHashtags(banned))
    }
}

/// Makes too long texts and too many media fit, platform by platform. What every other platform
/// gets stays as it is: the shortened version goes into the platform's own override fields.
pub(crate) fn truncate(content: &mut Content) {
    let description = content.description.clone();
    let media_urls = content.media_urls.clone();
    let post_type = content.post_type;
    for target in &mut content.targets {
        let rules = target.rules;
        let text = text_for(target, description.as_deref());
        let before = title_before_text(target, content.title.as_deref());
        let posted = posted_text(target, content.title.as_deref(), text);
        if text::exceeded(rules.post, &posted).is_some() {
            let short = text::truncate(rules.post, &before, text).to_owned();
            target
                .overrides
                .insert(format!("{}_text", rules.slug), json!(short));
        }
        let media = media_for(target, &media_urls);
        if post_type == PostType::Image && media.len() > rules.images && rules.images > 0 {
            let few: Vec<&str> = media.into_iter().take(rules.images).collect();
            let few = json!(few);
            target
                .overrides
                .insert(format!("{}_media_urls", rules.slug), few);
        }
    }
}

fn form_problems(content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |field: &str, message: &str| {
        problems.push(Problem {
            field: field.to_owned(),
            platform: None,
            message: message.to_owned(),
        });
    };
    let media = &content.media_urls;
    match content.post_type {
        PostType::Text => {
            if content
                .description
                .as_deref()
                .unwrap_or_default()
                .trim()
                .is_empty()
            {
                add("description", "description is required for text posts");
            }
            if !media.is_empty() {
                add("media_urls", "A text post takes no media");
            }
        }
        PostType::Image if media.is_empty() => {
            add("media_urls", "media_urls is required for image posts");
        }
        PostType::Video if media.len() != 1 => {
            add("media_urls", "A video post takes exactly 1 media URL");
        }
        PostType::Document if media.len() != 1 => {
            add("media_urls", "A document post takes exactly 1 media URL");
        }
        PostType::Image | PostType::Video | PostType::Document => {}
    }
    problems
}

fn platform_problems(
    content: &Content,
    target: &Target,
    is_scheduled: bool,
    problems: &mut Vec<Problem>,
) {
    let rules = target.rules;
    let slug = rules.slug;
    let mut add = |field: &str, message: String| {
        problems.push(Problem {
            field: field.to_owned(),
            platform: Some(slug),
            message,
        });
    };
    if !takes(rules, content.post_type) {
        add(
            "post_type",
            format!("{slug} does not support {} posts", content.post_type.slug()),
        );
        return;
    }
    let text = text_for(target, content.description.as_deref());
    let posted = posted_text(target, content.title.as_deref(), text);
    if let Some((limit, used)) = text::exceeded(rules.post, &posted) {
        add(
            "description",
            too_long(slug, "description", used, limit.most),
        );
    }
    let title = title_for(target, content.title.as_deref());
    if rules.title == Title::Required && title.trim().is_empty() {
        add("title", format!("title is required for {slug}"));
    }
    let length = text::utf16_length(title);
    if let Some(limit) = rules.title_length
        && length > limit
    {
        add("title", too_long(slug, "title", length, limit));
    }
    if slug == "youtube" && [title, text].concat().contains(['<', '>']) {
        add(
            "description",
            "youtube does not take < and > in titles and descriptions".to_owned(),
        );
    }
    let comment = content.first_comment.as_deref().map(text::utf16_length);
    if let (Some(length), Some(limit)) = (comment, rules.comment_length)
        && length > limit
    {
        add(
            "first_comment",
            too_long(slug, "first_comment", length, limit),
        );
    }
    let media = media_for(target, &content.media_urls);
    if let Some(message) = count_problem(rules, content.post_type, media.len()) {
        add("media_urls", message);
    }
    for url in media {
        if let Some(ending) = ending(url)
            && !(fits(content.post_type, &ending) && rules.formats.contains(&ending.as_str()))
        {
            add(
                "media_urls",
                format!(
                    "{slug} does not take .{ending} in {} posts",
                    content.post_type.slug()
                ),
            );
        }
    }
    if let Some((field, message)) = combination_problem(target, is_scheduled) {
        add(field, message.to_owned());
    }
    if slug == "pinterest" && !target.overrides.contains_key("pinterest_board_id") {
        add(
            "pinterest_board_id",
            "pinterest_board_id is required for pinterest".to_owned(),
        );
    }
}

/// Values that each are right and do not go together.
fn combination_problem(
    target: &Target,
    is_scheduled: bool,
) -> Option<(&'static str, &'static str)> {
    let is = |field: &str, value: &str| {
        let set = target.overrides.get(field);
        set.and_then(Value::as_str) == Some(value)
    };
    let has = |field: &str| target.overrides.contains_key(field);
    if is_scheduled && is("instagram_media_type", "STORIES") {
        return Some(("instagram_media_type", "Stories cannot be scheduled"));
    }
    if is("youtube_type", "shorts") && has("youtube_thumbnail_url") {
        return Some(("youtube_thumbnail_url", "Shorts take no thumbnail"));
    }
    if has("youtube_allowed_countries") && has("youtube_blocked_countries") {
        return Some((
            "youtube_blocked_countries",
            "Countries are either allowed or blocked",
        ));
    }
    None
}

fn takes(rules: &Rules, post_type: PostType) -> bool {
    match post_type {
        PostType::Text => rules.text,
        PostType::Image => rules.images > 0,
        PostType::Video => rules.video,
        PostType::Document => rules.document,
    }
}

fn count_problem(rules: &Rules, post_type: PostType, count: usize) -> Option<String> {
    let most = match post_type {
        PostType::Text => 0,
        PostType::Image => rules.images,
        PostType::Video | PostType::Document => 1,
    };
    (count > most).then(|| {
        format!(
            "{} allows at most {most} media files, got {count}",
            rules.slug
        )
    })
}

fn too_long(slug: &str, field: &str, length: usize, limit: usize) -> String {
    format!("{field} exceeds the {slug} limit of {limit} characters ({length})")
}

/// The text this platform gets.
fn text_for<'a>(target: &'a Target, description: Option<&'a str>) -> &'a str {
    let own = target.overrides.get(&format!("{}_text", target.rules.slug));
    own.and_then(Value::as_str)
        .or(description)
        .unwrap_or_default()
}

/// The title this platform gets.
fn title_for<'a>(target: &'a Target, title: Option<&'a str>) -> &'a str {
    let own = target.overrides.get("youtube_title");
    own.and_then(Value::as_str).or(title).unwrap_or_default()
}

/// The whole text as the platform shows it.
fn posted_text(target: &Target, title: Option<&str>, text: &str) -> String {
    let before = title_before_text(target, title);
    if text.is_empty() {
        before.trim_end_matches("\n\n").to_owned()
    } else {
        before + text
    }
}

/// A title without a place of its own stands before the text, with an empty line after it.
fn title_before_text(target: &Target, title: Option<&str>) -> String {
    let title = title_for(target, title);
    let goes_before = target.rules.title == Title::BeforeText && !title.is_empty();
    if goes_before {
        format!("{title}\n\n")
    } else {
        String::new()
    }
}

/// The media this platform gets.
fn media_for<'a>(target: &'a Target, media_urls: &'a [String]) -> Vec<&'a str> {
    let own = target
        .overrides
        .get(&format!("{}_media_urls", target.rules.slug));
    match own.and_then(Value::as_array) {
        Some(urls) => urls.iter().filter_map(Value::as_str).collect(),
        None => media_urls.iter().map(String::as_str).collect(),
    }
}

/// The ending of the file a URL names, if it is one of a known media file.
fn ending(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let (_, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    [IMAGES, VIDEOS, DOCUMENTS]
        .concat()
        .contains(&ending.as_str())
        .then_some(ending)
}

fn fits(post_type: PostType, ending: &str) -> bool {
    match post_type {
        PostType::Text => false,
        PostType::Image => IMAGES.contains(&ending),
        PostType::Video => VIDEOS.contains(&ending),
        PostType::Document => ending == "pdf",
    }
}

const IMAGES: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "bmp"];
const VIDEOS: &[&str] = &["mp4", "mov", "webm", "avi", "mkv", "wmv", "flv"];
const DOCUMENTS: &[&str] = &["pdf", "doc", "docx", "ppt", "pptx"];

fn banned_hashtags(content: &Content, target: &Target) -> Vec<Violation> {
    if !target.rules.bans_hashtags {
        return Vec::new();
    }
    let slug = target.rules.slug;
    let text = text_for(target, content.description.as_deref()).to_lowercase();
    let comment = content
        .first_comment
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    let tags: Vec<&str> = hashtags(&text).chain(hashtags(&comment)).collect();
    BANNED_HASHTAGS
        .into_iter()
        .filter(|banned| tags.contains(banned))
        .map(|banned| Violation {
            platform: slug,
            kind: "banned_hashtag",
            message: format!("Hashtag #{banned} is banned on {slug}"),
            facts: json!({ "hashtag": format!("#{banned}") }),
        })
        .collect()
}

fn hashtags(text: &str) -> impl Iterator<Item = &str> {
    text.split('#').skip(1).map(|rest| {
        rest.split(|character: char| !character.is_alphanumeric() && character != '_')
            .next()
            .unwrap_or_default()
    })
}
