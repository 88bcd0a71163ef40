//! Dates and times as people write them into a table.
//!
//! Refuses to guess: `03/04/2026` is a date only when another row of the column, or the date
//! itself, shows whether the day or the month comes first.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::Moment;

/// What a cell says about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A day.
    Day(Date),
    /// A time of day.
    Hour(Time),
    /// Both, on the wall.
    Both(Date, Time),
    /// A moment anywhere: it has a `Z`, or its distance from UTC.
    Moment(Moment),
    /// "Queue": the next free slot.
    Queue,
}

/// Why a cell says nothing about the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotSaid {
    /// It reads as these two days.
    Ambiguous(Date, Date),
    /// It is neither day nor time.
    NotUnderstood,
}

/// What comes first where numbers alone do not tell: `12/1/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    DayFirst,
    MonthFirst,
    /// No row shows it, or two rows show different things.
    Unknown,
}

/// What a person writes for "whenever the queue has room", without spaces and in small letters.
const QUEUE: [&str; 4] = ["queue", "nextslot", "nextfreeslot", "warteschlange"];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl DayOrder {
    /// Looks at a whole column.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> DayOrder {
        let (mut day_first, mut month_first) = (false, false);
        let days = cells.filter_map(|cell| cell.split([' ', ',', 'T', '\n']).next());
        for (first, second, _) in days.filter_map(unordered) {
            day_first |= first > 12;
            month_first |= second > 12;
        }
        match (day_first, month_first) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            (true, true) | (false, false) => DayOrder::Unknown,
        }
    }
}

/// Reads a cell that is not empty.
///
/// # Errors
/// When it is no time, or could be two.
pub(super) fn read(cell: &str, order: DayOrder) -> Result<Said, NotSaid> {
    let letters: String = cell.split_whitespace().collect();
    if QUEUE.contains(&letters.to_lowercase().as_str()) {
        return Ok(Said::Queue);
    }
    if let Some(moment) = moment(cell) {
        return Ok(Said::Moment(moment));
    }
    match (day(cell, order), hour(cell)) {
        (Err(NotSaid::NotUnderstood), Some(hour)) => Ok(Said::Hour(hour)),
        (Err(NotSaid::NotUnderstood), None) => day_and_hour(cell, order),
        (day, _) => day.map(Said::Day),
    }
}

fn moment(cell: &str) -> Option<Moment> {
    let read: Timestamp = cell.parse().ok()?;
    Moment::from_timestamp(read.as_second(), 0)
}

fn day_and_hour(cell: &str, order: DayOrder) -> Result<Said, NotSaid> {
    for (at, gap) in cell.match_indices([' ', 'T', '\n', '\t']) {
        let (before, after) = (cell.get(..at), cell.get(at + gap.len()..));
        let (Some(before), Some(hour)) = (before, after.and_then(hour)) else {
            continue;
        };
        match day(before.trim_end_matches([',', ' ']), order) {
            Err(NotSaid::NotUnderstood) => {}
            day => return day.map(|day| Said::Both(day, hour)),
        }
    }
    Err(NotSaid::NotUnderstood)
}

fn day(cell: &str, order: DayOrder) -> Result<Date, NotSaid> {
    if let Some((first, second, year)) = unordered(cell) {
        let (day_first, month_first) = (date(year, second, first), date(year, first, second));
        let said = match (order, day_first, month_first) {
            (DayOrder::Unknown, Some(one), Some(other)) if one != other => {
                return Err(NotSaid::Ambiguous(one, other));
            }
            (DayOrder::Unknown, one, other) => one.or(other),
            (DayOrder::DayFirst, day_first, _) => day_first,
            (DayOrder::MonthFirst, _, month_first) => month_first,
        };
        return said.ok_or(NotSaid::NotUnderstood);
    }
    year_first(cell)
        .or_else(|| with_dots(cell))
        .or_else(|| with_a_month_in_letters(cell))
        .ok_or(NotSaid::NotUnderstood)
}

/// `2026-12-01`, `2026/12/01`, `2026.12.01`.
fn year_first(cell: &str) -> Option<Date> {
    let [year, month, day] = three(cell, ['-', '/', '.'])?;
    if year.trim().len() != 4 {
        return None;
    }
    date(number(year)?, number(month)?, number(day)?)
}

/// `01.12.2026`, `1. 12. 26`: with dots the day comes first everywhere.
fn with_dots(cell: &str) -> Option<Date> {
    let [day, month, year] = three(cell, ['.'])?;
    date(whole_year(year)?, number(month)?, number(day)?)
}

/// `1/12/2026`, `01-12-2026`, `1/12/26`: two numbers of which either can be the day, and the year.
fn unordered(cell: &str) -> Option<(i16, i16, i16)> {
    let [first, second, year] = three(cell, ['/', '-'])?;
    if first.len() > 2 {
        return None;
    }
    Some((number(first)?, number(second)?, whole_year(year)?))
}

/// `1 Dec 2026`, `Dec 1, 2026`, `1. December 2026`.
fn with_a_month_in_letters(cell: &str) -> Option<Date> {
    let words: Vec<&str> = cell
        .split([' ', ',', '.', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    let [one, other, year] = words[..] else {
        return None;
    };
    let (month, day) = match (month(one), month(other)) {
        (Some(month), None) => (month, other),
        (None, Some(month)) => (month, one),
        (Some(_), Some(_)) | (None, None) => return None,
    };
    date(whole_year(year)?, month, number(day)?)
}

fn month(word: &str) -> Option<i16> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    i16::try_from(at + 1).ok()
}

/// `9:00`, `09:00:00`, `9.30`, `9:00 pm`, `9pm`, `9 a.m.`
fn hour(cell: &str) -> Option<Time> {
    let cell: String = cell
        .to_lowercase()
        .split_whitespace()
        .collect::<String>()
        .replace("a.m.", "am")
        .replace("p.m.", "pm");
    let (digits, half) = match (cell.strip_suffix("am"), cell.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        (None, None) => (cell.as_str(), None),
    };
    let mut parts = digits.split([':', '.']);
    let hour = number(parts.next()?)?;
    let minute = match (parts.next(), half) {
        (Some(minute), _) if minute.len() == 2 => number(minute)?,
        (None, Some(_)) => 0,
        (Some(_) | None, _) => return None,
    };
    let second = parts.next().map_or(Some(0), number)?;
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let part = |number: i16| i8::try_from(number).ok();
    let time = Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
    parts.next().is_none().then_some(time)
}

fn three<const N: usize>(cell: &str, separators: [char; N]) -> Option<[&str; 3]> {
    let separator = cell.chars().find(|letter| separators.contains(letter))?;
    let parts: Vec<&str> = cell.split(separator).map(str::trim).collect();
    parts.try_into().ok()
}

/// Two digits are of this century.
fn whole_year(digits: &str) -> Option<i16> {
    match digits.len() {
        2 => Some(2000 + number(digits)?),
        4 => number(digits),
        _ => None,
    }
}

fn number(digits: &str) -> Option<i16> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests;
