//! Leak response.

use std::path::PathBuf;

use latchkey_core::views::{
    CorrectIncidentForm, ExportView, HeldForm, IdentifiedView, IdentifyKeyForm, IncidentForm,
    IncidentsView, RepairForm, RestorePostForm, StartIncidentForm, TickLiveForm, WorkspaceForm,
};
use tauri::{AppHandle, Runtime, State, command};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::Answer;
use crate::{Starting, report_window};

/// Which key is meant by something typed.
#[command]
pub(crate) async fn identify_key(
    starting: State<'_, Starting>,
    form: IdentifyKeyForm,
) -> Answer<IdentifiedView> {
    Ok(starting.core().await?.identify_key(form).await?)
}

/// Which keys the text on the clipboard speaks of.
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

/// Begins to respond to a suspected leak.
#[command]
pub(crate) async fn start_incident(
    starting: State<'_, Starting>,
    form: StartIncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.start_incident(form).await?)
}

/// Corrects what was answered when the incident began.
#[command]
pub(crate) async fn correct_incident(
    starting: State<'_, Starting>,
    form: CorrectIncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.correct_incident(form).await?)
}

/// Ends the leaked key now.
#[command]
pub(crate) async fn end_leaked_key(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.end_leaked_key(form).await?)
}

/// Holds scheduled posts nobody recognises.
#[command]
pub(crate) async fn freeze_posts(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.freeze_posts(form).await?)
}

/// Holds those that were made before the exposure too.
#[command]
pub(crate) async fn freeze_earlier_posts(
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.freeze_earlier_posts(form).await?)
}

/// Tries single posts again.
#[command]
pub(crate) async fn retry_held(
    starting: State<'_, Starting>,
    form: HeldForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.retry_held(form).await?)
}

/// Puts a held post back.
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

/// Deletes posts at the service.
#[command]
pub(crate) async fn delete_posts(
    starting: State<'_, Starting>,
    form: RepairForm,
) -> Answer<IncidentsView> {
    Ok(starting.core().await?.delete_posts(form).await?)
}

/// Ticks a live post off.
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

/// Asks where to, and writes the report there.
#[command]
pub(crate) async fn export_report<R: Runtime>(
    app: AppHandle<R>,
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<ExportView> {
    let core = starting.core().await?;
    match ask_for_file(&app).await {
        Some(file) => Ok(core.export_report(form, file).await?),
        None => Ok(ExportView {
            path: None,
            count: 0,
        }),
    }
}

/// Shows the report in a window of its own, with the system's print dialog.
#[command]
pub(crate) async fn print_report<R: Runtime>(
    app: AppHandle<R>,
    starting: State<'_, Starting>,
    form: IncidentForm,
) -> Answer<()> {
    let html = starting.core().await?.report(form).await?;
    Ok(report_window::show_and_print(&app, html)?)
}

/// The system's own dialog, so that a path never comes from the page.
async fn ask_for_file<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name("leak-report.html")
        .add_filter(latchkey_text::report::file_kind(), &["html"])
        .save_file(move |file| drop(answer.send(file)));
    chosen.await.ok().flatten()?.into_path().ok()
}
