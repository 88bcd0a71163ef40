//! The workspace in SQLite: opening it, its tables, and one way to reach it.
//!
//! There is one connection behind a mutex. Every statement takes microseconds, so handlers use it
//! in place; a queue in front of it would only add a layer. Times are milliseconds since 1970.

use std::{
    fs,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use crate::{
    error::ApiError,
    server::{StartError, State},
};

/// The version this code writes. Older ones are brought up step by step once there are any.
const VERSION: i64 = 1;

/// The open workspace. Closed before the directory is given to the next sandbox.
#[derive(Debug)]
pub(crate) struct Db(Mutex<Option<Connection>>);

impl Db {
    pub(crate) fn open(state: &State) -> Result<Self, StartError> {
        let mut connection = match state {
            State::Memory => Connection::open_in_memory()?,
            State::Directory(directory) => {
                fs::create_dir_all(directory)?;
                let connection = Connection::open(directory.join("sandbox.sqlite"))?;
                claim(&connection).map_err(|error| match error.sqlite_error_code() {
                    Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                        StartError::InUse(directory.clone())
                    }
                    _ => StartError::Database(error),
                })?;
                connection
            }
        };
        let found = set_up(&mut connection)?;
        if let State::Directory(directory) = state
            && found > VERSION
        {
            return Err(StartError::TooNew(directory.clone()));
        }
        Ok(Self(Mutex::new(Some(connection))))
    }

    /// Runs `work` in one transaction: all of it is kept, or, on an error, nothing.
    ///
    /// # Errors
    /// What `work` returns; [`ApiError::Internal`] when the sandbox was stopped.
    pub(crate) fn transaction<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let mut connection = self.lock();
        let connection = connection.as_mut().ok_or(ApiError::Internal)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Releases the file. Requests that come later fail.
    pub(crate) fn close(&self) {
        drop(self.lock().take());
    }

    /// A panic while holding the lock has rolled its transaction back, so the lock is still good.
    fn lock(&self) -> MutexGuard<'_, Option<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes this process the only user of the file; two would publish every post twice.
///
/// `synchronous=NORMAL` survives a crash of the process, and a demo workspace need not survive a
/// power cut to the last millisecond.
fn claim(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(1))?;
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = NORMAL;
         BEGIN EXCLUSIVE;
         COMMIT;",
    )
}

/// Creates the tables in an empty file. Returns the version that was found.
fn set_up(connection: &mut Connection) -> rusqlite::Result<i64> {
    connection.execute_batch("PRAGMA foreign_keys = ON;")?;
    let transaction = connection.transaction()?;
    let found = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found == 0 {
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(found)
}

const TABLES: &str = "
CREATE TABLE workspace (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE keys (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    hint         TEXT NOT NULL,
    hash         BLOB NOT NULL UNIQUE,
    reference    TEXT UNIQUE,
    created_ms   INTEGER NOT NULL,
    last_used_ms INTEGER,
    revoked_ms   INTEGER,
    -- A revoked key goes on working until then.
    ends_ms      INTEGER
) STRICT;

CREATE TABLE profiles (
    id           TEXT PRIMARY KEY,
    profile_name TEXT NOT NULL UNIQUE,
    username     TEXT NOT NULL UNIQUE,
    -- JSON array of connected platforms.
    platforms    TEXT NOT NULL,
    created_ms   INTEGER NOT NULL
) STRICT;

CREATE TABLE queue_settings (
    profile_id         TEXT PRIMARY KEY REFERENCES profiles (id) ON DELETE CASCADE,
    timezone           TEXT NOT NULL,
    -- JSON arrays: [{hour, minute}] and days 0 (Sunday) to 6.
    slots              TEXT NOT NULL,
    days               TEXT NOT NULL,
    max_posts_per_slot INTEGER NOT NULL
) STRICT;

CREATE TABLE posts (
    id            TEXT PRIMARY KEY,
    profile_id    TEXT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    -- The key that made it; NULL for what was made in the dashboard.
    key_id        TEXT REFERENCES keys (id),
    post_type     TEXT NOT NULL,
    status        TEXT NOT NULL,
    title         TEXT,
    description   TEXT,
    -- JSON array, or NULL. URLs of the sandbox itself begin with a slash.
    media_urls    TEXT,
    scheduled_ms  INTEGER,
    -- When a post in 'publishing' gets its results.
    finish_ms     INTEGER,
    first_comment TEXT,
    created_ms    INTEGER NOT NULL,
    updated_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX posts_by_time ON posts (created_ms);
CREATE INDEX posts_by_profile ON posts (profile_id, created_ms);
CREATE INDEX posts_by_status ON posts (status, scheduled_ms);

CREATE TABLE destinations (
    id              TEXT PRIMARY KEY,
    post_id         TEXT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    platform        TEXT NOT NULL,
    status          TEXT NOT NULL,
    external_job_id TEXT,
    post_url        TEXT,
    error_message   TEXT,
    -- JSON object of the platform's override fields.
    override_data   TEXT NOT NULL,
    created_ms      INTEGER NOT NULL,
    published_ms    INTEGER
) STRICT;
CREATE INDEX destinations_by_post ON destinations (post_id);
CREATE INDEX destinations_by_platform ON destinations (platform, published_ms);

CREATE TABLE media (
    id          TEXT PRIMARY KEY,
    profile_id  TEXT NOT NULL REFERENCES profiles (id) ON DELETE CASCADE,
    title       TEXT NOT NULL,
    -- A path on the sandbox for uploads, any URL for registered assets.
    url         TEXT NOT NULL,
    source_type TEXT,
    mime        TEXT,
    duration    REAL,
    size        INTEGER,
    status      TEXT NOT NULL,
    -- Of a presigned upload that has not been confirmed.
    token_hash  BLOB,
    expires_ms  INTEGER,
    created_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX media_by_profile ON media (profile_id, created_ms);
CREATE INDEX media_by_url ON media (url);
";
