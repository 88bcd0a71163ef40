//! The list of posts: a part of it, and how long it is.

use std::ops::{ControlFlow, Range};

use super::filter::PostFilter;
use super::row::PostRow;
use super::search::{self, Search};
use super::walk::{Order, walk};
use super::{excerpt, timeline};
use crate::{StoreError, Transaction};

/// A post as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPost {
    /// The post. Its text is cut to some hundred characters: its beginning, or the part the search
    /// found.
    pub post: PostRow,
    /// The text goes on before that part.
    pub cut_before: bool,
    /// The text goes on after it.
    pub cut_after: bool,
    /// What the search found, as ranges of bytes in the part, in their order.
    pub found: Vec<Range<usize>>,
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
    let places = places(tx, filter, offset, limit)?;
    excerpt::of_posts(tx, &Search::of(filter), &places)
}

/// How many posts the whole list has.
///
/// # Errors
///
/// Only those of the file.
pub fn count(tx: &Transaction<'_>, filter: &PostFilter) -> Result<u32, StoreError> {
    if let Search::Words(question) = Search::of(filter)
        && !filter.asks_for_kinds()
        && timeline::is_only_of(tx, &filter.workspace_id)?
    {
        return search::count(tx, &question, &filter.places());
    }
    let mut count = 0;
    walk(tx, filter, Order::NewestFirst, |_, _| {
        count += 1;
        ControlFlow::Continue(())
    })?;
    Ok(count)
}

fn places(
    tx: &Transaction<'_>,
    filter: &PostFilter,
    offset: u32,
    limit: u32,
) -> Result<Vec<i64>, StoreError> {
    let (mut ahead, limit) = (offset, limit as usize);
    let mut places = Vec::new();
    walk(tx, filter, Order::NewestFirst, |place, _| {
        if ahead > 0 {
            ahead -= 1;
            return ControlFlow::Continue(());
        }
        if places.len() < limit {
            places.push(place);
        }
        if places.len() < limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(places)
}
