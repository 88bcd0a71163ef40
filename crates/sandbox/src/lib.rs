//! The embedded demo workspace: a real server on loopback that speaks CodivUpload's `/v1`.
//!
//! It exists so that Latchkey works at once, and so that every promise can be tested over real
//! HTTP: keys that are stored only as hashes, limits that are enforced, answers that get lost on
//! request. What it does where the vendor's documents are silent is listed in `README.md`.
//!
//! It refuses to listen anywhere but on `127.0.0.1`, to answer under another host name, and to
//! keep a plain key anywhere after the answer that creates it.
//!
//! ```no_run
//! # async fn demo() -> Result<(), latchkey_sandbox::StartError> {
//! use latchkey_sandbox::{Options, State, start};
//!
//! let sandbox = start(Options { port: 0, state: State::Memory, story: true }).await?;
//! println!("{}", sandbox.base_url()); // http://127.0.0.1:49152/v1
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod app;
mod auth;
mod body;
mod connection;
mod controls;
mod dashboard;
mod db;
mod drain;
mod error;
mod faults;
mod guard;
mod keys;
mod limits;
mod media;
mod media_files;
mod media_types;
mod openapi;
mod origin;
mod owner;
mod platform_rules;
mod posts;
mod presign;
mod profiles;
mod publish;
mod queue;
mod random;
mod router;
mod server;
mod story;
mod time;
mod upload;
mod workspace;

pub use controls::{Controls, Plan, Settings};
pub use faults::{Fault, FaultKind, Faults};
pub use keys::IssuedKey;
pub use limits::Tally;
pub use server::{Options, Sandbox, StartError, State, start};
