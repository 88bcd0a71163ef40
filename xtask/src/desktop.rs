//! The person's desktop, and desktops that are nobody's: a display, a D-Bus session and a keychain
//! that are gone when their program ends.

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::keychain::{Situation, session_command};

/// Whether there is a desktop to open a window on.
pub(crate) fn is_there() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .into_iter()
            .any(|variable| env::var_os(variable).is_some_and(|display| !display.is_empty()))
}

/// Runs a program on a desktop of its own and hands its exit code on.
pub(crate) fn run(program: &[String]) -> Result<ExitCode> {
    let home = tempfile::tempdir()?;
    let program: Vec<_> = program.iter().map(String::as_str).collect();
    let status = session(home.path(), &[], &program)?.status()?;
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1)
        .into())
}

/// A command that runs a program on a desktop of its own with an unlocked keychain and `home` as
/// its home directory. `server` are further arguments for the X server.
pub(crate) fn session(home: &Path, server: &[&str], program: &[&str]) -> Result<Command> {
    let server = [&["-screen", "0", "1600x1000x24"], server]
        .concat()
        .join(" ");
    let log_in = [
        "xvfb-run",
        "--auto-servernum",
        "--server-args",
        &server,
        "sh",
        "-euc",
        LOG_IN,
        "sh",
    ];
    let words = [&log_in, program].concat();
    let mut command = session_command(home, Situation::Unlocked, &words)?;
    // WebKitGTK reports the language `C` for the `C.UTF-8` of many containers, and no app has to
    // expect that. The accessibility bus would be started outside the session.
    command
        .env("LANG", "en_US.UTF-8")
        .env("NO_AT_BRIDGE", "1")
        .env("GDK_BACKEND", "x11");
    Ok(command)
}

/// Tells the session which display it is on, so that the keychain can ask for its password there,
/// and becomes the program.
const LOG_IN: &str = r#"
dbus-update-activation-environment DISPLAY XAUTHORITY
exec "$@"
"#;
