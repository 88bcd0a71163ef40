//! The embedded workspace's story, which knows which key made each post: in many zones, at many
//! times of the year.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use jiff::civil;
use jiff::tz::TimeZone;
use latchkey_sandbox::{Options, Sandbox, State, start};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::{History, platforms_of};
use crate::Moment;
use crate::activity::verdict::{PostFacts, Reason, hash_of};
use crate::views::RhythmAnswer::Confirmed;
use crate::views::{Verdict, Whose};

/// A post of the story and the key that made it.
struct Told {
    facts: PostFacts,
    is_foreign: bool,
}

/// Zones with and without clock changes, half hours and dates of their own.
const ZONES: [&str; 6] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
];

/// Days on which a person may open the story: some shortly before and after clocks change.
const TODAYS: [&str; 8] = [
    "2026-01-14",
    "2026-03-10",
    "2026-03-29",
    "2026-03-31",
    "2026-05-20",
    "2026-10-26",
    "2026-11-01",
    "2026-11-21",
];

/// Hours at which they may open it. With a week ahead the story is cut off in its last days.
const HOURS: [(i8, i32); 3] = [(8, 1), (13, 0), (23, 1)];

#[tokio::test]
async fn on_the_story_every_foreign_post_is_unrecognised_and_nearly_all_others_are_not() {
    let story = read_story().await;
    let (mut own, mut left, mut worst) = (0, 0, 0.0_f64);
    for zone in ZONES {
        for (today, (hours, weeks_ahead)) in TODAYS.into_iter().zip(HOURS.into_iter().cycle()) {
            let figures = check(&story, zone, today, hours, weeks_ahead);
            assert!(weeks_ahead > 0 || figures.foreign == 11);
            own += figures.own;
            left += figures.left;
            worst = worst.max(figures.share());
        }
    }
    let share = 100.0 * f64::from(left) / f64::from(own);
    println!("{own} own posts in all: {left} left to review, {share:.2} %; worst {worst:.2} %");
}

#[tokio::test]
async fn the_story_as_it_is_told_leaves_at_most_one_own_post_in_twenty() {
    let story = read_story().await;
    let zone = TimeZone::system();
    let history = history(story.iter().map(|told| told.facts.clone()), zone);
    let figures = figures(history, |post| story[post].is_foreign);
    println!(
        "{} foreign posts, all unrecognised; {} own, {} left to review: {:.2} %",
        figures.foreign,
        figures.own,
        figures.left,
        figures.share()
    );
    assert_eq!(figures.foreign, 11);
    assert!(figures.share() <= 5.0);
}

#[tokio::test]
async fn on_a_clock_that_is_not_the_storys_no_foreign_post_is_recognised_either() {
    let story = read_story().await;
    for (told_in, judged_in) in [
        ("Europe/Berlin", "America/New_York"),
        ("America/New_York", "UTC"),
        ("UTC", "Europe/Berlin"),
    ] {
        let now = "2026-04-20".parse::<civil::Date>().unwrap().at(12, 0, 0, 0);
        let told = moved(&story, now, &TimeZone::get(told_in).unwrap(), 0);
        let foreign: Vec<bool> = told.iter().map(|(_, is_foreign)| *is_foreign).collect();
        let facts = told.into_iter().map(|(facts, _)| facts);
        let history = history(facts, TimeZone::get(judged_in).unwrap());
        let figures = figures(history, |post| foreign[post]);
        let share = figures.share();
        println!("told in {told_in}, judged in {judged_in}: {share:.2} % left to review");
    }
}

struct Figures {
    foreign: u32,
    own: u32,
    left: u32,
}

impl Figures {
    /// How much of what the agency made is left to review, in percent.
    fn share(&self) -> f64 {
        100.0 * f64::from(self.left) / f64::from(self.own)
    }
}

/// Tells the story as if it were opened in another place, on another day, at another hour.
fn check(story: &[Told], zone: &str, today: &str, hours: i8, weeks_ahead: i32) -> Figures {
    let now = today.parse::<civil::Date>().unwrap().at(hours, 0, 0, 0);
    let zone = TimeZone::get(zone).unwrap();
    let moved = moved(story, now, &zone, weeks_ahead);
    let foreign: Vec<bool> = moved.iter().map(|(_, is_foreign)| *is_foreign).collect();
    let facts = moved.into_iter().map(|(facts, _)| facts);
    let figures = figures(history(facts, zone.clone()), |post| foreign[post]);
    assert!(figures.own > 500, "{zone:?} {now}");
    assert!(
        figures.share() <= 5.0,
        "{zone:?} {now}: {} of {}",
        figures.left,
        figures.own
    );
    figures
}

/// Judges, confirms every rhythm that is offered, and judges again.
fn figures(mut history: History, is_foreign: impl Fn(usize) -> bool) -> Figures {
    let before = history.verdicts();
    assert!(
        before
            .iter()
            .all(|verdict| *verdict == Verdict::Unrecognised),
        "nothing is recognised before a person said so"
    );
    history.answer_all(Confirmed);
    let judged = history.judge();
    assert!(judged.learned.is_empty(), "{:?}", judged.learned);
    let mut figures = Figures {
        foreign: 0,
        own: 0,
        left: 0,
    };
    for post in 0..history.posts.len() {
        let judgement = judged.of(post);
        if is_foreign(post) {
            figures.foreign += 1;
            assert_eq!(judgement.verdict, Verdict::Unrecognised);
            let night = |reason: &Reason| matches!(reason, Reason::OddHour { .. });
            assert!(judgement.reasons.iter().any(night), "{judgement:?}");
        } else {
            figures.own += 1;
            figures.left += u32::from(judgement.verdict != Verdict::Recognised);
        }
    }
    figures
}

fn history(posts: impl Iterator<Item = PostFacts>, zone: TimeZone) -> History {
    History {
        posts: posts.collect(),
        rhythms: Vec::new(),
        zone,
        whole: true,
    }
}

/// The same calendar and clock times in another zone, as many whole weeks away as it takes. What
/// would not have happened yet is left out.
fn moved(
    story: &[Told],
    now: civil::DateTime,
    zone: &TimeZone,
    weeks_ahead: i32,
) -> Vec<(PostFacts, bool)> {
    let told_in = TimeZone::system();
    let newest = story.iter().map(|told| told.facts.made_at).max().unwrap();
    let days = (now.date() - wall(newest, &told_in).date()).get_days();
    let days = (days.div_euclid(7) + weeks_ahead) * 7;
    let move_to = |at: Moment| {
        let there = wall(at, &told_in) + jiff::Span::new().days(days);
        let at = there.to_zoned(zone.clone()).unwrap().timestamp();
        Moment::from_timestamp_millis(at.as_millisecond()).unwrap()
    };
    let now = now.to_zoned(zone.clone()).unwrap().timestamp();
    let now = Moment::from_timestamp_millis(now.as_millisecond()).unwrap();
    story
        .iter()
        .map(|told| {
            let mut facts = told.facts.clone();
            facts.made_at = move_to(facts.made_at);
            facts.goes_out_at = facts.goes_out_at.map(move_to);
            (facts, told.is_foreign)
        })
        .filter(|(facts, _)| facts.made_at < now)
        .collect()
}

fn wall(at: Moment, zone: &TimeZone) -> civil::DateTime {
    let at = jiff::Timestamp::from_millisecond(at.timestamp_millis()).unwrap();
    at.to_zoned(zone.clone()).datetime()
}

/// Reads the story over HTTP, as a client does, and asks the owner's routes who made what.
async fn read_story() -> Vec<Told> {
    let sandbox = start(Options {
        port: 0,
        state: State::Memory,
        story: true,
    })
    .await
    .unwrap();
    let key = sandbox.mint_key("reader").await.secret;
    let origins = get(
        &format!("{}/posts", sandbox.owner_url()),
        &sandbox.owner_token(),
    )
    .await;
    let origins: HashMap<&str, &Value> = origins["posts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|origin| (origin["id"].as_str().unwrap(), origin))
        .collect();
    let mut story = Vec::new();
    loop {
        let page = page(&sandbox, &key, story.len()).await;
        let posts = page["posts"].as_array().unwrap();
        if posts.is_empty() {
            return story;
        }
        story.extend(posts.iter().map(|post| {
            let origin = origins[post["id"].as_str().unwrap()];
            Told {
                facts: facts(post, origin["profile_name"].as_str().unwrap()),
                is_foreign: origin["key_name"] == "staging",
            }
        }));
    }
}

fn facts(post: &Value, profile: &str) -> PostFacts {
    let moment = |field: &str| Some(post[field].as_str()?.parse::<DateTime<Utc>>().unwrap());
    let destinations = post["post_destinations"].as_array().unwrap();
    let platforms: Vec<&str> = destinations
        .iter()
        .map(|destination| destination["platform"].as_str().unwrap())
        .collect();
    let text = post["description"].as_str().unwrap();
    let hosts = text.split("https://").skip(1).map(|address| {
        let end = address.find(['/', ' ']).unwrap_or(address.len());
        address.get(..end).unwrap().into()
    });
    PostFacts {
        id: post["id"].as_str().unwrap().into(),
        profile: profile.into(),
        platforms: platforms_of(&platforms.join(" ")),
        made_at: moment("created_at").unwrap(),
        goes_out_at: moment("scheduled_date"),
        hosts: hosts.collect(),
        text: hash_of(text),
        made_here: false,
        changed: None,
        said: Whose::Unsaid,
    }
}

async fn page(sandbox: &Sandbox, key: &SecretString, offset: usize) -> Value {
    let url = format!("{}/posts?limit=100&offset={offset}", sandbox.base_url());
    get(&url, key).await
}

async fn get(url: &str, key: &SecretString) -> Value {
    // An error means that another test of this process was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.get(url).bearer_auth(key.expose_secret());
    request.send().await.unwrap().json().await.unwrap()
}
