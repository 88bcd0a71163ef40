//! The commands about posts once around, on the story's posts.

use serde_json::{Value, json};

use super::sweep::NOBODY;
use super::world::World;

/// Reads, looks, judges and takes it back.
pub(super) fn activity(world: &World, workspace: &Value) {
    let form = json!({ "workspace_id": workspace });
    for command in ["pause_sync", "resume_sync", "sync_now"] {
        world.call(command, form.clone());
    }
    world.read_posts(workspace);
    let rhythm = world
        .call("activity_state", form.clone())
        .map_or(Value::Null, |view| view["rhythms"][0]["id"].clone());
    world.call(
        "answer_rhythm",
        json!({ "workspace_id": workspace, "rhythm_id": rhythm, "answer": "declined" }),
    );
    let filter = json!({ "search": "" });
    world.call(
        "post_histogram",
        json!({ "workspace_id": workspace, "filter": filter }),
    );
    let page = world.call(
        "list_posts",
        json!({ "workspace_id": workspace, "filter": filter, "offset": 0 }),
    );
    let posts = page.map_or(Value::Null, |page| page["posts"].clone());
    for post in posts.as_array().into_iter().flatten().take(12) {
        look_at(world, workspace, &post["id"]);
    }
    world.call(
        "judge_posts",
        json!({ "workspace_id": workspace, "post_ids": [posts[0]["id"]], "whose": "mine" }),
    );
    world.call("undo_judgement", form);
}

/// What a page could send that is wrong.
pub(super) fn mistakes(world: &World) {
    let form = json!({ "workspace_id": NOBODY });
    for command in [
        "activity_state",
        "pause_sync",
        "resume_sync",
        "sync_now",
        "undo_judgement",
    ] {
        world.call(command, form.clone());
    }
    let filter = json!({ "search": "", "from": "soon" });
    world.call(
        "list_posts",
        json!({ "workspace_id": NOBODY, "filter": filter, "offset": 0 }),
    );
    world.call(
        "post_histogram",
        json!({ "workspace_id": NOBODY, "filter": filter }),
    );
    let post = json!({ "workspace_id": NOBODY, "post_id": NOBODY });
    world.call("get_post", post.clone());
    world.call("post_thumbnail", numbered(&post, 1));
    world.call("open_post_link", link(&post, 1, "nobody.example"));
    world.call(
        "judge_posts",
        json!({ "workspace_id": NOBODY, "post_ids": [NOBODY], "whose": "mine" }),
    );
    world.call(
        "answer_rhythm",
        json!({ "workspace_id": NOBODY, "rhythm_id": NOBODY, "answer": "confirmed" }),
    );
}

fn look_at(world: &World, workspace: &Value, id: &Value) {
    let form = json!({ "workspace_id": workspace, "post_id": id });
    let Some(view) = world.call("get_post", form.clone()) else {
        return;
    };
    if let Some(media) = view["media"].as_array().and_then(|media| media.first()) {
        let number = media["number"].as_u64().unwrap_or_default();
        world.call("post_thumbnail", numbered(&form, number));
    }
    let mut destinations = view["post"]["destinations"]
        .as_array()
        .into_iter()
        .flatten();
    if let Some(place) = destinations.find(|place| place["link"].is_object()) {
        let number = place["link"]["number"].as_u64().unwrap_or_default();
        let host = place["link"]["host"].as_str().unwrap_or_default();
        world.call("open_post_link", link(&form, number, host));
    }
}

fn numbered(form: &Value, number: u64) -> Value {
    let mut form = form.clone();
    form["number"] = json!(number);
    form
}

fn link(form: &Value, number: u64, host: &str) -> Value {
    let mut form = numbered(form, number);
    form["host"] = json!(host);
    form
}
