//! `cargo xtask bench`: builds the release and runs a benchmark. It prints a table and writes
//! `target/bench/<name>.json`.

use anyhow::Result;

use crate::shell;
use crate::{desktop, system, ui};

/// Runs `benches/keys` on a desktop of its own.
pub(crate) fn keys() -> Result<()> {
    on_a_desktop("keys")
}

/// Runs `benches/compose`, which has a window, too.
pub(crate) fn compose() -> Result<()> {
    system::install(system::TO_COMPARE)?;
    on_a_desktop("compose")
}

/// Runs `benches/activity`, which needs no desktop.
pub(crate) fn activity() -> Result<()> {
    system::install(system::TO_COMPARE)?;
    let bench = ["bench", "--package", "latchkey-core", "--bench", "activity"];
    shell::run(shell::cargo(bench))
}

/// Builds the app and the bare window beside it, and runs a benchmark that starts them.
fn on_a_desktop(name: &str) -> Result<()> {
    system::install(system::TO_BUILD)?;
    system::install(system::TO_TEST)?;
    if let Some(install) = ui::install()? {
        shell::run(install)?;
    }
    shell::run(ui::script("build"))?;
    shell::run(shell::cargo([
        "build",
        "--release",
        "--package=latchkey",
        "--bins",
        "--examples",
    ]))?;

    let home = tempfile::tempdir()?;
    // The X server keeps its picture in a file, in which a benchmark sees what was painted.
    let server = ["-fbdir", &home.path().to_string_lossy()].map(str::to_owned);
    let server: Vec<_> = server.iter().map(String::as_str).collect();
    let bench = format!("--bench={name}");
    let bench = ["cargo", "bench", "--package=latchkey", &bench];
    let mut session = desktop::session(home.path(), &server, &bench)?;
    session.env("FRAMEBUFFER", home.path().join("Xvfb_screen0"));
    shell::run(session)
}
