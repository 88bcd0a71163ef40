//! The journal of taking a post from the service: fetched, kept here in full, then deleted there.
//!
//! Every step is written down before the service is asked for anything, and is safe to take
//! twice. Deleting may be repeated: a post that is gone after our own request is deleted. The
//! database itself refuses to note that a post may be gone while it is not kept.

use std::time::Duration;

use latchkey_api::CallError;
use latchkey_api::Credential;
use latchkey_api::codivupload::{Client, WholePost};
use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, incidents, posts};

use super::repair::NOT_MINE;
use super::row::incident_row;
use super::stage::{Stage, Why, change_held, why};
use super::start::about;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{key_row, workspace_row};
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::trying_again::{is_final, patience, pause_asked};
use crate::{Core, Moment, new_id};

impl Core {
    /// One step of holding a post or putting it back.
    pub(crate) async fn advance_held(&self, id: &str) -> Result<(), Error> {
        let (workspace, row) = self.held(id).await?;
        if row.finished_at.is_some() {
            return Ok(());
        }
        let OwnWay {
            client, credential, ..
        } = match self.own_way(&workspace).await {
            Ok(way) => way,
            Err(obstacle) => return self.held_waits(&row, &obstacle, None).await,
        };
        match Stage::of(&row) {
            Stage::Wanted => {
                self.keep_in_full(&workspace, row, &client, &credential)
                    .await
            }
            Stage::Kept | Stage::Deleting => {
                self.take_from_service(&workspace, row, &client, &credential)
                    .await
            }
            Stage::RestoreWanted
            | Stage::RestoreAgain
            | Stage::InsistWanted
            | Stage::Restoring
            | Stage::Insisting => {
                self.advance_restore(&workspace, row, &client, &credential)
                    .await
            }
            Stage::Held
            | Stage::WentOut
            | Stage::GoneBefore
            | Stage::Twin
            | Stage::Unclear
            | Stage::Restored => Ok(()),
        }
    }

    async fn keep_in_full(
        &self,
        workspace: &WorkspaceRow,
        row: HeldPostRow,
        client: &Client,
        credential: &Credential,
    ) -> Result<(), Error> {
        if self.withdrawn(&row).await? {
            return Ok(());
        }
        let answer = client.get_post(credential, &row.post_id).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(whole) if whole.post.id == row.post_id => self.keep(&row, whole).await?,
            Ok(_) => return self.held_waits(&row, &Obstacle::NotThisService, None).await,
            Err(CallError::NotFound) => self.finish_hold(&row, Stage::GoneBefore).await?,
            Err(error) => return self.not_held(&row, &error).await,
        }
        self.wake();
        self.tell_incidents(&workspace.id).await;
        Ok(())
    }

    /// Whoever asked has changed their mind before anything was done: the post turned out to be
    /// somebody's here.
    async fn withdrawn(&self, row: &HeldPostRow) -> Result<bool, Error> {
        let (id, now) = (row.id.clone(), self.now());
        self.store()
            .write(move |tx| {
                let row = held_posts::get(tx, &id)?.ok_or(Error::NotFound)?;
                let post = posts::get(tx, &row.workspace_id, &row.post_id)?;
                let foreign = post.is_none_or(|post| match why(&row) {
                    Why::Freeze => matches!(post.verdict, 0 | 3),
                    Why::Repair => post.verdict == 3,
                });
                if foreign {
                    return Ok(false);
                }
                change_held(tx, &id, |row| row.finished_at = Some(now))?;
                Ok::<_, Error>(true)
            })
            .await
    }

    async fn keep(&self, row: &HeldPostRow, whole: WholePost) -> Result<(), Error> {
        if is_out(&whole.post.status) {
            return self.finish_hold(row, Stage::WentOut).await;
        }
        let id = row.id.clone();
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.kept = Some(whole.raw.to_string());
                    row.stage = Stage::Kept.name().to_owned();
                    row.attempts = 0;
                    row.next_try_at = None;
                    row.problem = None;
                })
                .map(|_| ())
            })
            .await
    }

    async fn take_from_service(
        &self,
        workspace: &WorkspaceRow,
        row: HeldPostRow,
        client: &Client,
        credential: &Credential,
    ) -> Result<(), Error> {
        let id = row.id.clone();
        let row = self
            .store()
            .write(move |tx| {
                // A workspace that was removed in the meantime must not lose a post.
                workspace_row(tx, &row.workspace_id)?;
                change_held(tx, &id, |row| row.stage = Stage::Deleting.name().to_owned())
            })
            .await?;
        let answer = client.delete_post(credential, &row.post_id).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            // Gone after we asked, or before we could: either way it is kept here and not there.
            Ok(()) | Err(CallError::NotFound) => self.finish_hold(&row, Stage::Held).await?,
            Err(CallError::Conflict) => self.finish_hold(&row, Stage::WentOut).await?,
            Err(error) => return self.not_held(&row, &error).await,
        }
        self.tell_incidents(&workspace.id).await;
        Ok(())
    }

    async fn finish_hold(&self, row: &HeldPostRow, stage: Stage) -> Result<(), Error> {
        let (id, scribe) = (row.id.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                let row = change_held(tx, &id, |row| {
                    row.stage = stage.name().to_owned();
                    row.finished_at = Some(scribe.at);
                    row.problem = None;
                    row.next_try_at = None;
                    row.attempts = 0;
                })?;
                mark_post(tx, &row, stage, scribe.at)?;
                let kind = match (stage, why(&row)) {
                    (Stage::Held, Why::Freeze) => Kind::PostHeld,
                    (Stage::Held, Why::Repair) => Kind::PostDeleted,
                    _ => Kind::PostHoldFailed,
                };
                event_about_post(tx, &scribe, kind, &row, &row.post_id)
            })
            .await
            .map(|_| ())
    }

    /// It did not work: later again, or not by itself any more.
    async fn not_held(&self, row: &HeldPostRow, error: &CallError) -> Result<(), Error> {
        let obstacle = Obstacle::from(error);
        if !is_final(error) {
            return self.held_waits(row, &obstacle, pause_asked(error)).await;
        }
        let (id, scribe) = (row.id.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                let row = change_held(tx, &id, |row| {
                    row.finished_at = Some(scribe.at);
                    row.problem = Some(obstacle.kept());
                    row.next_try_at = None;
                })?;
                event_about_post(tx, &scribe, Kind::PostHoldFailed, &row, &row.post_id)
            })
            .await?;
        self.tell_incidents(&row.workspace_id).await;
        Ok(())
    }

    pub(super) async fn held_waits(
        &self,
        row: &HeldPostRow,
        obstacle: &Obstacle,
        pause: Option<Duration>,
    ) -> Result<(), Error> {
        let (id, now, kept) = (row.id.clone(), self.now(), obstacle.kept());
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.attempts += 1;
                    row.problem = Some(kept);
                    row.next_try_at = Some(now + pause.unwrap_or_else(|| patience(row.attempts)));
                })
                .map(|_| ())
            })
            .await?;
        self.tell_incidents(&row.workspace_id).await;
        Ok(())
    }

    async fn held(&self, id: &str) -> Result<(WorkspaceRow, HeldPostRow), Error> {
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                let row = held_posts::get(tx, &id)?.ok_or(Error::NotFound)?;
                Ok((workspace_row(tx, &row.workspace_id)?, row))
            })
            .await
    }
}

/// How many posts of a workspace are kept here and may be nowhere else, apart from those the person
/// said are not theirs.
pub(crate) fn held_here_only(tx: &Transaction<'_>, workspace_id: &str) -> Result<usize, Error> {
    let mut count = 0;
    for incident in incidents::list(tx, workspace_id)? {
        for row in held_posts::list(tx, &incident.id)? {
            let post = posts::get(tx, workspace_id, &row.post_id)?;
            let is_foreign = post.is_some_and(|post| post.verdict == i64::from(NOT_MINE));
            count += usize::from(is_here_only(&row) && !is_foreign);
        }
    }
    Ok(count)
}

fn is_here_only(row: &HeldPostRow) -> bool {
    match Stage::of(row) {
        Stage::Deleting => row.finished_at.is_none(),
        Stage::Held
        | Stage::RestoreWanted
        | Stage::RestoreAgain
        | Stage::InsistWanted
        | Stage::Restoring
        | Stage::Insisting
        | Stage::Twin
        | Stage::Unclear => true,
        Stage::Wanted | Stage::Kept | Stage::WentOut | Stage::GoneBefore | Stage::Restored => false,
    }
}

/// Writes down that a post is to be taken from the service. Nothing happens to one that is held,
/// or being held, already; one that failed is tried again.
pub(super) fn want(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    incident_id: &str,
    workspace_id: &str,
    post_id: &str,
    wanted_for: Why,
) -> Result<(), Error> {
    for row in held_posts::of_post(tx, workspace_id, post_id)? {
        match (Stage::of(&row), row.finished_at) {
            (Stage::Restored, _) => {}
            (Stage::Wanted, Some(_)) if row.problem.is_none() => {}
            (Stage::GoneBefore | Stage::WentOut, _) => return Ok(()),
            (Stage::Wanted | Stage::Kept | Stage::Deleting, Some(_)) => {
                return change_held(tx, &row.id, try_again).map(|_| ());
            }
            _ => return Ok(()),
        }
    }
    let row = HeldPostRow {
        id: new_id(),
        incident_id: incident_id.to_owned(),
        workspace_id: workspace_id.to_owned(),
        post_id: post_id.to_owned(),
        why: wanted_for.name().to_owned(),
        stage: Stage::Wanted.name().to_owned(),
        kept: None,
        new_post_id: None,
        wanted_at: None,
        problem: None,
        attempts: 0,
        next_try_at: None,
        started_at: scribe.at,
        finished_at: None,
    };
    held_posts::insert(tx, &row)?;
    event_about_post(tx, scribe, Kind::PostHoldAsked, &row, post_id).map(|_| ())
}

pub(super) fn try_again(row: &mut HeldPostRow) {
    row.finished_at = None;
    row.next_try_at = None;
    row.attempts = 0;
}

/// An event of an incident about one post; the number it got.
pub(super) fn event_about_post(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    kind: Kind,
    row: &HeldPostRow,
    post_id: &str,
) -> Result<i64, Error> {
    let incident = incident_row(tx, &row.incident_id)?;
    let workspace = workspace_row(tx, &row.workspace_id)?;
    let key = key_row(tx, &incident.key_id)?;
    about(scribe, kind, &workspace, &incident, &key)
        .result(kind != Kind::PostHoldFailed)
        .detail("post", row.post_id.clone())
        .detail("why", row.why.clone())
        .detail("found", row.stage.clone())
        .detail("new_post", row.new_post_id.clone())
        .append_about_post(tx, &row.workspace_id, post_id)
}

/// What the list shows of the post from now on.
fn mark_post(
    tx: &Transaction<'_>,
    row: &HeldPostRow,
    stage: Stage,
    now: Moment,
) -> Result<(), Error> {
    let Some(mut post) = posts::get(tx, &row.workspace_id, &row.post_id)? else {
        return Ok(());
    };
    if stage == Stage::Held {
        post.held = true;
    }
    if stage == Stage::GoneBefore {
        post.gone_at = post.gone_at.or(Some(now));
    }
    Ok(posts::update(tx, &post)?)
}

/// It has gone out, at least on one platform (vendor's OpenAPI, 2026-04).
pub(super) fn is_out(status: &str) -> bool {
    matches!(status, "completed" | "partially_failed")
}
