//! The wish to move something, written down before it is carried out. A draft is moved here and nowhere
//! else; `move_post.rs` carries out what the service has to be asked for.

use jiff::tz::TimeZone;
use latchkey_store::moves::{self, MoveRow};
use latchkey_store::posts::PostRow;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, drafts};

use super::movable::draft;
use super::move_post::Stage;
use super::wall_time::wall;
use crate::clock::shown;
use crate::compose::keep_version;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::views::When;
use crate::{Moment, new_id};

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

/// A moment as a move keeps it.
pub(super) fn moment_kept(kept: &str) -> Option<Moment> {
    kept.parse().ok()
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
