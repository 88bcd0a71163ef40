//! The zone of a workspace: whose clock on the wall its times are read from.
//!
//! It is the computer's own until somebody chooses another. A name this computer does not know
//! (any more) is refused when it is chosen, and passed over when it was chosen before.

use jiff::tz::{self, TimeZone};
use latchkey_store::{Transaction, settings};
use latchkey_text::calendar_words as t;

use super::words::distance;
use crate::error::{Error, Invalid};
use crate::history::Kind;
use crate::keys::workspace_row;
use crate::views::{ChoiceView, SetZoneForm, WorkspaceForm, ZonesView};
use crate::{Core, Moment};

impl Core {
    /// The zones there are, and the one of a workspace.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the workspace is gone.
    pub async fn list_zones(&self, form: WorkspaceForm) -> Result<ZonesView, Error> {
        let chosen = self
            .store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                chosen(tx, &workspace.id)
            })
            .await?;
        let now = self.now();
        Ok(ZonesView {
            chosen: chosen.and_then(|zone| zone.iana_name().map(str::to_owned)),
            computers: zone_words(self.zone(), now),
            zones: all(now),
        })
    }

    /// Chooses the zone of a workspace. What is planned at the service stays at its moment; drafts
    /// keep their time on the wall.
    ///
    /// # Errors
    /// [`Invalid::NoSuchZone`] for a name this computer does not know.
    pub async fn set_zone(&self, form: SetZoneForm) -> Result<ZonesView, Error> {
        let named = form.zone.as_deref().map(known).transpose()?;
        let (scribe, workspace_id) = (self.scribe(), form.workspace_id.clone());
        let name = named
            .as_ref()
            .and_then(TimeZone::iana_name)
            .map(str::to_owned);
        self.store()
            .write(move |tx| {
                let workspace = workspace_row(tx, &workspace_id)?;
                settings::set(
                    tx,
                    &setting(&workspace.id),
                    name.as_deref().unwrap_or_default(),
                )?;
                let event = scribe.event(Kind::ZoneChanged).about(&workspace);
                event.detail("zone", name).append(tx)
            })
            .await?;
        self.list_zones(WorkspaceForm {
            workspace_id: form.workspace_id,
        })
        .await
    }

    /// The zone of a workspace.
    pub(crate) async fn zone_of(&self, workspace_id: &str) -> Result<TimeZone, Error> {
        let (id, own) = (workspace_id.to_owned(), self.zone().clone());
        self.store().read(move |tx| zone_in(tx, &id, &own)).await
    }
}

/// The zone of a workspace; `computers` where none was chosen.
pub(crate) fn zone_in(
    tx: &Transaction<'_>,
    workspace_id: &str,
    computers: &TimeZone,
) -> Result<TimeZone, Error> {
    Ok(chosen(tx, workspace_id)?.unwrap_or_else(|| computers.clone()))
}

/// The zone's IANA name, where it has one.
pub(crate) fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("Etc/Unknown").to_owned()
}

/// The zone with its present distance from UTC.
pub(crate) fn zone_words(zone: &TimeZone, now: Moment) -> String {
    let distance = distance(zone, now);
    match zone.iana_name() {
        Some(name) => t::zone_words(distance, readable(name)),
        None => t::zone_unknown(distance),
    }
}

/// The zone of this IANA name.
///
/// # Errors
/// [`Invalid::NoSuchZone`].
pub(crate) fn known(name: &str) -> Result<TimeZone, Invalid> {
    TimeZone::get(name).map_err(|_| Invalid::NoSuchZone)
}

fn chosen(tx: &Transaction<'_>, workspace_id: &str) -> Result<Option<TimeZone>, Error> {
    let name = settings::get(tx, &setting(workspace_id))?;
    Ok(name.and_then(|name| known(&name).ok()))
}

fn setting(workspace_id: &str) -> String {
    format!("zone/{workspace_id}")
}

/// Those that are named after a place, and UTC. The others are kept for old programs only.
fn all(now: Moment) -> Vec<ChoiceView> {
    let mut zones: Vec<ChoiceView> = tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| name == "UTC" || name.contains('/') && !name.starts_with("Etc/"))
        .filter_map(|name| {
            let zone = TimeZone::get(&name).ok()?;
            let label = zone_words(&zone, now);
            Some(ChoiceView { value: name, label })
        })
        .collect();
    zones.sort_by(|one, other| one.value.cmp(&other.value));
    zones
}

fn readable(name: &str) -> String {
    name.replace('_', " ")
}
