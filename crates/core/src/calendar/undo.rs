//! Taking moves back, the last one first, also after a restart.
//!
//! A move is taken back only while what was moved still stands where it was moved to and its old
//! time is still to come. Otherwise it is said why, and the next undo takes the move before.

use jiff::tz::TimeZone;
use latchkey_store::moves::{self, MoveRow};
use latchkey_store::{Transaction, drafts, posts};
use latchkey_text::calendar_words as t;

use super::fixed::Fixed;
use super::movable::{draft, fixed_post, is_on_its_way};
use super::move_post::{Stage, change};
use super::wall_time::{placed, resolve};
use super::wish::{Wish, moment_kept, move_draft, wish_for_post};
use super::words::{fixed_words, refusal_words, sentence};
use super::zone::zone_in;
use crate::Core;
use crate::activity::list::cut;
use crate::compose::stored;
use crate::error::{Error, NotNow};
use crate::history::Scribe;
use crate::keys::workspace_row;
use crate::views::{MovedView, WallTime, When, WorkspaceForm};

/// The characters of a text by which something is named.
const NAMED: usize = 40;

impl Core {
    /// Takes the last move back.
    ///
    /// # Errors
    /// [`NotNow::NothingMoved`] when there is none.
    pub async fn undo_move(&self, form: WorkspaceForm) -> Result<MovedView, Error> {
        let (scribe, computers, id) = (
            self.scribe(),
            self.zone().clone(),
            form.workspace_id.clone(),
        );
        let wish = self
            .store()
            .write(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let zone = zone_in(tx, &workspace.id, &computers)?;
                let last = moves::to_undo(tx, &workspace.id)?.ok_or(NotNow::NothingMoved)?;
                let wish = take_back(tx, &scribe, &zone, &last)?;
                let stage = match &wish {
                    Wish::Refused(_) => Stage::Kept,
                    Wish::Done(_) => Stage::Undone,
                    // Whether it is taken back shows when the service has answered.
                    Wish::Asked(_) | Wish::NotYet(_) => Stage::Moved,
                };
                change(tx, &last.id, |row| row.stage = stage.name().to_owned())?;
                Ok::<_, Error>(wish)
            })
            .await?;
        self.carry_out_wish(&id, wish).await
    }
}

/// What "undo" would take back, in words.
pub(crate) fn undo_words(
    tx: &Transaction<'_>,
    workspace_id: &str,
    zone: &TimeZone,
) -> Result<Option<String>, Error> {
    let Some(last) = moves::to_undo(tx, workspace_id)? else {
        return Ok(None);
    };
    let from = match &last.post_id {
        Some(_) => moment_kept(&last.moved_from),
        None => time_kept(&last.moved_from).and_then(|time| placed(zone, &time)),
    };
    let when = from.map_or_else(String::new, |at| sentence(zone, at));
    let name = cut(&text_of(tx, &last)?, NAMED);
    Ok(Some(if name.is_empty() {
        t::undo_unnamed(when)
    } else {
        t::undo(name, when)
    }))
}

fn take_back(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    zone: &TimeZone,
    last: &MoveRow,
) -> Result<Wish, Error> {
    match (&last.post_id, &last.draft_id) {
        (Some(post_id), _) => post_back(tx, scribe, last, post_id),
        (None, Some(draft_id)) => draft_back(tx, scribe, zone, last, draft_id),
        (None, None) => Err(Error::NotFound),
    }
}

fn post_back(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    last: &MoveRow,
    post_id: &str,
) -> Result<Wish, Error> {
    let workspace = workspace_row(tx, &last.workspace_id)?;
    let Some(post) = posts::get(tx, &workspace.id, post_id)? else {
        return Ok(Wish::Refused(t::post_gone()));
    };
    match fixed_post(tx, &post, scribe.at)? {
        Some(Fixed::BeingMoved) => return Ok(Wish::NotYet(fixed_words(Fixed::BeingMoved))),
        Some(fixed) => return Ok(Wish::Refused(fixed_words(fixed))),
        None => {}
    }
    let (from, to) = (moment_kept(&last.moved_from), moment_kept(&last.moved_to));
    let Some(from) = from.filter(|_| post.scheduled_at == to) else {
        return Ok(Wish::Refused(t::changed_since()));
    };
    if from <= scribe.at {
        return Ok(Wish::Refused(t::old_time_past()));
    }
    wish_for_post(tx, scribe, &workspace, &post, from, Some(last.id.clone()))
}

fn draft_back(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    zone: &TimeZone,
    last: &MoveRow,
    draft_id: &str,
) -> Result<Wish, Error> {
    let (from, to) = (time_kept(&last.moved_from), time_kept(&last.moved_to));
    let content = match draft(tx, &last.workspace_id, draft_id) {
        Ok((_, content)) => content,
        Err(Error::NotFound) => return Ok(Wish::Refused(t::draft_gone())),
        Err(error) => return Err(error),
    };
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(Wish::Refused(t::changed_since()));
    };
    if content.when != When::At(to) || is_on_its_way(tx, draft_id)? {
        return Ok(Wish::Refused(t::changed_since()));
    }
    let resolved = resolve(zone, &from, scribe.at);
    let Some(at) = resolved.at else {
        let refusal = resolved.refusal.as_ref().map(refusal_words);
        return Ok(Wish::Refused(refusal.unwrap_or_default()));
    };
    let undoes = Some(last.id.clone());
    move_draft(tx, scribe, zone, &last.workspace_id, draft_id, at, undoes)
}

fn text_of(tx: &Transaction<'_>, row: &MoveRow) -> Result<String, Error> {
    if let Some(post_id) = &row.post_id {
        let post = posts::get(tx, &row.workspace_id, post_id)?;
        return Ok(post.map_or_else(String::new, |post| post.text));
    }
    let id = row.draft_id.as_deref().unwrap_or_default();
    let kept = drafts::get(tx, id)?;
    Ok(kept.map_or_else(String::new, |row| stored(&row).text))
}

fn time_kept(kept: &str) -> Option<WallTime> {
    serde_json::from_str(kept).ok()
}
