//! The letters of a file, whatever program saved it.
//!
//! Refuses what is no text at all: a workbook, a picture, a file with holes. Says when it guessed.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::table::NotATable;

/// How a file begins that a spreadsheet keeps for itself: `.xlsx` and `.ods` are ZIP archives,
/// `.xls` is an OLE file.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];
const PDF: &[u8] = b"%PDF-";

/// A file's letters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Letters<'a> {
    pub(super) text: Cow<'a, str>,
    /// Nothing in the file says which letters its bytes mean.
    pub(super) guessed: bool,
}

/// Reads UTF-8 and UTF-16 for certain, and everything else as Windows-1252: what Excel still saves
/// in Western Europe and America.
pub(super) fn letters(bytes: &[u8]) -> Result<Letters<'_>, NotATable> {
    if WORKBOOKS.iter().any(|start| bytes.starts_with(start)) {
        return Err(NotATable::Workbook);
    }
    let (text, guessed) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => (marked(encoding, bytes)?, false),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), false),
            Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
        },
    };
    if bytes.starts_with(PDF) || text.chars().any(is_no_text) {
        return Err(NotATable::NotText);
    }
    Ok(Letters { text, guessed })
}

/// A file that says its encoding and then does not keep to it is damaged.
fn marked<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, NotATable> {
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    if damaged {
        return Err(NotATable::NotText);
    }
    Ok(text)
}

/// Control characters that no spreadsheet writes. A vertical tab and a form feed occur in cells.
fn is_no_text(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let letters = letters(bytes).unwrap();
        (letters.text.into_owned(), letters.guessed)
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        assert_eq!(text("Größe".as_bytes()), ("Größe".to_owned(), false));
        let marked = ["\u{feff}".as_bytes(), "Größe".as_bytes()].concat();
        assert_eq!(text(&marked), ("Größe".to_owned(), false));
    }

    #[test]
    fn utf_16_is_read_by_its_mark() {
        let little = "\u{feff}Größe 😀".encode_utf16().flat_map(u16::to_le_bytes);
        let big = "\u{feff}Größe 😀".encode_utf16().flat_map(u16::to_be_bytes);
        assert_eq!(
            text(&little.collect::<Vec<_>>()),
            ("Größe 😀".to_owned(), false)
        );
        assert_eq!(
            text(&big.collect::<Vec<_>>()),
            ("Größe 😀".to_owned(), false)
        );
    }

    #[test]
    fn everything_else_is_read_as_windows_1252_and_said_to_be_a_guess() {
        assert_eq!(text(b"Gr\xF6\xDFe \x80 5"), ("Größe € 5".to_owned(), true));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR";
        assert_eq!(letters(b"PK\x03\x04\x14\x00"), Err(NotATable::Workbook));
        assert_eq!(letters(b"\xD0\xCF\x11\xE0\xA1"), Err(NotATable::Workbook));
        assert_eq!(letters(picture), Err(NotATable::NotText));
        assert_eq!(letters(b"%PDF-1.7\n%\n"), Err(NotATable::NotText));
        assert_eq!(letters(b"a,b\n\x00"), Err(NotATable::NotText));
        assert_eq!(letters(b"\xFF\xFEa\x00\x00\xD8"), Err(NotATable::NotText));
    }
}
