//! The commands about drafts, their files and what is sent, once around.

use std::path::Path;

use serde_json::{Value, json};

use super::sweep::NOBODY;
use super::world::World;

/// A picture that is always there.
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/icons/32x32.png");

/// Writes, changes and sends drafts; takes one back, calls one off and lets one go out.
pub(super) fn composing(world: &World, workspace: &Value) {
    let form = json!({ "workspace_id": workspace });
    let composer = world.call("compose_state", form.clone());
    drafts(world, workspace);
    let Some(profile) = composer.and_then(|view| profile_on(&view, "threads")) else {
        return;
    };
    for how_it_ends in ["take_back", "call_off_send"] {
        if let Some(send) = send(world, workspace, &content(&profile, how_it_ends)) {
            world.call(how_it_ends, send);
        }
    }
    world.call("change_settings", json!({ "hold_seconds": 0 }));
    for decision in [
        json!({ "kind": "send_again" }),
        json!({ "kind": "leave_unsent" }),
    ] {
        let words = decision["kind"].as_str().unwrap_or_default();
        world.lose_a_post();
        if let Some(send) = send(world, workspace, &content(&profile, words)) {
            follow(world, &send, &decision);
        }
    }
    world.call("list_sends", form);
    retry_failed(world, workspace);
}

/// What a page could send that is wrong.
pub(super) fn mistakes(world: &World) {
    let form = json!({ "workspace_id": NOBODY });
    for command in ["compose_state", "list_drafts", "list_sends", "new_draft"] {
        world.call(command, form.clone());
    }
    for command in [
        "delete_draft",
        "draft_versions",
        "duplicate_draft",
        "open_draft",
        "take_dropped_files",
        "undelete_draft",
    ] {
        world.call(command, json!({ "draft_id": NOBODY }));
    }
    let nobodys = json!({
        "draft_id": NOBODY,
        "content": content(&json!(NOBODY), ""),
        "saved_at": "",
    });
    for command in ["check_draft", "save_draft", "send_draft"] {
        world.call(command, nobodys.clone());
    }
    world.call(
        "restore_version",
        json!({ "draft_id": NOBODY, "number": 0 }),
    );
    world.choose(NOBODY, Path::new("no such folder/picture.png"));
    world.call("file_thumbnail", json!({ "file_id": NOBODY }));
    for command in ["call_off_send", "dismiss_send", "retry_send", "take_back"] {
        world.call(command, json!({ "send_id": NOBODY }));
    }
    world.call(
        "decide_send",
        json!({ "send_id": NOBODY, "decision": { "kind": "arrived", "post_id": NOBODY } }),
    );
    world.call(
        "retry_failed_platforms",
        json!({ "workspace_id": NOBODY, "post_id": NOBODY }),
    );
}

fn drafts(world: &World, workspace: &Value) {
    let form = json!({ "workspace_id": workspace });
    let Some(draft) = world.call("new_draft", form.clone()) else {
        return;
    };
    let id = draft["id"].as_str().unwrap_or(NOBODY);
    let this = json!({ "draft_id": id });
    let mut saved_at = draft["saved_at"].clone();
    for words in ["First words", "Other words"] {
        let mut written = draft["content"].clone();
        written["text"] = json!(words);
        let written = json!({ "draft_id": id, "content": written, "saved_at": saved_at });
        world.call("check_draft", written.clone());
        if let Some(saved) = world.call("save_draft", written) {
            saved_at = saved["saved_at"].clone();
        }
        world.call("duplicate_draft", this.clone());
    }
    files(world, id);
    let versions = world.call("draft_versions", this.clone());
    let number = versions.map_or(Value::Null, |view| view["versions"][0]["number"].clone());
    world.call(
        "restore_version",
        json!({ "draft_id": id, "number": number }),
    );
    for command in ["open_draft", "delete_draft", "undelete_draft"] {
        world.call(command, this.clone());
    }
    world.call("list_drafts", form);
}

fn files(world: &World, draft_id: &str) {
    world.call("take_dropped_files", json!({ "draft_id": draft_id }));
    if let Some(added) = world.choose(draft_id, Path::new(PICTURE)) {
        world.call(
            "file_thumbnail",
            json!({ "file_id": added["files"][0]["id"] }),
        );
    }
}

/// Sends a new draft; gives the form that names the send.
fn send(world: &World, workspace: &Value, content: &Value) -> Option<Value> {
    let draft = world.call("new_draft", json!({ "workspace_id": workspace }))?;
    let view = world.call(
        "send_draft",
        json!({ "draft_id": draft["id"], "content": content, "saved_at": draft["saved_at"] }),
    )?;
    let mut sends = view["sends"].as_array().into_iter().flatten();
    let send = sends.find(|send| send["draft_id"] == draft["id"])?;
    Some(json!({ "send_id": send["id"] }))
}

/// Lets a send go, and does with it what its state allows.
fn follow(world: &World, send: &Value, decision: &Value) {
    world.let_it_happen();
    world.let_it_happen();
    world.let_it_be_looked_for();
    world.call("retry_send", send.clone());
    let mut decided = send.clone();
    decided["decision"] = decision.clone();
    world.call("decide_send", decided);
    world.call("dismiss_send", send.clone());
}

fn retry_failed(world: &World, workspace: &Value) {
    let filter = json!({ "search": "", "status": "partially_failed" });
    let page = world.call(
        "list_posts",
        json!({ "workspace_id": workspace, "filter": filter, "offset": 0 }),
    );
    if let Some(page) = page {
        world.call(
            "retry_failed_platforms",
            json!({ "workspace_id": workspace, "post_id": page["posts"][0]["id"] }),
        );
    }
}

/// The id of a profile that can post there.
fn profile_on(composer: &Value, platform: &str) -> Option<Value> {
    let can_post = |profile: &&Value| {
        let mut choices = profile["platforms"].as_array().into_iter().flatten();
        choices.any(|choice| choice["platform"] == platform && choice["why_not"].is_null())
    };
    let profiles = composer["profiles"].as_array()?;
    profiles
        .iter()
        .find(can_post)
        .map(|profile| profile["id"].clone())
}

fn content(profile: &Value, text: &str) -> Value {
    json!({
        "profile": profile,
        "platforms": ["threads"],
        "text": text,
        "title": "",
        "first_comment": "",
        "files": [],
        "own_files": [],
        "values": [],
        "when": { "kind": "now" },
    })
}
