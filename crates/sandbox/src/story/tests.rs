//! The story as a plan: what it must contain for a review to find, and must not.

use std::collections::HashSet;

use super::{
    brands::BRANDS,
    plan::{Author, Moment, PlannedPost, plan},
};
use crate::{
    platform_rules,
    posts::{
        request::{Content, Target},
        validate,
    },
    time,
};

fn story(now: &str, zone: &str) -> Vec<PlannedPost> {
    plan(
        7,
        &now.parse::<jiff::Timestamp>().unwrap().in_tz(zone).unwrap(),
    )
}

#[test]
fn the_story_is_the_same_for_the_same_seed_and_time() {
    let now = "2026-05-20T11:30:00Z";
    assert_eq!(story(now, "Europe/Berlin"), story(now, "Europe/Berlin"));
    assert_ne!(story(now, "Europe/Berlin"), story(now, "America/Lima"));
}

#[test]
fn every_post_is_one_the_platforms_would_take() {
    for post in story("2026-05-20T11:30:00Z", "Europe/Berlin") {
        let connected = BRANDS[post.brand].profile.platforms;
        let content = Content {
            post_type: post.post_type(),
            title: None,
            description: Some(post.text.clone()),
            media_urls: post
                .picture
                .iter()
                .map(|_| "/media/a.png".to_owned())
                .collect(),
            first_comment: None,
            targets: post
                .platforms
                .iter()
                .map(|slug| Target {
                    rules: platform_rules::of(slug).unwrap(),
                    overrides: serde_json::Map::new(),
                })
                .collect(),
        };
        assert!(validate::check(&content, false).is_ok(), "{post:?}");
        assert!(
            post.platforms.iter().all(|slug| connected.contains(slug)),
            "{post:?}"
        );
    }
}

#[test]
fn nothing_people_wrote_is_said_twice() {
    let posts = story("2026-05-20T11:30:00Z", "Europe/Berlin");
    let by_people: Vec<_> = posts
        .iter()
        .filter(|post| matches!(post.author, Author::AppProduction | Author::McpClaude))
        .collect();
    let texts: HashSet<_> = by_people.iter().map(|post| &post.text).collect();
    assert_eq!(texts.len(), by_people.len());
}

#[test]
fn the_automation_keeps_its_hours_across_a_clock_change() {
    for post in story("2026-05-20T11:30:00Z", "Europe/Berlin") {
        if post.author == Author::AutomationN8n {
            let made = jiff::Timestamp::from_millisecond(post.created_ms).unwrap();
            let made = made.in_tz("Europe/Berlin").unwrap();
            assert!(
                [9, 12, 17].contains(&made.hour()) && made.minute() == 0,
                "{made}"
            );
        }
    }
}

#[test]
fn nearly_all_of_the_agencys_posts_follow_a_rhythm() {
    let posts = story("2026-05-20T11:30:00Z", "Europe/Berlin");
    let own: Vec<_> = posts
        .iter()
        .filter(|post| post.author != Author::Staging)
        .collect();
    let automated = own
        .iter()
        .filter(|post| post.author == Author::AutomationN8n)
        .count();
    assert!(own.len() > 500, "{}", own.len());
    assert!(
        (own.len() - automated) * 20 <= own.len(),
        "{automated} of {}",
        own.len()
    );
}

#[test]
fn the_intruder_came_at_night_and_left_the_marks_a_review_looks_for() {
    let now = "2026-05-20T11:30:00Z";
    let posts = story(now, "Europe/Berlin");
    let (foreign, own): (Vec<_>, Vec<_>) = posts
        .iter()
        .partition(|post| post.author == Author::Staging);
    let now = time::parse(now).unwrap();
    assert!(
        foreign
            .iter()
            .all(|post| (24..76).contains(&((now - post.created_ms) / 3_600_000)))
    );
    assert!(
        foreign
            .iter()
            .any(|post| matches!(post.moment, Moment::WillBe(_)))
    );

    let used: HashSet<_> = own
        .iter()
        .flat_map(|post| post.platforms.iter().map(|p| (post.brand, *p)))
        .collect();
    let is_new = |post: &&PlannedPost| {
        post.platforms
            .iter()
            .any(|platform| !used.contains(&(post.brand, *platform)))
    };
    assert!(foreign.iter().any(is_new), "a platform not used before");
    let same = foreign.iter().filter(|post| post.text == foreign[0].text);
    assert_eq!(same.map(|post| post.brand).collect::<HashSet<_>>().len(), 3);
}
