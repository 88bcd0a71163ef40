//! Having the service move a post, and finding out what came of it.
//!
//! When the answer is lost, Latchkey looks where the post stands. Asking once more for the same time
//! would do no harm by itself, but in between somebody else may have moved the post on, and that
//! would be undone without a word. A request can arrive late, so it looks several times before it
//! says that nothing was moved. What it cannot see it leaves open, and looks again.

use chrono::TimeDelta;
use latchkey_api::CallError;
use latchkey_store::Transaction;
use latchkey_store::moves::{self, MoveRow};
use latchkey_store::posts;

use super::wish::moment_kept;
use crate::activity::keep_known;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::workspace_row;
use crate::obstacle::Obstacle;
use crate::service::OwnWay;
use crate::{Core, Moment};

/// How long after a look that saw the post where it was the next one comes, in seconds.
const LOOKS: [i64; 3] = [1, 5, 20];
/// How long after a look that saw nothing the next one comes.
const AGAIN: TimeDelta = TimeDelta::seconds(20);

/// How far a move is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It was asked for; whether it was done is not known.
    Asked,
    /// It was done, and can be taken back.
    Moved,
    /// It was certainly not done, as far as looking can tell.
    NotMoved,
    /// It was done and taken back.
    Undone,
    /// It was done and cannot be taken back any more.
    Kept,
}

impl Stage {
    pub(super) fn name(self) -> &'static str {
        match self {
            Stage::Asked => "asked",
            Stage::Moved => "moved",
            Stage::NotMoved => "not_moved",
            Stage::Undone => "undone",
            Stage::Kept => "kept",
        }
    }

    pub(super) fn of(row: &MoveRow) -> Stage {
        let all = [Stage::Moved, Stage::NotMoved, Stage::Undone, Stage::Kept];
        let named = all.into_iter().find(|stage| stage.name() == row.stage);
        named.unwrap_or(Stage::Asked)
    }
}

/// What was found out about a move.
enum Finding {
    /// The post stands there now.
    At(Moment),
    /// It was not moved.
    NotMoved(Obstacle),
    /// The service has no such post.
    Gone,
}

/// A move whose request is under way; nobody looks after it meanwhile.
struct InHand(Core, String);

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.live().moving.remove(&self.1);
    }
}

impl Core {
    /// Sends the request of a move that is written down, and says how far it is then.
    pub(super) async fn carry_out_move(&self, row: MoveRow) -> Result<MoveRow, Error> {
        self.live().moving.insert(row.id.clone());
        let _in_hand = InHand(self.clone(), row.id.clone());
        let workspace = self.workspace(&row.workspace_id).await?;
        let (post_id, to) = post_and_time(&row)?;
        let OwnWay {
            client, credential, ..
        } = match self.own_way(&workspace).await {
            Ok(way) => way,
            Err(obstacle) => return self.finish_move(&row, Finding::NotMoved(obstacle)).await,
        };
        let answer = client.reschedule_post(&credential, post_id, to).await;
        self.note_contact(&workspace.id, &answer);
        match answer {
            Ok(told) => {
                self.finish_move(&row, Finding::At(told.unwrap_or(to)))
                    .await
            }
            Err(CallError::NotFound) => self.finish_move(&row, Finding::Gone).await,
            Err(error) if error.outcome_is_unknown() => {
                self.look_at_post_later(&row, &Obstacle::from(&error), 0, TimeDelta::zero())
                    .await?;
                self.look_after_move(&row).await
            }
            Err(error) => {
                self.finish_move(&row, Finding::NotMoved(Obstacle::from(&error)))
                    .await
            }
        }
    }

    /// Looks what came of a move whose answer was lost.
    pub(crate) async fn advance_move(&self, id: &str) -> Result<(), Error> {
        let row = self.kept_move(id).await?;
        if row.finished_at.is_some() || self.is_moving(id) {
            return Ok(());
        }
        let row = self.look_after_move(&row).await?;
        if row.finished_at.is_some() {
            self.tell_activity(&row.workspace_id).await;
        }
        Ok(())
    }

    /// Whether the request of a move is under way.
    pub(crate) fn is_moving(&self, id: &str) -> bool {
        self.live().moving.contains(id)
    }

    async fn look_after_move(&self, row: &MoveRow) -> Result<MoveRow, Error> {
        let row = &self.kept_move(&row.id).await?;
        let workspace = self.workspace(&row.workspace_id).await?;
        let (post_id, to) = post_and_time(row)?;
        let OwnWay {
            client, credential, ..
        } = match self.own_way(&workspace).await {
            Ok(way) => way,
            Err(obstacle) => return self.look_at_post_later(row, &obstacle, 0, AGAIN).await,
        };
        let answer = client.get_post(&credential, post_id).await;
        self.note_contact(&workspace.id, &answer);
        let whole = match answer {
            Ok(whole) if whole.post.id == *post_id => whole,
            Ok(_) => {
                return self
                    .look_at_post_later(row, &Obstacle::NotThisService, 0, AGAIN)
                    .await;
            }
            Err(CallError::NotFound) => return self.finish_move(row, Finding::Gone).await,
            Err(CallError::RateLimited { retry_after }) => {
                let pause = TimeDelta::from_std(retry_after).unwrap_or(AGAIN);
                return self
                    .look_at_post_later(row, &Obstacle::RateLimited, 0, pause)
                    .await;
            }
            Err(error) => {
                return self
                    .look_at_post_later(row, &Obstacle::from(&error), 0, AGAIN)
                    .await;
            }
        };
        let there = whole.post.scheduled_date;
        if there.map(|at| at.timestamp()) == Some(to.timestamp()) {
            return self.finish_move(row, Finding::At(to)).await;
        }
        let lost = Obstacle::read(row.problem.as_deref()).unwrap_or(Obstacle::ConnectionLost);
        let looks = usize::try_from(row.looks).unwrap_or(usize::MAX);
        match LOOKS.get(looks) {
            Some(pause) if whole.post.status == "scheduled" => {
                self.look_at_post_later(row, &lost, 1, TimeDelta::seconds(*pause))
                    .await
            }
            _ => self.finish_move(row, Finding::NotMoved(lost)).await,
        }
    }

    async fn look_at_post_later(
        &self,
        row: &MoveRow,
        obstacle: &Obstacle,
        looked: i64,
        pause: TimeDelta,
    ) -> Result<MoveRow, Error> {
        let (id, kept, at) = (row.id.clone(), obstacle.kept(), self.now() + pause);
        self.store()
            .write(move |tx| {
                change(tx, &id, |row| {
                    row.problem = Some(kept);
                    row.looks += looked;
                    row.next_look_at = Some(at);
                })
            })
            .await
    }

    async fn finish_move(&self, row: &MoveRow, finding: Finding) -> Result<MoveRow, Error> {
        let (id, scribe) = (row.id.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                let before = moves::get(tx, &id)?.ok_or(Error::NotFound)?;
                if before.finished_at.is_some() {
                    return Ok(before);
                }
                let row = change(tx, &id, |row| {
                    row.next_look_at = None;
                    row.finished_at = Some(scribe.at);
                    let (stage, problem) = match &finding {
                        Finding::At(_) => (Stage::Moved, None),
                        Finding::NotMoved(obstacle) => (Stage::NotMoved, Some(obstacle.kept())),
                        Finding::Gone => (Stage::NotMoved, None),
                    };
                    row.stage = stage.name().to_owned();
                    row.problem = problem;
                })?;
                note_on_post(tx, &row, &finding, scribe.at)?;
                note_on_undone(tx, &row, &finding)?;
                tell_of(tx, &scribe, &row, &finding)?;
                Ok(row)
            })
            .await
    }

    async fn kept_move(&self, id: &str) -> Result<MoveRow, Error> {
        let id = id.to_owned();
        self.store()
            .read(move |tx| moves::get(tx, &id)?.ok_or(Error::NotFound))
            .await
    }
}

/// Changes the row of a move.
pub(super) fn change(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut MoveRow),
) -> Result<MoveRow, Error> {
    let mut row = moves::get(tx, id)?.ok_or(Error::NotFound)?;
    change(&mut row);
    moves::update(tx, &row)?;
    Ok(row)
}

/// What is known of the post from now on.
fn note_on_post(
    tx: &Transaction<'_>,
    row: &MoveRow,
    finding: &Finding,
    now: Moment,
) -> Result<(), Error> {
    let post_id = row.post_id.as_deref().unwrap_or_default();
    let Some(before) = posts::get(tx, &row.workspace_id, post_id)? else {
        return Ok(());
    };
    let mut post = before.clone();
    match finding {
        // Our own doing is no change that somebody made: the event tells of it.
        Finding::At(at) => {
            post.scheduled_at = Some(*at);
            posts::update(tx, &post)?;
        }
        Finding::Gone => {
            post.gone_at = post.gone_at.or(Some(now));
            keep_known(tx, &before, &post, now)?;
        }
        Finding::NotMoved(_) => {}
    }
    Ok(())
}

/// The move that this one takes back is taken back, or cannot be any more.
fn note_on_undone(tx: &Transaction<'_>, row: &MoveRow, finding: &Finding) -> Result<(), Error> {
    let Some(undoes) = &row.undoes else {
        return Ok(());
    };
    let stage = match finding {
        Finding::At(_) => Stage::Undone,
        Finding::Gone | Finding::NotMoved(Obstacle::Declined(_)) => Stage::Kept,
        Finding::NotMoved(_) => return Ok(()),
    };
    change(tx, undoes, |row| row.stage = stage.name().to_owned()).map(|_| ())
}

fn tell_of(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &MoveRow,
    finding: &Finding,
) -> Result<(), Error> {
    let workspace = workspace_row(tx, &row.workspace_id)?;
    let post_id = row.post_id.clone().unwrap_or_default();
    let (kind, moved) = match finding {
        Finding::At(_) => (Kind::PostMoved, true),
        Finding::NotMoved(_) | Finding::Gone => (Kind::PostMoveRefused, false),
    };
    scribe
        .event(kind)
        .about(&workspace)
        .result(moved)
        .detail("post", post_id.clone())
        .detail("from", row.moved_from.clone())
        .detail("to", row.moved_to.clone())
        .append_about_post(tx, &workspace.id, &post_id)
        .map(|_| ())
}

fn post_and_time(row: &MoveRow) -> Result<(&String, Moment), Error> {
    let post_id = row.post_id.as_ref().ok_or(Error::NotFound)?;
    let to = moment_kept(&row.moved_to).ok_or(Error::NotFound)?;
    Ok((post_id, to))
}
