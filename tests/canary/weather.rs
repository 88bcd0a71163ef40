//! What can go wrong around a command.

use latchkey_sandbox::{Fault, FaultKind, Faults};

/// What the network, the service and the keychain do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weather {
    /// Everything works.
    Fair,
    /// The service has had too many requests.
    RateLimited,
    /// The service has an error of its own.
    ServerError,
    /// The connection ends before the service did anything.
    CutBefore,
    /// The connection ends after the service did everything.
    CutAfter,
    /// Half of each answer arrives.
    BrokenJson,
    /// The service refuses every key Latchkey has.
    KeysEnded,
    /// The plan does not include the API.
    PlanTooLow,
    /// The keychain is locked.
    KeychainLocked,
    /// Nothing listens at the service's address.
    ServiceGone,
    /// The database cannot be read or written.
    DatabaseBroken,
}

impl Weather {
    /// From fair to foul.
    pub(super) const ALL: [Weather; 11] = [
        Weather::Fair,
        Weather::RateLimited,
        Weather::ServerError,
        Weather::CutBefore,
        Weather::CutAfter,
        Weather::BrokenJson,
        Weather::KeychainLocked,
        Weather::PlanTooLow,
        Weather::KeysEnded,
        Weather::ServiceGone,
        Weather::DatabaseBroken,
    ];

    /// Makes every request to a service meet this weather, if it is one of requests.
    pub(super) fn meet_requests(self, faults: &Faults) {
        faults.clear();
        let kind = match self {
            Weather::RateLimited => FaultKind::RateLimited { retry_after: 1 },
            Weather::ServerError => FaultKind::ServerError,
            Weather::CutBefore => FaultKind::CutBefore,
            Weather::CutAfter => FaultKind::CutAfter,
            Weather::BrokenJson => FaultKind::BrokenJson,
            Weather::Fair
            | Weather::KeysEnded
            | Weather::PlanTooLow
            | Weather::KeychainLocked
            | Weather::ServiceGone
            | Weather::DatabaseBroken => return,
        };
        faults.add(Fault {
            times: u32::MAX,
            ..Fault::next(kind)
        });
    }
}
