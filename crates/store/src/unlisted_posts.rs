//! Posts that the service did not list although they were expected. That proves nothing: each is
//! asked for by its id before it is called gone, and stands here until then.

use chrono::{DateTime, Utc};

use crate::time::Timestamp;
use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE unlisted_posts (
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    post_id      TEXT NOT NULL,
    PRIMARY KEY (workspace_id, post_id)
) STRICT, WITHOUT ROWID;
";

/// Puts down every post of the workspace that was last seen at `before` or earlier.
///
/// # Errors
///
/// Only those of the file.
pub fn put_down_unseen(
    tx: &Transaction<'_>,
    workspace_id: &str,
    before: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO unlisted_posts (workspace_id, post_id)
         SELECT workspace_id, id FROM posts
         WHERE workspace_id = ?1 AND gone_at IS NULL AND held = 0 AND seen_at <= ?2",
        (workspace_id, Timestamp(before)),
    )?;
    Ok(())
}

/// Puts down every post that was to go out, or was going out, when it was last seen at `before`
/// or earlier.
///
/// # Errors
///
/// Only those of the file.
pub fn put_down_unseen_waiting(
    tx: &Transaction<'_>,
    workspace_id: &str,
    before: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR IGNORE INTO unlisted_posts (workspace_id, post_id)
         SELECT workspace_id, id FROM posts
         WHERE workspace_id = ?1 AND gone_at IS NULL AND held = 0 AND seen_at <= ?2
           AND status IN ('scheduled', 'publishing')",
        (workspace_id, Timestamp(before)),
    )?;
    Ok(())
}

/// Whether there is a post to ask for.
///
/// # Errors
///
/// Only those of the file.
pub fn any(tx: &Transaction<'_>, workspace_id: &str) -> Result<bool, StoreError> {
    let found = tx.find(
        "SELECT 1 FROM unlisted_posts WHERE workspace_id = ?1 LIMIT 1",
        [workspace_id],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// A post to ask for; those that were to go out come first.
///
/// # Errors
///
/// Only those of the file.
pub fn next(tx: &Transaction<'_>, workspace_id: &str) -> Result<Option<String>, StoreError> {
    tx.find(
        "SELECT unlisted.post_id FROM unlisted_posts AS unlisted
         LEFT JOIN posts ON posts.workspace_id = unlisted.workspace_id
                        AND posts.id = unlisted.post_id
         WHERE unlisted.workspace_id = ?1
         ORDER BY posts.status IN ('scheduled', 'publishing') DESC, unlisted.post_id LIMIT 1",
        [workspace_id],
        |row| row.get(0),
    )
}

/// Takes a post off: it was seen, or is known to be gone.
///
/// # Errors
///
/// Only those of the file.
pub fn take_off(tx: &Transaction<'_>, workspace_id: &str, post_id: &str) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM unlisted_posts WHERE workspace_id = ?1 AND post_id = ?2",
        [workspace_id, post_id],
    )?;
    Ok(())
}
