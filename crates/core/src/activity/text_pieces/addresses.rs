//! Web addresses in a text, as people write them.
//!
//! With a scheme (`https://…`) any host is one; without, only a name that ends in a known top-level
//! domain. Only `http` and `https` count: what begins in another way is text. An address ends where
//! a person would say that it ends: before the full stop of the sentence, before a closing bracket
//! that was opened outside, before Chinese words that follow without a space.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use latchkey_platforms::is_top_level_domain;
use url::{Host, Url};

use super::hidden::Hidden;

/// No browser takes longer ones from another program on every system.
const LONGEST: usize = 2_000;

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Where it stands, in bytes.
    pub(crate) range: Range<usize>,
    /// Where it leads, without a user name or password.
    pub(crate) url: Url,
}

/// The addresses in a text, from left to right. A hidden character ends an address.
pub(super) fn find(text: &str, hidden: &[Hidden]) -> Vec<Address> {
    let mut found = Vec::new();
    let mut start = 0;
    // What follows a hidden character is the end of a word, not a name.
    let mut is_broken = false;
    for hidden in hidden {
        find_in(text, start..hidden.range.start, is_broken, &mut found);
        start = hidden.range.end;
        is_broken = !hidden.is_break();
    }
    find_in(text, start..text.len(), is_broken, &mut found);
    found
}

/// Reads an address that stands alone, such as a platform's link to a post.
pub(crate) fn read(address: &str) -> Option<Url> {
    let address = Some(address.trim()).filter(|address| address.len() <= LONGEST)?;
    let url = Url::parse(address).ok()?;
    let mut url = Some(url).filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.has_host() && url.as_str().len() <= LONGEST
    })?;
    // They serve to pass one host off as another; a page that asks for a password asks for itself.
    let stripped = url.set_username("").and_then(|()| url.set_password(None));
    stripped.ok().map(|()| url)
}

/// The host as it cannot be mistaken: the letters of other scripts encoded, numbers as an address,
/// with the port where it is not the usual one.
pub(crate) fn shown_host(url: &Url) -> String {
    let host = match url.host() {
        Some(Host::Domain(name)) => name.trim_end_matches('.').to_owned(),
        Some(Host::Ipv4(address)) => address.to_string(),
        Some(Host::Ipv6(address)) => format!("[{address}]"),
        None => String::new(),
    };
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

fn find_in(text: &str, part: Range<usize>, is_broken: bool, found: &mut Vec<Address>) {
    let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut from = part.start;
    while let Some(name) = next_name(slice(from..part.end)) {
        let name = from + name.start..from + name.end;
        let after = slice(name.end..part.end);
        let scheme = scheme(slice(name.clone())).filter(|_| after.starts_with("://"));
        let start = scheme.map_or(name.start, |length| name.end - length);
        // Looking no further keeps the time in proportion to the text's length.
        let window = text.floor_char_boundary(part.end.min(start + LONGEST + 1));
        let rest = slice(start..window);
        let read = if scheme.is_some() {
            with_scheme(rest)
        } else if is_broken && start == part.start {
            None
        } else {
            without_scheme(slice(part.start..start), rest, name.len())
        };
        from = name.end;
        if let Some((written, url)) = read {
            let range = start..start + written.len();
            from = range.end;
            found.extend(url.map(|url| Address { range, url }));
        }
    }
}

/// The next run of characters that a name without a scheme can be made of.
fn next_name(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| is_in_name(c) && c.is_alphanumeric())?;
    let rest = text.get(start..)?;
    let length = rest.find(|c| !is_in_name(c)).unwrap_or(rest.len());
    Some(start..start + length)
}

/// The length of the scheme a name ends with: the `https` of `https://`.
fn scheme(name: &str) -> Option<usize> {
    let ends_with = |scheme: &&str| {
        let start = name.len().checked_sub(scheme.len());
        let end = start.and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    };
    let schemes = ["https", "http"];
    schemes.iter().find(|s| ends_with(s)).map(|s| s.len())
}

/// The address at the start of `text`, which begins with its scheme: as written, and where it leads,
/// unless it is too long.
fn with_scheme(text: &str) -> Option<(&str, Option<Url>)> {
    let host_start = text.find("://")? + "://".len();
    let host_end = host_start + host_length(text.get(host_start..)?);
    let is_reachable = match read(text.get(..host_end)?)?.host()? {
        Host::Domain(name) => name == "localhost" || name.trim_end_matches('.').contains('.'),
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    };
    if !is_reachable {
        return None;
    }
    let written = with_path(text, host_end)?;
    Some((written, read(written)))
}

/// The address at the start of `text`, which begins with a name of this length.
fn without_scheme<'t>(before: &str, text: &'t str, name: usize) -> Option<(&'t str, Option<Url>)> {
    // Part of a mail address, a path, a hashtag, or an address of another kind.
    let is_part = before.ends_with(['@', '/', '\\', '#', '$']);
    if is_part || text.get(name..)?.starts_with(['@', '\\']) {
        return None;
    }
    let name = text.get(..name)?.trim_end_matches(['.', '-', '_']);
    let (_, last) = name.rsplit_once('.')?;
    if name.contains("..") || !is_top_level_domain(last) {
        return None;
    }
    let written = with_path(text, name.len() + port_length(text.get(name.len()..)?))?;
    Some((written, read(&format!("https://{written}"))))
}

/// The address that begins `text` and whose host ends at `host_end`, without the punctuation after
/// it.
fn with_path(text: &str, host_end: usize) -> Option<&str> {
    let rest = text.get(host_end..)?;
    let path = if rest.starts_with(['/', '?', '#']) {
        rest.find(|c| !is_in_path(c)).unwrap_or(rest.len())
    } else {
        0
    };
    text.get(..host_end + path).map(without_punctuation)
}

/// How long the user name, the password, the host and the port at the start of `text` are.
fn host_length(text: &str) -> usize {
    let ends = |c: char| matches!(c, '/' | '?' | '#') || !(is_in_path(c) || is_unspaced(c));
    let whole = text.split(ends).next().unwrap_or_default();
    let user = whole.rfind('@').map_or(0, |at| at + 1);
    let host = whole.get(user..).unwrap_or_default();
    let mut length = 0;
    for (at, c) in host.char_indices() {
        let is_of_host = is_letter(c) || matches!(c, '.' | '-' | '_' | ':' | '[' | ']' | '%');
        let so_far = host.get(..at).unwrap_or_default();
        if !is_of_host || is_unspaced(c) && ends_in_top_level(so_far) {
            break;
        }
        length = at + c.len_utf8();
    }
    user + length
}

/// Whether a name is complete before words that follow without a space.
fn ends_in_top_level(name: &str) -> bool {
    let last = name.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| last.is_ascii() && is_top_level_domain(last))
}

fn port_length(text: &str) -> usize {
    let digits = text.strip_prefix(':').unwrap_or_default();
    match digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len())
    {
        0 => 0,
        count => ":".len() + count,
    }
}

/// Leaves out what ends the sentence and not the address.
fn without_punctuation(written: &str) -> &str {
    let mut rest = written;
    while let Some(last) = rest.chars().next_back() {
        let count = |c: char| rest.matches(c).count();
        let is_outside = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => true,
            ')' => count(')') > count('('),
            ']' => count(']') > count('['),
            _ => false,
        };
        if !is_outside {
            break;
        }
        rest = rest.strip_suffix(last).unwrap_or_default();
    }
    rest
}

fn is_in_name(c: char) -> bool {
    matches!(c, '.' | '-' | '_') || is_letter(c) && !is_unspaced(c)
}

fn is_in_path(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic()
            && !matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^');
    }
    is_letter(c) && !is_unspaced(c)
}

/// A letter, a digit, or a sign on one.
fn is_letter(c: char) -> bool {
    let is_mark = |c| {
        let category = CodePointMapData::<GeneralCategory>::new().get(c);
        matches!(
            category,
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
        )
    };
    c.is_alphanumeric() || !c.is_ascii() && is_mark(c)
}

/// A letter of a script that puts no space between words.
fn is_unspaced(c: char) -> bool {
    const UNSPACED: [Script; 8] = [
        Script::Han,
        Script::Hiragana,
        Script::Katakana,
        Script::Hangul,
        Script::Thai,
        Script::Lao,
        Script::Khmer,
        Script::Myanmar,
    ];
    !c.is_ascii() && UNSPACED.contains(&CodePointMapData::<Script>::new().get(c))
}

#[cfg(test)]
mod tests;
