//! What a text says about keys: whole keys in it, shortened ones, fingerprints. For "which of my
//! keys is this?", where anything may be pasted: a line of code, a web address, a chat message.
//!
//! No key leaves this file: of a whole key only the fingerprint is told.

use secrecy::{ExposeSecret, SecretString};

use crate::paste::{KeyShape, is_key_character};
use crate::shown::Fingerprint;

/// Longest text that is looked through, in bytes.
const LONGEST_TEXT: usize = 1024 * 1024;
/// Fewest hexadecimal digits that are taken for the beginning of a fingerprint: what is shown of
/// one.
const SHORTEST_FINGERPRINT: usize = 8;
/// Hexadecimal digits of a whole fingerprint.
const FINGERPRINT: usize = 64;
/// Longest key that is believed where the service does not keep to a length.
const LONGEST_KEY: usize = 256;
/// Characters a hint shows of a key's end.
const TAIL: usize = 4;

/// What a text says about keys, each thing once, in the order of the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Fingerprints of whole keys.
    pub keys: Vec<Fingerprint>,
    /// Shortened keys.
    pub hints: Vec<MentionedHint>,
    /// Whole fingerprints or the beginnings of some, in lower case.
    pub fingerprints: Vec<String>,
    /// The text is longer than what is looked through.
    pub too_long: bool,
}

/// A key of which only the end, and perhaps the mark of its vendor, is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionedHint {
    /// It begins with the service's prefix.
    pub prefixed: bool,
    /// The last four characters.
    pub tail: String,
}

impl Mentions {
    /// Nothing about keys was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.hints.is_empty() && self.fingerprints.is_empty()
    }
}

/// Looks through a text. Linear in its length.
#[must_use]
pub fn mentions(text: &SecretString, shape: &KeyShape) -> Mentions {
    let text = text.expose_secret();
    let mut found = Mentions::default();
    if text.len() > LONGEST_TEXT {
        found.too_long = true;
        return found;
    }
    whole_keys(text, shape, |key| {
        add(&mut found.keys, Fingerprint::of(key))
    });
    shortened_keys(text, shape, |hint| add(&mut found.hints, hint));
    let digits = |c: char| c.is_ascii_hexdigit();
    for word in text.split(|c: char| !is_key_character(c)) {
        if (SHORTEST_FINGERPRINT..=FINGERPRINT).contains(&word.len()) && word.chars().all(digits) {
            add(&mut found.fingerprints, word.to_ascii_lowercase());
        }
    }
    found
}

/// Every place where a key may begin. What clings to its end is cut off by the length, so that a
/// key glued to something else is found too; a wrong guess is a fingerprint nobody has.
fn whole_keys(text: &str, shape: &KeyShape, mut found: impl FnMut(&str)) {
    let longest = shape.length.unwrap_or(LONGEST_KEY);
    for (start, _) in text.match_indices(shape.prefix) {
        let rest = text.get(start..).unwrap_or_default();
        // Characters of a key are one byte each.
        let length = rest
            .chars()
            .take(longest)
            .take_while(|&c| is_key_character(c))
            .count();
        if length >= shape.expected() {
            found(rest.get(..length).unwrap_or_default());
        }
    }
}

/// `cdv_…9f2c`, `cdv_...9f2c`, `cdv_****9f2c`, `…9f2c`.
fn shortened_keys(text: &str, shape: &KeyShape, mut found: impl FnMut(MentionedHint)) {
    let mut rest = text;
    while let Some(start) = rest.find(is_gap) {
        let (before, gap_on) = rest.split_at(start);
        let end = gap_on.find(|c| !is_gap(c)).unwrap_or(gap_on.len());
        let (gap, after) = gap_on.split_at(end);
        let tail_end = after.find(|c| !is_key_character(c)).unwrap_or(after.len());
        let tail = after.get(..tail_end).unwrap_or_default();
        if tail.len() == TAIL && is_wide(gap) {
            found(MentionedHint {
                prefixed: before.ends_with(shape.prefix),
                tail: tail.to_owned(),
            });
        }
        rest = after;
    }
}

fn is_gap(c: char) -> bool {
    matches!(c, '…' | '•' | '●' | '·' | '*' | '.')
}

/// One full stop or star is punctuation.
fn is_wide(gap: &str) -> bool {
    gap.contains('…') || gap.chars().count() > 1
}

fn add<T: PartialEq>(list: &mut Vec<T>, thing: T) {
    if !list.contains(&thing) {
        list.push(thing);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHAPE: KeyShape = KeyShape {
        prefix: "cdv_",
        length: Some(44),
    };

    fn in_text(text: &str) -> Mentions {
        mentions(&SecretString::from(text), &SHAPE)
    }

    fn key(fill: char) -> String {
        format!("cdv_{}9f2c", fill.to_string().repeat(36))
    }

    #[test]
    fn a_key_is_found_in_whatever_is_around_it() {
        let key = key('x');
        for around in [
            "KEY",
            "export CODIVUPLOAD_API_KEY=\"KEY\"",
            "const client = new Client({ apiKey: 'KEY' });",
            "{\"env\":{\"CODIVUPLOAD_API_KEY\":\"KEY\"}}",
            "curl -H 'Authorization: Bearer KEY' https://api.codivupload.com/v1/posts",
            "https://hooks.example/run?key=KEY&x=1",
            "https://hooks.example/run?key%3DKEY",
            "cdv_key=KEY",
            "KEY-old",
            "\u{feff}KEY\u{200b}",
        ] {
            let found = in_text(&around.replace("KEY", &key));
            assert_eq!(found.keys, [Fingerprint::of(&key)], "{around}");
        }
    }

    #[test]
    fn several_keys_are_all_found_and_each_once() {
        let text = format!("{}\n{}\n{}", key('x'), key('y'), key('x'));
        let expected = [Fingerprint::of(key('x')), Fingerprint::of(key('y'))];
        assert_eq!(in_text(&text).keys, expected);
    }

    #[test]
    fn a_hint_is_read_in_every_way_it_is_written() {
        for text in [
            "cdv_…9f2c",
            "cdv_...9f2c",
            "cdv_****9f2c",
            "cdv_••••9f2c",
            "the key cdv_…9f2c, I think",
        ] {
            let found = in_text(text);
            let [hint] = &found.hints[..] else {
                panic!("{text}: {found:?}")
            };
            assert_eq!(
                (hint.prefixed, hint.tail.as_str()),
                (true, "9f2c"),
                "{text}"
            );
        }
        assert!(!in_text("…9f2c").hints[0].prefixed, "only the end is known");
    }

    #[test]
    fn an_ordinary_sentence_holds_no_hint() {
        assert!(in_text("Well... that is *all* we know. See you.").is_empty());
    }

    #[test]
    fn a_fingerprint_or_its_beginning_is_found_in_either_case() {
        let whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(in_text(whole).fingerprints, [whole]);
        assert_eq!(in_text("(BA7816BF)").fingerprints, ["ba7816bf"]);
        assert!(in_text("ba7816b").fingerprints.is_empty(), "seven digits");
    }

    #[test]
    fn a_text_of_any_size_is_over_at_once() {
        let long = "cdv_".repeat(LONGEST_TEXT / 4);
        assert!(!in_text(&long).keys.is_empty(), "the longest that is read");
        assert!(in_text(&(long + "x")).too_long, "it is not looked through");
        assert!(in_text("").is_empty(), "nothing there");
    }

    proptest! {
        #[test]
        fn a_key_is_found_between_any_two_texts(before in "\\PC{0,60}", after in "\\PC{0,60}") {
            let text = format!("{before}{}{after}", key('z'));
            prop_assert!(in_text(&text).keys.contains(&Fingerprint::of(key('z'))));
        }
    }
}
