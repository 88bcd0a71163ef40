//! What the core is made of, and the real thing of each part.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::tz::TimeZone;
use latchkey_api::{Http, Limits};
use latchkey_store::events::Who;
use latchkey_store::{Location, Store};
use latchkey_vault::Vault;

use crate::clock::Clock;
use crate::desktop::{DemoHost, Desktop};
use crate::error::Error;

/// Everything the core is made of. The test seams are here: a store in memory, a keychain that
/// can fail, a clock that steps.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The keychain of the operating system.
    pub vault: Vault,
    /// The way to the network.
    pub http: Http,
    /// The desktop.
    pub desktop: Arc<dyn Desktop>,
    /// Where the demo workspace comes from.
    pub demo: Arc<dyn DemoHost>,
    /// The clock.
    pub clock: Clock,
    /// The zone of the clock on the wall.
    pub zone: TimeZone,
    /// Where copies of a draft's files are kept. It is made when the first one comes.
    pub files: PathBuf,
    /// Who sits at which computer, for the audit history.
    pub who: Who,
}

impl Parts {
    /// The parts as the app has them: the database in `folder`, the system's keychain and clock.
    ///
    /// # Errors
    /// When the folder or the database cannot be opened, or HTTP cannot be set up.
    pub fn real(
        folder: &Path,
        desktop: Arc<dyn Desktop>,
        demo: Arc<dyn DemoHost>,
    ) -> Result<Parts, Error> {
        std::fs::create_dir_all(folder).map_err(Error::File)?;
        Ok(Parts {
            store: Store::open(&Location::File(folder.join("latchkey.db")))?,
            vault: Vault::open_os("latchkey"),
            http: Http::new(Limits::default()).map_err(|_| Error::Http)?,
            desktop,
            demo,
            clock: Clock::system(),
            zone: TimeZone::system(),
            files: folder.join("files"),
            who: who(),
        })
    }
}

/// An unnamed user or computer is written down as such, not guessed.
fn who() -> Who {
    Who {
        user: whoami::username().unwrap_or_default(),
        host: whoami::hostname().unwrap_or_default(),
    }
}
