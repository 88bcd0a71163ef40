//! Replacing a key without an outage: create, store, update the places, check, overlap, end the
//! old key, prove it dead.
//!
//! The old key is never ended before the new one was seen to work, and the new one is looked at
//! once more right before. Each step is written down with the step before it, so that a crash
//! leaves a rotation somewhere definite.
//!
//! | file | what it holds |
//! |---|---|
//! | `rotation.rs` | what the person asks for |
//! | `steps.rs` | what goes on by itself |
//! | `news.rs` | what happens elsewhere and concerns a rotation |
//! | `row.rs` | how far a rotation is, as the database keeps it |

mod news;
mod row;
mod steps;

use latchkey_store::keys::KeyRow;
use latchkey_store::rotations::{self, RotationRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, creations};

pub(crate) use news::{
    creation_is_cancelled, key_died, key_is_ended_by_person, make_way, new_key_is_here,
    places_changed,
};
pub(crate) use row::{can_cancel, is_running_for, overlap, overlaps, stage};
pub(crate) use steps::is_due;

use self::row::{change, finish, give_name_back, length, name};
use crate::error::{Error, NotNow};
use crate::history::{Kind, Scribe};
use crate::keys::{
    StoredState, Wanted, begin_ending, cancel_creation_row, insert_creation, key_row,
    let_latchkey_use, workspace_row,
};
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
        self.after_change(&workspace.id).await
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
        let (workspace, creation) = self
            .store()
            .write(move |tx| {
                let row = rotations::get(tx, &form.rotation_id)?.ok_or(Error::NotFound)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                let old = key_row(tx, &row.old_key)?;
                if !can_cancel(&row) || !StoredState::of(&old).is_live() {
                    return Err(Error::from(NotNow::RotationMovedOn));
                }
                let creation = row.creation_id.clone().filter(|_| row.new_key.is_none());
                cancel(tx, &scribe, &workspace, row)?;
                Ok::<_, Error>((workspace, creation))
            })
            .await?;
        if workspace.authority == "guided"
            && let Some(creation) = creation
        {
            self.drop_secret_of(&workspace, &creation).await;
        }
        self.after_change(&workspace.id).await
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
        self.after_change(&workspace.id).await
    }
}

/// Writes a rotation down and says which creation makes its new key.
pub(crate) fn start(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key: &KeyRow,
    overlap: Overlap,
) -> Result<String, Error> {
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
            creation_id: Some(creation.clone()),
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
    event.detail("overlap", name(overlap)).append(tx)?;
    Ok(creation)
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
