//! Listing, fetching, making, retrying and deleting posts.
//!
//! Reading is asked for again when that is harmless; everything else is one attempt each. A
//! list item does not say which profile it belongs to: who wants to know asks profile by profile.

use chrono::{DateTime, Utc};
use http::Method;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::Client;
use super::new_post::NewPost;
use super::post_record::{ListedPost, WholePost, moment};
use crate::call_error::{CallError, NotThisService};
use crate::http::{Call, Credential};

/// Which part of the list to read.
///
/// The service does not say in which order it lists, nor that the order stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostsQuery {
    /// Only those of the profile with this name.
    pub profile_name: Option<String>,
    /// Only those with this status, as the service calls it.
    pub status: Option<String>,
    /// How many at most; the service gives 100 at most.
    pub limit: u32,
    /// How many to leave out at the list's beginning.
    pub offset: u32,
}

/// A part of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PostsPage {
    /// The posts, in the service's order.
    pub posts: Vec<ListedPost>,
    /// How many posts the whole list has, by the service's word; what was read so far where it
    /// says nothing.
    pub total: u64,
}

/// The service took a post in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Created {
    /// Its id, opaque.
    pub post_id: String,
    /// Whether it goes out at once, where the service says so.
    #[serde(default)]
    pub is_immediate: Option<bool>,
    /// The slot it got in the queue. No document promises it, so it may be missing.
    #[serde(default, deserialize_with = "moment")]
    pub scheduled_date: Option<DateTime<Utc>>,
}

impl Client {
    /// Reads a part of the list of posts. Asks up to three times.
    ///
    /// # Errors
    ///
    /// [`CallError::TooLarge`] when the posts are so long that fewer have to be asked for. Whether
    /// an unknown profile gives an empty list or [`CallError::NotFound`] is not documented.
    pub async fn list_posts(
        &self,
        credential: &Credential,
        query: &PostsQuery,
    ) -> Result<PostsPage, CallError> {
        let read = || {
            self.http.call::<Page>(Call {
                query: pairs(query),
                ..self.to_posts(credential, Method::GET, &[])
            })
        };
        let page = self.http.reading(read).await?;
        let read_so_far = u64::from(query.offset) + page.posts.len() as u64;
        Ok(PostsPage {
            total: page.total.unwrap_or(read_so_far),
            posts: page.posts,
        })
    }

    /// Fetches one post with everything the service tells of it. Asks up to three times.
    ///
    /// # Errors
    ///
    /// [`CallError::NotFound`] when the service says that there is no such post.
    pub async fn get_post(
        &self,
        credential: &Credential,
        id: &str,
    ) -> Result<WholePost, CallError> {
        let fetch = || {
            self.http
                .call::<Value>(self.to_posts(credential, Method::GET, &[id]))
        };
        let told = self.http.reading(fetch).await?;
        WholePost::read(told).map_err(|_| CallError::NotThisService {
            why: NotThisService::WrongShape,
        })
    }

    /// Makes a post, in one attempt.
    ///
    /// # Errors
    ///
    /// When [`outcome_is_unknown`](CallError::outcome_is_unknown), the post may exist: look for it
    /// before doing anything else. [`CallError::NotFound`] when there is no such profile.
    pub async fn create_post(
        &self,
        credential: &Credential,
        post: &NewPost,
    ) -> Result<Created, CallError> {
        self.http
            .call(Call {
                body: Some(post.body()),
                ..self.to_posts(credential, Method::POST, &[])
            })
            .await
    }

    /// Has the service send a post once more to the platforms it failed on, in one attempt. Where it
    /// arrived it is not touched (vendor's skills, 2026-05).
    ///
    /// # Errors
    ///
    /// [`CallError::NotFound`] when there is no such post, [`CallError::BadRequest`] when it was
    /// not tried yet.
    pub async fn retry_failed(&self, credential: &Credential, id: &str) -> Result<(), CallError> {
        let Done {} = self
            .http
            .call(self.to_posts(credential, Method::POST, &[id, "retry-failed"]))
            .await?;
        Ok(())
    }

    /// Deletes a post, in one attempt.
    ///
    /// # Errors
    ///
    /// [`CallError::NotFound`] when there is no such post, [`CallError::Conflict`] when it is
    /// published already.
    pub async fn delete_post(&self, credential: &Credential, id: &str) -> Result<(), CallError> {
        let Done {} = self
            .http
            .call(self.to_posts(credential, Method::DELETE, &[id]))
            .await?;
        Ok(())
    }

    pub(super) fn to_posts<'a>(
        &'a self,
        credential: &'a Credential,
        method: Method,
        below: &[&'a str],
    ) -> Call<'a> {
        let mut route = vec!["posts"];
        route.extend(below);
        Call {
            credential,
            method,
            base: &self.base,
            route,
            query: Vec::new(),
            body: None,
            in_background: self.in_background,
        }
    }
}

fn pairs(query: &PostsQuery) -> Vec<(&'static str, String)> {
    let profile = query
        .profile_name
        .clone()
        .map(|name| ("profile_name", name));
    let status = query.status.clone().map(|status| ("status", status));
    let mut pairs: Vec<_> = profile.into_iter().chain(status).collect();
    pairs.push(("limit", query.limit.to_string()));
    pairs.push(("offset", query.offset.to_string()));
    pairs
}

#[derive(Deserialize)]
struct Page {
    posts: Vec<ListedPost>,
    #[serde(default, deserialize_with = "number")]
    total: Option<u64>,
}

#[derive(Deserialize)]
struct Done {}

/// A total that is no number must not cost us the posts beside it.
fn number<'de, D: Deserializer<'de>>(field: D) -> Result<Option<u64>, D::Error> {
    Ok(Value::deserialize(field)?.as_u64())
}
