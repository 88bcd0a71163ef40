//! The full-text index, and what a person types into the search field as a question to it.

use std::ops::{ControlFlow, Range};

use rusqlite::ToSql;

use super::filter::PostFilter;
use super::place;
use super::walk::Order;
use crate::{StoreError, Transaction};

// `remove_diacritics 2` finds "café" for "cafe". The marks (M*) belong to the words of scripts that
// write vowels with them. The prefixes answer the unfinished word while it is short.
pub(crate) const SCHEMA: &str = "
CREATE VIRTUAL TABLE post_words USING fts5 (
    title, first_comment, text,
    content = posts, content_rowid = place,
    tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\", prefix = '1 2 3'
);
CREATE TRIGGER posts_insert_words AFTER INSERT ON posts BEGIN
    INSERT INTO post_words (rowid, title, first_comment, text)
    VALUES (NEW.place, NEW.title, NEW.first_comment, NEW.text);
END;
CREATE TRIGGER posts_delete_words AFTER DELETE ON posts BEGIN
    INSERT INTO post_words (post_words, rowid, title, first_comment, text)
    VALUES ('delete', OLD.place, OLD.title, OLD.first_comment, OLD.text);
END;
CREATE TRIGGER posts_update_words AFTER UPDATE OF place, title, first_comment, text ON posts
WHEN (NEW.place, NEW.title, NEW.first_comment, NEW.text)
    IS NOT (OLD.place, OLD.title, OLD.first_comment, OLD.text)
BEGIN
    INSERT INTO post_words (post_words, rowid, title, first_comment, text)
    VALUES ('delete', OLD.place, OLD.title, OLD.first_comment, OLD.text);
    INSERT INTO post_words (rowid, title, first_comment, text)
    VALUES (NEW.place, NEW.title, NEW.first_comment, NEW.text);
END;
";

/// What a filter's search comes to.
pub(super) enum Search {
    /// There is none.
    Everything,
    /// It has no word that could be found.
    Nothing,
    /// A question in the language of FTS5.
    Words(String),
}

impl Search {
    pub(super) fn of(filter: &PostFilter) -> Search {
        let typed = filter.search.as_deref().unwrap_or_default();
        let words: Vec<_> = typed
            .split(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\0'))
            .filter(|word| word.contains(char::is_alphanumeric))
            // In quotes nothing is an operator.
            .map(|word| format!("\"{word}\""))
            .collect();
        let unfinished = typed.ends_with(char::is_alphanumeric);
        match words.as_slice() {
            [] if typed.trim().is_empty() => Search::Everything,
            [] => Search::Nothing,
            words if unfinished => Search::Words(words.join(" ") + "*"),
            words => Search::Words(words.join(" ")),
        }
    }
}

/// Visits the places in `range` of the posts, in whichever workspace, that answer the question.
pub(super) fn walk(
    tx: &Transaction<'_>,
    question: &str,
    range: &Range<i64>,
    order: Order,
    mut visit: impl FnMut(i64) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
    let direction = match order {
        Order::NewestFirst => "DESC",
        Order::OldestFirst => "ASC",
    };
    let mut hits = tx.prepare(&format!(
        "SELECT rowid FROM post_words WHERE {} ORDER BY rowid {direction}",
        condition(range)
    ))?;
    let mut hits = hits.query(&*parameters(&question, range))?;
    while let Some(hit) = hits.next()? {
        if visit(hit.get(0)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// How many posts, in whichever workspace, answer the question and have a place in `range`. This
/// takes a quarter of the time of a walk.
pub(super) fn count(
    tx: &Transaction<'_>,
    question: &str,
    range: &Range<i64>,
) -> Result<u32, StoreError> {
    let count = tx.find(
        &format!("SELECT count(*) FROM post_words WHERE {}", condition(range)),
        &*parameters(&question, range),
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}

/// SQLite compares every hit with the bounds it is given, so it is given none that do not bound.
fn condition(range: &Range<i64>) -> &'static str {
    if is_everywhere(range) {
        "post_words MATCH ?1"
    } else {
        "post_words MATCH ?1 AND rowid >= ?2 AND rowid < ?3"
    }
}

fn parameters<'a>(question: &'a &'a str, range: &'a Range<i64>) -> Vec<&'a dyn ToSql> {
    if is_everywhere(range) {
        vec![question]
    } else {
        vec![question, &range.start, &range.end]
    }
}

fn is_everywhere(range: &Range<i64>) -> bool {
    *range == place::between(None, None)
}
