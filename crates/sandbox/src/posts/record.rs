//! A post and its destinations as they are stored, and as the API shows them.

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde_json::{Map, Value, json};

use crate::{
    error::ApiError,
    origin::Origin,
    posts::status::{Delivery, PostType, Status},
    time::iso,
};

/// A post with one destination per platform.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) id: String,
    pub(crate) profile_id: String,
    pub(crate) key_id: Option<String>,
    pub(crate) post_type: PostType,
    pub(crate) status: Status,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// Stored URLs, see [`Origin::stored`].
    pub(crate) media_urls: Option<Vec<String>>,
    pub(crate) scheduled_ms: Option<i64>,
    pub(crate) finish_ms: Option<i64>,
    pub(crate) first_comment: Option<String>,
    pub(crate) created_ms: i64,
    pub(crate) updated_ms: i64,
    pub(crate) destinations: Vec<Destination>,
}

/// A post on one platform.
#[derive(Debug, Clone)]
pub(crate) struct Destination {
    pub(crate) id: String,
    pub(crate) platform: String,
    pub(crate) status: Delivery,
    pub(crate) external_job_id: Option<String>,
    pub(crate) post_url: Option<String>,
    pub(crate) error_message: Option<String>,
    pub(crate) overrides: Map<String, Value>,
    pub(crate) created_ms: i64,
    pub(crate) published_ms: Option<i64>,
}

const COLUMNS: &str = "id, profile_id, key_id, post_type, status, title, description, media_urls, \
                       scheduled_ms, finish_ms, first_comment, created_ms, updated_ms";

/// The post with this id.
pub(crate) fn by_id(tx: &Transaction<'_>, id: &str) -> Result<Post, ApiError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM posts WHERE id = ?1"))?;
    let post = statement.query_row([id], from_row).optional()?;
    with_destinations(tx, post.ok_or(ApiError::NotFound("Post not found"))?)
}

/// Which posts [`page`] returns.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    pub(crate) status: Option<Status>,
    pub(crate) profile_id: Option<&'a str>,
}

/// One page of the matching posts, newest first, and how many there are in all.
pub(crate) fn page(
    tx: &Transaction<'_>,
    filter: &Filter<'_>,
    limit: u32,
    offset: u32,
) -> Result<(Vec<Post>, u64), ApiError> {
    // Spelled out for each filter, so that an index answers; the page is found in the index alone,
    // so that a page far down the list does not read the posts before it.
    let matches = match (filter.status, filter.profile_id) {
        (None, None) => "?1 IS NULL AND ?2 IS NULL",
        (Some(_), None) => "status = ?1 AND ?2 IS NULL",
        (None, Some(_)) => "profile_id = ?2 AND ?1 IS NULL",
        (Some(_), Some(_)) => "status = ?1 AND profile_id = ?2",
    };
    let total = tx
        .prepare_cached(&format!("SELECT count(*) FROM posts WHERE {matches}"))?
        .query_row(params![filter.status, filter.profile_id], |row| row.get(0))?;
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM posts WHERE rowid IN (
             SELECT rowid FROM posts WHERE {matches}
             ORDER BY created_ms DESC, rowid DESC LIMIT ?3 OFFSET ?4)
         ORDER BY created_ms DESC, rowid DESC"
    ))?;
    let found = statement
        .query_map(
            params![filter.status, filter.profile_id, limit, offset],
            from_row,
        )?
        .collect::<Result<Vec<_>, _>>()?;
    let posts = found
        .into_iter()
        .map(|post| with_destinations(tx, post))
        .collect::<Result<_, _>>()?;
    Ok((posts, total))
}

/// Adds a post with its destinations.
pub(crate) fn insert(tx: &Transaction<'_>, post: &Post) -> Result<(), ApiError> {
    tx.prepare_cached(&format!(
        "INSERT INTO posts ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    ))?
    .execute(params![
        post.id,
        post.profile_id,
        post.key_id,
        post.post_type,
        post.status,
        post.title,
        post.description,
        post.media_urls.as_ref().map(|urls| json!(urls).to_string()),
        post.scheduled_ms,
        post.finish_ms,
        post.first_comment,
        post.created_ms,
        post.updated_ms,
    ])?;
    for destination in &post.destinations {
        insert_destination(tx, &post.id, destination)?;
    }
    Ok(())
}

fn insert_destination(
    tx: &Transaction<'_>,
    post_id: &str,
    destination: &Destination,
) -> Result<(), ApiError> {
    tx.prepare_cached(
        "INSERT INTO destinations (id, post_id, platform, status, external_job_id, post_url,
                                   error_message, override_data, created_ms, published_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        destination.id,
        post_id,
        destination.platform,
        destination.status,
        destination.external_job_id,
        destination.post_url,
        destination.error_message,
        json!(destination.overrides).to_string(),
        destination.created_ms,
        destination.published_ms,
    ])?;
    Ok(())
}

impl Post {
    /// The post as an item of the list.
    pub(crate) fn list_item(&self, origin: Origin) -> Value {
        let mut item = self.fields(origin);
        item["post_destinations"] = self
            .destinations
            .iter()
            .map(Destination::fields)
            .collect::<Vec<_>>()
            .into();
        item
    }

    /// The post on its own, with its destinations beside it.
    pub(crate) fn detail(&self, origin: Origin) -> Value {
        let mut post = self.fields(origin);
        post["first_comment"] = json!(self.first_comment);
        let destinations: Vec<Value> = self
            .destinations
            .iter()
            .map(|destination| {
                let mut fields = destination.fields();
                fields["override_data"] = json!(destination.overrides);
                fields["created_at"] = json!(iso(destination.created_ms));
                fields
            })
            .collect();
        json!({ "post": post, "destinations": destinations })
    }

    fn fields(&self, origin: Origin) -> Value {
        let media: Option<Vec<String>> = self
            .media_urls
            .as_ref()
            .map(|urls| urls.iter().map(|url| origin.public(url)).collect());
        json!({
            "id": self.id,
            "post_type": self.post_type.slug(),
            "status": self.status.slug(),
            "title": self.title,
            "description": self.description,
            "media_urls": media,
            "scheduled_date": self.scheduled_ms.map(iso),
            "created_at": iso(self.created_ms),
            "updated_at": iso(self.updated_ms),
        })
    }
}

impl Destination {
    fn fields(&self) -> Value {
        json!({
            "id": self.id,
            "platform": self.platform,
            "status": self.status.slug(),
            "external_job_id": self.external_job_id,
            "post_url": self.post_url,
            "error_message": self.error_message,
        })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Post> {
    let media_urls: Option<String> = row.get(7)?;
    Ok(Post {
        id: row.get(0)?,
        profile_id: row.get(1)?,
        key_id: row.get(2)?,
        post_type: row.get(3)?,
        status: row.get(4)?,
        title: row.get(5)?,
        description: row.get(6)?,
        media_urls: media_urls.and_then(|urls| serde_json::from_str(&urls).ok()),
        scheduled_ms: row.get(8)?,
        finish_ms: row.get(9)?,
        first_comment: row.get(10)?,
        created_ms: row.get(11)?,
        updated_ms: row.get(12)?,
        destinations: Vec::new(),
    })
}

fn with_destinations(tx: &Transaction<'_>, mut post: Post) -> Result<Post, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, platform, status, external_job_id, post_url, error_message, override_data,
                created_ms, published_ms
         FROM destinations WHERE post_id = ?1 ORDER BY rowid",
    )?;
    post.destinations = statement
        .query_map([&post.id], |row| {
            let overrides: String = row.get(6)?;
            Ok(Destination {
                id: row.get(0)?,
                platform: row.get(1)?,
                status: row.get(2)?,
                external_job_id: row.get(3)?,
                post_url: row.get(4)?,
                error_message: row.get(5)?,
                overrides: serde_json::from_str(&overrides).unwrap_or_default(),
                created_ms: row.get(7)?,
                published_ms: row.get(8)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(post)
}
