//! A key as an incident shows it.

use latchkey_store::Transaction;
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::rotations;
use latchkey_store::workspaces::WorkspaceRow;

use crate::error::Error;
use crate::keys::{StoredState, environment, state_view};
use crate::views::SuspectView;

pub(super) fn suspect_view(
    tx: &Transaction<'_>,
    workspace: &WorkspaceRow,
    key: &KeyRow,
) -> Result<SuspectView, Error> {
    let rotation = rotations::for_key(tx, &key.id)?;
    let all = match rotation {
        Some(_) => keys::list(tx, &workspace.id)?,
        None => Vec::new(),
    };
    Ok(SuspectView {
        key_id: key.id.clone(),
        name: key.name.clone(),
        hint: key.hint.clone(),
        fingerprint: key.fingerprint.clone(),
        environment: environment(key),
        state: state_view(StoredState::of(key), rotation.as_ref(), &all),
        workspace_id: workspace.id.clone(),
        workspace: workspace.name.clone(),
    })
}
