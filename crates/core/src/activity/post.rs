//! One post: its whole text, its media, what Latchkey knows of it and what changed at the service.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use latchkey_store::events::{self, EventFilter};
use latchkey_store::post_changes::{self, PostChangeRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, post_events};

use super::links::Links;
use super::list::{Profiles, cut, row_view};
use super::sync::changes::field;
use super::text_pieces::whole;
use super::thumbnail::is_of_service;
use crate::clock::shown;
use crate::error::Error;
use crate::views::{EventView, MediaView, PostChangeView, PostForm, PostLinkForm, PostView};
use crate::{Core, wording};

/// The characters that are shown of how a text was and is.
const CHANGE: usize = 300;
/// The characters of a file's name.
const NAME: usize = 120;

impl Core {
    /// Everything about one post.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace or post.
    pub async fn get_post(&self, form: PostForm) -> Result<PostView, Error> {
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let workspace = crate::keys::workspace_row(tx, &form.workspace_id)?;
                let post = post(tx, &form.workspace_id, &form.post_id)?;
                let profiles = Profiles::read(tx, &workspace.id)?;
                let links = Links::of(&post);
                let words = ChangeWords {
                    profiles: &profiles,
                    zone: core.zone(),
                };
                let pieces =
                    |text: &Option<String>| text.as_deref().map(|text| whole(text, &links));
                Ok(PostView {
                    revision: core.next_revision(),
                    type_words: wording::post_type(&post.post_type),
                    title: pieces(&post.title),
                    first_comment: pieces(&post.first_comment),
                    media: media_views(&post, &links, &workspace),
                    events: events_about(tx, &post)?,
                    changes: post_changes::list(tx, &workspace.id, &post.id)?
                        .iter()
                        .map(|change| change_view(change, &words))
                        .collect(),
                    post: row_view(&post, whole(&post.text, &links), &links, &profiles),
                    workspace_id: workspace.id,
                })
            })
            .await
    }

    /// Opens a link of a post in the browser.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the post has no such link (any more), or it leads to another host
    /// than the person saw; [`Error::Desktop`] when no browser starts.
    pub async fn open_post_link(&self, form: PostLinkForm) -> Result<(), Error> {
        let post = self.post(&form.workspace_id, &form.post_id).await?;
        let links = Links::of(&post);
        let url = links
            .url_of(form.number, &form.host)
            .ok_or(Error::NotFound)?;
        Ok(self.desktop().open_link(url)?)
    }

    pub(super) async fn post(&self, workspace_id: &str, post_id: &str) -> Result<PostRow, Error> {
        let (workspace_id, post_id) = (workspace_id.to_owned(), post_id.to_owned());
        self.store()
            .read(move |tx| {
                crate::keys::workspace_row(tx, &workspace_id)?;
                post(tx, &workspace_id, &post_id)
            })
            .await
    }
}

fn post(tx: &Transaction<'_>, workspace_id: &str, id: &str) -> Result<PostRow, Error> {
    posts::get(tx, workspace_id, id)?.ok_or(Error::NotFound)
}

fn media_views(post: &PostRow, links: &Links, workspace: &WorkspaceRow) -> Vec<MediaView> {
    let numbered = (0..).zip(&post.media_urls);
    numbered
        .map(|(number, url)| MediaView {
            number,
            name: cut(file_name(url), NAME),
            link: links.view(url),
            from_service: is_of_service(url, workspace),
        })
        .collect()
}

/// The last part of an address that says something.
fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or(url)
}

fn events_about(tx: &Transaction<'_>, post: &PostRow) -> Result<Vec<EventView>, Error> {
    let mut seqs = post_events::list(tx, &post.workspace_id, &post.id)?;
    seqs.sort_unstable_by(|a, b| b.cmp(a));
    let mut found = Vec::new();
    for seq in seqs {
        let newest = events::page(tx, &EventFilter::default(), Some(seq + 1), 1)?;
        found.extend(newest.into_iter().filter(|event| event.seq == seq));
    }
    Ok(found.into_iter().map(wording::event).collect())
}

fn change_view(change: &PostChangeRow, words: &ChangeWords<'_>) -> PostChangeView {
    let told = |value: &Option<String>| Some(words.value(&change.field, value.as_deref()?));
    let is_of_presence = change.field == field::GONE;
    PostChangeView {
        seen_at: shown(change.seen_at),
        what: wording::post_change(&change.field, change.after.is_some()),
        before: told(&change.before).filter(|_| !is_of_presence),
        after: told(&change.after).filter(|_| !is_of_presence),
    }
}

/// Says what a field held, which is kept as the service told it.
struct ChangeWords<'a> {
    profiles: &'a Profiles,
    zone: &'a TimeZone,
}

impl ChangeWords<'_> {
    fn value(&self, changed: &str, kept: &str) -> String {
        if changed.starts_with(field::DESTINATION) {
            return lines(kept, there);
        }
        match changed {
            field::PROFILE => self.profiles.name(kept),
            field::POST_TYPE => wording::post_type(kept),
            field::STATUS => wording::post_status(kept),
            field::SCHEDULED_AT | field::MADE_AT => self.time(kept),
            _ => cut(kept, CHANGE),
        }
    }

    /// A moment as the clock on the wall shows it.
    fn time(&self, kept: &str) -> String {
        let moment = kept.parse::<Timestamp>();
        moment.map_or_else(
            |_| cut(kept, CHANGE),
            |moment| {
                let wall = moment.to_zoned(self.zone.clone());
                wall.strftime("%Y-%m-%d %H:%M %Z").to_string()
            },
        )
    }
}

fn lines(kept: &str, words: impl Fn(&str) -> String) -> String {
    kept.lines().map(words).collect::<Vec<_>>().join("\n")
}

/// A platform's status, with what it said against the post.
fn there(kept: &str) -> String {
    match kept.split_once(": ") {
        Some((status, said)) => {
            format!(
                "{}: {}",
                wording::destination_status(status),
                cut(said, CHANGE)
            )
        }
        None => wording::destination_status(kept),
    }
}
