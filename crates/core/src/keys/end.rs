//! Ending a key, and proving that it is over.
//!
//! A key is `ending` from the moment the person asks. The service is told (or the person tells it,
//! in the guided way), and then asked with the key itself until it refuses. Only that refusal makes
//! the key `revoked`; whatever else happens, it stays `ending` and Latchkey looks again, after a
//! restart too.

use std::time::Duration;

use latchkey_store::Transaction;
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::places;
use latchkey_store::workspaces::{self, WorkspaceRow};

use super::check::{Finding, keep_death};
use super::create::owner_obstacle;
use super::{
    StoredState, change_key, choose_for_latchkey, is_last_working, key_row, workspace_row,
};
use crate::error::{Error, Invalid, NotNow};
use crate::history::{Kind, Scribe};
use crate::obstacle::Obstacle;
use crate::views::{KeyForm, KeysView, RevocationPreview, RevokeKeyForm};
use crate::{Core, Moment, rotation, wording};

impl Core {
    /// What ending a key would do.
    ///
    /// # Errors
    /// [`NotNow`] when it is ended already.
    pub async fn preview_revocation(&self, form: KeyForm) -> Result<RevocationPreview, Error> {
        self.store()
            .read(move |tx| {
                let key = key_row(tx, &form.key_id)?;
                refuse_ended(&key)?;
                let workspace = workspace_row(tx, &key.workspace_id)?;
                let all = keys::list(tx, &key.workspace_id)?;
                let last_working = is_last_working(&all, &key);
                let places: Vec<String> = places::list(tx, &key.id)?
                    .into_iter()
                    .map(|place| place.label)
                    .collect();
                Ok(RevocationPreview {
                    consequences: wording::consequences_of_revoking(
                        &key,
                        places.len(),
                        last_working,
                        rotation::is_running_for(tx, &key.id)?,
                    ),
                    key_id: key.id,
                    name: key.name,
                    places,
                    last_working,
                    guided: workspace.authority == "guided",
                })
            })
            .await
    }

    /// Ends a key: writes the wish down and lets the driver carry it out at once.
    ///
    /// # Errors
    /// [`Invalid::TypedName`], [`Error::LastWorkingKey`], or [`NotNow`] when it is ended already.
    pub async fn revoke_key(&self, form: RevokeKeyForm) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace = self
            .store()
            .write(move |tx| {
                let key = key_row(tx, &form.key_id)?;
                refuse_ended(&key)?;
                if form.typed_name.trim() != key.name {
                    return Err(Invalid::TypedName.into());
                }
                let all = keys::list(tx, &key.workspace_id)?;
                if is_last_working(&all, &key) && !form.even_if_last {
                    return Err(Error::LastWorkingKey);
                }
                let workspace = workspace_row(tx, &key.workspace_id)?;
                begin_ending(tx, &scribe, &workspace, &key.id)?;
                rotation::key_is_ended_by_person(tx, &scribe, &workspace, &key.id)?;
                Ok(workspace)
            })
            .await?;
        self.open_dashboard_if_guided(&workspace).await;
        self.after_change(&workspace.id).await
    }

    /// The window got the focus: somebody may come from the service's page, where they deleted a
    /// key. A look that was to wait is taken now.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn look_at_guided_endings(&self) -> Result<(), Error> {
        let now = self.now();
        let moved = self
            .store()
            .write(move |tx| {
                let mut moved = false;
                for workspace in workspaces::list(tx)? {
                    for mut key in keys::list(tx, &workspace.id)? {
                        if waits_for_person(&workspace, &key) && key.next_probe_at > Some(now) {
                            key.next_probe_at = Some(now);
                            keys::update(tx, &key)?;
                            moved = true;
                        }
                    }
                }
                Ok::<_, Error>(moved)
            })
            .await?;
        if moved {
            self.wake();
        }
        Ok(())
    }

    /// One step of ending a key: tell the service if it has not been told, then look whether it
    /// still accepts the key.
    pub(crate) async fn advance_ending(&self, key_id: &str) -> Result<(), Error> {
        let (workspace, key) = self.key(key_id).await?;
        if StoredState::of(&key) != StoredState::Ending {
            return Ok(());
        }
        if key.ending_accepted_at.is_none()
            && let Some(remote_id) = key.remote_id.clone()
            && workspace.authority == "automatic"
            && let Err(obstacle) = self
                .tell_service_to_end(&workspace, &key, &remote_id)
                .await?
        {
            return self
                .look_again_later(&workspace, key_id, Some(obstacle))
                .await;
        }
        match self.ask_with(&workspace, &key).await {
            Finding::Refused(refusal) => {
                let (scribe, place, id) = (self.scribe(), workspace.clone(), key.id);
                self.store()
                    .write(move |tx| keep_death(tx, &scribe, &place, &id, &refusal))
                    .await?;
                self.tell_keys(&workspace.id).await;
                Ok(())
            }
            Finding::Alive(alive) => {
                self.note_still_alive(key_id, alive.at).await?;
                self.look_again_later(&workspace, key_id, None).await
            }
            Finding::Unknown(obstacle) => {
                self.look_again_later(&workspace, key_id, Some(obstacle))
                    .await
            }
        }
    }

    async fn tell_service_to_end(
        &self,
        workspace: &WorkspaceRow,
        key: &KeyRow,
        remote_id: &str,
    ) -> Result<Result<(), Obstacle>, Error> {
        let access = match self.access(workspace).await {
            Ok(access) => access,
            Err(obstacle) => return Ok(Err(obstacle)),
        };
        let owner = match access.owner() {
            Ok(owner) => owner,
            Err(obstacle) => return Ok(Err(obstacle)),
        };
        // Ending twice is harmless, so a lost answer needs no look before the next try.
        let answer = owner.client.revoke_key(&owner.session, remote_id).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(_) => {
                let (scribe, workspace, id) = (self.scribe(), workspace.clone(), key.id.clone());
                self.store()
                    .write(move |tx| keep_accepted(tx, &scribe, &workspace, &id))
                    .await?;
                Ok(Ok(()))
            }
            Err(error) => Ok(Err(owner_obstacle(&error))),
        }
    }

    async fn note_still_alive(&self, key_id: &str, at: Moment) -> Result<(), Error> {
        let id = key_id.to_owned();
        self.store()
            .write(move |tx| change_key(tx, &id, |row| row.last_alive_at = Some(at)).map(|_| ()))
            .await
    }

    async fn look_again_later(
        &self,
        workspace: &WorkspaceRow,
        key_id: &str,
        obstacle: Option<Obstacle>,
    ) -> Result<(), Error> {
        let (now, id) = (self.now(), key_id.to_owned());
        self.store()
            .write(move |tx| {
                change_key(tx, &id, |row| {
                    row.probe_attempts = row.probe_attempts.saturating_add(1);
                    row.next_probe_at = Some(now + pause(row, now, obstacle.is_some()));
                    row.problem = obstacle.map(|obstacle| obstacle.kept());
                })
                .map(|_| ())
            })
            .await?;
        self.tell_keys(&workspace.id).await;
        Ok(())
    }
}

/// The person deletes the key on the service's page, and a look could show it.
fn waits_for_person(workspace: &WorkspaceRow, key: &KeyRow) -> bool {
    StoredState::of(key) == StoredState::Ending
        && (workspace.authority == "guided" || key.remote_id.is_none())
        && Obstacle::read(key.problem.as_deref()) != Some(Obstacle::CannotBeProven)
}

/// Marks a key as ending. The driver does the rest.
pub(crate) fn begin_ending(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key_id: &str,
) -> Result<(), Error> {
    let row = change_key(tx, key_id, |row| {
        row.state = StoredState::Ending.name().to_owned();
        row.ending_requested_at = Some(scribe.at);
        row.next_probe_at = Some(scribe.at);
        row.probe_attempts = 0;
        row.problem = None;
        row.used_by_latchkey = false;
    })?;
    choose_for_latchkey(tx, &workspace.id)?;
    scribe
        .event(Kind::KeyEndingAsked)
        .about(workspace)
        .key(&row)
        .append(tx)
}

fn keep_accepted(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    id: &str,
) -> Result<(), Error> {
    let row = change_key(tx, id, |row| {
        row.ending_accepted_at = Some(scribe.at);
        row.problem = None;
    })?;
    scribe
        .event(Kind::KeyEndingAccepted)
        .about(workspace)
        .key(&row)
        .append(tx)
}

fn refuse_ended(key: &KeyRow) -> Result<(), Error> {
    match StoredState::of(key) {
        StoredState::Revoked => Err(NotNow::KeyRevoked.into()),
        StoredState::Ending => Err(NotNow::KeyEnding.into()),
        StoredState::Unverified
        | StoredState::Active
        | StoredState::Suspected
        | StoredState::Missing => Ok(()),
    }
}

/// How long to wait before looking again. Once a second at first, so that the measured delay is
/// right to the second; a key may be asked with a hundred times a minute, and nothing else uses
/// this one any more. Later ever more rarely, and more rarely still while something is in the way.
fn pause(row: &KeyRow, now: Moment, hindered: bool) -> Duration {
    let since = row
        .ending_accepted_at
        .or(row.ending_requested_at)
        .unwrap_or(now);
    let age = (now - since).num_seconds();
    let seconds = match (age, hindered) {
        (..=9, false) if row.probe_attempts <= 4 => return Duration::from_millis(250),
        (..=90, false) => 1,
        (..=90, true) => 2,
        (..=600, _) => 5,
        (..=3600, _) => 30,
        _ => 300,
    };
    Duration::from_secs(seconds)
}
