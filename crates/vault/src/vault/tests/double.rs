//! A credential store in memory that asks the test before every call, so it can fail, block or
//! panic.

use std::any::Any;
use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, CredentialStore, Entry, Result};

use crate::memory::MemoryStore;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    Set,
    Get,
    Delete,
}

/// What is about to happen.
pub(super) struct Asked<'a> {
    pub(super) call: Call,
    pub(super) account: &'a str,
    /// The entry as it is in memory, without the hook.
    pub(super) stored: &'a Entry,
}

type Hook = Arc<dyn Fn(Asked<'_>) -> Result<()> + Send + Sync>;

/// A store that calls `before` ahead of every call, and fails if that fails.
pub(super) fn store_asking(
    before: impl Fn(Asked<'_>) -> Result<()> + Send + Sync + 'static,
) -> Arc<CredentialStore> {
    Arc::new(Double {
        memory: MemoryStore::default(),
        before: Arc::new(before),
    })
}

struct Double {
    memory: MemoryStore,
    before: Hook,
}

impl CredentialStoreApi for Double {
    fn vendor(&self) -> String {
        "double".to_owned()
    }

    fn id(&self) -> String {
        "double".to_owned()
    }

    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let inner = self.memory.build(service, user, None)?;
        let entry = DoubleEntry {
            inner,
            account: user.to_owned(),
            before: self.before.clone(),
        };
        Ok(Entry::new_with_credential(Arc::new(entry)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct DoubleEntry {
    inner: Entry,
    account: String,
    before: Hook,
}

impl DoubleEntry {
    fn ask(&self, call: Call) -> Result<()> {
        (self.before)(Asked {
            call,
            account: &self.account,
            stored: &self.inner,
        })
    }
}

impl CredentialApi for DoubleEntry {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        self.ask(Call::Set)?;
        self.inner.set_secret(secret)
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        self.ask(Call::Get)?;
        self.inner.get_secret()
    }

    fn delete_credential(&self) -> Result<()> {
        self.ask(Call::Delete)?;
        self.inner.delete_credential()
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
