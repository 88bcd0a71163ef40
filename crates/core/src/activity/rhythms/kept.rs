//! Rhythms as the database keeps them.

use latchkey_store::rhythms::RhythmRow;

use super::{Learned, Rhythm};
use crate::views::RhythmAnswer;
use crate::{Moment, new_id};

/// A kept rhythm; none when a later version wrote a shape this one cannot read.
pub(crate) fn rhythm(row: &RhythmRow) -> Option<Rhythm> {
    Some(Rhythm {
        profile: row.profile_id.as_str().into(),
        shape: serde_json::from_str(&row.shape).ok()?,
        answer: read_answer(&row.answer),
    })
}

/// A rhythm to be kept from now on.
pub(crate) fn new_row(workspace_id: &str, learned: &Learned, now: Moment) -> RhythmRow {
    RhythmRow {
        id: new_id(),
        workspace_id: workspace_id.to_owned(),
        profile_id: learned.profile.to_string(),
        shape: serde_json::to_string(&learned.shape).unwrap_or_default(),
        covers: i64::from(learned.covers),
        answer: write_answer(RhythmAnswer::Open).to_owned(),
        answered_at: None,
        learned_at: now,
    }
}

pub(super) fn write_answer(answer: RhythmAnswer) -> &'static str {
    match answer {
        RhythmAnswer::Open => "open",
        RhythmAnswer::Confirmed => "confirmed",
        RhythmAnswer::Declined => "declined",
    }
}

fn read_answer(answer: &str) -> RhythmAnswer {
    match answer {
        "confirmed" => RhythmAnswer::Confirmed,
        "declined" => RhythmAnswer::Declined,
        _ => RhythmAnswer::Open,
    }
}
