//! The keychain as the rest of Latchkey sees it: async, safe to share, and patient only as long as
//! it was told to be.

use std::sync::Arc;
use std::time::Duration;

use keyring_core::CredentialStore;
use secrecy::ExposeSecret;

use crate::error::{KeychainState, VaultError};
use crate::keychain::Keychain;
use crate::memory::MemoryStore;
use crate::names::{EntryName, NoteName};
use crate::secret::SecretKey;
use crate::shown::Fingerprint;
use crate::stores::StoreSource;
use crate::thread::KeychainThread;

/// The keys of one application in one keychain. Clones share the keychain. Needs a tokio runtime
/// with time.
#[derive(Clone)]
pub struct Vault {
    thread: KeychainThread,
    patience: Patience,
    in_memory: bool,
}

/// How long to wait for an answer.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For [`Vault::state`], which a screen waits for.
    pub state: Duration,
    /// For reading and writing, which may have to wait until a person has unlocked the keychain.
    pub person: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            state: Duration::from_secs(5),
            person: Duration::from_secs(120),
        }
    }
}

impl Vault {
    /// The keychain of the operating system. Opened at the first call; as long as there is none,
    /// calls answer [`VaultError::Absent`] and each one looks again, so a keychain may be installed
    /// or started meanwhile.
    ///
    /// `application` keeps the entries apart from those of other programs and must not contain `@`.
    pub fn open_os(application: &str) -> Vault {
        Vault::start(application, StoreSource::os(), false)
    }

    /// Keys that are gone when Latchkey ends, for the demo workspace on a machine without a
    /// keychain.
    pub fn in_memory() -> Vault {
        Vault::start(
            "in-memory",
            StoreSource::opened(Arc::new(MemoryStore::default())),
            true,
        )
    }

    /// A store of the caller's choice, which tests can make fail.
    pub fn with_store(store: Arc<CredentialStore>, application: &str) -> Vault {
        Vault::start(application, StoreSource::opened(store), false)
    }

    /// The same keychain, waited for less long or longer.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Vault {
        Vault { patience, ..self }
    }

    /// Whether the keys are lost when Latchkey ends. Such a vault must not be given a real key.
    pub fn is_in_memory(&self) -> bool {
        self.in_memory
    }

    /// Writes a key, replacing what the entry held. `Ok` means it was read back and is the same.
    /// This is the one place that writes keys. After [`VaultError::NoAnswer`] the key may still be
    /// written later.
    pub async fn write(&self, entry: &EntryName, key: &SecretKey) -> Result<(), VaultError> {
        let (account, key) = (entry.account(), key.duplicate());
        self.thread
            .change(self.patience.person, move |keychain| {
                keychain.write(&account, key.text())
            })
            .await
    }

    /// Reads a key. This is the one place that reads keys.
    pub async fn read(&self, entry: &EntryName) -> Result<SecretKey, VaultError> {
        let account = entry.account();
        let text = self
            .thread
            .ask(self.patience.person, move |keychain| {
                keychain.read(&account)
            })
            .await?;
        Ok(SecretKey::from(text))
    }

    /// Deletes a key. Deleting what is not there is fine, but only if this is the keychain it would
    /// be in.
    pub async fn delete(&self, entry: &EntryName) -> Result<(), VaultError> {
        let account = entry.account();
        self.thread
            .change(self.patience.person, move |keychain| {
                keychain.delete(&account)
            })
            .await
    }

    /// Writes a new canary, expects it from now on and gives back what to hand to
    /// [`Vault::expect_canary`] at the next start.
    pub async fn set_up_canary(&self) -> Result<Fingerprint, VaultError> {
        self.thread
            .change(self.patience.person, Keychain::set_up_canary)
            .await
    }

    /// Says which canary the keychain should hold. Without one, an entry that is not found counts
    /// as missing.
    pub fn expect_canary(&self, canary: Fingerprint) {
        self.thread
            .tell(move |keychain| keychain.expect_canary(canary));
    }

    /// Whether the keychain can be used now. A locked keychain may ask the person to unlock it.
    pub async fn state(&self) -> KeychainState {
        let state = self
            .thread
            .ask(self.patience.state, |keychain| Ok(keychain.state()))
            .await;
        state.unwrap_or_else(KeychainState::from)
    }

    /// Writes a short text that is not secret, out of reach of whoever can only change files.
    pub async fn write_note(&self, note: &NoteName, text: &str) -> Result<(), VaultError> {
        let (account, text) = (note.account(), text.to_owned());
        self.thread
            .change(self.patience.person, move |keychain| {
                keychain.write(&account, &text)
            })
            .await
    }

    /// Reads such a text.
    pub async fn read_note(&self, note: &NoteName) -> Result<String, VaultError> {
        let account = note.account();
        let text = self
            .thread
            .ask(self.patience.person, move |keychain| {
                keychain.read(&account)
            })
            .await?;
        Ok(text.expose_secret().to_owned())
    }

    fn start(application: &str, source: StoreSource, in_memory: bool) -> Vault {
        Vault {
            thread: KeychainThread::start(Keychain::new(application, source)),
            patience: Patience::default(),
            in_memory,
        }
    }
}

#[cfg(test)]
mod tests;
