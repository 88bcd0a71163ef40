//! How many requests a key may make: as many as its service allows, never one more.
//!
//! CodivUpload allows 100 requests a minute per key and does not say how it counts (vendor's
//! authentication page). So this holds under every way of counting: no 60 seconds, wherever they
//! begin, contain more than 100 requests, counted when they reach the service. A request takes
//! one of 100 slots and gives it back 60 seconds after its answer came. Only then is it certain
//! that the request reached the service more than 60 seconds ago, however slow the way there was.
//!
//! A token bucket (the `governor` crate, say) cannot promise this. With a bucket of 100 it lets
//! 100 through at once and refills during the same minute, up to twice the limit in one window;
//! with a smaller bucket a person waits although nothing was used. Slots do neither: the first
//! 100 requests go at once, a long batch runs at the full rate.
//!
//! What goes on in the background leaves a few slots free. Otherwise a long batch would hold the
//! whole minute, and a person who ends a leaked key would wait for it.
//!
//! Time is tokio's, so that a test can turn the clock.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep};

/// The service's window.
const WINDOW: Duration = Duration::from_secs(60);
/// Covers a service whose clock runs a little fast, and a request that was given up just before
/// it arrived.
const MARGIN: Duration = Duration::from_millis(250);
/// A full window is empty again after this long. When a service asks for a longer pause, a person
/// should be told instead of kept waiting.
pub(crate) const PATIENCE: Duration = WINDOW;

/// Slots that the background does not take: enough to ask for one thing and to look at the result,
/// and few enough that a batch keeps nearly the full rate.
const KEPT_FREE: usize = 4;

/// One [`Budget`] for each name it is asked for.
pub(crate) struct Budgets {
    slots: usize,
    by_name: Mutex<HashMap<String, Arc<Budget>>>,
}

impl Budgets {
    pub(crate) fn new(slots: usize) -> Self {
        Self {
            slots,
            by_name: Mutex::default(),
        }
    }

    pub(crate) fn named(&self, name: &str) -> Arc<Budget> {
        let mut by_name = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        let budget = by_name.entry(name.to_owned());
        Arc::clone(budget.or_insert_with(|| Arc::new(Budget::new(self.slots))))
    }
}

/// The budget of one key.
pub(crate) struct Budget {
    /// Whoever holds it is next. tokio's mutex hands itself on in the order of asking.
    queue: tokio::sync::Mutex<()>,
    slots: Arc<Semaphore>,
    /// What the background may take of them.
    background: Arc<Semaphore>,
    quiet_until: Mutex<Instant>,
}

/// The service asked for quiet, for this much longer: more than [`PATIENCE`].
#[derive(Debug)]
pub(crate) struct LongQuiet(pub(crate) Duration);

impl Budget {
    fn new(slots: usize) -> Self {
        Self {
            queue: tokio::sync::Mutex::default(),
            slots: Arc::new(Semaphore::new(slots)),
            background: Arc::new(Semaphore::new(slots.saturating_sub(KEPT_FREE).max(1))),
            quiet_until: Mutex::new(Instant::now()),
        }
    }

    /// Waits until one more request may be sent; first come, first served. Giving up the wait
    /// costs nobody anything.
    pub(crate) async fn turn(&self) -> Result<Turn, LongQuiet> {
        let _next = self.queue.lock().await;
        let slot = Arc::clone(&self.slots).acquire_owned().await;
        let slot = slot.expect("nobody closes the semaphore");
        loop {
            let quiet = self.quiet();
            if quiet.is_zero() {
                return Ok(Turn {
                    slot: Some(slot),
                    background: None,
                    runtime: Handle::current(),
                });
            }
            if quiet > PATIENCE {
                return Err(LongQuiet(quiet));
            }
            sleep(quiet).await;
        }
    }

    /// Like [`turn`](Self::turn), for what nobody waits for: it gives way to what somebody does.
    pub(crate) async fn turn_in_background(&self) -> Result<Turn, LongQuiet> {
        let slot = Arc::clone(&self.background).acquire_owned().await;
        let slot = slot.expect("nobody closes the semaphore");
        let mut turn = self.turn().await?;
        turn.background = Some(slot);
        Ok(turn)
    }

    /// Sends nothing for a while, because the service said so.
    pub(crate) fn keep_quiet(&self, pause: Duration) {
        let mut until = self
            .quiet_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *until = (*until).max(Instant::now() + pause);
    }

    fn quiet(&self) -> Duration {
        let until = self
            .quiet_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        until.saturating_duration_since(Instant::now())
    }
}

/// The right to send one request. To be dropped when the answer is there, or given up on.
pub(crate) struct Turn {
    slot: Option<OwnedSemaphorePermit>,
    background: Option<OwnedSemaphorePermit>,
    runtime: Handle,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let slots = (self.slot.take(), self.background.take());
        self.runtime.spawn(async move {
            sleep(WINDOW + MARGIN).await;
            drop(slots);
        });
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::sync::Mutex;
    use std::time::Duration;

    use futures::future::join_all;
    use proptest::prelude::*;
    use tokio::time::{Instant, sleep, timeout};

    use super::{Budget, KEPT_FREE, MARGIN, WINDOW};

    /// Runs on a clock that jumps ahead whenever everybody waits.
    fn in_fast_time<T>(work: impl Future<Output = T>) -> T {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap()
            .block_on(work)
    }

    #[derive(Clone, Debug)]
    struct Request {
        asked_at: Duration,
        /// From sending it to its arrival at the service.
        way: Duration,
        /// From sending it to its answer, or to giving up on it.
        over_after: Duration,
    }

    /// Makes the requests and returns when each one reached the service, in order.
    async fn arrivals(requests: Vec<Request>) -> Vec<Duration> {
        let start = Instant::now();
        let budget = Budget::new(100);
        let mut seen = join_all(requests.into_iter().map(async |request| {
            sleep(request.asked_at).await;
            let turn = budget.turn().await.unwrap();
            let arrival = start.elapsed() + request.way;
            sleep(request.over_after).await;
            drop(turn);
            arrival
        }))
        .await;
        seen.sort();
        seen
    }

    fn milliseconds(range: std::ops::Range<u64>) -> impl Strategy<Value = Duration> {
        range.prop_map(Duration::from_millis)
    }

    /// Arrives before its answer, or shortly after its sender gave up on it.
    fn request() -> impl Strategy<Value = Request> {
        let times = (
            milliseconds(0..90_000),
            milliseconds(0..2_000),
            milliseconds(0..1_000),
        );
        times.prop_map(|(asked_at, way, over_after)| Request {
            asked_at,
            way: way.min(over_after + Duration::from_millis(240)),
            over_after,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn no_minute_contains_more_than_a_hundred_requests(
            requests in prop::collection::vec(request(), 200..500),
        ) {
            let seen = in_fast_time(arrivals(requests));
            for minute in seen.windows(101) {
                let (first, one_too_many) = (minute[0], minute[100]);
                prop_assert!(one_too_many - first > WINDOW, "{first:?} to {one_too_many:?}");
            }
        }

        #[test]
        fn a_batch_takes_no_longer_than_needed(
            batch in prop::collection::vec(milliseconds(0..900), 1_000),
        ) {
            let batch = batch.into_iter().map(|over_after| Request {
                asked_at: Duration::ZERO,
                way: over_after / 2,
                over_after,
            });
            let seen = in_fast_time(arrivals(batch.collect()));
            let needed = WINDOW * 9;
            prop_assert!(seen[999] <= needed.mul_f64(1.02), "{:?}", seen[999]);
        }
    }

    #[test]
    fn the_first_hundred_do_not_wait() {
        in_fast_time(async {
            let (start, budget) = (Instant::now(), Budget::new(100));
            for _ in 0..100 {
                drop(budget.turn().await.unwrap());
            }
            assert_eq!(start.elapsed(), Duration::ZERO);
            drop(budget.turn().await.unwrap());
            assert!(
                start.elapsed() >= WINDOW + MARGIN,
                "the next one waits for the first slot"
            );
        });
    }

    #[test]
    fn a_batch_in_the_background_holds_nobody_up() {
        in_fast_time(async {
            let (start, budget) = (Instant::now(), Budget::new(100));
            let batch = join_all((0..200).map(async |_| {
                drop(budget.turn_in_background().await.unwrap());
            }));
            let person = async {
                sleep(Duration::from_secs(1)).await;
                for _ in 0..KEPT_FREE {
                    drop(budget.turn().await.unwrap());
                }
                assert_eq!(start.elapsed(), Duration::from_secs(1), "no wait");
            };
            tokio::join!(batch, person);
            let needed = (WINDOW + MARGIN) * 2;
            assert!(start.elapsed() <= needed + Duration::from_secs(1));
        });
    }

    #[test]
    fn turns_come_in_the_order_of_asking_and_nobody_is_held_up_by_one_who_left() {
        in_fast_time(async {
            let budget = Budget::new(10);
            let served = Mutex::new(Vec::new());
            join_all((0..100).map(async |place| {
                let wait = async {
                    let turn = budget.turn().await.unwrap();
                    served.lock().unwrap().push(place);
                    drop(turn);
                };
                let leaves = place >= 10 && place % 3 == 0;
                let patience = if leaves {
                    Duration::from_secs(5)
                } else {
                    Duration::MAX
                };
                let _ = timeout(patience, wait).await;
            }))
            .await;
            let stayed: Vec<i32> = (0..100)
                .filter(|place| *place < 10 || place % 3 != 0)
                .collect();
            assert_eq!(*served.lock().unwrap(), stayed);
        });
    }

    #[test]
    fn everybody_keeps_quiet_when_the_service_asks_for_it() {
        in_fast_time(async {
            let (start, budget) = (Instant::now(), Budget::new(100));
            budget.keep_quiet(Duration::from_secs(42));
            budget.keep_quiet(Duration::from_secs(5));
            join_all((0..3).map(|_| budget.turn())).await;
            assert_eq!(start.elapsed().as_secs(), 42, "the longest pause counts");
        });
    }

    #[test]
    fn a_long_quiet_is_reported_instead_of_waited_for() {
        in_fast_time(async {
            let (start, budget) = (Instant::now(), Budget::new(1));
            budget.keep_quiet(Duration::from_secs(3_600));
            for _ in 0..2 {
                assert_eq!(
                    budget.turn().await.err().unwrap().0,
                    Duration::from_secs(3_600)
                );
            }
            assert_eq!(start.elapsed(), Duration::ZERO, "and no slot was used up");
        });
    }
}
