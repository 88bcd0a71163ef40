//! What a person has on the clipboard when they mean to paste a key: the key, more or less wrapped,
//! or one of the wrong things, by name.
//!
//! A key is found by cutting the text into words at everything that cannot be part of a key: white
//! space, quotes, brackets, `=`, `:`, `,`, `;`. All wrappings fall off that way (`export KEY="…"`,
//! `Authorization: Bearer …`, a JSON line, a line of code), and nothing is copied but the key that
//! is found.

use secrecy::{ExposeSecret, SecretString};

use crate::secret::SecretKey;

/// What the keys of a service look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyShape {
    /// How every key begins, such as `cdv_`.
    pub prefix: &'static str,
    /// Number of characters with the prefix, where the service keeps to one.
    pub length: Option<usize>,
}

/// What the text turned out to be.
pub enum Paste {
    /// A key.
    Key {
        /// The key alone.
        key: SecretKey,
        /// Whether something around it was left out.
        cleaned: bool,
    },
    /// Nothing, or only white space.
    Empty,
    /// A JSON Web Token: proof of a log-in, not an API key.
    Jwt,
    /// Looks like a key, but not one of this service.
    WrongPrefix,
    /// A key of this service that lacks characters, or the shortened form that a dashboard shows.
    Truncated {
        /// Characters that are there.
        characters: usize,
        /// Characters that a key has.
        expected: usize,
    },
    /// Begins like a key of this service and goes on for too long; the key pasted twice, for
    /// example.
    TooLong {
        /// Characters that are there.
        characters: usize,
        /// Characters that a key has.
        expected: usize,
    },
    /// Begins like a key of this service but has characters that keys do not have.
    HasOddCharacters,
    /// More than one key.
    SeveralKeys,
    /// Something else.
    NotAKey,
}

/// Longest text that is looked through, in bytes. A longer one is a document, not a key.
const LONGEST_TEXT: usize = 64 * 1024;
/// Fewest characters after the prefix where the service does not keep to a length.
const SHORTEST_SECRET: usize = 16;

/// Says what the text is and takes the key out of it if it holds exactly one.
pub fn recognise(text: &SecretString, shape: &KeyShape) -> Paste {
    let text = text.expose_secret();
    if text.len() > LONGEST_TEXT {
        return Paste::NotAKey;
    }
    let words = || {
        text.split(is_separator)
            .map(bare)
            .filter(|word| !word.is_empty())
    };
    if words().next().is_none() {
        return Paste::Empty;
    }
    let mut keys = words().filter(|word| shape.fits(word));
    match keys.next() {
        Some(key) if keys.any(|other| other != key) => Paste::SeveralKeys,
        Some(key) => Paste::Key {
            key: SecretKey::from(SecretString::from(key)),
            cleaned: key.len() != text.len(),
        },
        None if words().any(is_jwt) => Paste::Jwt,
        // A variable may be named like a key: in `cdv_key=cdv_9f2c7d1e` the longer word is the
        // damaged key.
        None => match words()
            .filter(|word| shape.begins(word))
            .max_by_key(|word| word.len())
        {
            Some(damaged) => shape.fault_of(damaged),
            None if words().any(is_like_a_key) => Paste::WrongPrefix,
            None => Paste::NotAKey,
        },
    }
}

impl KeyShape {
    fn begins(&self, word: &str) -> bool {
        word.starts_with(self.prefix)
    }

    fn fits(&self, word: &str) -> bool {
        let long_enough = match self.length {
            Some(length) => word.len() == length,
            None => word.len() >= self.expected(),
        };
        long_enough && self.begins(word) && word.chars().all(is_key_character)
    }

    /// What is wrong with a word that begins like a key and is none.
    fn fault_of(&self, word: &str) -> Paste {
        let characters = word.chars().filter(|&c| is_key_character(c)).count();
        let expected = self.expected();
        if is_shortened(word) {
            Paste::Truncated {
                characters,
                expected,
            }
        } else if !word.chars().all(is_key_character) {
            Paste::HasOddCharacters
        } else if characters < expected {
            Paste::Truncated {
                characters,
                expected,
            }
        } else {
            Paste::TooLong {
                characters,
                expected,
            }
        }
    }

    pub(crate) fn expected(&self) -> usize {
        self.length.unwrap_or(self.prefix.len() + SHORTEST_SECRET)
    }
}

/// The alphabet of keys is not documented by CodivUpload (its OpenAPI file, 2026-04); these are the
/// characters of every vendor's keys known so far.
pub(crate) fn is_key_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Ends a word. None of these occurs in a key, in a JSON Web Token or in a shortened key.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '=' | ':' | ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '|'
        )
        || matches!(c, '/' | '\\' | '&' | '?' | '!' | '#')
        || matches!(
            c,
            '"' | '\''
                | '`'
                | '´'
                | '“'
                | '”'
                | '„'
                | '‘'
                | '’'
                | '‚'
                | '«'
                | '»'
                | '‹'
                | '›'
        )
}

/// A word without what clings to it unseen (a byte order mark, a final NUL) and without a full
/// stop.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(is_invisible);
    match word.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') => rest.trim_end_matches(is_invisible),
        _ => word,
    }
}

/// Zero-width characters, the byte order mark and control characters.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// A key as dashboards show it: `cdv_…9f2c`, `cdv_••••`, `cdv_***`, `cdv_...`.
fn is_shortened(word: &str) -> bool {
    word.contains(['…', '•', '●', '·', '*']) || word.contains("..")
}

/// `eyJ` is how `{"` begins in base64, and with it every JSON Web Token (RFC 7519).
fn is_jwt(word: &str) -> bool {
    word.starts_with("eyJ") && word.contains('.')
}

/// Sixteen letters and digits in a row, both of them: too random for a name, and a UUID has twelve
/// at most.
fn is_like_a_key(word: &str) -> bool {
    word.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| {
        run.len() >= SHORTEST_SECRET
            && run.contains(|c: char| c.is_ascii_digit())
            && run.contains(|c: char| c.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests;
