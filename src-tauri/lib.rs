//! The shell: everything that knows Tauri, and nothing else.
//!
//! It opens the core in the background while the window paints, hands every command to it, and
//! carries its events to the page. It decides nothing, and no key passes through it as text except
//! onto the clipboard (`desktop.rs`).

pub mod commands;
mod demo;
mod desktop;
mod dropped_files;
pub mod ipc;
mod logging;
#[cfg(target_os = "linux")]
mod one_instance;
mod process;
mod quitting;
mod report_window;
mod starting;

use std::path::PathBuf;
use std::sync::Arc;

use latchkey_core::views::Event;
use latchkey_core::{Core, Desktop, Error, Parts};
use tauri::{AppHandle, Builder, DragDropEvent, Manager, RunEvent, Runtime, WindowEvent};

pub use demo::EmbeddedDemo;
pub use desktop::TauriDesktop;
pub use dropped_files::DroppedFiles;
pub use starting::Starting;

/// Runs the app until its window is closed.
///
/// # Errors
/// When no window system is there, or the data folder cannot be used.
pub fn run() -> anyhow::Result<()> {
    process::prepare()?;
    let folder = data_folder()?;
    let _log = logging::start(&folder)?;
    let desktop = Arc::new(TauriDesktop::default());
    let starting = Starting::default();
    tauri::async_runtime::spawn(open_core(folder, desktop.clone(), starting.clone()));
    let context = tauri::generate_context!();
    #[cfg(target_os = "linux")]
    one_instance::wait_for_a_dying_one(&context.config().identifier);
    let app = register(Builder::default(), starting.clone())
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            show_main_window(app)
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .setup({
            let desktop = desktop.clone();
            move |app| {
                desktop.attach(app.handle().clone());
                Ok(())
            }
        })
        .build(context)?;
    app.run(move |app, event| on_event(app, desktop.as_ref(), &starting, &event));
    Ok(())
}

/// Gives a builder everything a window of Latchkey can ask for.
pub fn register<R: Runtime>(builder: Builder<R>, starting: Starting) -> Builder<R> {
    let builder = builder
        .manage(starting)
        .manage(DroppedFiles::default())
        .manage(quitting::Quitting::default());
    report_window::register(builder).invoke_handler(ipc::handler())
}

async fn open_core(folder: PathBuf, desktop: Arc<TauriDesktop>, starting: Starting) {
    let demo = Arc::new(EmbeddedDemo::new(folder.join("demo")));
    let opened = match Parts::real(&folder, desktop, demo) {
        Ok(parts) => Core::open(parts).await,
        Err(error) => Err(error),
    };
    match &opened {
        Ok(core) => drop(tauri::async_runtime::spawn(core.clone().drive())),
        Err(error) => tracing::error!(%error, "the core could not be opened"),
    }
    starting.done(opened);
}

fn on_event(app: &AppHandle, desktop: &TauriDesktop, starting: &Starting, event: &RunEvent) {
    if let RunEvent::WindowEvent {
        event: WindowEvent::Focused(true),
        ..
    } = event
    {
        tauri::async_runtime::spawn(notice_focus(starting.clone()));
    }
    if let RunEvent::WindowEvent {
        event: WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }),
        ..
    } = event
    {
        let count = app.state::<DroppedFiles>().put(paths);
        desktop.emit(Event::FilesDropped(count));
    }
    quitting::on_event(app, starting, event);
    if let (RunEvent::Exit, Some(core)) = (event, starting.core_if_ready()) {
        core.clear_clipboard();
    }
}

/// Who comes back to the window may come from the service's page for keys.
async fn notice_focus(starting: Starting) {
    if let Ok(core) = starting.core().await {
        core.notice_clipboard().await;
        if let Err(error) = core.look_at_guided_endings().await {
            tracing::warn!(%error, "the endings could not be looked at");
        }
    }
}

fn show_main_window<R: Runtime>(app: &tauri::AppHandle<R>) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot be raised is still there to be clicked on.
        let _ = window.unminimize().and_then(|()| window.set_focus());
    }
}

/// Where Latchkey keeps its database and log: the platform's folder for it, or the one named by
/// `LATCHKEY_DATA_DIR`.
fn data_folder() -> Result<PathBuf, Error> {
    if let Some(folder) = std::env::var_os("LATCHKEY_DATA_DIR") {
        return Ok(PathBuf::from(folder));
    }
    let folder =
        dirs::data_dir().ok_or_else(|| Error::File(std::io::ErrorKind::NotFound.into()))?;
    Ok(folder.join("app.latchkey.Latchkey"))
}
