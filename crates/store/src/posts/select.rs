//! Finding posts: the list, its length and the bars above it.

use std::ops::Range;

use chrono::{DateTime, Utc};
use rusqlite::Row;
use rusqlite::types::Value;

use super::row::{self, PostRow};
use super::{place, search};
use crate::time::Timestamp;
use crate::{StoreError, Transaction};

/// Which posts. What is `None` does not narrow the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// The workspace.
    pub workspace_id: String,
    /// Words that all have to be in title, text or first comment; the last one may be unfinished.
    /// Signs that belong to no word are passed over; a search of nothing but signs finds nothing.
    pub search: Option<String>,
    /// The service's id of a profile.
    pub profile: Option<String>,
    /// A platform as the service calls it.
    pub platform: Option<String>,
    /// A status as the service calls it.
    pub status: Option<String>,
    /// A verdict, as in [`PostRow::verdict`].
    pub verdict: Option<u8>,
    /// Made at or after.
    pub from: Option<DateTime<Utc>>,
    /// Made before.
    pub until: Option<DateTime<Utc>>,
}

/// A post as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPost {
    /// The post. Its text is at most [`EXCERPT`] characters of the whole: the beginning, or the
    /// part the search found.
    pub post: PostRow,
    /// The text goes on before the excerpt.
    pub cut_before: bool,
    /// The text goes on after it.
    pub cut_after: bool,
    /// What the search found, as ranges of bytes in the text, in their order.
    pub found: Vec<Range<usize>>,
}

/// How many characters of a post's text the list shows.
const EXCERPT: usize = 300;

/// How many posts have which verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// 0.
    pub unrecognised: u32,
    /// 1.
    pub made_here: u32,
    /// 2.
    pub recognised: u32,
    /// 3.
    pub not_mine: u32,
}

/// A part of the list, newest first: `limit` posts after the first `offset`.
///
/// # Errors
///
/// Only those of the file.
pub fn page(
    tx: &Transaction<'_>,
    filter: &PostFilter,
    offset: u32,
    limit: u32,
) -> Result<Vec<FoundPost>, StoreError> {
    let (condition, mut values) = condition(filter);
    values.extend([offset.into(), limit.into()]);
    let sql = format!("SELECT * FROM posts WHERE {condition} ORDER BY place DESC LIMIT ? OFFSET ?");
    let (offset, limit) = (values.len() - 2, values.len() - 1);
    values.swap(offset, limit);
    tx.list(&sql, rusqlite::params_from_iter(values), excerpt)
}

/// How many posts the whole list has.
///
/// # Errors
///
/// Only those of the file.
pub fn count(tx: &Transaction<'_>, filter: &PostFilter) -> Result<u32, StoreError> {
    let (condition, values) = condition(filter);
    let sql = format!("SELECT count(*) FROM posts WHERE {condition}");
    let count = tx.find(&sql, rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(count.unwrap_or(0))
}

/// The time a list spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When the first post was made.
    pub first: DateTime<Utc>,
    /// When the last post was made.
    pub last: DateTime<Utc>,
}

/// The time from the first to the last post of the list; `None` when it is empty.
///
/// # Errors
///
/// Only those of the file.
pub fn span(tx: &Transaction<'_>, filter: &PostFilter) -> Result<Option<Span>, StoreError> {
    let (condition, values) = condition(filter);
    let sql = format!("SELECT min(made_at), max(made_at) FROM posts WHERE {condition}");
    let found = tx.find(&sql, rusqlite::params_from_iter(values), |row| {
        let first: Option<Timestamp> = row.get(0)?;
        let last: Option<Timestamp> = row.get(1)?;
        Ok(first.zip(last).map(|(first, last)| Span {
            first: first.0,
            last: last.0,
        }))
    })?;
    Ok(found.flatten())
}

/// How many posts of the list were made between each of these moments and the next, the last one
/// excluded: one bar less than moments, which are in rising order.
///
/// # Errors
///
/// Only those of the file.
pub fn histogram(
    tx: &Transaction<'_>,
    filter: &PostFilter,
    edges: &[DateTime<Utc>],
) -> Result<Vec<VerdictCounts>, StoreError> {
    let edges: Vec<_> = edges.iter().map(|edge| place::first_at(*edge)).collect();
    let mut bars = vec![VerdictCounts::default(); edges.len().saturating_sub(1)];
    let (condition, values) = condition(filter);
    let sql = format!("SELECT place, verdict FROM posts WHERE {condition}");
    let found = tx.list(&sql, rusqlite::params_from_iter(values), |row| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?))
    })?;
    for (place, verdict) in found {
        let bar = edges.partition_point(|edge| *edge <= place).checked_sub(1);
        if let Some(bar) = bar.and_then(|bar| bars.get_mut(bar)) {
            bar.add(verdict, 1);
        }
    }
    Ok(bars)
}

/// How many posts have which verdict, made at or after `from`.
///
/// # Errors
///
/// Only those of the file.
pub fn counts(
    tx: &Transaction<'_>,
    workspace_id: &str,
    from: Option<DateTime<Utc>>,
) -> Result<VerdictCounts, StoreError> {
    let rows = tx.list(
        "SELECT verdict, count(*) FROM posts WHERE workspace_id = ?1 AND place >= ?2 GROUP BY 1",
        (workspace_id, from.map_or(i64::MIN, place::first_at)),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let mut counts = VerdictCounts::default();
    for (verdict, number) in rows {
        counts.add(verdict, number);
    }
    Ok(counts)
}

impl VerdictCounts {
    fn add(&mut self, verdict: i64, number: u32) {
        match verdict {
            0 => self.unrecognised += number,
            1 => self.made_here += number,
            2 => self.recognised += number,
            _ => self.not_mine += number,
        }
    }
}

fn condition(filter: &PostFilter) -> (String, Vec<Value>) {
    let mut sql = "workspace_id = ?".to_owned();
    let mut values = vec![Value::from(filter.workspace_id.clone())];
    let mut and = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            sql.push_str(" AND ");
            sql.push_str(condition);
            values.push(value);
        }
    };
    let question = filter
        .search
        .as_deref()
        .filter(|search| !search.trim().is_empty())
        .map(|search| search::question(search).unwrap_or_else(|| "\"\"".to_owned()));
    and(
        "place IN (SELECT rowid FROM post_words WHERE post_words MATCH ?)",
        question.map(Value::from),
    );
    and("profile_id = ?", filter.profile.clone().map(Value::from));
    and(
        "EXISTS (SELECT 1 FROM json_each(destinations) WHERE value ->> 'platform' = ?)",
        filter.platform.clone().map(Value::from),
    );
    and("status = ?", filter.status.clone().map(Value::from));
    and(
        "verdict = ?",
        filter.verdict.map(|verdict| i64::from(verdict).into()),
    );
    and(
        "place >= ?",
        filter.from.map(|from| place::first_at(from).into()),
    );
    and(
        "place < ?",
        filter.until.map(|until| place::first_at(until).into()),
    );
    (sql, values)
}

fn excerpt(row: &Row<'_>) -> rusqlite::Result<FoundPost> {
    let mut post = row::from_row(row)?;
    let end = post.text.char_indices().nth(EXCERPT).map(|(end, _)| end);
    if let Some(end) = end {
        post.text.truncate(end);
    }
    Ok(FoundPost {
        post,
        cut_before: false,
        cut_after: end.is_some(),
        found: Vec::new(),
    })
}
