//! Problems of the fields that exist for one platform only.

use super::{Found, Look};
use crate::{
    count::{Count, length},
    draft::{Value, posted_text},
    fields::{Control, Field},
    platform::Platform,
    problem::{Issue, Place},
    rules::{Format, Limit, Unit},
};

const LONGEST_TOPIC: usize = 50;
/// Nobody says how long an id may be. None that a platform gives is nearly as long.
const LONGEST_ID: Limit = Limit {
    most: 100,
    unit: Unit::Utf16,
};
/// The service stores no longer address (inferred; browsers and servers agree on about this).
const LONGEST_ADDRESS: usize = 2_048;

impl Look<'_> {
    pub(super) fn field_issues(&self) -> Found {
        let mut found = Found::new();
        for field in self
            .rules
            .fields
            .iter()
            .filter(|field| field.is_for(self.draft.post_type))
        {
            let value = self
                .draft
                .values
                .get(field.name)
                .filter(|value| is_filled_in(value));
            let issue = match value {
                Some(value) => self.value_issue(field, value),
                None => field.required.then_some(Issue::ValueMissing),
            };
            found.extend(issue.map(|issue| (Place::Field(field), issue)));
        }
        found.extend(self.combination_issues());
        found
    }

    fn value_issue(&self, field: &Field, value: &Value) -> Option<Issue> {
        match (&field.control, value) {
            (Control::Switch { .. }, Value::Switch(_)) => None,
            (Control::Tags { most }, Value::List(tags)) => self.tags_issue(tags, *most),
            (Control::Names { most }, Value::List(names)) => too_many(names.len(), *most),
            (Control::Countries, Value::List(countries)) => unless(
                countries.iter().all(|country| is_country(country)),
                Issue::NotACountry,
            ),
            (control, Value::Text(text)) => text_issue(control, text),
            _ => Some(Issue::ValueOfWrongKind),
        }
    }

    fn tags_issue(&self, tags: &[String], most: usize) -> Option<Issue> {
        if tags.iter().any(|tag| self.refuses_angle_brackets(tag)) {
            return Some(Issue::AngleBrackets);
        }
        too_long(
            Limit {
                most,
                unit: Unit::Utf16,
            },
            tags_length(tags),
        )
    }

    fn combination_issues(&self) -> Found {
        let mut found = Found::new();
        let mut add = |name: &str, issue: Issue| {
            found.extend(Field::named(name).map(|field| (Place::Field(field), issue)));
        };
        let is_set = |name: &str| self.draft.values.get(name).is_some_and(is_filled_in);
        if self.draft.scheduled && self.is_chosen("instagram_media_type", "STORIES") {
            add("instagram_media_type", Issue::StoryScheduled);
        }
        if self.is_chosen("youtube_type", "shorts") && is_set("youtube_thumbnail_url") {
            add("youtube_thumbnail_url", Issue::ThumbnailOnShort);
        }
        let has_words = !posted_text(self.draft, self.platform).is_empty();
        if has_words && self.is_chosen("tiktok_post_mode", "MEDIA_UPLOAD") {
            add("tiktok_post_mode", Issue::TextNotSent);
        }
        if self.platform == Platform::YouTube
            && is_set("youtube_allowed_countries")
            && is_set("youtube_blocked_countries")
        {
            add("youtube_blocked_countries", Issue::CountriesContradict);
        }
        found
    }
}

fn text_issue(control: &Control, text: &str) -> Option<Issue> {
    match control {
        Control::Text { limits } => limits
            .iter()
            .find_map(|limit| too_long(*limit, length(limit.unit, text))),
        Control::Choice { values, .. } => unless(values.contains(&text), Issue::ValueNotAChoice),
        Control::Language { .. } => unless(is_language(text), Issue::NotALanguage),
        Control::Date => unless(is_date(text), Issue::NotADate),
        Control::Url => unless(is_address(text), Issue::NotAnAddress),
        Control::ImageUrl { formats, .. } => image_address_issue(text, formats),
        Control::Number => unless(
            text.bytes().all(|byte| byte.is_ascii_digit()),
            Issue::NotANumber,
        ),
        Control::Topic => topic_issue(text),
        Control::Id => too_long(LONGEST_ID, length(Unit::Utf16, text)),
        Control::Switch { .. }
        | Control::Tags { .. }
        | Control::Names { .. }
        | Control::Countries
        | Control::Media => Some(Issue::ValueOfWrongKind),
    }
}

fn is_filled_in(value: &Value) -> bool {
    match value {
        Value::Switch(_) => true,
        Value::Text(text) => !text.trim().is_empty(),
        Value::List(items) => !items.is_empty(),
    }
}

fn unless(fits: bool, issue: Issue) -> Option<Issue> {
    (!fits).then_some(issue)
}

fn too_many(count: usize, most: Option<usize>) -> Option<Issue> {
    let most = most?;
    (count > most).then_some(Issue::TooManyValues { count, most })
}

fn too_long(limit: Limit, used: usize) -> Option<Issue> {
    let count = Count {
        used,
        limit: Some(limit.most),
        unit: limit.unit,
    };
    (count.over() > 0).then_some(Issue::TextTooLong(count))
}

/// YouTube puts quotation marks around a tag with a space in it, and a comma between two tags; they
/// count too.
fn tags_length(tags: &[String]) -> usize {
    let quotes = |tag: &&String| if tag.contains(' ') { 2 } else { 0 };
    let letters: usize = tags
        .iter()
        .map(|tag| length(Unit::Utf16, tag) + quotes(&tag))
        .sum();
    letters + tags.len().saturating_sub(1)
}

fn topic_issue(topic: &str) -> Option<Issue> {
    if topic.contains(['.', '&', '\n', '\r']) {
        return Some(Issue::NotATopic);
    }
    too_long(
        Limit {
            most: LONGEST_TOPIC,
            unit: Unit::Utf16,
        },
        length(Unit::Utf16, topic),
    )
}

/// `https://`, then a host with a dot in it and perhaps a port: the service wants public addresses.
fn is_address(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(is_public_host)
        && text.len() <= LONGEST_ADDRESS
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\')
}

fn is_public_host(host: &str) -> bool {
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let top_level = name.rsplit_once('.').map(|(_, top_level)| top_level);
    name.split('.').all(is_label)
        && top_level.is_some_and(|label| label.starts_with(char::is_alphabetic))
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// An address without an ending can lead to anything, so only a wrong ending is a problem.
fn image_address_issue(text: &str, taken: &'static [Format]) -> Option<Issue> {
    if !is_address(text) {
        return Some(Issue::NotAnAddress);
    }
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|file| file.rsplit_once('.'));
    let format = Format::of_ending(ending?.1)?;
    unless(taken.contains(&format), Issue::AddressNotTaken(taken))
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The shape of BCP 47: parts of letters and digits, the first of 2 to 8 letters.
fn is_language(text: &str) -> bool {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let first = text.split('-').next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && text.split('-').all(is_part)
}

/// `2026-04-15`, alone or before a time of day in UTC (`T13:00:00Z`).
fn is_date(text: &str) -> bool {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    is_day(day) && time.is_none_or(is_time)
}

fn is_day(text: &str) -> bool {
    let Some([year, month, day]) = numbers(text, '-', [4, 2, 2]) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_suffix('Z') else {
        return false;
    };
    let (seconds, fraction) = match time.split_once('.') {
        Some((seconds, fraction)) => (seconds, Some(fraction)),
        None => (time, None),
    };
    let is_fraction = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    numbers(seconds, ':', [2, 2, 2])
        .is_some_and(|[hour, minute, second]| hour < 24 && minute < 60 && second < 60)
        && fraction.is_none_or(is_fraction)
}

/// Three numbers of so many digits each.
fn numbers(text: &str, separator: char, lengths: [usize; 3]) -> Option<[u32; 3]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let parts: [&str; 3] = parts.try_into().ok()?;
    let mut numbers = [0; 3];
    for ((part, length), number) in parts.into_iter().zip(lengths).zip(&mut numbers) {
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| is_number)?;
    }
    Some(numbers)
}
