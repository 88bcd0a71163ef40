//! Reads the posts of a workspace into the store and keeps them up to date.
//!
//! It reads in rounds. A whole round reads every post: the newest page of each profile first, then
//! what waits to go out, then the history. It is the first round, and one a day. Every minute in
//! between there is a quick one, which reads on only where something is new. A round is made of
//! pages; a page and the cursor behind it are written in one transaction.
//!
//! What it refuses to do: rely on the order of the service's list, which is not documented and
//! shifts while it is read; call a post gone because a list left it out; read on while posts are
//! being taken from the service or put back.
//!
//! | file | what it holds |
//! |---|---|
//! | `round.rs` | what a round reads, and in which order |
//! | `errand.rs` | the next thing to ask the service, and asking it |
//! | `step.rs` | one step: asking, and writing down what came of it |
//! | `names.rs` | by which name to ask for a profile's posts |
//! | `page.rs` | a page of posts, written down |
//! | `unlisted.rs` | posts the list left out, asked for one by one |
//! | `changes.rs` | a post as it was against the post as it is |
//! | `progress.rs` | how far it is, for the page |

pub(crate) mod changes;
mod errand;
pub(crate) mod names;
mod page;
mod progress;
mod round;
mod step;
mod unlisted;

use chrono::TimeDelta;
use latchkey_api::codivupload::WholePost;
use latchkey_store::syncs::{self, SyncRow};
use latchkey_store::{Transaction, held_posts, unlisted_posts};

pub(crate) use page::keep as keep_known;
pub(crate) use progress::view as sync_view;

use crate::error::Error;
use crate::views::{ActivityView, WorkspaceForm};
use crate::{Core, Moment};

/// Between two rounds.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(60);
/// Between two whole rounds.
const READ_ALL_AGAIN: TimeDelta = TimeDelta::hours(24);
/// Between two whole rounds when the service counts posts that the quick ones do not find.
const LOOK_CLOSER: TimeDelta = TimeDelta::hours(1);

impl Core {
    /// Looks for new posts at once, and goes on where it was paused.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn sync_now(&self, form: WorkspaceForm) -> Result<ActivityView, Error> {
        self.change_sync(form, |sync| {
            sync.paused = false;
            round::go_on(sync);
        })
        .await
    }

    /// Stops reading. A page that is on its way is still kept.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn pause_sync(&self, form: WorkspaceForm) -> Result<ActivityView, Error> {
        self.change_sync(form, |sync| sync.paused = true).await
    }

    /// Goes on reading where it was paused.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn resume_sync(&self, form: WorkspaceForm) -> Result<ActivityView, Error> {
        self.change_sync(form, |sync| sync.paused = false).await
    }

    async fn change_sync(
        &self,
        form: WorkspaceForm,
        change: impl FnOnce(&mut SyncRow) + Send + 'static,
    ) -> Result<ActivityView, Error> {
        let id = form.workspace_id.clone();
        self.store()
            .write(move |tx| {
                crate::keys::workspace_row(tx, &id)?;
                let mut sync = sync_of(tx, &id)?;
                change(&mut sync);
                Ok::<_, Error>(syncs::put(tx, &sync)?)
            })
            .await?;
        self.wake();
        self.after_posts_changed(&form.workspace_id).await
    }

    /// Reads posts until there is nothing to read now, or `steps` steps are over: what
    /// [`Core::drive`] does in time, for somebody who waits for it. True when nothing is left.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn catch_up(&self, workspace_id: &str, steps: usize) -> Result<bool, Error> {
        for _ in 0..steps {
            let (id, now) = (workspace_id.to_owned(), self.now());
            let due = self.store().read(move |tx| is_due(tx, &id, now)).await?;
            if !due {
                return Ok(true);
            }
            self.advance_sync(workspace_id).await?;
        }
        Ok(false)
    }
}

/// Has posts read at once, where they are read at all: one was made.
pub(crate) fn soon(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), Error> {
    let mut sync = sync_of(tx, workspace_id)?;
    round::go_on(&mut sync);
    Ok(syncs::put(tx, &sync)?)
}

/// Takes in one post that was fetched by its id. One that no list has shown yet is left to the
/// lists: they tell whose it is.
pub(crate) fn take_in(
    tx: &Transaction<'_>,
    workspace_id: &str,
    post: WholePost,
    asked_at: Moment,
    now: Moment,
) -> Result<(), Error> {
    let sync = sync_of(tx, workspace_id)?;
    let id = post.post.id.clone();
    let found = errand::Found::Here(Box::new(post));
    unlisted::write(tx, &sync, &id, &found, asked_at, now).map(|_| ())
}

/// Whether there is something to read in a workspace now.
pub(crate) fn is_due(tx: &Transaction<'_>, workspace_id: &str, now: Moment) -> Result<bool, Error> {
    let sync = sync_of(tx, workspace_id)?;
    if sync.paused || somebody_moves_posts(tx, workspace_id, now)? {
        return Ok(false);
    }
    if sync.next_at.is_none_or(|at| at <= now) {
        return Ok(true);
    }
    Ok(sync.problem.is_none() && unlisted_posts::any(tx, workspace_id)?)
}

/// A post is on its way from the service or back: that comes first, and a list read in between
/// would show it half gone.
fn somebody_moves_posts(
    tx: &Transaction<'_>,
    workspace_id: &str,
    now: Moment,
) -> Result<bool, Error> {
    Ok(held_posts::unfinished(tx)?
        .iter()
        .any(|job| job.workspace_id == workspace_id && job.next_try_at.is_none_or(|at| at <= now)))
}

/// The sync of a workspace, as it is before the first round.
fn sync_of(tx: &Transaction<'_>, workspace_id: &str) -> Result<SyncRow, Error> {
    Ok(syncs::get(tx, workspace_id)?.unwrap_or_else(|| SyncRow {
        workspace_id: workspace_id.to_owned(),
        paused: false,
        pass: 0,
        pass_started_at: None,
        complete_at: None,
        next_at: None,
        problem: None,
        attempts: 0,
    }))
}
