//! What goes on by itself in a rotation: the new key is checked, the overlap runs out, the old key
//! is ended.

use std::time::Duration;

use latchkey_store::rotations::{self, RotationRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, places};

use super::row::{can_cancel, change, finish, length, overlap, stage};
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{Finding, StoredState, begin_ending, key_row, let_latchkey_use, workspace_row};
use crate::obstacle::Obstacle;
use crate::views::{Overlap, RotationStage};
use crate::{Core, Moment};

impl Core {
    /// One step of a rotation.
    pub(crate) async fn advance_rotation(&self, id: &str) -> Result<(), Error> {
        let wanted = id.to_owned();
        let now = self.now();
        let (workspace, row, due) = self
            .store()
            .read(move |tx| {
                let row = rotations::get(tx, &wanted)?.ok_or(Error::NotFound)?;
                let due = is_due(tx, &row, now)?;
                Ok::<_, Error>((workspace_row(tx, &row.workspace_id)?, row, due))
            })
            .await?;
        match stage(&row) {
            _ if !due => Ok(()),
            RotationStage::Checking => self.check_new_key(&workspace, row, Next::Overlap).await,
            RotationStage::Overlap => self.check_new_key(&workspace, row, Next::EndOldKey).await,
            RotationStage::Creating
            | RotationStage::Revoking
            | RotationStage::Done
            | RotationStage::Cancelled => Ok(()),
        }
    }

    async fn check_new_key(
        &self,
        workspace: &WorkspaceRow,
        row: RotationRow,
        next: Next,
    ) -> Result<(), Error> {
        let Some(new_key) = row.new_key.clone() else {
            return Ok(());
        };
        let (_, key) = self.key(&new_key).await?;
        let obstacle = match self.check(workspace, &key).await? {
            Finding::Alive(_) => {
                let (scribe, place) = (self.scribe(), workspace.clone());
                self.store()
                    .write(move |tx| new_key_works(tx, &scribe, &place, &row.id, next))
                    .await?;
                self.wake();
                self.tell_keys(&workspace.id).await;
                return Ok(());
            }
            Finding::Refused(_) => Obstacle::KeyRefused,
            Finding::Unknown(obstacle) => obstacle,
        };
        let now = self.now();
        self.store()
            .write(move |tx| {
                change(tx, &row.id, |row| {
                    row.attempts = row.attempts.saturating_add(1);
                    row.next_try_at = Some(now + pause(row.attempts));
                    row.problem = Some(obstacle.kept());
                })
                .map(|_| ())
            })
            .await?;
        self.tell_keys(&workspace.id).await;
        Ok(())
    }
}

/// A rotation the driver should look at now.
pub(crate) fn is_due(tx: &Transaction<'_>, row: &RotationRow, now: Moment) -> Result<bool, Error> {
    let over = match stage(row) {
        RotationStage::Checking => true,
        RotationStage::Overlap => overlap_is_over(tx, row, now)?,
        RotationStage::Creating
        | RotationStage::Revoking
        | RotationStage::Done
        | RotationStage::Cancelled => false,
    };
    Ok(over && row.next_try_at.is_none_or(|at| at <= now))
}

/// What a new key that works makes way for.
#[derive(Clone, Copy)]
enum Next {
    Overlap,
    EndOldKey,
}

fn overlap_is_over(tx: &Transaction<'_>, row: &RotationRow, now: Moment) -> Result<bool, Error> {
    if row.overlap_ends_at.is_some_and(|end| end <= now) {
        return Ok(true);
    }
    let (Overlap::UntilPlaces, Some(new_key)) = (overlap(row), &row.new_key) else {
        return Ok(false);
    };
    let places = places::list(tx, new_key)?;
    Ok(!places.is_empty() && places.iter().all(|place| place.confirmed_at.is_some()))
}

/// The new key was seen to work just now.
fn new_key_works(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    id: &str,
    next: Next,
) -> Result<(), Error> {
    let row = rotations::get(tx, id)?.ok_or(Error::NotFound)?;
    // It may have been called off while the service was asked.
    if row.finished_at.is_some() || !can_cancel(&row) {
        return Ok(());
    }
    let (old, Some(new_key)) = (key_row(tx, &row.old_key)?, row.new_key.clone()) else {
        return Ok(());
    };
    if old.used_by_latchkey {
        let_latchkey_use(tx, &workspace.id, &new_key)?;
    }
    if stage(&row) == RotationStage::Checking {
        scribe
            .event(Kind::RotationChecked)
            .about(workspace)
            .key(&key_row(tx, &new_key)?)
            .append(tx)?;
    }
    match StoredState::of(&old) {
        StoredState::Revoked => finish(tx, scribe, workspace, &row, "done", Kind::RotationFinished),
        StoredState::Ending => change(tx, id, |row| row.stage = "revoking".to_owned()).map(|_| ()),
        _ if matches!(next, Next::EndOldKey) || overlap(&row) == Overlap::None => {
            scribe
                .event(Kind::RotationOverlapEnded)
                .about(workspace)
                .key(&old)
                .append(tx)?;
            change(tx, id, |row| {
                row.stage = "revoking".to_owned();
                row.problem = None;
            })?;
            begin_ending(tx, scribe, workspace, &old.id)
        }
        StoredState::Unverified
        | StoredState::Active
        | StoredState::Suspected
        | StoredState::Missing => change(tx, id, |row| {
            row.stage = "overlap".to_owned();
            row.problem = None;
            row.attempts = 0;
            row.next_try_at = None;
            row.overlap_ends_at = length(overlap(row)).map(|length| scribe.at + length);
        })
        .map(|_| ()),
    }
}

fn pause(attempts: u32) -> Duration {
    Duration::from_secs(match attempts {
        ..=5 => 1,
        6..=20 => 5,
        21..=60 => 30,
        _ => 300,
    })
}
