//! Sending a draft, once.
//!
//! What is sent is frozen when the person sends it. First it waits, so that it can be taken back;
//! then its files are uploaded; then the whole request is written down and leaves, in one attempt.
//! When the answer is lost, Latchkey looks whether the post is there. Where looking cannot tell, the
//! send is unclear, and the person decides with the facts in front of them.
//!
//! It refuses to send anything a second time without that decision, to call a send refused without
//! the service's word, and to let something leave by surprise that waited while the app was closed.
//! The database refuses the first of these by itself (`latchkey_store::sends`).
//!
//! | file | what it holds |
//! |---|---|
//! | `begin.rs` | sending a draft: freezing it and writing it down |
//! | `row.rs` | a send as the database keeps it |
//! | `hold.rs` | waiting, and what happens to it when the app is closed |
//! | `request.rs` | from the frozen draft to the request: its files uploaded |
//! | `leave.rs` | the request leaves, and what came of it |
//! | `look.rs` | the answer was lost: looking for the post, and watching for late ones |
//! | `finding.rs` | which of the posts found is this one |
//! | `outcome.rs` | writing down how it ended |
//! | `decide.rs` | what the person can do: take back, call off, retry, decide, dismiss |
//! | `trouble.rs` | what stands in the way |
//! | `view.rs`, `words.rs` | what the page shows |
//! | `retry_failed.rs` | sending a partly failed post again where it failed |

pub(crate) mod begin;
mod decide;
mod finding;
mod hold;
mod leave;
mod look;
mod outcome;
mod request;
mod retry_failed;
mod row;
mod trouble;
mod view;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use latchkey_store::Transaction;
use latchkey_store::sends::{self, SendRow};
use tokio::sync::watch;

pub(crate) use begin::begin_send;

use crate::error::Error;
use crate::views::UploadView;
use crate::{Core, Moment};
use row::Stage;

/// What is known of sends only while the app runs.
#[derive(Default)]
pub(crate) struct Traffic {
    turns: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
    /// The file each send is uploading.
    uploads: Mutex<HashMap<String, UploadView>>,
    /// When the page was last told of an upload.
    told_at: Mutex<Option<Moment>>,
    /// Changes whenever the person calls something off.
    called_off: watch::Sender<()>,
}

impl Traffic {
    /// One request at a time leaves for a workspace, so that a look never meets the request of
    /// another send halfway.
    fn turn(&self, workspace_id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut all = lock(&self.turns);
        all.entry(workspace_id.to_owned()).or_default().clone()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Core {
    /// One step of a send.
    pub(crate) async fn advance_send(&self, id: &str) -> Result<(), Error> {
        let (workspace, row) = self.send_of(id).await?;
        match Stage::of(&row) {
            Stage::Waiting => self.let_go(&row).await,
            Stage::Uploading => self.upload_and_leave(&workspace, row).await,
            Stage::Sending => self.look_for(&workspace, row).await,
            Stage::Unclear | Stage::Accepted | Stage::Scheduled | Stage::LeftUnsent => {
                self.watch_for(&workspace, row).await
            }
            Stage::Refused | Stage::TakenBack => Ok(()),
        }
    }
}

/// How many sends of a workspace are carried on side by side with others that wait for the same.
const AT_ONCE: usize = 16;

/// What a send that has something to do waits for. Those that wait for the same take turns, and do
/// not hold up the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Lane {
    /// Only for this computer.
    Nothing,
    /// For its files to leave, one file at a time.
    Files,
    /// For its request to leave, or for a look at the service.
    Turn,
}

impl Lane {
    fn of(row: &SendRow) -> Lane {
        match Stage::of(row) {
            Stage::Waiting => Lane::Nothing,
            Stage::Uploading if row.sendings == 0 && has_files(row) => Lane::Files,
            Stage::Uploading
            | Stage::Sending
            | Stage::Accepted
            | Stage::Scheduled
            | Stage::Refused
            | Stage::Unclear
            | Stage::TakenBack
            | Stage::LeftUnsent => Lane::Turn,
        }
    }
}

/// Read off the JSON as it is, because there may be thousands; a text cannot look like it, since its
/// quotes are escaped.
fn has_files(row: &SendRow) -> bool {
    row.body.contains("\"file_id\":")
}

/// The sends of these workspaces with something to do now, as many as can be carried on at once.
pub(crate) fn due(
    tx: &Transaction<'_>,
    now: Moment,
    is_here: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Error> {
    let under_way = sends::unfinished(tx)?;
    let watched = sends::watched(tx)?;
    let steps = under_way
        .into_iter()
        .filter(|row| match Stage::of(row) {
            Stage::Waiting => hold::is_over(row, now),
            Stage::Uploading | Stage::Sending => row::may_try(row, now),
            // What is watched is in the other list.
            Stage::Unclear
            | Stage::Accepted
            | Stage::Scheduled
            | Stage::Refused
            | Stage::TakenBack
            | Stage::LeftUnsent => false,
        })
        .chain(watched.into_iter().filter(|row| {
            // A send that goes on sees for itself what turns up.
            !matches!(Stage::of(row), Stage::Uploading | Stage::Sending) && row::may_try(row, now)
        }))
        .filter(|row| is_here(&row.workspace_id));
    // Those in hand are among them, being the oldest, so they count.
    let mut taken: HashMap<(String, Lane), usize> = HashMap::new();
    let mut due = Vec::new();
    for row in steps {
        let lane = Lane::of(&row);
        let taken = taken.entry((row.workspace_id, lane)).or_default();
        *taken += 1;
        if *taken <= AT_ONCE {
            due.push(row.id);
        }
    }
    Ok(due)
}

/// Whether a send goes on by itself. One that is unclear waits for the person.
pub(crate) fn is_under_way(tx: &Transaction<'_>) -> Result<bool, Error> {
    let unfinished = sends::unfinished(tx)?;
    Ok(unfinished.iter().any(goes_on))
}

fn goes_on(row: &SendRow) -> bool {
    matches!(
        Stage::of(row),
        Stage::Waiting | Stage::Uploading | Stage::Sending
    )
}
