//! After the end: the dead key is looked at again over the next days. If the service ever accepts
//! it again, that is an alarm and the incident is open again. Nothing else is a finding: a service
//! that cannot be asked is asked again later.

use chrono::TimeDelta;
use latchkey_store::Transaction;
use latchkey_store::incidents::{self, IncidentRow};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::WorkspaceRow;

use super::row::{change, incident_row};
use super::start::about;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::{Finding, StoredState, change_key, holds_its_name, key_row};
use crate::obstacle::Obstacle;
use crate::{Core, Moment};

/// When the dead key is looked at, counted from its proven end, in hours.
const LOOKS: [i64; 7] = [1, 6, 24, 48, 72, 120, 168];
/// How long a look that found nothing out waits for the next try, in minutes.
const AGAIN: i64 = 15;

/// The first look after an end at `at`.
pub(super) fn first_look(at: Moment) -> Moment {
    at + TimeDelta::hours(LOOKS[0])
}

/// The look after one that was made at `now`; those that were slept through are left out.
fn next_look(base: Moment, now: Moment) -> Option<Moment> {
    LOOKS
        .iter()
        .map(|hours| base + TimeDelta::hours(*hours))
        .find(|at| *at > now)
}

impl Core {
    /// One look at a dead key.
    pub(crate) async fn watch_dead_key(&self, incident_id: &str) -> Result<(), Error> {
        let (workspace, row) = self.incident(incident_id).await?;
        let (_, key) = self.key(&row.key_id).await?;
        if StoredState::of(&key) != StoredState::Revoked {
            return self.end_watch(&row.id).await;
        }
        match self.ask_with(&workspace, &key).await {
            Finding::Refused(_) => self.still_dead(row).await?,
            Finding::Alive(_) => {
                let (scribe, place, id) = (self.scribe(), workspace.clone(), row.id);
                self.store()
                    .write(move |tx| raise_alarm(tx, &scribe, &place, &id))
                    .await?;
                self.tell_keys(&workspace.id).await;
            }
            // Its secret is gone: nobody can ask any more.
            Finding::Unknown(Obstacle::CannotBeProven) => self.end_watch(&row.id).await?,
            Finding::Unknown(_) => self.look_later(&row.id).await?,
        }
        self.tell_incidents(&workspace.id).await;
        Ok(())
    }

    async fn still_dead(&self, row: IncidentRow) -> Result<(), Error> {
        let now = self.now();
        self.store()
            .write(move |tx| {
                change(tx, &row.id, |row| {
                    // An end long before the incident would leave nothing to look at.
                    let base = row.contained_at.unwrap_or(now).max(row.noticed_at);
                    row.looks += 1;
                    row.next_look_at = next_look(base, now);
                })
                .map(|_| ())
            })
            .await
    }

    async fn look_later(&self, id: &str) -> Result<(), Error> {
        let (id, at) = (id.to_owned(), self.now() + TimeDelta::minutes(AGAIN));
        self.store()
            .write(move |tx| change(tx, &id, |row| row.next_look_at = Some(at)).map(|_| ()))
            .await
    }

    async fn end_watch(&self, id: &str) -> Result<(), Error> {
        let id = id.to_owned();
        self.store()
            .write(move |tx| change(tx, &id, |row| row.next_look_at = None).map(|_| ()))
            .await
    }
}

/// The dead keys of a workspace that are still looked at.
pub(crate) fn watched_keys(tx: &Transaction<'_>, workspace_id: &str) -> Result<Vec<String>, Error> {
    let mut rows = incidents::list(tx, workspace_id)?;
    rows.retain(|row| row.next_look_at.is_some());
    Ok(rows.into_iter().map(|row| row.key_id).collect())
}

/// The secret of a dead key is given up, so nobody can look at it any more.
pub(crate) fn stop_watching(
    tx: &Transaction<'_>,
    workspace_id: &str,
    key_id: &str,
) -> Result<(), Error> {
    for mut row in incidents::list(tx, workspace_id)? {
        if row.key_id == key_id && row.next_look_at.take().is_some() {
            incidents::update(tx, &row)?;
        }
    }
    Ok(())
}

/// It lives: the key counts as suspected again, its old receipt stays in the history only.
fn raise_alarm(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    incident_id: &str,
) -> Result<(), Error> {
    let before = incident_row(tx, incident_id)?;
    let successor = name_taken_by(tx, &key_row(tx, &before.key_id)?)?;
    let key = change_key(tx, &before.key_id, |key| {
        key.state = StoredState::Suspected.name().to_owned();
        key.last_alive_at = Some(scribe.at);
        key.superseded_by = key.superseded_by.take().or(successor);
        key.ending_requested_at = None;
        key.ending_accepted_at = None;
        key.dead_at = None;
        key.death = None;
    })?;
    let row = change(tx, incident_id, |row| {
        row.alarm_at = Some(scribe.at);
        row.contained_at = None;
        row.end_asked_at = None;
        row.closed_at = None;
        row.next_look_at = None;
        row.looks += 1;
    })?;
    about(scribe, Kind::IncidentLateSign, workspace, &row, &key)
        .result(false)
        .append(tx)
}

/// The key that has this one's name by now; a living one must yield it.
fn name_taken_by(tx: &Transaction<'_>, key: &KeyRow) -> Result<Option<String>, Error> {
    let all = keys::list(tx, &key.workspace_id)?;
    let heir = all.into_iter().find(|other| {
        other.id != key.id
            && holds_its_name(other)
            && other.name.to_lowercase() == key.name.to_lowercase()
    });
    Ok(heir.map(|heir| heir.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_that_were_slept_through_are_left_out() {
        let base: Moment = "2026-11-21T06:00:00Z".parse().unwrap();
        let after = |hours| next_look(base, base + TimeDelta::hours(hours));
        assert_eq!(after(1), Some(base + TimeDelta::hours(6)));
        assert_eq!(after(100), Some(base + TimeDelta::hours(120)));
        assert_eq!(after(168), None, "a week is over");
    }
}
