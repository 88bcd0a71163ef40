//! What is wrong with a row.

use crate::activity::visible;
use crate::views::RowFaultView;

/// How much of a cell is repeated in a sentence about it.
const QUOTED: usize = 60;

/// Something wrong with a row, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where; absent when it is the row as a whole.
    pub(super) column: Option<usize>,
    pub(super) message: String,
    /// The row can become a draft all the same.
    pub(super) draft_only: bool,
}

impl Fault {
    /// A cell that is not understood: the row is left out.
    pub(super) fn of_cell(column: usize, message: String) -> Fault {
        Fault {
            column: Some(column),
            message,
            draft_only: false,
        }
    }

    /// A row that is not understood.
    pub(super) fn of_row(message: String) -> Fault {
        Fault {
            column: None,
            message,
            draft_only: false,
        }
    }

    /// A draft that cannot be scheduled as it is.
    pub(super) fn of_draft(column: Option<usize>, message: String) -> Fault {
        Fault {
            column,
            message,
            draft_only: true,
        }
    }

    /// As the page shows it.
    pub(super) fn view(self, row: u32, headings: &[String]) -> RowFaultView {
        RowFaultView {
            row,
            column: self.column.map(|column| column_name(headings, column)),
            message: self.message,
            draft_only: self.draft_only,
        }
    }
}

/// A column's heading; one without has the letters a spreadsheet gives it.
pub(super) fn column_name(headings: &[String], column: usize) -> String {
    match headings.get(column) {
        Some(heading) if !heading.is_empty() => visible(heading),
        Some(_) | None => column_letters(column),
    }
}

/// `A` for 0, `Z` for 25, `AA` for 26.
fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().collect()
}

/// The beginning of a cell, for a sentence.
pub(super) fn quoted(cell: &str) -> String {
    let line = cell.lines().next().unwrap_or_default();
    let kept: String = line.chars().take(QUOTED).collect();
    let more = if kept.len() < cell.len() { "…" } else { "" };
    format!("{}{more}", visible(&kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_without_heading_is_called_as_in_a_spreadsheet() {
        let headings = ["Text".to_owned(), String::new()];
        assert_eq!(column_name(&headings, 0), "Text");
        assert_eq!(column_name(&headings, 1), "B");
        assert_eq!(column_letters(25), "Z");
        assert_eq!(column_letters(26), "AA");
        assert_eq!(column_letters(701), "ZZ");
        assert_eq!(column_letters(702), "AAA");
    }

    #[test]
    fn a_long_cell_is_not_repeated_whole() {
        assert_eq!(quoted("short"), "short");
        assert_eq!(quoted(&"é".repeat(100)), format!("{}…", "é".repeat(60)));
        assert_eq!(quoted("one\ntwo"), "one…");
    }
}
