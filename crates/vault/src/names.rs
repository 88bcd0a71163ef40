//! What an entry in the keychain may be called. Lower case only, because Windows does not tell `A`
//! from `a`, and nothing that a store uses to join names.

use std::fmt;

/// The name of the entry that holds one key: in Latchkey, the id of the key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EntryName(String);

/// The name of a note: a short text that is not secret, kept out of reach of whoever can only
/// change files.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NoteName(String);

/// The name is empty, longer than 64 characters, or has others than `a`-`z`, `0`-`9`, `-` and `_`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a keychain entry is named with 1 to 64 of a-z, 0-9, - and _")]
pub struct InvalidName;

const LONGEST: usize = 64;

impl EntryName {
    /// Accepts 1 to 64 characters out of `a`-`z`, `0`-`9`, `-` and `_`.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidName> {
        checked(name.into()).map(EntryName)
    }

    /// Where the key is kept. The kind in front keeps a key and a note of the same name apart.
    pub(crate) fn account(&self) -> String {
        format!("key:{}", self.0)
    }
}

impl NoteName {
    /// Accepts 1 to 64 characters out of `a`-`z`, `0`-`9`, `-` and `_`.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidName> {
        checked(name.into()).map(NoteName)
    }

    /// Where the note is kept.
    pub(crate) fn account(&self) -> String {
        format!("note:{}", self.0)
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn checked(name: String) -> Result<String, InvalidName> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() || name.len() > LONGEST || !name.chars().all(allowed) {
        return Err(InvalidName);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_key_is_a_name() {
        assert!(EntryName::new("0198f3c2-7d1e-7c3a-9a51-1b2c3d4e5f60").is_ok());
        assert!(EntryName::new("a".repeat(LONGEST)).is_ok());
    }

    #[test]
    fn names_that_a_store_could_mix_up_are_refused() {
        let long = "a".repeat(LONGEST + 1);
        for name in [
            "", "Key", "a.b", "a@b", "a:b", "a/b", "a b", "é", "a\0", &long,
        ] {
            assert_eq!(EntryName::new(name), Err(InvalidName), "{name:?}");
            assert_eq!(NoteName::new(name), Err(InvalidName), "{name:?}");
        }
    }

    #[test]
    fn a_key_and_a_note_of_the_same_name_do_not_meet() {
        let key = EntryName::new("same").unwrap();
        let note = NoteName::new("same").unwrap();
        assert_ne!(key.account(), note.account());
    }
}
