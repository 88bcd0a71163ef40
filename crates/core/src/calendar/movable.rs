//! What lies on the calendar and could be moved: what would go out, and why it stays where it is.
//! Changes nothing.

use jiff::tz::TimeZone;
use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::{Transaction, sends};

use super::card::CardId;
use super::clash::{Outgoing, TextMark};
use super::fixed::{self, Fixed, Standing};
use super::wall_time::placed;
use crate::Moment;
use crate::compose::{changeable, stored};
use crate::error::{Error, NotNow};
use crate::views::{DraftContent, When};

/// What would go out, and why it cannot be moved, if so.
pub(super) fn movable(
    tx: &Transaction<'_>,
    workspace_id: &str,
    card_id: &str,
    zone: &TimeZone,
    now: Moment,
) -> Result<(Outgoing, Option<Fixed>), Error> {
    match CardId::parse(card_id).ok_or(Error::NotFound)? {
        CardId::Post(id) => {
            let post = posts::get(tx, workspace_id, &id)?.ok_or(Error::NotFound)?;
            let fixed = fixed_post(tx, &post, now)?;
            Ok((outgoing(&post), fixed))
        }
        CardId::Draft(id) => {
            let (row, content) = draft(tx, workspace_id, &id)?;
            let time = match &content.when {
                When::At(time) => placed(zone, time),
                When::Now | When::Queue => None,
            };
            let fixed = is_on_its_way(tx, &row.id)?.then_some(Fixed::OnItsWay);
            let going = Outgoing {
                id: row.id,
                profile_id: content.profile.unwrap_or_default(),
                at: time,
                platforms: content.platforms,
                text: TextMark::of(&content.text),
            };
            Ok((going, fixed))
        }
        CardId::Send(id) => {
            let row = sends::get(tx, &id)?
                .filter(|row| row.workspace_id == workspace_id)
                .ok_or(Error::NotFound)?;
            let going = Outgoing {
                id: row.draft_id,
                profile_id: row.profile_id,
                at: row.goes_out_at,
                platforms: Vec::new(),
                text: TextMark::default(),
            };
            Ok((going, Some(Fixed::OnItsWay)))
        }
    }
}

/// Why a post cannot be moved; none when it can.
pub(super) fn fixed_post(
    tx: &Transaction<'_>,
    post: &PostRow,
    now: Moment,
) -> Result<Option<Fixed>, Error> {
    let standing = Standing {
        status: &post.status,
        at: post.scheduled_at.unwrap_or(post.made_at),
        held: post.held,
        gone: post.gone_at.is_some(),
        being_moved: fixed::being_moved(tx, &post.workspace_id)?.contains(&post.id),
    };
    Ok(fixed::of_post(&standing, now))
}

/// A draft that is still one.
pub(super) fn draft(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
) -> Result<(DraftRow, DraftContent), Error> {
    let row = drafts::get(tx, id)?
        .filter(|row| row.workspace_id == workspace_id && row.deleted_at.is_none() && !row.sent)
        .ok_or(Error::NotFound)?;
    let content = stored(&row);
    Ok((row, content))
}

/// The draft was sent, and did not come back.
pub(super) fn is_on_its_way(tx: &Transaction<'_>, draft_id: &str) -> Result<bool, Error> {
    match changeable(tx, draft_id) {
        Ok(_) => Ok(false),
        Err(Error::NotNow(NotNow::DraftOnItsWay)) => Ok(true),
        Err(error) => Err(error),
    }
}

fn outgoing(post: &PostRow) -> Outgoing {
    Outgoing {
        id: post.id.clone(),
        profile_id: post.profile_id.clone(),
        at: Some(post.scheduled_at.unwrap_or(post.made_at)),
        platforms: post
            .destinations
            .iter()
            .map(|destination| destination.platform.clone())
            .collect(),
        text: TextMark::of(&post.text),
    }
}
