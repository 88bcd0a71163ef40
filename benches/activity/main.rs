//! Activity: reading posts, looking through many of them, and recognising a leaked key. Started by
//! `cargo xtask bench activity`, which provides the `sqlite3` shell.

#![expect(clippy::print_stdout, reason = "its table is read in a terminal")]

#[path = "../report.rs"]
#[expect(dead_code, reason = "other benchmarks use more of it")]
mod report;

mod believable;
mod identify;
mod plain;
mod posts;
mod shell;
mod sync;

fn main() -> anyhow::Result<()> {
    // `cargo test` starts benchmarks, too, and wants to know only that they can be built.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut rows = identify::measure()?;
    rows.extend(posts::measure(100_000, 16.0)?);
    rows.extend(posts::measure(1_000_000, 50.0)?);
    rows.extend(sync::measure()?);
    report::publish("activity", &rows)
}
