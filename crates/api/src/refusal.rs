//! The evidence that a service refused a credential.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::answer::Answer;

/// A refusal by the service itself, in its own words: what a proof of death rests on.
///
/// It can only come out of a call. A 401 from anything but the service makes none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    at: DateTime<Utc>,
    status: u16,
    took: Duration,
    budget: String,
}

impl Refusal {
    /// For `Answer::read` alone, once it has recognised the service's own 401.
    pub(crate) fn new(answer: &Answer) -> Self {
        Self {
            at: answer.at,
            status: answer.status.as_u16(),
            took: answer.took,
            budget: answer.credential.budget.clone(),
        }
    }

    /// When the refusal arrived, by this computer's clock.
    #[must_use]
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The HTTP status it came with.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// From sending the request to the end of the answer.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.took
    }

    /// The [`budget`](crate::Credential::budget) of the credential that was refused, so that
    /// nobody can hold the refusal of one key against another.
    #[must_use]
    pub fn budget(&self) -> &str {
        &self.budget
    }
}
