//! The agency's own ninety days, planned from a seed.
//!
//! An automation posts at fixed hours, a few seconds late, and sometimes misses one. People add
//! something now and then during office hours. Some posts wait for the coming days.

use jiff::{ToSpan, Zoned, civil::Date};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Builder;

use super::{
    brands::{BRANDS, Series},
    intruder,
};
use crate::posts::status::PostType;

const DAYS: i64 = 90;
/// Days between two posts that people make by hand.
const BY_HAND_EVERY: usize = 7;
const BY_ASSISTANT_EVERY: usize = 15;

/// Whose key made a post. The number is the key's place in the story's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Author {
    AppProduction,
    McpClaude,
    AutomationN8n,
    /// Used by nobody at the agency any more.
    Staging,
}

impl Author {
    pub(super) const ALL: [Self; 4] = [
        Self::AppProduction,
        Self::McpClaude,
        Self::AutomationN8n,
        Self::Staging,
    ];

    /// The names the vendor recommends.
    pub(super) fn key_name(self) -> &'static str {
        match self {
            Self::AppProduction => "app-production",
            Self::McpClaude => "mcp-claude",
            Self::AutomationN8n => "automation-n8n",
            Self::Staging => "staging",
        }
    }

    pub(super) fn key_age_days(self) -> i64 {
        match self {
            Self::AppProduction => 203,
            Self::McpClaude => 97,
            Self::AutomationN8n => 171,
            Self::Staging => 188,
        }
    }
}

/// One post of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlannedPost {
    pub(super) id: String,
    pub(super) destination_ids: Vec<String>,
    /// The place in [`BRANDS`].
    pub(super) brand: usize,
    pub(super) author: Author,
    pub(super) platforms: Vec<&'static str>,
    pub(super) text: String,
    /// Which of the brand's pictures it shows.
    pub(super) picture: Option<usize>,
    /// The platform that refused it.
    pub(super) failed: Option<&'static str>,
    pub(super) created_ms: i64,
    pub(super) moment: Moment,
}

impl PlannedPost {
    pub(super) fn post_type(&self) -> PostType {
        if self.picture.is_some() {
            PostType::Image
        } else {
            PostType::Text
        }
    }
}

/// When a post goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// When it was made.
    AtOnce,
    /// It was scheduled and has gone out.
    Was(i64),
    /// It is still waiting.
    WillBe(i64),
}

/// The whole story up to `now`, oldest first.
pub(super) fn plan(seed: u64, now: &Zoned) -> Vec<PlannedPost> {
    let mut planner = Planner {
        rng: StdRng::seed_from_u64(seed),
        now: now.clone(),
        posts: vec![],
        occasions_told: [0; BRANDS.len()],
    };
    for (brand, of) in BRANDS.iter().enumerate() {
        for series in of.series {
            planner.automate(brand, series);
        }
    }
    planner.by_hand(Author::AppProduction, BY_HAND_EVERY, 0);
    planner.by_hand(Author::McpClaude, BY_ASSISTANT_EVERY, 4);
    planner.wait_for_coming_days();
    intruder::visit(&mut planner);

    let mut posts = planner.posts;
    posts.sort_by_key(|post| post.created_ms);
    posts
}

/// What the parts of the story write into.
#[derive(Debug)]
pub(super) struct Planner {
    rng: StdRng,
    now: Zoned,
    posts: Vec<PlannedPost>,
    /// How many of each brand's occasions have been used.
    occasions_told: [usize; BRANDS.len()],
}

impl Planner {
    fn automate(&mut self, brand: usize, series: &Series) {
        // A stride without a common factor visits every pair of sentences before one repeats.
        let pairs = series.beginnings.len() * series.ends.len();
        let stride = (pairs / 3..)
            .find(|stride| gcd(*stride, pairs) == 1)
            .unwrap_or(1);
        let mut pair = self.rng.random_range(0..pairs);
        for ago in (0..=DAYS).rev() {
            let date = self.day(-ago);
            let is_missed = self.rng.random_range(0..40) == 0;
            let late = self.rng.random_range(2_000..25_000);
            if is_missed || !series.runs_on(date) {
                continue;
            }
            pair = (pair + stride) % pairs;
            let beginning = series.beginnings[pair % series.beginnings.len()];
            let end = series.ends[pair / series.beginnings.len()];
            let failed = (self.rng.random_range(0..50) == 0)
                .then(|| series.platforms[series.platforms.len() - 1]);
            let picture = series.pictures.then(|| self.rng.random_range(0..4));
            self.add(PlannedPost {
                brand,
                author: Author::AutomationN8n,
                platforms: series.platforms.to_vec(),
                text: format!("{beginning}{end}"),
                picture,
                failed,
                created_ms: self.at(date, series.hour, 0) + late,
                ..self.blank()
            });
        }
    }

    /// Posts people make during the day, by turns for now and for the early evening.
    fn by_hand(&mut self, author: Author, every: usize, phase: usize) {
        for (number, ago) in (2..DAYS).rev().step_by(every).enumerate() {
            let brand = (number + phase) % BRANDS.len();
            let date = self.day(-ago);
            let hour = self.rng.random_range(10..16);
            let created_ms = self.at(date, hour, 0) + self.rng.random_range(0..3_500_000);
            let evening = self.at(date, 18, 30);
            let is_for_now = number % 2 == 1;
            let text = self.next_occasion(brand);
            self.add(PlannedPost {
                brand,
                author,
                platforms: BRANDS[brand].occasion_platforms.to_vec(),
                text: text.to_owned(),
                created_ms,
                moment: if is_for_now {
                    Moment::AtOnce
                } else {
                    Moment::Was(evening)
                },
                ..self.blank()
            });
        }
    }

    /// Each of a brand's texts once, before the first one comes again.
    fn next_occasion(&mut self, brand: usize) -> &'static str {
        let texts = BRANDS[brand].occasions;
        let text = texts[self.occasions_told[brand] % texts.len()];
        self.occasions_told[brand] += 1;
        text
    }

    /// Two posts per brand, made yesterday morning for the next days on which its series runs.
    fn wait_for_coming_days(&mut self) {
        for (brand, of) in BRANDS.iter().enumerate() {
            let series = &of.series[of.series.len() - 1];
            let dates: Vec<Date> = (1..)
                .map(|ahead| self.day(ahead))
                .filter(|date| series.runs_on(*date))
                .take(2)
                .collect();
            for (date, text) in dates.into_iter().zip(of.coming) {
                let made = self.at(self.day(-1), 10, 12) + self.rng.random_range(0..1_800_000);
                self.add(PlannedPost {
                    brand,
                    author: Author::AppProduction,
                    platforms: series.platforms.to_vec(),
                    text: text.to_owned(),
                    picture: series.pictures.then_some(brand),
                    created_ms: made,
                    moment: Moment::WillBe(self.at(date, series.hour, 0)),
                    ..self.blank()
                });
            }
        }
    }

    /// Adds a post unless it would have been made, or gone out, in the future.
    pub(super) fn add(&mut self, post: PlannedPost) {
        let now = self.now.timestamp().as_millisecond();
        let gone_out = match post.moment {
            Moment::Was(scheduled) => scheduled,
            Moment::AtOnce | Moment::WillBe(_) => post.created_ms,
        };
        if gone_out + 5_000 < now && post.created_ms < now {
            let destination_ids = post.platforms.iter().map(|_| self.id()).collect();
            let id = self.id();
            self.posts.push(PlannedPost {
                id,
                destination_ids,
                ..post
            });
        }
    }

    /// A text post made at once, to be filled in.
    pub(super) fn blank(&self) -> PlannedPost {
        PlannedPost {
            id: String::new(),
            destination_ids: Vec::new(),
            brand: 0,
            author: Author::AppProduction,
            platforms: Vec::new(),
            text: String::new(),
            picture: None,
            failed: None,
            created_ms: 0,
            moment: Moment::AtOnce,
        }
    }

    /// The date so many days from today.
    pub(super) fn day(&self, ahead: i64) -> Date {
        self.now.date().saturating_add(ahead.days())
    }

    /// A wall-clock time of that date, in milliseconds since 1970.
    pub(super) fn at(&self, date: Date, hour: i8, minute: i8) -> i64 {
        date.at(hour, minute, 0, 0)
            .to_zoned(self.now.time_zone().clone())
            .expect("a time within a year of now")
            .timestamp()
            .as_millisecond()
    }

    fn id(&mut self) -> String {
        Builder::from_random_bytes(self.rng.random())
            .into_uuid()
            .to_string()
    }
}

impl Series {
    fn runs_on(&self, date: Date) -> bool {
        self.weekends || date.weekday().to_monday_zero_offset() < 5
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
