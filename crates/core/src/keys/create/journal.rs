//! The journal of creations: what is written down before, between and after the steps.

use latchkey_store::Transaction;
use latchkey_store::creations::{self, CreationRow};
use latchkey_store::workspaces::WorkspaceRow;

use crate::error::{Error, Invalid};
use crate::history::{Kind, Scribe};
use crate::keys::Wanted;
use crate::obstacle::Obstacle;
use crate::views::Environment;
use crate::{new_id, rotation};

/// How far a creation is, as the database keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Written down; nothing was asked for with the present reference.
    Wanted,
    /// The service was asked. Until the answer is safe, a key may exist.
    Asked,
    /// The key is here and goes into the keychain.
    Storing,
    /// The person makes the key on the service's page.
    AwaitingPaste,
    /// Called off; a key that may exist is looked for first.
    Cancelling,
}

impl Stage {
    const NAMES: [(Stage, &str); 5] = [
        (Stage::Wanted, "wanted"),
        (Stage::Asked, "asked"),
        (Stage::Storing, "storing"),
        (Stage::AwaitingPaste, "awaiting_paste"),
        (Stage::Cancelling, "cancelling"),
    ];

    pub(crate) fn of(row: &CreationRow) -> Stage {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == row.stage)
            // Looking first is right whatever an unknown word means.
            .map_or(Stage::Asked, |(stage, _)| *stage)
    }

    pub(super) fn name(self) -> String {
        let named = Self::NAMES.iter().find(|(stage, _)| *stage == self);
        named.map_or("asked", |(_, name)| name).to_owned()
    }
}

/// Writes down a wish, alone or as the first step of a rotation.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    wanted: &Wanted,
    rotation_id: Option<String>,
) -> Result<String, Error> {
    let id = new_id();
    let guided = workspace.authority == "guided";
    let stage = if guided {
        Stage::AwaitingPaste
    } else {
        Stage::Wanted
    };
    creations::insert(
        tx,
        &CreationRow {
            id: id.clone(),
            workspace_id: workspace.id.clone(),
            wanted: serde_json::to_string(wanted).unwrap_or_default(),
            reference: reference(&id, 0),
            authority: workspace.authority.clone(),
            stage: stage.name(),
            rotation_id,
            key_id: None,
            remote_id: None,
            problem: None,
            attempts: 0,
            next_try_at: None,
            started_at: scribe.at,
            finished_at: None,
            outcome: None,
        },
    )?;
    scribe
        .event(Kind::KeyCreationAsked)
        .about(workspace)
        .key_to_be(&id, &wanted.name)
        .append(tx)?;
    Ok(id)
}

/// Calls a creation off: at once when no key can exist, else by way of looking for it.
pub(crate) fn cancel(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    mut row: CreationRow,
) -> Result<(), Error> {
    rotation::creation_is_cancelled(tx, scribe, workspace, &row)?;
    match Stage::of(&row) {
        Stage::Wanted | Stage::AwaitingPaste => {
            let event = scribe.event(Kind::KeyCreationCancelled).about(workspace);
            event.key_to_be(&row.id, &wanted(&row).name).append(tx)?;
            finish(tx, scribe, row, "cancelled")
        }
        Stage::Asked | Stage::Storing | Stage::Cancelling => {
            row.stage = Stage::Cancelling.name();
            row.next_try_at = None;
            Ok(creations::update(tx, &row)?)
        }
    }
}

pub(super) fn fail(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    mut row: CreationRow,
    obstacle: &Obstacle,
) -> Result<(), Error> {
    scribe
        .event(Kind::KeyCreationFailed)
        .about(workspace)
        .key_to_be(&row.id, &wanted(&row).name)
        .result(false)
        .append(tx)?;
    rotation::creation_is_cancelled(tx, scribe, workspace, &row)?;
    row.problem = Some(obstacle.kept());
    finish(tx, scribe, row, "failed")
}

pub(super) fn finish(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    mut row: CreationRow,
    outcome: &str,
) -> Result<(), Error> {
    row.finished_at = Some(scribe.at);
    row.outcome = Some(outcome.to_owned());
    if outcome == "done" {
        row.key_id = Some(row.id.clone());
    }
    Ok(creations::update(tx, &row)?)
}

/// The creation a key's reference at the service belongs to.
pub(crate) fn creation_of(reference: &str) -> Option<&str> {
    reference.split_once('.').map(|(id, _)| id)
}

pub(crate) fn wanted(row: &CreationRow) -> Wanted {
    serde_json::from_str(&row.wanted).unwrap_or_else(|_| Wanted {
        name: String::new(),
        environment: Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    })
}

pub(super) fn unfinished(tx: &Transaction<'_>, id: &str) -> Result<Option<CreationRow>, Error> {
    Ok(creations::get(tx, id)?.filter(|row| row.finished_at.is_none()))
}

pub(super) fn refuse_wanted_name(
    tx: &Transaction<'_>,
    workspace_id: &str,
    name: &str,
) -> Result<(), Error> {
    let taken = creations::unfinished(tx)?.iter().any(|row| {
        row.workspace_id == workspace_id
            && row.rotation_id.is_none()
            && wanted(row).name.to_lowercase() == name.to_lowercase()
    });
    if taken {
        Err(Invalid::NameTaken(name.to_owned()).into())
    } else {
        Ok(())
    }
}

pub(super) fn reference(id: &str, attempt: u32) -> String {
    format!("{id}.{attempt}")
}
