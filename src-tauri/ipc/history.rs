//! The audit history.

use std::path::PathBuf;

use latchkey_core::views::{AppView, ExportView, HistoryForm, HistoryPageView, VerificationView};
use tauri::{AppHandle, Runtime, State, command};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::Answer;
use crate::Starting;

/// Some events, newest first.
#[command]
pub(crate) async fn list_history(
    starting: State<'_, Starting>,
    form: HistoryForm,
) -> Answer<HistoryPageView> {
    Ok(starting.core().await?.list_history(form).await?)
}

/// Checks the whole chain.
#[command]
pub(crate) async fn verify_history(starting: State<'_, Starting>) -> Answer<VerificationView> {
    Ok(starting.core().await?.verify_history().await?)
}

/// Has the keychain remember a history that was cut off, on the record.
#[command]
pub(crate) async fn begin_history_anew(starting: State<'_, Starting>) -> Answer<AppView> {
    Ok(starting.core().await?.begin_history_anew().await?)
}

/// Asks where to, and writes the whole history there.
#[command]
pub(crate) async fn export_history<R: Runtime>(
    app: AppHandle<R>,
    starting: State<'_, Starting>,
) -> Answer<ExportView> {
    let core = starting.core().await?;
    match ask_for_file(&app).await {
        Some(file) => Ok(core.export_history(file).await?),
        None => Ok(ExportView {
            path: None,
            count: 0,
        }),
    }
}

/// The system's own dialog, so that a path never comes from the page.
async fn ask_for_file<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name("latchkey-audit.jsonl")
        .add_filter(latchkey_text::history::file_kind(), &["jsonl"])
        .save_file(move |file| drop(answer.send(file)));
    chosen.await.ok().flatten()?.into_path().ok()
}
