//! What can be wrong with the keychain. Never carries what a store reported: some of its errors
//! hold the bytes of the secret.

use keyring_core::Error as StoreError;
use zeroize::Zeroize;

use crate::stores;

/// Whether the keychain can be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainState {
    /// It can be read and written, and it is the one that was set up.
    Works,
    /// It waits for the person to unlock it, or does not answer in time.
    Locked,
    /// There is none: nothing offers one, none was set up for this person, or it cannot be used.
    Absent,
    /// It works but is not the one Latchkey was set up with: its canary is gone or a different one.
    Replaced,
}

/// Why the keychain did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The person has to unlock the keychain, or declined to.
    #[error("the keychain is locked")]
    Locked,
    /// There is no keychain to ask. It is looked for again at the next call.
    #[error("there is no keychain")]
    Absent,
    /// The entry is not there, and this is not the keychain it was written to.
    #[error("this is not the keychain that was set up")]
    Replaced,
    /// The entry is not there although the keychain is the right one and open.
    #[error("the keychain has no such entry")]
    Missing,
    /// The text is longer than every platform is sure to keep. Nothing was written.
    #[error("{bytes} bytes are too many for a keychain entry, which holds {limit}")]
    TooLarge {
        /// Length of what should have been written, in bytes.
        bytes: usize,
        /// Longest text that is accepted, in bytes.
        limit: usize,
    },
    /// The keychain is still waiting for the person. What was asked may still be done later: after
    /// a write, read before deciding anything.
    #[error("the keychain did not answer in time")]
    NoAnswer,
    /// The keychain failed, or gave back something else than was written.
    #[error("the keychain failed")]
    Broken,
}

impl VaultError {
    /// Judges by the kind of error only. A missing entry is for the caller to explain.
    pub(crate) fn from_store(error: StoreError) -> Self {
        match error {
            StoreError::NoEntry => VaultError::Missing,
            StoreError::NoStorageAccess(cause) if stores::nothing_to_unlock(cause.as_ref()) => {
                VaultError::Absent
            }
            StoreError::NoStorageAccess(_) => VaultError::Locked,
            StoreError::BadEncoding(mut secret) | StoreError::BadDataFormat(mut secret, _) => {
                secret.zeroize();
                VaultError::Broken
            }
            StoreError::PlatformFailure(_)
            | StoreError::BadStoreFormat(_)
            | StoreError::TooLong(..)
            | StoreError::Invalid(..)
            | StoreError::Ambiguous(_)
            | StoreError::NoDefaultStore
            | StoreError::NotSupportedByStore(_)
            | _ => VaultError::Broken,
        }
    }
}

impl From<VaultError> for KeychainState {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Locked | VaultError::NoAnswer => KeychainState::Locked,
            VaultError::Replaced => KeychainState::Replaced,
            VaultError::Absent
            | VaultError::Missing
            | VaultError::TooLarge { .. }
            | VaultError::Broken => KeychainState::Absent,
        }
    }
}
