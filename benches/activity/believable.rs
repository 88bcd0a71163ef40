//! Posts as an agency has them: few profiles make most of them, most went out well, some words are
//! in nearly every text and most words in hardly any. The same at every run.

use chrono::{DateTime, TimeDelta, Utc};
use latchkey_store::posts::{DestinationRow, PostRow};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// The one workspace.
pub(crate) const WORKSPACE: &str = "0198c1de-7a55-7e7c-9d0b-2f3d5f1d6a11";

pub(crate) const PROFILES: usize = 20;
pub(crate) const PLATFORMS: [&str; 9] = [
    "instagram",
    "facebook",
    "linkedin",
    "x",
    "tiktok",
    "threads",
    "youtube",
    "pinterest",
    "bluesky",
];
pub(crate) const STATUSES: [&str; 6] = [
    "completed",
    "failed",
    "partially_failed",
    "scheduled",
    "draft",
    "publishing",
];
/// How many of a hundred posts have the status.
const STATUS_SHARES: [f64; 6] = [92.0, 3.0, 2.0, 1.5, 1.0, 0.5];
/// How many of a hundred posts have verdict 0, 1, 2 and 3.
const VERDICT_SHARES: [f64; 4] = [8.0, 15.0, 76.0, 1.0];
const WORDS: usize = 40_000;
const DAYS: i64 = 3 * 365;

/// Makes posts.
pub(crate) struct Agency {
    random: StdRng,
    profiles: Choice,
    /// The sets of platforms each profile posts to, the usual one first.
    habits: Vec<Vec<Vec<&'static str>>>,
    statuses: Choice,
    verdicts: Choice,
    words: Choice,
    vocabulary: Vec<String>,
    beginning: DateTime<Utc>,
}

impl Agency {
    pub(crate) fn new() -> Agency {
        let mut random = StdRng::seed_from_u64(3);
        let vocabulary = (0..WORDS).map(|_| a_word(&mut random)).collect();
        let habits = (0..PROFILES).map(|_| some_habits(&mut random)).collect();
        Agency {
            profiles: Choice::new((1..=PROFILES).map(|rank| 1.0 / rank as f64)),
            habits,
            statuses: Choice::new(STATUS_SHARES),
            verdicts: Choice::new(VERDICT_SHARES),
            words: Choice::new((2..WORDS + 2).map(|rank| 1.0 / rank as f64)),
            vocabulary,
            beginning: "2023-11-01T00:00:00Z".parse().unwrap_or_default(),
            random,
        }
    }

    /// The word with this rank: 0 is the most frequent one.
    pub(crate) fn word(&self, rank: usize) -> &str {
        &self.vocabulary[rank]
    }

    pub(crate) fn profile(number: usize) -> String {
        format!("7d0f5b1e-3c5a-4b0e-9a52-0000000000{number:02}")
    }

    /// A moment in these three years.
    pub(crate) fn moment(&mut self) -> DateTime<Utc> {
        self.beginning + TimeDelta::days(self.random.random_range(0..DAYS))
    }

    /// Begins and ends of the weeks of these three years.
    pub(crate) fn weeks(&self) -> Vec<DateTime<Utc>> {
        (0..=DAYS / 7 + 1)
            .map(|week| self.beginning + TimeDelta::days(7 * week))
            .collect()
    }

    /// Posts in the order in which a sync sees them: profile by profile, newest first.
    pub(crate) fn posts(&mut self, count: u32) -> Vec<Draft> {
        let mut drafts: Vec<_> = (0..count).map(|_| self.draft()).collect();
        drafts.sort_unstable_by_key(|draft| (draft.profile, std::cmp::Reverse(draft.made_at)));
        drafts
    }

    fn draft(&mut self) -> Draft {
        let profile = self.profiles.pick(&mut self.random);
        // Each profile has its hours.
        let hour = (7 + profile as i64 % 5 + 4 * self.random.random_range(0..3)) % 24;
        let day = self.random.random_range(0..DAYS);
        let within = TimeDelta::milliseconds(self.random.random_range(0..3_600_000));
        Draft {
            profile,
            made_at: self.beginning + TimeDelta::days(day) + TimeDelta::hours(hour) + within,
        }
    }

    /// The whole of a post.
    pub(crate) fn row(&mut self, draft: &Draft) -> PostRow {
        let habits = &self.habits[draft.profile];
        // Mostly the first, sometimes the second, seldom the third.
        let habit = habits[self
            .random
            .random_range(0..10_usize)
            .saturating_sub(6)
            .min(2)]
        .clone();
        let status = STATUSES[self.statuses.pick(&mut self.random)];
        let id = format!("{:032x}", self.random.random::<u128>());
        PostRow {
            workspace_id: WORKSPACE.to_owned(),
            profile_id: Agency::profile(draft.profile),
            post_type: "image".to_owned(),
            status: status.to_owned(),
            title: None,
            text: self.text(),
            first_comment: None,
            media_urls: vec![format!("https://cdn.codivupload.com/{id}.jpg")],
            destinations: habit
                .into_iter()
                .map(|platform| destination(&id, platform, status))
                .collect(),
            scheduled_at: None,
            made_at: draft.made_at,
            updated_at: Some(draft.made_at),
            first_seen_at: draft.made_at,
            seen_at: draft.made_at,
            gone_at: None,
            held: false,
            verdict: self.verdicts.pick(&mut self.random) as i64,
            reasons: r#"[{"kind":"nobody_here"}]"#.to_owned(),
            id,
        }
    }

    /// Some 35 words on average, a few of them hundreds.
    fn text(&mut self) -> String {
        let short: f64 = self.random.random();
        let length = 4 + (20.0 / (1.02 - short)) as usize / 3;
        let words = (0..length).map(|_| {
            let rank = self.words.pick(&mut self.random);
            self.vocabulary[rank].as_str()
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// When and by whom a post is made.
pub(crate) struct Draft {
    profile: usize,
    made_at: DateTime<Utc>,
}

/// Picks one of several, some more often than others.
struct Choice {
    /// Up to where the share of each reaches.
    ends: Vec<f64>,
}

impl Choice {
    fn new(shares: impl IntoIterator<Item = f64>) -> Choice {
        let add = |sum: &mut f64, share| {
            *sum += share;
            Some(*sum)
        };
        Choice {
            ends: shares.into_iter().scan(0.0, add).collect(),
        }
    }

    fn pick(&self, random: &mut StdRng) -> usize {
        let sum = self.ends.last().copied().unwrap_or_default();
        let point = random.random::<f64>() * sum;
        self.ends.partition_point(|end| *end <= point)
    }
}

fn some_habits(random: &mut StdRng) -> Vec<Vec<&'static str>> {
    let habit = |random: &mut StdRng| {
        // Earlier platforms are used by more profiles.
        let used = |rank: usize, random: &mut StdRng| random.random_range(0..rank + 2) < 2;
        let mut habit: Vec<_> = (0..PLATFORMS.len())
            .filter(|rank| used(*rank, random))
            .map(|rank| PLATFORMS[rank])
            .collect();
        habit.dedup();
        habit
    };
    (0..3).map(|_| habit(random)).collect()
}

fn destination(id: &str, platform: &str, status: &str) -> DestinationRow {
    DestinationRow {
        id: format!("{id}-{platform}"),
        platform: platform.to_owned(),
        status: status.to_owned(),
        url: Some(format!("https://{platform}.example/p/{id}")),
        error: None,
    }
}

fn a_word(random: &mut StdRng) -> String {
    let syllables = random.random_range(1..=4);
    let letter = |letters: &[u8], random: &mut StdRng| {
        char::from(letters[random.random_range(0..letters.len())])
    };
    let mut word = String::new();
    for _ in 0..syllables {
        word.push(letter(b"bdfgklmnprstvwz", random));
        word.push(letter(b"aeiou", random));
    }
    word.push(letter(b"nrst", random));
    word
}
