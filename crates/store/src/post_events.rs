//! Which events of the audit history are about which post. The post need not be known yet, or any
//! more.

use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE post_events (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (workspace_id, post_id, seq)
) STRICT, WITHOUT ROWID;
";

/// Notes that the event is about the post. Noting it again changes nothing.
///
/// # Errors
///
/// Only those of the file.
pub fn insert(
    tx: &Transaction<'_>,
    workspace_id: &str,
    post_id: &str,
    seq: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO post_events VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        (workspace_id, post_id, seq),
    )?;
    Ok(())
}

/// The numbers of the events about a post, oldest first.
///
/// # Errors
///
/// Only those of the file.
pub fn list(
    tx: &Transaction<'_>,
    workspace_id: &str,
    post_id: &str,
) -> Result<Vec<i64>, StoreError> {
    tx.list(
        "SELECT seq FROM post_events WHERE workspace_id = ?1 AND post_id = ?2 ORDER BY seq",
        [workspace_id, post_id],
        |row| row.get(0),
    )
}
