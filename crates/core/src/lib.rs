//! Latchkey's use cases: what it does, without a window.
//!
//! A person's click becomes one call of a method of [`Core`]. A method that changes something at
//! the service writes the wish down first; the [`driver`] then carries it out step by step, and
//! carries on after a crash by the very same path. Every step is an event of the audit history.
//!
//! | file | what it holds |
//! |---|---|
//! | `workspaces.rs`, `demo.rs` | connecting, opening and removing workspaces |
//! | `keys/` | listing, creating, taking in, checking, copying, ending keys |
//! | `rotation.rs` | replacing a key without an outage |
//! | `incident/` | responding to a leak |
//! | `activity/` | reading and judging what was posted |
//! | `bulk/` | many drafts at once, from a table |
//! | `calendar/` | what goes out when: times, zones, moving, queues |
//! | `files/` | pictures, videos and documents of drafts |
//! | `compose/` | writing posts, and what every platform says to them |
//! | `sending/` | sending a draft, once |
//! | `profiles.rs` | the profiles of a workspace as last seen |
//! | `driver.rs` | what goes on by itself |
//! | `history.rs` | the audit history |
//! | `parts.rs` | what the core is made of |
//! | `service.rs` | how to reach the service and with which key |
//! | `wording.rs` | which text of the catalogue says what |
//! | `views/` | what the page sees and sends |
//!
//! What it refuses to do: know the window, turn a key into text, call a key revoked without the
//! service's refusal, repeat a request whose outcome it does not know.

// Lets tests inside this crate use the world that those outside are written in.
#[cfg(test)]
extern crate self as latchkey_core;

mod activity;
mod arrived;
mod bulk;
mod calendar;
mod checked;
mod clock;
mod compose;
mod demo;
mod desktop;
pub mod driver;
mod error;
mod files;
mod history;
mod incident;
mod keychain;
mod keys;
mod obstacle;
mod parts;
mod paste;
mod picture;
mod profiles;
mod rotation;
mod sending;
mod service;
mod settings;
mod tell;
mod trying_again;
pub mod views;
pub mod wording;
mod workspaces;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::tz::TimeZone;
use latchkey_api::Http;
use latchkey_store::Store;
use latchkey_vault::Vault;
use tokio::sync::{Mutex, Notify};

pub use bulk::NotATable;
pub use clock::{Clock, Moment};
pub use desktop::{Demo, DemoFailed, DemoHost, Desktop, DesktopFailed, FirstKey, Promise};
pub use error::{Error, Invalid, NotNow};
pub use latchkey_vault::{Fingerprint, SecretKey};
pub use obstacle::{Obstacle, VaultTrouble};
pub use parts::Parts;
pub use paste::WrongPaste;

/// The core. Clones are the same core.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    parts: Parts,
    /// Holds the demo's keys while there is no keychain.
    memory: Vault,
    running_demo: Mutex<Option<demo::Running>>,
    live: std::sync::Mutex<tell::Live>,
    driver: driver::Rounds,
    judging: activity::judge::Turns,
    uploading: files::UploadTurns,
    sending: sending::Traffic,
    wake: Notify,
    revision: AtomicU64,
    last_basis: compose::LastBasis,
    last_table: bulk::LastTable,
}

impl Core {
    /// Sets up the core: checks the audit history against its anchor and makes sure that the
    /// keychain is the one it was. Carries on with nothing yet; that is [`Core::drive`].
    ///
    /// # Errors
    /// When the database cannot be read. A keychain that is locked, absent or replaced and a
    /// broken history are states the person sees, not errors.
    pub async fn open(parts: Parts) -> Result<Core, Error> {
        let core = Core(Arc::new(Inner {
            parts,
            memory: Vault::in_memory(),
            running_demo: Mutex::new(None),
            live: std::sync::Mutex::default(),
            driver: driver::Rounds::default(),
            judging: activity::judge::Turns::default(),
            uploading: files::UploadTurns::default(),
            sending: sending::Traffic::default(),
            wake: Notify::new(),
            revision: AtomicU64::new(0),
            last_basis: compose::LastBasis::default(),
            last_table: bulk::LastTable::default(),
        }));
        core.meet_keychain().await?;
        core.forget_demo_of_last_time().await?;
        core.pick_up_sends().await?;
        core.forget_long_deleted_drafts().await?;
        core.forget_unneeded_files().await?;
        Ok(core)
    }

    fn store(&self) -> &Store {
        &self.0.parts.store
    }

    fn http(&self) -> &Http {
        &self.0.parts.http
    }

    fn desktop(&self) -> &dyn Desktop {
        self.0.parts.desktop.as_ref()
    }

    fn clock(&self) -> &Clock {
        &self.0.parts.clock
    }

    /// The zone of the clock on the wall, to be handed to rules that ask about days and hours.
    fn zone(&self) -> &TimeZone {
        &self.0.parts.zone
    }

    fn now(&self) -> Moment {
        self.clock().now()
    }
}

/// A new id: time-ordered, so that rows sort by age.
fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
