//! Hostile texts, and what is shown of them.

use std::time::Instant;

use icu_properties::CodePointSetData;
use icu_properties::props::BidiControl;
use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> String {
    visible(text)
}

fn texts(pieces: &[TextPiece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn pieces(text: &str) -> Vec<TextPiece> {
    let mut links = Links::default();
    links.add_text(text);
    whole(text, &links)
}

#[test]
fn html_is_text() {
    let html = "<script>alert(1)</script>&amp;<img src=x onerror=\"y\">";
    assert_eq!(shown(html), html);
}

#[test]
fn what_nobody_sees_is_named() {
    assert_eq!(shown("a\u{202E}b"), "a⟨U+202E⟩b");
    assert_eq!(shown("pass\u{200B}word"), "pass⟨U+200B⟩word");
    assert_eq!(
        shown("\u{FEFF}x\u{AD}y\u{2066}z"),
        "⟨U+FEFF⟩x⟨U+00AD⟩y⟨U+2066⟩z"
    );
    assert_eq!(shown("\0\u{1B}[31m"), "⟨U+0000⟩⟨U+001B⟩[31m");
    assert_eq!(
        shown("\u{3164}\u{E0041}\u{2800}"),
        "⟨U+3164⟩⟨U+E0041⟩⟨U+2800⟩"
    );
    assert_eq!(shown("a\u{200D}b\u{200C}c"), "a⟨U+200D⟩b⟨U+200C⟩c");
}

#[test]
fn line_breaks_stay_and_become_one_kind() {
    assert_eq!(shown("a\r\nb\rc\u{2028}d\n\te"), "a\nb\nc\nd\n\te");
}

#[test]
fn joiners_stay_where_they_change_what_is_seen() {
    for text in [
        "👩🏽‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🏴‍☠️ ❤️ 1️⃣ ☎︎ 🇩🇪",
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
        "می‌خواهم",
        "क्‍ष ශ්‍රී",
        "葛\u{E0100}",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn a_message_in_invisible_letters_is_seen() {
    let smuggled: String = "hi"
        .chars()
        .map(|c| char::from_u32(0xE0000 + c as u32).unwrap())
        .collect();
    assert_eq!(shown(&format!("🏴{smuggled}")), "🏴⟨U+E0068⟩⟨U+E0069⟩");
    assert_eq!(shown("❤\u{FE0F}\u{FE0F}"), "❤\u{FE0F}⟨U+FE0F⟩");
    assert_eq!(shown("می\u{200C}\u{200C}خ"), "می\u{200C}⟨U+200C⟩خ");
}

#[test]
fn a_link_is_a_piece_with_its_number_and_host() {
    let found = pieces("Win: https://bonus.example/a, again https://bonus.example/a");
    let link = |number| {
        Some(LinkView {
            number,
            host: "bonus.example".to_owned(),
        })
    };
    let links: Vec<_> = found.iter().map(|piece| piece.link.clone()).collect();
    assert_eq!(links, [None, link(0), None, link(0)]);
    assert_eq!(found[1].text, "https://bonus.example/a");
}

#[test]
fn a_word_that_was_found_is_a_piece() {
    let found = excerpt("hay needle\u{200B} hay", &[4..10, 20..20], true, true);
    let seen: Vec<_> = found
        .iter()
        .map(|piece| (piece.text.as_str(), piece.found))
        .collect();
    assert_eq!(
        seen,
        [
            ("…", false),
            ("hay ", false),
            ("needle", true),
            ("⟨U+200B⟩ hay", false),
            ("…", false),
        ]
    );
}

#[test]
fn a_beginning_says_that_it_is_one() {
    assert_eq!(texts(&beginning("äöü", 3)), "äöü");
    assert_eq!(texts(&beginning("äöü", 2)), "äö…");
    assert_eq!(beginning("", 2), []);
}

#[test]
fn a_long_hostile_text_is_read_at_once() {
    let hostile = [
        "http://".repeat(8_571),
        "a.".repeat(30_000),
        "a.com,".repeat(10_000),
        "https://a.com/))))".repeat(3_333),
        "\u{202E}\u{200D}".repeat(30_000),
        "e\u{301}".repeat(30_000),
        "👩\u{200D}".repeat(30_000),
        "@".repeat(60_000),
        format!("https://{}", "a@".repeat(29_996)),
        format!("https://example.com/{}", "(".repeat(59_980)),
        ["https://", &"http://a".repeat(240), " "]
            .concat()
            .repeat(31),
    ];
    for text in hostile {
        let start = Instant::now();
        let shown = pieces(&text);
        let took = start.elapsed();
        assert!(took.as_secs() < 5, "{took:?} for {:?}", text.get(..20));
        assert!(!shown.is_empty());
    }
}

/// What strangers write: letters, signs that hide, parts of addresses.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        ".{0,8}",
        "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FE00}-\u{FE0F}\u{E0020}-\u{E007F}]{1,3}",
        Just("https://".to_owned()),
        Just("example.com".to_owned()),
        Just("user:pass@".to_owned()),
        Just("\r\n".to_owned()),
        Just("👩‍🚀".to_owned()),
        Just("می‌خ".to_owned()),
        Just(" ".to_owned()),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn without_marks(shown: &str) -> String {
    let mut rest = shown;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("⟨U+") {
        let (code, after) = after.split_once('⟩').unwrap();
        text.push_str(before);
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = after;
    }
    text + rest
}

fn with_plain_breaks(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
}

fn holds_nothing_that_steers(text: &str) -> bool {
    let steers = |c: char| {
        let is_control = c.is_control() && !matches!(c, '\n' | '\t');
        is_control || CodePointSetData::new::<BidiControl>().contains(c)
    };
    !text.contains(steers)
}

proptest! {
    #[test]
    fn the_pieces_give_the_text_back_and_hold_nothing_that_steers(text in hostile()) {
        prop_assume!(!text.contains('⟨'));
        let shown = pieces(&text);
        prop_assert_eq!(without_marks(&texts(&shown)), with_plain_breaks(&text));
        prop_assert!(holds_nothing_that_steers(&texts(&shown)));
        prop_assert!(shown.iter().all(|piece| !piece.text.is_empty()));
    }

    #[test]
    fn ranges_that_do_not_fit_the_text_do_no_harm(
        text in hostile(),
        found in proptest::collection::vec((0_usize..80, 0_usize..80), 0..4),
    ) {
        prop_assume!(!text.contains('⟨'));
        let found: Vec<_> = found.into_iter().map(|(start, end)| start..end).collect();
        let shown = excerpt(&text, &found, false, false);
        prop_assert_eq!(without_marks(&texts(&shown)), with_plain_breaks(&text));
        prop_assert!(holds_nothing_that_steers(&texts(&shown)));
    }

    #[test]
    fn every_link_shown_can_be_opened_and_is_of_the_web(text in hostile()) {
        let mut links = Links::default();
        links.add_text(&text);
        for link in whole(&text, &links).into_iter().filter_map(|piece| piece.link) {
            let url = links.url_of(link.number, &link.host).unwrap();
            prop_assert!(matches!(url.scheme(), "http" | "https"));
            prop_assert!(url.username().is_empty() && url.password().is_none());
        }
    }
}
