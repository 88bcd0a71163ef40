//! What the list shows of a post's text.
//!
//! A text can have 60 000 characters. The list needs a few hundred: SQLite cuts the text, so that
//! the rest is not even copied.

use std::ops::Range;

use rusqlite::Row;

use super::list::FoundPost;
use super::row;
use super::search::Search;
use crate::{StoreError, Transaction};

/// How many characters of a text are shown.
const SHOWN: usize = 300;

/// How many of them come before the first word that was found, if it is far inside the text.
const LEAD: usize = 60;

/// In texts of more bytes nothing is marked, because SQLite reads the whole text for that.
const LONGEST_MARKED: usize = 20_000;

/// SQLite puts these around what the search found. They are no characters (Unicode, section 23.7),
/// so that hardly any text has them; one that does is shown without them.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// The posts at these places, which are in falling order, as rows of a list.
pub(super) fn of_posts(
    tx: &Transaction<'_>,
    search: &Search,
    places: &[i64],
) -> Result<Vec<FoundPost>, StoreError> {
    match search {
        Search::Words(question) => around_found(tx, question, places),
        Search::Everything | Search::Nothing => beginnings(tx, places),
    }
}

fn beginnings(tx: &Transaction<'_>, places: &[i64]) -> Result<Vec<FoundPost>, StoreError> {
    let mut select = tx.prepare(&format!(
        "SELECT {}, substr(text, 1, {SHOWN} + 1) AS text FROM posts WHERE place = ?1",
        row::ALL_BUT_TEXT
    ))?;
    let mut found = Vec::new();
    for place in places {
        found.push(select.query_row([place], from_row)?);
    }
    Ok(found)
}

/// One question for all: to look up a word can take longer than to go through what it finds. The
/// plus keeps SQLite from asking it again for each place.
fn around_found(
    tx: &Transaction<'_>,
    question: &str,
    places: &[i64],
) -> Result<Vec<FoundPost>, StoreError> {
    let (Some(newest), Some(oldest)) = (places.first(), places.last()) else {
        return Ok(Vec::new());
    };
    let select = format!(
        "SELECT {},
             CASE WHEN octet_length(posts.text) > {LONGEST_MARKED}
             THEN substr(posts.text, 1, {SHOWN} + 1)
             ELSE highlight(post_words, 2, char({}), char({}))
             END AS text
         FROM post_words CROSS JOIN posts ON place = post_words.rowid
         WHERE post_words MATCH ?1 AND post_words.rowid BETWEEN ?2 AND ?3
           AND +post_words.rowid IN (SELECT value FROM json_each(?4))
         ORDER BY post_words.rowid DESC",
        row::ALL_BUT_TEXT,
        u32::from(OPEN),
        u32::from(CLOSE)
    );
    let wanted = serde_json::Value::from(places).to_string();
    tx.list(&select, (question, oldest, newest, wanted), from_row)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<FoundPost> {
    let mut post = row::from_row(row)?;
    let excerpt = excerpt(&post.text);
    post.text = excerpt.text;
    Ok(FoundPost {
        post,
        cut_before: excerpt.cut_before,
        cut_after: excerpt.cut_after,
        found: excerpt.found,
    })
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Excerpt {
    text: String,
    cut_before: bool,
    cut_after: bool,
    found: Vec<Range<usize>>,
}

/// Cuts a text in which everything found is marked, and turns the marks into ranges.
fn excerpt(marked: &str) -> Excerpt {
    let start = start(marked);
    let (mut excerpt, mut opened, mut position, mut shown) = (Excerpt::default(), None, 0, 0);
    for sign in marked.chars() {
        if sign == OPEN {
            opened = Some(excerpt.text.len());
        } else if sign == CLOSE {
            excerpt.close(opened.take());
        } else {
            if position < start {
                excerpt.cut_before = true;
            } else if shown < SHOWN {
                excerpt.text.push(sign);
                shown += 1;
            } else {
                excerpt.cut_after = true;
                break;
            }
            position += 1;
        }
    }
    excerpt.close(opened);
    excerpt
}

/// How many characters to leave out: none, unless nothing found would be seen.
fn start(marked: &str) -> usize {
    let Some((before, _)) = marked.split_once(OPEN) else {
        return 0;
    };
    let length = before.chars().count();
    if length < SHOWN - LEAD {
        return 0;
    }
    let start = length - LEAD;
    // Rather begin with a whole word.
    let blank = before
        .chars()
        .skip(start)
        .position(char::is_whitespace)
        .map_or(0, |blank| blank + 1);
    start + blank
}

impl Excerpt {
    /// Ends a range that began at `opened`, if any of it is shown.
    fn close(&mut self, opened: Option<usize>) {
        self.found.extend(
            opened
                .map(|start| start..self.text.len())
                .filter(|range| !range.is_empty()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks the word "found" as SQLite does.
    fn marked(text: &str) -> String {
        text.replace("found", &format!("{OPEN}found{CLOSE}"))
    }

    fn words(excerpt: &Excerpt) -> Vec<&str> {
        let word = |range: &Range<usize>| excerpt.text.get(range.clone()).unwrap();
        excerpt.found.iter().map(word).collect()
    }

    #[test]
    fn a_short_text_is_shown_whole_with_what_was_found() {
        let excerpt = excerpt(&marked("ä found, not lost: found"));
        assert_eq!(excerpt.text, "ä found, not lost: found");
        assert_eq!(words(&excerpt), ["found", "found"]);
        assert!(!excerpt.cut_before && !excerpt.cut_after);
    }

    #[test]
    fn a_long_text_is_cut_after_so_many_characters() {
        let excerpt = excerpt(&"ä".repeat(SHOWN + 1));
        assert_eq!(excerpt.text, "ä".repeat(SHOWN));
        assert!(!excerpt.cut_before && excerpt.cut_after);
    }

    #[test]
    fn a_word_far_inside_is_shown_with_some_words_before_it() {
        let long = format!("{}found{}", "word ".repeat(100), " word".repeat(100));
        let excerpt = excerpt(&marked(&long));
        assert!(excerpt.text.starts_with("word word"), "{}", excerpt.text);
        assert_eq!(excerpt.text.chars().count(), SHOWN);
        assert_eq!(words(&excerpt), ["found"]);
        assert!(excerpt.cut_before && excerpt.cut_after);
    }

    #[test]
    fn a_word_cut_in_two_is_marked_as_far_as_it_is_seen() {
        let excerpt = excerpt(&marked(&format!("found {}found", "x".repeat(SHOWN - 8))));
        assert_eq!(words(&excerpt), ["found", "fo"]);
    }

    #[test]
    fn marks_that_a_text_brings_along_do_no_harm() {
        for hostile in [
            "\u{fdd0}",
            "\u{fdd1}\u{fdd0}\u{fdd0}",
            "a\u{fdd1}b\u{fdd0}c",
        ] {
            let excerpt = excerpt(&marked(&format!("{hostile} found {hostile}")));
            for range in &excerpt.found {
                assert!(excerpt.text.get(range.clone()).is_some(), "{hostile:?}");
            }
        }
    }
}
