//! Whether a post whose answer was lost arrived: the posts at the service that are like it.
//!
//! The service gives a post no name of ours, so a post is recognised by what it says, where it goes
//! and when. Who asks has to know which of the posts found are somebody else's.

use std::collections::BTreeSet;

use latchkey_api::codivupload::{Client, ListedPost, NewPost, PostsPage, PostsQuery};
use latchkey_api::{CallError, Credential};

use crate::{Core, Moment};

/// How often a post is looked for after its answer was lost, and how long apart, in seconds: a
/// request can arrive late.
pub(crate) const LOOKS: [i64; 4] = [1, 3, 10, 30];

/// Posts on one page of the service's list.
const PAGE: u32 = 100;

/// Looks for posts like one of a workspace.
struct Look<'a> {
    core: &'a Core,
    workspace_id: &'a str,
    client: &'a Client,
    credential: &'a Credential,
    post: &'a NewPost,
    found: Vec<ListedPost>,
}

impl Core {
    /// Posts at the service that say the same on the same platforms at the same time. What goes
    /// out soon may be on its way or out, so not only scheduled ones are looked at.
    ///
    /// # Errors
    /// When any part of the list could not be read: half a list says nothing.
    pub(crate) async fn posts_like(
        &self,
        workspace_id: &str,
        post: &NewPost,
        client: &Client,
        credential: &Credential,
    ) -> Result<Vec<ListedPost>, CallError> {
        let mut look = Look {
            core: self,
            workspace_id,
            client,
            credential,
            post,
            found: Vec::new(),
        };
        look.through_all("scheduled").await?;
        look.through_all("publishing").await?;
        look.at_both_ends().await?;
        Ok(look.found)
    }
}

impl Look<'_> {
    async fn through_all(&mut self, status: &str) -> Result<(), CallError> {
        let mut offset = 0;
        loop {
            let page = self.page(Some(status), offset).await?;
            offset += PAGE;
            if page.posts.is_empty() || u64::from(offset) >= page.total {
                return Ok(());
            }
        }
    }

    /// The newest posts are at one end of the list; at which one is not documented.
    async fn at_both_ends(&mut self) -> Result<(), CallError> {
        let first = self.page(None, 0).await?;
        let last = first.total.saturating_sub(u64::from(PAGE));
        if last > 0 {
            let offset = u32::try_from(last).unwrap_or(u32::MAX);
            self.page(None, offset).await?;
        }
        Ok(())
    }

    async fn page(&mut self, status: Option<&str>, offset: u32) -> Result<PostsPage, CallError> {
        let query = PostsQuery {
            profile_name: Some(self.post.profile_name.clone()),
            status: status.map(str::to_owned),
            limit: PAGE,
            offset,
        };
        let page = self.client.list_posts(self.credential, &query).await;
        self.core.note_contact(self.workspace_id, &page);
        let page = page?;
        for listed in &page.posts {
            let is_new = self.found.iter().all(|found| found.id != listed.id);
            if is_new && is_like(listed, self.post) {
                self.found.push(listed.clone());
            }
        }
        Ok(page)
    }
}

/// Whether one is like the other, as far as the list tells: it leaves out the first comment and
/// what is said for one platform only.
fn is_like(listed: &ListedPost, post: &NewPost) -> bool {
    let platforms: BTreeSet<&str> = listed
        .destinations
        .iter()
        .map(|destination| destination.platform.as_str())
        .collect();
    listed.post_type == post.post_type
        && said(listed.description.as_ref()) == said(post.description.as_ref())
        && said(listed.title.as_ref()) == said(post.title.as_ref())
        && listed.media_urls == post.media_urls
        && goes_out_with(listed, post)
        && platforms == post.platforms.iter().map(String::as_str).collect()
}

/// Whether two requests would become posts that are like each other.
pub(crate) fn are_alike(one: &NewPost, other: &NewPost) -> bool {
    let platforms =
        |post: &NewPost| -> BTreeSet<String> { post.platforms.iter().cloned().collect() };
    one.profile_name == other.profile_name
        && one.post_type == other.post_type
        && said(one.description.as_ref()) == said(other.description.as_ref())
        && said(one.title.as_ref()) == said(other.title.as_ref())
        && one.media_urls == other.media_urls
        && one.add_to_queue == other.add_to_queue
        && seconds(one.scheduled_date) == seconds(other.scheduled_date)
        && platforms(one) == platforms(other)
}

fn said(text: Option<&String>) -> &str {
    text.map(|text| text.trim()).unwrap_or_default()
}

/// Which slot of the queue it got is not known beforehand. Whether a post that goes out at once is
/// given a date is not documented; it would be that of its making.
fn goes_out_with(listed: &ListedPost, post: &NewPost) -> bool {
    match (
        post.add_to_queue,
        post.scheduled_date,
        listed.scheduled_date,
    ) {
        (true, _, slot) => slot.is_some(),
        (false, None, Some(at)) => listed.created_at.is_some_and(|made| at <= made),
        (false, wanted, at) => seconds(wanted) == seconds(at),
    }
}

fn seconds(at: Option<Moment>) -> Option<i64> {
    at.map(|at| at.timestamp())
}
