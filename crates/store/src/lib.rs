//! What Latchkey remembers, in one SQLite file.
//!
//! One module per table: its row, its schema and its queries. [`Store`] runs work in transactions
//! on the one thread that owns the one connection; [`events`] is the append-only audit history.
//!
//! Rows are the shape of the file, not of the domain: ids, states and stages are text here and get
//! their types in the core. The only word this crate relies on is the key state
//! `revoked`. No row has a place for a secret: keys are known by fingerprint and hint.
//!
//! All times are UTC, kept as RFC 3339 text with milliseconds and `Z`, so that they sort as text.
//! What is finer than a millisecond is cut off.

pub mod creations;
pub mod draft_versions;
pub mod drafts;
pub mod events;
pub mod files;
pub mod forget;
pub mod held_posts;
pub mod incidents;
pub mod judgements;
pub mod keys;
pub mod live_ticks;
pub mod made_posts;
pub mod moves;
pub mod places;
pub mod post_changes;
pub mod post_events;
pub mod posts;
pub mod profiles;
pub mod rhythms;
pub mod rotations;
pub mod sends;
pub mod settings;
pub mod syncs;
pub mod unlisted_posts;
pub mod upload_attempts;
pub mod uploads;
pub mod workspaces;

mod backup;
mod error;
mod migrations;
mod sql;
mod store;
mod time;
mod transaction;

pub use error::StoreError;
pub use store::{Location, Store};
pub use transaction::Transaction;
