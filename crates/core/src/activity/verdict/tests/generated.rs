//! Intruders and histories by chance.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{History, Judgement, platforms_of};
use crate::activity::rhythms::Shape;
use crate::views::RhythmAnswer::Confirmed;
use crate::views::{Verdict, Whose};

/// An agency at work: each profile with an automation of its own and posts by hand.
#[derive(Clone, Debug)]
struct Agency {
    zone: &'static str,
    profiles: Vec<Profile>,
    days: i64,
}

#[derive(Clone, Debug)]
struct Profile {
    name: String,
    hours: Vec<i8>,
    minute: i8,
    is_by_hand_on: Vec<(i64, i8, i8)>,
}

/// Somebody else with a key, at work in one of four ways.
#[derive(Clone, Debug)]
struct Intruder {
    way: Way,
    profile: usize,
    first_day: i64,
    days: i64,
    posts: i8,
    minute: i8,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    /// At three at night, like the automation in everything else.
    AtNight,
    /// At the automation's very times, with links to a host of his own.
    NewHost,
    /// Many posts at once at the automation's very times.
    Burst,
    /// One text for all profiles at the automation's very times.
    SameText,
}

fn agency() -> impl Strategy<Value = Agency> {
    let zones = [
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Chatham",
    ];
    let profiles = prop::collection::vec(profile(), 3..5);
    (prop::sample::select(zones.to_vec()), profiles, 70_i64..110).prop_map(
        |(zone, mut profiles, days)| {
            for (number, profile) in profiles.iter_mut().enumerate() {
                profile.name = format!("profile-{number}");
            }
            Agency {
                zone,
                profiles,
                days,
            }
        },
    )
}

fn profile() -> impl Strategy<Value = Profile> {
    let hours = prop::sample::subsequence(vec![8_i8, 10, 12, 14, 17, 19], 1..4);
    let by_hand = prop::collection::vec((0_i64..110, 9_i8..18, 0_i8..60), 0..12);
    (hours, 0_i8..60, by_hand).prop_map(|(hours, minute, is_by_hand_on)| Profile {
        name: String::new(),
        hours,
        minute,
        is_by_hand_on,
    })
}

fn intruder() -> impl Strategy<Value = Intruder> {
    let ways = [Way::AtNight, Way::NewHost, Way::Burst, Way::SameText];
    let way = prop::sample::select(ways.to_vec());
    (way, 0_usize..3, 45_i64..65, 1_i64..15, 1_i8..9, 0_i8..50).prop_map(
        |(way, profile, first_day, days, posts, minute)| Intruder {
            way,
            profile,
            first_day,
            days,
            posts,
            minute,
        },
    )
}

const PLATFORMS: &str = "facebook instagram";

fn history_of(agency: &Agency) -> History {
    let mut history = History::new(agency.zone);
    for profile in &agency.profiles {
        for day in 0..agency.days {
            for hour in &profile.hours {
                let second = i8::try_from((day * 7) % 20).unwrap();
                let name = &profile.name;
                let post = history.add(name, PLATFORMS, day, *hour, profile.minute, second);
                if day % 3 == 0 {
                    history.link(post, &format!("{name}.example"));
                }
                history.say(post, &format!("{name} has news at {hour} on the day {day}"));
            }
        }
        let by_hand = profile.is_by_hand_on.iter();
        for (day, hour, minute) in by_hand.filter(|(day, ..)| *day < agency.days) {
            history.add(&profile.name, PLATFORMS, *day, *hour, *minute, 30);
        }
    }
    history
}

/// Lets the intruder in. The automation's own posts of those days are gone, so that nothing stands
/// where his are.
fn intrude(history: &mut History, agency: &Agency, intruder: &Intruder) -> Vec<usize> {
    let mut foreign = Vec::new();
    for day in intruder.first_day..intruder.first_day + intruder.days {
        let of_profile = &agency.profiles[intruder.profile];
        let (hour, minute) = (of_profile.hours[0], of_profile.minute);
        match intruder.way {
            Way::AtNight => {
                let name = &of_profile.name;
                foreign.push(history.add(name, PLATFORMS, day, 3, intruder.minute, 5));
            }
            Way::NewHost => {
                let name = &of_profile.name;
                let post = history.add(name, PLATFORMS, day, hour, minute, 5);
                history.link(post, "wave-bonus.example");
                foreign.push(post);
            }
            Way::Burst => {
                let name = &of_profile.name;
                for number in 0..intruder.posts + 3 {
                    let second = number * 5;
                    foreign.push(history.add(name, PLATFORMS, day, hour, minute, second));
                }
            }
            Way::SameText => {
                for profile in &agency.profiles {
                    let (hour, minute) = (profile.hours[0], profile.minute);
                    let post = history.add(&profile.name, PLATFORMS, day, hour, minute, 5);
                    history.say(post, "Write to us and receive your personal bonus today");
                    foreign.push(post);
                }
            }
        }
    }
    foreign
}

fn judgements(history: &History) -> HashMap<Box<str>, Judgement> {
    let judged = history.judge();
    let posts = history.posts.iter().enumerate();
    posts
        .map(|(number, post)| (post.id.clone(), judged.of(number)))
        .collect()
}

fn shapes(history: &History) -> Vec<(String, Shape, u32)> {
    let learned = history.judge().learned.into_iter();
    let mut shapes: Vec<_> = learned
        .map(|new| (new.profile.to_string(), new.shape, new.covers))
        .collect();
    shapes.sort();
    shapes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_intruder_is_never_recognised(agency in agency(), intruder in intruder()) {
        let mut history = history_of(&agency);
        // What the person confirms was learned before the intruder came.
        history.answer_all(Confirmed);
        prop_assert!(history.count(Verdict::Recognised) * 10 > history.posts.len() * 8);
        let foreign = intrude(&mut history, &agency, &intruder);
        let judged = history.judge();
        for post in foreign {
            let judgement = judged.of(post);
            prop_assert_eq!(judgement.verdict, Verdict::Unrecognised, "{:?}", judgement);
        }
    }

    #[test]
    fn nothing_is_recognised_without_a_person(agency in agency(), intruder in intruder()) {
        let mut history = history_of(&agency);
        intrude(&mut history, &agency, &intruder);
        prop_assert_eq!(history.count(Verdict::Unrecognised), history.posts.len());
    }

    #[test]
    fn the_order_of_the_posts_does_not_matter(
        (agency, intruder) in (agency(), intruder()),
        seed in any::<u64>(),
    ) {
        let mut history = history_of(&agency);
        intrude(&mut history, &agency, &intruder);
        let learned = shapes(&history);
        history.answer_all(Confirmed);
        let before = judgements(&history);
        let mut rng = <rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(seed);
        rand::seq::SliceRandom::shuffle(&mut history.posts[..], &mut rng);
        prop_assert_eq!(judgements(&history), before);
        history.rhythms.clear();
        prop_assert_eq!(shapes(&history), learned);
    }

    #[test]
    fn other_profiles_do_not_matter(
        (agency, intruder) in (agency(), intruder()),
        strangers in prop::collection::vec((0_i64..110, 0_i8..24, 0_i8..60), 0..200),
    ) {
        let mut history = history_of(&agency);
        intrude(&mut history, &agency, &intruder);
        history.answer_all(Confirmed);
        let before = judgements(&history);
        for (number, (day, hour, minute)) in strangers.into_iter().enumerate() {
            let post = history.add("stranger", "x pinterest", day, hour, minute, 0);
            history.link(post, "wave-bonus.example");
            history.say(post, &format!("The stranger has something to say, number {number}"));
        }
        let after = judgements(&history);
        for (id, judgement) in before {
            prop_assert_eq!(&after[&id], &judgement);
        }
    }

    #[test]
    fn odd_histories_do_no_harm(
        posts in prop::collection::vec(
            (0_usize..3, any::<i64>(), any::<Option<i64>>(), any::<bool>(), any::<Option<u64>>()),
            0..60,
        ),
    ) {
        let mut history = History::new("Pacific/Apia");
        for (profile, made, goes_out, is_made_here, text) in posts {
            let post = history.add(["a", "b", ""][profile], "", 0, 0, 0, 0);
            let moment = |ms: i64| chrono::DateTime::from_timestamp_millis(ms % 8_000_000_000_000_000);
            let facts = &mut history.posts[post];
            facts.platforms = platforms_of("");
            facts.made_at = moment(made).unwrap();
            facts.goes_out_at = goes_out.and_then(moment);
            facts.made_here = is_made_here;
            facts.said = if made % 5 == 0 { Whose::NotMine } else { Whose::Unsaid };
            facts.text = text;
        }
        history.answer_all(Confirmed);
        history.verdicts();
    }
}
