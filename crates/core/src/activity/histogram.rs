//! Posts over time: what a bar stands for, and where each begins.
//!
//! Bars follow the clock on the wall: a day is from midnight to midnight also when it has 23 or 25
//! hours, a week begins on Monday, and an hour that happens twice is two bars.

mod edges;

use latchkey_store::posts;

use super::filter::filter;
use super::state::verdict_counts;
use crate::clock::shown;
use crate::error::Error;
use crate::views::{BarView, Grain, HistogramForm, HistogramView, VerdictCounts};
use crate::{Core, Moment};

impl Core {
    /// The bars above the list: as many as the posts of the list span.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace, [`Error::Invalid`] for a filter that cannot be
    /// read.
    pub async fn post_histogram(&self, form: HistogramForm) -> Result<HistogramView, Error> {
        let filter = filter(&form.workspace_id, form.filter)?;
        let (now, zone) = (self.now(), self.zone().clone());
        self.store()
            .read(move |tx| {
                crate::keys::workspace_row(tx, &filter.workspace_id)?;
                let Some(span) = posts::span(tx, &filter)? else {
                    return Ok(view(Grain::Day, &[], Vec::new()));
                };
                let (grain, edges) = edges::between(span.first, span.last, now, &zone);
                let bars = posts::histogram(tx, &filter, &edges)?;
                Ok(view(grain, &edges, bars))
            })
            .await
    }
}

fn view(grain: Grain, edges: &[Moment], bars: Vec<posts::VerdictCounts>) -> HistogramView {
    let borders = edges.iter().zip(edges.iter().skip(1));
    let bars: Vec<BarView> = borders
        .zip(bars)
        .map(|((from, until), counts)| BarView {
            from: shown(*from),
            until: shown(*until),
            counts: verdict_counts(counts),
        })
        .collect();
    HistogramView {
        grain,
        highest: bars.iter().map(|bar| total(bar.counts)).max().unwrap_or(0),
        bars,
    }
}

fn total(counts: VerdictCounts) -> u32 {
    counts.made_here + counts.recognised + counts.unrecognised + counts.not_mine
}
