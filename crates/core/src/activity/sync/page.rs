//! A page of posts, written down with the cursor behind it.

use latchkey_api::codivupload::{ListedPost, PostsPage};
use latchkey_store::post_changes::{self, PostChangeRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::syncs::{self, SyncCursorRow, SyncRow};
use latchkey_store::{Transaction, moves, unlisted_posts};

use super::changes::{self, Change};
use super::errand::Stretch;
use super::names;
use super::round::{Reading, also_read, listed_profiles, look_closer, sight};
use crate::Moment;
use crate::error::Error;

/// What a page brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Posts that are new or changed.
    pub(super) news: usize,
    /// Posts not seen in this round before.
    pub(super) fresh: usize,
    /// Posts that an earlier page of the same list had shown already: the list moved.
    pub(super) repeats: usize,
    /// Posts of which nobody knows whose they are.
    pub(super) strangers: usize,
}

/// Writes a page down and moves its cursor on. What it says of the time of a post that was moved
/// after it was asked for may be older than the move.
pub(super) fn write(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    stretch: &Stretch,
    page: &PostsPage,
    asked_at: Moment,
    now: Moment,
) -> Result<Tally, Error> {
    let sight = Sight {
        at: sight(sync, now),
        moving: moves::moving_since(tx, &sync.workspace_id, asked_at)?,
    };
    let mut tally = Tally::default();
    for told in &page.posts {
        take_in(tx, sync, &stretch.cursor, told, &sight, &mut tally)?;
    }
    // A round that began meanwhile has cursors of its own.
    if stretch.pass == sync.pass && is_still_there(tx, &stretch.cursor)? {
        move_on(tx, sync, &stretch.cursor, page, tally, now)?;
    }
    Ok(tally)
}

/// What a page is seen with.
struct Sight {
    at: Moment,
    /// Posts whose time it may not know.
    moving: Vec<String>,
}

fn take_in(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    cursor: &SyncCursorRow,
    told: &ListedPost,
    sight: &Sight,
    tally: &mut Tally,
) -> Result<(), Error> {
    let at = sight.at;
    let workspace_id = &sync.workspace_id;
    let Some(mut row) = posts::get(tx, workspace_id, &told.id)? else {
        if cursor.profile_id.is_empty() {
            tally.strangers += 1;
            return Ok(());
        }
        let row = changes::first_seen(workspace_id, &cursor.profile_id, told, at);
        tally.news += 1;
        tally.fresh += 1;
        return Ok(posts::insert(tx, &row)?);
    };
    // Latchkey took it from the service after this page was read.
    if row.held {
        return Ok(());
    }
    let was_seen = sync
        .pass_started_at
        .is_some_and(|began| row.seen_at > began);
    // What waits to go out is read by itself, too, so seeing it twice says nothing.
    if was_seen && told.status != "scheduled" {
        tally.repeats += 1;
    }
    let before = row.clone();
    changes::bring_up_to_date(&mut row, told, at);
    if sight.moving.contains(&told.id) {
        row.scheduled_at = before.scheduled_at;
    }
    if !was_seen {
        tally.fresh += 1;
        if !cursor.profile_id.is_empty() {
            row.profile_id.clone_from(&cursor.profile_id);
        }
    }
    if keep(tx, &before, &row, at)? {
        tally.news += 1;
    }
    Ok(unlisted_posts::take_off(tx, workspace_id, &told.id)?)
}

/// Keeps what is known of a post now, and what changed. True when something did.
pub(crate) fn keep(
    tx: &Transaction<'_>,
    before: &PostRow,
    row: &PostRow,
    at: Moment,
) -> Result<bool, Error> {
    let changes = changes::changes(before, row);
    let just_seen = PostRow {
        seen_at: row.seen_at,
        ..before.clone()
    };
    if just_seen == *row {
        posts::see(tx, &row.workspace_id, &row.id, row.seen_at)?;
        return Ok(false);
    }
    posts::update(tx, row)?;
    let changed = !changes.is_empty();
    for Change {
        field,
        before,
        after,
    } in changes
    {
        let change = PostChangeRow {
            workspace_id: row.workspace_id.clone(),
            post_id: row.id.clone(),
            seen_at: at,
            field,
            before,
            after,
        };
        post_changes::insert(tx, &change)?;
    }
    Ok(changed)
}

fn is_still_there(tx: &Transaction<'_>, cursor: &SyncCursorRow) -> Result<bool, Error> {
    let cursors = syncs::cursors(tx, &cursor.workspace_id)?;
    Ok(cursors.contains(cursor))
}

fn move_on(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    cursor: &SyncCursorRow,
    page: &PostsPage,
    tally: Tally,
    now: Moment,
) -> Result<(), Error> {
    let reading = Reading::of(cursor);
    let read = i64::try_from(page.posts.len()).unwrap_or(i64::MAX);
    let total = i64::try_from(page.total).unwrap_or(i64::MAX);
    let mut next = SyncCursorRow {
        next_offset: cursor.next_offset.saturating_add(read),
        total: Some(total),
        ..cursor.clone()
    };
    let at_the_end = is_the_end(&next, page, tally);
    next.finished = at_the_end
        || match reading {
            Reading::Newest => true,
            Reading::News => tally.news == 0,
            Reading::Waiting
            | Reading::History
            | Reading::Again
            | Reading::Scheduled
            | Reading::Publishing => false,
        };
    syncs::put_cursor(tx, &next)?;
    match reading {
        Reading::Newest => begin_history(tx, &next, at_the_end)?,
        Reading::History | Reading::Again => mind_the_shift(tx, sync, cursor, total, tally)?,
        Reading::News if next.finished => {
            let present = posts::present(tx, &sync.workspace_id, &cursor.profile_id)?;
            if i64::from(present) != total {
                look_closer(tx, sync, now)?;
            }
        }
        Reading::Scheduled if tally.strangers > 0 => {
            for profile in names::to_read(listed_profiles(tx, sync)?) {
                also_read(tx, sync, &profile.id, Reading::Waiting)?;
            }
        }
        Reading::News | Reading::Waiting | Reading::Scheduled | Reading::Publishing => {}
    }
    Ok(())
}

/// The end is where nothing more comes. Neither a short page nor the total is believed alone; but
/// past the total, a page of posts that were all there before means that the service repeats itself.
fn is_the_end(next: &SyncCursorRow, page: &PostsPage, tally: Tally) -> bool {
    let is_counted = next.total.is_some_and(|total| next.next_offset >= total);
    // What waits was partly seen already, when the newest page was read.
    let repeats_itself = tally.repeats > 0 || Reading::of(next).status().is_some();
    page.posts.is_empty() || is_counted && tally.fresh == 0 && repeats_itself
}

/// The history goes on where the newest page ended.
fn begin_history(tx: &Transaction<'_>, newest: &SyncCursorRow, is_all: bool) -> Result<(), Error> {
    let cursors = syncs::cursors(tx, &newest.workspace_id)?;
    let history = cursors.into_iter().find(|cursor| {
        cursor.profile_id == newest.profile_id && Reading::of(cursor) == Reading::History
    });
    let Some(history) = history else {
        return Ok(());
    };
    Ok(syncs::put_cursor(
        tx,
        &SyncCursorRow {
            next_offset: newest.next_offset,
            total: newest.total,
            finished: is_all,
            ..history
        },
    )?)
}

/// A list that shrank while it was read may have left posts out, anywhere. One that grew or moved
/// has something new, and that is looked for where new posts usually are.
fn mind_the_shift(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    cursor: &SyncCursorRow,
    total: i64,
    tally: Tally,
) -> Result<(), Error> {
    let before = cursor.total.unwrap_or(total);
    let reading = if total < before && Reading::of(cursor) == Reading::History {
        Reading::Again
    } else if total != before || tally.repeats > 0 && Reading::of(cursor) == Reading::History {
        Reading::News
    } else {
        return Ok(());
    };
    also_read(tx, sync, &cursor.profile_id, reading)
}
