//! A send as the database keeps it.

use chrono::TimeDelta;
use latchkey_api::codivupload::NewPost;
use latchkey_store::Transaction;
use latchkey_store::sends::{self, SendRow};
use latchkey_store::workspaces::WorkspaceRow;
use serde::{Deserialize, Serialize};

use super::trouble::Trouble;
use crate::error::Error;
use crate::history::{Draft, Kind, Scribe};
use crate::keys::workspace_row;
use crate::views::DraftContent;
use crate::{Core, Moment};

/// The longest pause there is. One that is longer comes from a clock that was set back.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(2);

/// How far a send is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nothing has left; it can be taken back.
    Waiting,
    /// Its files are being uploaded, and nothing was asked for.
    Uploading,
    /// The request may have left, and its answer is not here.
    Sending,
    /// The service has it and publishes it now.
    Accepted,
    /// The service has it and publishes it later.
    Scheduled,
    /// It certainly did not arrive.
    Refused,
    /// Nobody knows whether it arrived.
    Unclear,
    /// Nothing left.
    TakenBack,
    /// Nobody knows, and the person leaves it at that.
    LeftUnsent,
}

impl Stage {
    const NAMES: [(Stage, &str); 9] = [
        (Stage::Waiting, "waiting"),
        (Stage::Uploading, "uploading"),
        (Stage::Sending, "sending"),
        (Stage::Accepted, "accepted"),
        (Stage::Scheduled, "scheduled"),
        (Stage::Refused, "refused"),
        (Stage::Unclear, "unclear"),
        (Stage::TakenBack, "taken_back"),
        (Stage::LeftUnsent, "left_unsent"),
    ];

    /// The database knows no other words; one would leave it to the person.
    pub(super) fn of(row: &SendRow) -> Stage {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == row.stage)
            .map_or(Stage::Unclear, |(stage, _)| *stage)
    }

    pub(super) fn name(self) -> String {
        let named = Self::NAMES.iter().find(|(stage, _)| *stage == self);
        named.map_or("unclear", |(_, name)| name).to_owned()
    }
}

/// When it is to go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Now,
    At,
    Queue,
}

impl How {
    pub(super) fn of(row: &SendRow) -> How {
        match row.how.as_str() {
            "at" => How::At,
            "queue" => How::Queue,
            _ => How::Now,
        }
    }

    pub(super) fn name(self) -> String {
        let name = match self {
            How::Now => "now",
            How::At => "at",
            How::Queue => "queue",
        };
        name.to_owned()
    }
}

/// What was seen at the service that is like a send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    /// Posts that were there before a request left: none of them is this one.
    pub(super) before: Vec<String>,
    /// Posts of which one may be this one.
    pub(super) candidates: Vec<Candidate>,
    /// Posts that turned up after the person had decided.
    pub(super) late: Vec<String>,
}

/// A post that may be the one that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Candidate {
    pub(super) post_id: String,
    pub(super) status: String,
    pub(super) made_at: Option<Moment>,
    pub(super) goes_out_at: Option<Moment>,
}

impl Seen {
    pub(super) fn of(row: &SendRow) -> Seen {
        serde_json::from_str(&row.candidates).unwrap_or_default()
    }

    pub(super) fn keep(&self, row: &mut SendRow) {
        row.candidates = serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned());
    }
}

/// What is sent.
pub(super) fn content(row: &SendRow) -> DraftContent {
    serde_json::from_str(&row.body).unwrap_or_default()
}

/// The request as it was written down.
pub(super) fn request(row: &SendRow) -> Option<NewPost> {
    serde_json::from_str(row.request.as_deref()?).ok()
}

/// The pause before the next try is over.
pub(super) fn may_try(row: &SendRow, now: Moment) -> bool {
    row.next_try_at
        .is_none_or(|at| at <= now || at > now + LONGEST_PAUSE)
}

pub(super) fn send_row(tx: &Transaction<'_>, id: &str) -> Result<SendRow, Error> {
    sends::get(tx, id)?.ok_or(Error::NotFound)
}

/// Changes one row as it is now, not as it was when a slow call began.
pub(super) fn change_send(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut SendRow),
) -> Result<SendRow, Error> {
    let mut row = send_row(tx, id)?;
    change(&mut row);
    sends::update(tx, &row)?;
    Ok(row)
}

/// Puts it into another stage, with nothing in its way.
pub(super) fn enter(row: &mut SendRow, stage: Stage) {
    row.stage = stage.name();
    row.attempts = 0;
    row.next_try_at = None;
    row.problem = None;
}

/// Ends it, so that the draft is a draft again.
pub(super) fn end_unsent(row: &mut SendRow, stage: Stage, why: Option<&Trouble>, now: Moment) {
    enter(row, stage);
    row.problem = why.map(Trouble::kept);
    row.finished_at = Some(now);
}

/// An event of a send.
pub(super) fn about(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    kind: Kind,
    row: &SendRow,
) -> Result<Draft, Error> {
    let workspace = workspace_row(tx, &row.workspace_id)?;
    let event = scribe.event(kind).about(&workspace);
    Ok(event
        .detail("send", row.id.clone())
        .detail("draft", row.draft_id.clone())
        .detail("platforms", content(row).platforms))
}

impl Core {
    /// A send of a workspace that is still here.
    pub(super) async fn send_of(&self, id: &str) -> Result<(WorkspaceRow, SendRow), Error> {
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                let row = send_row(tx, &id)?;
                Ok((workspace_row(tx, &row.workspace_id)?, row))
            })
            .await
    }
}
