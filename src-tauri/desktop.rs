//! The person's desktop, as far as the core may touch it.
//!
//! This is the one place that hands a key to something outside: the clipboard. It goes there
//! marked as secret where the platform knows such a mark (KDE's hint on Linux, the concealed type
//! on macOS, the exclusion formats on Windows).

use std::sync::{Mutex, OnceLock, PoisonError};

use arboard::Clipboard;
use latchkey_core::views::Event;
use latchkey_core::{Desktop, DesktopFailed, Fingerprint, SecretKey};
use secrecy::SecretString;
use tauri::{AppHandle, Emitter, Runtime, Wry};
use url::Url;

/// The name of the one event the page listens to.
const EVENT: &str = "latchkey";

/// The desktop behind the app's window.
pub struct TauriDesktop<R: Runtime = Wry> {
    app: OnceLock<AppHandle<R>>,
    /// Kept open: on X11 the clipboard's content lives in the program that put it there.
    clipboard: Mutex<Option<Clipboard>>,
}

impl<R: Runtime> Default for TauriDesktop<R> {
    fn default() -> TauriDesktop<R> {
        TauriDesktop {
            app: OnceLock::new(),
            clipboard: Mutex::new(None),
        }
    }
}

impl<R: Runtime> TauriDesktop<R> {
    /// Connects the desktop to the running app. Events before that are not missed: the page asks
    /// for the state when it is ready.
    pub fn attach(&self, app: AppHandle<R>) {
        // Set once at start; a second app in the same process does not exist.
        let _ = self.app.set(app);
    }

    fn with_clipboard<T>(
        &self,
        work: impl FnOnce(&mut Clipboard) -> Result<T, arboard::Error>,
    ) -> Result<T, DesktopFailed> {
        let mut kept = self
            .clipboard
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let clipboard = match kept.take() {
            Some(clipboard) => clipboard,
            None => Clipboard::new().map_err(|_| DesktopFailed)?,
        };
        // The error's text may quote the clipboard, so only the fact goes on.
        work(kept.insert(clipboard)).map_err(|_| DesktopFailed)
    }
}

impl<R: Runtime> Desktop for TauriDesktop<R> {
    fn emit(&self, event: Event) {
        if let Some(app) = self.app.get()
            && let Err(error) = app.emit_to("main", EVENT, event)
        {
            tracing::warn!(%error, "the page could not be told");
        }
    }

    fn open_link(&self, link: &Url) -> Result<(), DesktopFailed> {
        if !matches!(link.scheme(), "https" | "http") {
            return Err(DesktopFailed);
        }
        tauri_plugin_opener::open_url(link.as_str(), None::<&str>).map_err(|_| DesktopFailed)
    }

    fn copy_secret(&self, key: &SecretKey) -> Result<bool, DesktopFailed> {
        self.with_clipboard(|clipboard| key.hand_to(|text| put_secret(clipboard, text)))?;
        Ok(true)
    }

    fn read_clipboard(&self) -> Result<Option<SecretString>, DesktopFailed> {
        self.with_clipboard(|clipboard| match clipboard.get_text() {
            Ok(text) => Ok(Some(SecretString::from(text))),
            Err(arboard::Error::ContentNotAvailable) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn clear_clipboard_of(&self, key: &Fingerprint) -> Result<bool, DesktopFailed> {
        let holds = self
            .read_clipboard()?
            .is_some_and(|text| SecretKey::from(text).fingerprint() == *key);
        if holds {
            self.with_clipboard(Clipboard::clear)?;
        }
        Ok(holds)
    }
}

#[cfg(target_os = "linux")]
fn put_secret(clipboard: &mut Clipboard, text: &str) -> Result<(), arboard::Error> {
    use arboard::SetExtLinux;
    clipboard.set().exclude_from_history().text(text)
}

#[cfg(target_os = "macos")]
fn put_secret(clipboard: &mut Clipboard, text: &str) -> Result<(), arboard::Error> {
    use arboard::SetExtApple;
    clipboard.set().exclude_from_history().text(text)
}

#[cfg(target_os = "windows")]
fn put_secret(clipboard: &mut Clipboard, text: &str) -> Result<(), arboard::Error> {
    use arboard::SetExtWindows;
    clipboard
        .set()
        .exclude_from_monitoring()
        .exclude_from_history()
        .text(text)
}
