//! A new key, from the wish to the keychain.
//!
//! The wish is written down before anything is asked for, with a reference that the service keeps
//! beside the key. Whenever an answer, or the app, is lost on the way, the next step is to look for
//! that reference: a key that exists at the service while its secret is nowhere is an orphan, and
//! is ended before a new one is asked for. In the guided way the person makes the key, and the wish
//! waits for the clipboard.

use std::time::Duration;

use latchkey_api::owner::{CreatedKey, RemoteKey};
use latchkey_api::{CallError, Sent};
use latchkey_store::Transaction;
use latchkey_store::creations::{self, CreationRow};
use latchkey_store::keys;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_vault::{SecretKey, VaultError};

use super::take_in::NewKey;
use super::{Wanted, choose_for_latchkey, new_row, refuse_taken_name, workspace_row};
use crate::error::{Error, NotNow};
use crate::history::{Kind, Scribe};
use crate::obstacle::Obstacle;
use crate::service::Owner;
use crate::views::{CreateKeyForm, CreationForm, KeysView};
use crate::{Core, Moment, new_id, rotation};

/// How far a creation is, as the database keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Written down; nothing was asked for with the present reference.
    Wanted,
    /// The service was asked. Until the answer is safe, a key may exist.
    Asked,
    /// The key is here and goes into the keychain.
    Storing,
    /// The person makes the key on the service's page.
    AwaitingPaste,
    /// Called off; a key that may exist is looked for first.
    Cancelling,
}

impl Stage {
    const NAMES: [(Stage, &str); 5] = [
        (Stage::Wanted, "wanted"),
        (Stage::Asked, "asked"),
        (Stage::Storing, "storing"),
        (Stage::AwaitingPaste, "awaiting_paste"),
        (Stage::Cancelling, "cancelling"),
    ];

    pub(crate) fn of(row: &CreationRow) -> Stage {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == row.stage)
            // Looking first is right whatever an unknown word means.
            .map_or(Stage::Asked, |(stage, _)| *stage)
    }

    fn name(self) -> String {
        let named = Self::NAMES.iter().find(|(stage, _)| *stage == self);
        named.map_or("asked", |(_, name)| name).to_owned()
    }
}

impl Core {
    /// Writes down the wish for a key. In a guided workspace the service's page is opened.
    ///
    /// # Errors
    /// [`crate::Invalid`] for a bad or taken name.
    pub async fn create_key(&self, form: CreateKeyForm) -> Result<KeysView, Error> {
        let wanted = Wanted::parse(
            &form.name,
            form.environment,
            &form.purpose,
            form.rotation_days,
        )?;
        let workspace = self.workspace(&form.workspace_id).await?;
        if workspace.kind == "codivupload" {
            self.refuse_without_keychain()?;
        }
        let (scribe, place) = (self.scribe(), workspace.clone());
        self.store()
            .write(move |tx| {
                refuse_taken_name(tx, &place.id, &wanted.name, None)?;
                refuse_wanted_name(tx, &place.id, &wanted.name)?;
                insert(tx, &scribe, &place, &wanted, None).map(|_| ())
            })
            .await?;
        self.wake();
        self.open_dashboard_if_guided(&workspace).await;
        self.tell_keys(&workspace.id).await;
        self.keys_view(&workspace.id).await
    }

    /// Takes the key the person just made from the clipboard, checks it, stores it, and empties
    /// the clipboard.
    ///
    /// # Errors
    /// As for [`Core::import_key`]; the creation goes on waiting then.
    pub async fn take_key_from_clipboard(&self, form: CreationForm) -> Result<KeysView, Error> {
        let (workspace, creation) = self
            .unfinished_creation(&form.creation_id)
            .await?
            .ok_or(Error::NotFound)?;
        if Stage::of(&creation) != Stage::AwaitingPaste {
            return Err(NotNow::CreationMovedOn.into());
        }
        let secret = self.key_on_clipboard(&workspace.id).await?;
        self.accepted_by_service(&workspace, &secret).await?;
        self.keep_secret(&workspace, &creation.id, &secret).await?;
        self.finish_creation(&workspace, &creation, None, &secret, None)
            .await?;
        self.empty_clipboard_of(&secret);
        self.wake();
        self.keys_view(&workspace.id).await
    }

    /// Calls a creation off. A key that may exist already is looked for and ended first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is over already.
    pub async fn cancel_creation(&self, form: CreationForm) -> Result<KeysView, Error> {
        let scribe = self.scribe();
        let workspace = self
            .store()
            .write(move |tx| {
                let row = unfinished(tx, &form.creation_id)?.ok_or(Error::NotFound)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                cancel(tx, &scribe, &workspace, row)?;
                Ok::<_, Error>(workspace)
            })
            .await?;
        self.wake();
        self.tell_keys(&workspace.id).await;
        self.keys_view(&workspace.id).await
    }

    /// One step of a creation.
    pub(crate) async fn advance_creation(&self, id: &str) -> Result<(), Error> {
        let Some((workspace, creation)) = self.unfinished_creation(id).await? else {
            return Ok(());
        };
        if Stage::of(&creation) == Stage::AwaitingPaste {
            return Ok(());
        }
        let access = self.access(&workspace).await;
        let owner = match access.as_ref().map(crate::service::Access::owner) {
            Ok(Ok(owner)) => owner,
            Ok(Err(obstacle)) => return self.creation_waits(&creation, obstacle).await,
            Err(obstacle) => return self.creation_waits(&creation, obstacle.clone()).await,
        };
        match Stage::of(&creation) {
            Stage::Wanted => self.ask_for_key(&workspace, creation, owner).await,
            Stage::Asked | Stage::Storing | Stage::Cancelling => {
                self.look_for_key(&workspace, creation, owner).await
            }
            Stage::AwaitingPaste => Ok(()),
        }
    }

    /// Asks the service for the key. That it is being asked is on disk before the request leaves.
    async fn ask_for_key(
        &self,
        workspace: &WorkspaceRow,
        creation: CreationRow,
        owner: &Owner,
    ) -> Result<(), Error> {
        let creation = self.move_creation(creation, Stage::Asked, None).await?;
        let name = wanted(&creation).name;
        let answer = owner
            .client
            .create_key(&owner.session, &name, &creation.reference)
            .await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(created) => self.store_created(workspace, creation, created).await,
            Err(error) => self.not_created(workspace, creation, &error).await,
        }
    }

    async fn store_created(
        &self,
        workspace: &WorkspaceRow,
        mut creation: CreationRow,
        created: CreatedKey,
    ) -> Result<(), Error> {
        let secret = SecretKey::from(created.secret);
        creation.remote_id = Some(created.id.clone());
        let creation = self.move_creation(creation, Stage::Storing, None).await?;
        match self.keep_secret(workspace, &creation.id, &secret).await {
            Ok(()) => {
                let remote_id = Some(created.id);
                self.finish_creation(workspace, &creation, remote_id, &secret, created.created_at)
                    .await
            }
            // The secret lives in this function only. The next step looks whether the keychain
            // took it after all, and ends the key at the service if not.
            Err(error) => self.creation_waits(&creation, Obstacle::from(&error)).await,
        }
    }

    async fn not_created(
        &self,
        workspace: &WorkspaceRow,
        creation: CreationRow,
        error: &CallError,
    ) -> Result<(), Error> {
        let never_left = matches!(error, CallError::Unreachable { sent: Sent::No, .. });
        let later = never_left || matches!(error, CallError::RateLimited { .. });
        let obstacle = match error {
            CallError::Refused(_) => Obstacle::NoOwnerSession,
            other => Obstacle::from(other),
        };
        if later {
            let creation = self.move_creation(creation, Stage::Wanted, None).await?;
            return self.creation_waits(&creation, obstacle).await;
        }
        if error.outcome_is_unknown()
            || matches!(error, CallError::Conflict | CallError::Refused(_))
        {
            return self.creation_waits(&creation, obstacle).await;
        }
        let (scribe, place) = (self.scribe(), workspace.clone());
        self.store()
            .write(move |tx| fail(tx, &scribe, &place, creation, &obstacle))
            .await?;
        self.tell_keys(&workspace.id).await;
        Ok(())
    }

    /// Looks at the service for keys of this creation, and at the keychain for their secret.
    async fn look_for_key(
        &self,
        workspace: &WorkspaceRow,
        creation: CreationRow,
        owner: &Owner,
    ) -> Result<(), Error> {
        let answer = owner.client.list_keys(&owner.session).await;
        self.note_contact(&workspace.id, &answer);
        let listed = match answer {
            Ok(listed) => listed,
            Err(error) => return self.creation_waits(&creation, Obstacle::from(&error)).await,
        };
        let found = listed
            .into_iter()
            .find(|key| key.reference.as_deref() == Some(creation.reference.as_str()));
        let secret = self.read_secret(workspace, &creation.id).await;
        match (found, secret) {
            (Some(remote), Ok(secret)) if Stage::of(&creation) != Stage::Cancelling => {
                let created_at = remote.created_at;
                self.finish_creation(workspace, &creation, Some(remote.id), &secret, created_at)
                    .await
            }
            (_, Err(error)) if error != VaultError::Missing => {
                // It may be there, behind a locked door: ending it now could end a good key.
                self.creation_waits(&creation, Obstacle::from(&error)).await
            }
            (Some(orphan), _) => self.end_orphan(workspace, creation, owner, &orphan).await,
            (None, _) => self.nothing_there(workspace, creation).await,
        }
    }

    async fn end_orphan(
        &self,
        workspace: &WorkspaceRow,
        creation: CreationRow,
        owner: &Owner,
        orphan: &RemoteKey,
    ) -> Result<(), Error> {
        let answer = owner.client.revoke_key(&owner.session, &orphan.id).await;
        self.note_contact(&workspace.id, &answer);
        if let Err(error) = answer {
            return self.creation_waits(&creation, Obstacle::from(&error)).await;
        }
        let (scribe, place, id) = (self.scribe(), workspace.clone(), creation.id.clone());
        let (name, remote_id) = (wanted(&creation).name, orphan.id.clone());
        self.store()
            .write(move |tx| {
                let event = scribe.event(Kind::KeyOrphanEnded).about(&place);
                event
                    .key_to_be(&id, &name)
                    .detail("remote_id", remote_id)
                    .append(tx)
            })
            .await?;
        self.nothing_there(workspace, creation).await
    }

    /// Nothing of this creation exists at the service: ask with a fresh reference, or be done if
    /// it was called off. The old reference stays recognisable by its beginning, so that a request
    /// that arrives after all is found by `refresh.rs`.
    async fn nothing_there(
        &self,
        workspace: &WorkspaceRow,
        mut creation: CreationRow,
    ) -> Result<(), Error> {
        if let Err(error) = self.drop_secret(workspace, &creation.id).await {
            return self.creation_waits(&creation, Obstacle::from(&error)).await;
        }
        if Stage::of(&creation) == Stage::Cancelling {
            let (scribe, place) = (self.scribe(), workspace.clone());
            self.store()
                .write(move |tx| {
                    let event = scribe.event(Kind::KeyCreationCancelled).about(&place);
                    event
                        .key_to_be(&creation.id, &wanted(&creation).name)
                        .append(tx)?;
                    finish(tx, &scribe, creation, "cancelled")
                })
                .await?;
        } else {
            creation.attempts = creation.attempts.saturating_add(1);
            creation.reference = reference(&creation.id, creation.attempts);
            creation.remote_id = None;
            creation.next_try_at = None;
            self.move_creation(creation, Stage::Wanted, None).await?;
        }
        self.tell_keys(&workspace.id).await;
        Ok(())
    }

    /// The key is in the keychain: now it becomes a row, and takes its place in a rotation.
    async fn finish_creation(
        &self,
        workspace: &WorkspaceRow,
        creation: &CreationRow,
        remote_id: Option<String>,
        secret: &SecretKey,
        created_at: Option<Moment>,
    ) -> Result<(), Error> {
        let new = NewKey {
            id: creation.id.clone(),
            remote_id,
            wanted: wanted(creation),
            created_at,
            kind: Kind::KeyCreated,
        };
        let (fingerprint, hint) = (secret.fingerprint().to_string(), secret.hint().to_string());
        let creation_id = creation.id.clone();
        let (scribe, place, creation) = (self.scribe(), workspace.clone(), creation.clone());
        self.store()
            .write(move |tx| {
                // Called off in the meantime: the next step looks, and ends it.
                let now = unfinished(tx, &creation.id)?.ok_or(Error::NotFound)?;
                if Stage::of(&now) == Stage::Cancelling {
                    return Ok(());
                }
                let mut row = new_row(&new.id, &place.id, &new.wanted, scribe.at);
                row.created_at_by = if new.created_at.is_some() {
                    "service"
                } else {
                    "latchkey"
                }
                .to_owned();
                row.created_at = Some(new.created_at.unwrap_or(scribe.at));
                row.remote_id = new.remote_id;
                row.fingerprint = Some(fingerprint);
                row.hint = Some(hint);
                rotation::make_way(tx, &creation)?;
                keys::insert(tx, &row)?;
                rotation::new_key_is_here(tx, &scribe, &creation, &row)?;
                choose_for_latchkey(tx, &place.id)?;
                scribe.event(new.kind).about(&place).key(&row).append(tx)?;
                finish(tx, &scribe, creation, "done")
            })
            .await?;
        self.live().sightings.remove(&creation_id);
        self.tell_keys(&workspace.id).await;
        self.wake();
        Ok(())
    }

    async fn move_creation(
        &self,
        mut row: CreationRow,
        stage: Stage,
        obstacle: Option<&Obstacle>,
    ) -> Result<CreationRow, Error> {
        row.stage = stage.name();
        row.problem = obstacle.map(Obstacle::kept);
        self.store()
            .write(move |tx| {
                // Calling off can overtake a slow answer; it must not be forgotten.
                let now = unfinished(tx, &row.id)?.ok_or(Error::NotFound)?;
                if Stage::of(&now) == Stage::Cancelling {
                    row.stage = Stage::Cancelling.name();
                }
                creations::update(tx, &row)?;
                Ok(row)
            })
            .await
    }

    async fn creation_waits(&self, row: &CreationRow, obstacle: Obstacle) -> Result<(), Error> {
        let mut row = row.clone();
        let now = self.now();
        row.next_try_at = Some(now + pause(now - row.started_at));
        let stage = Stage::of(&row);
        let workspace_id = row.workspace_id.clone();
        self.move_creation(row, stage, Some(&obstacle)).await?;
        self.tell_keys(&workspace_id).await;
        Ok(())
    }

    async fn unfinished_creation(
        &self,
        id: &str,
    ) -> Result<Option<(WorkspaceRow, CreationRow)>, Error> {
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                let Some(row) = unfinished(tx, &id)? else {
                    return Ok(None);
                };
                Ok(Some((workspace_row(tx, &row.workspace_id)?, row)))
            })
            .await
    }
}

/// Writes down a wish, alone or as the first step of a rotation.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    wanted: &Wanted,
    rotation_id: Option<String>,
) -> Result<String, Error> {
    let id = new_id();
    let guided = workspace.authority == "guided";
    let stage = if guided {
        Stage::AwaitingPaste
    } else {
        Stage::Wanted
    };
    creations::insert(
        tx,
        &CreationRow {
            id: id.clone(),
            workspace_id: workspace.id.clone(),
            wanted: serde_json::to_string(wanted).unwrap_or_default(),
            reference: reference(&id, 0),
            authority: workspace.authority.clone(),
            stage: stage.name(),
            rotation_id,
            key_id: None,
            remote_id: None,
            problem: None,
            attempts: 0,
            next_try_at: None,
            started_at: scribe.at,
            finished_at: None,
            outcome: None,
        },
    )?;
    scribe
        .event(Kind::KeyCreationAsked)
        .about(workspace)
        .key_to_be(&id, &wanted.name)
        .append(tx)?;
    Ok(id)
}

/// Calls a creation off: at once when no key can exist, else by way of looking for it.
pub(crate) fn cancel(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    mut row: CreationRow,
) -> Result<(), Error> {
    rotation::creation_is_cancelled(tx, scribe, workspace, &row)?;
    match Stage::of(&row) {
        Stage::Wanted | Stage::AwaitingPaste => {
            let event = scribe.event(Kind::KeyCreationCancelled).about(workspace);
            event.key_to_be(&row.id, &wanted(&row).name).append(tx)?;
            finish(tx, scribe, row, "cancelled")
        }
        Stage::Asked | Stage::Storing | Stage::Cancelling => {
            row.stage = Stage::Cancelling.name();
            row.next_try_at = None;
            Ok(creations::update(tx, &row)?)
        }
    }
}

/// The creation a key's reference at the service belongs to.
pub(crate) fn creation_of(reference: &str) -> Option<&str> {
    reference.split_once('.').map(|(id, _)| id)
}

pub(crate) fn wanted(row: &CreationRow) -> Wanted {
    serde_json::from_str(&row.wanted).unwrap_or_else(|_| Wanted {
        name: String::new(),
        environment: crate::views::Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    })
}

fn reference(id: &str, attempt: u32) -> String {
    format!("{id}.{attempt}")
}

fn fail(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    mut row: CreationRow,
    obstacle: &Obstacle,
) -> Result<(), Error> {
    scribe
        .event(Kind::KeyCreationFailed)
        .about(workspace)
        .key_to_be(&row.id, &wanted(&row).name)
        .result(false)
        .append(tx)?;
    rotation::creation_is_cancelled(tx, scribe, workspace, &row)?;
    row.problem = Some(obstacle.kept());
    finish(tx, scribe, row, "failed")
}

fn finish(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    mut row: CreationRow,
    outcome: &str,
) -> Result<(), Error> {
    row.finished_at = Some(scribe.at);
    row.outcome = Some(outcome.to_owned());
    if outcome == "done" {
        row.key_id = Some(row.id.clone());
    }
    Ok(creations::update(tx, &row)?)
}

fn unfinished(tx: &Transaction<'_>, id: &str) -> Result<Option<CreationRow>, Error> {
    Ok(creations::get(tx, id)?.filter(|row| row.finished_at.is_none()))
}

fn refuse_wanted_name(tx: &Transaction<'_>, workspace_id: &str, name: &str) -> Result<(), Error> {
    let taken = creations::unfinished(tx)?.iter().any(|row| {
        row.workspace_id == workspace_id
            && row.rotation_id.is_none()
            && wanted(row).name.to_lowercase() == name.to_lowercase()
    });
    if taken {
        Err(crate::Invalid::NameTaken(name.to_owned()).into())
    } else {
        Ok(())
    }
}

/// How long to wait before the next try, by how long it has been going on.
fn pause(age: chrono::TimeDelta) -> Duration {
    Duration::from_secs(match age.num_seconds() {
        ..=9 => 1,
        10..=59 => 3,
        60..=599 => 15,
        _ => 60,
    })
}
