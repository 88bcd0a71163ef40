//! What can stand between Latchkey and a finished step, in a form that can be kept.
//!
//! An obstacle is never a finding: "the network is gone" says nothing about a key.

use latchkey_api::{CallError, Unreachable, Violation};
use latchkey_store::StoreError;
use latchkey_vault::VaultError;
use serde::{Deserialize, Serialize};

use crate::wording;

/// Something in the way. Kept as JSON beside the step it stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "obstacle", content = "of", rename_all = "snake_case")]
pub enum Obstacle {
    /// The service's name leads nowhere, or there is no name server to ask.
    NoSuchHost,
    /// This computer is offline.
    Offline,
    /// Nobody listens at the address.
    NobodyListens,
    /// No answer in time.
    TooSlow,
    /// The connection broke off.
    ConnectionLost,
    /// The connection would not be secure.
    NotSecure,
    /// Too many requests; the service asked for a pause.
    RateLimited,
    /// A daily cap is reached.
    DailyCap,
    /// The service has trouble of its own; the HTTP status.
    ServerTrouble(u16),
    /// What answers at the address is not this service.
    NotThisService,
    /// The plan does not include keys.
    PlanTooLow {
        /// The plan that would do.
        required: String,
        /// The plan there is.
        current: String,
    },
    /// The service does not accept the key.
    KeyRefused,
    /// The key may not do this.
    Forbidden,
    /// The service said no, in these words.
    Declined(String),
    /// The owner's session is not there or not accepted.
    NoOwnerSession,
    /// The key's secret is not in the keychain, so nobody can see it refused.
    CannotBeProven,
    /// No key of the workspace is known to work, so nothing can be asked.
    NoWorkingKey,
    /// The keychain stands in the way.
    Keychain(VaultTrouble),
    /// The demo workspace did not start.
    DemoNotRunning,
    /// The disk is full or the database failed.
    Disk,
}

/// What is wrong with the keychain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VaultTrouble {
    /// It waits for the person.
    Locked,
    /// There is none.
    Absent,
    /// It is another one.
    Replaced,
    /// It failed, or did not take what was given.
    Broken,
}

impl VaultTrouble {
    /// The trouble behind an error; none when the entry is simply not there.
    #[must_use]
    pub fn of(error: &VaultError) -> Option<VaultTrouble> {
        match error {
            VaultError::Missing => None,
            VaultError::Locked | VaultError::NoAnswer => Some(VaultTrouble::Locked),
            VaultError::Absent => Some(VaultTrouble::Absent),
            VaultError::Replaced => Some(VaultTrouble::Replaced),
            VaultError::TooLarge { .. } | VaultError::Broken => Some(VaultTrouble::Broken),
        }
    }
}

impl Obstacle {
    /// The text kept in a `problem` column.
    #[must_use]
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a `problem` column says.
    #[must_use]
    pub fn read(kept: Option<&str>) -> Option<Obstacle> {
        serde_json::from_str(kept?).ok()
    }
}

impl From<&CallError> for Obstacle {
    fn from(error: &CallError) -> Obstacle {
        match error {
            CallError::Refused(_) => Obstacle::KeyRefused,
            CallError::PlanTooLow { required, current } => Obstacle::PlanTooLow {
                required: required.clone(),
                current: current.clone(),
            },
            CallError::Forbidden => Obstacle::Forbidden,
            CallError::NotFound | CallError::Conflict => Obstacle::Declined(String::new()),
            CallError::RateLimited { .. } => Obstacle::RateLimited,
            CallError::DailyCap { .. } => Obstacle::DailyCap,
            CallError::BadRequest { message, reasons } => {
                Obstacle::Declined(reasons_said(reasons).unwrap_or_else(|| message.clone()))
            }
            CallError::ServerTrouble { status } => Obstacle::ServerTrouble(*status),
            CallError::NotThisService { .. } | CallError::TooLarge => Obstacle::NotThisService,
            CallError::Unreachable { how, .. } => match how {
                Unreachable::NoSuchHost => Obstacle::NoSuchHost,
                Unreachable::ConnectionRefused => Obstacle::NobodyListens,
                Unreachable::TimedOut => Obstacle::TooSlow,
                Unreachable::Tls => Obstacle::NotSecure,
                Unreachable::Offline => Obstacle::Offline,
                Unreachable::ConnectionLost => Obstacle::ConnectionLost,
            },
        }
    }
}

/// What the service said of each rule that was broken; none where it said nothing.
pub(crate) fn reasons_said(reasons: &[Violation]) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for reason in reasons {
        let Some(message) = &reason.message else {
            continue;
        };
        let sentence = match &reason.platform {
            Some(slug) if !names(message, slug) => {
                format!("{}: {message}", wording::platform(slug))
            }
            _ => message.clone(),
        };
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    (!said.is_empty()).then(|| said.join(" · "))
}

fn names(message: &str, slug: &str) -> bool {
    let mut words = message.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word.eq_ignore_ascii_case(slug))
}

impl From<&VaultError> for Obstacle {
    fn from(error: &VaultError) -> Obstacle {
        match VaultTrouble::of(error) {
            Some(trouble) => Obstacle::Keychain(trouble),
            None => Obstacle::CannotBeProven,
        }
    }
}

impl From<&StoreError> for Obstacle {
    fn from(_: &StoreError) -> Obstacle {
        Obstacle::Disk
    }
}
