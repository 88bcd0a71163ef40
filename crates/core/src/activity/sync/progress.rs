//! How far the sync is, for the page.

use latchkey_store::syncs::{self, SyncCursorRow, SyncRow};
use latchkey_store::{Transaction, profiles};
use latchkey_text::sync as t;

use super::round::{Reading, is_whole};
use super::sync_of;
use crate::clock::shown;
use crate::error::Error;
use crate::obstacle::Obstacle;
use crate::tell::problem;
use crate::views::{SyncState, SyncView};

/// What the page shows of a workspace's sync.
pub(crate) fn view(tx: &Transaction<'_>, workspace_id: &str) -> Result<SyncView, Error> {
    let sync = sync_of(tx, workspace_id)?;
    let cursors = syncs::cursors(tx, workspace_id)?;
    let (done, total) = progress(&cursors);
    let obstacle = Obstacle::read(sync.problem.as_deref());
    let state = state(&sync, &cursors);
    let nobody = state == SyncState::UpToDate && profiles::list(tx, workspace_id)?.is_empty();
    Ok(SyncView {
        state,
        message: match (state, total) {
            _ if nobody => t::no_profiles(),
            (SyncState::Reading, None) => t::begins(),
            (SyncState::Reading, Some(total)) => t::reads(done, total),
            (SyncState::UpToDate, _) => t::up_to_date(),
            (SyncState::Paused, _) if sync.complete_at.is_none() => t::paused_early(),
            (SyncState::Paused, _) => t::paused(),
            (SyncState::Hindered, _) if sync.complete_at.is_none() => t::hindered_early(),
            (SyncState::Hindered, _) => t::hindered(),
        },
        done,
        total,
        complete_at: sync.complete_at.map(shown),
        problem: obstacle.map(|obstacle| problem(&obstacle, sync.next_at)),
    })
}

/// A quick look for news is not worth a word: what is shown is up to date.
fn state(sync: &SyncRow, cursors: &[SyncCursorRow]) -> SyncState {
    let is_reading = is_whole(cursors) && cursors.iter().any(|cursor| !cursor.finished);
    if sync.paused {
        SyncState::Paused
    } else if sync.problem.is_some() {
        SyncState::Hindered
    } else if sync.complete_at.is_none() || is_reading {
        SyncState::Reading
    } else {
        SyncState::UpToDate
    }
}

/// Posts read and posts there are, over all profiles. The service says how many there are once it
/// was asked for each profile.
fn progress(cursors: &[SyncCursorRow]) -> (u32, Option<u32>) {
    let history = || {
        cursors
            .iter()
            .filter(|cursor| Reading::of(cursor) == Reading::History)
    };
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let total = history()
        .map(|cursor| cursor.total)
        .try_fold(0_i64, |sum, total| Some(sum.saturating_add(total?)));
    let total = total.filter(|_| history().next().is_some());
    let read = history().fold(0_i64, |sum, cursor| sum.saturating_add(cursor.next_offset));
    // A list that shifts shows posts twice; nobody has read more than everything.
    let done = total.map_or(read, |total| read.min(total));
    (count(done), total.map(count))
}
