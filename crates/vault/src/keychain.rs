//! Reading and writing the keychain as blocking calls, and the canary: an entry whose content only
//! this keychain can know, so that "no such entry" can be told from "not the keychain it was
//! written to".

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error as StoreError};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::{KeychainState, VaultError};
use crate::shown::Fingerprint;
use crate::stores::StoreSource;

/// What every platform is sure to keep in one entry, in bytes. Windows ends at 2560
/// (`CRED_MAX_CREDENTIAL_BLOB_SIZE` in wincred.h), the others far above.
const LIMIT: usize = 2048;

const CANARY: &str = "canary";
const PROBE: &str = "probe";

/// One application's entries in one credential store. Opens the store when it is first needed, and
/// again when it could not be opened before or its connection broke.
pub(crate) struct Keychain {
    application: String,
    source: StoreSource,
    store: Option<Arc<CredentialStore>>,
    expected_canary: Option<Fingerprint>,
}

impl Keychain {
    pub(crate) fn new(application: &str, source: StoreSource) -> Self {
        Keychain {
            application: application.to_owned(),
            source,
            store: None,
            expected_canary: None,
        }
    }

    /// Writes a text and reads it back: only what can be read was written.
    pub(crate) fn write(&mut self, account: &str, text: &str) -> Result<(), VaultError> {
        let bytes = text.as_bytes();
        if bytes.len() > LIMIT {
            return Err(VaultError::TooLarge {
                bytes: bytes.len(),
                limit: LIMIT,
            });
        }
        self.attempt(account, |entry| entry.set_secret(bytes))?;
        let written = self.get(account)?.ok_or(VaultError::Broken)?;
        if bool::from(written.as_slice().ct_eq(bytes)) {
            Ok(())
        } else {
            Err(VaultError::Broken)
        }
    }

    /// Reads a text. [`VaultError::Missing`] means that it is truly not there.
    pub(crate) fn read(&mut self, account: &str) -> Result<SecretString, VaultError> {
        let Some(bytes) = self.get(account)? else {
            return Err(self.explain_absence());
        };
        let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::Broken)?;
        Ok(SecretString::from(text))
    }

    /// Deletes an entry; one that is truly not there counts as deleted.
    pub(crate) fn delete(&mut self, account: &str) -> Result<(), VaultError> {
        if self.attempt(account, Entry::delete_credential)?.is_some() {
            return Ok(());
        }
        let absence = self.explain_absence();
        if absence == VaultError::Missing {
            Ok(())
        } else {
            Err(absence)
        }
    }

    /// Writes a new canary and expects it from now on.
    pub(crate) fn set_up_canary(&mut self) -> Result<Fingerprint, VaultError> {
        let canary = random_text();
        self.write(CANARY, canary.expose_secret())?;
        let fingerprint = Fingerprint::of(canary.expose_secret());
        self.expect_canary(fingerprint);
        Ok(fingerprint)
    }

    pub(crate) fn expect_canary(&mut self, canary: Fingerprint) {
        self.expected_canary = Some(canary);
    }

    pub(crate) fn state(&mut self) -> KeychainState {
        let found = match self.get(CANARY) {
            Ok(found) => found,
            Err(error) => return error.into(),
        };
        if found.is_none()
            && let Err(error) = self.probe()
        {
            return error.into();
        }
        let found = found.map(|bytes| Fingerprint::of(bytes.as_slice()));
        if self.expected_canary.is_none() || found == self.expected_canary {
            KeychainState::Works
        } else {
            KeychainState::Replaced
        }
    }

    /// Forgets the connection; the next call opens a new one.
    pub(crate) fn close(&mut self) {
        self.store = None;
    }

    /// "No such entry" is also what a keychain says that is empty because it was exchanged, or that
    /// has no place to keep anything yet. Without an expected canary (at the first start) there is
    /// nothing to compare with.
    fn explain_absence(&mut self) -> VaultError {
        if self.expected_canary.is_none() {
            return VaultError::Missing;
        }
        match self.state() {
            KeychainState::Works => VaultError::Missing,
            KeychainState::Locked => VaultError::Locked,
            KeychainState::Absent => VaultError::Absent,
            KeychainState::Replaced => VaultError::Replaced,
        }
    }

    /// Writes something worthless and deletes it. Only writing shows whether an empty keychain is
    /// open.
    fn probe(&mut self) -> Result<(), VaultError> {
        self.write(PROBE, random_text().expose_secret())?;
        self.attempt(PROBE, Entry::delete_credential).map(|_| ())
    }

    /// `None`: the store has no such entry.
    fn get(&mut self, account: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        self.attempt(account, |entry| entry.get_secret().map(Zeroizing::new))
    }

    /// Does something with an entry; `None` when the store has no such entry. When the connection
    /// has broken, because the program that keeps the keychain was restarted, it is done once more
    /// on a new one.
    fn attempt<T>(
        &mut self,
        account: &str,
        action: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> Result<Option<T>, VaultError> {
        let mut outcome = action(&self.entry(account)?);
        if let Err(StoreError::PlatformFailure(_)) = outcome {
            self.close();
            outcome = action(&self.entry(account)?);
        }
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(StoreError::NoEntry) => Ok(None),
            Err(error) => Err(VaultError::from_store(error)),
        }
    }

    fn entry(&mut self, account: &str) -> Result<Entry, VaultError> {
        let store = match &self.store {
            Some(store) => store,
            None => {
                let opened = (self.source.open)().map_err(|_| VaultError::Absent)?;
                self.store.insert(opened)
            }
        };
        let modifiers = HashMap::from_iter(self.source.modifiers.iter().copied());
        store
            .build(&self.application, account, Some(&modifiers))
            .map_err(VaultError::from_store)
    }
}

/// 256 random bits as text.
fn random_text() -> SecretString {
    let bits = Zeroizing::new(rand::random::<[u8; 32]>());
    SecretString::from(hex::encode(bits.as_slice()))
}
