//! Posts against a model: whatever was written, every filter finds what a plain loop over all posts
//! finds.

use latchkey_store::posts::{self, DestinationRow, PostFilter, PostRow, Span, VerdictCounts};
use latchkey_store::{Store, StoreError, Transaction, workspaces};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use crate::world::{at, empty_store, post, text, workspace, write};

const WORKSPACES: [&str; 2] = ["v", "w"];
const PROFILES: [&str; 3] = ["cafe", "bakery", "zoo"];
const PLATFORMS: [&str; 3] = ["instagram", "x", "a \"quoted\" one"];
const STATUSES: [&str; 3] = ["scheduled", "completed", "of the future"];
const WORDS: [&str; 5] = ["Kaffee", "Kuchen", "Kaffeekuchen", "Öl", "I❤Wien"];

#[derive(Debug, Clone)]
enum Step {
    Insert(PostRow),
    Update(Index, PostRow),
    Judge(Index, i64),
}

/// The posts as they should be, in the order of their places.
#[derive(Debug, Default)]
struct Model(Vec<PostRow>);

impl Model {
    /// Later posts of the same moment come after earlier ones.
    fn put(&mut self, row: PostRow) {
        let index = self.0.partition_point(|known| known.made_at <= row.made_at);
        self.0.insert(index, row);
    }

    fn apply(&mut self, tx: &Transaction<'_>, step: Step, number: usize) -> Result<(), StoreError> {
        match step {
            Step::Insert(row) => {
                let id = format!("p{number}");
                let row = PostRow { id, ..row };
                posts::insert(tx, &row)?;
                self.put(row);
            }
            Step::Update(_, _) | Step::Judge(_, _) if self.0.is_empty() => {}
            Step::Update(which, row) => {
                let which = which.index(self.0.len());
                let known = self.0[which].clone();
                let row = PostRow {
                    id: known.id,
                    workspace_id: known.workspace_id,
                    ..row
                };
                posts::update(tx, &row)?;
                if row.made_at == known.made_at {
                    self.0[which] = row;
                } else {
                    self.0.remove(which);
                    self.put(row);
                }
            }
            Step::Judge(which, verdict) => {
                let which = which.index(self.0.len());
                let row = &mut self.0[which];
                row.verdict = verdict;
                row.reasons = format!("[{verdict}]");
                posts::judge(tx, &row.workspace_id, &row.id, verdict, &row.reasons)?;
            }
        }
        Ok(())
    }

    fn wanted(&self, filter: &PostFilter) -> Vec<&PostRow> {
        self.0.iter().filter(|row| wants(filter, row)).collect()
    }
}

fn wants(filter: &PostFilter, row: &PostRow) -> bool {
    let is = |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|it| it == found);
    filter.workspace_id == row.workspace_id
        && is(&filter.profile, &row.profile_id)
        && is(&filter.status, &row.status)
        && filter.verdict.is_none_or(|it| i64::from(it) == row.verdict)
        && filter.from.is_none_or(|from| from <= row.made_at)
        && filter.until.is_none_or(|until| row.made_at < until)
        && filter
            .platform
            .as_ref()
            .is_none_or(|platform| row.destinations.iter().any(|it| it.platform == *platform))
        && filter
            .search
            .as_ref()
            .is_none_or(|search| says(row, search))
}

/// Whether a text of the words above answers a search for some of them.
fn says(row: &PostRow, search: &str) -> bool {
    let has = |word: &str| row.text.split(' ').any(|known| known == word);
    let begins = |word: &str| {
        // A heart is no part of a word, so what follows it is one of its own.
        row.text.split(' ').any(|known| known.starts_with(word))
            || (word == "Wien" && has("I❤Wien"))
    };
    let mut words: Vec<_> = search.split(' ').collect();
    let last = words.pop().unwrap();
    words.into_iter().all(has) && (last.is_empty() || begins(last))
}

fn a_post() -> impl Strategy<Value = PostRow> {
    (
        (select(&WORKSPACES), select(&PROFILES), select(&STATUSES)),
        subsequence(&PLATFORMS, 0..=3),
        subsequence(&WORDS, 0..=3),
        (0..40_i64, 0..4_i64),
    )
        .prop_map(|(chosen, platforms, words, (seconds, verdict))| {
            let (workspace, profile, status) = chosen;
            PostRow {
                workspace_id: workspace.into(),
                profile_id: profile.into(),
                status: status.into(),
                destinations: platforms.into_iter().map(destination).collect(),
                text: words.join(" "),
                verdict,
                ..post("", seconds)
            }
        })
}

fn destination(platform: &str) -> DestinationRow {
    DestinationRow {
        id: "d".into(),
        platform: platform.into(),
        status: "completed".into(),
        url: None,
        error: None,
    }
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => a_post().prop_map(Step::Insert),
        1 => (any::<Index>(), a_post()).prop_map(|(which, row)| Step::Update(which, row)),
        1 => (any::<Index>(), 0..4_i64).prop_map(|(which, verdict)| Step::Judge(which, verdict)),
    ]
}

fn a_filter() -> impl Strategy<Value = PostFilter> {
    let searches = [
        "Kaffee",
        "Kaffee ",
        "Ka",
        "Kuchen Kaf",
        "Wien",
        "I❤Wien ",
        "Kuchen Öl ",
    ];
    let maybe = |choice: &'static [&'static str]| prop::option::weighted(0.3, select(choice));
    (
        select(&WORKSPACES),
        (maybe(&PROFILES), maybe(&PLATFORMS), maybe(&STATUSES)),
        prop::option::weighted(0.3, select(searches.to_vec())),
        prop::option::weighted(0.3, 0..4_u8),
        (
            prop::option::weighted(0.3, 0..40_i64),
            prop::option::weighted(0.3, 0..40_i64),
        ),
    )
        .prop_map(
            |(workspace, (profile, platform, status), search, verdict, time)| PostFilter {
                workspace_id: workspace.into(),
                search: search.and_then(text),
                profile: profile.and_then(text),
                platform: platform.and_then(text),
                status: status.and_then(text),
                verdict,
                from: time.0.map(at),
                until: time.1.map(at),
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn every_filter_finds_what_a_plain_loop_finds(
        steps in prop::collection::vec(a_step(), 0..60),
        filters in prop::collection::vec(a_filter(), 8),
        offset in 0..20_u32,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let compared = runtime.block_on(compared(steps, filters, offset));
        for (filter, found, expected) in compared {
            prop_assert_eq!(found, expected, "{:?}", filter);
        }
    }
}

/// What is said of a list.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    page: Vec<String>,
    count: u32,
    span: Option<Span>,
    bars: Vec<VerdictCounts>,
}

async fn compared(
    steps: Vec<Step>,
    filters: Vec<PostFilter>,
    offset: u32,
) -> Vec<(PostFilter, Said, Said)> {
    let store: Store = empty_store();
    write(&store, move |tx| {
        for id in WORKSPACES {
            workspaces::insert(tx, &workspace(id))?;
        }
        let mut model = Model::default();
        for (number, step) in steps.into_iter().enumerate() {
            model.apply(tx, step, number)?;
        }
        let compare = |filter: PostFilter| {
            let found = found(tx, &filter, offset)?;
            let expected = expected(&model, &filter, offset);
            Ok((filter, found, expected))
        };
        filters.into_iter().map(compare).collect()
    })
    .await
    .unwrap()
}

const EDGES: [i64; 4] = [5, 10, 11, 30];
const LIMIT: u32 = 7;

fn found(tx: &Transaction<'_>, filter: &PostFilter, offset: u32) -> Result<Said, StoreError> {
    let page = posts::page(tx, filter, offset, LIMIT)?;
    Ok(Said {
        page: page.into_iter().map(|found| found.post.id).collect(),
        count: posts::count(tx, filter)?,
        span: posts::span(tx, filter)?,
        bars: posts::histogram(tx, filter, &EDGES.map(at))?,
    })
}

fn expected(model: &Model, filter: &PostFilter, offset: u32) -> Said {
    let wanted = model.wanted(filter);
    let page = wanted.iter().rev().skip(offset as usize);
    let bar = |edges: &[i64]| {
        let within = wanted
            .iter()
            .filter(|row| (at(edges[0])..at(edges[1])).contains(&row.made_at));
        within.fold(VerdictCounts::default(), |mut bar, row| {
            match row.verdict {
                0 => bar.unrecognised += 1,
                1 => bar.made_here += 1,
                2 => bar.recognised += 1,
                _ => bar.not_mine += 1,
            }
            bar
        })
    };
    Said {
        page: page
            .take(LIMIT as usize)
            .map(|row| row.id.clone())
            .collect(),
        count: u32::try_from(wanted.len()).unwrap(),
        span: wanted.first().zip(wanted.last()).map(|(first, last)| Span {
            first: first.made_at,
            last: last.made_at,
        }),
        bars: EDGES.windows(2).map(bar).collect(),
    }
}
