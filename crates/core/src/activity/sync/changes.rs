//! A post as it was against the post as the service tells it now.
//!
//! What the list leaves out, such as the comment, stays as it was known. Latchkey's own knowledge,
//! such as the verdict, is not touched.

use chrono::DateTime;
use latchkey_api::codivupload::{Destination, ListedPost};
use latchkey_store::posts::{DestinationRow, PostRow};

use crate::Moment;
use crate::clock::shown;

/// What can change of a post, by the word that is kept. A platform's status is
/// [`DESTINATION`] with the platform's name behind it.
pub(crate) mod field {
    pub(crate) const PROFILE: &str = "profile";
    pub(crate) const POST_TYPE: &str = "post_type";
    pub(crate) const STATUS: &str = "status";
    pub(crate) const TITLE: &str = "title";
    pub(crate) const TEXT: &str = "text";
    pub(crate) const FIRST_COMMENT: &str = "first_comment";
    pub(crate) const MEDIA: &str = "media";
    pub(crate) const SCHEDULED_AT: &str = "scheduled_at";
    pub(crate) const MADE_AT: &str = "made_at";
    pub(crate) const DESTINATION: &str = "destination:";
    pub(crate) const GONE: &str = "gone";
}

/// One changed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) field: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// A post that nobody here knew.
pub(super) fn first_seen(
    workspace_id: &str,
    profile_id: &str,
    told: &ListedPost,
    at: Moment,
) -> PostRow {
    PostRow {
        workspace_id: workspace_id.to_owned(),
        id: told.id.clone(),
        profile_id: profile_id.to_owned(),
        post_type: told.post_type.clone(),
        status: told.status.clone(),
        title: told.title.clone(),
        text: told.description.clone().unwrap_or_default(),
        first_comment: None,
        media_urls: told.media_urls.clone(),
        destinations: told.destinations.iter().map(destination).collect(),
        scheduled_at: told.scheduled_date.map(to_the_millisecond),
        // A service that does not say when a post was made does not say that it is old.
        made_at: told.created_at.map_or(at, to_the_millisecond),
        updated_at: told.updated_at.map(to_the_millisecond),
        first_seen_at: at,
        seen_at: at,
        gone_at: None,
        held: false,
        verdict: 0,
        reasons: "[]".to_owned(),
    }
}

/// Brings a known post up to date: it was seen now, as it is told.
pub(super) fn bring_up_to_date(row: &mut PostRow, told: &ListedPost, at: Moment) {
    row.post_type.clone_from(&told.post_type);
    row.status.clone_from(&told.status);
    row.title.clone_from(&told.title);
    row.text = told.description.clone().unwrap_or_default();
    row.media_urls.clone_from(&told.media_urls);
    row.destinations = told.destinations.iter().map(destination).collect();
    row.scheduled_at = told.scheduled_date.map(to_the_millisecond);
    if let Some(made_at) = told.created_at {
        row.made_at = to_the_millisecond(made_at);
    }
    row.updated_at = told.updated_at.map(to_the_millisecond);
    row.gone_at = None;
    row.seen_at = at;
}

/// The fields in which two states of a post differ. That it was touched without a difference is
/// none.
pub(super) fn changes(before: &PostRow, after: &PostRow) -> Vec<Change> {
    let text = |text: &str| Some(text.to_owned());
    let moment = |moment: Option<Moment>| moment.map(shown);
    let media = |row: &PostRow| Some(row.media_urls.join("\n")).filter(|urls| !urls.is_empty());
    let pairs = [
        (
            field::PROFILE,
            text(&before.profile_id),
            text(&after.profile_id),
        ),
        (
            field::POST_TYPE,
            text(&before.post_type),
            text(&after.post_type),
        ),
        (field::STATUS, text(&before.status), text(&after.status)),
        (field::TITLE, before.title.clone(), after.title.clone()),
        (field::TEXT, text(&before.text), text(&after.text)),
        (
            field::FIRST_COMMENT,
            before.first_comment.clone(),
            after.first_comment.clone(),
        ),
        (field::MEDIA, media(before), media(after)),
        (
            field::SCHEDULED_AT,
            moment(before.scheduled_at),
            moment(after.scheduled_at),
        ),
        (
            field::MADE_AT,
            Some(shown(before.made_at)),
            Some(shown(after.made_at)),
        ),
        (field::GONE, moment(before.gone_at), moment(after.gone_at)),
    ];
    let fields = pairs
        .into_iter()
        .filter(|(_, before, after)| before != after);
    let fields = fields.map(|(field, before, after)| Change {
        field: field.to_owned(),
        before,
        after,
    });
    fields
        .chain(changed_destinations(
            &before.destinations,
            &after.destinations,
        ))
        .collect()
}

/// A platform's status is what a person wants to know; a link or a reason comes along with it.
fn changed_destinations(before: &[DestinationRow], after: &[DestinationRow]) -> Vec<Change> {
    let mut platforms: Vec<&str> = Vec::new();
    for one in before.iter().chain(after) {
        if !platforms.contains(&one.platform.as_str()) {
            platforms.push(&one.platform);
        }
    }
    let statuses = |rows: &[DestinationRow], platform: &str| {
        let of_platform = rows.iter().filter(|one| one.platform == platform);
        let mut told: Vec<String> = of_platform.map(status_and_reason).collect();
        told.sort();
        Some(told.join("\n")).filter(|told| !told.is_empty())
    };
    platforms
        .into_iter()
        .map(|platform| Change {
            field: format!("{}{platform}", field::DESTINATION),
            before: statuses(before, platform),
            after: statuses(after, platform),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

fn status_and_reason(one: &DestinationRow) -> String {
    match &one.error {
        Some(error) => format!("{}: {error}", one.status),
        None => one.status.clone(),
    }
}

fn destination(told: &Destination) -> DestinationRow {
    DestinationRow {
        id: told.id.clone(),
        platform: told.platform.clone(),
        status: told.status.clone(),
        url: told.post_url.clone(),
        error: told.error_message.clone(),
    }
}

/// What the database keeps of a moment.
fn to_the_millisecond(moment: Moment) -> Moment {
    DateTime::from_timestamp_millis(moment.timestamp_millis()).unwrap_or(moment)
}
