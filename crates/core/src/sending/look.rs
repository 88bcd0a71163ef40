//! The answer was lost, or the app died before it came: looking whether the post is there.
//!
//! It is looked for four times within a minute. Found, it has arrived; not found, nobody knows,
//! because a request can arrive late. So it is watched for a while longer, also after the person
//! decided: should there be two in the end, they are told.

use chrono::TimeDelta;
use latchkey_api::codivupload::ListedPost;
use latchkey_store::Transaction;
use latchkey_store::sends::SendRow;
use latchkey_store::workspaces::WorkspaceRow;

use super::finding::{Finding, finding};
use super::outcome::{Arrival, WATCH_AGAIN, keep_arrival, keep_late, leave_unclear};
use super::row::{Seen, Stage, change_send, request, send_row};
use super::trouble::Trouble;
use crate::Core;
use crate::arrived::LOOKS;
use crate::error::Error;
use crate::history::Scribe;
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::trying_again::pause_asked;

/// Between two tries while the service cannot be asked.
const ASK_AGAIN: TimeDelta = TimeDelta::seconds(5);

impl Core {
    /// One look for a send whose answer is not here.
    pub(super) async fn look_for(
        &self,
        workspace: &WorkspaceRow,
        row: SendRow,
    ) -> Result<(), Error> {
        let turn = self.0.sending.turn(&workspace.id);
        let _one_at_a_time = turn.lock().await;
        // Whoever had the turn before may have been this very send.
        let (_, row) = self.send_of(&row.id).await?;
        if Stage::of(&row) != Stage::Sending {
            return Ok(());
        }
        let found = match self.found_like(workspace, &row).await {
            Ok(found) => found,
            Err((obstacle, pause)) => return self.cannot_look(&row, &obstacle, pause).await,
        };
        let (id, scribe) = (row.id.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                let row = send_row(tx, &id)?;
                match finding(tx, &row, &found)? {
                    Finding::Arrived(post) => {
                        keep_arrival(tx, &scribe, &row, &Arrival::found(&post))
                    }
                    Finding::Several(candidates) => {
                        leave_unclear(tx, &scribe, &row, candidates, None)
                    }
                    Finding::Nothing => look_again_or_leave(tx, &scribe, &row),
                }
            })
            .await?;
        self.tell_sends(&workspace.id).await;
        Ok(())
    }

    /// One look for a request that may arrive late.
    pub(super) async fn watch_for(
        &self,
        workspace: &WorkspaceRow,
        row: SendRow,
    ) -> Result<(), Error> {
        let turn = self.0.sending.turn(&workspace.id);
        let _one_at_a_time = turn.lock().await;
        let found = self.found_like(workspace, &row).await.ok();
        let (id, scribe) = (row.id.clone(), self.scribe());
        let changed = self
            .store()
            .write(move |tx| {
                let row = change_send(tx, &id, |row| {
                    let is_over = row.watched_until.is_none_or(|until| until <= scribe.at);
                    row.watched_until = row.watched_until.filter(|_| !is_over);
                    row.next_try_at = (!is_over).then(|| scribe.at + WATCH_AGAIN);
                })?;
                found.map_or(Ok(false), |found| note_late(tx, &scribe, &row, &found))
            })
            .await?;
        if changed {
            self.tell_sends(&workspace.id).await;
        }
        Ok(())
    }

    /// Posts like a send's, or what stands in the way of looking.
    async fn found_like(
        &self,
        workspace: &WorkspaceRow,
        row: &SendRow,
    ) -> Result<Vec<ListedPost>, (Obstacle, Option<TimeDelta>)> {
        let Some(request) = request(row) else {
            return Ok(Vec::new());
        };
        let OwnWay {
            client, credential, ..
        } = self
            .own_way(workspace)
            .await
            .map_err(|obstacle| (obstacle, None))?;
        self.posts_like(&workspace.id, &request, &client, &credential)
            .await
            .map_err(|error| {
                let pause = pause_asked(&error).and_then(|pause| TimeDelta::from_std(pause).ok());
                (Obstacle::from(&error), pause)
            })
    }

    /// A look that was none does not count.
    async fn cannot_look(
        &self,
        row: &SendRow,
        obstacle: &Obstacle,
        pause: Option<TimeDelta>,
    ) -> Result<(), Error> {
        let (id, at) = (row.id.clone(), self.now() + pause.unwrap_or(ASK_AGAIN));
        let kept = Trouble::Obstacle(obstacle.clone()).kept();
        self.store()
            .write(move |tx| {
                change_send(tx, &id, |row| {
                    row.problem = Some(kept);
                    row.next_try_at = Some(at);
                })
                .map(|_| ())
            })
            .await?;
        self.tell_sends(&row.workspace_id).await;
        Ok(())
    }
}

fn look_again_or_leave(tx: &Transaction<'_>, scribe: &Scribe, row: &SendRow) -> Result<(), Error> {
    let looks = usize::try_from(row.attempts).unwrap_or(usize::MAX);
    let Some(pause) = LOOKS.get(looks.saturating_add(1)) else {
        return leave_unclear(tx, scribe, row, Vec::new(), None);
    };
    change_send(tx, &row.id, |row| {
        row.attempts += 1;
        row.next_try_at = Some(scribe.at + TimeDelta::seconds(*pause));
    })
    .map(|_| ())
}

/// True when something turned up.
fn note_late(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    found: &[ListedPost],
) -> Result<bool, Error> {
    let finding = finding(tx, row, found)?;
    match (Stage::of(row), finding) {
        (Stage::Unclear, Finding::Arrived(post)) => {
            keep_arrival(tx, scribe, row, &Arrival::found(&post))?;
        }
        (Stage::Unclear, Finding::Several(candidates)) => {
            change_send(tx, &row.id, |row| {
                let mut seen = Seen::of(row);
                seen.candidates = candidates;
                seen.keep(row);
            })?;
        }
        (Stage::Accepted | Stage::Scheduled | Stage::LeftUnsent, Finding::Arrived(post)) => {
            keep_late(tx, scribe, row, &Arrival::found(&post))?;
        }
        (
            Stage::Waiting
            | Stage::Uploading
            | Stage::Sending
            | Stage::Accepted
            | Stage::Scheduled
            | Stage::Refused
            | Stage::Unclear
            | Stage::TakenBack
            | Stage::LeftUnsent,
            Finding::Arrived(_) | Finding::Nothing | Finding::Several(_),
        ) => return Ok(false),
    }
    Ok(true)
}
