//! Each sign, and when there is too little to compare with.

use super::History;
use crate::Moment;
use crate::activity::verdict::{Reason, Reasons, WallTime, word_in_force};
use crate::views::{RhythmAnswer, Verdict, Whose};

fn signs(history: &History, post: usize) -> Vec<Reason> {
    let mut reasons = history.reasons(post);
    assert_eq!(reasons.pop(), Some(Reason::NobodyHere));
    reasons
}

#[test]
fn a_post_of_which_nothing_is_known_was_sent_by_no_one_here() {
    let mut history = History::new("UTC");
    let post = history.add("café", "facebook", 0, 12, 0, 0);
    let judgement = history.of(post);
    assert_eq!(judgement.verdict, Verdict::Unrecognised);
    assert_eq!(judgement.reasons, [Reason::NobodyHere]);
}

#[test]
fn an_event_of_ours_proves_that_a_post_was_made_here() {
    let mut history = History::of_cafe();
    let post = history.add("café", "pinterest", 60, 3, 12, 0);
    history.posts[post].made_here = true;
    let judgement = history.of(post);
    assert_eq!(judgement.verdict, Verdict::MadeHere);
    let on = WallTime::of(history.posts[post].made_at, &history.zone).day;
    assert_eq!(judgement.reasons, [Reason::MadeHere { on }]);
}

#[test]
fn the_persons_word_counts_and_no_is_the_last_word() {
    let mut history = History::of_cafe();
    let post = history.add("café", "facebook", 60, 13, 12, 0);
    history.posts[post].said = Whose::Mine;
    assert_eq!(history.of(post).verdict, Verdict::Recognised);
    assert_eq!(history.reasons(post), [Reason::SaidMine]);

    history.posts[post].made_here = true;
    history.posts[post].said = Whose::NotMine;
    let judgement = history.of(post);
    assert_eq!(judgement.verdict, Verdict::NotMine);
    assert_eq!(judgement.reasons[0], Reason::SaidNotMine);
    assert!(!judgement.reasons.contains(&Reason::NobodyHere), "it was");
}

#[test]
fn what_somebody_elsewhere_changed_is_not_what_was_made_here_or_sent_by_habit() {
    let mut history = History::of_cafe();
    history.answer_all(RhythmAnswer::Confirmed);
    let (made, habit) = (180, 183);
    history.posts[made].made_here = true;
    assert_eq!(history.of(made).verdict, Verdict::MadeHere);
    assert_eq!(history.of(habit).verdict, Verdict::Recognised);

    let at = history.posts[habit].made_at;
    for post in [made, habit] {
        history.posts[post].changed = Some(at);
    }
    let on = WallTime::of(at, &history.zone).day;
    let changed = Reason::ChangedElsewhere { on };
    let judgement = history.of(made);
    assert_eq!(judgement.verdict, Verdict::Unrecognised);
    assert_eq!(judgement.reasons[0], changed);
    assert!(matches!(judgement.reasons[1], Reason::MadeHere { .. }));
    assert!(!judgement.reasons.contains(&Reason::NobodyHere), "it was");
    let judgement = history.of(habit);
    assert_eq!(judgement.verdict, Verdict::Unrecognised);
    assert_eq!(judgement.reasons, [changed.clone(), Reason::NobodyHere]);

    history.posts[made].said = Whose::Mine;
    let judgement = history.of(made);
    assert_eq!(judgement.verdict, Verdict::Recognised, "not made here");
    assert_eq!(judgement.reasons, [Reason::SaidMine]);
    history.posts[habit].said = Whose::NotMine;
    let judgement = history.of(habit);
    assert_eq!(judgement.verdict, Verdict::NotMine);
    assert_eq!(judgement.reasons[1], changed);
}

#[test]
fn a_word_is_about_the_post_as_it_was_then() {
    let at = |text: &str| text.parse::<Moment>().unwrap();
    let (before, changed, after) = (
        at("2026-11-20T09:00:00Z"),
        Some(at("2026-11-20T10:00:00Z")),
        at("2026-11-20T11:00:00Z"),
    );
    for (word, said_at, changed, in_force) in [
        (Whose::Mine, before, None, Whose::Mine),
        (Whose::Mine, before, changed, Whose::Unsaid),
        (Whose::Mine, after, changed, Whose::Mine),
        (Whose::NotMine, before, changed, Whose::NotMine),
    ] {
        assert_eq!(word_in_force(word, said_at, changed), in_force);
    }
}

#[test]
fn posts_changed_elsewhere_do_not_teach_that_a_host_is_usual() {
    let mut history = History::of_cafe();
    let changed = [30, 120, 240];
    for post in changed {
        history.link(post, "wave-bonus.example");
        history.posts[post].made_here = true;
        history.posts[post].changed = Some(history.posts[260].made_at);
    }
    let foreign = history.add("café", "instagram facebook", 89, 14, 0, 0);
    history.link(foreign, "wave-bonus.example");
    let reasons = history.reasons(foreign);
    assert!(
        matches!(&reasons[0], Reason::NewHost { host, .. } if host == "wave-bonus.example"),
        "{reasons:?}"
    );
}

#[test]
fn a_post_at_night_is_odd_for_a_profile_that_posts_by_day() {
    let mut history = History::of_cafe();
    let night = history.add("café", "facebook instagram", 60, 3, 12, 5);
    let odd = Reason::OddHour {
        minute: 3 * 60 + 12,
        from: 9,
        until: 18,
    };
    assert_eq!(signs(&history, night), [odd]);
    let early = history.add("café", "facebook instagram", 61, 7, 20, 0);
    let between = history.add("café", "facebook instagram", 61, 14, 40, 0);
    let late = history.add("café", "facebook instagram", 61, 19, 59, 0);
    for by_day in [early, between, late] {
        assert_eq!(signs(&history, by_day), [], "near the others");
    }
}

#[test]
fn nights_in_a_row_do_not_make_the_night_usual() {
    let mut history = History::of_cafe();
    let nights: Vec<usize> = (50..70)
        .map(|day| history.add("café", "facebook instagram", day, 3, 12, 5))
        .collect();
    for night in nights {
        assert!(matches!(
            signs(&history, night)[..],
            [Reason::OddHour { .. }]
        ));
    }
}

#[test]
fn a_profile_that_posts_around_the_clock_has_no_odd_hour() {
    let mut history = History::new("UTC");
    for day in 0..60 {
        for hour in [1, 5, 9, 13, 17, 21] {
            history.add("world", "x", day, hour, 0, 0);
        }
    }
    let post = history.add("world", "x", 61, 3, 30, 0);
    assert_eq!(signs(&history, post), []);
}

#[test]
fn with_too_little_history_nothing_is_odd() {
    let mut history = History::new("UTC");
    for day in 0..20 {
        history.add("new", "facebook", day, 9, 0, 0);
    }
    let night: Vec<usize> = (0..4)
        .map(|minute| history.add("new", "x", 21, 3, minute, 0))
        .collect();
    history.link(night[0], "wave-bonus.example");
    history.say(night[0], "Everybody who writes to us gets a present");
    let other = history.add("other", "x", 21, 3, 0, 0);
    history.say(other, "Everybody who writes to us gets a present");
    for post in night {
        assert_eq!(signs(&history, post), []);
    }
}

#[test]
fn until_everything_was_read_nothing_is_odd_and_nothing_fits() {
    let mut history = History::of_cafe();
    history.answer_all(crate::views::RhythmAnswer::Confirmed);
    let night = history.add("café", "pinterest", 60, 3, 12, 5);
    history.whole = false;
    assert_eq!(signs(&history, night), []);
    assert_eq!(history.count(Verdict::Recognised), 0);
    assert_eq!(history.judge().learned, []);
}

#[test]
fn a_host_is_new_until_it_was_used_for_weeks() {
    let mut history = History::of_cafe();
    for post in (0..270).step_by(10) {
        history.link(post, "lindenhof-cafe.example");
    }
    let usual = history.add("café", "facebook instagram", 60, 10, 0, 0);
    history.link(usual, "lindenhof-cafe.example");
    assert_eq!(signs(&history, usual), []);

    let foreign = history.add("café", "facebook instagram", 60, 10, 30, 0);
    history.link(foreign, "wave-bonus.example");
    let next_night = history.add("café", "facebook instagram", 61, 10, 30, 0);
    history.link(next_night, "wave-bonus.example");
    let later = history.add("café", "facebook instagram", 64, 10, 30, 0);
    history.link(later, "wave-bonus.example");
    let new = |since| Reason::NewHost {
        host: "wave-bonus.example".to_owned(),
        since,
    };
    assert_eq!(signs(&history, foreign), [new(None)]);
    assert_eq!(
        signs(&history, next_night),
        [new(None)],
        "not its own example"
    );
    let first = WallTime::of(history.posts[foreign].made_at, &history.zone).day;
    assert_eq!(signs(&history, later), [new(Some(first))]);
}

#[test]
fn a_host_the_person_knows_is_not_new() {
    let mut history = History::of_cafe();
    let first = history.add("café", "facebook instagram", 60, 10, 30, 0);
    let second = history.add("café", "facebook instagram", 60, 14, 30, 0);
    history.link(first, "partner.example");
    history.link(second, "partner.example");
    assert_eq!(signs(&history, first).len(), 1);
    history.posts[second].said = Whose::Mine;
    assert_eq!(signs(&history, first), []);
    history.posts[second].said = Whose::NotMine;
    assert_eq!(signs(&history, first).len(), 1);
}

#[test]
fn a_host_of_the_first_weeks_is_not_new() {
    let mut history = History::of_cafe();
    history.link(30, "once.example");
    assert_eq!(signs(&history, 30), []);
    history.link(200, "once-late.example");
    assert_eq!(signs(&history, 200).len(), 1, "there was enough before");
}

#[test]
fn posts_that_are_not_the_persons_teach_nothing() {
    let mut history = History::of_cafe();
    for day in (20..90).step_by(7) {
        let post = history.add("café", "pinterest", day, 3, 0, 0);
        history.link(post, "wave-bonus.example");
        history.posts[post].said = Whose::NotMine;
    }
    let post = history.add("café", "pinterest", 89, 3, 30, 0);
    history.link(post, "wave-bonus.example");
    assert_eq!(signs(&history, post).len(), 3, "host, platform and hour");
}

#[test]
fn the_first_post_on_a_platform_is_a_sign() {
    let mut history = History::of_cafe();
    let post = history.add("café", "pinterest facebook", 60, 10, 0, 0);
    let new = Reason::NewPlatform {
        platform: "pinterest".to_owned(),
        since: None,
    };
    assert_eq!(signs(&history, post), [new]);
    let elsewhere = history.add("bakery", "pinterest", 10, 10, 0, 0);
    assert_eq!(signs(&history, elsewhere), [], "nothing is known of it");
}

#[test]
fn a_row_of_posts_longer_than_usual_is_a_burst() {
    let mut history = History::of_cafe();
    let two = [(10, 0), (10, 2)].map(|(h, m)| history.add("café", "facebook", 60, h, m, 0));
    let five: Vec<usize> = [(0, 0), (1, 30), (2, 0), (4, 40), (5, 10)]
        .map(|(m, s)| history.add("café", "facebook", 70, 14, m, s))
        .into();
    for post in two {
        assert_eq!(signs(&history, post), []);
    }
    for post in five {
        let burst = Reason::Burst {
            posts: 5,
            minutes: 6,
        };
        assert_eq!(signs(&history, post), [burst]);
    }
}

#[test]
fn a_profile_that_is_filled_once_a_week_is_used_to_bursts() {
    let mut history = History::new("UTC");
    for week in 0..12 {
        for minute in 0..8 {
            history.add("shop", "facebook", week * 7, 10, minute, 0);
            history.add("shop", "facebook", week * 7 + 3, 12, 0, 0);
        }
    }
    history.posts.sort_by_key(|post| post.made_at);
    history.posts.dedup_by_key(|post| post.made_at);
    let posts: Vec<usize> = (0..10)
        .map(|minute| history.add("shop", "facebook", 80, 10, minute, 0))
        .collect();
    assert_eq!(signs(&history, posts[0]), []);
    let many: Vec<usize> = (0..20)
        .map(|minute| history.add("shop", "facebook", 82, 10, minute, 0))
        .collect();
    assert!(matches!(
        signs(&history, many[0])[..],
        [Reason::Burst { posts: 20, .. }]
    ));
}

#[test]
fn the_same_text_on_three_profiles_is_a_sign_on_each() {
    let mut history = History::of_cafe();
    for day in 0..90 {
        history.add("velo", "facebook instagram", day, 12, 0, 0);
        history.add("yoga", "facebook instagram", day, 14, 0, 0);
    }
    let posts = ["café", "velo", "yoga"]
        .map(|profile| history.add(profile, "facebook instagram", 60, 13, 12, 0));
    history.say(
        posts[0],
        "Double your deposit today only! https://a.example/1",
    );
    history.say(
        posts[1],
        "DOUBLE your deposit, today only  https://b.example/2",
    );
    history.say(posts[2], "double your de\u{200B}posit today only");
    for post in posts {
        assert_eq!(signs(&history, post), [Reason::SameText { profiles: 3 }]);
    }
    let next_week = history.add("velo", "facebook instagram", 67, 13, 12, 0);
    history.say(next_week, "Double your deposit today only");
    assert_eq!(signs(&history, next_week), [], "only within a day");
}

#[test]
fn profiles_that_often_say_the_same_may_go_on() {
    let mut history = History::new("UTC");
    let mut last = 0;
    for day in 0..60 {
        for profile in ["north", "south"] {
            last = history.add(profile, "facebook", day, 10, 0, 0);
            history.say(last, &format!("Our offer number {day} for all our friends"));
        }
    }
    assert_eq!(signs(&history, last), []);
    let third = history.add("east", "facebook", 59, 10, 0, 0);
    history.say(third, "Our offer number 59 for all our friends");
    assert_eq!(
        signs(&history, last),
        [Reason::SameText { profiles: 3 }],
        "three are more than two"
    );
}

#[test]
fn short_greetings_are_nobodys_own() {
    use crate::activity::verdict::hash_of;
    assert_eq!(hash_of("Good morning!"), None);
    assert_eq!(
        hash_of("https://a-very-long-address.example/that/goes/on"),
        None
    );
    assert!(hash_of("Good morning to everybody in the yard").is_some());
}

#[test]
fn the_weightiest_reason_comes_first() {
    let mut history = History::of_cafe();
    let night: Vec<usize> = (0..4)
        .map(|minute| history.add("café", "pinterest", 60, 3, minute, 0))
        .collect();
    history.link(night[0], "wave-bonus.example");
    history.say(night[0], "Double your deposit today only");
    let other = history.add("velo", "x", 60, 3, 0, 0);
    history.say(other, "Double your deposit today only");
    let reasons = history.reasons(night[0]);
    assert!(
        matches!(
            reasons[..],
            [
                Reason::NewHost { .. },
                Reason::SameText { profiles: 2 },
                Reason::Burst { posts: 4, .. },
                Reason::NewPlatform { .. },
                Reason::OddHour { .. },
                Reason::NobodyHere,
            ]
        ),
        "{reasons:?}"
    );
    assert_eq!(Reasons::read(&Reasons::write(&reasons)), reasons);
}

#[test]
fn a_reason_of_a_later_version_is_left_out() {
    let kept = r#"[{"why":"nobody_here"},{"why":"moon_phase","full":true}]"#;
    assert_eq!(Reasons::read(kept), [Reason::NobodyHere]);
    assert_eq!(Reasons::read("no JSON"), []);
}
