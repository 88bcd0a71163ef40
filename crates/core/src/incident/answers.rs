//! What the person answered about a leak: since when the key may be out, and whether what uses it can
//! stop. In the first fright an answer may be wrong, so both can be corrected while the incident is
//! open; the board then follows from the new ones, and nothing that was done is undone.

use jiff::tz::TimeZone;
use latchkey_store::Transaction;
use latchkey_store::incidents::IncidentRow;
use latchkey_store::keys::KeyRow;

use super::exposure::{When, exposed_from};
use super::row::{change, exposed_name, incident_row, refuse_closed};
use super::start::about;
use crate::clock::shown;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{key_row, workspace_row};
use crate::views::{CorrectIncidentForm, Exposed, IncidentsView, StartIncidentForm};
use crate::{Core, Moment};

/// The answers, as a form brings them.
pub(super) struct Answers {
    exposed: Exposed,
    since: Option<String>,
    can_stop: bool,
}

impl From<&StartIncidentForm> for Answers {
    fn from(form: &StartIncidentForm) -> Answers {
        Answers {
            exposed: form.exposed,
            since: form.since.clone(),
            can_stop: form.can_stop,
        }
    }
}

impl From<&CorrectIncidentForm> for Answers {
    fn from(form: &CorrectIncidentForm) -> Answers {
        Answers {
            exposed: form.exposed,
            since: form.since.clone(),
            can_stop: form.can_stop,
        }
    }
}

impl Core {
    /// Corrects what was answered when the incident began.
    ///
    /// # Errors
    /// [`crate::Invalid::SinceInFuture`] or [`crate::Invalid::SinceNotUnderstood`];
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn correct_incident(
        &self,
        form: CorrectIncidentForm,
    ) -> Result<IncidentsView, Error> {
        let (scribe, zone) = (self.scribe(), self.zone().clone());
        let workspace_id = self
            .store()
            .write(move |tx| {
                let row = incident_row(tx, &form.incident_id)?;
                refuse_closed(&row)?;
                correct(tx, &scribe, &row, &Answers::from(&form), &zone)?;
                Ok::<_, Error>(row.workspace_id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }
}

impl Answers {
    /// The moment meant; `None` when everything counts.
    pub(super) fn exposed_from(
        &self,
        key: &KeyRow,
        when: When,
        zone: &TimeZone,
    ) -> Result<Option<Moment>, Error> {
        let since = self.since.as_deref();
        Ok(exposed_from(self.exposed, since, key, when, zone)?)
    }

    /// Writes them into the incident.
    pub(super) fn give_to(&self, row: &mut IncidentRow, exposed_from: Option<Moment>) {
        exposed_name(self.exposed).clone_into(&mut row.exposed);
        row.exposed_from = exposed_from;
        row.can_stop = self.can_stop;
    }
}

/// Gives an open incident other answers. The same ones change nothing, and are no event.
pub(super) fn correct(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    before: &IncidentRow,
    answers: &Answers,
    zone: &TimeZone,
) -> Result<(), Error> {
    let workspace = workspace_row(tx, &before.workspace_id)?;
    let key = key_row(tx, &before.key_id)?;
    let when = When {
        noticed_at: before.noticed_at,
        now: scribe.at,
    };
    let from = answers.exposed_from(&key, when, zone)?;
    let row = change(tx, &before.id, |row| answers.give_to(row, from))?;
    if row == *before {
        return Ok(());
    }
    about(scribe, Kind::IncidentCorrected, &workspace, &row, &key)
        .detail("exposed", row.exposed.clone())
        .detail("exposed_from", from.map(shown))
        .detail("can_stop", row.can_stop)
        .append(tx)
}
