//! The real app on a desktop of its own: a person's journeys through it, from click to proof.
//!
//! Everything is real: the release's code, WebKit, GNOME Keyring, HTTP, the clipboard. The tests are
//! ignored by default because they need that desktop; `cargo xtask test end-to-end` provides it. They
//! take turns, because there is one clipboard.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]
#![expect(
    clippy::print_stdout,
    reason = "the leak response tells what it measured"
)]

/// First start, create, copy, rename, rotate, revoke, proof; restart.
mod a_key_from_birth_to_proof;
/// A post from the first word to "made here"; the calendar; a table.
mod a_post_from_draft_to_proof;
/// The guided way, with a real browser on the service's own page.
mod guided_way;
/// A keychain that is locked, and the person who unlocks it; a computer that has none.
mod keychain_locked;
/// A leak, from the fear to the report.
mod leak_response;
/// Every screen and dialog: accessible, and pictured, light and dark, large and small.
mod look;
/// The memory of the page holds no key.
mod page_memory;
/// The dialogs of calendar, queue and composer; a draft with everything wrong; dropped files.
mod planning;
/// Strangers' texts, empty lists, a hundred thousand rows; the questions a leak begins with.
mod posts;
/// Closing the window while a post waits.
mod quitting;
/// Sends that are slow, refused or unclear.
mod sends_in_trouble;
/// A service that is down, and comes back.
mod service_down;

/// Latchkey and its page.
mod app;
/// The accessibility checker.
mod axe;
/// The desktop: clipboard, keyboard, other programs' windows.
mod desktop;
/// Files dragged from another program.
mod dragging;
/// Pictures for people to look at.
mod gallery;
/// The memory of a process.
mod memory;
#[path = "../needles.rs"]
mod needles;
#[path = "../process.rs"]
mod process;
/// Posts as if they had been read.
mod seeding;
/// A service that runs apart from the app, and its page for keys.
mod service;
/// Login sessions with a keychain of their own.
mod session;
/// Windows and what can be done in them.
mod window;
