//! The commands about the calendar, the queue, the zone and tables, once around.

use std::fs;
use std::path::Path;

use chrono::{Days, Utc};
use serde_json::{Value, json};

use super::sweep::NOBODY;
use super::world::World;

/// Moves a draft and takes that back, changes a queue, and brings a table in.
pub(super) fn planning(world: &World, workspace: &Value) {
    world.call("list_zones", json!({ "workspace_id": workspace }));
    world.call(
        "set_zone",
        json!({ "workspace_id": workspace, "zone": "Europe/Berlin" }),
    );
    calendar(world, workspace);
    queue(world, workspace);
    table(world, workspace);
}

/// What a page could send that is wrong.
pub(super) fn mistakes(world: &World) {
    let form = json!({ "workspace_id": NOBODY });
    for command in ["list_zones", "undo_move"] {
        world.call(command, form.clone());
    }
    world.call(
        "set_zone",
        json!({ "workspace_id": NOBODY, "zone": "Nowhere/Nothing" }),
    );
    world.call("calendar", days(&json!(NOBODY), "soon", "later"));
    world.call("check_time", time(&json!(NOBODY), "soon"));
    for command in ["check_move", "move_card"] {
        world.call(command, to(&json!(NOBODY), &json!(NOBODY), "soon"));
    }
    world.call(
        "get_queue",
        json!({ "workspace_id": NOBODY, "profile_id": NOBODY }),
    );
    world.call("change_queue", slots(&json!(NOBODY), &json!(NOBODY)));
    world.open_table(NOBODY, Path::new("no such folder/table.csv"));
    let nobodys = json!({ "table_id": NOBODY, "meanings": [] });
    world.call("dry_run_table", nobodys.clone());
    world.call(
        "import_table",
        json!({ "table": nobodys, "schedule": false }),
    );
}

fn calendar(world: &World, workspace: &Value) {
    let (first, second, end) = (in_days(7), in_days(8), in_days(9));
    world.call("check_time", time(workspace, &first));
    world.call(
        "new_draft",
        json!({ "workspace_id": workspace, "at": at(&first) }),
    );
    let view = world.call("calendar", days(workspace, &first, &end));
    let Some(card) = view.and_then(|view| draft_in(&view)) else {
        return;
    };
    for command in ["check_move", "move_card"] {
        world.call(command, to(workspace, &card, &second));
    }
    world.call("undo_move", json!({ "workspace_id": workspace }));
}

fn queue(world: &World, workspace: &Value) {
    let composer = world.call("compose_state", json!({ "workspace_id": workspace }));
    let profile = composer.map_or(Value::Null, |view| view["profiles"][0]["id"].clone());
    if profile.is_null() {
        return;
    }
    world.call(
        "get_queue",
        json!({ "workspace_id": workspace, "profile_id": profile }),
    );
    world.call("change_queue", slots(workspace, &profile));
}

fn table(world: &World, workspace: &Value) {
    let file = world.folder().join("table.csv");
    fs::write(&file, "Text\nThe first row\nThe second row\n").unwrap();
    let id = workspace.as_str().unwrap_or(NOBODY);
    let Some(table) = world.open_table(id, &file) else {
        return;
    };
    let form = json!({ "table_id": table["table_id"], "meanings": ["text"] });
    world.call("dry_run_table", form.clone());
    world.call("import_table", json!({ "table": form, "schedule": false }));
}

/// A day of the next weeks.
fn in_days(days: u64) -> String {
    let day = Utc::now().date_naive() + Days::new(days);
    day.to_string()
}

/// The first draft with a time.
fn draft_in(calendar: &Value) -> Option<Value> {
    let days = calendar["days"].as_array()?;
    let mut cards = days
        .iter()
        .filter_map(|day| day["cards"].as_array())
        .flatten();
    let draft = cards.find(|card| card["draft_id"].is_string())?;
    Some(draft["id"].clone())
}

fn days(workspace: &Value, from: &str, until: &str) -> Value {
    json!({ "workspace_id": workspace, "from": from, "until": until })
}

fn time(workspace: &Value, date: &str) -> Value {
    json!({ "workspace_id": workspace, "at": at(date) })
}

fn to(workspace: &Value, card: &Value, date: &str) -> Value {
    json!({ "workspace_id": workspace, "card_id": card, "to": at(date) })
}

fn at(date: &str) -> Value {
    json!({ "date": date, "time": "09:00", "later": false })
}

fn slots(workspace: &Value, profile: &Value) -> Value {
    json!({
        "workspace_id": workspace,
        "profile_id": profile,
        "zone": "Europe/Berlin",
        "slots": ["09:00", "18:00"],
        "days": [true, true, true, true, true, false, false],
        "most_per_slot": 1,
    })
}
