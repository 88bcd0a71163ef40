//! Characters that nobody sees, or that turn a line around.
//!
//! Strangers hide words with them, break words that a person searches for, and make an address read
//! like another. Some texts need them: a joiner inside an emoji or between Persian letters changes
//! what is seen, so it stays. Everywhere else they are shown as a mark that names them; line breaks
//! of every kind are shown as one.

use std::ops::Range;

use icu_properties::props::{DefaultIgnorableCodePoint, Emoji, ExtendedPictographic, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';
const AS_TEXT: char = '\u{FE0E}';
const AS_EMOJI: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';

/// The three flags that are written with invisible letters (Unicode's list of emoji sequences):
/// England, Scotland and Wales.
const FLAGS: [&str; 3] = [
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
];

/// Scripts in which a joiner changes the shape of the letters around it (Unicode, chapters 9 to 16).
const JOINING: [Script; 18] = [
    Script::Arabic,
    Script::Syriac,
    Script::Nko,
    Script::Mongolian,
    Script::Devanagari,
    Script::Bengali,
    Script::Gurmukhi,
    Script::Gujarati,
    Script::Oriya,
    Script::Tamil,
    Script::Telugu,
    Script::Kannada,
    Script::Malayalam,
    Script::Sinhala,
    Script::Tibetan,
    Script::Myanmar,
    Script::Khmer,
    Script::Javanese,
];

/// A character that is not shown as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Where it stands, in bytes. A break of two characters is one.
    pub(super) range: Range<usize>,
    character: char,
}

impl Hidden {
    pub(super) fn is_break(&self) -> bool {
        matches!(self.character, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
    }

    /// What is shown in its place.
    pub(super) fn mark(&self) -> String {
        if self.is_break() {
            return "\n".to_owned();
        }
        format!("⟨U+{:04X}⟩", u32::from(self.character))
    }
}

/// The hidden characters, from left to right.
pub(super) fn find(text: &str) -> Vec<Hidden> {
    let mut found = Vec::new();
    let mut shown_until = 0;
    for (at, c) in text.char_indices() {
        if at < shown_until || matches!(c, ' '..='~' | '\n' | '\t') {
            continue;
        }
        let (before, after) = text.split_at(at);
        shown_until = at + flag_length(after);
        if at < shown_until || !may_hide(c) || is_needed(c, before, after) {
            continue;
        }
        let length = if after.starts_with("\r\n") {
            2
        } else {
            c.len_utf8()
        };
        shown_until = at + length;
        found.push(Hidden {
            range: at..shown_until,
            character: c,
        });
    }
    found
}

/// How long the flag is that begins here.
fn flag_length(text: &str) -> usize {
    if !text.starts_with('\u{1F3F4}') {
        return 0;
    }
    let flag = FLAGS.iter().find(|flag| text.starts_with(**flag));
    flag.map_or(0, |flag| flag.len())
}

/// Whether a character is invisible or steers the line, wherever it stands. The last two ranges are
/// the marks of annotations and the characters Unicode keeps free for ever.
fn may_hide(c: char) -> bool {
    c.is_control()
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether an invisible character changes what is seen of its neighbours. `after` begins with it.
fn is_needed(c: char, before: &str, after: &str) -> bool {
    let Some(previous) = before.chars().next_back() else {
        return false;
    };
    let next = after.chars().nth(1);
    match c {
        JOINER => joins_emoji(before, next) || follows_joining_script(before, previous),
        NON_JOINER => follows_joining_script(before, previous),
        AS_TEXT | AS_EMOJI if previous.is_ascii() => next == Some(KEYCAP),
        AS_TEXT | AS_EMOJI => CodePointSetData::new::<Emoji>().contains(previous),
        '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => script(previous) == Script::Han,
        '\u{180B}'..='\u{180F}' => script(previous) == Script::Mongolian,
        _ => false,
    }
}

fn joins_emoji(before: &str, next: Option<char>) -> bool {
    let is_picture = |c| CodePointSetData::new::<ExtendedPictographic>().contains(c);
    let dressed = |c: char| c == AS_EMOJI || matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
    // One colour and one selector is all an emoji wears.
    let mut worn = before.chars().rev();
    let base = worn.by_ref().take(3).find(|c| !dressed(*c));
    base.is_some_and(is_picture) && next.is_some_and(is_picture)
}

/// Whether the joiner follows a letter, with the signs on it, of a script that uses joiners.
fn follows_joining_script(before: &str, previous: char) -> bool {
    if matches!(previous, JOINER | NON_JOINER) {
        return false;
    }
    let mut letters = before.chars().rev().take(4).map(script);
    letters
        .find(|script| *script != Script::Inherited)
        .is_some_and(|script| JOINING.contains(&script))
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}
