//! Publishing what is due: the clockwork behind `scheduled`, `publishing` and the results.
//!
//! Nothing leaves this computer. A destination is "published" by getting a link that looks like
//! its platform's. What fell due while the sandbox was not running is caught up at the start.

use std::{collections::BTreeSet, future::Future, pin::pin, sync::Arc, time::Duration};

use rusqlite::{OptionalExtension, Transaction, params};

use crate::{
    app::AppState,
    error::ApiError,
    platform_rules::{self, Rules},
    posts::{
        caps,
        record::{self, Destination, Post},
        status::{Delivery, Status},
    },
    profiles::{self, Profile},
};

/// The longest time between two looks at the clock: it may be set, or the computer may sleep.
const PATIENCE: Duration = Duration::from_secs(20);

/// Publishes until `stopped`.
pub(crate) async fn run(app: Arc<AppState>, stopped: impl Future<Output = ()>) {
    let mut stopped = pin!(stopped);
    loop {
        let wait = publish_due(&app).unwrap_or(PATIENCE);
        tokio::select! {
            () = &mut stopped => return,
            () = app.due.notified() => {}
            () = app.controls.moved() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Moves every due post on. Returns how long nothing more will be due.
fn publish_due(app: &AppState) -> Result<Duration, ApiError> {
    let now = app.now_ms();
    let settings = app.controls.get();
    app.db.transaction(|tx| {
        begin_scheduled(tx, now, settings.publishing_ms)?;
        tx.execute(
            "UPDATE destinations SET status = 'publishing' WHERE status = 'pending'
             AND post_id IN (SELECT id FROM posts WHERE status = 'publishing')",
            [],
        )?;
        for id in finishing(tx, now)? {
            finish(
                tx,
                record::by_id(tx, &id)?,
                &settings.failing_platforms,
                now,
            )?;
        }
        until_next(tx, now)
    })
}

fn begin_scheduled(tx: &Transaction<'_>, now: i64, takes_ms: u64) -> Result<(), ApiError> {
    tx.prepare_cached(
        "UPDATE posts SET status = 'publishing', finish_ms = ?2, updated_ms = ?1
         WHERE status = 'scheduled' AND scheduled_ms <= ?1",
    )?
    .execute(params![now, now.saturating_add_unsigned(takes_ms)])?;
    Ok(())
}

fn finishing(tx: &Transaction<'_>, now: i64) -> Result<Vec<String>, ApiError> {
    let mut statement = tx.prepare_cached(
        "SELECT id FROM posts WHERE status = 'publishing' AND finish_ms <= ?1 ORDER BY finish_ms",
    )?;
    let ids = statement
        .query_map([now], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

fn until_next(tx: &Transaction<'_>, now: i64) -> Result<Duration, ApiError> {
    let next: Option<i64> = tx
        .prepare_cached(
            "SELECT min(CASE status WHEN 'scheduled' THEN scheduled_ms ELSE finish_ms END)
             FROM posts WHERE status IN ('scheduled', 'publishing')",
        )?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    let wait = next.map_or(PATIENCE, |next| {
        Duration::from_millis(u64::try_from(next - now).unwrap_or(0))
    });
    Ok(wait.min(PATIENCE))
}

fn finish(
    tx: &Transaction<'_>,
    mut post: Post,
    failing: &BTreeSet<String>,
    now: i64,
) -> Result<(), ApiError> {
    let profile = profiles::by_id(tx, &post.profile_id)?;
    for destination in &mut post.destinations {
        if destination.status == Delivery::Publishing {
            deliver(tx, &profile, destination, failing, now)?;
        }
    }
    tx.execute(
        "UPDATE posts SET status = ?2, finish_ms = NULL, updated_ms = ?3 WHERE id = ?1",
        params![post.id, outcome(&post.destinations), now],
    )?;
    Ok(())
}

fn deliver(
    tx: &Transaction<'_>,
    profile: &Profile,
    destination: &mut Destination,
    failing: &BTreeSet<String>,
    now: i64,
) -> Result<(), ApiError> {
    match refusal(tx, profile, &destination.platform, failing, now)? {
        Some(reason) => {
            destination.status = Delivery::Failed;
            destination.error_message = Some(reason);
        }
        None => publish(destination, &profile.username, now),
    }
    tx.prepare_cached(
        "UPDATE destinations SET status = ?2, external_job_id = ?3, post_url = ?4,
                                 error_message = ?5, published_ms = ?6
         WHERE id = ?1",
    )?
    .execute(params![
        destination.id,
        destination.status,
        destination.external_job_id,
        destination.post_url,
        destination.error_message,
        destination.published_ms,
    ])?;
    Ok(())
}

/// Why the platform does not take the post. The daily cap counts once more here, because a
/// scheduled post was not counted when it was created.
fn refusal(
    tx: &Transaction<'_>,
    profile: &Profile,
    slug: &str,
    failing: &BTreeSet<String>,
    now: i64,
) -> Result<Option<String>, ApiError> {
    let Some(Rules {
        daily_cap, failure, ..
    }) = platform_rules::of(slug)
    else {
        return Ok(Some("Unsupported platform".to_owned()));
    };
    if failing.contains(slug) {
        return Ok(Some((*failure).to_owned()));
    }
    if !profile.platforms.iter().any(|connected| connected == slug) {
        return Ok(Some("platform not connected for profile".to_owned()));
    }
    let used = caps::published_last_24h(tx, &profile.id, slug, now)?;
    Ok((used >= *daily_cap).then(|| caps::message(slug, used, *daily_cap)))
}

/// Marks the destination as published, with a link.
pub(crate) fn publish(destination: &mut Destination, username: &str, at_ms: i64) {
    let number: String = digits(&destination.id);
    destination.status = Delivery::Published;
    destination.error_message = None;
    destination.published_ms = Some(at_ms);
    destination.external_job_id = Some(format!("job_{number}"));
    destination.post_url = Some(match destination.platform.as_str() {
        "x" => format!("https://x.com/{username}/status/{number}"),
        "youtube" => format!(
            "https://www.youtube.com/watch?v={}",
            &digits_to_code(&number)
        ),
        "instagram" => format!("https://www.instagram.com/p/{}/", &digits_to_code(&number)),
        "facebook" => format!("https://www.facebook.com/{username}/posts/{number}"),
        "linkedin" => format!("https://www.linkedin.com/feed/update/urn:li:share:{number}"),
        "tiktok" => format!("https://www.tiktok.com/@{username}/photo/{number}"),
        "threads" => format!("https://www.threads.net/@{username}/post/{number}"),
        "pinterest" => format!("https://www.pinterest.com/pin/{number}/"),
        _ => format!("https://bsky.app/profile/{username}.example/post/{number}"),
    });
}

/// A number as long as the platforms' own, taken from an id.
fn digits(id: &str) -> String {
    id.chars()
        .filter_map(|digit| digit.to_digit(16))
        .take(18)
        .map(|d| (d % 10).to_string())
        .collect()
}

fn digits_to_code(digits: &str) -> String {
    digits
        .bytes()
        .take(11)
        .map(|digit| char::from(b'A' + (digit - b'0') * 2))
        .collect()
}

fn outcome(destinations: &[Destination]) -> Status {
    let published = destinations
        .iter()
        .filter(|one| one.status == Delivery::Published)
        .count();
    match published {
        0 => Status::Failed,
        all if all == destinations.len() => Status::Completed,
        _ => Status::PartiallyFailed,
    }
}
