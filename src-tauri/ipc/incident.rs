//! Leak response.

use latchkey_core::views::{
    HeldForm, IdentifiedView, IdentifyKeyForm, IncidentForm, IncidentsView, RepairForm,
    RestorePostForm, StartIncidentForm, TickLiveForm, WorkspaceForm,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// Which of my keys is this? For something typed.
#[command]
pub(crate) async fn identify_key(
    starting: State<'_, Starting>,
    form: IdentifyKeyForm,
) -> Answer<IdentifiedView> {
    Ok(starting.core().await?.identify_key(form).await?)
}

/// The same for what is on the clipboard.
#[command]
pub(crate) async fn identify_key_from_clipboard(
    starting: State<'_, Starting>,
) -> Answer<IdentifiedView> {
    Ok(starting.core().await?.identify_key_from_clipboard().await?)
}

/// Every incident of a workspace.
#[command]
pub(crate) async fn list_incidents(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.list_incidents(form).await?)
}

/// Begins an incident.
#[command]
pub(crate) async fn start_incident(
    starting: State<'_, Starting>,
    form: StartIncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.start_incident(form).await?)
}

/// Ends the leaked key.
#[command]
pub(crate) async fn end_leaked_key(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.end_leaked_key(form).await?)
}

/// Holds back what is scheduled and nobody recognises.
#[command]
pub(crate) async fn freeze_posts(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.freeze_posts(form).await?)
}

/// Tries again what did not work for some posts.
#[command]
pub(crate) async fn retry_held(
    starting: State<'_, Starting>,
    form: HeldForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.retry_held(form).await?)
}

/// Puts a post back.
#[command]
pub(crate) async fn restore_post(
    starting: State<'_, Starting>,
    form: RestorePostForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.restore_post(form).await?)
}

/// Asks for a key that takes the leaked one's places.
#[command]
pub(crate) async fn replace_leaked_key(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.replace_leaked_key(form).await?)
}

/// Deletes posts that were not the person's.
#[command]
pub(crate) async fn delete_posts(
    starting: State<'_, Starting>,
    form: RepairForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.delete_posts(form).await?)
}

/// Ticks off a live post.
#[command]
pub(crate) async fn tick_live(
    starting: State<'_, Starting>,
    form: TickLiveForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.tick_live(form).await?)
}

/// Closes an incident.
#[command]
pub(crate) async fn close_incident(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.close_incident(form).await?)
}

/// It was no leak after all.
#[command]
pub(crate) async fn call_off_incident(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.call_off_incident(form).await?)
}
