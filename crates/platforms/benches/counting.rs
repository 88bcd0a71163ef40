//! How long it takes to count a text of 60 000 characters for all platforms, as the composer does
//! on every keystroke: `cargo bench -p latchkey-platforms`.
//!
//! The aim, 5 ms, is for everyday text. The hostile ones show that none of them takes much longer.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

use latchkey_platforms::{Platform, TextField, count};

const CHARACTERS: usize = 60_000;
const ROUNDS: usize = 60;
const AIM: Duration = Duration::from_millis(5);

/// What is repeated to make a text.
const EVERYDAY: &str =
    "Grüße aus 東京 👍🏽 naïve café, see https://example.com/a?b=c or example.org… ";
const OTHERS: [(&str, &str); 9] = [
    ("ASCII", "hello world "),
    ("Chinese", "漢"),
    ("Hindi", "क्ष"),
    ("families", "👨‍👩‍👧‍👦"),
    ("flags", "🇩🇪"),
    ("bare domains", "see example.com ok "),
    ("dots", "a."),
    ("brackets in paths", "a.co/("),
    ("combining marks", "\u{301}"),
];

fn main() -> ExitCode {
    println!("{:<20} {:>10} {:>10}", "60 000 characters", "median", "p95");
    let median = measure("everyday", EVERYDAY);
    for (name, piece) in OTHERS {
        measure(name, piece);
    }
    if median <= AIM {
        ExitCode::SUCCESS
    } else {
        println!("everyday text takes longer than {AIM:?}");
        ExitCode::FAILURE
    }
}

fn measure(name: &str, piece: &str) -> Duration {
    let text: String = piece.chars().cycle().take(CHARACTERS).collect();
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(&text)).collect();
    times.sort();
    let (median, p95) = (times[ROUNDS / 2], times[ROUNDS * 95 / 100]);
    println!("{name:<20} {median:>10.2?} {p95:>10.2?}");
    median
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    for platform in Platform::ALL {
        black_box(count(platform, TextField::Text, black_box(text)));
    }
    start.elapsed()
}
