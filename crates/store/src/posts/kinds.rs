//! Kinds: what posts have in common that the list can be filtered by. Posts are many, their kinds
//! are few; so a filter is asked once per kind, and a post needs only the number of its kind.

use rusqlite::{CachedStatement, OptionalExtension, Row};

use super::filter::PostFilter;
use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE post_kinds (
    number       INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    profile_id   TEXT NOT NULL,
    status       TEXT NOT NULL,
    verdict      INTEGER NOT NULL,
    platforms    TEXT NOT NULL,
    UNIQUE (workspace_id, profile_id, status, verdict, platforms)
) STRICT;
";

/// What the posts of a kind have in common.
pub(super) struct Kind {
    pub(super) profile_id: String,
    pub(super) status: String,
    pub(super) verdict: u8,
    pub(super) platforms: Vec<String>,
}

/// The number of a post's kind, which may be new.
pub(super) fn of_post(tx: &Transaction<'_>, place: i64) -> Result<u32, StoreError> {
    let known = tx.find(
        "SELECT number FROM posts
         JOIN post_kinds USING (workspace_id, profile_id, status, verdict, platforms)
         WHERE place = ?1",
        [place],
        |row| row.get(0),
    )?;
    match known {
        Some(number) => Ok(number),
        None => add(tx, place),
    }
}

fn add(tx: &Transaction<'_>, place: i64) -> Result<u32, StoreError> {
    let mut insert = tx.prepare(
        "INSERT INTO post_kinds (workspace_id, profile_id, status, verdict, platforms)
         SELECT workspace_id, profile_id, status, verdict, platforms FROM posts WHERE place = ?1
         RETURNING number",
    )?;
    Ok(insert.query_row([place], |row| row.get(0))?)
}

/// Looks kinds up by their numbers.
pub(super) struct Kinds<'tx>(CachedStatement<'tx>);

impl<'tx> Kinds<'tx> {
    pub(super) fn new(tx: &'tx Transaction<'_>) -> Result<Self, StoreError> {
        let select = "SELECT profile_id, status, verdict, platforms FROM post_kinds
                      WHERE number = ?1";
        Ok(Self(tx.prepare(select)?))
    }

    pub(super) fn get(&mut self, number: u32) -> Result<Option<Kind>, StoreError> {
        Ok(self.0.query_row([number], from_row).optional()?)
    }
}

/// A filter's answers, one per kind.
pub(super) struct Wanted<'tx> {
    kinds: Kinds<'tx>,
    filter: &'tx PostFilter,
    answers: Vec<Answer>,
}

#[derive(Clone, Copy)]
enum Answer {
    NotAsked,
    Unwanted,
    Wanted { verdict: u8 },
}

impl<'tx> Wanted<'tx> {
    pub(super) fn new(
        tx: &'tx Transaction<'_>,
        filter: &'tx PostFilter,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            kinds: Kinds::new(tx)?,
            filter,
            answers: Vec::new(),
        })
    }

    /// The verdict on the posts of a kind, if the filter lets them through.
    pub(super) fn verdict(&mut self, number: u32) -> Result<Option<u8>, StoreError> {
        match self.answers.get(number as usize) {
            Some(Answer::Wanted { verdict }) => Ok(Some(*verdict)),
            Some(Answer::Unwanted) => Ok(None),
            Some(Answer::NotAsked) | None => self.ask(number),
        }
    }

    #[cold]
    fn ask(&mut self, number: u32) -> Result<Option<u8>, StoreError> {
        let kind = self.kinds.get(number)?;
        let wanted = kind.filter(|kind| self.filter.wants(kind));
        let index = number as usize;
        if index >= self.answers.len() {
            self.answers.resize(index + 1, Answer::NotAsked);
        }
        self.answers[index] = match &wanted {
            Some(kind) => Answer::Wanted {
                verdict: kind.verdict,
            },
            None => Answer::Unwanted,
        };
        Ok(wanted.map(|kind| kind.verdict))
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Kind> {
    Ok(Kind {
        profile_id: row.get(0)?,
        status: row.get(1)?,
        verdict: row.get(2)?,
        platforms: super::row::get_json(row, "platforms")?,
    })
}
