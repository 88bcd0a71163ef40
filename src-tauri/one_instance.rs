//! One Latchkey at a time, also right after a crash.
//!
//! The plugin that keeps a second Latchkey from starting asks the message bus who has the app's
//! name, and gives up when the one who has it does not answer. A program that was killed has its
//! name for some milliseconds more, until the bus sees its connection close; who starts Latchkey in
//! that moment would get nothing. So the name's owner is asked for a sign of life first, and one
//! that dies instead of answering is waited for.

use std::time::{Duration, Instant};

use zbus::blocking::{Connection, connection};
use zbus::fdo;

/// A dying program is gone long before; one that hangs must not keep this one waiting.
const PATIENCE: Duration = Duration::from_secs(5);

/// Returns when the name of the app with this identifier is free, or its owner is alive. Without a
/// bus there is nothing to wait for.
pub(crate) fn wait_for_a_dying_one(identifier: &str) {
    let name = format!("{identifier}.SingleInstance");
    let start = Instant::now();
    if let Ok(bus) = session_bus() {
        while dies(&bus, &name) && start.elapsed() < PATIENCE {}
    }
}

fn session_bus() -> zbus::Result<Connection> {
    connection::Builder::session()?
        .method_timeout(PATIENCE)
        .build()
}

/// Whether the owner of a name left the bus instead of answering. The bus itself says so.
fn dies(bus: &Connection, name: &str) -> bool {
    let answer = bus.call_method(
        Some(name),
        "/",
        Some("org.freedesktop.DBus.Peer"),
        "Ping",
        &(),
    );
    matches!(
        answer.map_err(fdo::Error::from),
        Err(fdo::Error::NoReply(_) | fdo::Error::Disconnected(_))
    )
}
