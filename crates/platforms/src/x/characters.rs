//! Which UTF-16 units twitter-text takes for what.
//!
//! Its regular expressions look at units, not at code points, and ignore case the JavaScript way.
//! That is why the table of Latin letters has a few Greek ones: they share a capital form with a
//! mark in the original table. Surrogates (halves of a code point) are ordinary units here.

/// May stand at the beginning and the end of each part of a domain.
pub(super) fn is_domain_edge(unit: u16) -> bool {
    !matches!(
        unit,
        0x09..=0x0D
            | 0x20..=0x21
            | 0x23..=0x2F
            | 0x3A..=0x40
            | 0x5B..=0x5F
            | 0x7B..=0x7E
            | 0x85
            | 0xA0
            | 0x061C
            | 0x1680
            | 0x180E
            | 0x2000..=0x200A
            | 0x200E..=0x200F
            | 0x2028..=0x202F
            | 0x205F
            | 0x2066..=0x2069
            | 0x3000
            | 0xFEFF
            | 0xFFFE..=0xFFFF
    )
}

/// May stand inside a part of a domain.
pub(super) fn is_domain_inside(unit: u16) -> bool {
    is_domain_edge(unit) || is(unit, b"-_")
}

/// May stand in a part of the domains that are recognised without a scheme.
pub(super) fn is_plain_domain(unit: u16) -> bool {
    is_alphanumeric(unit) || is(unit, b"-") || is_latin_accent(unit)
}

/// May stand right before a link.
pub(super) fn may_precede_link(unit: u16) -> bool {
    !(is_alphanumeric(unit)
        || is(unit, b"@$#")
        || matches!(unit, 0xFEFF | 0xFF03 | 0xFF20 | 0xFFFE..=0xFFFF))
}

/// May not stand right before a link that has no scheme, though it may before others.
pub(super) fn parts_words(unit: u16) -> bool {
    is(unit, b"-_./")
}

/// May follow a top-level domain.
pub(super) fn may_follow_top_level(unit: u16) -> bool {
    !(is_alphanumeric(unit) || is(unit, b"@+-"))
}

/// May stand in a path, parentheses aside.
pub(super) fn is_path(unit: u16) -> bool {
    is_path_end(unit) || is(unit, b"!*';:,.$%[]~@|&") || unit == 0x2013
}

/// May end a path.
pub(super) fn is_path_end(unit: u16) -> bool {
    is_alphanumeric(unit)
        || is(unit, b"+-=_#/")
        || is_latin_accent(unit)
        || matches!(unit, 0x0400..=0x04FF | 0x1C80..=0x1C87)
}

/// May stand in a query.
pub(super) fn is_query(unit: u16) -> bool {
    is_query_end(unit) || is(unit, b"!?*'@();:+$%[].,~|")
}

/// May end a query.
pub(super) fn is_query_end(unit: u16) -> bool {
    is_alphanumeric(unit) || is(unit, b"-_&=#/")
}

pub(super) fn is_alphanumeric(unit: u16) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric())
}

/// Whether the units begin with this lower-case text, whatever their case.
pub(super) fn begin_with(units: &[u16], text: &[u8]) -> bool {
    units.len() >= text.len()
        && units
            .iter()
            .zip(text)
            .all(|(&unit, &byte)| lower(unit) == u16::from(byte))
}

/// The unit in lower case, if it is an ASCII letter.
pub(super) fn lower(unit: u16) -> u16 {
    u8::try_from(unit).map_or(unit, |byte| byte.to_ascii_lowercase().into())
}

fn is(unit: u16, any_of: &[u8]) -> bool {
    u8::try_from(unit).is_ok_and(|byte| any_of.contains(&byte))
}

fn is_latin_accent(unit: u16) -> bool {
    matches!(
        unit,
        0xC0..=0xD6
            | 0xD8..=0xF6
            | 0xF8..=0x24F
            | 0x253..=0x254
            | 0x256..=0x257
            | 0x259
            | 0x25B
            | 0x260
            | 0x263
            | 0x268..=0x269
            | 0x26F
            | 0x272
            | 0x275
            | 0x280
            | 0x283
            | 0x288..=0x28C
            | 0x292
            | 0x2BB
            | 0x300..=0x36F
            | 0x399
            | 0x3B9
            | 0x1E00..=0x1EFF
            | 0x1FBE
            | 0x2C65..=0x2C66
            | 0x2C7E..=0x2C7F
            | 0xA7DC
    )
}
