//! What a new workspace has been through: ninety days of an agency at work, and one odd night.
//!
//! The plan is a pure function of a seed, the time and the time zone; writing it down is separate.
//! Everything the agency itself did follows a rhythm that can be learned. Everything made with the
//! `staging` key did not come from the agency.

mod brands;
mod fill;
mod intruder;
mod pictures;
mod plan;
#[cfg(test)]
mod tests;

use jiff::{Timestamp, tz::TimeZone};
use rusqlite::Transaction;
use serde_json::Map;

pub(crate) use brands::BRANDS;
pub(crate) use fill::write as fill;
use plan::{Author, Moment, PlannedPost};

use crate::{
    error::ApiError,
    keys::{self, IssuedKey, KeyName},
    media::{self, Asset, AssetStatus},
    media_files::MediaFiles,
    platform_rules,
    posts::{
        record::{self, Destination, Post},
        status::{Delivery, Status},
    },
    publish,
    queue::settings::{self, Settings},
    random,
    time::DAY_MS,
    workspace,
};

const SEED: u64 = 2026;

/// Writes the story into a new workspace whose profiles are those of [`BRANDS`], in that order.
/// Returns its four keys.
pub(crate) fn write(
    tx: &Transaction<'_>,
    files: &MediaFiles,
    profiles: &[String],
    now_ms: i64,
) -> Result<Vec<IssuedKey>, ApiError> {
    let zone = TimeZone::system();
    let now = Timestamp::from_millisecond(now_ms).map_err(|_| ApiError::Internal)?;
    let keys = Author::ALL
        .iter()
        .map(|author| {
            let age = author.key_age_days() * DAY_MS;
            keys::issue(tx, &KeyName::parse(author.key_name())?, now_ms - age)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let pictures = write_pictures(tx, files, profiles, now_ms)?;
    for profile in profiles {
        let timezone = zone.iana_name().unwrap_or("UTC").to_owned();
        settings::save(
            tx,
            profile,
            &Settings {
                timezone,
                ..Settings::default()
            },
        )?;
    }
    for planned in plan::plan(SEED, &now.to_zoned(zone)) {
        let key = &keys[planned.author as usize];
        let post = record(&planned, &profiles[planned.brand], &key.id, &pictures);
        record::insert(tx, &post)?;
        tx.prepare_cached("UPDATE keys SET last_used_ms = ?2 WHERE id = ?1")?
            .execute((&key.id, post.created_ms))?;
    }
    Ok(keys)
}

/// Puts each brand's pictures into the library. Returns their stored URLs, brand by brand.
fn write_pictures(
    tx: &Transaction<'_>,
    files: &MediaFiles,
    profiles: &[String],
    now_ms: i64,
) -> Result<Vec<Vec<String>>, ApiError> {
    let (workspace_id, _) = workspace::identity(tx)?;
    let mut urls = Vec::new();
    for (brand, profile_id) in BRANDS.iter().zip(profiles) {
        let mut of_brand = Vec::new();
        for (number, pattern) in pictures::PATTERNS.iter().enumerate() {
            let id = random::id();
            let bytes = pictures::png(brand.colours, *pattern);
            files.put(&id, &bytes)?;
            let username = brand.profile.username;
            let asset = Asset {
                url: format!("/media/{workspace_id}/{username}/{id}/original.png"),
                id,
                profile_id: profile_id.clone(),
                title: format!("{username}-{}.png", number + 1),
                source_type: Some("upload".to_owned()),
                mime: Some("image/png".to_owned()),
                duration: None,
                size: Some(bytes.len() as u64),
                status: AssetStatus::Ready,
                created_ms: now_ms - 95 * DAY_MS,
            };
            media::insert(tx, &asset)?;
            of_brand.push(asset.url);
        }
        urls.push(of_brand);
    }
    Ok(urls)
}

fn record(planned: &PlannedPost, profile_id: &str, key_id: &str, pictures: &[Vec<String>]) -> Post {
    let username = BRANDS[planned.brand].profile.username;
    let (published_ms, scheduled_ms) = match planned.moment {
        Moment::AtOnce => (Some(planned.created_ms + 4_000), None),
        Moment::Was(scheduled) => (Some(scheduled + 3_000), Some(scheduled)),
        Moment::WillBe(scheduled) => (None, Some(scheduled)),
    };
    let destinations: Vec<Destination> = planned
        .platforms
        .iter()
        .zip(&planned.destination_ids)
        .map(|(platform, id)| {
            let mut destination = Destination {
                id: id.clone(),
                platform: (*platform).to_owned(),
                status: Delivery::Pending,
                external_job_id: None,
                post_url: None,
                error_message: None,
                overrides: Map::new(),
                created_ms: planned.created_ms,
                published_ms: None,
            };
            if let Some(at) = published_ms {
                publish::publish(&mut destination, username, at);
            }
            if planned.failed == Some(*platform) {
                fail(&mut destination);
            }
            destination
        })
        .collect();
    Post {
        id: planned.id.clone(),
        profile_id: profile_id.to_owned(),
        key_id: Some(key_id.to_owned()),
        post_type: planned.post_type(),
        status: match (published_ms, planned.failed) {
            (None, _) => Status::Scheduled,
            (Some(_), Some(_)) => Status::PartiallyFailed,
            (Some(_), None) => Status::Completed,
        },
        title: None,
        description: Some(planned.text.clone()),
        media_urls: planned.picture.map(|number| {
            let of_brand = &pictures[planned.brand];
            vec![of_brand[number % of_brand.len()].clone()]
        }),
        scheduled_ms,
        finish_ms: None,
        first_comment: None,
        created_ms: planned.created_ms,
        updated_ms: published_ms.unwrap_or(planned.created_ms),
        destinations,
    }
}

fn fail(destination: &mut Destination) {
    let rules = platform_rules::of(&destination.platform);
    destination.status = Delivery::Failed;
    destination.error_message = rules.map(|rules| rules.failure.to_owned());
    destination.external_job_id = None;
    destination.post_url = None;
    destination.published_ms = None;
}
