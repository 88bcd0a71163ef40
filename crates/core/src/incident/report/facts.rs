//! Everything a report says, read in one go.

use jiff::tz::TimeZone;
use latchkey_store::Transaction;
use latchkey_store::incidents::IncidentRow;
use latchkey_store::posts::{self, PostFilter, PostRow};

use super::slice::Slice;
use crate::Moment;
use crate::activity::list::Profiles;
use crate::error::Error;
use crate::history::Scribe;
use crate::incident::replace::{Replacement, replacement};
use crate::incident::steps::{self, Known};
use crate::incident::view::{self, Whole};
use crate::incident::words::Clock;
use crate::keys::Death;
use crate::views::StepView;

/// Posts that are told in full, of each verdict. Their number is told in any case.
pub(super) const MOST: u32 = 500;

/// What a report says.
pub(super) struct Facts {
    pub(super) whole: Whole,
    pub(super) steps: Vec<StepView>,
    pub(super) death: Option<Death>,
    pub(super) replaced_by: Option<String>,
    /// Posts by verdict: not the person's, unrecognised, recognised, made here.
    pub(super) posts: [Vec<PostRow>; 4],
    pub(super) profiles: Profiles,
    pub(super) slice: Slice,
    pub(super) clock: Clock,
    pub(super) zone: String,
    pub(super) made_at: Moment,
    pub(super) user: String,
    pub(super) host: String,
}

/// The verdicts in the order in which they matter, as the database keeps them.
const VERDICTS: [u8; 4] = [3, 0, 2, 1];

pub(super) fn read(
    tx: &Transaction<'_>,
    row: IncidentRow,
    scribe: &Scribe,
    zone: &TimeZone,
) -> Result<Facts, Error> {
    let whole = view::read(tx, row)?;
    let clock = Clock::with_dates(zone);
    let replacement = replacement(tx, &whole.row)?;
    let replacement_view = view::replacement_view(tx, &whole, replacement.as_ref(), &|_| None)?;
    let steps = steps::all(&Known {
        whole: &whole,
        replacement: replacement.as_ref(),
        replacement_view: replacement_view.as_ref(),
        words: &clock,
    });
    let new_key = match &replacement {
        Some(Replacement::Key(key)) => Some(key.clone()),
        Some(Replacement::Creation(_)) | None => None,
    };
    let mut keys = vec![whole.key.id.as_str()];
    keys.extend(new_key.as_ref().map(|key| key.id.as_str()));
    let (user, host) = scribe.who();
    Ok(Facts {
        slice: Slice::read(tx, &whole.row.id, &keys)?,
        death: Death::read(whole.key.death.as_deref()),
        replaced_by: new_key.as_ref().map(|key| key.name.clone()),
        posts: [
            posts_of(tx, &whole, VERDICTS[0])?,
            posts_of(tx, &whole, VERDICTS[1])?,
            posts_of(tx, &whole, VERDICTS[2])?,
            posts_of(tx, &whole, VERDICTS[3])?,
        ],
        profiles: Profiles::read(tx, &whole.row.workspace_id)?,
        zone: clock.zone_name(scribe.at),
        made_at: scribe.at,
        steps,
        clock,
        whole,
        user,
        host,
    })
}

/// The newest posts of a verdict the incident is about, with their whole text.
fn posts_of(tx: &Transaction<'_>, whole: &Whole, verdict: u8) -> Result<Vec<PostRow>, Error> {
    let row = &whole.row;
    let filter = PostFilter {
        workspace_id: row.workspace_id.clone(),
        verdict: Some(verdict),
        from: row.exposed_from,
        ..PostFilter::default()
    };
    let mut found = Vec::new();
    for excerpt in posts::page(tx, &filter, 0, MOST)? {
        found.extend(posts::get(tx, &row.workspace_id, &excerpt.post.id)?);
    }
    let of_verdict = |post: &&PostRow| post.verdict == i64::from(verdict);
    found.extend(whole.earlier.iter().filter(of_verdict).cloned());
    found.truncate(MOST as usize);
    Ok(found)
}

impl Facts {
    /// How many posts there are of each verdict, in the order of [`Facts::posts`].
    pub(super) fn counts(&self) -> [u32; 4] {
        let counts = self.whole.counts;
        [
            counts.not_mine,
            counts.unrecognised,
            counts.recognised,
            counts.made_here,
        ]
    }
}
