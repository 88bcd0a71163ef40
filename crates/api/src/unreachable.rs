//! Reads the HTTP library's errors: what went wrong on the way, and whether anything was sent.

use std::error::Error;
use std::io;

use crate::call_error::{CallError, Sent, Unreachable};
use crate::resolver::NameNotResolved;

/// What an error of the HTTP library means. The error itself goes no further: it names the
/// address, and its text is nothing a program can act on.
pub(crate) fn unreachable(error: &reqwest::Error) -> CallError {
    // Until there is a connection, encrypted where it must be, nothing can have been sent.
    let sent = if error.is_connect() {
        Sent::No
    } else {
        Sent::Perhaps
    };
    if error.is_timeout() {
        return CallError::Unreachable {
            how: Unreachable::TimedOut,
            sent,
        };
    }
    let outermost: &(dyn Error + 'static) = error;
    let mut causes = std::iter::successors(Some(outermost), |&error| cause(error));
    let how = causes
        .find_map(recognised)
        .unwrap_or(Unreachable::ConnectionLost);
    CallError::Unreachable { how, sent }
}

/// The next error inwards. `io::Error::source` skips the very error it wraps, and TLS errors
/// travel inside one.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn recognised(error: &(dyn Error + 'static)) -> Option<Unreachable> {
    if error.is::<NameNotResolved>() {
        return Some(Unreachable::NoSuchHost);
    }
    if error.is::<rustls::Error>() {
        return Some(Unreachable::Tls);
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "io::ErrorKind may grow at any time"
    )]
    match error.downcast_ref::<io::Error>()?.kind() {
        io::ErrorKind::ConnectionRefused => Some(Unreachable::ConnectionRefused),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkDown => Some(Unreachable::Offline),
        _ => None,
    }
}
