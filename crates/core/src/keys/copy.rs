//! A key onto the clipboard, and off it again.
//!
//! The clipboard is emptied after the time the person chose, and when the app quits, but only if
//! it still holds the key: whatever they copied since is theirs.

use std::time::Duration;

use latchkey_vault::{Fingerprint, SecretKey};

use super::StoredState;
use crate::Core;
use crate::clock::shown;
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::tell::OnClipboard;
use crate::views::{ClipboardView, KeyForm};

impl Core {
    /// Copies a key. It leaves the clipboard by itself.
    ///
    /// # Errors
    /// [`Error::SecretMissing`], an obstacle of the keychain, [`Error::Desktop`], or [`NotNow`]
    /// for a revoked key: nobody needs one.
    pub async fn copy_key(&self, form: KeyForm) -> Result<ClipboardView, Error> {
        let (workspace, key) = self.key(&form.key_id).await?;
        if StoredState::of(&key) == StoredState::Revoked {
            return Err(NotNow::KeyRevoked.into());
        }
        let secret = self.read_secret(&workspace, &key.id).await?;
        let seconds = self.settings().await?.clear_clipboard_after;
        let after = Duration::from_secs(seconds.into());
        let marked_secret = self.desktop().copy_secret(&secret)?;
        let view = ClipboardView {
            key_id: key.id.clone(),
            name: key.name.clone(),
            clears_at: shown(self.now() + after),
            seconds,
            marked_secret,
        };
        let fingerprint = secret.fingerprint();
        self.live().on_clipboard = Some(OnClipboard {
            fingerprint,
            view: view.clone(),
        });
        self.empty_clipboard_after(after, view.clears_at.clone());
        let scribe = self.scribe();
        self.store()
            .write(move |tx| {
                let event = scribe.event(Kind::KeyCopied).about(&workspace).key(&key);
                event.detail("clears_after_seconds", seconds).append(tx)
            })
            .await?;
        self.tell_clipboard();
        self.tell_history().await;
        Ok(view)
    }

    /// Empties the clipboard now, if it still holds the key that was copied. Also called when the
    /// app quits.
    pub fn clear_clipboard(&self) {
        let copied = self.live().on_clipboard.take();
        if let Some(copied) = copied {
            self.empty_if_holding(&copied.fingerprint);
            self.tell_clipboard();
        }
    }

    /// After a key was taken from the clipboard, it has no business there.
    pub(crate) fn empty_clipboard_of(&self, secret: &SecretKey) {
        self.empty_if_holding(&secret.fingerprint());
    }

    fn empty_clipboard_after(&self, after: Duration, clears_at: String) {
        let core = self.clone();
        tokio::spawn(async move {
            core.clock().sleep(after).await;
            // Another copy since then has a time of its own.
            let due = core
                .live()
                .on_clipboard
                .as_ref()
                .map(|copied| copied.view.clears_at.clone());
            if due == Some(clears_at) {
                core.clear_clipboard();
            }
        });
    }

    fn empty_if_holding(&self, fingerprint: &Fingerprint) {
        if self.desktop().clear_clipboard_of(fingerprint).is_err() {
            tracing::warn!("the clipboard could not be asked, so it was not emptied");
        }
    }
}
