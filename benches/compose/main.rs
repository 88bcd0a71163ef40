//! Compose: checking a draft while somebody types, from the key to the painted count, opening a month
//! of the calendar, turning to it and scrolling through it, and adding photos. Started by
//! `cargo xtask bench compose`, which provides the desktop and the `sqlite3` shell.

#![expect(clippy::print_stdout, reason = "its table is read in a terminal")]
#![expect(
    clippy::unwrap_used,
    reason = "what drives the window is the tests' own, and may stop"
)]

#[path = "../report.rs"]
mod report;

#[path = "../activity/believable.rs"]
#[expect(dead_code, reason = "other benchmarks use more of it")]
mod believable;
#[path = "../activity/shell.rs"]
mod shell;

#[path = "../../tests/e2e/app.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod app;
#[path = "../../tests/process.rs"]
mod process;
#[path = "../../tests/e2e/seeding.rs"]
mod seeding;
#[path = "../../tests/e2e/session.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod session;
#[path = "../../tests/e2e/window.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod window;

mod check;
mod desk;
mod month;
mod painted;
mod thumbnails;
mod typing;

fn main() -> anyhow::Result<()> {
    // `cargo test` starts benchmarks, too, and wants to know only that they can be built.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let [turning, scrolling] = painted::measure()?;
    let rows = [
        check::measure()?,
        typing::measure()?,
        month::measure()?,
        turning,
        scrolling,
        thumbnails::measure()?,
    ];
    report::publish("compose", &rows)
}
