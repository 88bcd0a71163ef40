//! Putting a held post back: made again from what is kept, never twice.
//!
//! Before the post is sent, Latchkey looks whether one like it is there. When the answer to the
//! sending is lost it looks again, several times, because a request can arrive late; found, it is
//! back; not found, nobody knows, and only the person can have it sent once more.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use latchkey_api::codivupload::{Client, ListedPost, NewPost, WholePost};
use latchkey_api::{CallError, Credential, Sent};
use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, incidents, made_posts, posts, profiles};

use super::exposure::parse;
use super::hold::event_about_post;
use super::stage::{Stage, change_held};
use crate::activity::sync::names::name_of;
use crate::arrived::LOOKS;
use crate::error::{Error, Invalid, NotNow};
use crate::history::Kind;
use crate::obstacle::Obstacle;
use crate::trying_again::{is_final, pause_asked};
use crate::views::{IncidentsView, RestorePostForm};
use crate::{Core, Moment};

impl Core {
    /// Puts a post back that was taken from the service.
    ///
    /// # Errors
    /// [`Invalid::NewTimeNeeded`] when its time has passed, [`Invalid::TimePassed`] for a new one
    /// that has; [`NotNow::PostUnclear`] when one like it may be there and the person has not said
    /// to send it anyway; [`NotNow::PostNotHeld`] when it is not here to be put back.
    pub async fn restore_post(&self, form: RestorePostForm) -> Result<IncidentsView, Error> {
        let at = form.at.as_deref().map(parse).transpose()?;
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let row = held_posts::get(tx, &form.held_id)?
                    .filter(|row| row.incident_id == form.incident_id)
                    .ok_or(Error::NotFound)?;
                let stage = way_back(Stage::of(&row), form.even_if_unclear)?;
                let wanted_at = time_to_go_out(&row, at, scribe.at)?;
                let row = change_held(tx, &row.id, |row| {
                    row.stage = stage.name().to_owned();
                    row.wanted_at = wanted_at;
                    row.problem = None;
                    row.attempts = 0;
                    row.next_try_at = None;
                    row.finished_at = None;
                })?;
                event_about_post(tx, &scribe, Kind::PostRestoreAsked, &row, &row.post_id)?;
                Ok::<_, Error>(row.workspace_id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }

    /// One step of putting a post back.
    pub(super) async fn advance_restore(
        &self,
        workspace: &WorkspaceRow,
        row: HeldPostRow,
        client: &Client,
        credential: &Credential,
    ) -> Result<(), Error> {
        let stage = Stage::of(&row);
        // The answer got lost, or the app died: whether this one arrived cannot be told from the
        // other that was there.
        if stage == Stage::Insisting {
            return self.leave_unclear(&row, Stage::Unclear).await;
        }
        let post = self.post_again(&row).await?;
        let found = self
            .posts_like(&workspace.id, &post, client, credential)
            .await;
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let (obstacle, pause) = (Obstacle::from(&error), pause_asked(&error));
                return self.held_waits(&row, &obstacle, pause).await;
            }
        };
        let like_it = self.unclaimed(&row, found).await?;
        match (stage, like_it) {
            (Stage::Restoring | Stage::RestoreAgain, Some(arrived)) => {
                self.keep_restored(&row, arrived).await
            }
            (Stage::Restoring, None) => self.look_again_or_leave(&row).await,
            (Stage::RestoreWanted, Some(_)) => self.leave_unclear(&row, Stage::Twin).await,
            (Stage::InsistWanted, Some(_)) => {
                self.send(workspace, row, Stage::Insisting, post, client, credential)
                    .await
            }
            _ => {
                self.send(workspace, row, Stage::Restoring, post, client, credential)
                    .await
            }
        }
    }

    /// Sends it. That it is being sent is on disk before the request leaves.
    async fn send(
        &self,
        workspace: &WorkspaceRow,
        row: HeldPostRow,
        sending: Stage,
        post: NewPost,
        client: &Client,
        credential: &Credential,
    ) -> Result<(), Error> {
        let (id, before) = (row.id.clone(), Stage::of(&row));
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.stage = sending.name().to_owned();
                    row.attempts = 0;
                    row.problem = None;
                })
                .map(|_| ())
            })
            .await?;
        let answer = client.create_post(credential, &post).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(created) => self.keep_restored(&row, created.post_id).await,
            Err(error) if error.outcome_is_unknown() => {
                self.look_soon(&row, &Obstacle::from(&error)).await
            }
            Err(error) => self.not_sent(&row, before, &error).await,
        }
    }

    /// The service certainly did not make it.
    async fn not_sent(
        &self,
        row: &HeldPostRow,
        before: Stage,
        error: &CallError,
    ) -> Result<(), Error> {
        let obstacle = Obstacle::from(error);
        let never_left = matches!(error, CallError::Unreachable { sent: Sent::No, .. });
        if never_left || !is_final(error) {
            let id = row.id.clone();
            let row = self
                .store()
                .write(move |tx| change_held(tx, &id, |row| row.stage = before.name().to_owned()))
                .await?;
            return self.held_waits(&row, &obstacle, pause_asked(error)).await;
        }
        let (id, now) = (row.id.clone(), self.now());
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.stage = Stage::Held.name().to_owned();
                    row.problem = Some(obstacle.kept());
                    row.finished_at = Some(now);
                })
                .map(|_| ())
            })
            .await?;
        self.tell_incidents(&row.workspace_id).await;
        Ok(())
    }

    async fn look_soon(&self, row: &HeldPostRow, obstacle: &Obstacle) -> Result<(), Error> {
        let (id, now, kept) = (row.id.clone(), self.now(), obstacle.kept());
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.problem = Some(kept);
                    row.next_try_at = Some(now + TimeDelta::seconds(LOOKS[0]));
                })
                .map(|_| ())
            })
            .await?;
        self.tell_incidents(&row.workspace_id).await;
        Ok(())
    }

    async fn look_again_or_leave(&self, row: &HeldPostRow) -> Result<(), Error> {
        let looks = usize::try_from(row.attempts).unwrap_or(usize::MAX);
        let Some(pause) = LOOKS.get(looks.saturating_add(1)) else {
            return self.leave_unclear(row, Stage::Unclear).await;
        };
        let (id, at) = (row.id.clone(), self.now() + TimeDelta::seconds(*pause));
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.attempts += 1;
                    row.next_try_at = Some(at);
                })
                .map(|_| ())
            })
            .await
    }

    async fn leave_unclear(&self, row: &HeldPostRow, stage: Stage) -> Result<(), Error> {
        let (id, now) = (row.id.clone(), self.now());
        self.store()
            .write(move |tx| {
                change_held(tx, &id, |row| {
                    row.stage = stage.name().to_owned();
                    row.finished_at = Some(now);
                    row.next_try_at = None;
                })
                .map(|_| ())
            })
            .await?;
        self.tell_incidents(&row.workspace_id).await;
        Ok(())
    }

    /// It is back: the new post is one that was made here, and the old one is replaced by it.
    async fn keep_restored(&self, row: &HeldPostRow, new_id: String) -> Result<(), Error> {
        let (id, scribe, before) = (row.id.clone(), self.scribe(), row.clone());
        self.store()
            .write(move |tx| {
                // Two that are alike may find the same one at the same time; it is one of them
                // only, and the other goes on looking.
                if claimed(tx, &before)?.contains(&new_id) {
                    return Ok(());
                }
                let row = change_held(tx, &id, |row| {
                    row.stage = Stage::Restored.name().to_owned();
                    row.new_post_id = Some(new_id.clone());
                    row.finished_at = Some(scribe.at);
                    row.problem = None;
                    row.next_try_at = None;
                })?;
                let seq = event_about_post(tx, &scribe, Kind::PostRestored, &row, &row.post_id)?;
                latchkey_store::post_events::insert(tx, &row.workspace_id, &new_id, seq)?;
                made_posts::insert(tx, &row.workspace_id, &new_id, seq)?;
                if let Some(mut old) = posts::get(tx, &row.workspace_id, &row.post_id)? {
                    old.held = false;
                    old.gone_at = old.gone_at.or(Some(scribe.at));
                    posts::update(tx, &old)?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        self.tell_incidents(&row.workspace_id).await;
        Ok(())
    }

    /// What is kept, made ready to be sent.
    async fn post_again(&self, row: &HeldPostRow) -> Result<NewPost, Error> {
        let row = row.clone();
        self.store()
            .read(move |tx| {
                let whole = kept(&row).ok_or(Error::NotFound)?;
                let at = row.wanted_at.or(whole.post.scheduled_date);
                Ok(NewPost::again(&whole, &profile_of(tx, &row)?, at))
            })
            .await
    }

    /// The first of these posts that is neither the one that is held, as far as a list still shows
    /// it, nor another held post put back; nor, while it is looked for, any other made here.
    async fn unclaimed(
        &self,
        row: &HeldPostRow,
        found: Vec<ListedPost>,
    ) -> Result<Option<String>, Error> {
        if found.is_empty() {
            return Ok(None);
        }
        let row = row.clone();
        self.store()
            .read(move |tx| {
                let mut claimed = claimed(tx, &row)?;
                if Stage::of(&row) == Stage::Restoring {
                    claimed.extend(made_posts::all(tx, &row.workspace_id)?.into_keys());
                }
                let mut ids = found.into_iter().map(|post| post.id);
                Ok(ids.find(|id| *id != row.post_id && !claimed.contains(id)))
            })
            .await
    }
}

/// How a post goes back from where it is.
fn way_back(from: Stage, even_if_unclear: bool) -> Result<Stage, NotNow> {
    match from {
        Stage::Held => Ok(Stage::RestoreWanted),
        Stage::Unclear | Stage::Twin if !even_if_unclear => Err(NotNow::PostUnclear),
        Stage::Unclear => Ok(Stage::RestoreAgain),
        Stage::Twin => Ok(Stage::InsistWanted),
        Stage::Wanted
        | Stage::Kept
        | Stage::Deleting
        | Stage::WentOut
        | Stage::GoneBefore
        | Stage::RestoreWanted
        | Stage::RestoreAgain
        | Stage::InsistWanted
        | Stage::Restoring
        | Stage::Insisting
        | Stage::Restored => Err(NotNow::PostNotHeld),
    }
}

fn claimed(tx: &Transaction<'_>, row: &HeldPostRow) -> Result<BTreeSet<String>, Error> {
    let mut claimed = BTreeSet::new();
    for incident in incidents::list(tx, &row.workspace_id)? {
        let others = held_posts::list(tx, &incident.id)?;
        claimed.extend(
            others
                .into_iter()
                .filter(|other| other.id != row.id)
                .filter_map(|other| other.new_post_id),
        );
    }
    Ok(claimed)
}

/// The post as it was kept.
pub(super) fn kept(row: &HeldPostRow) -> Option<WholePost> {
    let raw = serde_json::from_str(row.kept.as_deref()?).ok()?;
    WholePost::read(raw).ok()
}

/// Its own time has passed.
pub(super) fn needs_new_time(row: &HeldPostRow, now: Moment) -> bool {
    kept(row)
        .and_then(|whole| whole.post.scheduled_date)
        .is_some_and(|at| at <= now)
}

fn time_to_go_out(
    row: &HeldPostRow,
    at: Option<Moment>,
    now: Moment,
) -> Result<Option<Moment>, Invalid> {
    match at {
        Some(at) if at <= now => Err(Invalid::TimePassed),
        Some(at) => Ok(Some(at)),
        None if needs_new_time(row, now) => Err(Invalid::NewTimeNeeded),
        None => Ok(None),
    }
}

/// The name by which the service knows the post's profile now.
fn profile_of(tx: &Transaction<'_>, row: &HeldPostRow) -> Result<String, Error> {
    let post = posts::get(tx, &row.workspace_id, &row.post_id)?.ok_or(Error::NotFound)?;
    let all = profiles::list(tx, &row.workspace_id)?;
    let named = all.iter().find(|profile| profile.id == post.profile_id);
    Ok(named.map_or(post.profile_id, |profile| name_of(profile, &all)))
}
