//! The beginning and the end of an incident, by the person's word.

use jiff::tz::TimeZone;
use latchkey_store::Transaction;
use latchkey_store::incidents::{self, IncidentRow};
use latchkey_store::keys::KeyRow;
use latchkey_store::rotations;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_text::incident_words as t;

use super::answers::{Answers, correct};
use super::exposure::When;
use super::row::{incident_row, open_for_key, refuse_closed};
use super::watch;
use crate::clock::shown;
use crate::error::Error;
use crate::history::{Draft, Kind, Scribe};
use crate::keys::{StoredState, change_key, key_row, workspace_row};
use crate::views::{IncidentForm, IncidentsView, StartIncidentForm};
use crate::{Core, new_id};

impl Core {
    /// Begins to respond to a suspected leak. A second word about the same key leads to the
    /// incident that is open already, and its answers take the place of the first.
    ///
    /// # Errors
    /// [`crate::Invalid::SinceInFuture`] or [`crate::Invalid::SinceNotUnderstood`];
    /// [`Error::NotFound`] for an unknown key.
    pub async fn start_incident(&self, form: StartIncidentForm) -> Result<IncidentsView, Error> {
        let (scribe, zone) = (self.scribe(), self.zone().clone());
        let workspace_id = self
            .store()
            .write(move |tx| {
                let key = key_row(tx, &form.key_id)?;
                let workspace = workspace_row(tx, &key.workspace_id)?;
                let answers = Answers::from(&form);
                match open_for_key(tx, &workspace.id, &key.id)?.first() {
                    Some(open) => correct(tx, &scribe, open, &answers, &zone)?,
                    None => start(tx, &scribe, &workspace, &key, &answers, &zone)?,
                }
                Ok::<_, Error>(workspace.id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }

    /// It was no leak after all. A key that is still suspected is an ordinary one again; what was
    /// ended stays ended, and held posts can still be put back.
    ///
    /// # Errors
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn call_off_incident(&self, form: IncidentForm) -> Result<IncidentsView, Error> {
        self.end_incident(form, Kind::IncidentCalledOff, |tx, row| {
            row.called_off = true;
            row.next_look_at = None;
            let others = open_for_key(tx, &row.workspace_id, &row.key_id)?;
            if others.iter().all(|other| other.id == row.id) {
                change_key(tx, &row.key_id, no_longer_suspected)?;
            }
            Ok(())
        })
        .await
    }

    /// Closes an incident, whatever is left of it; the close step says what that is. The dead key
    /// goes on being watched.
    ///
    /// # Errors
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn close_incident(&self, form: IncidentForm) -> Result<IncidentsView, Error> {
        self.end_incident(form, Kind::IncidentClosed, |_, _| Ok(()))
            .await
    }

    async fn end_incident(
        &self,
        form: IncidentForm,
        kind: Kind,
        and: impl FnOnce(&Transaction<'_>, &mut IncidentRow) -> Result<(), Error> + Send + 'static,
    ) -> Result<IncidentsView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let mut row = incident_row(tx, &form.incident_id)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                refuse_closed(&row)?;
                and(tx, &mut row)?;
                row.closed_at = Some(scribe.at);
                incidents::update(tx, &row)?;
                about(&scribe, kind, &workspace, &row, &key_row(tx, &row.key_id)?).append(tx)?;
                Ok::<_, Error>(workspace.id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }
}

fn start(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    key: &KeyRow,
    answers: &Answers,
    zone: &TimeZone,
) -> Result<(), Error> {
    let at_once = When {
        noticed_at: scribe.at,
        now: scribe.at,
    };
    let exposed_from = answers.exposed_from(key, at_once, zone)?;
    // A key that is dead already may have leaked before; then the first step is done.
    let dead = StoredState::of(key) == StoredState::Revoked;
    let mut row = IncidentRow {
        id: new_id(),
        workspace_id: workspace.id.clone(),
        key_id: key.id.clone(),
        exposed: String::new(),
        exposed_from,
        noticed_at: scribe.at,
        can_stop: false,
        end_asked_at: None,
        contained_at: key.dead_at.filter(|_| dead),
        freeze_asked_at: None,
        replacement_creation: None,
        replacement_key: None,
        closed_at: None,
        called_off: false,
        next_look_at: dead.then(|| watch::first_look(scribe.at)),
        looks: 0,
        alarm_at: None,
    };
    answers.give_to(&mut row, exposed_from);
    incidents::insert(tx, &row)?;
    about(scribe, Kind::IncidentStarted, workspace, &row, key)
        .detail("exposed", row.exposed.clone())
        .detail("exposed_from", exposed_from.map(shown))
        .detail("can_stop", row.can_stop)
        .append(tx)?;
    if StoredState::of(key) == StoredState::Active {
        let key = change_key(tx, &key.id, |key| {
            key.state = StoredState::Suspected.name().to_owned();
        })?;
        about(scribe, Kind::KeySuspected, workspace, &row, &key).append(tx)?;
    }
    Ok(())
}

fn no_longer_suspected(key: &mut KeyRow) {
    if StoredState::of(key) == StoredState::Suspected {
        key.state = StoredState::Active.name().to_owned();
    }
}

/// What calling the incident off does to the key, in a sentence.
pub(super) fn if_called_off(
    tx: &Transaction<'_>,
    row: &IncidentRow,
    key: &KeyRow,
) -> Result<String, Error> {
    let others = open_for_key(tx, &row.workspace_id, &key.id)?;
    let is_suspected_elsewhere = others.iter().any(|other| other.id != row.id);
    let rotation = rotations::for_key(tx, &key.id)?;
    let is_being_replaced = rotation.is_some_and(|rotation| rotation.old_key == key.id);
    Ok(match StoredState::of(key) {
        StoredState::Revoked => t::call_off_ended(),
        StoredState::Ending => t::call_off_ending(),
        StoredState::Suspected if is_suspected_elsewhere => t::call_off_suspected(),
        _ if is_being_replaced => t::call_off_replaced(),
        StoredState::Suspected => t::call_off_not_ended(),
        StoredState::Unverified | StoredState::Active | StoredState::Missing => {
            t::call_off_unchanged()
        }
    })
}

/// An event of an incident. All of them carry its id, by which the report finds them.
pub(super) fn about(
    scribe: &Scribe,
    kind: Kind,
    workspace: &WorkspaceRow,
    incident: &IncidentRow,
    key: &KeyRow,
) -> Draft {
    scribe
        .event(kind)
        .about(workspace)
        .key(key)
        .detail("incident", incident.id.clone())
}
