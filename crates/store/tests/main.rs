//! The store as the core uses it. One module per table, then what concerns the whole file.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]

mod creations;
mod events;
mod keys;
mod places;
mod rotations;
mod settings;
mod workspaces;

mod audit_format;
mod schema;
mod tampering;
mod transactions;

mod world;
