//! What a row says: a draft as far as it can be read, and everything in it that cannot.
//!
//! Refuses to leave out silently what a cell says: a cell that is not understood is a fault of its
//! row and column. Files are only named here; nothing is looked up on the disk.

use jiff::civil::Date;
use latchkey_platforms::{Control, Field, Platform};
use latchkey_store::profiles::ProfileRow;
use latchkey_text::{bulk as t, platforms};

use super::fault::{Fault, quoted};
use super::hour::{self, Cells, WallClock};
use super::meaning::{self, Meaning, letters};
use super::table::Row;
use super::when::{self, DayOrder, Said};
use crate::views::{DraftContent, FieldContent, FieldValue};
use crate::wording;

/// What the columns mean, and what rows refer to.
pub(super) struct Columns<'a> {
    pub(super) meanings: &'a [Option<Meaning>],
    /// What comes first in the dates of each column.
    pub(super) orders: &'a [DayOrder],
    pub(super) profiles: &'a [ProfileRow],
    /// Of rows that name none.
    pub(super) profile: Option<&'a str>,
    pub(super) clock: WallClock<'a>,
}

/// A row that was read.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) number: u32,
    /// Without its files.
    pub(super) content: DraftContent,
    pub(super) files: Vec<NamedFile>,
    pub(super) faults: Vec<Fault>,
}

/// A file as a row names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedFile {
    pub(super) column: usize,
    /// Only for this platform.
    pub(super) platform: Option<Platform>,
    pub(super) name: String,
    pub(super) alt_text: String,
}

/// Other names platforms go by, as [`letters`] leaves them.
const OTHER_NAMES: &[(Platform, &str)] = &[
    (Platform::X, "twitter xtwitter twitterx xformerlytwitter"),
    (Platform::YouTube, "yt youtubeshorts"),
    (Platform::Instagram, "ig insta"),
    (Platform::Facebook, "fb facebookpage"),
    (Platform::LinkedIn, "li linkedinpage"),
    (Platform::TikTok, "tt"),
    (Platform::Pinterest, "pin"),
    (Platform::Bluesky, "bsky"),
    (
        Platform::GoogleBusiness,
        "googlebusinessprofile googlemybusiness gbp gmb",
    ),
];
const YES: [&str; 8] = ["yes", "y", "true", "1", "on", "x", "ja", "wahr"];
const NO: [&str; 7] = ["no", "n", "false", "0", "off", "nein", "falsch"];

impl Columns<'_> {
    /// Reads a row.
    pub(super) fn read(&self, row: &Row) -> Draft {
        let mut draft = Draft {
            number: row.number,
            content: DraftContent {
                profile: self.profile.map(str::to_owned),
                ..DraftContent::default()
            },
            files: Vec::new(),
            faults: Vec::new(),
        };
        if row.too_long {
            draft.faults.push(Fault::of_row(t::row_too_long()));
        }
        let mut alt_texts = Vec::new();
        for (column, meaning, cell) in self.filled(row) {
            match meaning {
                Meaning::Date | Meaning::Time | Meaning::DateTime => {}
                Meaning::Profile => draft.profile(column, cell, self.profiles),
                Meaning::Platforms => draft.platforms(column, cell),
                Meaning::Text => draft.content.text = cell.to_owned(),
                Meaning::Title => draft.content.title = cell.to_owned(),
                Meaning::FirstComment => draft.content.first_comment = cell.to_owned(),
                Meaning::Files => draft.files(column, None, cell),
                Meaning::AltText => alt_texts.push((column, cell)),
                Meaning::Field(field) => draft.field(column, field, cell, self.orders),
            }
        }
        draft.describe(&alt_texts);
        let (when, faults) = hour::when(&self.times(row), self.clock);
        draft.content.when = when;
        draft.faults.extend(faults);
        if draft.says_nothing() {
            draft.faults.push(Fault::of_row(t::row_says_nothing()));
        }
        draft
    }

    fn filled<'r>(&self, row: &'r Row) -> impl Iterator<Item = (usize, Meaning, &'r str)> {
        let cells = self.meanings.iter().zip(&row.cells).enumerate();
        cells
            .filter(|(_, (_, cell))| !cell.is_empty())
            .filter_map(|(column, (meaning, cell))| Some((column, (*meaning)?, cell.as_str())))
    }

    fn times<'r>(&self, row: &'r Row) -> Cells<'r> {
        let of = |wanted: Meaning| {
            let column = self
                .meanings
                .iter()
                .position(|each| *each == Some(wanted))?;
            let order = self.orders.get(column).copied();
            Some(hour::Cell {
                column,
                text: row.cells.get(column)?,
                order: order.unwrap_or(DayOrder::Unknown),
            })
        };
        Cells {
            both: of(Meaning::DateTime),
            day: of(Meaning::Date),
            hour: of(Meaning::Time),
        }
    }
}

impl Draft {
    fn says_nothing(&self) -> bool {
        let texts = [&self.content.text, &self.content.title];
        texts.iter().all(|text| text.is_empty())
            && self.files.is_empty()
            && !self
                .content
                .values
                .iter()
                .any(|value| is_words(&value.field))
    }

    fn profile(&mut self, column: usize, cell: &str, profiles: &[ProfileRow]) {
        let named = profiles.iter().filter(|profile| {
            profile.id == cell || profile.name.trim().to_lowercase() == cell.to_lowercase()
        });
        match named.collect::<Vec<_>>()[..] {
            [profile] => self.content.profile = Some(profile.id.clone()),
            [] => self.wrong(column, t::profile_unknown(quoted(cell))),
            _ => self.wrong(column, t::profile_ambiguous(quoted(cell))),
        }
    }

    fn platforms(&mut self, column: usize, cell: &str) {
        for name in parts(cell, &[',', ';', '|', '/', '+', '\n']) {
            match platform(name) {
                Some(platform) => {
                    let slug = platform.slug().to_owned();
                    if !self.content.platforms.contains(&slug) {
                        self.content.platforms.push(slug);
                    }
                }
                None => self.wrong(column, t::platform_unknown(known_platforms(), quoted(name))),
            }
        }
    }

    fn files(&mut self, column: usize, platform: Option<Platform>, cell: &str) {
        let names = parts(cell, &[';', '|', '\n']);
        self.files.extend(names.map(|name| NamedFile {
            column,
            platform,
            name: name.to_owned(),
            alt_text: String::new(),
        }));
    }

    /// Descriptions stand in the order of the files. A single file has the whole cell.
    fn describe(&mut self, cells: &[(usize, &str)]) {
        let Some((column, _)) = cells.first() else {
            return;
        };
        let own = |file: &&mut NamedFile| file.platform.is_none();
        let mut files: Vec<_> = self.files.iter_mut().filter(own).collect();
        let texts: Vec<&str> = match (cells, files.len()) {
            ([(_, whole)], 1) => vec![whole],
            _ if cells.len() == files.len() => cells.iter().map(|(_, cell)| *cell).collect(),
            _ => cells
                .iter()
                .flat_map(|(_, cell)| parts(cell, &['|', '\n']))
                .collect(),
        };
        if texts.len() > files.len() {
            let said = t::too_many_descriptions(texts.len(), files.len());
            return self.wrong(*column, said);
        }
        for (file, text) in files.iter_mut().zip(texts) {
            text.clone_into(&mut file.alt_text);
        }
    }

    fn field(&mut self, column: usize, field: &'static Field, cell: &str, orders: &[DayOrder]) {
        let order = orders.get(column).copied().unwrap_or(DayOrder::Unknown);
        let value = match &field.control {
            Control::Media => return self.files(column, meaning::platform(field), cell),
            Control::Switch { .. } => switch(cell).map(FieldContent::Switch),
            Control::Choice { values, .. } => choice(field, values, cell).map(FieldContent::Text),
            Control::Tags { .. } | Control::Names { .. } | Control::Countries => {
                let entries = parts(cell, &[',', ';', '|', '\n']).map(str::to_owned);
                Ok(FieldContent::List(entries.collect()))
            }
            Control::Date => day(cell, order).map(FieldContent::Text),
            Control::Text { .. }
            | Control::Language { .. }
            | Control::Url
            | Control::ImageUrl { .. }
            | Control::Number
            | Control::Id
            | Control::Topic => Ok(FieldContent::Text(cell.to_owned())),
        };
        match value {
            Ok(value) => self.content.values.push(FieldValue {
                field: field.name.to_owned(),
                value,
            }),
            Err(no_value) => self.wrong(column, no_value.words(cell)),
        }
    }

    fn wrong(&mut self, column: usize, message: String) {
        self.faults.push(Fault::of_cell(column, message));
    }
}

/// A text or a title for one platform, which can stand in for the post's own.
fn is_words(field: &str) -> bool {
    field.ends_with("_text") || field.ends_with("_title")
}

fn platform(name: &str) -> Option<Platform> {
    let name = letters(name);
    let called = |platform: &Platform| {
        let other = OTHER_NAMES.iter().filter(|(of, _)| of == platform);
        letters(platform.slug()) == name
            || letters(&wording::platform(platform.slug())) == name
            || other
                .flat_map(|(_, names)| names.split(' '))
                .any(|other| other == name)
    };
    Platform::ALL.into_iter().find(called)
}

fn known_platforms() -> String {
    let names: Vec<String> = Platform::ALL
        .into_iter()
        .map(|platform| wording::platform(platform.slug()))
        .collect();
    names.join(", ")
}

/// Why a cell is no value of its field.
enum NoValue {
    NeitherYesNorNo,
    /// It is none of these.
    NoChoice(Vec<String>),
    /// It can be read as either.
    Ambiguous(Date, Date),
}

impl NoValue {
    fn words(self, cell: &str) -> String {
        match self {
            NoValue::NeitherYesNorNo => t::switch_unknown(quoted(cell)),
            NoValue::NoChoice(choices) => t::choice_unknown(quoted(cell), choices.join(", ")),
            NoValue::Ambiguous(one, other) => t::date_ambiguous(quoted(cell), one, other),
        }
    }
}

fn switch(cell: &str) -> Result<bool, NoValue> {
    let said = letters(cell);
    if YES.contains(&said.as_str()) {
        return Ok(true);
    }
    if NO.contains(&said.as_str()) {
        return Ok(false);
    }
    Err(NoValue::NeitherYesNorNo)
}

/// By the service's word for it or by what the person reads.
fn choice(field: &Field, values: &[&str], cell: &str) -> Result<String, NoValue> {
    let read =
        |value: &str| platforms::named(&field.value_id(value)).unwrap_or_else(|| value.to_owned());
    let said = letters(cell);
    let chosen = values
        .iter()
        .find(|value| letters(value) == said || letters(&read(value)) == said);
    chosen
        .map(|value| (*value).to_owned())
        .ok_or_else(|| NoValue::NoChoice(values.iter().map(|value| read(value)).collect()))
}

/// What is no day stays as it is: the check knows which other dates the field takes.
fn day(cell: &str, order: DayOrder) -> Result<String, NoValue> {
    match when::read(cell, order) {
        Ok(Said::Day(day)) => Ok(day.to_string()),
        Err(when::NotSaid::Ambiguous(one, other)) => Err(NoValue::Ambiguous(one, other)),
        Ok(Said::Hour(_) | Said::Both(..) | Said::Moment(_) | Said::Queue)
        | Err(when::NotSaid::NotUnderstood) => Ok(cell.to_owned()),
    }
}

fn parts<'a>(cell: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    cell.split(|letter| separators.contains(&letter))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests;
