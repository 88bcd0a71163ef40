//! Going on with another keychain than the one Latchkey's keys were put in, at the person's word.
//!
//! Nothing is ended and nothing is assumed: each key is looked for in the new keychain, and only one
//! that is truly not there is marked as missing.

use latchkey_store::keys::{self, KeyRow};
use latchkey_store::settings;
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_vault::VaultError;

use super::CANARY;
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::keys::{Finding, StoredState};
use crate::obstacle::Obstacle;
use crate::views::{AppView, KeychainView};
use crate::{Core, demo};

impl Core {
    /// Takes the keychain there is for the one to use.
    ///
    /// # Errors
    /// [`NotNow::KeychainIsKnown`] when it is the one that is used already; an obstacle when there
    /// is none or it is locked.
    pub async fn use_this_keychain(&self) -> Result<AppView, Error> {
        if self.look_at_keychain().await != KeychainView::Replaced {
            self.refuse_without_keychain()?;
            return Err(NotNow::KeychainIsKnown.into());
        }
        let canary = self.vault().set_up_canary().await?.to_string();
        let scribe = self.scribe();
        self.store()
            .write(move |tx| {
                settings::set(tx, CANARY, &canary)?;
                scribe.event(Kind::KeychainAccepted).append(tx)
            })
            .await?;
        self.meet_keychain().await?;
        for (workspace, key) in self.keys_in_keychain().await? {
            if self.read_secret(&workspace, &key.id).await.err() == Some(VaultError::Missing) {
                let lost = Finding::Unknown(Obstacle::CannotBeProven);
                self.keep_finding(&workspace, &key, &lost).await?;
            }
        }
        self.wake();
        self.tell_history().await;
        self.tell_app().await;
        self.app_state().await
    }

    /// The keys whose secrets should be there.
    async fn keys_in_keychain(&self) -> Result<Vec<(WorkspaceRow, KeyRow)>, Error> {
        self.store()
            .read(|tx| {
                let mut all = Vec::new();
                for workspace in workspaces::list(tx)? {
                    if workspace.kind == demo::IN_MEMORY {
                        continue;
                    }
                    for key in keys::list(tx, &workspace.id)? {
                        let state = StoredState::of(&key);
                        if state.is_live() && state != StoredState::Missing {
                            all.push((workspace.clone(), key));
                        }
                    }
                }
                Ok(all)
            })
            .await
    }
}
