//! The log: a local file, a new one each day, a week of them kept. Nothing is sent anywhere.
//!
//! Nothing secret can get here: the types that hold keys cannot be printed. Libraries are kept to
//! warnings all the same, because some of them print what they are given.

use std::path::Path;

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// What is logged: Latchkey's own steps, and the warnings of others.
const FILTER: &str = "warn,latchkey=info,latchkey_core=info,latchkey_shell=info";

/// Starts the log in `folder/log`. The last lines are written when the guard is dropped.
pub(crate) fn start(folder: &Path) -> anyhow::Result<WorkerGuard> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("latchkey")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder.join("log"))?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(FILTER))
        .with_writer(writer)
        .with_ansi(false)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        // The message of a panic can hold anything; where it happened is enough to find it.
        tracing::error!(place = ?panic.location().map(ToString::to_string), "a panic");
    }));
    Ok(guard)
}
