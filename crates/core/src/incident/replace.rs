//! A new key for the leaked one's places.
//!
//! While the leaked key lives, this is a rotation that waits for every place to be ticked. Once it
//! is being ended or dead, it is a creation like any other, and the new key inherits what a
//! rotation would hand down.

use latchkey_store::creations::{self, CreationRow};
use latchkey_store::incidents::{self, IncidentRow};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, places, rotations};

use super::row::{change, incident_row, refuse_closed};
use super::start::about;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{
    StoredState, Wanted, change_key, holds_its_name, insert_creation, key_row, workspace_row,
};
use crate::views::{IncidentForm, IncidentsView, Overlap};
use crate::{Core, new_id, rotation};

impl Core {
    /// Asks for a key that takes the leaked one's places. One that is on its way or there is
    /// enough.
    ///
    /// # Errors
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn replace_leaked_key(&self, form: IncidentForm) -> Result<IncidentsView, Error> {
        let scribe = self.scribe();
        let (workspace, begun) = self
            .store()
            .write(move |tx| {
                let row = incident_row(tx, &form.incident_id)?;
                refuse_closed(&row)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                if replacement(tx, &row)?.is_some() {
                    return Ok::<_, Error>((workspace, false));
                }
                let key = key_row(tx, &row.key_id)?;
                let creation = ask(tx, &scribe, &workspace, &key)?;
                let row = change(tx, &row.id, |row| row.replacement_creation = Some(creation))?;
                about(&scribe, Kind::ReplacementAsked, &workspace, &row, &key).append(tx)?;
                Ok::<_, Error>((workspace, true))
            })
            .await?;
        if begun {
            self.open_dashboard_if_guided(&workspace).await;
        }
        self.tell_keys(&workspace.id).await;
        self.after_incident_change(&workspace.id).await
    }
}

/// The key that replaces the leaked one, on its way or there.
pub(super) enum Replacement {
    Creation(CreationRow),
    Key(KeyRow),
}

/// What there is of a replacement. A rotation that runs for the key, or a key that took its place,
/// counts too, whoever asked for it.
pub(super) fn replacement(
    tx: &Transaction<'_>,
    row: &IncidentRow,
) -> Result<Option<Replacement>, Error> {
    let leaked = key_row(tx, &row.key_id)?;
    let rotation = rotations::for_key(tx, &leaked.id)?.filter(|found| found.old_key == leaked.id);
    let new_key = rotation
        .as_ref()
        .and_then(|rotation| rotation.new_key.clone());
    for id in [row.replacement_key.clone(), new_key, leaked.superseded_by] {
        if let Some(id) = id
            && let Some(key) = keys::get(tx, &id)?
            && StoredState::of(&key).is_live()
        {
            return Ok(Some(Replacement::Key(key)));
        }
    }
    let creation = rotation.and_then(|rotation| rotation.creation_id);
    for id in [row.replacement_creation.clone(), creation] {
        if let Some(id) = id
            && let Some(creation) = creations::get(tx, &id)?
            && creation.finished_at.is_none()
        {
            return Ok(Some(Replacement::Creation(creation)));
        }
    }
    Ok(None)
}

fn ask(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key: &KeyRow,
) -> Result<String, Error> {
    if StoredState::of(key).is_live() {
        return rotation::start(tx, scribe, workspace, key, Overlap::UntilPlaces);
    }
    let mut wanted = Wanted::like(key);
    wanted.name = free_name(tx, key)?;
    insert_creation(tx, scribe, workspace, &wanted, None)
}

/// The leaked key's name; with an addition when another key has it by now.
fn free_name(tx: &Transaction<'_>, leaked: &KeyRow) -> Result<String, Error> {
    let all = keys::list(tx, &leaked.workspace_id)?;
    let taken = |name: &str| {
        all.iter().any(|key| {
            key.id != leaked.id
                && holds_its_name(key)
                && key.name.to_lowercase() == name.to_lowercase()
        })
    };
    let with = |addition: String| {
        let room = crate::checked::Name::MAX - addition.chars().count();
        let name: String = leaked.name.chars().take(room).collect();
        name + &addition
    };
    let names = std::iter::once(leaked.name.clone())
        .chain(std::iter::once(with(" (new)".to_owned())))
        .chain((2..).map(|number| with(format!(" (new {number})"))));
    Ok(names
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or_else(|| leaked.name.clone()))
}

/// The new key has the name of the leaked one, which gives it up; a rotation sees to that itself.
/// To be called before the new key's row is written.
pub(crate) fn make_way(tx: &Transaction<'_>, creation: &CreationRow) -> Result<(), Error> {
    let Some(row) = of_creation(tx, creation)? else {
        return Ok(());
    };
    if creation.rotation_id.is_none() {
        change_key(tx, &row.key_id, |leaked| {
            leaked.superseded_by = leaked.superseded_by.take().or(Some(creation.id.clone()));
        })?;
    }
    Ok(())
}

/// The new key is stored. A rotation hands the places down itself.
pub(crate) fn new_key_is_here(
    tx: &Transaction<'_>,
    creation: &CreationRow,
    key: &KeyRow,
) -> Result<(), Error> {
    let Some(row) = of_creation(tx, creation)? else {
        return Ok(());
    };
    if creation.rotation_id.is_none() {
        places::copy_to(tx, &row.key_id, &key.id, new_id)?;
    }
    change(tx, &row.id, |row| {
        row.replacement_key = Some(key.id.clone())
    })?;
    Ok(())
}

fn of_creation(tx: &Transaction<'_>, creation: &CreationRow) -> Result<Option<IncidentRow>, Error> {
    let all = incidents::list(tx, &creation.workspace_id)?;
    Ok(all
        .into_iter()
        .find(|row| row.replacement_creation.as_deref() == Some(&creation.id)))
}
