//! Places: row numbers that sort by time. The milliseconds since 1970 of the moment a post was
//! made, followed by bits that tell apart the posts of one millisecond.

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::{StoreError, Transaction};

/// How many posts one millisecond has room for, as a power of two. Some services know only the
/// day on which a post was made.
const TIE_BITS: u32 = 20;

/// The last millisecond that a place can hold, in the year 2248. What was made later, or before
/// 1970, is put at the end or the beginning of time; the post's own columns keep the true moment.
const LAST_MILLISECOND: i64 = (1 << (63 - TIE_BITS)) - 1;

/// The lowest place of a moment: posts made then, or later, have this place or a higher one.
pub(super) fn first_at(moment: DateTime<Utc>) -> i64 {
    milliseconds(moment) << TIE_BITS
}

/// The places of all posts made at or after `from` and before `until`.
pub(super) fn between(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Range<i64> {
    from.map_or(i64::MIN, first_at)..until.map_or(i64::MAX, first_at)
}

/// The moment at which the post with this place was made.
pub(super) fn moment(place: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(place >> TIE_BITS)
}

/// Whether a post made at this moment may have this place.
pub(super) fn fits(place: i64, moment: DateTime<Utc>) -> bool {
    place >> TIE_BITS == milliseconds(moment)
}

/// A place for a post made at this moment: above all others of the same millisecond.
pub(super) fn free(tx: &Transaction<'_>, moment: DateTime<Utc>) -> Result<i64, StoreError> {
    let first = first_at(moment);
    let last = first | ((1 << TIE_BITS) - 1);
    let highest = tx.find(
        "SELECT place FROM posts WHERE place BETWEEN ?1 AND ?2 ORDER BY place DESC",
        [first, last],
        |row| row.get::<_, i64>(0),
    )?;
    Ok(highest.map_or(first, |place| place + 1))
}

/// The place of the post with this id.
pub(super) fn of(tx: &Transaction<'_>, workspace_id: &str, id: &str) -> Result<i64, StoreError> {
    let place = tx.find(
        "SELECT place FROM posts WHERE workspace_id = ?1 AND id = ?2",
        [workspace_id, id],
        |row| row.get(0),
    )?;
    place.ok_or_else(|| StoreError::Absent {
        table: "posts",
        id: id.to_owned(),
    })
}

/// What is finer than a millisecond is cut off, as columns cut it.
fn milliseconds(moment: DateTime<Utc>) -> i64 {
    moment.timestamp_millis().clamp(0, LAST_MILLISECOND)
}
