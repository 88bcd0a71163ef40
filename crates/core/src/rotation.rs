//! Replacing a key without an outage: create, store, update the places, check, overlap, end the
//! old key, prove it dead.
//!
//! The old key is never ended before the new one was seen to work, and the new one is looked at
//! once more right before. Each step is written down with the step before it, so that a crash
//! leaves a rotation somewhere definite.

use std::time::Duration;

use latchkey_store::creations::CreationRow;
use latchkey_store::keys::KeyRow;
use latchkey_store::places;
use latchkey_store::rotations::{self, RotationRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, creations};

use crate::error::{Error, NotNow};
use crate::history::{Kind, Scribe};
use crate::keys::{
    Finding, StoredState, Wanted, begin_ending, cancel_creation_row, change_key, insert_creation,
    key_row, let_latchkey_use, workspace_row,
};
use crate::obstacle::Obstacle;
use crate::views::{
    ExtendOverlapForm, KeysView, Overlap, RotationForm, RotationStage, StartRotationForm,
};
use crate::{Core, Moment, new_id};

impl Core {
    /// Starts to replace a key. The new one inherits name, environment, purpose, interval and
    /// places.
    ///
    /// # Errors
    /// [`NotNow`] when the key is ended or being replaced already.
    pub async fn start_rotation(&self, form: StartRotationForm) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace = self
            .store()
            .write(move |tx| {
                let key = key_row(tx, &form.key_id)?;
                refuse_rotating(tx, &key)?;
                let workspace = workspace_row(tx, &key.workspace_id)?;
                start(tx, &scribe, &workspace, &key, form.overlap)?;
                Ok::<_, Error>(workspace)
            })
            .await?;
        self.wake();
        self.tell_keys(&workspace.id).await;
        self.keys_view(&workspace.id).await
    }

    /// Ends the overlap now.
    ///
    /// # Errors
    /// [`NotNow::RotationMovedOn`] when there is none.
    pub async fn end_overlap(&self, form: RotationForm) -> Result<KeysView, Error> {
        self.change_overlap(form.rotation_id, |row, now| row.overlap_ends_at = Some(now))
            .await
    }

    /// Gives the overlap another length, counted from now.
    ///
    /// # Errors
    /// [`NotNow::RotationMovedOn`] when there is none.
    pub async fn extend_overlap(&self, form: ExtendOverlapForm) -> Result<KeysView, Error> {
        self.change_overlap(form.rotation_id, move |row, now| {
            row.overlap = name(form.overlap).to_owned();
            row.overlap_ends_at = length(form.overlap).map(|length| now + length);
        })
        .await
    }

    /// Calls a rotation off: the old key stays, the new one is ended.
    ///
    /// # Errors
    /// [`NotNow::RotationMovedOn`] when the old key is being ended already.
    pub async fn cancel_rotation(&self, form: RotationForm) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace = self
            .store()
            .write(move |tx| {
                let row = rotations::get(tx, &form.rotation_id)?.ok_or(Error::NotFound)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                let old = key_row(tx, &row.old_key)?;
                if !can_cancel(&row) || !StoredState::of(&old).is_live() {
                    return Err(Error::from(NotNow::RotationMovedOn));
                }
                cancel(tx, &scribe, &workspace, row)?;
                Ok::<_, Error>(workspace)
            })
            .await?;
        self.wake();
        self.tell_keys(&workspace.id).await;
        self.keys_view(&workspace.id).await
    }

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

    async fn change_overlap(
        &self,
        id: String,
        change_row: impl FnOnce(&mut RotationRow, Moment) + Send + 'static,
    ) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace = self
            .store()
            .write(move |tx| {
                let row = rotations::get(tx, &id)?.ok_or(Error::NotFound)?;
                if stage(&row) != RotationStage::Overlap {
                    return Err(Error::from(NotNow::RotationMovedOn));
                }
                let workspace = workspace_row(tx, &row.workspace_id)?;
                let old = key_row(tx, &row.old_key)?;
                let row = change(tx, &id, |row| {
                    change_row(row, scribe.at);
                    row.next_try_at = None;
                })?;
                let event = scribe
                    .event(Kind::RotationExtended)
                    .about(&workspace)
                    .key(&old);
                event
                    .detail("overlap", row.overlap)
                    .detail("ends_at", row.overlap_ends_at.map(crate::clock::shown))
                    .append(tx)?;
                Ok(workspace)
            })
            .await?;
        self.wake();
        self.tell_keys(&workspace.id).await;
        self.keys_view(&workspace.id).await
    }
}

/// What a new key that works makes way for.
#[derive(Clone, Copy)]
enum Next {
    Overlap,
    EndOldKey,
}

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

/// The old key is proven dead: the rotation is done, if it had come that far.
pub(crate) fn old_key_died(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key_id: &str,
) -> Result<(), Error> {
    let Some(row) = rotations::for_key(tx, key_id)? else {
        return Ok(());
    };
    if row.old_key == key_id && stage(&row) == RotationStage::Revoking {
        finish(tx, scribe, workspace, &row, "done", Kind::RotationFinished)?;
    }
    Ok(())
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

fn start(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key: &KeyRow,
    overlap: Overlap,
) -> Result<(), Error> {
    let id = new_id();
    let wanted = Wanted::like(key);
    let creation = insert_creation(tx, scribe, workspace, &wanted, Some(id.clone()))?;
    rotations::insert(
        tx,
        &RotationRow {
            id,
            workspace_id: workspace.id.clone(),
            old_key: key.id.clone(),
            new_key: None,
            creation_id: Some(creation),
            overlap: name(overlap).to_owned(),
            overlap_ends_at: None,
            stage: "creating".to_owned(),
            problem: None,
            attempts: 0,
            next_try_at: None,
            started_at: scribe.at,
            finished_at: None,
        },
    )?;
    let event = scribe
        .event(Kind::RotationStarted)
        .about(workspace)
        .key(key);
    event.detail("overlap", name(overlap)).append(tx)
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

fn cancel(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    row: RotationRow,
) -> Result<(), Error> {
    let Some(new_key) = row.new_key.clone() else {
        let creation = match &row.creation_id {
            Some(id) => creations::get(tx, id)?,
            None => None,
        };
        return match creation {
            Some(creation) => cancel_creation_row(tx, scribe, workspace, creation),
            None => finish(
                tx,
                scribe,
                workspace,
                &row,
                "cancelled",
                Kind::RotationCancelled,
            ),
        };
    };
    give_name_back(tx, &row)?;
    let new = key_row(tx, &new_key)?;
    if new.used_by_latchkey {
        let_latchkey_use(tx, &workspace.id, &row.old_key)?;
    }
    if StoredState::of(&new).is_live() {
        begin_ending(tx, scribe, workspace, &new_key)?;
    }
    finish(
        tx,
        scribe,
        workspace,
        &row,
        "cancelled",
        Kind::RotationCancelled,
    )
}

/// The old key takes its name back; the new one, on its way out, yields it.
fn give_name_back(tx: &Transaction<'_>, row: &RotationRow) -> Result<(), Error> {
    if let Some(new_key) = &row.new_key {
        change_key(tx, new_key, |new| {
            new.superseded_by = Some(row.old_key.clone())
        })?;
    }
    change_key(tx, &row.old_key, |old| old.superseded_by = None)?;
    Ok(())
}

fn finish(
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

fn of_creation(tx: &Transaction<'_>, creation: &CreationRow) -> Result<Option<RotationRow>, Error> {
    let Some(id) = &creation.rotation_id else {
        return Ok(None);
    };
    Ok(rotations::get(tx, id)?.filter(|row| row.finished_at.is_none()))
}

fn change(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut RotationRow),
) -> Result<RotationRow, Error> {
    let mut row = rotations::get(tx, id)?.ok_or(Error::NotFound)?;
    change(&mut row);
    rotations::update(tx, &row)?;
    Ok(row)
}

fn refuse_rotating(tx: &Transaction<'_>, key: &KeyRow) -> Result<(), Error> {
    match StoredState::of(key) {
        StoredState::Revoked => return Err(NotNow::KeyRevoked.into()),
        StoredState::Ending => return Err(NotNow::KeyEnding.into()),
        StoredState::Unverified
        | StoredState::Active
        | StoredState::Suspected
        | StoredState::Missing => {}
    }
    if is_running_for(tx, &key.id)? {
        Err(NotNow::KeyRotating.into())
    } else {
        Ok(())
    }
}

/// Overlaps, their names in the database and their lengths in minutes.
const OVERLAPS: [(Overlap, &str, Option<u64>); 5] = [
    (Overlap::None, "none", Some(0)),
    (Overlap::Minutes15, "minutes_15", Some(15)),
    (Overlap::Hours1, "hours_1", Some(60)),
    (Overlap::Hours24, "hours_24", Some(24 * 60)),
    (Overlap::UntilPlaces, "until_places", None),
];

fn name(overlap: Overlap) -> &'static str {
    OVERLAPS
        .iter()
        .find(|(o, _, _)| *o == overlap)
        .map_or("until_places", |(_, name, _)| name)
}

fn length(overlap: Overlap) -> Option<Duration> {
    let (_, _, minutes) = OVERLAPS.iter().find(|(o, _, _)| *o == overlap)?;
    minutes.map(|minutes| Duration::from_secs(minutes * 60))
}

fn pause(attempts: u32) -> Duration {
    Duration::from_secs(match attempts {
        ..=5 => 1,
        6..=20 => 5,
        21..=60 => 30,
        _ => 300,
    })
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
