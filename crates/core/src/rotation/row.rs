//! How far a rotation is, as the database keeps it.

use std::time::Duration;

use latchkey_store::Transaction;
use latchkey_store::keys::KeyRow;
use latchkey_store::rotations::{self, RotationRow};
use latchkey_store::workspaces::WorkspaceRow;

use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{StoredState, change_key, key_row};
use crate::views::{Overlap, RotationStage};

/// Overlaps, their names in the database and their lengths in minutes.
const OVERLAPS: [(Overlap, &str, Option<u64>); 5] = [
    (Overlap::None, "none", Some(0)),
    (Overlap::Minutes15, "minutes_15", Some(15)),
    (Overlap::Hours1, "hours_1", Some(60)),
    (Overlap::Hours24, "hours_24", Some(24 * 60)),
    (Overlap::UntilPlaces, "until_places", None),
];

/// How far a rotation is.
pub(crate) fn stage(row: &RotationRow) -> RotationStage {
    match row.stage.as_str() {
        "creating" => RotationStage::Creating,
        "checking" => RotationStage::Checking,
        "overlap" => RotationStage::Overlap,
        "revoking" => RotationStage::Revoking,
        "done" => RotationStage::Done,
        _ => RotationStage::Cancelled,
    }
}

/// The overlap a rotation was given.
pub(crate) fn overlap(row: &RotationRow) -> Overlap {
    OVERLAPS
        .iter()
        .find(|(_, kept, _)| *kept == row.overlap)
        .map_or(Overlap::UntilPlaces, |(overlap, _, _)| *overlap)
}

/// It can still be called off.
pub(crate) fn can_cancel(row: &RotationRow) -> bool {
    matches!(
        stage(row),
        RotationStage::Creating | RotationStage::Checking | RotationStage::Overlap
    )
}

pub(crate) fn is_running_for(tx: &Transaction<'_>, key_id: &str) -> Result<bool, Error> {
    Ok(rotations::for_key(tx, key_id)?.is_some())
}

/// Whether both keys of a rotation work side by side.
pub(crate) fn overlaps(row: &RotationRow, all: &[KeyRow]) -> bool {
    let is_live = |id: &str| {
        all.iter()
            .any(|key| key.id == id && StoredState::of(key).is_live())
    };
    stage(row) == RotationStage::Overlap
        && is_live(&row.old_key)
        && row.new_key.as_deref().is_some_and(is_live)
}

pub(super) fn change(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut RotationRow),
) -> Result<RotationRow, Error> {
    let mut row = rotations::get(tx, id)?.ok_or(Error::NotFound)?;
    change(&mut row);
    rotations::update(tx, &row)?;
    Ok(row)
}

pub(super) fn finish(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    row: &RotationRow,
    stage: &str,
    kind: Kind,
) -> Result<(), Error> {
    change(tx, &row.id, |row| {
        row.stage = stage.to_owned();
        row.finished_at = Some(scribe.at);
        row.problem = None;
    })?;
    scribe
        .event(kind)
        .about(workspace)
        .key(&key_row(tx, &row.old_key)?)
        .append(tx)
}

/// The old key takes its name back; the new one, on its way out, yields it.
pub(super) fn give_name_back(tx: &Transaction<'_>, row: &RotationRow) -> Result<(), Error> {
    if let Some(new_key) = &row.new_key {
        change_key(tx, new_key, |new| {
            new.superseded_by = Some(row.old_key.clone())
        })?;
    }
    change_key(tx, &row.old_key, |old| old.superseded_by = None)?;
    Ok(())
}

pub(super) fn name(overlap: Overlap) -> &'static str {
    OVERLAPS
        .iter()
        .find(|(o, _, _)| *o == overlap)
        .map_or("until_places", |(_, name, _)| name)
}

pub(super) fn length(overlap: Overlap) -> Option<Duration> {
    let (_, _, minutes) = OVERLAPS.iter().find(|(o, _, _)| *o == overlap)?;
    minutes.map(|minutes| Duration::from_secs(minutes * 60))
}
