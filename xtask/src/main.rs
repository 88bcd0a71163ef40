//! `cargo xtask`: every command it takes to run, test and measure Latchkey.
//!
//! It installs what is missing, says so, and calls the tools a developer would call by hand. It
//! holds no knowledge of the app itself.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to a terminal"
)]

mod bench;
mod counts;
mod deny;
mod desktop;
mod keychain;
mod run;
mod shell;
mod stages;
mod system;
mod test;
mod ui;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use crate::stages::Stage;

/// The commands of Latchkey's developers.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Task {
    /// Installs what is missing, builds the page and the app, and opens the window.
    Run,
    /// Installs what is missing, then runs every check and every test.
    Test {
        /// Leaves the end-to-end tests out.
        #[arg(long)]
        fast: bool,
        /// Runs only these stages and those they need.
        #[arg(value_enum)]
        stages: Vec<Stage>,
    },
    /// Measures Latchkey against plain yardsticks.
    Bench {
        /// What to measure.
        #[arg(value_enum)]
        what: Bench,
    },
    /// Runs a program on a desktop of its own: display, D-Bus session and unlocked keychain.
    Desktop {
        /// The program and its arguments.
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        program: Vec<String>,
    },
    /// Checks licences, sources and known faults of all dependencies.
    Deny,
}

#[derive(Clone, Copy, ValueEnum)]
enum Bench {
    /// The first screen, its memory, and the audit history.
    Keys,
    /// Looking through many posts.
    Activity,
    /// Writing posts and planning them.
    Compose,
}

fn main() -> ExitCode {
    carry_out(Task::parse()).unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

fn carry_out(task: Task) -> anyhow::Result<ExitCode> {
    match task {
        Task::Run if !desktop::is_there() => {
            eprintln!("Latchkey needs a desktop to open its window on, and there is none here.");
            return Ok(ExitCode::from(2));
        }
        Task::Run => run::run()?,
        Task::Test { fast, stages } => test::run(fast, &stages)?,
        Task::Bench { what: Bench::Keys } => bench::keys()?,
        Task::Bench {
            what: Bench::Activity,
        } => bench::activity()?,
        Task::Bench {
            what: Bench::Compose,
        } => bench::compose()?,
        Task::Desktop { program } => return desktop::run(&program),
        Task::Deny => deny::run()?,
    }
    Ok(ExitCode::SUCCESS)
}
