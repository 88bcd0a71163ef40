//! What stands in the way of a send, or stood in it, in a form that can be kept.

use chrono::TimeDelta;
use jiff::tz::TimeZone;
use latchkey_api::{CallError, Violation};
use latchkey_store::sends::SendRow;
use latchkey_store::{Transaction, posts};
use latchkey_text::sending as t;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::calendar::clash::Outgoing;
use crate::calendar::sentence as moment;
use crate::error::Error;
use crate::files::UploadFailure;
use crate::obstacle::{Obstacle, reasons_said};
use crate::wording::{self, Words, words};

/// Something in the way. Kept as JSON beside the send it stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trouble", content = "of", rename_all = "snake_case")]
pub(super) enum Trouble {
    /// The service, the network or the keychain.
    Obstacle(Obstacle),
    /// Platforms take no more posts of the account for now.
    DailyCaps {
        /// Which ones.
        caps: Vec<Cap>,
        /// When each of them takes one more, as far as Latchkey sees what went out.
        free_at: Option<Moment>,
        /// What the service said.
        said: Option<String>,
    },
    /// Its time passed before it left.
    TimePassed,
    /// It was never complete, or is not any more: its profile or a file is gone.
    Incomplete,
    /// A file did not reach the service.
    File {
        /// Its name.
        name: String,
        /// Why.
        failure: UploadFailure,
    },
    /// The app was closed before it left.
    AppClosed,
}

/// A platform's limit for 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cap {
    /// The platform as the service calls it.
    platform: String,
    /// How many posts it takes, where the service says so.
    most: Option<u64>,
}

/// The time a platform's cap is counted over (vendor's documentation).
const DAY: TimeDelta = TimeDelta::hours(24);

impl Trouble {
    /// The service's refusal of a send.
    pub(super) fn refusal(
        tx: &Transaction<'_>,
        row: &SendRow,
        error: &CallError,
        now: Moment,
    ) -> Result<Trouble, Error> {
        let CallError::DailyCap { violations } = error else {
            return Ok(Obstacle::from(error).into());
        };
        let caps: Vec<Cap> = violations.iter().filter_map(Cap::of).collect();
        if caps.is_empty() {
            let said = reasons_said(violations);
            return Ok(said.map_or(Obstacle::DailyCap, Obstacle::Declined).into());
        }
        Ok(Trouble::DailyCaps {
            free_at: free_at(tx, row, &caps, now)?,
            said: reasons_said(violations),
            caps,
        })
    }

    pub(super) fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn of(row: &SendRow) -> Option<Trouble> {
        serde_json::from_str(row.problem.as_deref()?).ok()
    }

    pub(super) fn words(&self, zone: &TimeZone) -> Words {
        match self {
            Trouble::Obstacle(obstacle) => wording::obstacle(obstacle),
            Trouble::DailyCaps {
                caps,
                free_at,
                said,
            } => {
                let remedy = match free_at {
                    Some(at) => t::caps_free_at(moment(zone, *at)),
                    None => t::caps_free_later(),
                };
                let said = said.iter().map(t::service_said);
                let remedy = std::iter::once(remedy).chain(said);
                let message: Vec<String> = caps.iter().map(Cap::sentence).collect();
                words(message.join(" "), remedy.collect::<Vec<_>>().join(" "))
            }
            Trouble::TimePassed => words(t::time_passed(), t::time_passed_remedy()),
            Trouble::Incomplete => words(t::incomplete(), t::incomplete_remedy()),
            Trouble::File { name, failure } => failure.words(name),
            Trouble::AppClosed => words(t::app_closed(), t::app_closed_remedy()),
        }
    }
}

impl Cap {
    fn of(violation: &Violation) -> Option<Cap> {
        Some(Cap {
            platform: violation.platform.clone()?,
            most: violation.cap,
        })
    }

    fn sentence(&self) -> String {
        let platform = wording::platform(&self.platform);
        match self.most {
            Some(most) => t::cap_reached(most, platform),
            None => t::cap_reached_somewhere(platform),
        }
    }
}

/// When all of these platforms take one more. None when less is known here than the service counts:
/// what was posted elsewhere nobody here can see.
fn free_at(
    tx: &Transaction<'_>,
    row: &SendRow,
    caps: &[Cap],
    now: Moment,
) -> Result<Option<Moment>, Error> {
    // The service's clock may be ahead of this one.
    let near = posts::planned(tx, &row.workspace_id, now - DAY, now + DAY)?;
    let is_out = near.iter().filter(|post| post.status != "scheduled");
    let out: Vec<Outgoing> = is_out.filter_map(Outgoing::of_post).collect();
    let frees = |cap: &Cap| {
        let of_account = out.iter().filter(|post| {
            post.profile_id == row.profile_id && post.platforms.contains(&cap.platform)
        });
        let times: Vec<Moment> = of_account.filter_map(|post| post.at).collect();
        let most = usize::try_from(cap.most?).ok()?;
        // They are in order of time; when this one is a day old, there is room.
        let last = times.len().checked_sub(most)?;
        times.get(last).map(|at| *at + DAY)
    };
    let all: Option<Vec<Moment>> = caps.iter().map(frees).collect();
    Ok(all.and_then(|all| all.into_iter().max()))
}

impl From<Obstacle> for Trouble {
    fn from(obstacle: Obstacle) -> Trouble {
        Trouble::Obstacle(obstacle)
    }
}
