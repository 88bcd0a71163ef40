//! How long it takes. Measured only on request, in release:
//! `cargo test --release -p latchkey-core --lib verdict::tests::speed -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use super::History;
use crate::views::RhythmAnswer::Confirmed;

#[test]
#[ignore = "measures; worth running in release only"]
fn a_hundred_thousand_posts_are_judged_in_well_under_a_second() {
    let took = judge(100_000);
    assert!(took < Duration::from_millis(800), "{took:?}");
}

#[test]
#[ignore = "measures; worth running in release only"]
fn a_million_posts_can_be_judged() {
    judge(1_000_000);
}

/// Twenty profiles, half of them automated to the minute, half of them at work all day long.
fn judge(posts: i64) -> Duration {
    let mut history = History::new("Europe/Berlin");
    let days = 1_000;
    let a_day = posts / 20 / days;
    for number in 0..posts {
        let (profile, nth) = (number % 20, number / 20);
        let (day, slot) = (nth / a_day, nth % a_day);
        let minute = if profile < 10 {
            540 + slot * 600 / a_day
        } else {
            540 + (number * 7919) % 600
        };
        let (hour, minute) = (minute / 60, minute % 60);
        let (hour, minute) = (i8::try_from(hour).unwrap(), i8::try_from(minute).unwrap());
        let name = format!("profile-{profile}");
        let post = history.add(&name, "facebook instagram", day, hour, minute, 7);
        if number % 3 == 0 {
            history.link(post, &format!("host-{}.example", number % 90));
        }
        history.say(
            post,
            &format!("This is what we have to say, number {number}"),
        );
    }
    history.answer_all(Confirmed);
    let start = Instant::now();
    let judged = history.judge();
    let recognised = (0..history.posts.len())
        .filter(|post| judged.of(*post).verdict == crate::views::Verdict::Recognised)
        .count();
    let took = start.elapsed();
    println!("{posts} posts judged in {took:?}, {recognised} of them recognised");
    took
}
