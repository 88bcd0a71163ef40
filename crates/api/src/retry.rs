//! Asks again when that is harmless: reading calls only, twice at most, with jitter.
//!
//! Writes never come here: `POST` twice may create twice. A check that is to prove something does
//! not either, because its caller counts the attempts.

use std::future::Future;

use backon::{ExponentialBuilder, Retryable};

use crate::budget::PATIENCE;
use crate::call_error::{CallError, Unreachable};
use crate::http::Http;

impl Http {
    /// Makes up to three attempts. Each one takes its own turn in the rate budget, and that is where
    /// a `Retry-After` is waited for.
    pub(crate) async fn reading<T, F>(&self, attempt: impl FnMut() -> F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, CallError>>,
    {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(self.shortest_pause)
            .with_max_delay(self.shortest_pause * 10)
            .with_max_times(2)
            .with_jitter();
        attempt.retry(pauses).when(may_pass).await
    }
}

/// Whether the trouble may be over in a moment. A timeout is not repeated: the person has waited
/// long enough, and so has the service.
fn may_pass(error: &CallError) -> bool {
    match error {
        CallError::ServerTrouble { .. } => true,
        CallError::RateLimited { retry_after } => *retry_after <= PATIENCE,
        CallError::Unreachable { how, .. } => *how != Unreachable::TimedOut,
        CallError::Refused(_)
        | CallError::PlanTooLow { .. }
        | CallError::Forbidden
        | CallError::NotFound
        | CallError::Conflict
        | CallError::DailyCap { .. }
        | CallError::BadRequest { .. }
        | CallError::NotThisService { .. }
        | CallError::TooLarge => false,
    }
}
