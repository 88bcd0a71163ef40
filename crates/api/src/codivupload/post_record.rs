//! A post as the service tells it.
//!
//! Only the id has to be there. Whatever else is missing, null or of a kind that nobody knows yet
//! is left out, because one odd post must not hide the others.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// A post as an item of the list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ListedPost {
    /// Opaque.
    pub id: String,
    /// `text`, `image`, `video` or `document`; other words may come.
    #[serde(default, deserialize_with = "text_or_empty")]
    pub post_type: String,
    /// `draft`, `scheduled`, `publishing`, `completed`, `partially_failed` or `failed`; other words
    /// may come.
    #[serde(default, deserialize_with = "text_or_empty")]
    pub status: String,
    /// The title, for the platforms that have one.
    #[serde(default, deserialize_with = "text")]
    pub title: Option<String>,
    /// The text.
    #[serde(default, deserialize_with = "text")]
    pub description: Option<String>,
    /// Where its pictures, videos and documents lie.
    #[serde(default, deserialize_with = "texts")]
    pub media_urls: Vec<String>,
    /// When it is to go out; `None` when it went out at once.
    #[serde(default, deserialize_with = "moment")]
    pub scheduled_date: Option<DateTime<Utc>>,
    /// When it was made, by the service's clock.
    #[serde(default, deserialize_with = "moment")]
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed, by the service's clock.
    #[serde(default, deserialize_with = "moment")]
    pub updated_at: Option<DateTime<Utc>>,
    /// Where it goes.
    #[serde(default, rename = "post_destinations", deserialize_with = "readable")]
    pub destinations: Vec<Destination>,
}

/// A post on one platform.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Destination {
    /// Opaque.
    #[serde(default, deserialize_with = "text_or_empty")]
    pub id: String,
    /// The platform as the service calls it.
    pub platform: String,
    /// How far it got there; the service documents no words for it.
    #[serde(default, deserialize_with = "text_or_empty")]
    pub status: String,
    /// The post at the platform, once it is there.
    #[serde(default, deserialize_with = "text")]
    pub post_url: Option<String>,
    /// What went wrong there.
    #[serde(default, deserialize_with = "text")]
    pub error_message: Option<String>,
    /// What the post says on this platform only. The list leaves it out.
    #[serde(default, deserialize_with = "object")]
    pub override_data: Map<String, Value>,
}

/// A post with everything the service tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WholePost {
    /// What the list tells of it, and what is said per platform.
    pub post: ListedPost,
    /// The comment that follows it.
    pub first_comment: Option<String>,
    /// The service's answer in full: to be kept, and read again with [`WholePost::read`].
    pub raw: Value,
}

/// What was read is not a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a post")]
pub struct NotAPost;

impl WholePost {
    /// Reads the service's answer, just arrived or kept.
    ///
    /// # Errors
    ///
    /// [`NotAPost`] when it has another shape.
    pub fn read(raw: Value) -> Result<Self, NotAPost> {
        #[derive(Deserialize)]
        struct Told {
            post: Value,
            #[serde(default, deserialize_with = "readable")]
            destinations: Vec<Destination>,
        }
        let told = Told::deserialize(&raw).map_err(|_| NotAPost)?;
        let mut post = ListedPost::deserialize(&told.post).map_err(|_| NotAPost)?;
        post.destinations = told.destinations;
        let comment = told.post.get("first_comment").and_then(Value::as_str);
        Ok(Self {
            post,
            first_comment: comment.map(str::to_owned),
            raw,
        })
    }
}

fn text<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(field)? {
        Value::String(text) => Some(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            None
        }
    })
}

fn text_or_empty<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    Ok(text(field)?.unwrap_or_default())
}

fn texts<'de, D: Deserializer<'de>>(field: D) -> Result<Vec<String>, D::Error> {
    readable(field)
}

fn object<'de, D: Deserializer<'de>>(field: D) -> Result<Map<String, Value>, D::Error> {
    Ok(match Value::deserialize(field)? {
        Value::Object(fields) => fields,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::String(_) => {
            Map::new()
        }
    })
}

/// The items of a list that can be read.
fn readable<'de, D, T>(field: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: for<'any> Deserialize<'any>,
{
    let items = Vec::<Value>::deserialize(Value::deserialize(field)?).unwrap_or_default();
    Ok(items
        .into_iter()
        .filter_map(|item| T::deserialize(item).ok())
        .collect())
}

pub(super) fn moment<'de, D: Deserializer<'de>>(
    field: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    let field = Value::deserialize(field)?;
    Ok(field.as_str().and_then(|text| text.parse().ok()))
}
