//! The steps of a creation, each safe to take again after a crash.

use std::time::Duration;

use latchkey_api::owner::{CreatedKey, RemoteKey};
use latchkey_api::{CallError, Sent};
use latchkey_store::creations::{self, CreationRow};
use latchkey_store::keys;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_vault::{SecretKey, VaultError};

use super::journal::{Stage, fail, finish, reference, unfinished, wanted};
use crate::error::Error;
use crate::history::Kind;
use crate::keys::{NewKey, choose_for_latchkey, new_row, workspace_row};
use crate::obstacle::{Obstacle, VaultTrouble};
use crate::service::{Access, Owner};
use crate::{Core, Moment, incident, rotation};

impl Core {
    /// One step of a creation.
    pub(crate) async fn advance_creation(&self, id: &str) -> Result<(), Error> {
        let Some((workspace, creation)) = self.unfinished_creation(id).await? else {
            return Ok(());
        };
        if Stage::of(&creation) == Stage::AwaitingPaste {
            return Ok(());
        }
        let access = self.access(&workspace).await;
        let owner = match access.as_ref().map(Access::owner) {
            Ok(Ok(owner)) => owner,
            Ok(Err(obstacle)) => return self.creation_waits(&creation, obstacle).await,
            Err(obstacle) => return self.creation_waits(&creation, obstacle.clone()).await,
        };
        match Stage::of(&creation) {
            // A key that cannot be stored is not asked for.
            Stage::Wanted if self.is_left_alone(&workspace) => {
                let locked = Obstacle::Keychain(VaultTrouble::Locked);
                self.creation_waits(&creation, locked).await
            }
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
        let obstacle = owner_obstacle(error);
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
            Err(error) => return self.creation_waits(&creation, owner_obstacle(&error)).await,
        };
        let found = listed
            .into_iter()
            .find(|key| key.reference.as_deref() == Some(creation.reference.as_str()));
        let secret = self.read_secret_unasked(workspace, &creation.id).await;
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
    pub(super) async fn finish_creation(
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
                incident::make_way(tx, &creation)?;
                keys::insert(tx, &row)?;
                rotation::new_key_is_here(tx, &scribe, &creation, &row)?;
                incident::new_key_is_here(tx, &creation, &row)?;
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

    pub(super) async fn unfinished_creation(
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

/// What a refusal means on the owner's routes: it is the session that was refused, not a key.
pub(crate) fn owner_obstacle(error: &CallError) -> Obstacle {
    if error.is_positive_refusal() {
        return Obstacle::NoOwnerSession;
    }
    Obstacle::from(error)
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
