//! How far a post is on its way from the service or back, as the database keeps it.

use latchkey_store::Transaction;
use latchkey_store::held_posts::{self, HeldPostRow};

use crate::error::Error;
use crate::views::HeldState;

/// How far a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// To be fetched. Nothing was done to it.
    Wanted,
    /// Kept here in full.
    Kept,
    /// The service was asked to delete it; it may be gone.
    Deleting,
    /// Kept here, gone from the service.
    Held,
    /// It went out first.
    WentOut,
    /// Somebody else had deleted it.
    GoneBefore,
    /// To be put back, if nothing like it is there.
    RestoreWanted,
    /// To be put back after a try whose outcome is not known, unless it is there by now.
    RestoreAgain,
    /// To be put back although the person knows that there is another like it.
    InsistWanted,
    /// The service was asked to make it; nothing like it had been there.
    Restoring,
    /// The service was asked to make it beside another like it.
    Insisting,
    /// Not sent: one like it is there.
    Twin,
    /// Sent, and nobody knows whether it arrived.
    Unclear,
    /// Back at the service.
    Restored,
}

impl Stage {
    const NAMES: [(Stage, &str); 14] = [
        (Stage::Wanted, "wanted"),
        (Stage::Kept, "kept"),
        (Stage::Deleting, "deleting"),
        (Stage::Held, "held"),
        (Stage::WentOut, "went_out"),
        (Stage::GoneBefore, "gone_before"),
        (Stage::RestoreWanted, "restore_wanted"),
        (Stage::RestoreAgain, "restore_again"),
        (Stage::InsistWanted, "insist_wanted"),
        (Stage::Restoring, "restoring"),
        (Stage::Insisting, "insisting"),
        (Stage::Twin, "twin"),
        (Stage::Unclear, "unclear"),
        (Stage::Restored, "restored"),
    ];

    /// A word nobody knows leaves it to the person.
    pub(super) fn of(row: &HeldPostRow) -> Stage {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == row.stage)
            .map_or(Stage::Unclear, |(stage, _)| *stage)
    }

    pub(super) fn name(self) -> &'static str {
        let named = Self::NAMES.iter().find(|(stage, _)| *stage == self);
        named.map_or("unclear", |(_, name)| name)
    }
}

/// Why a post is taken from the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It must not go out until somebody has looked.
    Freeze,
    /// It was not the person's.
    Repair,
}

impl Why {
    pub(super) fn name(self) -> &'static str {
        match self {
            Why::Freeze => "freeze",
            Why::Repair => "repair",
        }
    }
}

pub(super) fn why(row: &HeldPostRow) -> Why {
    if row.why == Why::Repair.name() {
        Why::Repair
    } else {
        Why::Freeze
    }
}

/// What the page sees of it; `None` for one that was withdrawn before anything was done.
pub(super) fn state(row: &HeldPostRow) -> Option<HeldState> {
    let over = row.finished_at.is_some();
    Some(match Stage::of(row) {
        Stage::Wanted if over && row.problem.is_none() => return None,
        Stage::Wanted | Stage::Kept | Stage::Deleting if over => HeldState::Failed,
        Stage::Wanted | Stage::Kept | Stage::Deleting => HeldState::Holding,
        Stage::Held => HeldState::Held,
        Stage::WentOut => HeldState::WentOut,
        Stage::GoneBefore => HeldState::GoneBefore,
        Stage::RestoreWanted
        | Stage::RestoreAgain
        | Stage::InsistWanted
        | Stage::Restoring
        | Stage::Insisting => HeldState::Restoring,
        Stage::Twin | Stage::Unclear => HeldState::Unclear,
        Stage::Restored => HeldState::Restored,
    })
}

/// Changes one row as it is now, not as it was when a slow call began.
pub(super) fn change_held(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut HeldPostRow),
) -> Result<HeldPostRow, Error> {
    let mut row = held_posts::get(tx, id)?.ok_or(Error::NotFound)?;
    change(&mut row);
    held_posts::update(tx, &row)?;
    Ok(row)
}
