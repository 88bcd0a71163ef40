//! What a post is made from, and how a post that was kept is made again.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::post_record::{Destination, WholePost};

/// A post to be made. It can be kept as JSON and read again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewPost {
    /// `text`, `image`, `video` or `document`.
    pub post_type: String,
    /// Whose it is, by the profile's name as people see it.
    pub profile_name: String,
    /// Where it goes.
    pub platforms: Vec<String>,
    /// The text.
    pub description: Option<String>,
    /// The title, for the platforms that have one.
    pub title: Option<String>,
    /// Where its pictures, videos and documents lie.
    pub media_urls: Vec<String>,
    /// When it goes out; `None` is at once, or in the queue's next free slot.
    pub scheduled_date: Option<DateTime<Utc>>,
    /// It goes out in the next free slot of the profile's queue. The service takes no date then.
    pub add_to_queue: bool,
    /// The comment that follows it.
    pub first_comment: Option<String>,
    /// What it says on one platform only, by the names of the fields, which begin with the
    /// platform's.
    pub overrides: Map<String, Value>,
}

impl NewPost {
    /// The post that was kept, for this profile and moment.
    #[must_use]
    pub fn again(kept: &WholePost, profile_name: &str, at: Option<DateTime<Utc>>) -> Self {
        let post = &kept.post;
        let mut overrides = Map::new();
        for destination in &post.destinations {
            overrides.extend(override_fields(destination));
        }
        Self {
            post_type: post.post_type.clone(),
            profile_name: profile_name.to_owned(),
            platforms: platforms(&post.destinations),
            description: post.description.clone(),
            title: post.title.clone(),
            media_urls: post.media_urls.clone(),
            scheduled_date: at,
            add_to_queue: false,
            first_comment: kept.first_comment.clone(),
            overrides,
        }
    }

    /// What is sent. A field without a value is left out: null is another thing than nothing.
    pub(super) fn body(&self) -> Value {
        // Overrides first, so that none can take the place of a field of the post's own.
        let mut body = self.overrides.clone();
        let date = self
            .scheduled_date
            .map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        let queue = self.add_to_queue.then_some(true);
        let media = (!self.media_urls.is_empty()).then_some(&self.media_urls);
        let fields = [
            ("post_type", json!(self.post_type)),
            ("profile_name", json!(self.profile_name)),
            ("platforms", json!(self.platforms)),
            ("description", json!(self.description)),
            ("title", json!(self.title)),
            ("media_urls", json!(media)),
            ("scheduled_date", json!(date)),
            ("add_to_queue", json!(queue)),
            ("first_comment", json!(self.first_comment)),
        ];
        for (name, value) in fields {
            if value.is_null() {
                body.remove(name);
            } else {
                body.insert(name.to_owned(), value);
            }
        }
        Value::Object(body)
    }
}

/// Each platform once, in the order in which they come.
fn platforms(destinations: &[Destination]) -> Vec<String> {
    let mut platforms: Vec<String> = Vec::new();
    for destination in destinations {
        if !platforms.contains(&destination.platform) {
            platforms.push(destination.platform.clone());
        }
    }
    platforms
}

/// The fields as they are sent. Every documented one begins with its platform's name; where the
/// service keeps them without it, it is put back.
fn override_fields(destination: &Destination) -> impl Iterator<Item = (String, Value)> {
    let prefix = format!("{}_", destination.platform);
    destination
        .override_data
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(move |(name, value)| {
            let name = if name.starts_with(&prefix) {
                name.clone()
            } else {
                format!("{prefix}{name}")
            };
            (name, value.clone())
        })
}
