//! Keys: what the first screen costs beside a bare window, and the audit history beside the plain
//! tools it is made of. Started by `cargo xtask bench keys`, which provides the desktop.

#![expect(clippy::print_stdout, reason = "its table is read in a terminal")]

#[path = "../../tests/process.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "the tests use more of it, and may stop"
)]
mod process;
#[path = "../report.rs"]
#[expect(dead_code, reason = "other benchmarks use more of it")]
mod report;

mod history;
mod screen;

fn main() -> anyhow::Result<()> {
    // `cargo test` starts benchmarks, too, and wants to know only that they can be built.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut rows = screen::measure()?;
    rows.extend(history::measure()?);
    report::publish("keys", &rows)
}
