//! What may be seen of a key: its fingerprint and its hint. Neither can be turned back into the
//! key.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// SHA-256 of a whole key. Written as 64 lower-case hexadecimal digits, everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint([u8; 32]);

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 64 hexadecimal digits")]
pub struct NotAFingerprint;

impl Fingerprint {
    pub(crate) fn of(secret: impl AsRef<[u8]>) -> Self {
        Fingerprint(Sha256::digest(secret).into())
    }

    /// The first 8 digits, which is what a person compares.
    pub fn short(&self) -> String {
        self.0
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = NotAFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotAFingerprint)?;
        Ok(Fingerprint(bytes))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = NotAFingerprint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(fingerprint: Fingerprint) -> Self {
        fingerprint.to_string()
    }
}

/// The prefix and the last four characters of a key, such as `cdv_…9f2c`. Never more than a quarter
/// of the key: a short key shows fewer characters, an odd one none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hint(String);

/// The text is longer than a hint can be, or has no ellipsis: it could be a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hint is short and has an ellipsis")]
pub struct NotAHint;

impl Hint {
    const GAP: char = '…';
    const LONGEST_PREFIX: usize = 8;
    const TAIL: usize = 4;

    pub(crate) fn of(secret: &str) -> Self {
        // One byte is one character from here on.
        if !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Hint(Self::GAP.to_string());
        }
        let allowed = secret.len() / 4;
        let prefix = prefix(secret).filter(|prefix| prefix.len() + Self::TAIL <= allowed);
        let tail = secret.len() - Self::TAIL.min(allowed);
        Hint(format!(
            "{}{}{}",
            prefix.unwrap_or_default(),
            Self::GAP,
            secret.get(tail..).unwrap_or_default()
        ))
    }
}

/// The mark by which a vendor's keys are known: all up to the first `_` or `-`, if that comes
/// early.
fn prefix(secret: &str) -> Option<&str> {
    let end = secret.find(['_', '-'])? + 1;
    secret
        .get(..end)
        .filter(|prefix| prefix.len() <= Hint::LONGEST_PREFIX)
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Hint {
    type Error = NotAHint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let longest = Self::LONGEST_PREFIX + 1 + Self::TAIL;
        if text.contains(Self::GAP) && text.chars().count() <= longest {
            Ok(Hint(text))
        } else {
            Err(NotAHint)
        }
    }
}

impl From<Hint> for String {
    fn from(hint: Hint) -> Self {
        hint.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_fingerprint_is_the_sha256_of_the_key() {
        // FIPS 180-2, appendix B.1.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let fingerprint = Fingerprint::of("abc");
        assert_eq!(fingerprint.to_string(), abc);
        assert_eq!(fingerprint.short(), "ba7816bf");
        assert_eq!(abc.parse(), Ok(fingerprint));
    }

    #[test]
    fn a_text_that_is_not_64_digits_is_no_fingerprint() {
        let long = "0".repeat(65);
        let odd = "g".repeat(64);
        for text in ["", "ba7816bf", &long, &odd, &"é".repeat(32)] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NotAFingerprint), "{text}");
        }
    }

    #[test]
    fn a_hint_shows_the_prefix_and_the_last_four() {
        let key = format!("cdv_{}9f2c", "x".repeat(36));
        assert_eq!(Hint::of(&key).to_string(), "cdv_…9f2c");
        assert_eq!(Hint::of(&"x".repeat(44)).to_string(), "…xxxx", "no prefix");
    }

    #[test]
    fn a_short_or_odd_key_shows_less() {
        assert_eq!(Hint::of("cdv_12345678").to_string(), "…678");
        assert_eq!(Hint::of("abc").to_string(), "…");
        assert_eq!(Hint::of("").to_string(), "…");
        assert_eq!(Hint::of(&"ключ ".repeat(20)).to_string(), "…");
    }

    #[test]
    fn a_key_is_not_taken_for_a_hint() {
        assert_eq!(
            Hint::try_from(format!("cdv_{}", "x".repeat(40))),
            Err(NotAHint)
        );
        assert_eq!(
            Hint::try_from(format!("…{}", "x".repeat(40))),
            Err(NotAHint)
        );
        assert_eq!(Hint::try_from("cdv_9f2c".to_owned()), Err(NotAHint));
    }

    proptest! {
        #[test]
        fn a_hint_never_shows_more_than_a_quarter(key in "\\PC{0,100}") {
            let hint = Hint::of(&key);
            let shown = hint.to_string().chars().filter(|&c| c != '…').count();
            prop_assert!(shown * 4 <= key.chars().count());
            prop_assert_eq!(Hint::try_from(hint.to_string()), Ok(hint));
        }

        #[test]
        fn a_fingerprint_survives_being_written_down(key in ".*") {
            let fingerprint = Fingerprint::of(&key);
            prop_assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        }
    }
}
