//! What the core may do to the desktop, and where the demo workspace comes from.
//!
//! These are the core's only outward traits: the real window stands behind them in the app, and
//! something that merely remembers in the tests.

use std::pin::Pin;

use latchkey_vault::{Fingerprint, SecretKey};
use secrecy::SecretString;
use url::Url;

use crate::views::Event;

/// The person's desktop.
pub trait Desktop: Send + Sync + 'static {
    /// Tells the page.
    fn emit(&self, event: Event);

    /// Opens a page in the person's browser.
    ///
    /// # Errors
    /// When no browser could be started.
    fn open_link(&self, link: &Url) -> Result<(), DesktopFailed>;

    /// Puts a key on the clipboard, asking clipboard managers not to keep it. True when the
    /// platform knows such a mark.
    ///
    /// # Errors
    /// When there is no clipboard.
    fn copy_secret(&self, key: &SecretKey) -> Result<bool, DesktopFailed>;

    /// The text on the clipboard, if it holds text.
    ///
    /// # Errors
    /// When there is no clipboard.
    fn read_clipboard(&self) -> Result<Option<SecretString>, DesktopFailed>;

    /// Empties the clipboard if what it holds is the key with this fingerprint. True when it was.
    ///
    /// # Errors
    /// When there is no clipboard.
    fn clear_clipboard_of(&self, key: &Fingerprint) -> Result<bool, DesktopFailed>;
}

/// The desktop did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the desktop did not do what it was asked")]
pub struct DesktopFailed;

/// A future behind a trait object.
pub type Promise<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where the embedded demo workspace comes from.
pub trait DemoHost: Send + Sync + 'static {
    /// Starts its server, or says where it already runs. `keep` is false when there is no keychain:
    /// then nothing of it survives the app either.
    fn start(&self, keep: bool) -> Promise<'_, Result<Demo, DemoFailed>>;

    /// Stops the server and forgets everything it kept.
    fn erase(&self) -> Promise<'_, ()>;
}

/// The running demo workspace.
pub struct Demo {
    /// The API, ending in `/v1`.
    pub base_url: Url,
    /// Its page for keys.
    pub dashboard_url: Url,
    /// The root of the owner's routes.
    pub owner_url: Url,
    /// The owner's session; a fresh one at each start.
    pub owner_token: SecretString,
    /// The keys the demo begins with: there at the very first start only.
    pub first_keys: Vec<FirstKey>,
}

/// A key the demo begins with.
pub struct FirstKey {
    /// Its id at the service.
    pub remote_id: String,
    /// Its name.
    pub name: String,
    /// The key.
    pub secret: SecretString,
}

/// The demo's server could not be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the demo workspace could not be started")]
pub struct DemoFailed;
