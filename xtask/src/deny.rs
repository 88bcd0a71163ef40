//! `cargo xtask deny`: licences, sources and known faults of all dependencies, by `deny.toml`.
//!
//! It is no stage of `cargo xtask test`, because the list of known faults comes from the network
//! and changes without a commit.

use anyhow::Result;

use crate::{shell, system};

/// The version that is installed when there is none.
const CARGO_DENY: &str = "0.20.2";

/// Runs all checks.
pub(crate) fn run() -> Result<()> {
    system::install_cargo_tool("cargo-deny", CARGO_DENY)?;
    shell::run(shell::cargo(["deny", "check"]))
}
