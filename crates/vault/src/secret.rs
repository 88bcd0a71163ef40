//! The one type a key lives in. It refuses everything by which a key could slip out unnoticed:
//! there is no `Debug`, `Display`, `Serialize`, `Clone` or `PartialEq`, and no way to borrow the
//! text except [`SecretKey::hand_to`].

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::shown::{Fingerprint, Hint};

/// A key, without white space around it. Wiped from memory when dropped.
pub struct SecretKey(SecretString);

/// The key holds characters that an HTTP header cannot carry (control characters or anything
/// outside ASCII).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key has characters that cannot be sent")]
pub struct NotAHeader;

impl SecretKey {
    /// SHA-256 of the whole key: tells keys apart without showing them.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.text())
    }

    /// All that is ever shown of the key, such as `cdv_…9f2c`.
    pub fn hint(&self) -> Hint {
        Hint::of(self.text())
    }

    /// `Bearer <key>` for the `Authorization` header, marked sensitive so that HTTP libraries print
    /// it as `Sensitive` and keep it out of compression tables.
    pub fn authorization(&self) -> Result<HeaderValue, NotAHeader> {
        const SCHEME: &str = "Bearer ";
        // `http` would let bytes outside ASCII through.
        if !self.text().is_ascii() {
            return Err(NotAHeader);
        }
        // Room for all of it at once: growing would leave an unwiped piece behind.
        let mut text = Zeroizing::new(String::with_capacity(SCHEME.len() + self.text().len()));
        text.push_str(SCHEME);
        text.push_str(self.text());
        let mut header = HeaderValue::from_str(&text).map_err(|_| NotAHeader)?;
        header.set_sensitive(true);
        Ok(header)
    }

    /// Compares in constant time. Only whether the lengths differ can be learned from how long it
    /// takes.
    pub fn is_same_as(&self, other: &SecretKey) -> bool {
        self.text().as_bytes().ct_eq(other.text().as_bytes()).into()
    }

    /// Hands the text of the key to something outside Latchkey that a person chose: the clipboard,
    /// or a place where the key is used. Nothing else may call it; a request to a service uses
    /// [`SecretKey::authorization`]. What comes back must not contain the key.
    pub fn hand_to<T>(&self, receiver: impl FnOnce(&str) -> T) -> T {
        receiver(self.text())
    }

    /// A second copy in memory, made on purpose and wiped on its own.
    #[must_use]
    pub fn duplicate(&self) -> SecretKey {
        SecretKey(self.0.clone())
    }

    /// The text, for this crate only.
    pub(crate) fn text(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<SecretString> for SecretKey {
    fn from(text: SecretString) -> Self {
        let trimmed = text.expose_secret().trim();
        if trimmed.len() == text.expose_secret().len() {
            SecretKey(text)
        } else {
            SecretKey(SecretString::from(trimmed))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails to compile when `SecretKey` implements the trait: `check` is then found twice.
    macro_rules! secret_key_lacks {
        ($($forbidden:path),+ $(,)?) => { $(
            const _: fn() = || {
                struct Found;
                trait Probe<Marker> {
                    fn check() {}
                }
                impl<T: ?Sized> Probe<()> for T {}
                impl<T: ?Sized + $forbidden> Probe<Found> for T {}
                let _ = <SecretKey as Probe<_>>::check;
            };
        )+ };
    }

    secret_key_lacks!(
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        PartialEq,
        std::hash::Hash,
        serde::Serialize,
        AsRef<str>,
        AsRef<[u8]>,
        std::ops::Deref,
        std::borrow::Borrow<str>,
        ExposeSecret<str>,
    );

    fn key(text: &str) -> SecretKey {
        SecretKey::from(SecretString::from(text))
    }

    fn random_text() -> String {
        hex::encode(rand::random::<[u8; 20]>())
    }

    #[test]
    fn white_space_around_a_key_is_not_part_of_it() {
        let text = random_text();
        assert!(key(&format!(" \t{text}\r\n")).is_same_as(&key(&text)));
    }

    #[test]
    fn keys_are_the_same_only_when_every_character_is() {
        let text = random_text();
        assert!(key(&text).is_same_as(&key(&text).duplicate()));
        assert!(!key(&text).is_same_as(&key(&format!("{text}0"))), "longer");
        assert!(!key(&text).is_same_as(&key(&random_text())), "other");
        assert!(!key(&text).is_same_as(&key("")), "empty");
    }

    #[test]
    fn the_header_carries_the_key_and_does_not_print_it() {
        let text = random_text();
        let header = key(&text).authorization().unwrap();
        assert_eq!(header.as_bytes(), format!("Bearer {text}").as_bytes());
        assert!(!format!("{header:?}").contains(&text));
    }

    #[test]
    fn a_key_that_could_smuggle_a_second_header_is_refused() {
        assert_eq!(key("a\r\nX-Evil: 1").authorization(), Err(NotAHeader));
        assert_eq!(key("schlüssel").authorization(), Err(NotAHeader));
    }

    #[test]
    fn the_receiver_gets_the_whole_key() {
        let text = random_text();
        assert!(key(&text).hand_to(|handed| handed == text));
    }
}
