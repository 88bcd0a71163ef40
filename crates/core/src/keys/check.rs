//! Does a key work? The service is asked with the key itself.
//!
//! Acceptance and refusal are findings and change what is known. Everything else is kept as "could
//! not be found out" and changes nothing.

use latchkey_api::codivupload::Alive;
use latchkey_api::{CallError, Refusal};
use latchkey_store::Transaction;
use latchkey_store::keys::KeyRow;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_vault::{SecretKey, VaultError};
use serde::{Deserialize, Serialize};

use super::{StoredState, change_key, choose_for_latchkey};
use crate::error::{Error, NotNow};
use crate::history::{Kind, Scribe};
use crate::obstacle::Obstacle;
use crate::service::credential;
use crate::views::{KeyForm, KeysView};
use crate::{Core, Moment};

/// What asking the service with a key brought to light.
pub(crate) enum Finding {
    /// The service accepted it.
    Alive(Alive),
    /// The service refused it: evidence.
    Refused(Refusal),
    /// Nobody can tell.
    Unknown(Obstacle),
}

/// The receipt of a key's death, kept beside the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Death {
    pub(crate) requested_at: Option<Moment>,
    pub(crate) last_alive_at: Option<Moment>,
    pub(crate) refused_at: Moment,
    pub(crate) status: u16,
}

impl Death {
    /// A death can only be written down from a refusal of this very key.
    fn proven(row: &KeyRow, refusal: &Refusal) -> Option<Death> {
        (row.fingerprint.as_deref() == Some(refusal.budget())).then(|| Death {
            requested_at: row.ending_requested_at,
            last_alive_at: row.last_alive_at,
            refused_at: refusal.at(),
            status: refusal.status(),
        })
    }

    pub(crate) fn read(kept: Option<&str>) -> Option<Death> {
        serde_json::from_str(kept?).ok()
    }

    /// Milliseconds between the wish and the refusal. A clock that was set back gives none less
    /// than zero.
    pub(crate) fn delay_ms(&self) -> Option<u64> {
        let delay = self.refused_at - self.requested_at?;
        Some(delay.num_milliseconds().max(0).unsigned_abs())
    }
}

impl Core {
    /// Checks a key now.
    ///
    /// # Errors
    /// [`NotNow`] for a revoked key, [`Error::SecretMissing`] when there is nothing to ask with.
    /// That the service could not be asked is a result.
    pub async fn check_key(&self, form: KeyForm) -> Result<KeysView, Error> {
        let (workspace, key) = self.key(&form.key_id).await?;
        if StoredState::of(&key) == StoredState::Revoked {
            return Err(NotNow::KeyRevoked.into());
        }
        let secret = self.read_secret(&workspace, &key.id).await;
        let finding = self.ask_service(&workspace, secret).await;
        self.keep_finding(&workspace, &key, &finding).await?;
        self.keys_view(&workspace.id).await
    }

    /// Asks by itself, and keeps what was found.
    pub(crate) async fn check(
        &self,
        workspace: &WorkspaceRow,
        key: &KeyRow,
    ) -> Result<Finding, Error> {
        let finding = self.ask_with(workspace, key).await;
        self.keep_finding(workspace, key, &finding).await?;
        Ok(finding)
    }

    /// Asks the service with the key, by itself; keeps nothing.
    pub(crate) async fn ask_with(&self, workspace: &WorkspaceRow, key: &KeyRow) -> Finding {
        let secret = self.read_secret_unasked(workspace, &key.id).await;
        self.ask_service(workspace, secret).await
    }

    async fn ask_service(
        &self,
        workspace: &WorkspaceRow,
        secret: Result<SecretKey, VaultError>,
    ) -> Finding {
        let secret = match secret {
            Ok(secret) => secret,
            Err(error) => return Finding::Unknown(Obstacle::from(&error)),
        };
        let opened = self
            .access(workspace)
            .await
            .and_then(|way| Ok((way, credential(&secret)?)));
        let (access, credential) = match opened {
            Ok(opened) => opened,
            Err(obstacle) => return Finding::Unknown(obstacle),
        };
        let answer = access.client.check_key(&credential).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(alive) => Finding::Alive(alive),
            Err(CallError::Refused(refusal)) => Finding::Refused(refusal),
            Err(error) => Finding::Unknown(Obstacle::from(&error)),
        }
    }

    pub(crate) async fn keep_finding(
        &self,
        workspace: &WorkspaceRow,
        key: &KeyRow,
        finding: &Finding,
    ) -> Result<(), Error> {
        let (scribe, workspace, id) = (self.scribe(), workspace.clone(), key.id.clone());
        let place = workspace.id.clone();
        match finding {
            Finding::Alive(_) => {
                self.store()
                    .write(move |tx| keep_alive(tx, &scribe, &workspace, &id))
                    .await
            }
            Finding::Refused(refusal) => {
                let refusal = refusal.clone();
                self.store()
                    .write(move |tx| keep_death(tx, &scribe, &workspace, &id, &refusal))
                    .await
            }
            Finding::Unknown(obstacle) => {
                let obstacle = obstacle.clone();
                self.store()
                    .write(move |tx| keep_unknown(tx, &scribe, &workspace, &id, &obstacle))
                    .await
            }
        }?;
        self.tell_keys(&place).await;
        Ok(())
    }
}

fn keep_alive(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    id: &str,
) -> Result<(), Error> {
    let living = crate::incident::state_of_living(tx, &workspace.id, id)?;
    let row = change_key(tx, id, |row| {
        mark_checked(row, scribe.at, "alive");
        row.last_alive_at = Some(scribe.at);
        if matches!(
            StoredState::of(row),
            StoredState::Unverified | StoredState::Missing
        ) {
            row.state = living.name().to_owned();
        }
    })?;
    choose_for_latchkey(tx, &workspace.id)?;
    scribe
        .event(Kind::KeyChecked)
        .about(workspace)
        .key(&row)
        .detail("found", "alive")
        .append(tx)
}

/// The only place that writes "revoked", and only with a refusal of the key in hand.
pub(crate) fn keep_death(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    id: &str,
    refusal: &Refusal,
) -> Result<(), Error> {
    let key = super::key_row(tx, id)?;
    let Some(death) = Death::proven(&key, refusal) else {
        return Ok(());
    };
    if StoredState::of(&key) == StoredState::Revoked {
        return crate::rotation::key_died(tx, scribe, workspace, id);
    }
    let row = change_key(tx, id, |row| {
        mark_checked(row, refusal.at(), "refused");
        row.state = StoredState::Revoked.name().to_owned();
        row.dead_at = Some(death.refused_at);
        row.death = serde_json::to_string(&death).ok();
        row.problem = None;
        row.next_probe_at = None;
        row.used_by_latchkey = false;
    })?;
    choose_for_latchkey(tx, &workspace.id)?;
    crate::rotation::key_died(tx, scribe, workspace, id)?;
    crate::incident::key_died(tx, scribe, workspace, &row, refusal.at())?;
    scribe
        .event(Kind::KeyRevoked)
        .about(workspace)
        .key(&row)
        .detail("refused_at", crate::clock::shown(death.refused_at))
        .detail("status", death.status)
        .detail("delay_ms", death.delay_ms())
        .append(tx)
}

fn keep_unknown(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    id: &str,
    obstacle: &Obstacle,
) -> Result<(), Error> {
    let found = obstacle.kept();
    let before = super::key_row(tx, id)?;
    let row = change_key(tx, id, |row| mark_checked(row, scribe.at, &found))?;
    if *obstacle == Obstacle::CannotBeProven && StoredState::of(&row).is_live() {
        return keep_missing(tx, scribe, workspace, id);
    }
    // What is tried again and again is told once.
    if before.last_check == Some(found) {
        return Ok(());
    }
    scribe
        .event(Kind::KeyChecked)
        .about(workspace)
        .key(&row)
        .result(false)
        .detail("found", "unknown")
        .append(tx)
}

/// The secret of a key is not in the keychain: nobody can use it from here.
pub(crate) fn keep_missing(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    id: &str,
) -> Result<(), Error> {
    if StoredState::of(&super::key_row(tx, id)?) == StoredState::Missing {
        return Ok(());
    }
    let row = change_key(tx, id, |row| {
        row.state = StoredState::Missing.name().to_owned();
        row.used_by_latchkey = false;
    })?;
    choose_for_latchkey(tx, &workspace.id)?;
    scribe
        .event(Kind::KeyMissing)
        .about(workspace)
        .key(&row)
        .append(tx)
}

fn mark_checked(row: &mut KeyRow, at: Moment, found: &str) {
    row.last_checked_at = Some(at);
    row.last_check = Some(found.to_owned());
}
