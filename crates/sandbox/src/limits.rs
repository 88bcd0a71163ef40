//! How much a caller may ask for: 100 requests a minute per key, 50 uploads an hour per workspace
//! (vendor's authentication page, 2026-05).
//!
//! Both windows slide, the stricter reading where the vendor names none. Refused requests do not
//! count. The windows live in memory: a restart forgets them.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::error::ApiError;

const REQUESTS: Limit = Limit {
    count: 100,
    window_ms: 60_000,
};
const UPLOADS: Limit = Limit {
    count: 50,
    window_ms: 3_600_000,
};

/// The windows of this start.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    requests: Mutex<HashMap<String, Window>>,
    uploads: Mutex<Window>,
    taken: AtomicU64,
    too_fast: AtomicU64,
}

/// How many requests with a key this start has counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Let through by the rate limit.
    pub taken: u64,
    /// Refused by it.
    pub too_fast: u64,
}

impl Limits {
    /// Counts one request of the key.
    pub(crate) fn request(&self, key_id: &str, now_ms: i64) -> Result<(), ApiError> {
        let mut windows = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = windows
            .entry(key_id.to_owned())
            .or_default()
            .take(REQUESTS, now_ms);
        let counter = match outcome {
            Ok(()) => &self.taken,
            Err(_) => &self.too_fast,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        outcome
    }

    /// What was counted so far.
    pub(crate) fn tally(&self) -> Tally {
        Tally {
            taken: self.taken.load(Ordering::Relaxed),
            too_fast: self.too_fast.load(Ordering::Relaxed),
        }
    }

    /// Counts one upload of the workspace.
    pub(crate) fn upload(&self, now_ms: i64) -> Result<(), ApiError> {
        let mut window = self.uploads.lock().unwrap_or_else(PoisonError::into_inner);
        window.take(UPLOADS, now_ms)
    }
}

#[derive(Debug, Clone, Copy)]
struct Limit {
    count: usize,
    window_ms: i64,
}

/// When the requests that still count were made, oldest first.
#[derive(Debug, Default)]
struct Window(VecDeque<i64>);

impl Window {
    fn take(&mut self, limit: Limit, now_ms: i64) -> Result<(), ApiError> {
        // A time in the future means that the computer's clock was set back; such an entry would
        // block the caller for longer than any window lasts.
        self.0
            .retain(|made| (0..limit.window_ms).contains(&(now_ms - made)));
        if self.0.len() < limit.count {
            self.0.push_back(now_ms);
            return Ok(());
        }
        let oldest = self.0.front().copied().unwrap_or(now_ms);
        let wait_ms = u64::try_from(oldest + limit.window_ms - now_ms).unwrap_or(0);
        Err(ApiError::RateLimited {
            seconds: wait_ms.div_ceil(1000).max(1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE_A_MINUTE: Limit = Limit {
        count: 3,
        window_ms: 60_000,
    };

    #[test]
    fn a_full_window_says_in_whole_seconds_when_it_opens_again() {
        let mut window = Window::default();
        for now in [0, 10_500, 20_000] {
            window.take(THREE_A_MINUTE, now).unwrap();
        }
        assert_eq!(refusal(&mut window, 30_001), 30, "29.999 s are rounded up");
        assert_eq!(refusal(&mut window, 59_999), 1);
        window.take(THREE_A_MINUTE, 60_000).unwrap();
        assert_eq!(
            refusal(&mut window, 60_000),
            11,
            "the next one leaves at 70.5 s"
        );
    }

    #[test]
    fn refused_requests_do_not_lengthen_the_wait() {
        let mut window = Window::default();
        for _ in 0..3 {
            window.take(THREE_A_MINUTE, 0).unwrap();
        }
        for now in 1..60 {
            refusal(&mut window, now * 1000);
        }
        window.take(THREE_A_MINUTE, 60_000).unwrap();
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_lock_the_caller_out() {
        let mut window = Window::default();
        for _ in 0..3 {
            window.take(THREE_A_MINUTE, 10_000_000).unwrap();
        }
        window.take(THREE_A_MINUTE, 0).unwrap();
    }

    fn refusal(window: &mut Window, now_ms: i64) -> u64 {
        match window.take(THREE_A_MINUTE, now_ms) {
            Err(ApiError::RateLimited { seconds }) => seconds,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }
}
