//! The page: installing what it is built with, and its npm scripts.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::shell;

const OLDEST_NODE: u32 = 20;

/// The command that installs exactly what `package-lock.json` names, unless that is done already.
/// No package may run a script of its own.
///
/// # Errors
/// When there is no Node, or one that is too old.
pub(crate) fn install() -> Result<Option<Command>> {
    check_node()?;
    let locked = changed_at("package-lock.json").context("ui/package-lock.json is missing")?;
    let is_installed =
        changed_at("node_modules/.package-lock.json").is_some_and(|then| then >= locked);
    Ok((!is_installed).then(|| npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])))
}

/// One of the scripts in `package.json`.
pub(crate) fn script(name: &str) -> Command {
    npm(["run", name])
}

fn npm<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = shell::program("npm", arguments);
    command.current_dir(folder());
    command
}

fn folder() -> PathBuf {
    shell::root().join("ui")
}

fn check_node() -> Result<()> {
    const WANTED: &str = "Latchkey's page is built with Node 20 or newer, including npm";
    let answer = Command::new("node").arg("--version").output();
    let Ok(version) = answer.map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned())
    else {
        bail!(
            "{WANTED}; there is no Node here. Install it from https://nodejs.org, then try again."
        )
    };
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        bail!(
            "{WANTED}; this is {}. Update it, then try again.",
            version.trim()
        );
    }
    Ok(())
}

/// `v20.11.1` is 20.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

fn changed_at(file: &str) -> Option<SystemTime> {
    fs::metadata(folder().join(file)).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("not node"), None);
    }
}
