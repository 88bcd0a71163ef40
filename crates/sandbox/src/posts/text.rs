//! How long a text is for a platform.
//!
//! The vendor gives limits but not units. Here each platform's own documentation decides, and where
//! that is silent UTF-16 units, the strictest of the usual ways. `x` follows the published weights
//! of twitter-text in a simple form: a name without `https://` is taken for a link only when it ends
//! in one of the most common top-level domains.

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::{
    CodePointSetData,
    props::{Emoji, EmojiPresentation},
};
use unicode_segmentation::UnicodeSegmentation;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// The weighted length of `x`.
    Weighted,
    /// What a person takes for one character.
    Graphemes,
    /// Bytes of UTF-8.
    Bytes,
    /// Units of UTF-16.
    Utf16,
    /// Units of UTF-16, but emoji as their bytes.
    EmojiAsBytes,
}

/// How long a text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) most: usize,
    pub(crate) unit: Unit,
}

/// The length of `text` in this unit.
pub(crate) fn length(unit: Unit, text: &str) -> usize {
    match unit {
        Unit::Weighted => weighted_length(text),
        Unit::Graphemes => text.graphemes(true).count(),
        Unit::Bytes => text.len(),
        Unit::Utf16 => utf16_length(text),
        Unit::EmojiAsBytes => text.graphemes(true).map(emoji_bytes).sum(),
    }
}

/// The length of `text` in units of UTF-16.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The first limit that a text exceeds, with its length.
pub(crate) fn exceeded(limits: &[Limit], text: &str) -> Option<(Limit, usize)> {
    limits
        .iter()
        .map(|limit| (*limit, length(limit.unit, text)))
        .find(|(limit, used)| used > &limit.most)
}

/// The longest beginning of `text` that keeps all limits behind what stands `before` it. It ends
/// between two characters, on `x` between two words where it can.
pub(crate) fn truncate<'a>(limits: &[Limit], before: &str, text: &'a str) -> &'a str {
    let fits = |end: usize| {
        let beginning = text.get(..end).unwrap_or_default();
        exceeded(limits, &format!("{before}{beginning}")).is_none()
    };
    let is_weighted = limits.iter().any(|limit| limit.unit == Unit::Weighted);
    let longest = |ends: Vec<usize>| -> usize {
        // Lengths grow with the text, so the longest that fits is found by halving.
        let count = ends.partition_point(|&end| fits(end));
        count
            .checked_sub(1)
            .and_then(|last| ends.get(last).copied())
            .unwrap_or_default()
    };
    let graphemes = || -> Vec<usize> {
        let ends = text.grapheme_indices(true);
        ends.map(|(start, grapheme)| start + grapheme.len())
            .collect()
    };
    let words = || -> Vec<usize> {
        let words = text.split_inclusive(char::is_whitespace);
        words
            .scan(0, |end, word| {
                *end += word.len();
                Some(*end)
            })
            .collect()
    };
    let end = if is_weighted { longest(words()) } else { 0 };
    let end = if end == 0 { longest(graphemes()) } else { end };
    text.get(..end).unwrap_or_default()
}

const LINK_LENGTH: usize = 23;

/// The top-level domains by which a link is recognised.
const TOP_LEVEL: [&str; 14] = [
    "app", "at", "ch", "com", "de", "dev", "eu", "fr", "info", "io", "net", "org", "shop", "uk",
];

fn weighted_length(text: &str) -> usize {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(text);
    composed
        .split_inclusive(char::is_whitespace)
        .map(word_length)
        .sum()
}

fn word_length(word: &str) -> usize {
    match link_in(word) {
        Some((before, after)) => characters_length(before) + LINK_LENGTH + characters_length(after),
        None => characters_length(word),
    }
}

/// What stands before the link of a word and behind it.
fn link_in(word: &str) -> Option<(&str, &str)> {
    let scheme = word.find("https://").or_else(|| word.find("http://"));
    let host_start = match scheme {
        Some(start) => start + word.get(start..)?.find("//")? + 2,
        None => word.find(is_of_host)?,
    };
    let start = scheme.unwrap_or(host_start);
    let (before, host) = (word.get(..start)?, word.get(host_start..)?);
    let is_apart = !before.ends_with(|c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '@' | '$' | '#' | '_' | '-' | '.')
    });
    let host_length = host.find(|c| !is_of_host(c)).unwrap_or(host.len());
    let name = host.get(..host_length)?.trim_end_matches(['.', '-']);
    let (_, top_level) = name.rsplit_once('.')?;
    let is_name = name
        .split('.')
        .all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
    let after = host.get(name.len()..)?;
    let is_mail = after.starts_with(['@', '_']);
    if !is_apart || !is_name || is_mail || !TOP_LEVEL.contains(&top_level) {
        return None;
    }
    Some((before, after_path(after)))
}

/// What follows the path of a link: the marks of the sentence it stands in.
fn after_path(after_host: &str) -> &str {
    if !after_host.starts_with('/') {
        return after_host;
    }
    let end = after_host
        .find(|c: char| c.is_whitespace() || !c.is_ascii())
        .unwrap_or(after_host.len());
    let path = after_host.get(..end).unwrap_or_default();
    let path = path.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '"']);
    after_host.get(path.len()..).unwrap_or_default()
}

fn is_of_host(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '.')
}

/// Weights of twitter-text, version 3. The parts of one emoji sequence count together.
fn characters_length(text: &str) -> usize {
    text.graphemes(true).map(character_length).sum()
}

fn character_length(grapheme: &str) -> usize {
    if is_emoji(grapheme) {
        return 2;
    }
    grapheme.chars().map(code_point_length).sum()
}

fn code_point_length(character: char) -> usize {
    match character {
        '\u{FE0E}' | '\u{FE0F}' => 0,
        '\0'..='\u{10FF}'
        | '\u{2000}'..='\u{200D}'
        | '\u{2010}'..='\u{201F}'
        | '\u{2032}'..='\u{2037}' => 1,
        _ => 2,
    }
}

/// Whether a grapheme is shown as an emoji: by itself, by a selector, or as a key.
fn is_emoji(grapheme: &str) -> bool {
    let shown = CodePointSetData::new::<EmojiPresentation>();
    let possible = CodePointSetData::new::<Emoji>();
    let mut characters = grapheme.chars();
    let first = characters.next();
    first.is_some_and(|first| {
        shown.contains(first)
            || possible.contains(first) && characters.any(|c| matches!(c, '\u{FE0F}' | '\u{20E3}'))
    })
}

/// On Threads an emoji counts its bytes (Meta's documentation of the Threads API, 2026-04).
fn emoji_bytes(grapheme: &str) -> usize {
    if is_emoji(grapheme) {
        let accents = |c: char| matches!(c, '\u{300}'..='\u{36F}');
        return grapheme
            .chars()
            .map(|c| if accents(c) { 1 } else { c.len_utf8() })
            .sum();
    }
    grapheme.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_platform_counts_in_its_own_way() {
        for (text, weighted, graphemes, utf16, threads) in [
            ("hello", 5, 5, 5, 5),
            ("", 0, 0, 0, 0),
            ("日本", 4, 2, 2, 2),
            ("naïve — “quoted”", 16, 16, 16, 16),
            ("e\u{301}", 1, 1, 2, 2),
            ("👍🏽", 2, 1, 4, 8),
            ("👩‍👩‍👧", 2, 1, 8, 18),
            ("🇩🇪🇫🇷", 4, 2, 8, 16),
            ("1️⃣", 2, 1, 3, 7),
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2, 1, 14, 28),
            (
                "see https://example.com/a/very/long/path and on",
                34,
                47,
                47,
                47,
            ),
            ("(https://a.io)", 25, 14, 14, 14),
            ("at example.com.", 27, 15, 15, 15),
            ("長example.com", 25, 12, 12, 12),
            ("me@example.com", 14, 14, 14, 14),
            ("https://example.nothing", 23, 23, 23, 23),
            ("v2.0 and e.g. this", 18, 18, 18, 18),
        ] {
            for (unit, expected) in [
                (Unit::Weighted, weighted),
                (Unit::Graphemes, graphemes),
                (Unit::Bytes, text.len()),
                (Unit::Utf16, utf16),
                (Unit::EmojiAsBytes, threads),
            ] {
                assert_eq!(length(unit, text), expected, "{text:?} in {unit:?}");
            }
        }
    }

    #[test]
    fn a_truncated_text_fits_and_is_a_beginning() {
        let limit = |most: usize, unit: Unit| vec![Limit { most, unit }];
        for text in ["日本語 https://example.com/x and more", &"長".repeat(300)] {
            for limits in [
                limit(4, Unit::Weighted),
                limit(280, Unit::Weighted),
                limit(5, Unit::Graphemes),
                limit(30, Unit::Bytes),
            ] {
                let cut = truncate(&limits, "", text);
                assert_eq!(exceeded(&limits, cut), None, "{cut:?} for {limits:?}");
                assert!(text.starts_with(cut) && !cut.is_empty());
            }
        }
        let behind = truncate(&limit(10, Unit::Utf16), "Title\n\n", "long text");
        assert_eq!(behind, "lon");
        assert_eq!(truncate(&limit(3, Unit::Utf16), "Title\n\n", "text"), "");
    }
}
