//! The first step: the leaked key is ended and proven dead, in the way every key is
//! (`keys/end.rs`). Whoever ends it, an incident that is open for it takes note.

use latchkey_store::Transaction;
use latchkey_store::keys::KeyRow;
use latchkey_store::workspaces::WorkspaceRow;

use super::row::{change, incident_row, open_for_key, refuse_closed};
use super::start::about;
use super::watch;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{StoredState, begin_ending, key_row, workspace_row};
use crate::views::{IncidentForm, IncidentsView};
use crate::{Core, Moment, rotation};

impl Core {
    /// Ends the leaked key now: one click, even for the last key that works. The driver carries it
    /// out at once. A key that is ending or dead already needs nothing.
    ///
    /// # Errors
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn end_leaked_key(&self, form: IncidentForm) -> Result<IncidentsView, Error> {
        let scribe = self.scribe();
        let (workspace, begun) = self
            .store()
            .write(move |tx| {
                let row = incident_row(tx, &form.incident_id)?;
                refuse_closed(&row)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                let key = key_row(tx, &row.key_id)?;
                let live = StoredState::of(&key).is_live();
                if live {
                    change(tx, &row.id, |row| row.end_asked_at = Some(scribe.at))?;
                    about(&scribe, Kind::IncidentEndAsked, &workspace, &row, &key).append(tx)?;
                    begin_ending(tx, &scribe, &workspace, &key.id)?;
                    rotation::key_is_ended_by_person(tx, &scribe, &workspace, &key.id)?;
                }
                Ok::<_, Error>((workspace, live))
            })
            .await?;
        // The request leaves while the browser opens.
        self.wake();
        if begun {
            self.open_dashboard_if_guided(&workspace).await;
        }
        self.tell_keys(&workspace.id).await;
        self.after_incident_change(&workspace.id).await
    }
}

/// The key is proven dead, by whatever way. To be called in the transaction that says so.
pub(crate) fn key_died(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key: &KeyRow,
    refused_at: Moment,
) -> Result<(), Error> {
    for row in open_for_key(tx, &workspace.id, &key.id)? {
        if row.contained_at.is_some() {
            continue;
        }
        let row = change(tx, &row.id, |row| {
            row.contained_at = Some(refused_at);
            row.end_asked_at = row.end_asked_at.or(key.ending_requested_at);
            row.next_look_at = Some(watch::first_look(scribe.at));
            row.looks = 0;
        })?;
        about(scribe, Kind::IncidentContained, workspace, &row, key).append(tx)?;
    }
    Ok(())
}

/// What a key that was seen to work is: under suspicion while an incident is open for it.
pub(crate) fn state_of_living(
    tx: &Transaction<'_>,
    workspace_id: &str,
    key_id: &str,
) -> Result<StoredState, Error> {
    let open = open_for_key(tx, workspace_id, key_id)?;
    Ok(if open.is_empty() {
        StoredState::Active
    } else {
        StoredState::Suspected
    })
}
