//! Learning rhythms, offering them, following them.

use super::{History, platforms_of};
use crate::activity::rhythms::{Shape, Weekdays, sentence};
use crate::activity::verdict::Reason;
use crate::views::RhythmAnswer::{Confirmed, Declined, Open};
use crate::views::{Verdict, Whose};

/// The times of a shape in minutes.
fn minutes(shape: &Shape) -> Vec<u32> {
    shape.times.iter().map(|time| time.minute()).collect()
}

#[test]
fn a_daily_automation_is_one_rhythm_with_its_times() {
    let learned = History::of_cafe().judge().learned;
    let [rhythm] = &learned[..] else {
        panic!("{learned:?}")
    };
    assert_eq!(minutes(&rhythm.shape), [9 * 60, 12 * 60, 17 * 60]);
    assert_eq!(rhythm.shape.days, Weekdays::ALL);
    assert_eq!(rhythm.covers, 270);
    assert_eq!(
        sentence("Café Lindenhof", &rhythm.shape, Open),
        "Café Lindenhof seems to post daily at 9:00, 12:00 and 17:00 on Instagram and Facebook. \
         Is that yours?"
    );
}

#[test]
fn nothing_is_recognised_without_a_confirmation() {
    let mut history = History::of_cafe();
    for answer in [Open, Declined] {
        history.rhythms.clear();
        history.answer_all(answer);
        assert_eq!(history.rhythms.len(), 1);
        assert_eq!(history.count(Verdict::Recognised), 0);
    }
    history.rhythms.clear();
    history.answer_all(Confirmed);
    assert_eq!(history.count(Verdict::Recognised), 270);
    let fits = Reason::FitsRhythm {
        days: Weekdays::ALL,
        minute: 9 * 60,
        platforms: platforms_of("instagram facebook"),
    };
    assert_eq!(history.reasons(0), [fits]);
}

#[test]
fn an_answered_rhythm_is_not_offered_again_and_an_open_one_stays_the_same() {
    for answer in [Confirmed, Declined] {
        let mut history = History::of_cafe();
        history.answer_all(answer);
        for day in 90..120 {
            for hour in [9, 12, 17] {
                history.add("café", "instagram facebook", day, hour, 0, 40);
            }
        }
        assert_eq!(history.judge().learned, []);
    }
    let mut history = History::of_cafe();
    history.answer_all(Open);
    history.add("café", "instagram facebook", 90, 9, 0, 40);
    let judged = history.judge();
    assert_eq!(judged.learned, []);
    assert_eq!(judged.covers, [271]);
}

#[test]
fn a_new_time_is_another_rhythm_and_not_part_of_the_confirmed_one() {
    let mut history = History::of_cafe();
    history.answer_all(Confirmed);
    let night: Vec<usize> = (50..90)
        .map(|day| history.add("café", "instagram facebook", day, 12, 40, 3))
        .collect();
    let judged = history.judge();
    assert_eq!(judged.of(night[0]).verdict, Verdict::Unrecognised);
    let [rhythm] = &judged.learned[..] else {
        panic!("{:?}", judged.learned)
    };
    assert_eq!(minutes(&rhythm.shape), [12 * 60 + 40]);
}

#[test]
fn an_open_rhythm_that_the_posts_no_longer_show_covers_nothing() {
    let mut history = History::of_cafe();
    history.answer_all(Open);
    for post in &mut history.posts {
        post.said = Whose::NotMine;
    }
    let judged = history.judge();
    assert_eq!((judged.covers, judged.learned), (vec![0], vec![]));
}

#[test]
fn working_days_and_single_days_are_told_apart() {
    let mut history = History::new("Europe/Berlin");
    for day in 0..90 {
        // The first of February 2026 is a Sunday.
        if (1..=5).contains(&(day % 7)) {
            history.add("velo", "x", day, 9, 0, 3);
        }
        if day % 7 == 2 {
            history.add("velo", "linkedin", day, 15, 30, 0);
        }
    }
    let learned = history.judge().learned;
    let words: Vec<String> = learned
        .iter()
        .map(|new| sentence("Velo", &new.shape, Confirmed))
        .collect();
    assert_eq!(
        words,
        [
            "Velo posts on Tuesdays at 15:30 on LinkedIn. You said that is yours.",
            "Velo posts from Monday to Friday at 9:00 on X. You said that is yours.",
        ]
    );
    history.answer_all(Confirmed);
    let sunday = history.add("velo", "x", 56, 9, 0, 3);
    assert_eq!(history.of(sunday).verdict, Verdict::Unrecognised);
}

#[test]
fn a_rhythm_keeps_its_time_across_a_clock_change() {
    for zone in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"] {
        let mut history = History::new(zone);
        for day in 0..90 {
            history.add("café", "facebook", day, 9, 0, 7);
        }
        history.answer_all(Confirmed);
        assert_eq!(history.rhythms.len(), 1, "{zone}");
        assert_eq!(history.count(Verdict::Recognised), 90, "{zone}");
    }
}

#[test]
fn a_time_at_midnight_belongs_to_its_day() {
    let mut history = History::new("UTC");
    for day in 0..60 {
        let (day, hour, minute, second) = if day % 2 == 0 {
            (day, 0, 0, 9)
        } else {
            (day - 1, 23, 59, 51)
        };
        history.add("café", "facebook", day, hour, minute, second);
    }
    history.answer_all(Confirmed);
    assert_eq!(history.rhythms.len(), 1);
    assert_eq!(history.count(Verdict::Recognised), 60);
}

#[test]
fn a_person_is_given_more_time_than_a_program() {
    let mut program = History::of_cafe();
    program.answer_all(Confirmed);
    assert!(
        program.rhythms[0]
            .shape
            .times
            .iter()
            .all(|time| time.within == 60)
    );
    let mut person = History::new("UTC");
    for day in 0..80 {
        let minute = i8::try_from((day * 7) % 11).unwrap();
        person.add("café", "facebook", day, 9, minute, 0);
    }
    person.answer_all(Confirmed);
    let within = person.rhythms[0].shape.times[0].within;
    assert!((120..=900).contains(&within), "{within}");
    assert!(person.count(Verdict::Recognised) >= 76);
}

#[test]
fn posts_all_day_long_are_no_rhythm() {
    let mut history = History::new("UTC");
    for day in 0..90 {
        for number in 0..12 {
            let minute = (day * 37 + number * 45) % 540;
            let (hour, minute) = (9 + minute / 60, minute % 60);
            let (hour, minute) = (i8::try_from(hour).unwrap(), i8::try_from(minute).unwrap());
            history.add("busy", "x", day, hour, minute, 0);
        }
    }
    assert_eq!(history.judge().learned, []);
}

#[test]
fn a_few_days_are_no_rhythm() {
    let mut history = History::new("UTC");
    for day in 0..12 {
        history.add("new", "x", day, 9, 0, 0);
    }
    assert_eq!(history.judge().learned, []);
}

#[test]
fn a_rhythm_is_offered_once_there_is_enough_to_suspect_a_post_by() {
    let mut history = History::new("UTC");
    for day in 0..28 {
        history.add("new", "x", day, 9, 0, 0);
    }
    assert_eq!(history.judge().learned, []);
    history.add("new", "x", 28, 9, 0, 0);
    assert_eq!(history.judge().learned.len(), 1);
    for day in 15..29 {
        history.add("new", "x", day, 15, 0, 0);
    }
    assert_eq!(history.judge().learned.len(), 1, "two times are one rhythm");
}

#[test]
fn a_holiday_does_not_end_a_rhythm() {
    let mut history = History::new("UTC");
    for day in (0..40).chain(70..110) {
        history.add("café", "x", day, 9, 0, 0);
    }
    history.answer_all(Confirmed);
    assert_eq!(history.count(Verdict::Recognised), 80);
}

#[test]
fn a_rhythm_takes_no_post_where_there_are_two() {
    let mut history = History::of_cafe();
    history.answer_all(Confirmed);
    let second = history.add("café", "instagram facebook", 60, 9, 0, 30);
    let first = 60 * 3;
    for post in [first, second] {
        let judgement = history.of(post);
        assert_eq!(judgement.verdict, Verdict::Unrecognised);
        assert_eq!(judgement.reasons[0], Reason::CrowdedTime { posts: 2 });
    }
    history.posts[second].said = Whose::NotMine;
    assert_eq!(history.of(first).verdict, Verdict::Recognised);
    history.posts[second].said = Whose::Mine;
    assert_eq!(history.of(first).verdict, Verdict::Unrecognised);
}

#[test]
fn a_suspicious_post_does_not_fit_and_does_not_crowd_out_the_other() {
    let mut history = History::of_cafe();
    history.answer_all(Confirmed);
    let foreign = history.add("café", "instagram facebook", 60, 9, 0, 30);
    history.link(foreign, "wave-bonus.example");
    assert_eq!(history.of(foreign).verdict, Verdict::Unrecognised);
    assert_eq!(history.of(60 * 3).verdict, Verdict::Recognised);
}

#[test]
fn a_post_for_later_does_not_fit_a_rhythm_of_posts_for_now() {
    let mut history = History::of_cafe();
    history.answer_all(Confirmed);
    let post = 60 * 3;
    let made = history.posts[post].made_at;
    history.posts[post].goes_out_at = Some(made + chrono::TimeDelta::minutes(2));
    assert_eq!(history.of(post).verdict, Verdict::Recognised);
    history.posts[post].goes_out_at = Some(made + chrono::TimeDelta::hours(17));
    assert_eq!(history.of(post).verdict, Verdict::Unrecognised);
}

#[test]
fn a_rhythm_of_posts_for_later_says_so() {
    let mut history = History::new("UTC");
    for day in 0..40 {
        let post = history.add("café", "facebook", day, 8, 0, 0);
        let made = history.posts[post].made_at;
        history.posts[post].goes_out_at = Some(made + chrono::TimeDelta::hours(9));
    }
    let learned = history.judge().learned;
    assert_eq!(
        sentence("Café", &learned[0].shape, Open),
        "Café seems to prepare posts for later daily at 8:00 on Facebook. Is that yours?"
    );
}
