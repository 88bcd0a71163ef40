//! The core against a real embedded workspace, a keychain that can be made to fail, and a desktop
//! that only remembers. One binary; this is its table of contents.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose world cannot be set up should stop"
)]
#![expect(clippy::unwrap_in_result, reason = "likewise")]
#![expect(clippy::print_stdout, reason = "the crash test reports what it tried")]
#![expect(unreachable_pub, reason = "there is nobody outside a test binary")]

/// The anchor of the audit history in the keychain.
mod anchor;
/// The TypeScript the page is built with is the one these types give.
mod bindings;
/// Tables, and the drafts that come of them.
mod bulk;
/// The calendar and queues.
mod calendar;
/// Drafts, and what the composer knows of a workspace.
mod compose;
/// Dying and losing answers at every point.
mod crash;
/// An app that dies wherever it is.
mod dying;
/// Ending keys, and the proof of it.
mod ending;
/// A service that misbehaves.
mod fake_service;
/// Files of drafts, from the person's disk.
mod files;
/// The guided way: making and deleting keys on the service's page.
mod guided;
/// The audit history, and removing workspaces.
mod history;
/// Responding to a leak.
mod incident;
/// Judging posts, and the person's word on them.
mod judging;
/// A keychain that is locked.
mod keychain;
/// Creating, finding, copying and renaming keys.
mod keys;
/// Posts as the page is shown them.
mod posts;
/// Removing a workspace, and connecting it again.
mod removal;
/// Replacing a key.
mod rotation;
/// Sending drafts.
mod sending;
/// Reading posts.
mod sync;
/// A whole Latchkey without a window.
mod world;
