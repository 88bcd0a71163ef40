//! Closing the window while posts have not left: the person is asked, by the system's own dialog.
//!
//! Closing the dialog keeps Latchkey open. Once somebody wants to quit, nothing stops it any more.

use std::sync::atomic::{AtomicBool, Ordering};

use latchkey_core::Core;
use latchkey_text::sending as t;
use tauri::{AppHandle, Manager, RunEvent, Runtime, WindowEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use tokio::sync::oneshot;

use crate::Starting;

/// How far quitting is.
#[derive(Default)]
pub(crate) struct Quitting {
    /// Somebody is being asked.
    asking: AtomicBool,
    /// Nothing stops it any more.
    decided: AtomicBool,
}

/// Holds up an event that would end the app, until it is known that nothing waits or that the
/// person wants it so.
pub(crate) fn on_event<R: Runtime>(app: &AppHandle<R>, starting: &Starting, event: &RunEvent) {
    let quitting = app.state::<Quitting>();
    let Some(core) = starting.core_if_ready() else {
        return;
    };
    if quitting.decided.load(Ordering::SeqCst) {
        return;
    }
    if !prevented(event) {
        return;
    }
    if !quitting.asking.swap(true, Ordering::SeqCst) {
        tauri::async_runtime::spawn(ask(app.clone(), core));
    }
}

/// Keeps the app from ending, if that is what the event would lead to.
fn prevented(event: &RunEvent) -> bool {
    if let RunEvent::WindowEvent {
        label,
        event: WindowEvent::CloseRequested { api, .. },
        ..
    } = event
        && label == "main"
    {
        api.prevent_close();
        return true;
    }
    if let RunEvent::ExitRequested {
        api, code: None, ..
    } = event
    {
        api.prevent_exit();
        return true;
    }
    false
}

async fn ask<R: Runtime>(app: AppHandle<R>, core: Core) {
    // What cannot be counted must not keep the app from being closed.
    let waiting = core.waiting_sends().await.unwrap_or(0);
    let quits = waiting == 0 || wants_to_quit(&app, waiting).await;
    let quitting = app.state::<Quitting>();
    if quits {
        if waiting > 0
            && let Err(error) = core.keep_sends_as_drafts().await
        {
            tracing::error!(%error, "what has not left could not be taken back");
        }
        quitting.decided.store(true, Ordering::SeqCst);
        app.exit(0);
    }
    quitting.asking.store(false, Ordering::SeqCst);
}

async fn wants_to_quit<R: Runtime>(app: &AppHandle<R>, waiting: u32) -> bool {
    let (answer, chosen) = oneshot::channel();
    let text = if waiting == 1 {
        t::quit_one()
    } else {
        t::quit(waiting)
    };
    app.dialog()
        .message(text)
        .title(t::quit_title())
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(
            t::quit_keep_drafts(),
            t::quit_keep_open(),
        ))
        .show(move |quits| {
            // Nobody waits for it any more only when the app is gone.
            let _ = answer.send(quits);
        });
    chosen.await.unwrap_or(false)
}
