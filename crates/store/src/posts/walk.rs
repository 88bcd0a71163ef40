//! Going through the posts of a filter, in the order of time.

use std::ops::ControlFlow;

use super::filter::PostFilter;
use super::kinds::Wanted;
use super::search::{self, Search};
use super::timeline::{self, Reader};
use crate::{StoreError, Transaction};

/// The direction of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    NewestFirst,
    OldestFirst,
}

/// Visits place and verdict of every post of the filter, until a visit says that it was the last.
pub(super) fn walk(
    tx: &Transaction<'_>,
    filter: &PostFilter,
    order: Order,
    mut visit: impl FnMut(i64, u8) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let mut wanted = Wanted::new(tx, filter)?;
    let mut visit = |place, kind| match wanted.verdict(kind)? {
        Some(verdict) => Ok(visit(place, verdict)),
        None => Ok(ControlFlow::Continue(())),
    };
    let (workspace, places) = (&filter.workspace_id, filter.places());
    match Search::of(filter) {
        Search::Everything => timeline::walk(tx, workspace, &places, order, |entry| {
            visit(entry.place, entry.kind)
        }),
        Search::Nothing => Ok(()),
        Search::Words(question) => {
            let mut timeline = Reader::new(tx, workspace)?;
            search::walk(tx, &question, &places, order, |place| {
                match timeline.kind(place)? {
                    Some(kind) => visit(place, kind),
                    // It is a post of another workspace.
                    None => Ok(ControlFlow::Continue(())),
                }
            })
        }
    }
}
