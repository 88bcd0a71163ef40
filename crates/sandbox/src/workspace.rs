//! The workspace itself, and what a new one begins with.

use rusqlite::{OptionalExtension, Transaction};

use crate::{
    app::AppState,
    error::ApiError,
    keys::IssuedKey,
    profiles, random,
    story::{self, BRANDS},
    time::DAY_MS,
};

const NAME: &str = "Northlight Studio";
/// How old a new workspace is, so that its story has room.
const FOUNDED_MS: i64 = 240 * DAY_MS;

/// Creates the workspace when the database is new. Returns the keys that were made with it.
pub(crate) fn found(app: &AppState, story: bool) -> Result<Vec<IssuedKey>, ApiError> {
    let now = app.now_ms();
    app.db.transaction(|tx| {
        if is_founded(tx)? {
            return Ok(Vec::new());
        }
        tx.execute(
            "INSERT INTO workspace (id, name) VALUES (?1, ?2)",
            (random::id(), NAME),
        )?;
        let profiles = BRANDS
            .iter()
            .map(|brand| profiles::insert(tx, &brand.profile, now - FOUNDED_MS))
            .collect::<Result<Vec<_>, _>>()?;
        if story {
            story::write(tx, &app.media, &profiles, now)
        } else {
            Ok(Vec::new())
        }
    })
}

/// How many posts are added in one transaction, so that nobody waits long for the database.
const AT_ONCE: usize = 1_000;

/// Adds a past of so many posts.
pub(crate) fn fill(app: &AppState, posts: usize) -> Result<(), ApiError> {
    let now = app.now_ms();
    let profiles = app.db.transaction(|tx| {
        BRANDS
            .iter()
            .map(|brand| Ok(profiles::by_name(tx, brand.profile.profile_name)?.id))
            .collect::<Result<Vec<_>, ApiError>>()
    })?;
    for from in (0..posts).step_by(AT_ONCE) {
        let part = (from, AT_ONCE.min(posts - from), posts);
        app.db
            .transaction(|tx| story::fill(tx, &profiles, part, now))?;
    }
    Ok(())
}

/// The workspace's id and name.
pub(crate) fn identity(tx: &Transaction<'_>) -> Result<(String, String), ApiError> {
    let identity = tx.query_row("SELECT id, name FROM workspace", [], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(identity)
}

fn is_founded(tx: &Transaction<'_>) -> Result<bool, ApiError> {
    let found: Option<i64> = tx
        .query_row("SELECT 1 FROM workspace", [], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}
