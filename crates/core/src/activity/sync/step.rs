//! One step of the sync: one question to the service, and what came of it, in one transaction.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_api::CallError;
use latchkey_store::Transaction;

use latchkey_store::syncs::{self, SyncCursorRow};
use latchkey_store::workspaces::WorkspaceRow;

use super::errand::{self, Told};
use super::round::Reading;
use super::{page, round, sync_of, unlisted};
use crate::error::Error;
use crate::history::Scribe;
use crate::obstacle::Obstacle;
use crate::{Core, Moment};

/// The longest pause after something stood in the way, in seconds. The service may ask for more.
const LONGEST_PAUSE: u64 = 120;
/// Between two pages of which the page in the window hears.
const TELL_AGAIN: TimeDelta = TimeDelta::milliseconds(500);

/// What a step led to.
#[derive(Clone, Copy, Debug, Default)]
struct Outcome {
    /// Posts are new, changed or gone.
    news: bool,
    /// A round came to its end, or to where everything that may still go out is known.
    milestone: bool,
}

impl Core {
    /// Asks the service one thing and writes down what it said.
    pub(crate) async fn advance_sync(&self, workspace_id: &str) -> Result<(), Error> {
        let workspace = self.workspace(workspace_id).await?;
        let (id, now) = (workspace.id.clone(), self.now());
        let next = self.store().read(move |tx| errand::next(tx, &id, now));
        let Some(errand) = next.await? else {
            return Ok(());
        };
        let way = match self.own_way(&workspace).await {
            Ok(way) => way,
            Err(obstacle) => return self.hinder(&workspace, &obstacle, None).await,
        };
        let asked_at = self.now();
        let told = errand::ask(&way.client.in_background(), &way.credential, errand).await;
        self.note_contact(&workspace.id, &told);
        match told {
            Ok(told) => self.write_down(&workspace, told, asked_at).await,
            Err(error) => {
                if error.is_positive_refusal() {
                    // Another question, so that the refusal is kept as what it is: a death.
                    self.check(&workspace, &way.key).await?;
                }
                self.hinder(&workspace, &Obstacle::from(&error), asked_pause(&error))
                    .await
            }
        }
    }

    async fn write_down(
        &self,
        workspace: &WorkspaceRow,
        told: Told,
        asked_at: Moment,
    ) -> Result<(), Error> {
        let (scribe, place) = (self.scribe(), workspace.clone());
        let outcome = self
            .store()
            .write(move |tx| write_told(tx, &scribe, &place, &told, asked_at))
            .await?;
        self.after_reading(&workspace.id, outcome).await;
        Ok(())
    }

    /// Notes what stands in the way, and when to try again.
    async fn hinder(
        &self,
        workspace: &WorkspaceRow,
        obstacle: &Obstacle,
        asked: Option<Duration>,
    ) -> Result<(), Error> {
        let (id, kept, now) = (workspace.id.clone(), obstacle.kept(), self.now());
        self.store()
            .write(move |tx| {
                crate::keys::workspace_row(tx, &id)?;
                let mut sync = sync_of(tx, &id)?;
                sync.attempts += 1;
                sync.problem = Some(kept);
                sync.next_at = Some(now + pause(sync.attempts, asked));
                Ok::<_, Error>(syncs::put(tx, &sync)?)
            })
            .await?;
        self.tell_activity(&workspace.id).await;
        Ok(())
    }

    /// Judges what was read, and tells the page. The first round of a run judges in any case: the
    /// app may have died before it came to that.
    async fn after_reading(&self, workspace_id: &str, outcome: Outcome) {
        if outcome.news {
            self.live().judged.remove(workspace_id);
        }
        if outcome.milestone && self.live().judged.insert(workspace_id.to_owned()) {
            match self.judge_workspace(workspace_id).await {
                Ok(()) | Err(Error::NotFound) => {}
                Err(error) => {
                    tracing::error!(%error, "the posts could not be judged");
                    self.live().judged.remove(workspace_id);
                }
            }
        }
        if outcome.milestone || self.is_worth_telling(workspace_id) {
            self.tell_activity(workspace_id).await;
        }
    }

    /// Pages come many a second at first, and drawing each would help nobody.
    fn is_worth_telling(&self, workspace_id: &str) -> bool {
        let now = self.now();
        let mut live = self.live();
        let told = live.told_of_reading.get(workspace_id);
        let is_old = told.is_none_or(|at| *at > now || now - *at >= TELL_AGAIN);
        if is_old {
            live.told_of_reading.insert(workspace_id.to_owned(), now);
        }
        is_old
    }
}

fn write_told(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    told: &Told,
    asked_at: Moment,
) -> Result<Outcome, Error> {
    // The workspace may have been removed while the service was asked.
    crate::keys::workspace_row(tx, &workspace.id)?;
    let now = scribe.at;
    if let Told::Profiles(profiles) = told {
        round::begin(tx, workspace, profiles, now)?;
    }
    let mut sync = sync_of(tx, &workspace.id)?;
    let news = match told {
        Told::Profiles(_) => false,
        Told::Page(stretch, posts) => {
            page::write(tx, &sync, stretch, posts, asked_at, now)?.news > 0
        }
        Told::Post(id, found) => {
            return Ok(Outcome {
                news: unlisted::write(tx, &sync, id, found, asked_at, now)?,
                milestone: false,
            });
        }
    };
    round::go_on(&mut sync);
    let ended = round::end_if_read(tx, scribe, workspace, &mut sync)?;
    syncs::put(tx, &sync)?;
    Ok(Outcome {
        news,
        milestone: ended || knows_what_waits(tx, told)?,
    })
}

/// Whether this page was the last that a freeze has to wait for: it holds back only what was judged.
fn knows_what_waits(tx: &Transaction<'_>, told: &Told) -> Result<bool, Error> {
    let Told::Page(stretch, _) = told else {
        return Ok(false);
    };
    let comes_first = |cursor: &SyncCursorRow| Reading::of(cursor) <= Reading::Waiting;
    let cursors = syncs::cursors(tx, &stretch.cursor.workspace_id)?;
    let left = cursors
        .iter()
        .any(|cursor| comes_first(cursor) && !cursor.finished);
    Ok(comes_first(&stretch.cursor) && !left)
}

/// The pause before the next try: short at first, and never shorter than the service asks for.
fn pause(attempts: i64, asked: Option<Duration>) -> TimeDelta {
    let doublings = u32::try_from(attempts).unwrap_or(u32::MAX).min(16);
    let ours = Duration::from_secs(2_u64.pow(doublings).min(LONGEST_PAUSE));
    let pause = asked.unwrap_or_default().max(ours);
    TimeDelta::from_std(pause).unwrap_or(TimeDelta::MAX)
}

fn asked_pause(error: &CallError) -> Option<Duration> {
    if let CallError::RateLimited { retry_after } = error {
        return Some(*retry_after);
    }
    None
}
