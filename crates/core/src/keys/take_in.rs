//! Taking in a key that exists already: copied by the person, or one the demo begins with.
//!
//! A key is taken only after the service accepted it. Its secret is in the keychain before its row
//! is in the database, so a row always has its secret.

use latchkey_api::{CallError, codivupload::Alive};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{StoreError, Transaction, workspaces};
use latchkey_vault::SecretKey;

use super::{
    StoredState, Wanted, change_key, choose_for_latchkey, environment_name, name_taken, new_row,
    refuse_name_of,
};
use crate::error::Error;
use crate::history::Kind;
use crate::obstacle::Obstacle;
use crate::paste::WrongPaste;
use crate::service::credential;
use crate::views::{ImportKeyForm, KeysView};
use crate::{Core, Moment, new_id};

/// A key about to be taken in.
pub(crate) struct NewKey {
    pub(crate) id: String,
    pub(crate) remote_id: Option<String>,
    pub(crate) wanted: Wanted,
    pub(crate) created_at: Option<Moment>,
    /// The event it makes.
    pub(crate) kind: Kind,
}

impl Core {
    /// Takes the key on the clipboard into a workspace, and empties the clipboard.
    ///
    /// # Errors
    /// [`Error::Paste`] when the clipboard holds something else, a known key, or one the service
    /// refuses; nothing is changed then.
    pub async fn import_key(&self, form: ImportKeyForm) -> Result<KeysView, Error> {
        let wanted = Wanted::parse(
            &form.name,
            form.environment,
            &form.purpose,
            form.rotation_days,
        )?;
        let workspace = self.workspace(&form.workspace_id).await?;
        let secret = self.key_on_clipboard(&workspace.id).await?;
        let new = NewKey {
            id: new_id(),
            remote_id: None,
            wanted,
            created_at: None,
            kind: Kind::KeyImported,
        };
        self.take_in(&workspace, new, &secret).await?;
        self.empty_clipboard_of(&secret);
        self.keys_view(&form.workspace_id).await
    }

    /// Takes in a key whose secret is at hand.
    pub(crate) async fn take_in(
        &self,
        workspace: &WorkspaceRow,
        mut new: NewKey,
        secret: &SecretKey,
    ) -> Result<(), Error> {
        if workspace.kind == "codivupload" {
            self.refuse_without_keychain()?;
        }
        let known_as = self.known_as(workspace, &new, secret).await?;
        // A key whose secret had been lost gets it back under the id it has.
        let returns = known_as.is_some();
        new.id = known_as.unwrap_or(new.id);
        let alive = self.accepted_by_service(workspace, secret).await?;
        self.keep_secret(workspace, &new.id, secret).await?;
        self.keep_row(workspace, new, secret, alive, returns)
            .await?;
        self.tell_keys(&workspace.id).await;
        self.wake();
        Ok(())
    }

    /// The id of a key that is on the list without its secret, if this is that key.
    async fn known_as(
        &self,
        workspace: &WorkspaceRow,
        new: &NewKey,
        secret: &SecretKey,
    ) -> Result<Option<String>, Error> {
        let (name, place) = (new.wanted.name.clone(), workspace.id.clone());
        let (fingerprint, hint) = (secret.fingerprint().to_string(), secret.hint().to_string());
        let remote_id = new.remote_id.clone();
        self.store()
            .read(move |tx| {
                let known = match (keys::find_by_fingerprint(tx, &fingerprint)?, remote_id) {
                    (Some(known), _) => Some(known),
                    (None, Some(remote_id)) => keys::find_by_remote(tx, &place, &remote_id)?,
                    (None, None) => never_seen(tx, &place, &hint)?,
                };
                refuse_name_of(tx, &place, &name, known.as_ref())?;
                Ok(known.map(|row| row.id))
            })
            .await
    }

    /// Asks the service whether it accepts a key, and whether it is a key of this workspace.
    pub(crate) async fn accepted_by_service(
        &self,
        workspace: &WorkspaceRow,
        secret: &SecretKey,
    ) -> Result<Alive, Error> {
        let access = self.access(workspace).await?;
        let answer = access.client.check_key(&credential(secret)?).await;
        self.note_contact(&workspace.id, &answer);
        let alive = answer.map_err(|error| not_accepted(&error))?;
        match (&workspace.remote_id, &alive.workspace_id) {
            (Some(ours), Some(its)) if ours != its => {
                Err(Error::Paste(WrongPaste::OfAStrangeWorkspace))
            }
            _ => Ok(alive),
        }
    }

    async fn keep_row(
        &self,
        workspace: &WorkspaceRow,
        new: NewKey,
        secret: &SecretKey,
        alive: Alive,
        returns: bool,
    ) -> Result<(), Error> {
        let (scribe, workspace) = (self.scribe(), workspace.clone());
        let (fingerprint, hint) = (secret.fingerprint().to_string(), secret.hint().to_string());
        let name = new.wanted.name.clone();
        self.store()
            .write(move |tx| {
                if let (None, Some(remote)) = (&workspace.remote_id, &alive.workspace_id) {
                    workspaces::set_remote_id(tx, &workspace.id, remote)?;
                }
                if !returns {
                    let mut row = new_row(&new.id, &workspace.id, &new.wanted, scribe.at);
                    row.remote_id = new.remote_id;
                    row.created_at = new.created_at;
                    keys::insert(tx, &row)?;
                }
                let living = crate::incident::state_of_living(tx, &workspace.id, &new.id)?;
                let row = change_key(tx, &new.id, |row| {
                    row.name = new.wanted.name.clone();
                    row.environment = environment_name(new.wanted.environment).to_owned();
                    row.purpose = new.wanted.purpose;
                    row.rotation_days = new.wanted.rotation_days;
                    row.fingerprint = Some(fingerprint);
                    row.hint = Some(hint);
                    row.hidden_at = None;
                    if StoredState::of(row) == StoredState::Ending {
                        // With its secret back, its end can be proven.
                        row.problem = None;
                        row.next_probe_at = Some(scribe.at);
                    } else {
                        row.state = living.name().to_owned();
                    }
                    row.last_alive_at = Some(scribe.at);
                    row.last_checked_at = Some(scribe.at);
                    row.last_check = Some("alive".to_owned());
                })?;
                choose_for_latchkey(tx, &workspace.id)?;
                scribe
                    .event(new.kind)
                    .about(&workspace)
                    .key(&row)
                    .append(tx)
            })
            .await
            .map_err(|error| name_taken(error, &name))
    }
}

/// The key the service listed that fits this hint, if it is the only one. Its secret was never
/// here, so the hint is all there is to know it by.
fn never_seen(
    tx: &Transaction<'_>,
    workspace_id: &str,
    hint: &str,
) -> Result<Option<KeyRow>, StoreError> {
    let mut fitting = keys::list(tx, workspace_id)?.into_iter().filter(|row| {
        StoredState::of(row) == StoredState::Missing
            && row.fingerprint.is_none()
            && row.hint.as_deref() == Some(hint)
    });
    Ok(fitting.next().filter(|_| fitting.next().is_none()))
}

/// Why a pasted key was not accepted: a refusal is about the key, all else is in the way.
pub(crate) fn not_accepted(error: &CallError) -> Error {
    if error.is_positive_refusal() {
        return Error::Paste(WrongPaste::RefusedByService);
    }
    Error::Obstacle(Obstacle::from(error))
}
