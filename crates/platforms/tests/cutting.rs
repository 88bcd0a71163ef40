//! A text is cut so that it fits and nothing is torn.

use latchkey_platforms::{Platform, TextField, count, cut};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::counting::{FIELDS, any_text};

#[test]
fn a_text_that_fits_stays_whole() {
    assert_eq!(cut(Platform::X, TextField::Text, "hello"), "hello");
    assert_eq!(cut(Platform::Bluesky, TextField::Text, ""), "");
    let long = "a".repeat(70_000);
    assert_eq!(
        cut(Platform::Snapchat, TextField::Text, &long),
        long,
        "no limit is documented"
    );
}

#[test]
fn the_longest_beginning_is_kept() {
    for (platform, piece, pieces) in [
        (Platform::X, "a", 280),
        (Platform::X, "漢", 140),
        (Platform::Bluesky, "é", 300),
        (Platform::Bluesky, "👨‍👩‍👧‍👦", 120),
        (Platform::Threads, "😀", 125),
        (Platform::YouTube, "日", 1_666),
        (Platform::Instagram, "𝒶", 1_100),
    ] {
        let kept = cut(platform, TextField::Text, &piece.repeat(6_000)).to_owned();
        assert_eq!(kept, piece.repeat(pieces), "{piece} on {platform}");
    }
}

#[test]
fn on_x_a_link_is_kept_whole_or_left_out() {
    let words = "a".repeat(256);
    let link = "https://example.com/a/long/path/that/counts/twenty-three";
    let fits = format!("{words} {link}");
    assert_eq!(cut(Platform::X, TextField::Text, &fits), fits);
    let too_long = format!("{words}b {link}");
    assert_eq!(
        cut(Platform::X, TextField::Text, &too_long),
        format!("{words}b ")
    );
}

#[test]
fn an_end_that_becomes_a_link_by_the_cut_is_weighed_as_one() {
    // "a.co-…" is no link, but "a.co" is one and counts 23.
    let text = format!("{} a.co-{}", "b".repeat(275), "c".repeat(50));
    let kept = cut(Platform::X, TextField::Text, &text);
    assert!(
        count(Platform::X, TextField::Text, kept).over() == 0,
        "{kept}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn what_is_kept_fits_and_ends_between_graphemes(text in any_text(), times in 1_usize..60) {
        let text = text.repeat(times);
        let borders: Vec<usize> = text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .chain([text.len()])
            .collect();
        for platform in Platform::ALL {
            for field in FIELDS {
                let kept = cut(platform, field, &text);
                prop_assert!(text.starts_with(kept));
                prop_assert_eq!(count(platform, field, kept).over(), 0, "{} {:?}", platform, kept);
                prop_assert!(borders.contains(&kept.len()));
                if count(platform, field, &text).over() == 0 && platform != Platform::X {
                    prop_assert_eq!(kept, text.as_str());
                }
            }
        }
    }
}
