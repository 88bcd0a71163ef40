//! When posts were last seen, and how many there are now: what the sync compares with the
//! service's list. Posts that are gone or that Latchkey keeps back are not expected there.

use chrono::{DateTime, Utc};

use crate::time::Timestamp;
use crate::{StoreError, Transaction};

pub(crate) const INDEXES: &str = "
CREATE INDEX posts_present ON posts (workspace_id, profile_id, seen_at)
    WHERE gone_at IS NULL AND held = 0;
CREATE INDEX posts_waiting ON posts (workspace_id, seen_at)
    WHERE gone_at IS NULL AND held = 0 AND status IN ('scheduled', 'publishing');
";

/// Notes that a post was seen as it is.
///
/// # Errors
///
/// Only those of the file.
pub fn see(
    tx: &Transaction<'_>,
    workspace_id: &str,
    id: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE posts SET seen_at = ?3 WHERE workspace_id = ?1 AND id = ?2",
        (workspace_id, id, Timestamp(at)),
    )?;
    Ok(())
}

/// Makes sure that no post counts as seen after `now`, which a clock that was wrong may have
/// written.
///
/// # Errors
///
/// Only those of the file.
pub fn seen_by(
    tx: &Transaction<'_>,
    workspace_id: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE posts SET seen_at = ?2
         WHERE workspace_id = ?1 AND seen_at > ?2 AND gone_at IS NULL AND held = 0",
        (workspace_id, Timestamp(now)),
    )?;
    Ok(())
}

/// How many posts of a profile are expected at the service.
///
/// # Errors
///
/// Only those of the file.
pub fn present(
    tx: &Transaction<'_>,
    workspace_id: &str,
    profile_id: &str,
) -> Result<u32, StoreError> {
    let count = tx.find(
        "SELECT count(*) FROM posts
         WHERE workspace_id = ?1 AND profile_id = ?2 AND gone_at IS NULL AND held = 0",
        [workspace_id, profile_id],
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or_default())
}
