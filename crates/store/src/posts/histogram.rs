//! How posts are spread over time and verdicts, and what they can be filtered by.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};

use super::filter::PostFilter;
use super::kinds::Kinds;
use super::walk::{Order, walk};
use super::{place, timeline};
use crate::{StoreError, Transaction};

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

/// The time a list spans, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When the first post was made.
    pub first: DateTime<Utc>,
    /// When the last post was made.
    pub last: DateTime<Utc>,
}

/// What occurs among the posts of a workspace, each in the order of the alphabet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The service's ids of the profiles.
    pub profiles: BTreeSet<String>,
    /// Platforms as the service calls them.
    pub platforms: BTreeSet<String>,
    /// Statuses as the service calls them.
    pub statuses: BTreeSet<String>,
}

/// The time from the first to the last post of the list; `None` when it is empty.
///
/// # Errors
///
/// Only those of the file.
pub fn span(tx: &Transaction<'_>, filter: &PostFilter) -> Result<Option<Span>, StoreError> {
    let end = |order| {
        let mut end = None;
        walk(tx, filter, order, |place, _| {
            end = place::moment(place);
            ControlFlow::Break(())
        })?;
        Ok::<_, StoreError>(end)
    };
    let (first, last) = (end(Order::OldestFirst)?, end(Order::NewestFirst)?);
    Ok(first.zip(last).map(|(first, last)| Span { first, last }))
}

/// How many posts of the list were made between each of these moments and the next, which is
/// excluded: one bar less than moments, which must be in rising order.
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
    // How many edges lie at the post visited last or before it.
    let mut passed = 0;
    walk(tx, filter, Order::OldestFirst, |place, verdict| {
        while edges.get(passed).is_some_and(|edge| *edge <= place) {
            passed += 1;
        }
        if passed == edges.len() {
            return ControlFlow::Break(());
        }
        if let Some(bar) = passed.checked_sub(1) {
            bars[bar].add(verdict);
        }
        ControlFlow::Continue(())
    })?;
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
    let filter = PostFilter {
        workspace_id: workspace_id.to_owned(),
        from,
        ..PostFilter::default()
    };
    let mut counts = VerdictCounts::default();
    walk(tx, &filter, Order::NewestFirst, |_, verdict| {
        counts.add(verdict);
        ControlFlow::Continue(())
    })?;
    Ok(counts)
}

/// What the posts of a workspace can be filtered by.
///
/// # Errors
///
/// Only those of the file.
pub fn choices(tx: &Transaction<'_>, workspace_id: &str) -> Result<Choices, StoreError> {
    let mut numbers = BTreeSet::new();
    let everything = i64::MIN..i64::MAX;
    timeline::walk(tx, workspace_id, &everything, Order::NewestFirst, |entry| {
        numbers.insert(entry.kind);
        Ok(ControlFlow::Continue(()))
    })?;
    let (mut kinds, mut choices) = (Kinds::new(tx)?, Choices::default());
    for number in numbers {
        if let Some(kind) = kinds.get(number)? {
            choices.profiles.insert(kind.profile_id);
            choices.statuses.insert(kind.status);
            choices.platforms.extend(kind.platforms);
        }
    }
    Ok(choices)
}

impl VerdictCounts {
    /// One more post of a verdict, as in [`PostRow::verdict`](super::PostRow::verdict).
    pub fn add(&mut self, verdict: u8) {
        match verdict {
            0 => self.unrecognised += 1,
            1 => self.made_here += 1,
            2 => self.recognised += 1,
            _ => self.not_mine += 1,
        }
    }
}
