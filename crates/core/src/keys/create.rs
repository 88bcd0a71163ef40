//! A new key, from the wish to the keychain.
//!
//! The wish is written down before anything is asked for (`journal.rs`), with a reference that the
//! service keeps beside the key. Whenever an answer, or the app, is lost on the way, the next step
//! (`steps.rs`) is to look for that reference: a key that exists at the service while its secret is
//! nowhere is an orphan, and is ended before a new one is asked for. In the guided way the person
//! makes the key, and the wish waits for the clipboard.

mod journal;
mod steps;

pub(crate) use journal::{Stage, cancel, creation_of, insert, wanted};
pub(crate) use steps::owner_obstacle;

use latchkey_store::workspaces::WorkspaceRow;

use self::journal::{refuse_wanted_name, unfinished};
use super::{Wanted, refuse_taken_name, workspace_row};
use crate::Core;
use crate::error::{Error, NotNow};
use crate::views::{CreateKeyForm, CreationForm, KeysView};

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
        self.open_dashboard_if_guided(&workspace).await;
        self.after_change(&workspace.id).await
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
        let kept = self
            .finish_creation(&workspace, &creation, None, &secret, None)
            .await;
        if let Err(error) = kept {
            // It was called off while the service was asked: no row will ever name this secret.
            self.drop_secret_of(&workspace, &creation.id).await;
            return Err(error);
        }
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
        let (workspace, id) = self
            .store()
            .write(move |tx| {
                let row = unfinished(tx, &form.creation_id)?.ok_or(Error::NotFound)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                cancel(tx, &scribe, &workspace, row)?;
                Ok::<_, Error>((workspace, form.creation_id))
            })
            .await?;
        if workspace.authority == "guided" {
            self.drop_secret_of(&workspace, &id).await;
        }
        self.after_change(&workspace.id).await
    }

    /// A guided creation is over, and no key came of it. Its secret may have been stored in the
    /// moment before.
    pub(crate) async fn drop_secret_of(&self, workspace: &WorkspaceRow, creation_id: &str) {
        if let Err(error) = self.drop_secret(workspace, creation_id).await {
            tracing::warn!(%error, "a secret may have stayed in the keychain");
        }
    }
}
