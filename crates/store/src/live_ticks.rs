//! Live ticks: on which platforms the person has deleted a live post by hand.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use crate::time::{self, Timestamp};
use crate::{StoreError, Transaction};

pub(crate) const SCHEMA: &str = "
CREATE TABLE live_ticks (
    incident_id TEXT NOT NULL REFERENCES incidents,
    post_id     TEXT NOT NULL,
    platform    TEXT NOT NULL,
    done_at     TEXT NOT NULL,
    PRIMARY KEY (incident_id, post_id, platform)
) STRICT, WITHOUT ROWID;
";

/// One tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveTickRow {
    /// The incident.
    pub incident_id: String,
    /// The service's id of the post.
    pub post_id: String,
    /// The platform as the service calls it.
    pub platform: String,
    /// When the person ticked it off.
    pub done_at: DateTime<Utc>,
}

/// Ticks a platform off. The first tick counts.
///
/// # Errors
///
/// Only those of the file.
pub fn set(tx: &Transaction<'_>, row: &LiveTickRow) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO live_ticks VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        (
            &row.incident_id,
            &row.post_id,
            &row.platform,
            Timestamp(row.done_at),
        ),
    )?;
    Ok(())
}

/// Takes a tick back, if there is one.
///
/// # Errors
///
/// Only those of the file.
pub fn unset(
    tx: &Transaction<'_>,
    incident_id: &str,
    post_id: &str,
    platform: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM live_ticks WHERE incident_id = ?1 AND post_id = ?2 AND platform = ?3",
        [incident_id, post_id, platform],
    )?;
    Ok(())
}

/// All ticks of an incident, by post and platform.
///
/// # Errors
///
/// Only those of the file.
pub fn list(tx: &Transaction<'_>, incident_id: &str) -> Result<Vec<LiveTickRow>, StoreError> {
    tx.list(
        "SELECT * FROM live_ticks WHERE incident_id = ?1 ORDER BY post_id, platform",
        [incident_id],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<LiveTickRow> {
    Ok(LiveTickRow {
        incident_id: row.get("incident_id")?,
        post_id: row.get("post_id")?,
        platform: row.get("platform")?,
        done_at: time::get(row, "done_at")?,
    })
}
