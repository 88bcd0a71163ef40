//! The canary test: keys that are known go through every command, in fair weather and in foul, and
//! are then searched for in everything the commands gave out, wrote or logged.
//!
//! A command that is not driven here, to success and to failure, fails the test; and so does the
//! search when a leak made on purpose is not found.

mod activity;
mod composing;
mod doubles;
mod evidence;
mod leak;
mod planning;
mod sweep;
mod weather;
mod world;

use std::collections::BTreeSet;
use std::thread;

use latchkey_shell::commands::COMMANDS;
use serde_json::json;

use self::sweep::sweep;
use self::weather::Weather;
use self::world::World;

#[test]
fn no_key_gets_out_whatever_happens() {
    // Foul weather is mostly waiting, so all of it comes at once, each in a world of its own.
    let worlds: Vec<World> = thread::scope(|scope| {
        let swept = Weather::ALL.map(|weather| scope.spawn(move || swept_in(weather)));
        swept
            .into_iter()
            .map(|world| world.join().unwrap())
            .collect()
    });
    for world in &worlds {
        assert!(
            world.keys().len() >= 5,
            "there were keys that could have got out"
        );
        assert_eq!(world.leaks(), Vec::<String>::new());
    }
    assert_eq!(
        never(&worlds, "succeeded"),
        BTreeSet::new(),
        "each command succeeded once"
    );
    // Clearing the clipboard of a key that is no longer there is done.
    let cannot_fail = ["clear_clipboard"].into();
    assert_eq!(
        never(&worlds, "failed"),
        cannot_fail,
        "every other command failed once"
    );
}

#[test]
fn a_key_that_gets_out_is_found_everywhere() {
    let world = swept_in(Weather::Fair);
    let key = world.keys().pop_last().unwrap();
    world.call(
        "rename_workspace",
        json!({ "workspace_id": world.demo_id, "name": key }),
    );
    tracing::info!(target: "latchkey", key, "leaked on purpose");
    std::fs::write(world.folder().join("leak"), &key).unwrap();

    let leaks = world.leaks().join("; ");
    for place in [
        "the answer of rename_workspace",
        "an event",
        "the log",
        "latchkey.db",
        "leak",
    ] {
        assert!(leaks.contains(place), "the leak in {place} is found");
    }
}

#[test]
fn a_command_that_is_not_driven_is_noticed() {
    let worlds = [World::open()];
    assert_eq!(never(&worlds, "failed"), COMMANDS.iter().copied().collect());
}

fn swept_in(weather: Weather) -> World {
    let world = World::open();
    world.set(weather);
    sweep(&world);
    world
}

/// The commands that had this outcome in none of the worlds.
fn never(worlds: &[World], outcome: &str) -> BTreeSet<&'static str> {
    let had = |command: &str| worlds.iter().any(|world| world.had(command, outcome));
    COMMANDS
        .iter()
        .copied()
        .filter(|command| !had(command))
        .collect()
}
