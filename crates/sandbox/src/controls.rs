//! The levers of a sandbox that a test or a demonstration may move while it runs.
//!
//! They are not part of the workspace: every start begins with the defaults.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

/// The plan of the workspace's owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plan {
    /// Without API access: every call on `/v1` is refused with 403.
    Free,
    /// 10 profiles.
    Starter,
    /// 25 profiles.
    Pro,
    /// 75 profiles.
    Business,
}

impl Plan {
    /// The plan as the API spells it.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Starter => "starter",
            Self::Pro => "pro",
            Self::Business => "business",
        }
    }

    /// How many profiles the plan allows (vendor's agency guide, 2026-05).
    #[must_use]
    pub fn profiles(self) -> usize {
        match self {
            Self::Free => 2,
            Self::Starter => 10,
            Self::Pro => 25,
            Self::Business => 75,
        }
    }
}

/// Where the levers stand; also the JSON of `/owner/controls`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The owner's plan.
    pub plan: Plan,
    /// How long a key goes on working after it was revoked.
    pub revocation_delay_ms: u64,
    /// How long a post is in `publishing` before its destinations have a result.
    pub publishing_ms: u64,
    /// Platforms that refuse everything, by slug.
    pub failing_platforms: BTreeSet<String>,
    /// How far this sandbox's clock is ahead of the computer's; at most a hundred years count.
    pub clock_ahead_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            plan: Plan::Pro,
            revocation_delay_ms: 0,
            publishing_ms: 300,
            failing_platforms: BTreeSet::new(),
            clock_ahead_ms: 0,
        }
    }
}

/// The levers themselves.
#[derive(Debug, Default)]
pub struct Controls {
    settings: Mutex<Settings>,
    moved: Notify,
}

impl Controls {
    /// Where the levers stand now.
    #[must_use]
    pub fn get(&self) -> Settings {
        self.lock().clone()
    }

    /// Moves some levers.
    pub fn update(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.lock());
        self.moved.notify_one();
    }

    /// Puts this sandbox's clock forward: posts fall due, rate windows pass, revocations bite.
    pub fn advance_clock(&self, by: Duration) {
        let by = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.update(|settings| {
            settings.clock_ahead_ms = settings.clock_ahead_ms.saturating_add(by);
        });
    }

    /// Resolves when a lever was moved since the last call.
    pub(crate) async fn moved(&self) {
        self.moved.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
