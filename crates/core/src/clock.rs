//! What time it is, and waiting. Tests step a clock of their own, so that nothing ever sleeps there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use tokio::sync::watch;

/// A moment, in UTC.
pub type Moment = DateTime<Utc>;

/// The clock the core lives by.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Stepped(Arc<watch::Sender<Moment>>),
}

impl Clock {
    /// The clock of this computer.
    #[must_use]
    pub fn system() -> Clock {
        Clock(Source::System)
    }

    /// A clock that stands at `start` and moves only when it is stepped.
    #[must_use]
    pub fn stepped(start: Moment) -> Clock {
        Clock(Source::Stepped(Arc::new(watch::Sender::new(start))))
    }

    /// The time now, to the millisecond, which is what the database keeps.
    #[must_use]
    pub fn now(&self) -> Moment {
        let now = match &self.0 {
            Source::System => Utc::now(),
            Source::Stepped(now) => *now.borrow(),
        };
        DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// Waits until `duration` has passed on this clock.
    pub async fn sleep(&self, duration: Duration) {
        match &self.0 {
            Source::System => tokio::time::sleep(duration).await,
            Source::Stepped(clock) => {
                let end = self.now() + duration;
                // It fails when the clock is gone, and then nobody waits any more.
                let _ = clock.subscribe().wait_for(|now| *now >= end).await;
            }
        }
    }

    /// Lets time pass: waits for it on the system's clock, makes it so on a stepped one.
    pub async fn pass(&self, duration: Duration) {
        match &self.0 {
            Source::System => tokio::time::sleep(duration).await,
            Source::Stepped(clock) => {
                clock.send_modify(|now| *now += duration);
                tokio::task::yield_now().await;
            }
        }
    }
}

/// A moment as every view shows it: RFC 3339 in UTC, milliseconds, `Z`.
#[must_use]
pub(crate) fn shown(moment: Moment) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}
