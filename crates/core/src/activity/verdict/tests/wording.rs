//! What a person reads.

use super::platforms_of;
use crate::activity::rhythms::Weekdays;
use crate::activity::verdict::{Day, Reason, words};

#[test]
fn reasons_read_like_sentences() {
    let since = Some(Day(20_576));
    let cases = [
        (Reason::NobodyHere, "No one here sent this."),
        (
            Reason::ChangedElsewhere { on: Day(20_576) },
            "Changed on 3 May 2026, and not from here.",
        ),
        (
            Reason::OddHour {
                minute: 192,
                from: 8,
                until: 20,
            },
            "Made at 03:12 at night; this profile's posts are made between 8 and 20.",
        ),
        (
            Reason::OddHour {
                minute: 1_290,
                from: 8,
                until: 20,
            },
            "Made at 21:30; this profile's posts are made between 8 and 20.",
        ),
        (
            Reason::NewPlatform {
                platform: "pinterest".to_owned(),
                since: None,
            },
            "First post on Pinterest.",
        ),
        (
            Reason::NewPlatform {
                platform: "mastodon".to_owned(),
                since,
            },
            "One of few posts on mastodon; the first was made on 3 May 2026.",
        ),
        (
            Reason::Burst {
                posts: 5,
                minutes: 6,
            },
            "One of five posts in six minutes.",
        ),
        (
            Reason::Burst {
                posts: 40,
                minutes: 1,
            },
            "One of 40 posts within a minute.",
        ),
        (
            Reason::NewHost {
                host: "wave-bonus.example".to_owned(),
                since: None,
            },
            "Links to a host this profile never posted before: wave-bonus.example.",
        ),
        (
            Reason::NewHost {
                host: "wave-bonus.example".to_owned(),
                since,
            },
            "Links to a host this profile has seldom posted, first on 3 May 2026: \
             wave-bonus.example.",
        ),
        (
            Reason::SameText { profiles: 3 },
            "The same text went to three profiles.",
        ),
        (
            Reason::CrowdedTime { posts: 2 },
            "One of two posts where a rhythm you confirmed has one.",
        ),
        (Reason::SaidMine, "You said it is yours."),
        (Reason::SaidNotMine, "You said it is not yours."),
        (
            Reason::MadeHere { on: Day(20_576) },
            "Made here, with Latchkey, on 3 May 2026.",
        ),
        (
            Reason::FitsRhythm {
                days: Weekdays(0b110_0000),
                minute: 540,
                platforms: platforms_of("facebook x mastodon"),
            },
            "Fits a rhythm you confirmed: on Saturdays and Sundays at 9:00 on X, Facebook and \
             mastodon.",
        ),
    ];
    for (reason, sentence) in cases {
        assert_eq!(words(&reason), sentence);
    }
}
