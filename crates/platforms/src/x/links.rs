//! Finds the links in a text the way twitter-text's `extractUrlsWithIndices` does.
//!
//! With a scheme (`https://`) a domain may be in any script. Without one only the Latin part of it
//! counts as the link. A link's length is what the counter steps over, which in rare cases (a Latin
//! domain in the middle of another, with a path) is less than the link takes up.

use std::ops::Range;

use super::{
    Span,
    characters::{
        begin_with, is_alphanumeric, is_path, is_path_end, is_query, is_query_end,
        may_precede_link, parts_words,
    },
    domains::{Alphabet, Dot, Dots},
    punycode,
};

/// A link with a longer address is none, scheme included (twice, if it is written).
const LONGEST: usize = 4_096;
/// X's own short links have no longer name.
const LONGEST_SHORT_NAME: usize = 40;
const SCHEMES: [&[u8]; 2] = [b"https://", b"http://"];

/// The links, from left to right.
pub(super) fn find(text: &[u16]) -> Vec<Span> {
    if !text.contains(&u16::from(b'.')) {
        return Vec::new();
    }
    let dots = Dots::of(text, Alphabet::ANY);
    let mut found = Vec::new();
    let mut from = 0;
    for dot in dots.iter() {
        if let Some(candidate) = candidate(text, &dots, dot, from) {
            from = candidate.end;
            candidate.links(text, &mut found);
        }
    }
    found
}

/// What looks like a link, in positions of the whole text.
struct Candidate {
    /// The unit before it.
    before: Option<u16>,
    start: usize,
    domain: Range<usize>,
    has_path: bool,
    end: usize,
}

/// The first candidate whose domain has its first dot here and that begins, with the unit before
/// it, at `from` or later.
fn candidate(text: &[u16], dots: &Dots<'_>, dot: &Dot, from: usize) -> Option<Candidate> {
    let can_begin = |start: &usize| match start.checked_sub(1) {
        Some(before) => before >= from && text.get(before).is_some_and(|&u| may_precede_link(u)),
        None => from == 0,
    };
    starts(text, dot)
        .filter(|(start, _)| can_begin(start))
        .find_map(|(start, domain_start)| {
            let domain = domain_start..dots.domain_end(dot, domain_start)?;
            Some(Candidate::new(text, start, domain))
        })
}

/// Where a link can begin, and its domain, in the order in which twitter-text tries.
fn starts(text: &[u16], dot: &Dot) -> impl Iterator<Item = (usize, usize)> {
    let part_start = dot.part_start;
    let with_scheme = scheme_start(text, part_start).map(|start| (start, part_start));
    // At the beginning of the text the first unit is first taken as the one before the link.
    let at_text_start = (part_start == 0 && dot.at > 1).then_some([1, 0]);
    let others = part_start + if at_text_start.is_some() { 2 } else { 0 };
    with_scheme.into_iter().chain(
        at_text_start
            .into_iter()
            .flatten()
            .chain(others..dot.at)
            .map(|start| (start, start)),
    )
}

fn scheme_start(text: &[u16], end: usize) -> Option<usize> {
    SCHEMES.into_iter().find_map(|scheme| {
        let start = end.checked_sub(scheme.len())?;
        begin_with(text.get(start..end)?, scheme).then_some(start)
    })
}

impl Candidate {
    fn new(text: &[u16], start: usize, domain: Range<usize>) -> Self {
        let after_port = after_port(text, domain.end);
        let after_path = after_path(text, after_port);
        Self {
            before: start
                .checked_sub(1)
                .and_then(|before| text.get(before).copied()),
            start,
            domain,
            has_path: after_path > after_port,
            end: after_query(text, after_path),
        }
    }

    /// Adds the links in it: none, one, or several. `a.com一b.com` is one domain, and two links.
    fn links(&self, text: &[u16], found: &mut Vec<Span>) {
        let domain = text.get(self.domain.clone()).unwrap_or_default();
        let plain = plain_domains(domain);
        if !self.is_valid(domain, &plain) {
            return;
        }
        if self.domain.start > self.start {
            let link = text.get(self.start..self.end).unwrap_or_default();
            found.extend(with_scheme(link).map(|length| Span {
                start: self.start,
                length,
            }));
        } else if !self.before.is_some_and(parts_words) {
            self.without_scheme(&plain, found);
        }
    }

    fn is_valid(&self, domain: &[u16], plain: &[Span]) -> bool {
        let scheme = match self.domain.start - self.start {
            0 => "https://".len(),
            written => written,
        };
        let is_encoded = domain.starts_with(&[b'x', b'n', b'-', b'-'].map(u16::from));
        scheme + (self.end - self.start) <= LONGEST
            && !(is_encoded && plain.is_empty())
            && punycode::parts_fit(domain)
    }

    fn without_scheme(&self, plain: &[Span], found: &mut Vec<Span>) {
        found.extend(plain.iter().map(|domain| Span {
            start: self.start + domain.start,
            length: domain.length,
        }));
        if let Some(last) = found
            .last_mut()
            .filter(|_| self.has_path && !plain.is_empty())
        {
            last.length += self.end - self.domain.end;
        }
    }
}

/// How long a link with a scheme is; X's own short links end after their name.
fn with_scheme(link: &[u16]) -> Option<usize> {
    let short = SCHEMES.into_iter().find_map(|scheme| {
        let prefix = [scheme, b"t.co/"].concat();
        begin_with(link, &prefix).then_some(prefix.len())
    });
    let Some(prefix) = short else {
        return Some(link.len());
    };
    let name = link
        .iter()
        .skip(prefix)
        .take_while(|&&unit| is_alphanumeric(unit))
        .count();
    match name {
        0 => Some(link.len()),
        1..=LONGEST_SHORT_NAME => Some(after_query(link, prefix + name)),
        _ => None,
    }
}

/// The Latin domains within a domain.
fn plain_domains(domain: &[u16]) -> Vec<Span> {
    let dots = Dots::of(domain, Alphabet::PLAIN);
    let mut found: Vec<Span> = Vec::new();
    let mut from = 0;
    for dot in dots.iter() {
        let start = dot.part_start.max(from);
        if let Some(end) = dots.domain_end(dot, start) {
            let searched = found.last().map_or(0, |last| last.end());
            found.push(first_same(domain, searched, start..end));
            from = end;
        }
    }
    found
}

/// The reference looks for the text of a domain it found again, and can meet it earlier.
fn first_same(domain: &[u16], from: usize, found: Range<usize>) -> Span {
    let length = found.len();
    let wanted = domain.get(found.clone()).unwrap_or_default();
    let later = domain.get(from..).unwrap_or_default();
    let earlier = later.windows(length).position(|text| text == wanted);
    Span {
        start: earlier.map_or(found.start, |offset| from + offset),
        length,
    }
}

fn after_port(text: &[u16], start: usize) -> usize {
    if text.get(start) != Some(&u16::from(b':')) {
        return start;
    }
    let is_digit = |unit: &&u16| (u16::from(b'0')..=u16::from(b'9')).contains(unit);
    let digits = text.iter().skip(start + 1).take_while(is_digit).count();
    if digits > 0 {
        start + 1 + digits
    } else {
        start
    }
}

/// A path goes as far as its characters and balanced parentheses do, and then back to the last that
/// may end it.
fn after_path(text: &[u16], start: usize) -> usize {
    if text.get(start) != Some(&u16::from(b'/')) {
        return start;
    }
    let mut at = start + 1;
    let mut end = at;
    while let Some(&unit) = text.get(at) {
        if let Some(length) = parentheses(&text[at..]) {
            at += length;
            end = at;
        } else if is_path(unit) {
            at += 1;
            if is_path_end(unit) {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// The length of a pair of parentheses with something in it, which may be one more pair.
fn parentheses(text: &[u16]) -> Option<usize> {
    let run = |from: usize| {
        from + text
            .iter()
            .skip(from)
            .take_while(|&&unit| is_path(unit))
            .count()
    };
    let is = |at: usize, byte: u8| text.get(at) == Some(&u16::from(byte));
    if !is(0, b'(') {
        return None;
    }
    let first = run(1);
    if is(first, b')') {
        return (first > 1).then_some(first + 1);
    }
    let inner = is(first, b'(').then(|| run(first + 1))?;
    let last = (inner > first + 1 && is(inner, b')')).then(|| run(inner + 1))?;
    is(last, b')').then_some(last + 1)
}

fn after_query(text: &[u16], start: usize) -> usize {
    if text.get(start) != Some(&u16::from(b'?')) {
        return start;
    }
    let query = text.iter().enumerate().skip(start + 1);
    query
        .take_while(|&(_, &unit)| is_query(unit))
        .filter(|&(_, &unit)| is_query_end(unit))
        .last()
        .map_or(start, |(at, _)| at + 1)
}
