//! Posts: what the service has, or had, in a workspace, as it was last seen, with the verdict on
//! each.
//!
//! A post's place (`place`) is its row number and sorts by the moment it was made, so that the
//! table, and the full-text index beside it, are in the order in which the list shows them.

mod place;
mod row;
mod search;
mod seen;
mod select;

use chrono::{DateTime, Utc};

pub use row::{DestinationRow, PostRow};
pub use seen::{present, see, seen_by};
pub use select::{
    FoundPost, PostFilter, Span, VerdictCounts, count, counts, histogram, page, span,
};

use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE posts (
    place         INTEGER PRIMARY KEY,
    workspace_id  TEXT NOT NULL REFERENCES workspaces,
    id            TEXT NOT NULL,
    profile_id    TEXT NOT NULL,
    post_type     TEXT NOT NULL,
    status        TEXT NOT NULL,
    verdict       INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 3),
    reasons       TEXT NOT NULL CHECK (json_valid(reasons)),
    scheduled_at  TEXT,
    made_at       TEXT NOT NULL,
    updated_at    TEXT,
    first_seen_at TEXT NOT NULL,
    seen_at       TEXT NOT NULL,
    gone_at       TEXT,
    held          INTEGER NOT NULL CHECK (held IN (0, 1)),
    destinations  TEXT NOT NULL CHECK (json_valid(destinations)),
    media_urls    TEXT NOT NULL CHECK (json_valid(media_urls)),
    title         TEXT,
    first_comment TEXT,
    text          TEXT NOT NULL,
    UNIQUE (workspace_id, id)
) STRICT;
CREATE VIRTUAL TABLE post_words USING fts5 (
    title, first_comment, text,
    content = posts, content_rowid = place,
    tokenize = 'unicode61 remove_diacritics 2'
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

/// For what the sync asks; see `seen.rs`.
pub(crate) const SEEN_INDEXES: &str = seen::INDEXES;

const TABLE: &str = "posts";

/// Adds a post.
///
/// # Errors
///
/// [`StoreError::Duplicate`] when the workspace has a post with this id.
pub fn insert(tx: &Transaction<'_>, row: &PostRow) -> Result<(), StoreError> {
    let place = place::free(tx, row.made_at)?;
    row::insert(tx, place, row)
}

/// Replaces the post with the workspace and id of `row`.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such post.
pub fn update(tx: &Transaction<'_>, row: &PostRow) -> Result<(), StoreError> {
    let Some(known) = place::of(tx, &row.workspace_id, &row.id)? else {
        return Err(StoreError::Absent {
            table: TABLE,
            id: row.id.clone(),
        });
    };
    let place = if place::fits(known, row.made_at) {
        known
    } else {
        place::free(tx, row.made_at)?
    };
    row::update(tx, place, row)
}

/// The post the service knows by this id.
///
/// # Errors
///
/// Only those of the file.
pub fn get(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
) -> Result<Option<PostRow>, StoreError> {
    tx.find(
        "SELECT * FROM posts WHERE workspace_id = ?1 AND id = ?2",
        [workspace_id, id],
        row::from_row,
    )
}

/// Writes the verdict on a post and the reasons for it, a JSON array.
///
/// # Errors
///
/// [`StoreError::Absent`] when there is no such post.
pub fn judge(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
    verdict: i64,
    reasons: &str,
) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE posts SET verdict = ?3, reasons = ?4 WHERE workspace_id = ?1 AND id = ?2",
        (workspace_id, id, verdict, reasons),
    )?;
    crate::sql::expect_row(changed, TABLE, id)
}

/// Hands over the posts made at or after `from` and before `until`, whole, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn each(
    tx: &Transaction<'_>,
    workspace_id: &str,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    mut hand_over: impl FnMut(PostRow),
) -> Result<(), StoreError> {
    let mut statement = tx.prepare(
        "SELECT * FROM posts WHERE workspace_id = ?1 AND place >= ?2 AND place < ?3
         ORDER BY place",
    )?;
    let mut rows = statement.query((
        workspace_id,
        from.map_or(i64::MIN, place::first_at),
        until.map_or(i64::MAX, place::first_at),
    ))?;
    while let Some(row) = rows.next()? {
        hand_over(row::from_row(row)?);
    }
    Ok(())
}

/// The ids of a profile's posts that have one of these statuses and were not seen to be gone.
///
/// # Errors
///
/// Only those of the file.
pub fn ids_of(
    tx: &Transaction<'_>,
    workspace_id: &str,
    profile_id: &str,
    statuses: &[&str],
) -> Result<Vec<String>, StoreError> {
    tx.list(
        "SELECT id FROM posts
         WHERE workspace_id = ?1 AND profile_id = ?2 AND gone_at IS NULL
           AND status IN (SELECT value FROM json_each(?3))
         ORDER BY place DESC",
        (
            workspace_id,
            profile_id,
            serde_json::Value::from(statuses).to_string(),
        ),
        |row| row.get(0),
    )
}

/// Forgets every post of a workspace.
///
/// # Errors
///
/// Only those of the file.
pub fn forget_workspace(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM posts WHERE workspace_id = ?1", [workspace_id])?;
    Ok(())
}
