//! Top-level domains, in the order twitter-text tries them (`tlds.txt`, written by
//! `tests/vectors/tables.mjs`). A newer domain is no link for X's counter either.

use std::{
    collections::{BTreeMap, HashSet},
    sync::LazyLock,
};

use super::characters::{begin_with, is_alphanumeric, lower, may_follow_top_level};

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tlds.txt")));

/// Room for the longest one in ASCII.
const ROOM: usize = 32;

/// Whether this is the name of a top-level domain, such as `com`.
pub(super) fn is_one(name: &str) -> bool {
    let units: Vec<u16> = name.encode_utf16().collect();
    length(&units) == Some(units.len())
}

struct Table {
    ascii: HashSet<&'static [u8]>,
    /// All others in capitals, by their first unit.
    others: BTreeMap<u16, Vec<Vec<u16>>>,
}

/// How long the top-level domain is with which the text begins, in units.
pub(super) fn length(text: &[u16]) -> Option<usize> {
    TABLE
        .ascii_length(text)
        .or_else(|| TABLE.other_length(text))
        .or_else(|| encoded_length(text))
}

impl Table {
    fn read(domains: &'static str) -> Self {
        let (ascii, others): (Vec<&str>, Vec<&str>) =
            domains.lines().partition(|domain| domain.is_ascii());
        let mut by_first: BTreeMap<u16, Vec<Vec<u16>>> = BTreeMap::new();
        for domain in others {
            let units: Vec<u16> = domain.encode_utf16().map(capital).collect();
            if let Some(&first) = units.first() {
                by_first.entry(first).or_default().push(units);
            }
        }
        Self {
            ascii: ascii.into_iter().map(str::as_bytes).collect(),
            others: by_first,
        }
    }

    /// Nothing alphanumeric may follow, so it is the whole word or nothing.
    fn ascii_length(&self, text: &[u16]) -> Option<usize> {
        let mut word = [0; ROOM];
        let mut length = 0;
        for (&unit, letter) in text.iter().zip(&mut word) {
            let Ok(byte) = u8::try_from(lower(unit)) else {
                break;
            };
            if !byte.is_ascii_alphanumeric() {
                break;
            }
            *letter = byte;
            length += 1;
        }
        let is_whole = length > 0 && ends(text, length);
        (is_whole && self.ascii.contains(word.get(..length)?)).then_some(length)
    }

    fn other_length(&self, text: &[u16]) -> Option<usize> {
        let candidates = self.others.get(&capital(*text.first()?))?;
        let begins = |domain: &&Vec<u16>| {
            let beginning = text.get(..domain.len()).unwrap_or_default();
            beginning
                .iter()
                .copied()
                .map(capital)
                .eq(domain.iter().copied())
        };
        candidates
            .iter()
            .filter(begins)
            .map(Vec::len)
            .find(|&length| ends(text, length))
    }
}

/// A top-level domain in Punycode is not looked up.
fn encoded_length(text: &[u16]) -> Option<usize> {
    if !begin_with(text, b"xn--") {
        return None;
    }
    let is_part = |unit: &&u16| is_alphanumeric(**unit) || **unit == u16::from(b'-');
    let length = text.iter().take_while(is_part).count();
    (length > "xn--".len()).then_some(length)
}

fn ends(text: &[u16], length: usize) -> bool {
    text.get(length)
        .is_none_or(|&next| may_follow_top_level(next))
}

/// The capital form of one unit, where it is one unit too and both are ASCII or both are not.
fn capital(unit: u16) -> u16 {
    let Some(letter) = char::from_u32(unit.into()) else {
        return unit;
    };
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) if letter.is_ascii() == capital.is_ascii() => {
            u16::try_from(u32::from(capital)).unwrap_or(unit)
        }
        _ => unit,
    }
}
