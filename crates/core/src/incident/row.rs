//! An incident as the database keeps it.

use latchkey_store::Transaction;
use latchkey_store::incidents::{self, IncidentRow};
use latchkey_store::workspaces::WorkspaceRow;

use crate::Core;
use crate::error::{Error, NotNow};
use crate::keys::workspace_row;
use crate::views::Exposed;

const EXPOSED: [(Exposed, &str); 4] = [
    (Exposed::Now, "now"),
    (Exposed::Today, "today"),
    (Exposed::Since, "since"),
    (Exposed::Unknown, "unknown"),
];

/// Since when the key may be out, in the person's words. A word nobody knows is "unknown".
pub(super) fn exposed(row: &IncidentRow) -> Exposed {
    EXPOSED
        .iter()
        .find(|(_, name)| *name == row.exposed)
        .map_or(Exposed::Unknown, |(exposed, _)| *exposed)
}

pub(super) fn exposed_name(exposed: Exposed) -> &'static str {
    EXPOSED
        .iter()
        .find(|(known, _)| *known == exposed)
        .map_or("unknown", |(_, name)| name)
}

/// Its freeze is on: foreign posts that appear are held too.
pub(super) fn is_freezing(row: &IncidentRow) -> bool {
    row.closed_at.is_none() && row.freeze_asked_at.is_some()
}

pub(super) fn incident_row(tx: &Transaction<'_>, id: &str) -> Result<IncidentRow, Error> {
    incidents::get(tx, id)?.ok_or(Error::NotFound)
}

pub(super) fn refuse_closed(row: &IncidentRow) -> Result<(), NotNow> {
    row.closed_at
        .map_or(Ok(()), |_| Err(NotNow::IncidentClosed))
}

/// Changes one incident as it is now, not as it was when a slow call began.
pub(super) fn change(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut IncidentRow),
) -> Result<IncidentRow, Error> {
    let mut row = incident_row(tx, id)?;
    change(&mut row);
    incidents::update(tx, &row)?;
    Ok(row)
}

/// The open incidents of a key; there is one at most unless an alarm opened an old one again.
pub(super) fn open_for_key(
    tx: &Transaction<'_>,
    workspace_id: &str,
    key_id: &str,
) -> Result<Vec<IncidentRow>, Error> {
    let mut rows = incidents::list(tx, workspace_id)?;
    rows.retain(|row| row.key_id == key_id && row.closed_at.is_none());
    Ok(rows)
}

impl Core {
    pub(super) async fn incident(&self, id: &str) -> Result<(WorkspaceRow, IncidentRow), Error> {
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                let row = incident_row(tx, &id)?;
                Ok((workspace_row(tx, &row.workspace_id)?, row))
            })
            .await
    }
}
