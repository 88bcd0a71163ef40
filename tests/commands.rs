//! The page's list of commands, the app's and the capability file name the same ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use latchkey_shell::commands::COMMANDS;
use serde_json::Value;

#[test]
fn the_page_knows_the_commands_of_the_app() {
    let page = read("ui/src/ipc/commands.ts");
    assert_eq!(names_in_page(&page), names_in_app());
}

#[test]
fn the_capability_grants_each_command_and_hearing_events() {
    let capability: Value =
        serde_json::from_str(&read("src-tauri/capabilities/main.json")).unwrap();
    let granted: BTreeSet<String> = strings(&capability["permissions"]);
    let commands = names_in_app().into_iter();
    let mut wanted: BTreeSet<String> = commands
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .collect();
    wanted.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned));
    assert_eq!(granted, wanted);
    assert_eq!(
        strings(&capability["windows"]),
        BTreeSet::from(["main".to_owned()])
    );
}

#[test]
fn a_command_that_one_side_lacks_is_seen() {
    let page = "export interface Commands {\n  app_state: Command<null, AppView>;\n}";
    assert_eq!(
        names_in_page(page),
        BTreeSet::from(["app_state".to_owned()])
    );
    assert_ne!(names_in_page(page), names_in_app());
}

fn names_in_app() -> BTreeSet<String> {
    COMMANDS.iter().map(|name| (*name).to_owned()).collect()
}

fn names_in_page(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| line.trim().split_once(": Command<"))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn strings(list: &Value) -> BTreeSet<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}
