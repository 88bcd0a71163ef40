//! The keychain as the core sees it: is it there, is it ours, and which one holds a workspace's
//! keys.
//!
//! Without a keychain the demo workspace keeps its keys in memory. A real key is never kept there,
//! and never in a file.

mod replaced;

use latchkey_store::settings;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_vault::{EntryName, Fingerprint, KeychainState, SecretKey, Vault, VaultError};

use crate::error::Error;
use crate::obstacle::{Obstacle, VaultTrouble};
use crate::views::{AppView, KeychainView};
use crate::{Core, demo};

/// The fingerprint of the canary that was put into the keychain when it was first used.
const CANARY: &str = "keychain_canary";

impl Core {
    /// Sees how the keychain is, and compares the history with what it remembers.
    pub(crate) async fn meet_keychain(&self) -> Result<KeychainView, Error> {
        self.set_up_keychain().await?;
        self.check_history().await?;
        Ok(self.live().keychain.unwrap_or(KeychainView::Works))
    }

    /// Makes the keychain known: plants the canary at the first use, expects it ever after. Never
    /// waits for a person: the window must open in front of a locked keychain too.
    async fn set_up_keychain(&self) -> Result<(), Error> {
        let kept = self
            .store()
            .read(|tx| Ok::<_, Error>(settings::get(tx, CANARY)?))
            .await?;
        let canary = kept.and_then(|text| text.parse::<Fingerprint>().ok());
        if let Some(canary) = canary {
            self.vault().expect_canary(canary);
        }
        let state = self.look_at_keychain().await;
        if canary.is_none() && state == KeychainView::Works {
            self.plant_canary().await?;
        }
        Ok(())
    }

    /// Looks at the keychain again. The question waits for the person, so that a locked one brings up
    /// the system's own prompt.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unlock_keychain(&self) -> Result<AppView, Error> {
        self.wait_for_keychain().await;
        self.meet_keychain().await?;
        self.wake();
        self.tell_app().await;
        self.app_state().await
    }

    async fn plant_canary(&self) -> Result<(), Error> {
        if let Ok(canary) = self.vault().set_up_canary().await {
            self.vault().expect_canary(canary);
            let canary = canary.to_string();
            self.store()
                .write(move |tx| Ok::<_, Error>(settings::set(tx, CANARY, &canary)?))
                .await?;
        }
        Ok(())
    }

    async fn look_at_keychain(&self) -> KeychainView {
        let state = match self.vault().state().await {
            KeychainState::Works => KeychainView::Works,
            KeychainState::Locked => KeychainView::Locked,
            KeychainState::Absent => KeychainView::Absent,
            KeychainState::Replaced => KeychainView::Replaced,
        };
        self.live().keychain_is(state);
        state
    }

    /// Every use of the keychain tells how it is: a lock that falls while the app runs is shown, and
    /// one that opens lets the history be compared with what the keychain remembers.
    async fn note_keychain<T>(&self, workspace: &WorkspaceRow, answer: &Result<T, VaultError>) {
        if workspace.kind == demo::IN_MEMORY {
            return;
        }
        let Some(state) = keychain_after(answer) else {
            return;
        };
        let before = self.live().keychain_is(state);
        if before == Some(state) {
            return;
        }
        if state == KeychainView::Works {
            if let Err(error) = self.check_history().await {
                tracing::error!(%error, "the history could not be checked");
            }
            self.wake();
        }
        self.tell_app().await;
    }

    /// The keychain of the operating system.
    pub(crate) fn vault(&self) -> &Vault {
        &self.0.parts.vault
    }

    /// Where the keys of a workspace are.
    pub(crate) fn vault_of(&self, workspace: &WorkspaceRow) -> &Vault {
        if workspace.kind == demo::IN_MEMORY {
            &self.0.memory
        } else {
            self.vault()
        }
    }

    /// A real key may only go into a keychain that works.
    pub(crate) fn refuse_without_keychain(&self) -> Result<(), Error> {
        let trouble = match self.live().keychain {
            Some(KeychainView::Works) | None => return Ok(()),
            Some(KeychainView::Locked) => VaultTrouble::Locked,
            Some(KeychainView::Absent) => VaultTrouble::Absent,
            Some(KeychainView::Replaced) => VaultTrouble::Replaced,
        };
        Err(Obstacle::Keychain(trouble).into())
    }

    /// The secret for what a person just asked for. They may be asked to unlock the keychain.
    pub(crate) async fn read_secret(
        &self,
        workspace: &WorkspaceRow,
        key_id: &str,
    ) -> Result<SecretKey, VaultError> {
        let answer = self.vault_of(workspace).read(&entry(key_id)?).await;
        self.note_keychain(workspace, &answer).await;
        answer
    }

    /// The secret for what goes on by itself.
    pub(crate) async fn read_secret_unasked(
        &self,
        workspace: &WorkspaceRow,
        key_id: &str,
    ) -> Result<SecretKey, VaultError> {
        if self.is_left_alone(workspace) {
            return Err(VaultError::Locked);
        }
        self.read_secret(workspace, key_id).await
    }

    /// A keychain known to be locked is left alone by what goes on by itself until the person turns
    /// to it: any question would bring up a prompt that nobody asked for.
    pub(crate) fn is_left_alone(&self, workspace: &WorkspaceRow) -> bool {
        workspace.kind != demo::IN_MEMORY && self.live().keychain == Some(KeychainView::Locked)
    }

    pub(crate) async fn keep_secret(
        &self,
        workspace: &WorkspaceRow,
        key_id: &str,
        secret: &SecretKey,
    ) -> Result<(), VaultError> {
        let answer = self
            .vault_of(workspace)
            .write(&entry(key_id)?, secret)
            .await;
        self.note_keychain(workspace, &answer).await;
        answer
    }

    pub(crate) async fn drop_secret(
        &self,
        workspace: &WorkspaceRow,
        key_id: &str,
    ) -> Result<(), VaultError> {
        let answer = self.vault_of(workspace).delete(&entry(key_id)?).await;
        self.note_keychain(workspace, &answer).await;
        answer
    }
}

/// What an answer of the keychain says of it; nothing when it only failed.
pub(crate) fn keychain_after<T>(answer: &Result<T, VaultError>) -> Option<KeychainView> {
    match answer.as_ref().err().and_then(VaultTrouble::of) {
        None => Some(KeychainView::Works),
        Some(VaultTrouble::Locked) => Some(KeychainView::Locked),
        Some(VaultTrouble::Absent) => Some(KeychainView::Absent),
        Some(VaultTrouble::Replaced) => Some(KeychainView::Replaced),
        Some(VaultTrouble::Broken) => None,
    }
}

/// A key's entry is named by Latchkey's id of the key, which holds nothing secret.
fn entry(key_id: &str) -> Result<EntryName, VaultError> {
    EntryName::new(key_id).map_err(|_| VaultError::Broken)
}
