//! A past of any length: what an agency would have after years, for tests and benches.
//!
//! Nothing here is an intruder's. Every post was made by hand in the dashboard, so no key is said
//! to have made it.

use rand::{RngExt, SeedableRng, rngs::StdRng};
use rusqlite::Transaction;
use serde_json::Map;
use uuid::Builder;

use super::{
    brands::{BRANDS, Brand, Series},
    fail,
};
use crate::{
    error::ApiError,
    posts::{
        record::{self, Destination, Post},
        status::{Delivery, PostType, Status},
    },
    publish,
    time::DAY_MS,
};

/// Between two posts of the workspace, unless they would not fit into [`LONGEST`].
const USUAL_GAP_MS: i64 = 90 * 60 * 1_000;
const LONGEST_MS: i64 = 3 * 365 * DAY_MS;

/// Adds posts `from..from + count` of a past in which number 0 is the newest and the whole has
/// `of` posts. `profiles` are the ids of those of [`BRANDS`], in that order.
pub(crate) fn write(
    tx: &Transaction<'_>,
    profiles: &[String],
    (from, count, of): (usize, usize, usize),
    now_ms: i64,
) -> Result<(), ApiError> {
    let mut rng = StdRng::seed_from_u64(from as u64);
    let gap = USUAL_GAP_MS.min(LONGEST_MS / i64::try_from(of.max(1)).unwrap_or(i64::MAX));
    for number in from..from + count {
        let age = gap * i64::try_from(number + 1).unwrap_or(i64::MAX);
        let late = rng.random_range(0..gap.max(2) / 2);
        let post = past_post(&mut rng, profiles, now_ms - age - late);
        record::insert(tx, &post)?;
    }
    Ok(())
}

fn past_post(rng: &mut StdRng, profiles: &[String], created_ms: i64) -> Post {
    let number = rng.random_range(0..BRANDS.len());
    let brand = &BRANDS[number];
    let series = &brand.series[rng.random_range(0..brand.series.len())];
    let published_ms = created_ms + 4_000;
    let mut destinations: Vec<Destination> = series
        .platforms
        .iter()
        .map(|platform| published(rng, brand, platform, published_ms))
        .collect();
    let mut status = Status::Completed;
    if rng.random_range(0..50) == 0
        && let Some(last) = destinations.last_mut()
    {
        fail(last);
        status = Status::PartiallyFailed;
    }
    Post {
        id: id(rng),
        profile_id: profiles[number].clone(),
        key_id: None,
        post_type: PostType::Text,
        status,
        title: None,
        description: Some(text(rng, brand, series)),
        media_urls: None,
        scheduled_ms: None,
        finish_ms: None,
        first_comment: None,
        created_ms,
        updated_ms: published_ms,
        destinations,
    }
}

fn text(rng: &mut StdRng, brand: &Brand, series: &Series) -> String {
    if rng.random_range(0..12) == 0 {
        return brand.occasions[rng.random_range(0..brand.occasions.len())].to_owned();
    }
    let beginning = series.beginnings[rng.random_range(0..series.beginnings.len())];
    let end = series.ends[rng.random_range(0..series.ends.len())];
    format!("{beginning}{end}")
}

fn published(rng: &mut StdRng, brand: &Brand, platform: &str, at_ms: i64) -> Destination {
    let mut destination = Destination {
        id: id(rng),
        platform: platform.to_owned(),
        status: Delivery::Pending,
        external_job_id: None,
        post_url: None,
        error_message: None,
        overrides: Map::new(),
        created_ms: at_ms,
        published_ms: None,
    };
    publish::publish(&mut destination, brand.profile.username, at_ms);
    destination
}

fn id(rng: &mut StdRng) -> String {
    Builder::from_random_bytes(rng.random())
        .into_uuid()
        .to_string()
}
