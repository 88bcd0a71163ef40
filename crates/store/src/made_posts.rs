//! Posts that were made here: an event of ours carries the id the service gave them. A row is
//! written in the transaction of that event, usually before the post is seen in a list.

use std::collections::HashMap;

use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE made_posts (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    seq          INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (workspace_id, post_id)
) STRICT, WITHOUT ROWID;
";

/// Notes which event made the post. The first event counts.
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
        "INSERT INTO made_posts VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        (workspace_id, post_id, seq),
    )?;
    Ok(())
}

/// All posts made here, with the number of the event that proves it.
///
/// # Errors
///
/// Only those of the file.
pub fn all(tx: &Transaction<'_>, workspace_id: &str) -> Result<HashMap<String, i64>, StoreError> {
    let rows = tx.list(
        "SELECT post_id, seq FROM made_posts WHERE workspace_id = ?1",
        [workspace_id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(rows.into_iter().collect())
}
