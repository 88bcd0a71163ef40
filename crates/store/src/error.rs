//! What can go wrong with the file. A variant exists where somebody acts differently.

use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
use rusqlite::{Error as SqliteError, ErrorCode};

/// Why the store could not do what was asked. Whatever the variant, nothing was changed: every
/// write is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a newer Latchkey; it was not touched.
    #[error("the file has schema version {found}, this program knows up to {known}")]
    Newer {
        /// The version in the file.
        found: i64,
        /// The newest version this program can read.
        known: i64,
    },

    /// The file is not a database, is damaged, or holds a value that cannot be read.
    #[error("the database file is damaged")]
    Corrupt(#[source] SqliteError),

    /// No room was left on the disk.
    #[error("the disk is full")]
    DiskFull(#[source] SqliteError),

    /// The file or its folder is missing or may not be written to.
    #[error("the database file cannot be opened for writing")]
    Inaccessible(#[source] SqliteError),

    /// Another program kept the file locked for longer than [`Store`](crate::Store) waits.
    #[error("another program is using the database file")]
    InUse(#[source] SqliteError),

    /// A value that must be unique already exists: an id, a name in a workspace, a fingerprint,
    /// a reference, or an unfinished rotation of the same key.
    #[error("a value that must be unique already exists")]
    Duplicate(#[source] SqliteError),

    /// A change was asked of a row that does not exist.
    #[error("{table} has no row {id}")]
    Absent {
        /// The table that was searched.
        table: &'static str,
        /// The id that was not found.
        id: String,
    },

    /// The work panicked, or the writer thread is gone. The panic itself is in the log.
    #[error("the work on the database was interrupted and undone")]
    Interrupted,

    /// The copy made before a migration could not be put in place, so the migration did not run.
    #[error("the backup before a migration failed")]
    Backup(#[source] std::io::Error),

    /// An event could not be turned into JSON, or an export could not be written out.
    #[error("the audit history could not be written out")]
    Output(#[source] std::io::Error),

    /// The operating system refused a thread.
    #[error("the writer thread could not be started")]
    Thread(#[source] std::io::Error),

    /// Anything else SQLite reports: a mistake in this program.
    #[error("the database refused the request")]
    Sqlite(#[source] SqliteError),
}

impl From<SqliteError> for StoreError {
    fn from(error: SqliteError) -> Self {
        if is_unreadable_value(&error) {
            return Self::Corrupt(error);
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Corrupt(error),
            Some(ErrorCode::DiskFull) => Self::DiskFull(error),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::Inaccessible(error)
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(error),
            Some(ErrorCode::ConstraintViolation) if breaks_uniqueness(&error) => {
                Self::Duplicate(error)
            }
            Some(_) | None => Self::Sqlite(error),
        }
    }
}

fn is_unreadable_value(error: &SqliteError) -> bool {
    matches!(
        error,
        SqliteError::FromSqlConversionFailure(..)
            | SqliteError::InvalidColumnType(..)
            | SqliteError::IntegralValueOutOfRange(..)
            | SqliteError::Utf8Error(..)
    )
}

fn breaks_uniqueness(error: &SqliteError) -> bool {
    error.sqlite_error().is_some_and(|code| {
        matches!(
            code.extended_code,
            SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY
        )
    })
}
