//! How long a text is on Threads: emoji count the bytes they take in UTF-8 (Meta's documentation of
//! the Threads API, posts, 2026-04), everything else its UTF-16 units.
//!
//! Meta does not say what an emoji is. Here it is what looks like one by itself, what is made to by
//! a variation selector, and all that is joined to it: the reading that counts more.

use icu_properties::{
    CodePointSetData,
    props::{Emoji, EmojiPresentation, ExtendedPictographic},
};

const JOINER: char = '\u{200D}';
const AS_EMOJI: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';

/// The length of a text. A sequence of emoji is never split by a grapheme's border, so lengths of
/// graphemes add up: a joiner joins two pictures, but nothing to a skin tone or flag by itself.
pub(crate) fn length(text: &str) -> usize {
    let mut length = 0;
    let mut base = '\0';
    let mut follows_emoji = false;
    let mut is_joined = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let is_part = follows_emoji && continues(character);
        let is_emoji = is_part
            || (is_joined && is_picture(character))
            || (characters.peek() == Some(&AS_EMOJI) && can_be_emoji(character))
            || matches!(character, AS_EMOJI | KEYCAP)
            || is_shown_as_emoji(character);
        length += if is_emoji {
            character.len_utf8()
        } else {
            character.len_utf16()
        };
        is_joined = is_part && character == JOINER && is_picture(base);
        if !continues(character) && character != AS_EMOJI {
            base = character;
        }
        follows_emoji = is_emoji;
    }
    length
}

/// Joiners, skin tones, and the invisible letters of a region's flag.
fn continues(character: char) -> bool {
    matches!(character, JOINER | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

/// The ranges hold all of them; they are asked first because they are quicker.
fn is_shown_as_emoji(character: char) -> bool {
    matches!(character, '\u{231A}'..='\u{2B55}' | '\u{1F004}'..)
        && CodePointSetData::new::<EmojiPresentation>().contains(character)
}

fn can_be_emoji(character: char) -> bool {
    CodePointSetData::new::<Emoji>().contains(character)
}

fn is_picture(character: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_count_their_bytes_and_words_their_units() {
        for (text, expected) in [
            ("", 0),
            ("hello", 5),
            ("日本語", 3),
            ("e\u{301}", 2),
            ("😀", 4),
            ("👩‍👩‍👧", 18),
            ("👍🏽", 8),
            ("🇩🇪", 8),
            ("❤️", 6),
            ("❤", 1),
            ("👩‍❤‍👩", 17),
            ("1️⃣", 7),
            ("\u{FEFF}\u{FE0F}", 4),
            ("क्\u{200D}ष", 4),
            ("𝒶", 2),
            ("🏽\u{200D}🕳", 9),
            ("🇩🇪\u{200D}🕳", 13),
        ] {
            assert_eq!(length(text), expected, "{text:?}");
        }
    }

    #[test]
    fn the_ranges_hold_every_emoji() {
        let all = CodePointSetData::new::<EmojiPresentation>();
        let missed = ('\0'..=char::MAX).find(|&c| all.contains(c) && !is_shown_as_emoji(c));
        assert_eq!(missed, None);
    }
}
