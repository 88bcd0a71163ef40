//! How long a text is on X: the "weighted length" of twitter-text, configuration 3.
//!
//! A link counts 23 whatever its length, also without a scheme (`example.com`); an emoji counts 2,
//! however many code points it is made of; letters of most alphabets count 1; everything else, such
//! as Chinese, counts 2. The text is brought into Unicode's composed form (NFC) first.
//!
//! This follows the reference implementation (npm `twitter-text` 3.1.0, with the newest emoji table
//! its maker published, `twemoji-parser` 14.0.0) unit by unit, quirks included, and is compared with
//! it in `tests/counting.rs`. It is written anew because the Rust port can take minutes for a long
//! text (see this crate's README). Everything here takes time in proportion to the text's length.
//!
//! Works on UTF-16 units because the reference does. Refuses to judge: it has no limit of its own.

mod characters;
mod domains;
mod emoji;
mod links;
mod punycode;
mod top_level;

use std::{borrow::Cow, ops::Range};

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

/// What any link counts.
const LINK: usize = 23;

/// A part of the text, in UTF-16 units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: usize,
    length: usize,
}

/// Whether `name` is a top-level domain as X knows them, such as `com`; what ends in one is taken for
/// a link even without `https://`.
#[must_use]
pub fn is_top_level_domain(name: &str) -> bool {
    top_level::is_one(name)
}

/// The weighted length of a text.
pub(crate) fn weighted_length(text: &str) -> usize {
    if text.is_ascii() && !text.contains('.') {
        return text.len();
    }
    let units: Vec<u16> = composed(text).encode_utf16().collect();
    weigh(&units, &links::find(&units))
}

/// The longest beginning of a text that weighs no more than `most`, ends between two graphemes and
/// does not end inside one of the text's links: half a link is another link.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    // A beginning can end in a link that the whole text does not have, so each is weighed again.
    likely_ends(text, most)
        .into_iter()
        .rev()
        .filter_map(|end| text.get(..end))
        .find(|beginning| weighted_length(beginning) <= most)
        .unwrap_or_default()
}

/// Where beginnings that weigh no more than `most` by the links of the whole text end, in bytes.
fn likely_ends(text: &str, most: usize) -> Vec<usize> {
    let mut links = link_ranges(text).into_iter().peekable();
    let mut ends = vec![0];
    let mut weight = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        let end = start + grapheme.len();
        weight += match links.peek() {
            Some(link) if end < link.end && link.start < end => continue,
            Some(link) if link.start < end => {
                links.next();
                LINK
            }
            _ => weighted_length(grapheme),
        };
        if weight > most {
            break;
        }
        ends.push(end);
    }
    ends
}

/// The links of the text as ranges of bytes.
fn link_ranges(text: &str) -> Vec<Range<usize>> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = |from: usize, to: usize| -> usize {
        let units = units.get(from..to).unwrap_or_default();
        char::decode_utf16(units.iter().copied())
            .map(|character| character.map_or(0, char::len_utf8))
            .sum()
    };
    let mut at = (0, 0);
    let mut ranges = Vec::new();
    for link in links::find(&units) {
        let start = at.1 + bytes(at.0, link.start);
        let end = start + bytes(link.start, link.end());
        ranges.push(start..end);
        at = (link.end(), end);
    }
    ranges
}

fn composed(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

fn weigh(units: &[u16], links: &[Span]) -> usize {
    let emoji = emoji::find(units);
    let (mut links, mut emoji) = (links, emoji.as_slice());
    let (mut at, mut weight) = (0, 0);
    while at < units.len() {
        if let Some(link) = starting_at(&mut links, at) {
            at += link.length;
            weight += LINK;
        } else if let Some(emoji) = starting_at(&mut emoji, at) {
            at += emoji.length;
            weight += 2;
        } else {
            let (length, counts) = one_character(units, at);
            at += length;
            weight += counts;
        }
    }
    weight
}

/// The span that starts here. Spans that started before are dropped: something covered them.
fn starting_at(spans: &mut &[Span], at: usize) -> Option<Span> {
    while let Some((first, rest)) = spans.split_first() {
        if first.start > at {
            return None;
        }
        *spans = rest;
        if first.start == at {
            return Some(*first);
        }
    }
    None
}

/// How many units the character here has, and what it counts.
fn one_character(units: &[u16], at: usize) -> (usize, usize) {
    match units.get(at..) {
        Some([0xD800..=0xDBFF, 0xDC00..=0xDFFF, ..]) => (2, 2),
        Some(
            [
                0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037,
                ..,
            ],
        ) => (1, 1),
        _ => (1, 2),
    }
}

impl Span {
    fn end(self) -> usize {
        self.start + self.length
    }
}
