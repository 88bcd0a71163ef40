//! The body of `POST /posts`, read field by field. What the fields mean to a platform is checked
//! in [`super::validate`].

use serde_json::{Map, Value};

use crate::{
    body::Fields,
    error::ApiError,
    origin::Origin,
    platform_rules::{self, Rules},
    posts::{overrides, status::PostType},
    time::{self, MAX_AHEAD_MS},
};

/// What a caller wants posted, and when.
#[derive(Debug)]
pub(crate) struct NewPost {
    pub(crate) profile_name: String,
    pub(crate) content: Content,
    pub(crate) timing: Timing,
    pub(crate) auto_truncate: bool,
}

/// What a post says.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) post_type: PostType,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) media_urls: Vec<String>,
    pub(crate) first_comment: Option<String>,
    pub(crate) targets: Vec<Target>,
}

/// One platform of a post, with the override fields meant for it.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) rules: &'static Rules,
    pub(crate) overrides: Map<String, Value>,
}

/// When a post goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Timing {
    Now,
    At(i64),
    NextSlot,
}

impl NewPost {
    /// Reads the fields.
    ///
    /// # Errors
    /// 400 for the first field that is missing, has the wrong type or does not go with another.
    pub(crate) fn read(fields: &Fields, origin: Origin, now_ms: i64) -> Result<Self, ApiError> {
        let post_type = fields.required_text("post_type")?;
        let post_type = PostType::parse(post_type).ok_or_else(|| {
            ApiError::bad_request("post_type must be text, image, video or document")
        })?;
        let content = Content {
            post_type,
            title: fields.text("title")?.map(str::to_owned),
            description: fields.text("description")?.map(str::to_owned),
            media_urls: urls(fields, "media_urls", origin)?.unwrap_or_default(),
            first_comment: fields.text("first_comment")?.map(str::to_owned),
            targets: targets(fields)?,
        };
        Ok(Self {
            profile_name: fields.required_text("profile_name")?.to_owned(),
            content,
            timing: timing(fields, now_ms)?,
            auto_truncate: flag(fields, "auto_truncate")?,
        })
    }
}

/// A list of absolute URLs, in the form they are stored in.
pub(crate) fn urls(
    fields: &Fields,
    field: &str,
    origin: Origin,
) -> Result<Option<Vec<String>>, ApiError> {
    let wrong = || ApiError::BadRequest(format!("{field} must be an array of https URLs"));
    match fields.0.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| {
                item.as_str()
                    .and_then(|url| origin.stored(url))
                    .ok_or_else(wrong)
            })
            .collect::<Result<Vec<_>, _>>()
            .map(Some),
        Some(_) => Err(wrong()),
    }
}

/// A time from now on, at most a year ahead.
pub(crate) fn future_date(text: &str, now_ms: i64) -> Result<i64, ApiError> {
    let date = time::parse(text).ok_or_else(|| {
        ApiError::bad_request(
            "scheduled_date must be an ISO-8601 UTC time ending in Z, such as \
             2026-04-15T13:00:00Z",
        )
    })?;
    if date <= now_ms {
        return Err(ApiError::bad_request(
            "scheduled_date is in the past; provide a future date",
        ));
    }
    if date > now_ms + MAX_AHEAD_MS {
        return Err(ApiError::bad_request(
            "scheduled_date must be within 365 days",
        ));
    }
    Ok(date)
}

fn timing(fields: &Fields, now_ms: i64) -> Result<Timing, ApiError> {
    let date = fields.text("scheduled_date")?;
    // The sandbox has no analytics to find a best time in, and takes the next free slot.
    let queue = flag(fields, "add_to_queue")?;
    let best_time = flag(fields, "schedule_best_time")?;
    match (date, queue, best_time) {
        (None, false, false) => Ok(Timing::Now),
        (Some(date), false, false) => future_date(date, now_ms).map(Timing::At),
        (None, true, false) | (None, false, true) => Ok(Timing::NextSlot),
        _ => Err(ApiError::bad_request(
            "scheduled_date, add_to_queue and schedule_best_time cannot be combined",
        )),
    }
}

fn targets(fields: &Fields) -> Result<Vec<Target>, ApiError> {
    let slugs = fields
        .0
        .get("platforms")
        .and_then(Value::as_array)
        .filter(|slugs| !slugs.is_empty())
        .ok_or_else(|| ApiError::bad_request("platforms must be a non-empty array"))?;
    let mut targets: Vec<Target> = Vec::new();
    for slug in slugs {
        let rules = slug.as_str().and_then(platform_rules::of).ok_or_else(|| {
            let shown: String = slug.to_string().chars().take(40).collect();
            ApiError::BadRequest(format!("Unsupported platform: {shown}"))
        })?;
        if targets.iter().all(|target| target.rules.slug != rules.slug) {
            targets.push(Target {
                rules,
                overrides: overrides::of(rules.slug, fields)?,
            });
        }
    }
    Ok(targets)
}

fn flag(fields: &Fields, field: &str) -> Result<bool, ApiError> {
    match fields.0.get(field) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(ApiError::BadRequest(format!(
            "{field} must be true or false"
        ))),
    }
}
