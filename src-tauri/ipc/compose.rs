//! The composer: drafts, and what the platforms say to them.

use latchkey_core::views::{
    ComposeView, DraftCheckView, DraftContentForm, DraftForm, DraftSavedView, DraftVersionForm,
    DraftVersionsView, DraftView, DraftsView, NewDraftForm, SaveDraftForm, WorkspaceForm,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// Profiles, platforms and their fields.
#[command]
pub(crate) async fn compose_state(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ComposeView> {
    Ok(starting.core().await?.compose_state(form).await?)
}

/// The drafts of a workspace.
#[command]
pub(crate) async fn list_drafts(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<DraftsView> {
    Ok(starting.core().await?.list_drafts(form).await?)
}

/// Begins a draft.
#[command]
pub(crate) async fn new_draft(
    starting: State<'_, Starting>,
    form: NewDraftForm,
) -> Answer<DraftView> {
    Ok(starting.core().await?.new_draft(form).await?)
}

/// Opens a draft.
#[command]
pub(crate) async fn open_draft(
    starting: State<'_, Starting>,
    form: DraftForm,
) -> Answer<DraftView> {
    Ok(starting.core().await?.open_draft(form).await?)
}

/// What the platforms say to a draft as it is written.
#[command]
pub(crate) async fn check_draft(
    starting: State<'_, Starting>,
    form: DraftContentForm,
) -> Answer<DraftCheckView> {
    Ok(starting.core().await?.check_draft(form).await?)
}

/// Saves a draft.
#[command]
pub(crate) async fn save_draft(
    starting: State<'_, Starting>,
    form: SaveDraftForm,
) -> Answer<DraftSavedView> {
    Ok(starting.core().await?.save_draft(form).await?)
}

/// Begins a draft with what is in another one.
#[command]
pub(crate) async fn duplicate_draft(
    starting: State<'_, Starting>,
    form: DraftForm,
) -> Answer<DraftView> {
    Ok(starting.core().await?.duplicate_draft(form).await?)
}

/// Deletes a draft.
#[command]
pub(crate) async fn delete_draft(
    starting: State<'_, Starting>,
    form: DraftForm,
) -> Answer<DraftsView> {
    Ok(starting.core().await?.delete_draft(form).await?)
}

/// Brings a deleted draft back.
#[command]
pub(crate) async fn undelete_draft(
    starting: State<'_, Starting>,
    form: DraftForm,
) -> Answer<DraftsView> {
    Ok(starting.core().await?.undelete_draft(form).await?)
}

/// The earlier versions of a draft.
#[command]
pub(crate) async fn draft_versions(
    starting: State<'_, Starting>,
    form: DraftForm,
) -> Answer<DraftVersionsView> {
    Ok(starting.core().await?.draft_versions(form).await?)
}

/// Makes a draft again what it was.
#[command]
pub(crate) async fn restore_version(
    starting: State<'_, Starting>,
    form: DraftVersionForm,
) -> Answer<DraftView> {
    Ok(starting.core().await?.restore_version(form).await?)
}
