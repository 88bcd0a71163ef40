//! The list of posts: rows of the database made into what the page draws.

use std::collections::HashMap;

use latchkey_store::Transaction;
use latchkey_store::posts::{self, DestinationRow, FoundPost, PostRow};
use latchkey_store::profiles::{self, ProfileRow};

use super::filter::{filter, verdict_of};
use super::links::Links;
use super::text_pieces::{beginning, excerpt, visible};
use crate::clock::shown;
use crate::error::Error;
use crate::views::{DestinationView, PostRowView, PostsForm, PostsPageView, TextPiece};
use crate::{Core, wording};

/// Posts of one part of the list.
const PAGE: u32 = 100;
/// The characters of a text that a row shows.
const EXCERPT: usize = 300;
/// The characters that are shown of what a platform said.
const SAID: usize = 500;

impl Core {
    /// A part of the list, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace, [`Error::Invalid`] for a filter that cannot be
    /// read.
    pub async fn list_posts(&self, form: PostsForm) -> Result<PostsPageView, Error> {
        let filter = filter(&form.workspace_id, form.filter)?;
        self.store()
            .read(move |tx| {
                crate::keys::workspace_row(tx, &filter.workspace_id)?;
                let profiles = Profiles::read(tx, &filter.workspace_id)?;
                let found = posts::page(tx, &filter, form.offset, PAGE)?;
                Ok(PostsPageView {
                    total: posts::count(tx, &filter)?,
                    offset: form.offset,
                    posts: found
                        .iter()
                        .map(|found| found_view(found, &profiles))
                        .collect(),
                })
            })
            .await
    }
}

/// The names of a workspace's profiles, by the service's id.
pub(crate) struct Profiles(HashMap<String, String>);

impl Profiles {
    pub(crate) fn read(tx: &Transaction<'_>, workspace_id: &str) -> Result<Profiles, Error> {
        let rows = profiles::list(tx, workspace_id)?;
        let named = rows
            .iter()
            .map(|row| (row.id.clone(), own_name(row, &rows)));
        Ok(Profiles(named.collect()))
    }

    /// The name, or the id of a profile that is not known (any more).
    pub(crate) fn name(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_else(|| visible(id))
    }
}

/// A profile's name, with the user name behind it when another profile has the same one.
fn own_name(row: &ProfileRow, all: &[ProfileRow]) -> String {
    let is_shared = all
        .iter()
        .any(|other| other.id != row.id && other.name == row.name);
    match &row.username {
        Some(user) if is_shared => visible(&format!("{} ({user})", row.name)),
        _ => visible(&row.name),
    }
}

/// A post as a row, with the beginning of its text.
pub(crate) fn post_row(post: &PostRow, profiles: &Profiles) -> PostRowView {
    let text = beginning(title_or_text(post), EXCERPT);
    row_view(post, text, &Links::of(post), profiles)
}

/// A post as a row, with the text that is handed in.
pub(super) fn row_view(
    post: &PostRow,
    text: Vec<TextPiece>,
    links: &Links,
    profiles: &Profiles,
) -> PostRowView {
    PostRowView {
        id: post.id.clone(),
        text,
        media: u32::try_from(post.media_urls.len()).unwrap_or(u32::MAX),
        profile: profiles.name(&post.profile_id),
        destinations: post
            .destinations
            .iter()
            .map(|destination| destination_view(destination, links))
            .collect(),
        status: post.status.clone(),
        status_words: wording::post_status(&post.status),
        made_at: shown(post.made_at),
        goes_out_at: post.scheduled_at.map(shown),
        verdict: verdict_of(post.verdict),
        reasons: wording::reasons(&post.reasons),
        gone_at: post.gone_at.map(shown),
        held: post.held,
    }
}

/// A platform of a post, with its link's number in that post.
pub(crate) fn destination_view(destination: &DestinationRow, links: &Links) -> DestinationView {
    DestinationView {
        platform: destination.platform.clone(),
        name: wording::platform(&destination.platform),
        status: destination.status.clone(),
        status_words: wording::destination_status(&destination.status),
        failed: destination.status == "failed",
        link: destination.url.as_deref().and_then(|url| links.view(url)),
        error: destination.error.as_deref().map(|error| cut(error, SAID)),
    }
}

/// A stranger's text as one piece of bounded length.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    let pieces = beginning(text, characters).into_iter();
    pieces.map(|piece| piece.text).collect()
}

fn found_view(found: &FoundPost, profiles: &Profiles) -> PostRowView {
    let post = &found.post;
    if post.text.is_empty() {
        return post_row(post, profiles);
    }
    let text = excerpt(&post.text, &found.found, found.cut_before, found.cut_after);
    row_view(post, text, &Links::of(post), profiles)
}

/// A video may have a title and nothing else.
fn title_or_text(post: &PostRow) -> &str {
    if post.text.is_empty() {
        post.title.as_deref().unwrap_or_default()
    } else {
        &post.text
    }
}
