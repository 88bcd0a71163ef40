//! Running other programs, from the root of the repository.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::counts::Counts;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or(Path::new("."))
}

/// A program, to be run in the root of the repository.
pub(crate) fn program<Arg: AsRef<OsStr>>(
    name: &str,
    arguments: impl IntoIterator<Item = Arg>,
) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).args(arguments);
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo<Arg: AsRef<OsStr>>(arguments: impl IntoIterator<Item = Arg>) -> Command {
    program("cargo", arguments)
}

/// Whether a program of that name can be started.
pub(crate) fn has_program(name: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

/// Runs a command on this terminal. Failing to start and ending with a failure are both errors.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(&command))?;
    if !status.success() {
        bail!("{} ended with {status}", shown(&command));
    }
    Ok(())
}

/// Runs a command without input, shows what it writes and counts the tests it reports. A command
/// that fails without reporting a failed test counts as one that failed.
pub(crate) fn run_counted(mut command: Command) -> Result<Counts> {
    let (reader, writer) = io::pipe()?;
    command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer);
    // Colours would get between the numbers.
    command
        .env("NO_COLOR", "1")
        .env("CARGO_TERM_COLOR", "never");
    let mut child = command.spawn().with_context(|| cannot_start(&command))?;
    let description = shown(&command);
    // The reader meets the end only when every writer is closed, and `command` keeps two.
    drop(command);

    let mut counts = Counts::default();
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        io::stdout().write_all(&line)?;
        println!();
        counts += Counts::of_line(&String::from_utf8_lossy(&line));
    }
    let status = child.wait()?;
    if !status.success() && counts.failed == 0 {
        println!("{description} ended with {status}");
        counts.failed = 1;
    }
    Ok(counts)
}

fn cannot_start(command: &Command) -> String {
    format!("{} cannot be started", command.get_program().display())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}
