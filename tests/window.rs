//! Latchkey with Tauri's mock window, the real configuration and the real capabilities. Commands are
//! called as the page calls them.
//!
//! `tauri::test` is not a stable interface, so it is used here only.

use latchkey_shell::{Starting, register};
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};

/// The app, its windows never shown.
pub(crate) fn app(starting: Starting) -> App<MockRuntime> {
    let mut context = tauri::generate_context!(test = true);
    // Windows are opened by the tests.
    context.config_mut().app.windows.clear();
    register(mock_builder(), starting).build(context).unwrap()
}

/// A window with this label.
pub(crate) fn window(app: &App<MockRuntime>, label: &str) -> WebviewWindow<MockRuntime> {
    WebviewWindowBuilder::new(app, label, tauri::WebviewUrl::default())
        .build()
        .unwrap()
}

/// Calls a command as the page does: with a form, or with nothing when `form` is null.
pub(crate) fn call(
    window: &WebviewWindow<MockRuntime>,
    command: &str,
    form: Value,
) -> Result<Value, Value> {
    let arguments = if form.is_null() {
        json!({})
    } else {
        json!({ "form": form })
    };
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: tauri::http::HeaderMap::new(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|answer| answer.deserialize().unwrap())
}
