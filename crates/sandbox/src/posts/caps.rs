//! Daily caps: how much one connected account may publish in any 24 hours.

use rusqlite::{Transaction, params};
use serde_json::json;

use crate::{
    error::{ApiError, Violation},
    posts::request::Target,
    profiles::Profile,
    time::DAY_MS,
};

/// Refuses a post that goes out now if it would exceed a cap. Posts already on their way count.
///
/// # Errors
/// 429 with one violation per platform.
pub(crate) fn check(
    tx: &Transaction<'_>,
    profile: &Profile,
    targets: &[Target],
    now_ms: i64,
) -> Result<(), ApiError> {
    let mut violations = Vec::new();
    for target in targets {
        let slug = target.rules.slug;
        let cap = target.rules.daily_cap;
        let used = published_last_24h(tx, &profile.id, slug, now_ms)?
            + on_their_way(tx, &profile.id, slug)?;
        if used >= cap {
            violations.push(Violation {
                platform: slug,
                kind: "hard_cap",
                message: message(slug, used, cap),
                facts: json!({ "used_last_24h": used, "cap": cap }),
            });
        }
    }
    if violations.is_empty() {
        Ok(())
    } else {
        Err(ApiError::DailyCap(violations))
    }
}

/// The vendor's own wording for a reached cap.
pub(crate) fn message(slug: &str, used: usize, cap: usize) -> String {
    format!("Daily cap reached for {slug}: {used}/{cap} in last 24h")
}

/// How often the account published in the last 24 hours.
pub(crate) fn published_last_24h(
    tx: &Transaction<'_>,
    profile_id: &str,
    slug: &str,
    now_ms: i64,
) -> Result<usize, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT count(*) FROM destinations JOIN posts ON posts.id = destinations.post_id
         WHERE platform = ?1 AND profile_id = ?2 AND published_ms > ?3",
    )?;
    let count = statement.query_row(params![slug, profile_id, now_ms - DAY_MS], |row| {
        row.get::<_, u32>(0)
    })?;
    Ok(count as usize)
}

fn on_their_way(tx: &Transaction<'_>, profile_id: &str, slug: &str) -> Result<usize, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT count(*) FROM destinations JOIN posts ON posts.id = destinations.post_id
         WHERE posts.status = 'publishing' AND profile_id = ?2 AND platform = ?1
           AND destinations.status IN ('pending', 'publishing')",
    )?;
    let count = statement.query_row(params![slug, profile_id], |row| row.get::<_, u32>(0))?;
    Ok(count as usize)
}
