//! A table as a spreadsheet saves it: headings, and below them rows of text.
//!
//! The separator is found out. Whatever is in a cell is text, a formula too. Where a guess could
//! put text into the wrong cell without anybody noticing, the file is refused and the row named.

use std::borrow::Cow;

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

use super::encoding::letters;

/// The largest file, in bytes.
pub(super) const LARGEST: u64 = 50_000_000;
/// The most rows below the headings.
pub(super) const MOST_ROWS: usize = 10_000;
/// The most columns.
pub(super) const MOST_COLUMNS: usize = 200;

/// What tables are separated by. The first one stands where a table has one column only.
const SEPARATORS: [u8; 3] = *b",;\t";
/// How many rows tell which one it is.
const ROWS_LOOKED_AT: usize = 50;
/// A row of its own, put behind the last one; no text that was let in holds it.
const END: &str = "\0";

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Without white space around them.
    pub(super) headings: Vec<String>,
    /// Those that are not empty.
    pub(super) rows: Vec<Row>,
    /// Nothing in the file said how to read its letters.
    pub(super) guessed: bool,
}

/// A row with something in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// As a spreadsheet numbers it, from 1.
    pub(super) number: u32,
    /// As many as there are headings, without white space around them.
    pub(super) cells: Vec<String>,
    /// It had more than that.
    pub(super) too_long: bool,
}

/// Why a file cannot be used as a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotATable {
    /// It could not be read from the disk.
    Unreadable,
    /// Over 50 MB.
    TooLarge,
    /// A spreadsheet's own file, such as `.xlsx`.
    Workbook,
    /// A picture, a PDF, or damaged.
    NotText,
    /// Nothing below the headings.
    Empty,
    /// Over 10 000 rows.
    TooManyRows,
    /// Over 200 columns.
    TooManyColumns,
    /// From this row on everything is one cell.
    QuoteLeftOpen(u32),
}

impl Table {
    /// Reads a whole file.
    ///
    /// # Errors
    /// When it is no table, or none of which the cells are certain.
    pub(super) fn read(bytes: &[u8]) -> Result<Table, NotATable> {
        let letters = letters(bytes)?;
        let text = one_kind_of_line_end(&letters.text);
        let (separator, text) = separator(&text);
        let records = records(text, separator)?;
        let [(_, first), rows @ ..] = records.as_slice() else {
            return Err(NotATable::Empty);
        };
        let width = filled(first);
        match (width, rows.len()) {
            (_, 0) => Err(NotATable::Empty),
            (width, _) if width > MOST_COLUMNS => Err(NotATable::TooManyColumns),
            (_, rows) if rows > MOST_ROWS => Err(NotATable::TooManyRows),
            _ => Ok(Table {
                headings: cells(first, width),
                rows: rows
                    .iter()
                    .map(|(at, record)| row(*at, record, width))
                    .collect(),
                guessed: letters.guessed,
            }),
        }
    }
}

/// Line ends within cells become those that platforms know, too.
fn one_kind_of_line_end(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    }
}

/// The separator, and the text without the line by which Excel can be told of it.
fn separator(text: &str) -> (u8, &str) {
    for separator in SEPARATORS {
        let told = format!("sep={}\n", char::from(separator));
        if let Some(rest) = text.strip_prefix(&told) {
            return (separator, rest);
        }
    }
    let mut best = (SEPARATORS[0], (0, 0));
    for separator in SEPARATORS {
        let fit = fit(text, separator);
        if fit > best.1 {
            best = (separator, fit);
        }
    }
    (best.0, text)
}

/// How many rows have as many cells as the first one, and how many those are.
fn fit(text: &str, separator: u8) -> (usize, usize) {
    let mut rows = reader(text, separator)
        .into_records()
        .map_while(Result::ok)
        .take(ROWS_LOOKED_AT)
        .map(|record| record.len());
    match rows.next() {
        None | Some(1) => (0, 0),
        Some(width) => (1 + rows.filter(|row| *row == width).count(), width),
    }
}

fn row(number: u32, record: &StringRecord, width: usize) -> Row {
    Row {
        number,
        cells: cells(record, width),
        too_long: filled(record) > width,
    }
}

fn cells(record: &StringRecord, width: usize) -> Vec<String> {
    let cell = |index| record.get(index).unwrap_or_default().trim().to_owned();
    (0..width).map(cell).collect()
}

/// How many cells a row has up to the last one with something in it.
fn filled(record: &StringRecord) -> usize {
    let cells = record.iter().zip(1..);
    cells.fold(
        0,
        |last, (cell, at)| if cell.trim().is_empty() { last } else { at },
    )
}

/// The rows that are not empty, with their numbers. More than there may be are not read.
fn records(text: &str, separator: u8) -> Result<Vec<(u32, StringRecord)>, NotATable> {
    let text = format!("{text}\n{END}");
    let mut reader = reader(&text, separator);
    let (mut records, mut number, mut start) = (Vec::new(), 0, 0);
    let mut record = StringRecord::new();
    while records.len() <= MOST_ROWS + 1 && reader.read_record(&mut record).unwrap_or(false) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        number += 1 + empty_lines(text.as_bytes().get(start..end).unwrap_or_default());
        start = end;
        if filled(&record) > 0 {
            records.push((number, record.clone()));
        }
    }
    match records.pop() {
        Some((_, last)) if last == [END][..] => Ok(records),
        Some(_) if records.len() > MOST_ROWS => Err(NotATable::TooManyRows),
        Some((number, _)) => Err(NotATable::QuoteLeftOpen(number)),
        None => Err(NotATable::Empty),
    }
}

/// The reader passes over empty lines without a word; a spreadsheet numbers them.
fn empty_lines(before: &[u8]) -> u32 {
    let lines = before.iter().take_while(|byte| **byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX / 2)
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .terminator(Terminator::Any(b'\n'))
        .from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests;
