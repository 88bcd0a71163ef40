//! The stages of `cargo xtask test`: what each one runs, and which ones it builds on.

use std::num::NonZero;
use std::{env, thread};

use anyhow::Result;
use clap::ValueEnum;

use crate::counts::Counts;
use crate::shell::{cargo, run_counted};
use crate::{keychain, ui};

/// One stage. They are declared in the order in which they run: quick answers first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Stage {
    /// Rust is formatted.
    Format,
    /// What the page is built with is there.
    UiInstall,
    /// Types and accessibility of the page, by svelte-check.
    UiCheck,
    /// Rules and formatting of the page, by ESLint and Prettier.
    UiLint,
    /// Tests of the page, by vitest.
    UiTest,
    /// The page is built; the app embeds it.
    UiBuild,
    /// Rules of the Rust code, warnings being errors.
    Clippy,
    /// The documentation has no dead links.
    Doc,
    /// Unit and integration tests, the comparison of the generated bindings among them.
    Tests,
    /// The examples in the documentation.
    Doctests,
    /// The vault against a real GNOME Keyring.
    Keychain,
    /// The real app, driven like a person would.
    EndToEnd,
}

impl Stage {
    /// All of them, in order.
    pub(crate) fn all() -> impl Iterator<Item = Stage> {
        Stage::value_variants().iter().copied()
    }

    /// What it is called on the command line and in the summary.
    pub(crate) fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The stages without which it can say nothing.
    pub(crate) fn needs(self) -> &'static [Stage] {
        match self {
            Stage::UiCheck | Stage::UiLint | Stage::UiTest | Stage::UiBuild => &[Stage::UiInstall],
            Stage::Clippy | Stage::Doc | Stage::Tests | Stage::Doctests | Stage::EndToEnd => {
                &[Stage::UiInstall, Stage::UiBuild]
            }
            Stage::Format | Stage::UiInstall | Stage::Keychain => &[],
        }
    }

    /// Runs it.
    pub(crate) fn run(self) -> Result<Counts> {
        match self {
            Stage::Format => run_counted(cargo(["fmt", "--all", "--check"])),
            Stage::UiInstall => ui::install()?.map_or_else(|| Ok(Counts::default()), run_counted),
            Stage::UiCheck => run_counted(ui::script("check")),
            Stage::UiLint => run_counted(ui::script("lint")),
            Stage::UiTest => run_counted(ui::script("test")),
            Stage::UiBuild => run_counted(ui::script("build")),
            Stage::Clippy => run_counted(cargo([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "--deny=warnings",
            ])),
            Stage::Doc => {
                let mut doc = cargo(["doc", "--workspace", "--no-deps"]);
                doc.env("RUSTDOCFLAGS", "--deny=warnings");
                run_counted(doc)
            }
            Stage::Tests => tests(),
            Stage::Doctests => run_counted(cargo(["test", "--workspace", "--doc"])),
            Stage::Keychain => keychain::run(),
            Stage::EndToEnd => end_to_end(),
        }
    }
}

/// One more at a time than there are processors: the longest mostly wait for pauses that a service
/// asked for.
fn tests() -> Result<Counts> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = format!("--test-threads={}", processors + 1);
    run_counted(cargo([
        "nextest",
        "run",
        "--workspace",
        "--no-fail-fast",
        &threads,
    ]))
}

/// Each test gets a desktop of its own: this very program is what cargo starts it with.
fn end_to_end() -> Result<Counts> {
    let xtask = env::current_exe()?;
    let runner = format!("target.'cfg(unix)'.runner = [{xtask:?}, 'desktop']");
    run_counted(cargo([
        "nextest",
        "run",
        "--config",
        &runner,
        "--workspace",
        "--filterset=binary_id(latchkey::e2e)",
        "--run-ignored=only",
        "--no-fail-fast",
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_comes_after_all_it_needs() {
        for stage in Stage::all() {
            for need in stage.needs() {
                assert!(*need < stage, "{need:?} runs before {stage:?}");
                assert!(
                    need.needs()
                        .iter()
                        .all(|deeper| stage.needs().contains(deeper)),
                    "{stage:?} names everything that {need:?} needs, too"
                );
            }
        }
    }
}
