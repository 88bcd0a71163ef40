//! Every command may be called from the window `main`, and from no other.

use latchkey_core::Error;
use latchkey_shell::Starting;
use latchkey_shell::commands::COMMANDS;
use serde_json::Value;

use crate::window::{app, call, window};

#[test]
fn every_command_is_allowed_from_the_main_window() {
    let app = app(not_to_be_used());
    let main = window(&app, "main");
    for command in COMMANDS {
        let refusal = call(&main, command, Value::Null).err();
        let reached = refusal.is_none_or(|refusal| is_its_own(&refusal));
        assert!(reached, "{command} is not reached");
    }
}

#[test]
fn every_command_is_refused_from_any_other_window() {
    let app = app(not_to_be_used());
    for label in ["other", "main2", "Main"] {
        let other = window(&app, label);
        for command in COMMANDS {
            let refusal = call(&other, command, Value::Null).err();
            let refused = refusal.is_some_and(|refusal| is_by_access_control(&refusal));
            assert!(refused, "{command} is refused from {label}");
        }
    }
}

#[test]
fn no_command_of_tauri_itself_is_allowed_but_listening() {
    let app = app(not_to_be_used());
    let main = window(&app, "main");
    for command in [
        "plugin:event|emit",
        "plugin:window|close",
        "plugin:webview|create_webview",
        "plugin:opener|open_url",
        "plugin:dialog|save",
        "plugin:store|load",
        "plugin:path|resolve_directory",
    ] {
        let refusal = call(&main, command, Value::Null).err();
        let refused = refusal.is_some_and(|refusal| is_by_access_control(&refusal));
        assert!(refused, "{command} is refused");
    }
}

/// A core that could not be opened: a command that is reached says so and does nothing.
fn not_to_be_used() -> Starting {
    let starting = Starting::default();
    starting.done(Err(Error::NotFound));
    starting
}

/// The command answered itself, or looked at its arguments.
fn is_its_own(refusal: &Value) -> bool {
    refusal.get("code").is_some()
        || refusal
            .as_str()
            .is_some_and(|text| text.starts_with("invalid args"))
}

fn is_by_access_control(refusal: &Value) -> bool {
    refusal
        .as_str()
        .is_some_and(|text| text.contains("not allowed"))
}
