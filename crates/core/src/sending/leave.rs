//! The request leaves, in one attempt, and what came of it.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_api::codivupload::{Client, ListedPost, NewPost};
use latchkey_api::{CallError, Credential};
use latchkey_store::Transaction;
use latchkey_store::sends::SendRow;
use latchkey_store::workspaces::WorkspaceRow;

use super::finding::{Finding, finding};
use super::outcome::{Arrival, WATCH, keep_arrival, leave_unclear, not_leaving, nothing_made};
use super::request::Ready;
use super::row::{How, Seen, Stage, change_send, enter, send_row};
use super::trouble::Trouble;
use crate::arrived::LOOKS;
use crate::error::Error;
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::trying_again::{is_final, patience, pause_asked};
use crate::{Core, Moment};

impl Core {
    /// Uploads what is missing, and lets the request leave when everything is there.
    pub(super) async fn upload_and_leave(
        &self,
        workspace: &WorkspaceRow,
        row: SendRow,
    ) -> Result<(), Error> {
        let request = match self.ready(workspace, &row).await? {
            Ready::Request(request) => *request,
            Ready::Later(trouble, pause) => return self.send_waits(&row, trouble, pause).await,
            Ready::Never(trouble) => return self.cannot_leave(&row, trouble).await,
            Ready::CalledOff => return Ok(()),
        };
        let OwnWay {
            client, credential, ..
        } = match self.own_way(workspace).await {
            Ok(way) => way,
            Err(obstacle) => return self.send_waits(&row, obstacle.into(), None).await,
        };
        let turn = self.0.sending.turn(&workspace.id);
        let _one_at_a_time = turn.lock().await;
        let there = self
            .posts_like(&workspace.id, &request, &client, &credential)
            .await;
        let there = match there {
            Ok(there) => there,
            Err(error) => {
                let obstacle = Obstacle::from(&error);
                return self
                    .send_waits(&row, obstacle.into(), pause_asked(&error))
                    .await;
            }
        };
        if is_too_late(&row, self.now()) {
            return self.cannot_leave(&row, Trouble::TimePassed).await;
        }
        if let Some(row) = self.note_leaving(&row, &request, there).await? {
            self.leave(workspace, &row, &request, &client, &credential)
                .await?;
        }
        self.tell_sends(&workspace.id).await;
        Ok(())
    }

    /// Writes the whole request down before it leaves. None when it must not leave (any more): it
    /// was called off, or an earlier request turned up.
    async fn note_leaving(
        &self,
        row: &SendRow,
        request: &NewPost,
        there: Vec<ListedPost>,
    ) -> Result<Option<SendRow>, Error> {
        let (id, scribe) = (row.id.clone(), self.scribe());
        let request = serde_json::to_string(request).unwrap_or_default();
        self.store()
            .write(move |tx| {
                let row = send_row(tx, &id)?;
                if Stage::of(&row) != Stage::Uploading {
                    return Ok(None);
                }
                if row.sendings > 0 {
                    match finding(tx, &row, &there)? {
                        Finding::Nothing => {}
                        Finding::Arrived(post) => {
                            keep_arrival(tx, &scribe, &row, &Arrival::found(&post))?;
                            return Ok(None);
                        }
                        Finding::Several(candidates) => {
                            leave_unclear(tx, &scribe, &row, candidates, None)?;
                            return Ok(None);
                        }
                    }
                }
                let mut seen = Seen::of(&row);
                seen.before.extend(there.into_iter().map(|post| post.id));
                change_send(tx, &id, |row| {
                    enter(row, Stage::Sending);
                    row.request = Some(request);
                    row.watched_until = (row.sendings > 0).then(|| scribe.at + WATCH);
                    row.sendings += 1;
                    seen.keep(row);
                })
                .map(Some)
            })
            .await
    }

    async fn leave(
        &self,
        workspace: &WorkspaceRow,
        row: &SendRow,
        request: &NewPost,
        client: &Client,
        credential: &Credential,
    ) -> Result<(), Error> {
        self.tell_sends(&workspace.id).await;
        let answer = client.create_post(credential, request).await;
        self.note_contact(&workspace.id, &answer);
        let (id, scribe) = (row.id.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                let row = send_row(tx, &id)?;
                match answer {
                    Ok(created) => keep_arrival(tx, &scribe, &row, &Arrival::answered(created)),
                    Err(error) if error.outcome_is_unknown() => {
                        change_send(tx, &id, |row| lose_answer(row, &error, scribe.at)).map(|_| ())
                    }
                    Err(error) => {
                        let no_post = no_post(tx, &row, &error, scribe.at)?;
                        nothing_made(tx, &scribe, &row, &no_post)
                    }
                }
            })
            .await
    }

    /// Nothing can become of it here: its time passed, or a file is gone.
    async fn cannot_leave(&self, row: &SendRow, trouble: Trouble) -> Result<(), Error> {
        let (id, scribe) = (row.id.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                let row = send_row(tx, &id)?;
                if Stage::of(&row) != Stage::Uploading {
                    return Ok(());
                }
                not_leaving(tx, &scribe, &row, &trouble)
            })
            .await?;
        self.tell_sends(&row.workspace_id).await;
        Ok(())
    }

    /// Something is in the way that may pass. Nothing has left.
    pub(super) async fn send_waits(
        &self,
        row: &SendRow,
        trouble: Trouble,
        pause: Option<Duration>,
    ) -> Result<(), Error> {
        let (id, now, stage) = (row.id.clone(), self.now(), Stage::of(row));
        self.store()
            .write(move |tx| {
                change_send(tx, &id, |row| {
                    if Stage::of(row) == stage {
                        wait(row, &trouble, pause, now);
                    }
                })
                .map(|_| ())
            })
            .await?;
        self.tell_sends(&row.workspace_id).await;
        Ok(())
    }
}

/// What the service said when it certainly made nothing.
pub(super) struct NoPost {
    pub(super) trouble: Trouble,
    /// Asking again changes nothing.
    pub(super) is_final: bool,
    /// How long it asked to wait.
    pub(super) pause: Option<Duration>,
}

fn no_post(
    tx: &Transaction<'_>,
    row: &SendRow,
    error: &CallError,
    now: Moment,
) -> Result<NoPost, Error> {
    Ok(NoPost {
        trouble: Trouble::refusal(tx, row, error, now)?,
        is_final: is_final(error),
        pause: pause_asked(error),
    })
}

/// Notes that it waits until it can be tried again.
pub(super) fn wait(row: &mut SendRow, trouble: &Trouble, pause: Option<Duration>, now: Moment) {
    row.attempts += 1;
    row.problem = Some(trouble.kept());
    row.next_try_at = Some(now + pause.unwrap_or_else(|| patience(row.attempts)));
}

fn lose_answer(row: &mut SendRow, error: &CallError, now: Moment) {
    row.attempts = 0;
    row.problem = Some(Trouble::Obstacle(Obstacle::from(error)).kept());
    row.next_try_at = Some(now + TimeDelta::seconds(LOOKS[0]));
    row.watched_until = Some(now + WATCH);
}

/// Whether the service takes a time that has passed, and what it makes of it, is not documented.
fn is_too_late(row: &SendRow, now: Moment) -> bool {
    How::of(row) == How::At && row.goes_out_at.is_none_or(|at| at <= now)
}
