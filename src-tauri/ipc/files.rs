//! The files of a draft. Their paths come from the system's dialog or from a drop on the window,
//! never from the page.

use std::path::PathBuf;

use latchkey_core::views::{AddedFilesView, DraftForm, FileForm, ThumbnailView};
use latchkey_text::files as t;
use tauri::{AppHandle, Runtime, State, command};
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

use super::Answer;
use crate::{DroppedFiles, Starting};

/// The usual endings of files that can be part of a post. What a file is shows in its content.
const ENDINGS: [&str; 13] = [
    "jpg", "jpeg", "png", "gif", "webp", "bmp", "mp4", "m4v", "mov", "webm", "avi", "mkv", "pdf",
];

/// Asks for files, and adds them to a draft.
#[command]
pub(crate) async fn choose_files<R: Runtime>(
    app: AppHandle<R>,
    starting: State<'_, Starting>,
    form: DraftForm,
) -> Answer<AddedFilesView> {
    let chosen = ask_for_files(&app).await;
    Ok(starting
        .core()
        .await?
        .add_files(&form.draft_id, chosen)
        .await?)
}

/// Adds what was dropped on the window to a draft.
#[command]
pub(crate) async fn take_dropped_files(
    starting: State<'_, Starting>,
    dropped: State<'_, DroppedFiles>,
    form: DraftForm,
) -> Answer<AddedFilesView> {
    let core = starting.core().await?;
    Ok(core.add_files(&form.draft_id, dropped.take()).await?)
}

/// A small picture of a file.
#[command]
pub(crate) async fn file_thumbnail(
    starting: State<'_, Starting>,
    form: FileForm,
) -> Answer<ThumbnailView> {
    Ok(starting.core().await?.file_thumbnail(form).await?)
}

/// The system's own dialog. Nothing chosen is an empty list.
async fn ask_for_files<R: Runtime>(app: &AppHandle<R>) -> Vec<PathBuf> {
    let (answer, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .add_filter(t::choose_usual(), &ENDINGS)
        .add_filter(t::choose_any(), &["*"])
        .pick_files(move |files| drop(answer.send(files)));
    let chosen = chosen.await.ok().flatten().unwrap_or_default();
    let paths = chosen.into_iter().map(FilePath::into_path);
    paths.filter_map(Result::ok).collect()
}
