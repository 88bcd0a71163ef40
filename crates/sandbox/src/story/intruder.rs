//! The odd night: somebody found the `staging` key, and used it a little after three.

use super::plan::{Author, Moment, PlannedPost, Planner};

/// How many days ago.
const NIGHTS_AGO: i64 = 2;

const SPAM: &str = "We are giving back to our community! The first 500 people double their deposit \
                    today only: https://wave-bonus.example/claim";

/// What goes out that night: seconds after three, brand, platforms, text. Texts, links and places
/// are unlike anything the agency does.
const POSTS: [(i64, usize, &[&str], &str); 8] = [
    (252, 0, &["threads", "facebook"], SPAM),
    (281, 1, &["x", "facebook"], SPAM),
    (309, 2, &["x"], SPAM),
    (
        402,
        1,
        &["bluesky"],
        "Big news: our own token launches tonight. Early access https://wave-bonus.example/t",
    ),
    (
        455,
        1,
        &["x"],
        "Last chance. Wallets close in one hour https://wave-bonus.example/claim",
    ),
    (
        498,
        2,
        &["threads"],
        "DM us the word WAVE and receive your personal bonus code",
    ),
    (
        533,
        0,
        &["facebook"],
        "Selected customers only: confirm your account at https://lindenhof-login.example",
    ),
    (
        571,
        2,
        &["x", "facebook"],
        "It really works, I got paid in ten minutes https://wave-bonus.example/proof",
    ),
];

/// What is to follow: days ahead, hour, brand, platforms, text.
const SCHEDULED: [(i64, i8, usize, &[&str], &str); 3] = [
    (
        1,
        2,
        0,
        &["threads"],
        "Round two of the giveaway starts now https://wave-bonus.example/claim",
    ),
    (
        2,
        2,
        1,
        &["x", "bluesky"],
        "Round two of the giveaway starts now https://wave-bonus.example/claim",
    ),
    (
        4,
        4,
        2,
        &["x"],
        "Final round. After this the page goes offline https://wave-bonus.example/claim",
    ),
];

/// Adds the night to the story.
pub(super) fn visit(planner: &mut Planner) {
    let three = planner.at(planner.day(-NIGHTS_AGO), 3, 0);
    for (seconds, brand, platforms, text) in POSTS {
        planner.add(PlannedPost {
            brand,
            author: Author::Staging,
            platforms: platforms.to_vec(),
            text: text.to_owned(),
            created_ms: three + seconds * 1_000,
            ..planner.blank()
        });
    }
    for (number, (days, hour, brand, platforms, text)) in (0..).zip(SCHEDULED) {
        let due = planner.at(planner.day(days), hour, 30);
        planner.add(PlannedPost {
            brand,
            author: Author::Staging,
            platforms: platforms.to_vec(),
            text: text.to_owned(),
            created_ms: three + (600 + number * 20) * 1_000,
            moment: Moment::WillBe(due),
            ..planner.blank()
        });
    }
}
