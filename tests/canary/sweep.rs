//! Every command once around, as a person could call them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::activity;
use super::composing;
use super::leak;
use super::planning;
use super::world::World;

/// An id of nothing.
pub(super) const NOBODY: &str = "nobody";

/// Calls every command; what comes of it depends on the weather.
pub(super) fn sweep(world: &World) {
    let (demo, service) = (&world.demo_id, &world.service_id);
    frame(world, demo);
    keys(world, demo);
    rotation(world, demo);
    activity::activity(world, demo);
    leak::leak(world, demo, &list(world, demo));
    composing::composing(world, demo);
    planning::planning(world, demo);
    ending(world, demo);
    guided(world, service);
    history(world);
    mistakes(world);
    activity::mistakes(world);
    leak::mistakes(world);
    composing::mistakes(world);
    planning::mistakes(world);
    workspaces(world, service);
}

fn frame(world: &World, workspace: &Value) {
    world.call("app_state", Value::Null);
    world.call("explore_demo", Value::Null);
    world.call("unlock_keychain", Value::Null);
    world.call("use_this_keychain", Value::Null);
    world.remembers("canary", "of another keychain");
    world.call("use_this_keychain", Value::Null);
    world.call("change_settings", json!({ "clear_clipboard_after": 20 }));
    world.call("open_workspace", json!({ "workspace_id": workspace }));
    world.call(
        "rename_workspace",
        json!({ "workspace_id": workspace, "name": "Demo" }),
    );
}

fn keys(world: &World, workspace: &Value) {
    world.call("create_key", key_form(workspace, "made-here"));
    world.let_it_happen();
    for key in list(world, workspace) {
        let form = json!({ "key_id": key["id"] });
        for command in [
            "check_key",
            "copy_key",
            "preview_revocation",
            "use_key_for_latchkey",
        ] {
            world.call(command, form.clone());
        }
        world.call("clear_clipboard", Value::Null);
    }
    let Some(key) = list(world, workspace).into_iter().next() else {
        return;
    };
    let mut edited = key_form(workspace, "edited");
    edited["key_id"] = key["id"].clone();
    world.call("edit_key", edited);
    world.call(
        "add_place",
        json!({ "key_id": key["id"], "label": "the website's server" }),
    );
    for place in places(&list(world, workspace)) {
        world.call("tick_place", json!({ "place_id": place, "ticked": true }));
        world.call("remove_place", json!({ "place_id": place }));
    }
}

fn rotation(world: &World, workspace: &Value) {
    for how_it_ends in ["end_overlap", "cancel_rotation"] {
        let keys = list(world, workspace);
        let Some(key) = keys.iter().find(|key| key["can_rotate"] == true) else {
            return;
        };
        world.call(
            "start_rotation",
            json!({ "key_id": key["id"], "overlap": "hours_24" }),
        );
        if how_it_ends == "end_overlap" {
            // The other one is called off before it came far.
            world.let_it_happen();
        }
        for rotation in rotations(&list(world, workspace)) {
            world.call(
                "extend_overlap",
                json!({ "rotation_id": rotation, "overlap": "hours_1" }),
            );
            world.call(how_it_ends, json!({ "rotation_id": rotation }));
        }
        world.let_it_happen();
    }
}

fn ending(world: &World, workspace: &Value) {
    let revocable = list(world, workspace)
        .into_iter()
        .rfind(|key| key["can_revoke"] == true);
    if let Some(key) = revocable {
        let form =
            |name: &Value| json!({ "key_id": key["id"], "typed_name": name, "even_if_last": true });
        world.call("revoke_key", form(&json!("another name")));
        world.call("revoke_key", form(&key["name"]));
        world.let_it_happen();
    }
    for key in list(world, workspace)
        .iter()
        .filter(|key| key["can_forget"] == true)
    {
        world.call("forget_key", json!({ "key_id": key["id"] }));
    }
}

/// A workspace whose keys a person makes and ends on the service's page.
fn guided(world: &World, workspace: &Value) {
    let form = json!({ "workspace_id": workspace });
    world.call("open_dashboard", form.clone());
    world.call("create_key", key_form(workspace, "made-there"));
    world.let_it_happen();
    world.copy("not a key");
    world.call("look_at_clipboard", form.clone());
    world.call("take_key_from_clipboard", creation_form(world, workspace));
    world.copy_new_key("made-there");
    world.call("look_at_clipboard", form);
    world.call("take_key_from_clipboard", creation_form(world, workspace));
    world.let_it_happen();
    world.call("create_key", key_form(workspace, "called-off"));
    world.call("cancel_creation", creation_form(world, workspace));
    world.copy_new_key("found");
    world.call("import_key", key_form(workspace, "found"));
}

/// Away with a workspace, and back with it.
fn workspaces(world: &World, workspace: &Value) {
    let form = json!({ "workspace_id": workspace });
    world.call("preview_removal", form.clone());
    world.call("remove_workspace", form);
    world.copy("not a key");
    world.call("connect_workspace", world.connect_form());
    world.copy_new_key("connected");
    world.call("connect_workspace", world.connect_form());
}

fn history(world: &World) {
    world.call(
        "list_history",
        json!({ "key_id": null, "kind": null, "before": null }),
    );
    world.call("verify_history", Value::Null);
    world.call("begin_history_anew", Value::Null);
    world.remembers(
        "note:history-anchor",
        &format!("1000000:{}", "0".repeat(64)),
    );
    world.call("begin_history_anew", Value::Null);
    world.export("export.jsonl");
    world.export("no such folder/export.jsonl");
}

/// What a page could send that is wrong.
fn mistakes(world: &World) {
    world.call("change_settings", json!({ "clear_clipboard_after": 0 }));
    world.call(
        "list_history",
        json!({ "key_id": null, "kind": "k".repeat(10_000), "before": 0 }),
    );
    for command in [
        "open_workspace",
        "preview_removal",
        "remove_workspace",
        "list_keys",
        "look_at_clipboard",
        "open_dashboard",
    ] {
        world.call(command, json!({ "workspace_id": NOBODY }));
    }
    world.call(
        "rename_workspace",
        json!({ "workspace_id": NOBODY, "name": "Nobody's" }),
    );
    for command in [
        "check_key",
        "copy_key",
        "preview_revocation",
        "use_key_for_latchkey",
        "forget_key",
    ] {
        world.call(command, json!({ "key_id": NOBODY }));
    }
    world.call("add_place", json!({ "key_id": NOBODY, "label": "" }));
    world.call("tick_place", json!({ "place_id": NOBODY, "ticked": true }));
    world.call("remove_place", json!({ "place_id": NOBODY }));
    for command in ["cancel_creation", "take_key_from_clipboard"] {
        world.call(command, json!({ "creation_id": NOBODY }));
    }
    for command in ["end_overlap", "cancel_rotation"] {
        world.call(command, json!({ "rotation_id": NOBODY }));
    }
    world.call(
        "extend_overlap",
        json!({ "rotation_id": NOBODY, "overlap": "none" }),
    );
    world.call(
        "start_rotation",
        json!({ "key_id": NOBODY, "overlap": "none" }),
    );
    for command in ["create_key", "import_key"] {
        world.call(command, key_form(&json!(NOBODY), ""));
    }
    let mut edited = key_form(&json!(NOBODY), "");
    edited["key_id"] = json!(NOBODY);
    world.call("edit_key", edited);
}

fn key_form(workspace: &Value, name: &str) -> Value {
    json!({
        "workspace_id": workspace,
        "name": name,
        "environment": "staging",
        "purpose": "to be watched",
        "rotation_days": 90,
    })
}

fn creation_form(world: &World, workspace: &Value) -> Value {
    let creations = world
        .call("list_keys", json!({ "workspace_id": workspace }))
        .map_or(Value::Null, |view| view["creations"].clone());
    json!({ "creation_id": creations[0]["id"].as_str().unwrap_or(NOBODY) })
}

fn list(world: &World, workspace: &Value) -> Vec<Value> {
    world
        .call("list_keys", json!({ "workspace_id": workspace }))
        .and_then(|view| view["keys"].as_array().cloned())
        .unwrap_or_default()
}

fn rotations(keys: &[Value]) -> BTreeSet<String> {
    keys.iter()
        .filter_map(|key| key["rotation"]["id"].as_str().map(str::to_owned))
        .collect()
}

fn places(keys: &[Value]) -> Vec<Value> {
    keys.iter()
        .filter_map(|key| key["places"].as_array())
        .flatten()
        .map(|place| place["id"].clone())
        .collect()
}
