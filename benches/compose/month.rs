//! Opening a month with 1 000 posts, out of 100 000, beside reading the same posts in
//! the `sqlite3` shell.
//!
//! Latchkey's figure has everything in it that makes the month: days in the workspace's zone, cards
//! with their words, what clashes, and all of it written as the page gets it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::ensure;
use chrono::{DateTime, TimeDelta, Utc};
use latchkey_core::Core;
use latchkey_core::views::CalendarForm;
use latchkey_store::{Location, Store, StoreError, posts};
use tokio::runtime::Runtime;

use crate::believable::{Agency, WORKSPACE};
use crate::desk;
use crate::report::Row;
use crate::shell::Shell;

const POSTS: u32 = 100_000;
const DAYS: i64 = 30;
/// 1 000 in those days.
const PACE: TimeDelta = TimeDelta::seconds(DAYS * 24 * 60 * 60 / 1_000);
/// Years that are over, and some to come.
const MONTHS: i64 = 98;
/// Half of the 100 milliseconds in which something seems to happen at once.
const MOST: f64 = 50.0;
/// Ten times reading the rows: each becomes a card with its words.
const AIM: f64 = 10.0;

pub(crate) fn measure() -> anyhow::Result<Row> {
    let folder = tempfile::tempdir()?;
    let runtime = Runtime::new()?;
    let core = runtime.block_on(desk::core(folder.path()))?;
    let file = folder.path().join(desk::FILE);
    let mut agency = Agency::new();
    runtime.block_on(fill(&file, &mut agency))?;
    let mut shell = indexed(&file)?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for number in 1..=MONTHS {
        let first = beginning() + TimeDelta::days(DAYS * number);
        let start = Instant::now();
        let cards = runtime.block_on(month(&core, first))?;
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        ensure!((950..1_050).contains(&cards), "{cards} cards in a month");
        plain.push(shell.time(&plain_month(first))?);
    }
    let what = "month, 1 000 of 100 000 posts / sqlite3";
    Ok(Row::of_p95(what.to_owned(), "ms", AIM, MOST, ours, plain))
}

/// How many cards the page gets.
async fn month(core: &Core, first: DateTime<Utc>) -> anyhow::Result<usize> {
    let day = |at: DateTime<Utc>| at.format("%Y-%m-%d").to_string();
    let form = CalendarForm {
        workspace_id: WORKSPACE.to_owned(),
        from: day(first),
        until: day(first + TimeDelta::days(DAYS)),
        profile: None,
        platform: None,
        status: None,
        verdict: None,
    };
    let view = core.calendar(form).await?;
    std::hint::black_box(serde_json::to_vec(&view)?);
    Ok(view.days.iter().map(|day| day.cards.len()).sum())
}

fn beginning() -> DateTime<Utc> {
    "2022-01-01T00:00:00Z".parse().unwrap_or_default()
}

async fn fill(file: &Path, agency: &mut Agency) -> anyhow::Result<()> {
    let store = Store::open(&Location::File(file.to_owned()))?;
    let drafts = agency.posts(POSTS);
    let mut rows: Vec<_> = drafts.iter().map(|draft| agency.row(draft)).collect();
    let mut at = beginning();
    for row in &mut rows {
        row.scheduled_at = Some(at);
        at += PACE;
    }
    // As a sync leaves them: not in the order of the calendar.
    rows.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    let written = store.write(move |tx| {
        rows.iter().try_for_each(|row| posts::insert(tx, row))?;
        Ok::<_, StoreError>(())
    });
    Ok(written.await?)
}

/// A copy of the file with the index one would give it.
fn indexed(file: &Path) -> anyhow::Result<Shell> {
    let copy = PathBuf::from(format!("{}.plain", file.display()));
    std::fs::copy(file, &copy)?;
    let mut shell = Shell::open(&copy)?;
    shell.run("CREATE INDEX plain_scheduled ON posts (workspace_id, scheduled_at); ANALYZE;")?;
    Ok(shell)
}

fn plain_month(first: DateTime<Utc>) -> String {
    let day = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%S").to_string();
    format!(
        "SELECT * FROM posts WHERE workspace_id = '{WORKSPACE}'
         AND scheduled_at >= '{}' AND scheduled_at < '{}' ORDER BY scheduled_at;",
        day(first),
        day(first + TimeDelta::days(DAYS)),
    )
}
