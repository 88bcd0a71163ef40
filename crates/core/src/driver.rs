//! What goes on by itself: creations, endings and rotations are carried on step by step, whether
//! they were just wished for or left over from a crash.
//!
//! Posts are read on and on as long as the app runs; that never comes to an end, so it is not part of
//! what [`Core::settle`] waits for.
//!
//! Each thing under way is advanced by one task at a time, and a slow one does not hold up the
//! others. Nothing is decided here; the driver only knows what is due.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use futures::future::join_all;
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Transaction, creations, held_posts, incidents, moves, rotations};

use crate::error::Error;
use crate::history::head;
use crate::keys::{CreationStep, StoredState};
use crate::{Core, Moment, activity, incident, rotation, sending};

/// The longest the driver rests; whatever falls due is seen at most this much later.
const REST: Duration = Duration::from_secs(1);
/// How long the service's list of keys stays good.
const LIST_AGAIN: TimeDelta = TimeDelta::seconds(60);
/// How long after a failed call a service is tried again, so that the page learns it is back.
const TRY_AGAIN: TimeDelta = TimeDelta::seconds(20);

/// How many posts are held or put back side by side.
const HELD_AT_ONCE: usize = 16;

/// Something under way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    Creation(String),
    Ending(String),
    Rotation(String),
    /// A key nobody has seen work yet.
    FirstCheck(String),
    /// The service is to be looked at: its list of keys, or whether it answers at all.
    Refresh(String),
    /// A post on its way from the service or back.
    Held(String),
    /// A post was to be moved, and the answer was lost.
    Move(String),
    /// Foreign posts appeared while the freeze of an incident is on.
    Newcomers(String),
    /// A draft on its way to the service.
    Send(String),
    /// A dead key of an incident is to be looked at once more.
    Watch(String),
    /// The anchor in the keychain is behind the audit history.
    Anchor,
    /// The next page of a workspace's posts.
    Sync(String),
}

/// What the driver has in hand.
#[derive(Default)]
pub(crate) struct Rounds {
    in_hand: Mutex<HashSet<Step>>,
    /// Workspaces somebody is looking at.
    refresh: Mutex<HashSet<String>>,
}

impl Core {
    /// Carries on for as long as the app runs.
    pub async fn drive(self) {
        loop {
            match self.due_while_running().await {
                Ok(steps) => steps.into_iter().for_each(|step| self.spawn(step)),
                Err(error) => tracing::error!(%error, "what is due could not be read"),
            }
            tokio::select! {
                () = self.0.wake.notified() => {}
                () = self.clock().sleep(REST) => {}
            }
        }
    }

    /// Carries on until nothing is under way, or `rounds` rounds are over. For a person who waits
    /// at the end of something, such as a test: it does in one task what [`Core::drive`] does in
    /// many. True when nothing is left.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn settle(&self, rounds: usize) -> Result<bool, Error> {
        for _ in 0..rounds {
            if self.advance_all_due().await? > 0 {
                continue;
            }
            if !self.is_under_way().await? {
                return Ok(true);
            }
            self.clock().pass(REST).await;
        }
        Ok(false)
    }

    /// Does what is due now, once, and says how much that was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn advance_all_due(&self) -> Result<usize, Error> {
        let due = self.due().await?;
        let count = due.len();
        join_all(due.into_iter().map(|step| self.advance(step))).await;
        Ok(count)
    }

    /// Has the driver look at once.
    pub(crate) fn wake(&self) {
        self.0.wake.notify_one();
    }

    /// Has the service's list read anew.
    pub(crate) fn ask_for_refresh(&self, workspace_id: &str) {
        lock(&self.0.driver.refresh).insert(workspace_id.to_owned());
        self.wake();
    }

    fn spawn(&self, step: Step) {
        if !lock(&self.0.driver.in_hand).insert(step.clone()) {
            return;
        }
        let core = self.clone();
        tokio::spawn(async move {
            let moved = core.advance(step.clone()).await;
            lock(&core.0.driver.in_hand).remove(&step);
            // What failed waits for the next round, or it would be tried without a pause.
            if moved {
                core.wake();
            }
        });
    }

    /// One step. False when it could not be carried out at all.
    async fn advance(&self, step: Step) -> bool {
        let outcome = match &step {
            Step::Creation(id) => self.advance_creation(id).await,
            Step::Ending(id) => self.advance_ending(id).await,
            Step::Rotation(id) => self.advance_rotation(id).await,
            Step::FirstCheck(id) => self.first_check(id).await,
            Step::Refresh(id) => self.refresh(id).await,
            Step::Held(id) => self.advance_held(id).await,
            Step::Move(id) => self.advance_move(id).await,
            Step::Newcomers(id) => self.hold_newcomers(id).await,
            Step::Send(id) => self.advance_send(id).await,
            Step::Watch(id) => self.watch_dead_key(id).await,
            Step::Anchor => self.anchor_history().await,
            Step::Sync(id) => self.advance_sync(id).await,
        };
        match outcome {
            // It was called off or removed while it was due.
            Ok(()) | Err(Error::NotFound) => true,
            Err(error) => {
                tracing::error!(%error, ?step, "a step could not be carried out");
                false
            }
        }
    }

    async fn first_check(&self, id: &str) -> Result<(), Error> {
        let (workspace, key) = self.key(id).await?;
        self.check(&workspace, &key).await.map(|_| ())
    }

    async fn refresh(&self, id: &str) -> Result<(), Error> {
        let workspace = self.workspace(id).await?;
        lock(&self.0.driver.refresh).remove(id);
        self.refresh_workspace(&workspace).await;
        Ok(())
    }

    /// What is due, and the posts that are to be read.
    async fn due_while_running(&self) -> Result<Vec<Step>, Error> {
        let mut steps = self.due().await?;
        let now = self.now();
        let reading = self
            .store()
            .read(move |tx| {
                let mut steps = Vec::new();
                for workspace in workspaces::list(tx)? {
                    if activity::sync::is_due(tx, &workspace.id, now)? {
                        steps.push(Step::Sync(workspace.id));
                    }
                }
                Ok::<_, Error>(steps)
            })
            .await?;
        steps.extend(reading);
        Ok(steps)
    }

    async fn due(&self) -> Result<Vec<Step>, Error> {
        let now = self.now();
        let (mut steps, here, head) = self
            .store()
            .read(move |tx| {
                let here = workspaces::list(tx)?;
                let mut steps = due_in_journals(tx, &here, now)?;
                steps.extend(due_in_incidents(tx, &here, now)?);
                for workspace in &here {
                    steps.extend(due_for_keys(tx, workspace, now)?);
                }
                Ok::<_, Error>((steps, here, head(tx)?))
            })
            .await?;
        let looks = here
            .iter()
            .filter(|workspace| self.wants_a_look(workspace, now));
        steps.extend(looks.map(|workspace| Step::Refresh(workspace.id.clone())));
        // One whose request is under way has not lost its answer.
        steps.retain(|step| !matches!(step, Step::Move(id) if self.is_moving(id)));
        if self.wants_anchor(head) {
            steps.push(Step::Anchor);
        }
        Ok(steps)
    }

    /// Somebody asked for it, the list is old, or the service did not answer a while ago.
    fn wants_a_look(&self, workspace: &WorkspaceRow, now: Moment) -> bool {
        if lock(&self.0.driver.refresh).contains(&workspace.id) {
            return true;
        }
        let live = self.live();
        let contact = live.contacts.get(&workspace.id);
        let silent = contact.filter(|contact| contact.obstacle.is_some());
        let waited = silent.and_then(|contact| contact.tried_at);
        let listed = live.listed_at.get(&workspace.id);
        waited.is_some_and(|at| now - at > TRY_AGAIN)
            || workspace.authority == "automatic" && listed.is_none_or(|at| now - *at > LIST_AGAIN)
    }

    async fn is_under_way(&self) -> Result<bool, Error> {
        self.store()
            .read(|tx| {
                let creating = creations::unfinished(tx)?
                    .iter()
                    .any(|row| CreationStep::of(row) != CreationStep::AwaitingPaste);
                let rotating = rotations::unfinished(tx)?.iter().any(|row| {
                    row.overlap_ends_at.is_some()
                        || rotation::stage(row) != crate::views::RotationStage::Overlap
                });
                let mut keys_wait = false;
                for workspace in workspaces::list(tx)? {
                    keys_wait |= keys::list(tx, &workspace.id)?.iter().any(|key| {
                        matches!(
                            StoredState::of(key),
                            StoredState::Ending | StoredState::Unverified
                        )
                    });
                }
                let holding = !held_posts::unfinished(tx)?.is_empty();
                let moving = !moves::unfinished(tx)?.is_empty();
                let sending = sending::is_under_way(tx)?;
                Ok(creating || rotating || keys_wait || holding || moving || sending)
            })
            .await
    }
}

fn due_in_journals(
    tx: &Transaction<'_>,
    here: &[WorkspaceRow],
    now: Moment,
) -> Result<Vec<Step>, Error> {
    let is_here = |id: &str| here.iter().any(|workspace| workspace.id == id);
    let mut steps = Vec::new();
    for row in creations::unfinished(tx)? {
        let waits_for_person = CreationStep::of(&row) == CreationStep::AwaitingPaste;
        if !waits_for_person && is_due(row.next_try_at, now) && is_here(&row.workspace_id) {
            steps.push(Step::Creation(row.id));
        }
    }
    for row in moves::unfinished(tx)? {
        if is_due(row.next_look_at, now) && is_here(&row.workspace_id) {
            steps.push(Step::Move(row.id));
        }
    }
    for row in rotations::unfinished(tx)? {
        if is_here(&row.workspace_id) && rotation::is_due(tx, &row, now)? {
            steps.push(Step::Rotation(row.id));
        }
    }
    let sends = sending::due(tx, now, is_here)?;
    steps.extend(sends.into_iter().map(Step::Send));
    Ok(steps)
}

fn due_in_incidents(
    tx: &Transaction<'_>,
    here: &[WorkspaceRow],
    now: Moment,
) -> Result<Vec<Step>, Error> {
    let is_here = |id: &str| here.iter().any(|workspace| workspace.id == id);
    let held = held_posts::unfinished(tx)?
        .into_iter()
        .filter(|row| is_due(row.next_try_at, now) && is_here(&row.workspace_id))
        .take(HELD_AT_ONCE)
        .map(|row| Step::Held(row.id));
    let newcomers = incident::with_newcomers(tx)?
        .into_iter()
        .filter(|row| is_here(&row.workspace_id))
        .map(|row| Step::Newcomers(row.id));
    let watched = incidents::unfinished(tx)?
        .into_iter()
        .filter(|row| row.next_look_at.is_some_and(|at| at <= now) && is_here(&row.workspace_id))
        .map(|row| Step::Watch(row.id));
    Ok(held.chain(newcomers).chain(watched).collect())
}

fn due_for_keys(
    tx: &Transaction<'_>,
    workspace: &WorkspaceRow,
    now: Moment,
) -> Result<Vec<Step>, Error> {
    let mut steps = Vec::new();
    for key in keys::list(tx, &workspace.id)? {
        let Some(step) = due_for_key(&key, now) else {
            continue;
        };
        // A rotation checks its new key itself.
        if matches!(step, Step::FirstCheck(_)) && rotation::is_running_for(tx, &key.id)? {
            continue;
        }
        steps.push(step);
    }
    Ok(steps)
}

fn due_for_key(key: &KeyRow, now: Moment) -> Option<Step> {
    match StoredState::of(key) {
        StoredState::Ending if is_due(key.next_probe_at, now) => Some(Step::Ending(key.id.clone())),
        StoredState::Unverified
            if key
                .last_checked_at
                .is_none_or(|at| now - at > TimeDelta::seconds(30)) =>
        {
            Some(Step::FirstCheck(key.id.clone()))
        }
        StoredState::Unverified
        | StoredState::Active
        | StoredState::Suspected
        | StoredState::Ending
        | StoredState::Revoked
        | StoredState::Missing => None,
    }
}

fn is_due(at: Option<Moment>, now: Moment) -> bool {
    at.is_none_or(|at| at <= now)
}

fn lock<T>(mutex: &Mutex<HashSet<T>>) -> std::sync::MutexGuard<'_, HashSet<T>> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
