//! The store as the core uses it. One module per table, then what concerns the whole file.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]

mod creations;
mod draft_versions;
mod drafts;
mod events;
mod files;
mod forget;
mod held_posts;
mod incidents;
mod judgements;
mod keys;
mod live_ticks;
mod made_posts;
mod moves;
mod places;
mod post_changes;
mod post_events;
mod posts;
mod posts_model;
mod profiles;
mod rhythms;
mod rotations;
mod sends;
mod settings;
mod syncs;
mod unlisted_posts;
mod uploads;
mod workspaces;

mod audit_format;
mod schema;
mod tampering;
mod transactions;

mod world;
