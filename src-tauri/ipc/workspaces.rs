//! Workspaces: first start, the switcher, removing one.

use latchkey_core::views::{
    AppView, ConnectWorkspaceForm, RemovalPreview, RenameWorkspaceForm, WorkspaceForm,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// Opens the demo workspace.
#[command]
pub(crate) async fn explore_demo(starting: State<'_, Starting>) -> Answer<AppView> {
    Ok(starting.core().await?.explore_demo().await?)
}

/// Connects a workspace with the key on the clipboard.
#[command]
pub(crate) async fn connect_workspace(
    starting: State<'_, Starting>,
    form: ConnectWorkspaceForm,
) -> Answer<AppView> {
    Ok(starting.core().await?.connect_workspace(form).await?)
}

/// Switches to a workspace.
#[command]
pub(crate) async fn open_workspace(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<AppView> {
    Ok(starting
        .core()
        .await?
        .open_workspace(&form.workspace_id)
        .await?)
}

/// Renames a workspace.
#[command]
pub(crate) async fn rename_workspace(
    starting: State<'_, Starting>,
    form: RenameWorkspaceForm,
) -> Answer<AppView> {
    Ok(starting.core().await?.rename_workspace(form).await?)
}

/// What removing a workspace would do.
#[command]
pub(crate) async fn preview_removal(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<RemovalPreview> {
    Ok(starting.core().await?.preview_removal(form).await?)
}

/// Removes a workspace from Latchkey.
#[command]
pub(crate) async fn remove_workspace(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<AppView> {
    Ok(starting.core().await?.remove_workspace(form).await?)
}
