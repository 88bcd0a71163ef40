//! Moving a card: what would come of it, and doing it.
//!
//! A draft is moved here and nowhere else. A post is moved by the service; the wish is written down
//! first, and `move_post.rs` carries it out. Refused are the past, more than 365 days ahead, times
//! that the clocks skip, and whatever does not wait for its time any more.

use jiff::tz::TimeZone;
use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::moves::{self, MoveRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, sends};
use latchkey_text::calendar_words as t;

use super::card::CardId;
use super::clash::{Outgoing, TextMark, warnings};
use super::fixed::{self, Fixed, Standing};
use super::move_post::Stage;
use super::undo::undo_words;
use super::wall_time::{placed, resolve, wall};
use super::words::{clock_change_words, fixed_words, refusal_words, sentence};
use super::zone::zone_in;
use crate::clock::shown;
use crate::compose::{changeable, keep_version, stored};
use crate::error::{Error, NotNow};
use crate::history::{Kind, Scribe};
use crate::keys::workspace_row;
use crate::obstacle::Obstacle;
use crate::tell::problem;
use crate::views::{DraftContent, MoveCheckView, MoveForm, MovedView, ProblemView, When};
use crate::{Core, Moment, new_id};

/// What came of a wish to move something.
pub(super) enum Wish {
    /// It will not be: why, in words.
    Refused(String),
    /// It cannot be yet: why, in words.
    NotYet(String),
    /// It stands there, and nothing is left to do.
    Done(Moment),
    /// The service has to be asked.
    Asked(Box<MoveRow>),
}

impl Core {
    /// What would come of a move.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a card that is not there (any more).
    pub async fn check_move(&self, form: MoveForm) -> Result<MoveCheckView, Error> {
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let (zone, now) = (zone_in(tx, &workspace.id, core.zone())?, core.now());
                let (going, fixed) = movable(tx, &workspace.id, &form.card_id, &zone, now)?;
                let resolved = resolve(&zone, &form.to, now);
                let refusal = fixed
                    .map(fixed_words)
                    .or_else(|| resolved.refusal.as_ref().map(refusal_words));
                let mut said: Vec<String> = resolved
                    .clock_change
                    .as_ref()
                    .map(clock_change_words)
                    .into_iter()
                    .collect();
                if let (Some(at), None) = (resolved.at, &refusal) {
                    let going = Outgoing {
                        at: Some(at),
                        ..going
                    };
                    said.extend(warnings(tx, &workspace.id, &going, Some(&going.id), now)?);
                }
                let at = resolved.at.or_else(|| placed(&zone, &form.to));
                Ok(MoveCheckView {
                    sentence: at.map_or_else(String::new, |at| sentence(&zone, at)),
                    refusal,
                    warnings: said,
                    at: resolved.at.map(shown),
                })
            })
            .await
    }

    /// Moves a card. What stands in the way is told in the view: nothing has changed then.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a card that is not there (any more).
    pub async fn move_card(&self, form: MoveForm) -> Result<MovedView, Error> {
        let (scribe, computers, workspace_id) = (
            self.scribe(),
            self.zone().clone(),
            form.workspace_id.clone(),
        );
        let wish = self
            .store()
            .write(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let zone = zone_in(tx, &workspace.id, &computers)?;
                let (_, fixed) = movable(tx, &workspace.id, &form.card_id, &zone, scribe.at)?;
                if let Some(fixed) = fixed {
                    return Ok(Wish::Refused(fixed_words(fixed)));
                }
                let resolved = resolve(&zone, &form.to, scribe.at);
                let Some(at) = resolved.at else {
                    let refusal = resolved.refusal.as_ref().map(refusal_words);
                    return Ok(Wish::Refused(refusal.unwrap_or_default()));
                };
                match CardId::parse(&form.card_id).ok_or(Error::NotFound)? {
                    CardId::Post(id) => {
                        let post = posts::get(tx, &workspace.id, &id)?.ok_or(Error::NotFound)?;
                        wish_for_post(tx, &scribe, &workspace, &post, at, None)
                    }
                    CardId::Draft(id) => {
                        move_draft(tx, &scribe, &zone, &workspace.id, &id, at, None)
                    }
                    CardId::Send(_) => Ok(Wish::Refused(fixed_words(Fixed::OnItsWay))),
                }
            })
            .await?;
        self.carry_out_wish(&workspace_id, wish).await
    }

    /// Does what is left to do for a wish and says what came of it.
    pub(super) async fn carry_out_wish(
        &self,
        workspace_id: &str,
        wish: Wish,
    ) -> Result<MovedView, Error> {
        match wish {
            Wish::Refused(why) | Wish::NotYet(why) => {
                self.not_moved(workspace_id, refused(why)).await
            }
            Wish::Done(at) => self.moved(workspace_id, at).await,
            Wish::Asked(row) => {
                let row = self.carry_out_move(*row).await?;
                self.tell_activity(workspace_id).await;
                self.told(&row).await
            }
        }
    }

    /// What came of the move of a post.
    async fn told(&self, row: &MoveRow) -> Result<MovedView, Error> {
        let obstacle = Obstacle::read(row.problem.as_deref());
        let problem = |next| {
            obstacle.as_ref().map_or_else(
                || refused(t::post_gone()),
                |obstacle| problem(obstacle, next),
            )
        };
        match Stage::of(row) {
            Stage::Moved | Stage::Undone | Stage::Kept => {
                let at = moment_kept(&row.moved_to).ok_or(Error::NotFound)?;
                self.moved(&row.workspace_id, at).await
            }
            Stage::Asked => {
                let problem = ProblemView {
                    remedy: t::looking_remedy(),
                    ..problem(row.next_look_at)
                };
                let view = self.not_moved(&row.workspace_id, problem).await?;
                Ok(MovedView {
                    sentence: t::looking(),
                    ..view
                })
            }
            Stage::NotMoved => self.not_moved(&row.workspace_id, problem(None)).await,
        }
    }

    async fn moved(&self, workspace_id: &str, at: Moment) -> Result<MovedView, Error> {
        let zone = self.zone_of(workspace_id).await?;
        Ok(MovedView {
            moved: true,
            sentence: t::moved(sentence(&zone, at)),
            problem: None,
            undo: self.undo_offered(workspace_id).await?,
        })
    }

    async fn not_moved(
        &self,
        workspace_id: &str,
        problem: ProblemView,
    ) -> Result<MovedView, Error> {
        Ok(MovedView {
            moved: false,
            sentence: t::not_moved(&problem.message),
            problem: Some(problem),
            undo: self.undo_offered(workspace_id).await?,
        })
    }

    async fn undo_offered(&self, workspace_id: &str) -> Result<Option<String>, Error> {
        let (id, computers) = (workspace_id.to_owned(), self.zone().clone());
        self.store()
            .read(move |tx| {
                let zone = zone_in(tx, &id, &computers)?;
                undo_words(tx, &id, &zone)
            })
            .await
    }
}

/// What would go out, and why it cannot be moved, if so.
fn movable(
    tx: &Transaction<'_>,
    workspace_id: &str,
    card_id: &str,
    zone: &TimeZone,
    now: Moment,
) -> Result<(Outgoing, Option<Fixed>), Error> {
    match CardId::parse(card_id).ok_or(Error::NotFound)? {
        CardId::Post(id) => {
            let post = posts::get(tx, workspace_id, &id)?.ok_or(Error::NotFound)?;
            let fixed = fixed_post(tx, &post, now)?;
            Ok((outgoing(&post), fixed))
        }
        CardId::Draft(id) => {
            let (row, content) = draft(tx, workspace_id, &id)?;
            let time = match &content.when {
                When::At(time) => placed(zone, time),
                When::Now | When::Queue => None,
            };
            let fixed = is_on_its_way(tx, &row.id)?.then_some(Fixed::OnItsWay);
            let going = Outgoing {
                id: row.id,
                profile_id: content.profile.unwrap_or_default(),
                at: time,
                platforms: content.platforms,
                text: TextMark::of(&content.text),
            };
            Ok((going, fixed))
        }
        CardId::Send(id) => {
            let row = sends::get(tx, &id)?
                .filter(|row| row.workspace_id == workspace_id)
                .ok_or(Error::NotFound)?;
            let going = Outgoing {
                id: row.draft_id,
                profile_id: row.profile_id,
                at: row.goes_out_at,
                platforms: Vec::new(),
                text: TextMark::default(),
            };
            Ok((going, Some(Fixed::OnItsWay)))
        }
    }
}

/// Why a post cannot be moved; none when it can.
pub(super) fn fixed_post(
    tx: &Transaction<'_>,
    post: &PostRow,
    now: Moment,
) -> Result<Option<Fixed>, Error> {
    let standing = Standing {
        status: &post.status,
        at: post.scheduled_at.unwrap_or(post.made_at),
        held: post.held,
        gone: post.gone_at.is_some(),
        being_moved: fixed::being_moved(tx, &post.workspace_id)?.contains(&post.id),
    };
    Ok(fixed::of_post(&standing, now))
}

/// Writes down that a post is to be moved, with the event that tells of it.
pub(super) fn wish_for_post(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    post: &PostRow,
    to: Moment,
    undoes: Option<String>,
) -> Result<Wish, Error> {
    let from = post.scheduled_at.unwrap_or(post.made_at);
    if from == to {
        return Ok(Wish::Done(to));
    }
    let row = MoveRow {
        post_id: Some(post.id.clone()),
        ..new_move(scribe, &workspace.id, shown(from), shown(to), undoes)
    };
    moves::insert(tx, &row)?;
    scribe
        .event(Kind::PostMoveAsked)
        .about(workspace)
        .detail("post", post.id.clone())
        .detail("from", row.moved_from.clone())
        .detail("to", row.moved_to.clone())
        .append_about_post(tx, &workspace.id, &post.id)?;
    Ok(Wish::Asked(Box::new(row)))
}

/// Gives a draft another time. Nothing leaves this computer.
pub(super) fn move_draft(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    zone: &TimeZone,
    workspace_id: &str,
    draft_id: &str,
    at: Moment,
    undoes: Option<String>,
) -> Result<Wish, Error> {
    let to = wall(zone, at);
    let (mut row, mut content) = draft(tx, workspace_id, draft_id)?;
    let When::At(from) = std::mem::replace(&mut content.when, When::At(to.clone())) else {
        return Err(Error::NotFound);
    };
    if from == to {
        return Ok(Wish::Done(at));
    }
    keep_version(tx, &row)?;
    row.content = json(&content);
    row.changed_at = scribe.at;
    drafts::update(tx, &row)?;
    let moved = MoveRow {
        draft_id: Some(row.id),
        stage: Stage::Moved.name().to_owned(),
        finished_at: Some(scribe.at),
        ..new_move(scribe, workspace_id, json(&from), json(&to), undoes)
    };
    moves::insert(tx, &moved)?;
    Ok(Wish::Done(at))
}

/// A draft that is still one.
pub(super) fn draft(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
) -> Result<(DraftRow, DraftContent), Error> {
    let row = drafts::get(tx, id)?
        .filter(|row| row.workspace_id == workspace_id && row.deleted_at.is_none() && !row.sent)
        .ok_or(Error::NotFound)?;
    let content = stored(&row);
    Ok((row, content))
}

/// The draft was sent, and did not come back.
pub(super) fn is_on_its_way(tx: &Transaction<'_>, draft_id: &str) -> Result<bool, Error> {
    match changeable(tx, draft_id) {
        Ok(_) => Ok(false),
        Err(Error::NotNow(NotNow::DraftOnItsWay)) => Ok(true),
        Err(error) => Err(error),
    }
}

/// A moment as a move keeps it.
pub(super) fn moment_kept(kept: &str) -> Option<Moment> {
    kept.parse().ok()
}

fn outgoing(post: &PostRow) -> Outgoing {
    Outgoing {
        id: post.id.clone(),
        profile_id: post.profile_id.clone(),
        at: Some(post.scheduled_at.unwrap_or(post.made_at)),
        platforms: post
            .destinations
            .iter()
            .map(|destination| destination.platform.clone())
            .collect(),
        text: TextMark::of(&post.text),
    }
}

fn new_move(
    scribe: &Scribe,
    workspace_id: &str,
    moved_from: String,
    moved_to: String,
    undoes: Option<String>,
) -> MoveRow {
    MoveRow {
        id: new_id(),
        workspace_id: workspace_id.to_owned(),
        post_id: None,
        draft_id: None,
        moved_from,
        moved_to,
        undoes,
        stage: Stage::Asked.name().to_owned(),
        problem: None,
        looks: 0,
        next_look_at: None,
        asked_at: scribe.at,
        finished_at: None,
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A reason that is no obstacle.
fn refused(message: String) -> ProblemView {
    ProblemView {
        message,
        remedy: t::nothing_changed(),
        next_try_at: None,
    }
}
