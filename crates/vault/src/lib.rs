//! Keys: how Latchkey holds them in memory and keeps them in the keychain of the operating system.
//!
//! This is the only crate that can turn a key into text. What it defends, in brief:
//!
//! - **Leaks by accident.** A [`SecretKey`] cannot be printed, logged, serialised, compared with
//!   `==` or copied silently: code that tries does not compile. It is wiped when dropped. What may
//!   be shown of it is a [`Hint`] and a [`Fingerprint`].
//! - **Losing a key.** [`Vault::write`] answers `Ok` only after reading the entry back. "No such
//!   entry" is believed only when the canary is in place, so a locked or exchanged keychain never
//!   looks like a deleted key.
//! - **Hanging.** A locked keychain waits for a person. One thread of its own does that waiting;
//!   everybody else waits at most as long as [`Patience`] says.
//!
//! What it does not defend: a program that runs as the same person can ask the keychain too, and
//! the memory of libraries below (HTTP, D-Bus) holds copies that cannot be wiped from here. It
//! never writes a key to a file.
//!
//! | file | what it holds |
//! |---|---|
//! | `secret.rs` | [`SecretKey`], the one type a key lives in |
//! | `shown.rs` | [`Fingerprint`] and [`Hint`], what may be seen of a key |
//! | `paste.rs` | [`recognise`]: is this clipboard text a key, and if not, what is it |
//! | `mentions.rs` | [`mentions`]: which keys does any text speak of |
//! | `vault.rs` | [`Vault`], the keychain as the rest of Latchkey sees it |
//! | `names.rs` | [`EntryName`] and [`NoteName`], what an entry may be called |
//! | `error.rs` | [`VaultError`] and [`KeychainState`] |
//! | `keychain.rs` | reading, writing and the canary, as blocking calls |
//! | `thread.rs` | the one thread that makes these calls |
//! | `stores.rs` | the credential store of each platform |
//! | `memory.rs` | a credential store that forgets everything when Latchkey ends |

mod error;
mod keychain;
mod memory;
mod mentions;
mod names;
mod paste;
mod secret;
mod shown;
mod stores;
mod thread;
mod vault;

pub use error::{KeychainState, VaultError};
pub use mentions::{MentionedHint, Mentions, mentions};
pub use names::{EntryName, InvalidName, NoteName};
pub use paste::{KeyShape, Paste, recognise};
pub use secret::{NotAHeader, SecretKey};
pub use shown::{Fingerprint, Hint, NotAFingerprint, NotAHint};
pub use vault::{Patience, Vault};
