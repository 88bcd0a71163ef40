//! Counts agree with twitter-text, `Intl.Segmenter` and Unicode's own test data.
//!
//! The expected values are in `vectors/`, where scripts make them.

use latchkey_platforms::{Count, Platform, TextField, Unit, count, counts};
use proptest::prelude::*;
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

const COUNTS: &str = include_str!("vectors/counts.json");
const GRAPHEMES: &str = include_str!("vectors/graphemes.json");
const FAMILY: &str = "👨‍👩‍👧‍👦";

#[test]
fn x_counts_as_twitter_text_does() {
    assert_no_difference(|vector| (vector.counted(Platform::X, Unit::Weighted), vector.weighted));
}

#[test]
fn bluesky_counts_graphemes_as_intl_segmenter_does() {
    assert_no_difference(|vector| {
        (
            vector.counted(Platform::Bluesky, Unit::Graphemes),
            vector.graphemes,
        )
    });
}

#[test]
fn bytes_and_utf16_units_are_those_of_the_reference() {
    assert_no_difference(|vector| (vector.counted(Platform::YouTube, Unit::Bytes), vector.bytes));
    assert_no_difference(|vector| {
        (
            vector.counted(Platform::LinkedIn, Unit::Utf16),
            vector.utf16,
        )
    });
}

#[test]
fn graphemes_follow_unicodes_own_test_data() {
    let cases: Vec<Vec<String>> = serde_json::from_str(GRAPHEMES).unwrap();
    assert!(cases.len() > 700, "the data is there");
    for graphemes in cases {
        let text = graphemes.concat();
        assert_eq!(graphemes_of(&text), graphemes.len(), "{text:?}");
        let framed = format!("plain{text}\u{4E2D}{text}plain");
        let in_full = framed.graphemes(true).count();
        assert_eq!(
            graphemes_of(&framed),
            in_full,
            "{text:?} between plain letters"
        );
    }
}

#[test]
fn families_that_other_tools_refuse_fit_on_bluesky() {
    let text = FAMILY.repeat(40) + &"a".repeat(200);
    assert_eq!(
        (text.chars().count(), text.encode_utf16().count()),
        (480, 640)
    );
    let count = count(Platform::Bluesky, TextField::Text, &text);
    assert_eq!((count.used, count.over()), (240, 0));
    assert_eq!(count.unit, Unit::Graphemes);
}

#[test]
fn bytes_alone_can_be_too_many_on_bluesky() {
    let counted = |families| count(Platform::Bluesky, TextField::Text, &FAMILY.repeat(families));
    let limit = Some(3_000);
    assert_eq!(
        counted(120),
        Count {
            used: 3_000,
            limit,
            unit: Unit::Bytes
        }
    );
    assert_eq!(counted(120).over(), 0);
    assert_eq!(counted(121).over(), 25, "121 graphemes would fit");
}

#[test]
fn one_sign_is_counted_by_each_platforms_own_rule() {
    // Weighted, graphemes, UTF-16, bytes, emoji as bytes.
    for (text, expected) in [
        (FAMILY, [2, 1, 11, 25, 25]),
        ("🇩🇪", [2, 1, 4, 8, 8]),
        ("e\u{301}", [1, 1, 2, 3, 2]),
        ("日本語", [6, 3, 3, 9, 3]),
        ("see example.com ok", [30, 18, 18, 18, 18]),
    ] {
        let used = |platform, unit| counted(platform, unit, text);
        let counts = [
            used(Platform::X, Unit::Weighted),
            used(Platform::Bluesky, Unit::Graphemes),
            used(Platform::Instagram, Unit::Utf16),
            used(Platform::YouTube, Unit::Bytes),
            used(Platform::Threads, Unit::EmojiAsBytes),
        ];
        assert_eq!(counts, expected, "{text:?}");
    }
}

#[test]
fn where_no_limit_is_documented_there_is_none() {
    for platform in [Platform::GoogleBusiness, Platform::Snapchat] {
        let count = count(platform, TextField::Text, &"a".repeat(60_000));
        assert_eq!((count.limit, count.over()), (None, 0));
    }
    assert_eq!(counts(Platform::X, TextField::Title, "a title"), []);
}

#[test]
fn a_link_that_becomes_complete_can_make_a_text_shorter_on_x() {
    let address = format!("https://example.com/{}", "a".repeat(40));
    let counted = |text: &str| counted(Platform::X, Unit::Weighted, text);
    assert_eq!(counted("https://example.c"), 17);
    assert_eq!(counted(&address), 23);
    assert_eq!(counted(&format!("{}.c", "a".repeat(40))), 42);
    assert_eq!(
        counted(&format!("{}.co", "a".repeat(40))),
        23,
        "fewer than before"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_can_be_counted_on_any_platform(text in any_text()) {
        for platform in Platform::ALL {
            for field in FIELDS {
                let count = count(platform, field, &text);
                prop_assert!(count.used <= 2 * text.len() + 23 * text.matches('.').count());
            }
        }
    }

    #[test]
    fn more_text_never_counts_less_where_no_link_is_counted(
        text in any_text(),
        more in any_text(),
    ) {
        for unit in [Unit::Bytes, Unit::Utf16, Unit::EmojiAsBytes, Unit::Graphemes] {
            let platform = match unit {
                Unit::Bytes => Platform::YouTube,
                Unit::Utf16 => Platform::TikTok,
                Unit::EmojiAsBytes => Platform::Threads,
                Unit::Graphemes | Unit::Weighted => Platform::Bluesky,
            };
            let longer = format!("{text}{more}");
            prop_assert!(counted(platform, unit, &text) <= counted(platform, unit, &longer));
        }
    }

    #[test]
    fn the_short_way_to_count_graphemes_agrees_with_the_full_rules(text in any_text()) {
        prop_assert_eq!(graphemes_of(&text), text.graphemes(true).count());
    }

    #[test]
    fn on_x_plain_words_add_up(one in "[a-z ]{0,80}", other in "[a-z ]{0,80}") {
        let counted = |text: &str| counted(Platform::X, Unit::Weighted, text);
        prop_assert_eq!(counted(&format!("{one}{other}")), counted(&one) + counted(&other));
    }
}

#[test]
fn hostile_texts_of_sixty_thousand_characters_can_be_counted() {
    for piece in [
        "a", ".", "a.", "\u{301}", "\u{200D}", "\u{202E}", "🇩", FAMILY, "a.co/(", "漢.", "https://",
    ] {
        let text: String = piece.chars().cycle().take(60_000).collect();
        for platform in Platform::ALL {
            assert!(
                count(platform, TextField::Text, &text).used > 0,
                "{piece:?} on {platform}"
            );
        }
    }
}

/// Texts of pieces that belong to links and emoji, and of anything else.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "a",
            "b.co",
            ".",
            "com",
            "https://",
            "http://t.co/",
            "/",
            "(",
            ")",
            "?",
            "#",
            "@",
            "-",
            "_",
            "漢",
            "é",
            "e\u{301}",
            "\u{301}",
            "\u{200D}",
            "\u{FE0F}",
            "\u{20E3}",
            "\u{202E}",
            "\u{200F}",
            "🏽",
            "🇩",
            "🇪",
            "👩",
            "👨",
            "❤",
            "😀",
            FAMILY,
            "각",
            "क्ष",
            "\u{600}",
            "\r\n",
            " ",
        ])
        .prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

pub(crate) const FIELDS: [TextField; 4] = [
    TextField::Text,
    TextField::Title,
    TextField::FirstComment,
    TextField::AltText,
];

fn graphemes_of(text: &str) -> usize {
    counted(Platform::Bluesky, Unit::Graphemes, text)
}

fn counted(platform: Platform, unit: Unit, text: &str) -> usize {
    let counts = counts(platform, TextField::Text, text);
    counts
        .into_iter()
        .find(|count| count.unit == unit)
        .unwrap()
        .used
}

struct Vector {
    text: String,
    weighted: usize,
    graphemes: usize,
    utf16: usize,
    bytes: usize,
}

impl Vector {
    fn counted(&self, platform: Platform, unit: Unit) -> usize {
        counted(platform, unit, &self.text)
    }
}

#[track_caller]
fn assert_no_difference(ours_and_expected: impl Fn(&Vector) -> (usize, usize)) {
    let rows: Vec<Value> = serde_json::from_str(COUNTS).unwrap();
    assert!(rows.len() > 2_000, "the vectors are there");
    for row in rows {
        let vector = vector(&row);
        let (ours, expected) = ours_and_expected(&vector);
        assert_eq!(ours, expected, "{:?}", vector.text);
    }
}

/// Text, weighted length, graphemes, UTF-16 units, code points, bytes.
fn vector(row: &Value) -> Vector {
    let number = |index: usize| usize::try_from(row[index].as_u64().unwrap()).unwrap();
    Vector {
        text: row[0].as_str().unwrap().to_owned(),
        weighted: number(1),
        graphemes: number(2),
        utf16: number(3),
        bytes: number(5),
    }
}
