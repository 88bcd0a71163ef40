//! A post that the list left out was asked for by its id: only the service's own word makes it
//! gone.

use latchkey_store::posts::{self, PostRow};
use latchkey_store::syncs::SyncRow;
use latchkey_store::{Transaction, held_posts, moves, unlisted_posts};

use super::changes;
use super::errand::Found;
use super::page::keep;
use super::round::sight;
use crate::Moment;
use crate::error::Error;

/// Writes down what the service said. True when that changed something.
pub(super) fn write(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    post_id: &str,
    found: &Found,
    asked_at: Moment,
    now: Moment,
) -> Result<bool, Error> {
    let workspace_id = &sync.workspace_id;
    unlisted_posts::take_off(tx, workspace_id, post_id)?;
    let Some(before) = posts::get(tx, workspace_id, post_id)? else {
        return Ok(false);
    };
    if before.held || is_being_moved(tx, &before)? {
        return Ok(false);
    }
    let at = sight(sync, now);
    let mut row = before.clone();
    match found {
        Found::Here(whole) => {
            changes::bring_up_to_date(&mut row, &whole.post, at);
            row.first_comment.clone_from(&whole.first_comment);
            if moves::moving_since(tx, workspace_id, asked_at)?.contains(&row.id) {
                row.scheduled_at = before.scheduled_at;
            }
        }
        Found::TooLong => row.seen_at = at,
        Found::Nothing => row.gone_at = Some(at),
    }
    keep(tx, &before, &row, at)
}

/// Latchkey is taking it from the service: then it is not somebody else who deleted it.
fn is_being_moved(tx: &Transaction<'_>, row: &PostRow) -> Result<bool, Error> {
    let jobs = held_posts::unfinished(tx)?;
    Ok(jobs
        .iter()
        .any(|job| job.workspace_id == row.workspace_id && job.post_id == row.id))
}
