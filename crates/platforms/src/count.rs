//! How long a text is for a platform, and where it has to be cut to fit.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    emoji_bytes,
    platform::Platform,
    rules::{Limit, TextField, Unit},
    x,
};

/// How much of a limit a text takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The length of the text.
    pub used: usize,
    /// The most that fits; `None` where no limit is documented.
    pub limit: Option<usize>,
    /// What was counted.
    pub unit: Unit,
}

impl Count {
    /// By how much the text is too long; 0 if it fits or no limit is known.
    #[must_use]
    pub fn over(&self) -> usize {
        self.limit
            .map_or(0, |limit| self.used.saturating_sub(limit))
    }
}

/// How long the text is, by the limit it comes closest to. A platform can have two: Bluesky takes
/// 300 graphemes *and* 3000 bytes.
///
/// With more text a count grows, except on X: there the text of a link that becomes complete
/// (`https://example.c` → `https://example.co`) gives way to the fixed length of a link.
#[must_use]
pub fn count(platform: Platform, field: TextField, text: &str) -> Count {
    counts(platform, field, text)
        .into_iter()
        .reduce(worse)
        .unwrap_or_else(|| Count {
            used: utf16_length(text),
            limit: None,
            unit: Unit::Utf16,
        })
}

/// How long the text is by each limit it has. Empty where none is documented.
#[must_use]
pub fn counts(platform: Platform, field: TextField, text: &str) -> Vec<Count> {
    limits(platform, field)
        .iter()
        .map(|limit| Count {
            used: length(limit.unit, text),
            limit: Some(limit.most),
            unit: limit.unit,
        })
        .collect()
}

/// The longest beginning of the text that fits. It ends between two graphemes, so that no emoji or
/// letter is torn, and on X not inside a link. All of the text, where no limit is documented.
#[must_use]
pub fn cut(platform: Platform, field: TextField, text: &str) -> &str {
    limits(platform, field)
        .iter()
        .map(|limit| cut_to(*limit, text))
        .min_by_key(|beginning| beginning.len())
        .unwrap_or(text)
}

/// The length of a text in this unit.
pub(crate) fn length(unit: Unit, text: &str) -> usize {
    match unit {
        Unit::Weighted => x::weighted_length(text),
        Unit::Graphemes => graphemes(text),
        Unit::Bytes => text.len(),
        Unit::Utf16 => utf16_length(text),
        Unit::EmojiAsBytes => emoji_bytes::length(text),
    }
}

fn limits(platform: Platform, field: TextField) -> &'static [Limit] {
    platform
        .rules()
        .map(|rules| rules.limits(field))
        .unwrap_or_default()
}

/// The one that is fuller, compared as fractions of the limit.
fn worse(one: Count, other: Count) -> Count {
    let (Some(limit), Some(other_limit)) = (one.limit, other.limit) else {
        return one;
    };
    if other.used.saturating_mul(limit) > one.used.saturating_mul(other_limit) {
        other
    } else {
        one
    }
}

fn cut_to(limit: Limit, text: &str) -> &str {
    if limit.unit == Unit::Weighted {
        return x::cut(text, limit.most);
    }
    let mut used = 0;
    let end = text
        .grapheme_indices(true)
        .find(|(_, grapheme)| {
            used += length(limit.unit, grapheme);
            used > limit.most
        })
        .map_or(text.len(), |(start, _)| start);
    text.get(..end).unwrap_or_default()
}

/// Most characters never join another. Between two of them a grapheme ends, so only what is not
/// plain has to be taken apart by the full rules, with one plain character on each side.
fn graphemes(text: &str) -> usize {
    if text.is_ascii() {
        // Only a line break of two characters is one grapheme.
        return text.len() - text.matches("\r\n").count();
    }
    let mut count = 0;
    let mut chunk = 0;
    let mut was_plain = false;
    for (at, character) in text.char_indices() {
        let is_plain = is_plain(character);
        if is_plain && was_plain {
            count += graphemes_of_chunk(text.get(chunk..at).unwrap_or_default());
            chunk = at;
        }
        was_plain = is_plain;
    }
    count + graphemes_of_chunk(text.get(chunk..).unwrap_or_default())
}

fn graphemes_of_chunk(chunk: &str) -> usize {
    let mut characters = chunk.chars();
    match (characters.next(), characters.next()) {
        (None, _) => 0,
        (Some(_), None) => 1,
        _ => chunk.graphemes(true).count(),
    }
}

/// Letters, digits and signs without a property in Unicode's grapheme rules (UAX 29): printable
/// ASCII, Latin, kana and the common ideographs.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        '\u{20}'..='\u{7E}' | '\u{C0}'..='\u{2FF}' | '\u{3041}'..='\u{3096}' | '\u{4E00}'..='\u{9FFF}'
    )
}

/// Every code point counts once, and once more where it takes four bytes.
fn utf16_length(text: &str) -> usize {
    // In pieces whose count fits a byte: the processor then takes many bytes at a time.
    let pairs = text.as_bytes().chunks(255).map(|chunk| {
        let pairs: u8 = chunk.iter().map(|&byte| u8::from(byte >= 0xF0)).sum();
        usize::from(pairs)
    });
    text.chars().count() + pairs.sum::<usize>()
}
