//! Why a card cannot be moved.

use std::collections::HashSet;

use latchkey_store::{Transaction, moves};

use crate::Moment;
use crate::error::Error;

/// Why a card cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fixed {
    /// It is out.
    Out,
    /// It goes out just now, or its time has come.
    GoingOut,
    /// It was tried.
    Failed,
    /// Latchkey took it from the service.
    Held,
    /// The service has it no more.
    Gone,
    /// A draft at the service: with a time it would go out.
    DraftThere,
    /// The service says something about it that nobody here knows.
    Strange,
    /// Nobody knows yet how its last move ended.
    BeingMoved,
    /// A draft that is on its way to the service.
    OnItsWay,
}

/// What decides whether a post can be moved.
pub(crate) struct Standing<'a> {
    /// The status as the service calls it.
    pub(crate) status: &'a str,
    /// When it goes out.
    pub(crate) at: Moment,
    pub(crate) held: bool,
    pub(crate) gone: bool,
    pub(crate) being_moved: bool,
}

/// Why a post cannot be moved; none when it can. Only what waits for its time can be.
pub(crate) fn of_post(post: &Standing<'_>, now: Moment) -> Option<Fixed> {
    if post.held {
        return Some(Fixed::Held);
    }
    if post.gone {
        return Some(Fixed::Gone);
    }
    match post.status {
        "scheduled" if post.being_moved => Some(Fixed::BeingMoved),
        "scheduled" if post.at <= now => Some(Fixed::GoingOut),
        "scheduled" => None,
        "publishing" => Some(Fixed::GoingOut),
        "completed" | "partially_failed" => Some(Fixed::Out),
        "failed" => Some(Fixed::Failed),
        "draft" => Some(Fixed::DraftThere),
        _ => Some(Fixed::Strange),
    }
}

/// The posts of a workspace of which nobody knows yet how their last move ended.
pub(crate) fn being_moved(
    tx: &Transaction<'_>,
    workspace_id: &str,
) -> Result<HashSet<String>, Error> {
    let unfinished = moves::unfinished(tx)?.into_iter();
    Ok(unfinished
        .filter(|row| row.workspace_id == workspace_id)
        .filter_map(|row| row.post_id)
        .collect())
}
