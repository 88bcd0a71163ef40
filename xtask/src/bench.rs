//! `cargo xtask bench`: builds the release, and runs a benchmark on a desktop of its own.

use anyhow::Result;

use crate::shell;
use crate::{desktop, system, ui};

/// Runs the benchmark in `benches/<name>`. It prints a table and writes `target/bench/<name>.json`.
pub(crate) fn run(name: &str) -> Result<()> {
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
    // The X server keeps its picture in a file, in which the benchmark sees what was painted.
    let server = ["-fbdir", &home.path().to_string_lossy()].map(str::to_owned);
    let server: Vec<_> = server.iter().map(String::as_str).collect();
    let bench = ["cargo", "bench", "--bench", name];
    let mut session = desktop::session(home.path(), &server, &bench)?;
    session.env("FRAMEBUFFER", home.path().join("Xvfb_screen0"));
    shell::run(session)
}
