//! How long a text is on X: the "weighted length" of twitter-text, configuration 3.
//!
//! A link counts 23 whatever its length, also without a scheme (`example.com`); an emoji counts 2,
//! however many code points it is made of; letters of most alphabets count 1; everything else, such
//! as Chinese, counts 2. The text is brought into Unicode's composed form (NFC) first.
//!
//! This follows the reference implementation (npm `twitter-text` 3.1.0, with the newest emoji table
//! its maker published, `twemoji-parser` 14.0.0) unit by unit, quirks included, and is compared with
//! it in `tests/counting.rs`. It is written anew because the Rust ports take time that grows with
//! the square of the text's length. Everything here takes time in proportion to it.
//!
//! Works on UTF-16 units because the reference does. Refuses to judge: it has no limit of its own.

mod characters;
mod domains;
mod emoji;
mod links;
mod punycode;
mod top_level;

use std::borrow::Cow;

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

/// The weighted length of a text.
pub(crate) fn weighted_length(text: &str) -> usize {
    if text.is_ascii() && !text.contains('.') {
        return text.len();
    }
    let units: Vec<u16> = composed(text).encode_utf16().collect();
    weigh(&units, &links::find(&units))
}

/// The longest beginning of a text that weighs no more than `most`, ends between two graphemes and
/// not inside one of the text's links (half a link is another link).
pub(crate) fn cut(text: &str, most: usize) -> &str {
    let mut weight = 0;
    let mut ends = vec![0];
    for (start, piece) in pieces(text) {
        weight += weighted_length(piece).min(LINK.max(weigh_without_links(piece)));
        if weight > most {
            break;
        }
        ends.push(start + piece.len());
    }
    // The end of a beginning can become a link that it is not in the whole text.
    ends.iter()
        .rev()
        .filter_map(|&end| text.get(..end))
        .find(|beginning| weighted_length(beginning) <= most)
        .unwrap_or_default()
}
