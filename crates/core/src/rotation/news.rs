//! What happens elsewhere and concerns a rotation. Each is called within the transaction in which
//! it happens, so that the rotation and the keys never disagree.

use latchkey_store::creations::CreationRow;
use latchkey_store::keys::KeyRow;
use latchkey_store::rotations::{self, RotationRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, places};

use super::row::{change, finish, give_name_back, stage};
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{StoredState, change_key, key_row};
use crate::new_id;
use crate::views::RotationStage;

/// The new key of a rotation has the name of the old one, which gives it up. To be called before
/// the new key's row is written.
pub(crate) fn make_way(tx: &Transaction<'_>, creation: &CreationRow) -> Result<(), Error> {
    let Some(row) = of_creation(tx, creation)? else {
        return Ok(());
    };
    change_key(tx, &row.old_key, |old| {
        old.superseded_by = Some(creation.id.clone())
    })?;
    Ok(())
}

/// The new key is stored.
pub(crate) fn new_key_is_here(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    creation: &CreationRow,
    key: &KeyRow,
) -> Result<(), Error> {
    let Some(row) = of_creation(tx, creation)? else {
        return Ok(());
    };
    places::copy_to(tx, &row.old_key, &key.id, new_id)?;
    change(tx, &row.id, |row| {
        row.new_key = Some(key.id.clone());
        row.stage = "checking".to_owned();
        row.next_try_at = Some(scribe.at);
        row.problem = None;
    })?;
    Ok(())
}

/// The new key was called off before it was there, so the rotation is.
pub(crate) fn creation_is_cancelled(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    creation: &CreationRow,
) -> Result<(), Error> {
    let Some(row) = of_creation(tx, creation)? else {
        return Ok(());
    };
    finish(
        tx,
        scribe,
        workspace,
        &row,
        "cancelled",
        Kind::RotationCancelled,
    )
}

/// A key is proven dead. With the old one the rotation is done, if it had come that far; with both,
/// it is over in any case.
pub(crate) fn key_died(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key_id: &str,
) -> Result<(), Error> {
    let Some(row) = rotations::for_key(tx, key_id)? else {
        return Ok(());
    };
    let (outcome, kind) = if row.old_key == key_id && stage(&row) == RotationStage::Revoking {
        ("done", Kind::RotationFinished)
    } else if both_are_dead(tx, &row)? {
        ("cancelled", Kind::RotationCancelled)
    } else {
        return Ok(());
    };
    finish(tx, scribe, workspace, &row, outcome, kind)
}

fn both_are_dead(tx: &Transaction<'_>, row: &RotationRow) -> Result<bool, Error> {
    let Some(new_key) = &row.new_key else {
        return Ok(false);
    };
    for id in [&row.old_key, new_key] {
        if StoredState::of(&key_row(tx, id)?) != StoredState::Revoked {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The person ended a key that takes part in a rotation. Ending the old one early leads straight
/// to the last step; ending the new one calls the rotation off.
pub(crate) fn key_is_ended_by_person(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key_id: &str,
) -> Result<(), Error> {
    let Some(row) = rotations::for_key(tx, key_id)? else {
        return Ok(());
    };
    if row.new_key.as_deref() == Some(key_id) {
        return give_name_back(tx, &row).and_then(|()| {
            finish(
                tx,
                scribe,
                workspace,
                &row,
                "cancelled",
                Kind::RotationCancelled,
            )
        });
    }
    if stage(&row) == RotationStage::Overlap {
        change(tx, &row.id, |row| row.stage = "revoking".to_owned())?;
    }
    Ok(())
}

/// A place was ticked or struck out: an overlap may be over.
pub(crate) fn places_changed(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    key_id: &str,
) -> Result<(), Error> {
    if let Some(row) = rotations::for_key(tx, key_id)?
        && stage(&row) == RotationStage::Overlap
    {
        change(tx, &row.id, |row| row.next_try_at = Some(scribe.at))?;
    }
    Ok(())
}

fn of_creation(tx: &Transaction<'_>, creation: &CreationRow) -> Result<Option<RotationRow>, Error> {
    let Some(id) = &creation.rotation_id else {
        return Ok(None);
    };
    Ok(rotations::get(tx, id)?.filter(|row| row.finished_at.is_none()))
}
