//! Tests of Latchkey as a whole. One binary; this is its table of contents.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]
#![expect(clippy::unwrap_in_result, reason = "likewise")]

/// Which windows may call which commands.
mod acl;
/// Who may depend on whom, and which files may do what.
mod architecture;
/// A key that is known is searched for everywhere, after everything.
mod canary;
/// The page and the app know the same commands.
mod commands;
/// The search that the canary test relies on.
mod needles_are_found;

/// The forms in which a key could slip out.
mod needles;
/// Latchkey with Tauri's mock window: the only place that uses `tauri::test`.
mod window;
