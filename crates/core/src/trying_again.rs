//! When something that failed is tried again: never by itself, after the pause the service asked
//! for, or after a while.

use std::time::Duration;

use latchkey_api::CallError;

/// Trying again by itself would change nothing.
pub(crate) fn is_final(error: &CallError) -> bool {
    matches!(
        error,
        CallError::Forbidden
            | CallError::PlanTooLow { .. }
            | CallError::BadRequest { .. }
            | CallError::DailyCap { .. }
            | CallError::Conflict
            | CallError::NotFound
    )
}

/// The pause the service asked for.
pub(crate) fn pause_asked(error: &CallError) -> Option<Duration> {
    if let CallError::RateLimited { retry_after } = error {
        return Some(*retry_after);
    }
    None
}

/// The pause after so many tries.
pub(crate) fn patience(attempts: i64) -> Duration {
    Duration::from_secs(match attempts {
        ..=3 => 1,
        4..=10 => 5,
        11..=30 => 20,
        _ => 60,
    })
}
