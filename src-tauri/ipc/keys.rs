//! The keys screen.

use latchkey_core::views::{
    AddPlaceForm, ClipboardView, CreateKeyForm, CreationForm, EditKeyForm, ImportKeyForm, KeyForm,
    KeysView, PlaceForm, RevocationPreview, RevokeKeyForm, SightingView, TickPlaceForm,
    WorkspaceForm,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// The keys of a workspace.
#[command]
pub(crate) async fn list_keys(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.list_keys(form).await?)
}

/// Creates a key.
#[command]
pub(crate) async fn create_key(
    starting: State<'_, Starting>,
    form: CreateKeyForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.create_key(form).await?)
}

/// Calls a creation off.
#[command]
pub(crate) async fn cancel_creation(
    starting: State<'_, Starting>,
    form: CreationForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.cancel_creation(form).await?)
}

/// What is on the clipboard, without its text.
#[command]
pub(crate) async fn look_at_clipboard(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<SightingView> {
    Ok(starting
        .core()
        .await?
        .look_at_clipboard(&form.workspace_id)
        .await?)
}

/// Takes the key the person just made.
#[command]
pub(crate) async fn take_key_from_clipboard(
    starting: State<'_, Starting>,
    form: CreationForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.take_key_from_clipboard(form).await?)
}

/// Takes in a key that exists already.
#[command]
pub(crate) async fn import_key(
    starting: State<'_, Starting>,
    form: ImportKeyForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.import_key(form).await?)
}

/// Changes what is noted of a key.
#[command]
pub(crate) async fn edit_key(starting: State<'_, Starting>, form: EditKeyForm) -> Answer<KeysView> {
    Ok(starting.core().await?.edit_key(form).await?)
}

/// Copies a key to the clipboard.
#[command]
pub(crate) async fn copy_key(
    starting: State<'_, Starting>,
    form: KeyForm,
) -> Answer<ClipboardView> {
    Ok(starting.core().await?.copy_key(form).await?)
}

/// Empties the clipboard now.
#[command]
pub(crate) async fn clear_clipboard(starting: State<'_, Starting>) -> Answer<()> {
    starting.core().await?.clear_clipboard();
    Ok(())
}

/// Checks a key now.
#[command]
pub(crate) async fn check_key(starting: State<'_, Starting>, form: KeyForm) -> Answer<KeysView> {
    Ok(starting.core().await?.check_key(form).await?)
}

/// Lets Latchkey itself use a key.
#[command]
pub(crate) async fn use_key_for_latchkey(
    starting: State<'_, Starting>,
    form: KeyForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.use_key_for_latchkey(form).await?)
}

/// What ending a key would do.
#[command]
pub(crate) async fn preview_revocation(
    starting: State<'_, Starting>,
    form: KeyForm,
) -> Answer<RevocationPreview> {
    Ok(starting.core().await?.preview_revocation(form).await?)
}

/// Ends a key.
#[command]
pub(crate) async fn revoke_key(
    starting: State<'_, Starting>,
    form: RevokeKeyForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.revoke_key(form).await?)
}

/// Takes a dead key off the list.
#[command]
pub(crate) async fn forget_key(starting: State<'_, Starting>, form: KeyForm) -> Answer<KeysView> {
    Ok(starting.core().await?.forget_key(form).await?)
}

/// Opens the service's page for keys.
#[command]
pub(crate) async fn open_dashboard(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<()> {
    Ok(starting.core().await?.open_dashboard(form).await?)
}

/// Notes a place where a key is used.
#[command]
pub(crate) async fn add_place(
    starting: State<'_, Starting>,
    form: AddPlaceForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.add_place(form).await?)
}

/// Strikes a place out.
#[command]
pub(crate) async fn remove_place(
    starting: State<'_, Starting>,
    form: PlaceForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.remove_place(form).await?)
}

/// Ticks a place, or takes the tick back.
#[command]
pub(crate) async fn tick_place(
    starting: State<'_, Starting>,
    form: TickPlaceForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.tick_place(form).await?)
}
