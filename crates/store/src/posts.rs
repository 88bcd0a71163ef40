//! Posts: what the service has, or had, in a workspace, as it was last seen, with the verdict on
//! each.
//!
//! The table itself holds the posts. Two indexes beside it, which the functions here keep in step,
//! make a million posts as quick to look through as a hundred: the full-text index `post_words`,
//! and the `timeline`, which answers every filter, the length of the list and the bars above it
//! from a few bytes per post. Both are in the order of the posts' places, which is the
//! order of time.

mod excerpt;
mod filter;
mod histogram;
pub(crate) mod kinds;
mod list;
mod place;
pub(crate) mod planned;
pub(crate) mod row;
pub(crate) mod search;
pub(crate) mod seen;
pub(crate) mod timeline;
mod walk;

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};

pub use filter::PostFilter;
pub use histogram::{Choices, Span, VerdictCounts, choices, counts, histogram, span};
pub use list::{FoundPost, count, page};
pub use planned::{BEGINNING, EverSeen, PlannedPost, ever_seen, planned};
pub use row::{DestinationRow, PostRow};
pub use seen::{present, see, seen_by};

use crate::{StoreError, Transaction};
use timeline::Entry;
use walk::Order;

/// Adds a post.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the workspace has a post with this id.
pub fn insert(tx: &Transaction<'_>, row: &PostRow) -> Result<(), StoreError> {
    let place = place::free(tx, row.made_at)?;
    row::insert(tx, place, row)?;
    index(tx, &row.workspace_id, place)
}

/// Replaces the post with the workspace and id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such post.
pub fn update(tx: &Transaction<'_>, row: &PostRow) -> Result<(), StoreError> {
    let mut place = place::of(tx, &row.workspace_id, &row.id)?;
    if !place::fits(place, row.made_at) {
        let free = place::free(tx, row.made_at)?;
        timeline::remove(tx, &row.workspace_id, place)?;
        row::move_to(tx, place, free)?;
        place = free;
    }
    row::update(tx, place, row)?;
    index(tx, &row.workspace_id, place)
}

/// Writes the verdict on a post, as in [`PostRow::verdict`], and the reasons for it, a JSON array.
///
/// Takes some ten microseconds. Who judges many posts does it in several transactions, so that
/// others get their turn.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such post.
pub fn judge(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
    verdict: i64,
    reasons: &str,
) -> Result<(), StoreError> {
    let place = place::of(tx, workspace_id, id)?;
    row::judge(tx, place, verdict, reasons)?;
    index(tx, workspace_id, place)
}

/// The post the service knows by this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
) -> Result<Option<PostRow>, StoreError> {
    tx.find(
        "SELECT * FROM posts WHERE workspace_id = ?1 AND id = ?2",
        [workspace_id, id],
        row::from_row,
    )
}

/// The posts that incidents took from the service, or meant to, whatever became of them.
pub(crate) fn of_incidents(
    tx: &Transaction<'_>,
    workspace_id: &str,
) -> Result<Vec<PostRow>, StoreError> {
    tx.list(
        "SELECT * FROM posts WHERE workspace_id = ?1
             AND id IN (SELECT post_id FROM held_posts WHERE workspace_id = ?1)
         ORDER BY place",
        [workspace_id],
        row::from_row,
    )
}

/// Hands over the posts made at or after `from` and before `until`, whole, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn each(
    tx: &Transaction<'_>,
    workspace_id: &str,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    mut hand_over: impl FnMut(PostRow),
) -> Result<(), StoreError> {
    // The plus keeps SQLite from taking the posts in the order of their ids.
    let mut statement = tx.prepare(
        "SELECT * FROM posts WHERE place >= ?1 AND place < ?2 AND +workspace_id = ?3
         ORDER BY place",
    )?;
    let places = place::between(from, until);
    let mut rows = statement.query((places.start, places.end, workspace_id))?;
    while let Some(row) = rows.next()? {
        hand_over(row::from_row(row)?);
    }
    Ok(())
}

/// The ids of a profile's posts that have one of these statuses and were not seen to be gone,
/// newest first.
///
/// # Errors
///
/// Only those of the file.
pub fn ids_of(
    tx: &Transaction<'_>,
    workspace_id: &str,
    profile_id: &str,
    statuses: &[&str],
) -> Result<Vec<String>, StoreError> {
    let mut places = Vec::new();
    for status in statuses {
        let filter = PostFilter {
            workspace_id: workspace_id.to_owned(),
            profile: Some(profile_id.to_owned()),
            status: Some((*status).to_owned()),
            ..PostFilter::default()
        };
        walk::walk(tx, &filter, Order::NewestFirst, |place, _| {
            places.push(place);
            ControlFlow::Continue(())
        })?;
    }
    places.sort_unstable_by(|one, other| other.cmp(one));
    let mut ids = Vec::new();
    for place in places {
        ids.extend(tx.find(
            "SELECT id FROM posts WHERE place = ?1 AND gone_at IS NULL",
            [place],
            |row| row.get(0),
        )?);
    }
    Ok(ids)
}

/// Notes the place and the kind of a post in the timeline.
fn index(tx: &Transaction<'_>, workspace_id: &str, place: i64) -> Result<(), StoreError> {
    let kind = kinds::of_post(tx, place)?;
    timeline::put(tx, workspace_id, Entry { place, kind })
}
