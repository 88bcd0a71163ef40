//! What stands in the way of a send, or stood in it, in a form that can be kept.

use latchkey_api::CallError;
use latchkey_store::sends::SendRow;
use latchkey_text::sending as t;
use serde::{Deserialize, Serialize};

use crate::files::UploadFailure;
use crate::obstacle::Obstacle;
use crate::wording::{self, Words, words};

/// Something in the way. Kept as JSON beside the send it stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trouble", content = "of", rename_all = "snake_case")]
pub(super) enum Trouble {
    /// The service, the network or the keychain.
    Obstacle(Obstacle),
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

impl Trouble {
    /// The service's refusal, in its own words where it has some.
    pub(super) fn refusal(error: &CallError) -> Trouble {
        let mut said = Vec::new();
        if let CallError::DailyCap { violations } = error {
            let messages = violations.iter();
            said.extend(messages.filter_map(|violation| violation.message.as_deref()));
        }
        Trouble::Obstacle(if said.is_empty() {
            Obstacle::from(error)
        } else {
            Obstacle::Declined(said.join(" "))
        })
    }

    pub(super) fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn of(row: &SendRow) -> Option<Trouble> {
        serde_json::from_str(row.problem.as_deref()?).ok()
    }

    pub(super) fn words(&self) -> Words {
        match self {
            Trouble::Obstacle(obstacle) => wording::obstacle(obstacle),
            Trouble::TimePassed => words(t::time_passed(), t::time_passed_remedy()),
            Trouble::Incomplete => words(t::incomplete(), t::incomplete_remedy()),
            Trouble::File { name, failure } => failure.words(name),
            Trouble::AppClosed => words(t::app_closed(), t::app_closed_remedy()),
        }
    }
}

impl From<Obstacle> for Trouble {
    fn from(obstacle: Obstacle) -> Trouble {
        Trouble::Obstacle(obstacle)
    }
}
