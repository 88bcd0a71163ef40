//! The sandbox on its own: `cargo run -p latchkey-sandbox -- --port 0 --data DIR`.
//!
//! Prints one line of JSON that says where it is and how to get in, then serves until it is told
//! to stop.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use clap::Parser;
use latchkey_sandbox::{Options, Sandbox, State, start};
use secrecy::ExposeSecret;
use serde_json::json;

/// A CodivUpload-compatible server on this computer.
#[derive(Debug, Parser)]
#[command(name = "latchkey-sandbox")]
struct Arguments {
    /// The port on 127.0.0.1; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The directory of the workspace. Without it the workspace is gone when the server stops.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Posts to add to the story: years of a past, made up quickly.
    #[arg(long, default_value_t = 0)]
    posts: usize,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let state = arguments.data.map_or(State::Memory, State::Directory);
    let sandbox = start(Options {
        port: arguments.port,
        state,
        story: true,
    })
    .await?;

    sandbox.fill(arguments.posts).await;
    announce(&sandbox)
        .await
        .context("the first line could not be printed")?;
    until_told_to_stop().await?;
    sandbox.stop().await;
    Ok(())
}

/// Prints the one line. Its key is new at every start, because only hashes of keys are kept.
async fn announce(sandbox: &Sandbox) -> std::io::Result<()> {
    let key = sandbox.replace_key("command-line").await;
    let line = json!({
        "base_url": sandbox.base_url(),
        "dashboard_url": sandbox.dashboard_url(),
        "owner_token": sandbox.owner_token().expose_secret(),
        "api_key": key.secret.expose_secret(),
    });
    let mut output = std::io::stdout().lock();
    output.write_all(format!("{line}\n").as_bytes())?;
    output.flush()
}

#[cfg(unix)]
async fn until_told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn until_told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
