//! The credential store of each platform, and what only that platform's store can tell.

use std::error::Error;
use std::sync::Arc;

use keyring_core::CredentialStore;

/// Where a keychain gets its store from, and with what the store's entries are made.
pub(crate) struct StoreSource {
    pub(crate) open: Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send>,
    pub(crate) modifiers: &'static [(&'static str, &'static str)],
}

impl StoreSource {
    /// The keychain of the operating system.
    pub(crate) fn os() -> Self {
        StoreSource {
            open: Box::new(open_os),
            modifiers: OS_MODIFIERS,
        }
    }

    /// A store that is already open.
    pub(crate) fn opened(store: Arc<CredentialStore>) -> Self {
        StoreSource {
            open: Box::new(move || Ok(store.clone())),
            modifiers: &[],
        }
    }
}

/// The Secret Service (GNOME Keyring, KWallet, KeePassXC). What travels over D-Bus is encrypted.
#[cfg(target_os = "linux")]
fn open_os() -> keyring_core::Result<Arc<CredentialStore>> {
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

/// The login keychain.
#[cfg(target_os = "macos")]
fn open_os() -> keyring_core::Result<Arc<CredentialStore>> {
    let store = apple_native_keyring_store::keychain::Store::new()?;
    Ok(store)
}

/// The Credential Manager. It joins account and application to one name: the divider is one that
/// occurs in neither ([`crate::EntryName`] has none, the store refuses it in the application), so
/// two entries cannot meet.
#[cfg(target_os = "windows")]
fn open_os() -> keyring_core::Result<Arc<CredentialStore>> {
    let config =
        std::collections::HashMap::from([("divider", "@"), ("service_no_divider", "true")]);
    let store = windows_native_keyring_store::Store::new_with_configuration(&config)?;
    Ok(store)
}

/// By default Windows credentials roam with the person's profile to other machines.
#[cfg(target_os = "windows")]
const OS_MODIFIERS: &[(&str, &str)] = &[("persistence", "Local")];
#[cfg(not(target_os = "windows"))]
const OS_MODIFIERS: &[(&str, &str)] = &[];

/// Whether access failed because no keychain was ever set up for this person. The Secret Service
/// then has no default collection: there is nothing that could be unlocked, and no prompt will ever
/// come.
#[cfg(target_os = "linux")]
pub(crate) fn nothing_to_unlock(cause: &(dyn Error + Send + Sync + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(secret_service::Error::NoResult))
}

/// Elsewhere every person has a keychain.
#[cfg(not(target_os = "linux"))]
pub(crate) fn nothing_to_unlock(_: &(dyn Error + Send + Sync + 'static)) -> bool {
    false
}
