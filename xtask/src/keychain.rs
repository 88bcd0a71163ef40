//! The keychain tests against a real GNOME Keyring, in private D-Bus sessions.
//!
//! Everything a session touches lies below a home directory of its own: the keyring of the person
//! at this machine is neither seen nor changed. Needs the packages `dbus` and `gnome-keyring`.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::counts::Counts;
use crate::shell;

/// What a program finds when it looks for the keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Situation {
    /// An unlocked keyring.
    Unlocked,
    /// A locked keyring and nobody to unlock it. The home must have been used unlocked before.
    Locked,
    /// A D-Bus session in which nothing offers a keychain.
    NoProvider,
    /// A keyring service that was never set up. The home must be a fresh one.
    NoCollection,
}

/// Runs the keychain tests of `latchkey-vault` in all four situations.
pub(crate) fn run() -> Result<Counts> {
    let mut counts = Counts::default();
    let used = tempfile::tempdir()?;
    let fresh = tempfile::tempdir()?;
    for (home, situation, tests) in [
        (used.path(), Situation::Unlocked, "unlocked_"),
        (used.path(), Situation::Locked, "locked_"),
        (fresh.path(), Situation::NoProvider, "no_provider_"),
        (fresh.path(), Situation::NoCollection, "no_collection_"),
    ] {
        counts += run_tests(home, situation, tests)?;
    }
    Ok(counts)
}

/// A command that runs a program in a private D-Bus session, in the given situation, with `home` as
/// its home directory. The session ends with the program.
pub(crate) fn session_command(
    home: &Path,
    situation: Situation,
    program: &[&str],
) -> Result<Command> {
    let runtime = home.join("run");
    fs::create_dir_all(&runtime)?;
    // What a keyring of an earlier session listened on; the next one would try to talk to it.
    remove_if_there(&runtime.join("keyring"))?;

    let mut command = Command::new("dbus-run-session");
    if situation == Situation::NoProvider {
        let config = home.join("session-without-services.conf");
        fs::write(&config, BUS_WITHOUT_SERVICES)?;
        command.arg("--config-file").arg(config);
    }
    command.arg("--");
    if situation == Situation::Unlocked {
        command.args(["sh", "-euc", UNLOCK_AND_RUN, "sh"]);
    }
    command.args(program);

    // The environment is set around the whole session: D-Bus hands its own to what it starts.
    command
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("GNOME_KEYRING_CONTROL")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", runtime)
        .env("XDG_DATA_HOME", home.join("share"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_CONFIG_HOME", home.join("config"));
    keep_toolchain(&mut command)?;
    Ok(command)
}

/// Unlocks (at the first time: creates) the login keyring, waits until it is on the bus, and
/// becomes the program.
const UNLOCK_AND_RUN: &str = r#"
printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null
dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.StartServiceByName string:org.freedesktop.secrets uint32:0 >/dev/null
exec "$@"
"#;

/// A session bus that starts nothing by itself, because it is told of no service directories.
const BUS_WITHOUT_SERVICES: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:runtime=yes</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

fn run_tests(home: &Path, situation: Situation, tests: &str) -> Result<Counts> {
    let filter = format!("test(/^{tests}/)");
    let nextest = [
        "cargo",
        "nextest",
        "run",
        "--workspace",
        "--test=keychain",
        "--run-ignored=only",
        "--filterset",
        &filter,
    ];
    shell::run_counted(session_command(home, situation, &nextest)?)
}

/// Cargo and rustup look below the home directory, which is another one inside a session.
fn keep_toolchain(command: &mut Command) -> Result<()> {
    let home = env::home_dir().context("no home directory")?;
    for (variable, directory) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        if env::var_os(variable).is_none() {
            command.env(variable, home.join(directory));
        }
    }
    Ok(())
}

fn remove_if_there(directory: &Path) -> Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
