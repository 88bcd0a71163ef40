//! A credential store that keeps everything in memory and wipes it. The mock store of
//! `keyring_core` will not do outside tests: its `Debug` prints the secrets, and `keyring_core`
//! logs entries with `Debug`.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialPersistence, Entry, Error, Result};
use zeroize::Zeroizing;

/// Application and account.
type Owner = (String, String);
type Secrets = Arc<Mutex<HashMap<Owner, Zeroizing<Vec<u8>>>>>;

/// The store. Forgets everything when dropped.
#[derive(Default)]
pub(crate) struct MemoryStore {
    secrets: Secrets,
}

struct MemoryEntry {
    owner: Owner,
    secrets: Secrets,
}

impl CredentialStoreApi for MemoryStore {
    fn vendor(&self) -> String {
        "memory".to_owned()
    }

    fn id(&self) -> String {
        "memory".to_owned()
    }

    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let owner = (service.to_owned(), user.to_owned());
        let entry = MemoryEntry {
            owner,
            secrets: self.secrets.clone(),
        };
        Ok(Entry::new_with_credential(Arc::new(entry)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn persistence(&self) -> CredentialPersistence {
        CredentialPersistence::ProcessOnly
    }

    fn debug_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStore")
    }
}

impl MemoryEntry {
    fn secrets(&self) -> MutexGuard<'_, HashMap<Owner, Zeroizing<Vec<u8>>>> {
        // Every change is a single call, so a panic elsewhere leaves nothing half done.
        self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CredentialApi for MemoryEntry {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        self.secrets()
            .insert(self.owner.clone(), Zeroizing::new(secret.to_vec()));
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        self.secrets()
            .get(&self.owner)
            .map(|secret| secret.to_vec())
            .ok_or(Error::NoEntry)
    }

    fn delete_credential(&self) -> Result<()> {
        self.secrets()
            .remove(&self.owner)
            .map(|_| ())
            .ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        self.secrets()
            .contains_key(&self.owner)
            .then_some(None)
            .ok_or(Error::NoEntry)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        Some(self.owner.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn debug_fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryEntry({})", self.owner.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_logged_of_an_entry_is_its_account() {
        let secret = rand::random::<[u8; 20]>();
        let entry = MemoryStore::default()
            .build("latchkey", "key:one", None)
            .unwrap();
        entry.set_secret(&secret).unwrap();
        assert_eq!(
            format!("{entry:?}"),
            "Entry { inner: MemoryEntry(key:one) }"
        );
    }

    #[test]
    fn what_was_deleted_is_gone() {
        let entry = MemoryStore::default()
            .build("latchkey", "key:one", None)
            .unwrap();
        entry.set_secret(b"text").unwrap();
        entry.delete_credential().unwrap();
        assert!(matches!(entry.get_secret(), Err(Error::NoEntry)));
        assert!(matches!(entry.delete_credential(), Err(Error::NoEntry)));
    }
}
