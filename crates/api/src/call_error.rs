//! Everything that can come of a call except the wished-for answer.
//!
//! The variants follow what a caller does next, not HTTP's numbers. None carries a response body,
//! a header or a key; the little text that comes from a service is cut, cleaned and stripped of
//! the credential that was sent (`answer.rs`).

use std::time::Duration;

use crate::refusal::Refusal;

/// Why a call brought no answer to work with.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CallError {
    /// The service itself refused the credential.
    #[error("the service refused the credential")]
    Refused(Refusal),
    /// The workspace's plan does not include what was asked (vendor's OpenAPI: 403 with
    /// `required_tier`).
    #[error("the plan {current:?} is too low, {required:?} is needed")]
    PlanTooLow {
        /// The plan that would be enough, as the service names it.
        required: String,
        /// The plan the workspace has, as the service names it.
        current: String,
    },
    /// The credential works but may not do this.
    #[error("the credential may not do this")]
    Forbidden,
    /// The service knows no such thing.
    #[error("the service knows no such thing")]
    NotFound,
    /// It would collide with something that exists.
    #[error("it collides with something that exists")]
    Conflict,
    /// Too many requests in a short time: ask again after the pause.
    #[error("too many requests, the service asks to wait {} s", retry_after.as_secs())]
    RateLimited {
        /// How long to wait, between one second and one hour.
        retry_after: Duration,
    },
    /// A platform's cap for one day is used up. Asking again soon changes nothing.
    #[error("a platform's daily cap is used up")]
    DailyCap {
        /// The caps, at least one.
        violations: Vec<Violation>,
    },
    /// The service does not accept what was sent.
    #[error("the service did not accept the request: {message}")]
    BadRequest {
        /// The service's own words, at most 300 characters, fit to be shown.
        message: String,
        /// What exactly it does not accept, where it says so.
        reasons: Vec<Violation>,
    },
    /// The service failed on its side (408 or 5xx).
    #[error("the service has trouble of its own (status {status})")]
    ServerTrouble {
        /// The HTTP status.
        status: u16,
    },
    /// Something answered that is not the service: a login page of a hotel, a proxy, another
    /// product, a mistyped address.
    #[error("what answered is not this service: {why}")]
    NotThisService {
        /// What gave it away.
        why: NotThisService,
    },
    /// No complete answer arrived.
    #[error("the service could not be reached: {how}")]
    Unreachable {
        /// What went wrong on the way.
        how: Unreachable,
        /// Whether the request may have got through.
        sent: Sent,
    },
    /// The answer is larger than anything the service would send.
    #[error("the answer is too large to read")]
    TooLarge,
}

impl CallError {
    /// Whether a write that ended so may have been carried out. Then the caller must look before
    /// it acts; repeating the write could do it twice.
    ///
    /// An unreadable answer counts: it came after the request arrived somewhere.
    #[must_use]
    pub fn outcome_is_unknown(&self) -> bool {
        match self {
            Self::ServerTrouble { .. } | Self::NotThisService { .. } | Self::TooLarge => true,
            Self::Unreachable { sent, .. } => *sent == Sent::Perhaps,
            Self::Refused(_)
            | Self::PlanTooLow { .. }
            | Self::Forbidden
            | Self::NotFound
            | Self::Conflict
            | Self::RateLimited { .. }
            | Self::DailyCap { .. }
            | Self::BadRequest { .. } => false,
        }
    }

    /// Whether the service itself refused the credential: the only finding that proves it dead.
    #[must_use]
    pub fn is_positive_refusal(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

/// One rule that a post breaks, such as a used-up daily cap (vendor's OpenAPI, 2026-04). What the
/// service leaves out is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The platform's name as the service writes it.
    pub platform: Option<String>,
    /// The service's sentence about it, cleaned and cut.
    pub message: Option<String>,
    /// For a daily cap, posts within the last 24 hours.
    pub used_last_24h: Option<u64>,
    /// Posts allowed within 24 hours.
    pub cap: Option<u64>,
}

/// How one can tell that something else than the service answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotThisService {
    /// A web page.
    #[error("a web page")]
    Html,
    /// Neither a web page nor readable JSON.
    #[error("no readable JSON")]
    NotJson,
    /// JSON, but not as this service shapes it.
    #[error("JSON of another shape")]
    WrongShape,
    /// It wanted to send us elsewhere.
    #[error("a redirect")]
    Redirected,
    /// It does not know a route that this service always has.
    #[error("a route is missing")]
    NoSuchRoute,
}

/// What went wrong on the way to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// The host's name led to no address: it does not exist, or there is no name server to ask.
    /// The operating system does not tell these two apart.
    #[error("no such host")]
    NoSuchHost,
    /// The host is there, nobody listens.
    #[error("connection refused")]
    ConnectionRefused,
    /// No connection or no answer in time.
    #[error("timed out")]
    TimedOut,
    /// No trustworthy encrypted connection: a wrong, expired or unknown certificate, or no trust
    /// store on this computer.
    #[error("no secure connection")]
    Tls,
    /// This computer has no way to the network.
    #[error("offline")]
    Offline,
    /// The connection broke, or failed in another way.
    #[error("connection lost")]
    ConnectionLost,
}

/// Whether a request may have reached the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It cannot have: there was never a connection.
    No,
    /// Nobody knows.
    Perhaps,
}
