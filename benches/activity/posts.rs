//! The list of posts, its filters, its search and the bars above it, beside the same questions in
//! the `sqlite3` shell.

use std::path::Path;
use std::time::Instant;

use chrono::{DateTime, Utc};
use latchkey_store::posts::{self, PostFilter, VerdictCounts};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Location, Store, StoreError};
use tokio::runtime::Runtime;

use crate::believable::{Agency, PLATFORMS, PROFILES, STATUSES, WORKSPACE};
use crate::plain;
use crate::report::Row;
use crate::shell::Shell;

/// How often each question is asked, with another value each time.
const ASKED: usize = 40;
/// How many posts the screen asks for at once.
const PAGE: u32 = 100;
/// How many posts are written at once.
const BATCH: usize = 10_000;
/// At most as slow as plain SQL, times this.
const AIM: f64 = 1.5;

/// All rows for so many posts; no query may take more than `most` milliseconds.
pub(crate) fn measure(count: u32, most: f64) -> anyhow::Result<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let mut agency = Agency::new();
    let mut bench = Bench::new(&mut agency, count, &folder.path().join("posts.db"))?;
    let mut rows = Vec::new();
    for (what, questions) in questions(&mut agency, count) {
        bench.check(&questions[0])?;
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        for question in &questions {
            ours.push(bench.ask(question)?);
            plain.push(bench.ask_shell(question)?);
        }
        let what = format!("{count} posts: {what} / sqlite3");
        rows.push(Row::of_p95(what, "ms", AIM, most, ours, plain));
    }
    Ok(rows)
}

/// One thing the screen asks.
enum Question {
    /// A part of the list, beginning there, and how long the list is.
    List(PostFilter, u32),
    /// The bars.
    Bars(PostFilter),
}

fn questions(agency: &mut Agency, count: u32) -> Vec<(&'static str, Vec<Question>)> {
    let days: Vec<_> = (0..ASKED).map(|_| agency.moment()).collect();
    let later_days: Vec<_> = days
        .iter()
        .map(|day| *day + chrono::TimeDelta::days(90))
        .collect();
    let anything = |_: &mut PostFilter, _| {};
    let profile =
        |filter: &mut PostFilter, n: usize| filter.profile = Some(Agency::profile(n % PROFILES));
    let platform = |filter: &mut PostFilter, n: usize| filter.platform = some(&PLATFORMS, n);
    let status = |filter: &mut PostFilter, n: usize| filter.status = some(&STATUSES, n);
    let verdict = |filter: &mut PostFilter, n: usize| filter.verdict = u8::try_from(n % 4).ok();
    let dates = |filter: &mut PostFilter, n: usize| {
        filter.from = Some(days[n]);
        filter.until = Some(later_days[n]);
    };
    let search = |words: Vec<String>| {
        move |filter: &mut PostFilter, n: usize| filter.search = Some(words[n].clone())
    };
    let ranks =
        |first: usize| (first..first + ASKED).map(|rank| agency.word(rank).to_owned() + " ");
    let (common, rare) = (
        ranks(0).collect::<Vec<_>>(),
        ranks(20_000).collect::<Vec<_>>(),
    );
    let unfinished = (1..=ASKED).map(|n| agency.word(n).chars().take(1 + n % 4).collect());
    let unfinished: Vec<_> = unfinished.collect();
    let none = (0..ASKED).map(|n| format!("qqx{n} ")).collect();
    vec![
        ("list, start", lists(anything, |_| 0)),
        ("list, middle", lists(anything, |n| count / 2 + n)),
        ("list, end", lists(anything, |n| count - PAGE - n)),
        ("profile", lists(profile, scrolled)),
        ("platform", lists(platform, scrolled)),
        ("status", lists(status, scrolled)),
        ("verdict", lists(verdict, scrolled)),
        ("dates", lists(dates, scrolled)),
        ("verdict and status", lists(both(verdict, status), scrolled)),
        (
            "profile, platform, status, dates",
            lists(both(both(profile, platform), both(status, dates)), scrolled),
        ),
        ("rare word", lists(search(rare), |_| 0)),
        ("common word", lists(search(common.clone()), |_| 0)),
        ("unfinished word", lists(search(unfinished), |_| 0)),
        ("word nobody wrote", lists(search(none), |_| 0)),
        (
            "common word and profile",
            lists(both(search(common.clone()), profile), scrolled),
        ),
        ("bars", bars(anything)),
        ("bars, profile", bars(profile)),
        ("bars, verdict and status", bars(both(verdict, status))),
        ("bars, common word", bars(search(common))),
    ]
}

/// The list of each of several filters, from an offset on.
fn lists(narrow: impl Fn(&mut PostFilter, usize), offset: impl Fn(u32) -> u32) -> Vec<Question> {
    let numbers = (0..ASKED).zip(0..);
    numbers
        .map(|(n, number)| Question::List(narrowed(&narrow, n), offset(number)))
        .collect()
}

/// The person has scrolled a little.
fn scrolled(number: u32) -> u32 {
    number % 4 * PAGE
}

fn bars(narrow: impl Fn(&mut PostFilter, usize)) -> Vec<Question> {
    (0..ASKED)
        .map(|n| Question::Bars(narrowed(&narrow, n)))
        .collect()
}

fn narrowed(narrow: impl Fn(&mut PostFilter, usize), n: usize) -> PostFilter {
    let mut filter = PostFilter {
        workspace_id: WORKSPACE.to_owned(),
        ..PostFilter::default()
    };
    narrow(&mut filter, n);
    filter
}

fn both(
    one: impl Fn(&mut PostFilter, usize),
    other: impl Fn(&mut PostFilter, usize),
) -> impl Fn(&mut PostFilter, usize) {
    move |filter, n| {
        one(filter, n);
        other(filter, n);
    }
}

fn some(values: &[&str], n: usize) -> Option<String> {
    Some(values[n % values.len()].to_owned())
}

/// The store and the shell, with the same posts.
struct Bench {
    runtime: Runtime,
    store: Store,
    shell: Shell,
    weeks: Vec<DateTime<Utc>>,
}

impl Bench {
    fn new(agency: &mut Agency, count: u32, file: &Path) -> anyhow::Result<Bench> {
        let runtime = Runtime::new()?;
        fill(
            &runtime,
            &Store::open(&Location::File(file.to_owned()))?,
            agency,
            count,
        )?;
        let shell = plain::prepared(file)?;
        Ok(Bench {
            store: Store::open(&Location::File(file.to_owned()))?,
            weeks: agency.weeks(),
            runtime,
            shell,
        })
    }

    /// How many milliseconds Latchkey takes, the way to the writer thread and back included.
    fn ask(&self, question: &Question) -> anyhow::Result<f64> {
        let start = Instant::now();
        match question {
            Question::List(filter, offset) => {
                std::hint::black_box(self.list(filter, *offset)?);
            }
            Question::Bars(filter) => {
                std::hint::black_box(self.bars(filter)?);
            }
        }
        Ok(start.elapsed().as_secs_f64() * 1e3)
    }

    fn ask_shell(&mut self, question: &Question) -> anyhow::Result<f64> {
        self.shell.time(&match question {
            Question::List(filter, offset) => {
                plain::page(filter, *offset, PAGE) + &plain::count(filter)
            }
            Question::Bars(filter) => plain::histogram(filter),
        })
    }

    /// Makes sure that both give the same answer.
    fn check(&mut self, question: &Question) -> anyhow::Result<()> {
        let (ours, plain) = match question {
            Question::List(filter, offset) => {
                let (ids, count) = self.list(filter, *offset)?;
                let mut plain = self.shell.run(&plain::page(filter, *offset, PAGE))?;
                plain.iter_mut().for_each(|line| line.truncate(32));
                plain.extend(self.shell.run(&plain::count(filter))?);
                (ids.into_iter().chain([count.to_string()]).collect(), plain)
            }
            Question::Bars(filter) => {
                let ours: u32 = self.bars(filter)?.iter().map(sum).sum();
                let plain = self.shell.run(&plain::count(filter))?;
                (vec![ours.to_string()], plain)
            }
        };
        let last = |answer: &[String]| answer.last().cloned().unwrap_or_default();
        anyhow::ensure!(
            ours == plain,
            "the answers differ, ending in {} and {}",
            last(&ours),
            last(&plain)
        );
        Ok(())
    }

    fn list(&self, filter: &PostFilter, offset: u32) -> Result<(Vec<String>, u32), StoreError> {
        let filter = filter.clone();
        let (page, count) = self.runtime.block_on(self.store.read(move |tx| {
            let page = posts::page(tx, &filter, offset, PAGE)?;
            Ok::<_, StoreError>((page, posts::count(tx, &filter)?))
        }))?;
        Ok((page.into_iter().map(|found| found.post.id).collect(), count))
    }

    fn bars(&self, filter: &PostFilter) -> Result<Vec<VerdictCounts>, StoreError> {
        let (filter, weeks) = (filter.clone(), self.weeks.clone());
        let bars = self
            .store
            .read(move |tx| posts::histogram(tx, &filter, &weeks));
        self.runtime.block_on(bars)
    }
}

fn sum(bar: &VerdictCounts) -> u32 {
    bar.unrecognised + bar.made_here + bar.recognised + bar.not_mine
}

fn fill(runtime: &Runtime, store: &Store, agency: &mut Agency, count: u32) -> anyhow::Result<()> {
    let start = Instant::now();
    runtime.block_on(store.write(|tx| workspaces::insert(tx, &workspace())))?;
    for drafts in agency.posts(count).chunks(BATCH) {
        let rows: Vec<_> = drafts.iter().map(|draft| agency.row(draft)).collect();
        runtime.block_on(
            store.write(move |tx| rows.iter().try_for_each(|row| posts::insert(tx, row))),
        )?;
    }
    println!(
        "{count} posts written in {:.0} s",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

fn workspace() -> WorkspaceRow {
    WorkspaceRow {
        id: WORKSPACE.to_owned(),
        name: "Agency".to_owned(),
        kind: "demo".to_owned(),
        base_url: "http://127.0.0.1:1/v1".to_owned(),
        dashboard_url: "http://127.0.0.1:1/dashboard".to_owned(),
        authority: "automatic".to_owned(),
        remote_id: None,
        created_at: Utc::now(),
        removed_at: None,
    }
}
