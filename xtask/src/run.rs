//! `cargo xtask run`: from a fresh checkout to the open window.

use anyhow::Result;

use crate::{shell, system, ui};

/// Returns when the window was closed.
pub(crate) fn run() -> Result<()> {
    system::install(system::TO_BUILD)?;
    if let Some(install) = ui::install()? {
        shell::run(install)?;
    }
    shell::run(ui::script("build"))?;
    shell::run(shell::cargo(["run"]))
}
