//! The commands of a leak response once around, on the story's night of strange posts.

use serde_json::{Value, json};

use super::sweep::NOBODY;
use super::world::World;

/// One leak from the question which key it is to the report, and one that was none.
pub(super) fn leak(world: &World, workspace: &Value, keys: &[Value]) {
    let [first, second, ..] = keys else {
        return;
    };
    identify(world, first);
    start(world, second);
    with_incident(world, workspace, "call_off_incident");
    start(world, first);
    correct(world, workspace);
    with_incident(world, workspace, "freeze_posts");
    with_incident(world, workspace, "freeze_earlier_posts");
    world.let_it_happen();
    let Some(begun) = incident(world, workspace) else {
        return;
    };
    repaired(world, workspace, &begun);
    if let Some(incident) = incident(world, workspace) {
        held(world, &incident);
    }
    for command in ["end_leaked_key", "replace_leaked_key", "print_report"] {
        with_incident(world, workspace, command);
        world.let_it_happen();
    }
    let id = begun["id"].as_str().unwrap_or(NOBODY);
    world.report(id, "report.html");
    world.report(id, "no such folder/report.html");
    with_incident(world, workspace, "close_incident");
}

/// What a page could send that is wrong.
pub(super) fn mistakes(world: &World) {
    for command in [
        "call_off_incident",
        "close_incident",
        "end_leaked_key",
        "freeze_posts",
        "freeze_earlier_posts",
        "print_report",
        "replace_leaked_key",
    ] {
        world.call(command, json!({ "incident_id": NOBODY }));
    }
    // Nobody's key; whether that can be found out depends on the weather.
    world.copy_new_key("nobody's");
    world.call("identify_key_from_clipboard", Value::Null);
    world.call("list_incidents", json!({ "workspace_id": NOBODY }));
    world.call(
        "start_incident",
        json!({ "key_id": NOBODY, "exposed": "now", "can_stop": true }),
    );
    world.call(
        "correct_incident",
        json!({ "incident_id": NOBODY, "exposed": "since", "since": "soon", "can_stop": true }),
    );
    world.call(
        "retry_held",
        json!({ "incident_id": NOBODY, "held_ids": [] }),
    );
    world.call(
        "restore_post",
        json!({ "incident_id": NOBODY, "held_id": NOBODY, "even_if_unclear": true }),
    );
    world.call(
        "delete_posts",
        json!({ "incident_id": NOBODY, "post_ids": [] }),
    );
    world.call(
        "tick_live",
        json!({ "incident_id": NOBODY, "post_id": NOBODY, "platform": "x", "done": true }),
    );
}

fn identify(world: &World, key: &Value) {
    world.call("identify_key", json!({ "typed": key["hint"] }));
    for whole in world.keys() {
        world.call("identify_key", json!({ "typed": whole }));
        world.copy(&format!("const key = \"{whole}\";"));
        world.call("identify_key_from_clipboard", Value::Null);
    }
}

fn start(world: &World, key: &Value) {
    world.call(
        "start_incident",
        json!({ "key_id": key["id"], "exposed": "unknown", "can_stop": true }),
    );
}

fn correct(world: &World, workspace: &Value) {
    if let Some(incident) = incident(world, workspace) {
        world.call(
            "correct_incident",
            json!({ "incident_id": incident["id"], "exposed": "unknown", "can_stop": false }),
        );
    }
}

fn held(world: &World, incident: &Value) {
    let held: Vec<&Value> = incident["held"].as_array().into_iter().flatten().collect();
    let ids: Vec<&Value> = held.iter().map(|held| &held["id"]).collect();
    let id = &incident["id"];
    world.call("retry_held", json!({ "incident_id": id, "held_ids": ids }));
    if let Some(held) = held.iter().find(|held| held["state"] == "held") {
        world.call(
            "restore_post",
            json!({ "incident_id": id, "held_id": held["id"], "even_if_unclear": false }),
        );
        world.let_it_happen();
    }
}

fn repaired(world: &World, workspace: &Value, incident: &Value) {
    let filter = json!({ "search": "" });
    let page = world.call(
        "list_posts",
        json!({ "workspace_id": workspace, "filter": filter, "offset": 0 }),
    );
    let posts = page.map_or(Value::Null, |page| page["posts"].clone());
    let of_status = |status: &str| {
        let mut posts = posts.as_array().into_iter().flatten();
        posts.find(|post| post["status"] == status).cloned()
    };
    for post in [of_status("scheduled"), of_status("completed")]
        .into_iter()
        .flatten()
    {
        world.call(
            "judge_posts",
            json!({ "workspace_id": workspace, "post_ids": [post["id"]], "whose": "not_mine" }),
        );
        world.call(
            "delete_posts",
            json!({ "incident_id": incident["id"], "post_ids": [post["id"]] }),
        );
        world.call(
            "tick_live",
            json!({
                "incident_id": incident["id"],
                "post_id": post["id"],
                "platform": post["destinations"][0]["platform"],
                "done": true,
            }),
        );
    }
    world.let_it_happen();
}

fn with_incident(world: &World, workspace: &Value, command: &str) {
    if let Some(incident) = incident(world, workspace) {
        world.call(command, json!({ "incident_id": incident["id"] }));
    }
}

/// The first incident that is open.
fn incident(world: &World, workspace: &Value) -> Option<Value> {
    let view = world.call("list_incidents", json!({ "workspace_id": workspace }))?;
    let mut incidents = view["incidents"].as_array().cloned()?.into_iter();
    incidents.find(|incident| incident["closed_at"].is_null())
}
