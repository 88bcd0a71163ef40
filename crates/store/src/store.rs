//! The open file and the one thread that may touch it.
//!
//! A single writer keeps the audit chain in one line and makes "database is locked" impossible
//! inside the program. Reads take turns on the same connection: they last microseconds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use crate::{StoreError, Transaction, migrations};

/// Where the data lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file, made when it does not exist. Its folder must exist.
    File(PathBuf),
    /// Memory only: gone with the last clone of the [`Store`].
    Memory,
}

/// A handle to the open store. Clones share one connection; the file is closed after the last
/// clone is dropped and the work handed over is done.
#[derive(Debug, Clone)]
pub struct Store {
    jobs: mpsc::Sender<Job>,
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

impl Store {
    /// Opens the file, brings its schema up to date and starts the writer thread.
    ///
    /// Blocks while it works, which is milliseconds unless a migration runs.
    ///
    /// # Errors
    ///
    /// [`StoreError::Newer`], with the file left as it was; see [`StoreError`] for the rest.
    pub fn open(location: &Location) -> Result<Self, StoreError> {
        let connection = connect(location)?;
        let (jobs, queue) = mpsc::channel();
        std::thread::Builder::new()
            .name("latchkey-store".to_owned())
            .spawn(move || work_through(&queue, connection))
            .map_err(StoreError::Thread)?;
        Ok(Self { jobs })
    }

    /// Runs `work` in one transaction. It is committed, durably, when `work` returns `Ok`, and
    /// rolled back when it returns `Err` or panics.
    ///
    /// The work is handed over when the future is first polled; dropping the future afterwards
    /// does not cancel it.
    ///
    /// # Errors
    ///
    /// The error of `work`, or the [`StoreError`] of beginning or committing the transaction.
    pub async fn write<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.run(move |connection| {
            let transaction = begin(connection, TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })
        .await
    }

    /// Runs `work` on one unchanging view of the data. Nothing it changes is kept.
    ///
    /// # Errors
    ///
    /// The error of `work`, or the [`StoreError`] of beginning the transaction.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.run(move |connection| work(&begin(connection, TransactionBehavior::Deferred)?))
            .await
    }

    async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // The caller may have stopped waiting; the work is done all the same.
            let _ = answer.send(work(connection));
        });
        self.jobs.send(job).map_err(|_| StoreError::Interrupted)?;
        // A panic in the work drops `answer`, which ends the wait here.
        answered
            .await
            .unwrap_or_else(|_| Err(StoreError::Interrupted.into()))
    }
}

/// How long another program's lock is waited for.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// More than the number of different statements in this crate, so that each is compiled once.
const STATEMENTS_KEPT: usize = 256;

fn connect(location: &Location) -> Result<Connection, StoreError> {
    let (mut connection, file) = match location {
        Location::File(path) => (Connection::open(path)?, Some(path.as_path())),
        Location::Memory => (Connection::open_in_memory()?, None),
    };
    connection.busy_timeout(LOCK_PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // Before anything that writes: a newer file must stay untouched.
    migrations::refuse_newer(&connection)?;
    make_durable(&connection)?;
    migrations::run(&mut connection, file)?;
    Ok(connection)
}

/// With WAL and FULL a commit survives a power cut. macOS needs `fullfsync` for that, because its
/// plain fsync leaves the data in the drive's cache (SQLite manual, "PRAGMA fullfsync"); elsewhere
/// the two pragmas do nothing.
fn make_durable(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;",
    )?;
    Ok(())
}

fn begin(
    connection: &mut Connection,
    behavior: TransactionBehavior,
) -> Result<Transaction<'_>, StoreError> {
    Ok(Transaction::new(
        connection.transaction_with_behavior(behavior)?,
    ))
}

fn work_through(queue: &mpsc::Receiver<Job>, mut connection: Connection) {
    while let Ok(job) = queue.recv() {
        // Unwinding rolls the transaction back, so the connection is sound for the next job.
        if catch_unwind(AssertUnwindSafe(|| job(&mut connection))).is_err() {
            tracing::error!("work on the store panicked and was rolled back");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;

    fn pragma(tx: &Transaction<'_>, sql: &str) -> Result<Option<i64>, StoreError> {
        tx.find(sql, [], |row| row.get(0))
    }

    #[tokio::test]
    async fn a_full_disk_is_its_own_error_and_loses_nothing() {
        let store = Store::open(&Location::Memory).unwrap();
        let filled = store
            .write(|tx| {
                pragma(tx, "PRAGMA max_page_count = 1")?;
                settings::set(tx, "large", &"x".repeat(1_000_000))
            })
            .await;
        assert!(matches!(filled, Err(StoreError::DiskFull(_))), "{filled:?}");

        let outcome: Result<_, StoreError> = store
            .write(|tx| {
                pragma(tx, "PRAGMA max_page_count = 1000000")?;
                settings::set(tx, "small", "x")?;
                settings::get(tx, "large")
            })
            .await;
        assert!(
            matches!(outcome, Ok(None)),
            "the store goes on once there is room: {outcome:?}"
        );
    }

    #[tokio::test]
    async fn a_commit_is_durable_and_references_are_checked() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Location::File(folder.path().join("a.db"))).unwrap();
        let (mode, full, references) = store
            .read(|tx| {
                let mode: Option<String> = tx.find("PRAGMA journal_mode", [], |row| row.get(0))?;
                let full = pragma(tx, "PRAGMA synchronous")?;
                Ok::<_, StoreError>((mode, full, pragma(tx, "PRAGMA foreign_keys")?))
            })
            .await
            .unwrap();
        assert_eq!(
            (mode.as_deref(), full, references),
            (Some("wal"), Some(2), Some(1))
        );
    }
}
