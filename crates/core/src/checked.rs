//! Text a person typed, checked. A value of these types is known to be good.

use crate::error::{Error, Invalid};

/// The name of a key or a workspace: 1 to 64 characters, no control characters, no spaces at the
/// ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name(String);

impl Name {
    /// The longest name, in characters.
    pub(crate) const MAX: usize = 64;

    /// Checks a name.
    ///
    /// # Errors
    /// [`Invalid`] says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Name, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Invalid::NameEmpty.into());
        }
        if text.chars().count() > Name::MAX {
            return Err(Invalid::NameTooLong.into());
        }
        if has_hidden_characters(text) {
            return Err(Invalid::NameHasHiddenCharacters.into());
        }
        Ok(Name(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a key is for: up to 500 characters, may be empty.
///
/// # Errors
/// [`Invalid::PurposeTooLong`].
pub(crate) fn purpose(text: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().count() > 500 {
        return Err(Invalid::PurposeTooLong.into());
    }
    Ok(text.to_owned())
}

/// Where a key is used: 1 to 120 characters.
///
/// # Errors
/// [`Invalid::PlaceEmpty`] or [`Invalid::PlaceTooLong`].
pub(crate) fn place(text: &str) -> Result<String, Error> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Invalid::PlaceEmpty.into()),
        1..=120 if !has_hidden_characters(text) => Ok(text.to_owned()),
        _ => Err(Invalid::PlaceTooLong.into()),
    }
}

/// Days between rotations: 1 to 730, or never.
///
/// # Errors
/// [`Invalid::RotationDays`].
pub(crate) fn rotation_days(days: Option<u32>) -> Result<Option<u32>, Error> {
    match days {
        None | Some(1..=730) => Ok(days),
        Some(_) => Err(Invalid::RotationDays.into()),
    }
}

/// Control characters, and those that reorder or hide what a person reads.
fn has_hidden_characters(text: &str) -> bool {
    text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_64_characters_is_the_longest() {
        assert!(
            Name::parse(&"é".repeat(64)).is_ok(),
            "characters count, not bytes"
        );
        assert!(Name::parse(&"é".repeat(65)).is_err(), "one too many");
    }

    #[test]
    fn a_name_made_of_spaces_is_empty() {
        assert!(matches!(
            Name::parse(" \t "),
            Err(Error::Invalid(Invalid::NameEmpty))
        ));
    }

    #[test]
    fn a_name_cannot_pretend_to_be_another_by_reordering() {
        assert!(Name::parse("app\u{202E}noitcudorp").is_err());
    }

    #[test]
    fn rotation_is_between_a_day_and_two_years_or_never() {
        assert!(rotation_days(None).is_ok());
        assert!(rotation_days(Some(1)).is_ok());
        assert!(rotation_days(Some(0)).is_err());
        assert!(rotation_days(Some(731)).is_err());
    }
}
