//! Moving a card: what would come of it, and doing it.
//!
//! The wish is written down first (`wish.rs`). A draft stands elsewhere by then; a post is moved by the
//! service (`move_post.rs`). Refused are the past, more than 365 days ahead, times
//! that the clocks skip, and whatever does not wait for its time any more.

use latchkey_store::moves::MoveRow;
use latchkey_store::posts;
use latchkey_text::calendar_words as t;

use super::card::CardId;
use super::clash::{Outgoing, warnings};
use super::fixed::Fixed;
use super::movable::movable;
use super::move_post::Stage;
use super::undo::undo_words;
use super::wall_time::{placed, resolve};
use super::wish::{Wish, moment_kept, move_draft, wish_for_post};
use super::words::{clock_change_words, fixed_words, refusal_words, sentence};
use super::zone::zone_in;
use crate::clock::shown;
use crate::error::Error;
use crate::keys::workspace_row;
use crate::obstacle::Obstacle;
use crate::tell::problem;
use crate::views::{MoveCheckView, MoveForm, MovedView, ProblemView};
use crate::{Core, Moment};

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

/// A reason that is no obstacle.
fn refused(message: String) -> ProblemView {
    ProblemView {
        message,
        remedy: t::nothing_changed(),
        next_try_at: None,
    }
}
