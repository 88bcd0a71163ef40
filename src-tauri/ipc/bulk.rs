//! Many drafts at once, from a table.

use std::path::PathBuf;

use latchkey_core::views::{
    DryRunView, ImportTableForm, ImportedView, TableForm, TableView, WorkspaceForm,
};
use tauri::{AppHandle, Runtime, State, command};
use tauri_plugin_dialog::DialogExt;
use tokio::sync::oneshot;

use super::Answer;
use crate::Starting;

/// What tables are usually called. Another ending is found out by what is in the file.
const ENDINGS: &[&str] = &["csv", "tsv", "txt"];

/// Asks which table, and opens it; nothing when the person chose none.
#[command]
pub(crate) async fn open_table<R: Runtime>(
    app: AppHandle<R>,
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<Option<TableView>> {
    let core = starting.core().await?;
    match ask_for_table(&app).await {
        Some(file) => Ok(Some(core.open_table(form, file).await?)),
        None => Ok(None),
    }
}

/// Says what would come of an import.
#[command]
pub(crate) async fn dry_run_table(
    starting: State<'_, Starting>,
    form: TableForm,
) -> Answer<DryRunView> {
    Ok(starting.core().await?.dry_run_table(form).await?)
}

/// Brings a table in.
#[command]
pub(crate) async fn import_table(
    starting: State<'_, Starting>,
    form: ImportTableForm,
) -> Answer<ImportedView> {
    Ok(starting.core().await?.import_table(form).await?)
}

/// The system's own dialog, so that a path never comes from the page.
async fn ask_for_table<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(latchkey_text::bulk::file_kind(), ENDINGS)
        .pick_file(move |file| drop(answer.send(file)));
    chosen.await.ok().flatten()?.into_path().ok()
}
