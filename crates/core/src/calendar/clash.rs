//! What to think of before something goes out: rules over what else goes out around it.
//!
//! They warn and never refuse. Daily caps count what goes out through this workspace; what is posted
//! by hand on the platform nobody here can see.

use chrono::TimeDelta;
use latchkey_platforms::Platform;
use latchkey_store::posts::{self, PlannedPost};
use latchkey_store::{Transaction, sends};

use super::words::warning_words;
use crate::Moment;
use crate::error::Error;
use crate::views::DraftContent;

/// Closer than this, two posts of a profile take each other's readers.
const NEAR: TimeDelta = TimeDelta::minutes(15);
/// The time in which the service calls a repeated text a duplicate (vendor's documentation).
pub(super) const SAME_TEXT: TimeDelta = TimeDelta::hours(48);
/// The time a platform's cap is counted over (vendor's documentation).
const DAY: TimeDelta = TimeDelta::hours(24);

/// Something that goes or went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// The service's id of the post; for a draft on its way, the draft's.
    pub(crate) id: String,
    /// The service's id of the profile.
    pub(crate) profile_id: String,
    /// When.
    pub(crate) at: Moment,
    /// Where to, as the service calls it.
    pub(crate) platforms: Vec<String>,
    /// What it says.
    pub(crate) text: TextMark,
}

/// Enough of a text to tell it from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextMark {
    beginning: String,
    bytes: u32,
}

/// Something to think of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Warning {
    /// A platform takes no more posts of an account within 24 hours.
    DailyCap {
        /// The platform as the service calls it.
        platform: String,
        /// How many it takes.
        cap: u32,
    },
    /// The profile says the same within 48 hours: so many minutes later, or earlier.
    SameText(i64),
    /// The profile posts something else close by: so many minutes later, or earlier.
    Near(i64),
}

/// What to think of before something goes out at this time, in words. `except` is the post or draft
/// itself, where it is among the others.
pub(crate) fn warnings(
    tx: &Transaction<'_>,
    workspace_id: &str,
    going: &Outgoing,
    except: Option<&str>,
) -> Result<Vec<String>, Error> {
    let around = around(tx, workspace_id, going.at)?;
    let others: Vec<&Outgoing> = around
        .iter()
        .filter(|other| Some(other.id.as_str()) != except)
        .collect();
    Ok(found(going, &others).iter().map(warning_words).collect())
}

/// Everything of a workspace that goes or went out within 48 hours of a moment. What failed or is
/// held did not go out.
pub(crate) fn around(
    tx: &Transaction<'_>,
    workspace_id: &str,
    at: Moment,
) -> Result<Vec<Outgoing>, Error> {
    let (from, until) = (at - SAME_TEXT, at + SAME_TEXT);
    let planned = posts::planned(tx, workspace_id, from, until)?;
    let mut all: Vec<Outgoing> = planned.iter().filter_map(Outgoing::of_post).collect();
    for row in sends::unfinished(tx)? {
        let is_here = row.workspace_id == workspace_id && row.post_id.is_none();
        let Some(goes_out) = row.goes_out_at.filter(|_| is_here) else {
            continue;
        };
        if let Ok(content) = serde_json::from_str::<DraftContent>(&row.body) {
            all.push(Outgoing {
                id: row.draft_id,
                profile_id: row.profile_id,
                at: goes_out,
                platforms: content.platforms,
                text: TextMark::of(&content.text),
            });
        }
    }
    Ok(all)
}

/// What to think of, among these others of the workspace.
pub(crate) fn found(going: &Outgoing, others: &[&Outgoing]) -> Vec<Warning> {
    let of_profile: Vec<&Outgoing> = others
        .iter()
        .copied()
        .filter(|other| other.profile_id == going.profile_id)
        .collect();
    let mut warnings = daily_caps(going, &of_profile);
    let same_text = closest(going, &of_profile, SAME_TEXT, |other| {
        !going.text.is_empty() && other.text == going.text
    });
    warnings.extend(same_text.map(Warning::SameText));
    let near = closest(going, &of_profile, NEAR, |_| true);
    // What says the same is named already.
    warnings.extend(
        near.filter(|away| Some(*away) != same_text)
            .map(Warning::Near),
    );
    warnings
}

fn daily_caps(going: &Outgoing, of_profile: &[&Outgoing]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for platform in &going.platforms {
        let Ok(known) = platform.parse::<Platform>() else {
            continue;
        };
        let Some(cap) = known.rules().map(|rules| rules.daily_cap) else {
            continue;
        };
        let times = of_profile
            .iter()
            .filter(|other| other.platforms.contains(platform))
            .map(|other| other.at)
            .filter(|at| (*at - going.at).abs() < DAY);
        if fullest_day(going.at, times.collect()) > cap as usize {
            warnings.push(Warning::DailyCap {
                platform: platform.clone(),
                cap,
            });
        }
    }
    warnings
}

/// How many go out in the fullest 24 hours that have this moment in them.
fn fullest_day(at: Moment, mut times: Vec<Moment>) -> usize {
    times.push(at);
    times.sort_unstable();
    let beginnings = times.iter().filter(|time| **time <= at);
    beginnings
        .map(|begin| {
            let day = times
                .iter()
                .filter(|time| (*begin..*begin + DAY).contains(time));
            day.count()
        })
        .max()
        .unwrap_or(0)
}

/// How many minutes away the closest one is that fits, before or after.
fn closest(
    going: &Outgoing,
    of_profile: &[&Outgoing],
    within: TimeDelta,
    fits: impl Fn(&Outgoing) -> bool,
) -> Option<i64> {
    of_profile
        .iter()
        .filter(|other| fits(other))
        .map(|other| other.at - going.at)
        .filter(|away| away.abs() < within)
        .min_by_key(TimeDelta::abs)
        .map(|away| away.num_minutes())
}

impl Outgoing {
    /// None for a post that does not go out.
    pub(crate) fn of_post(post: &PlannedPost) -> Option<Outgoing> {
        (post.status != "failed" && !post.held).then(|| Outgoing {
            id: post.id.clone(),
            profile_id: post.profile_id.clone(),
            at: post.at,
            platforms: post.platforms.clone(),
            text: TextMark {
                beginning: post.text.clone(),
                bytes: post.text_bytes,
            },
        })
    }
}

impl TextMark {
    pub(crate) fn of(text: &str) -> TextMark {
        TextMark {
            beginning: text.chars().take(posts::BEGINNING).collect(),
            bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
        }
    }

    fn is_empty(&self) -> bool {
        self.bytes == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(id: &str, minutes: i64) -> Outgoing {
        Outgoing {
            id: id.to_owned(),
            profile_id: "cafe".to_owned(),
            at: Moment::UNIX_EPOCH + TimeDelta::minutes(minutes),
            platforms: vec!["tiktok".to_owned()],
            text: TextMark::of(&format!("text of {id}")),
        }
    }

    fn warnings_of(others: &[Outgoing]) -> Vec<Warning> {
        let others: Vec<&Outgoing> = others.iter().collect();
        found(&post("it", 0), &others)
    }

    fn cap() -> Warning {
        Warning::DailyCap {
            platform: "tiktok".to_owned(),
            cap: 15,
        }
    }

    #[test]
    fn a_cap_is_reached_within_any_24_hours_around_the_post() {
        let spread = |from: i64, count: i64| -> Vec<Outgoing> {
            (0..count)
                .map(|n| post(&n.to_string(), from + n * 60))
                .collect()
        };
        assert_eq!(warnings_of(&spread(60, 14)), []);
        assert_eq!(warnings_of(&spread(60, 15)), [cap()]);
        assert_eq!(
            warnings_of(&spread(-8 * 60 - 30, 15)),
            [cap()],
            "on both sides"
        );
        let two_days: Vec<Outgoing> = [spread(-23 * 60, 10), spread(2 * 60, 10)].concat();
        assert_eq!(
            warnings_of(&two_days),
            [],
            "twenty, but never sixteen in a day"
        );
    }

    #[test]
    fn other_profiles_and_platforms_do_not_count() {
        let others: Vec<Outgoing> = (0..40)
            .map(|n| match n % 2 {
                0 => Outgoing {
                    profile_id: "velo".to_owned(),
                    ..post("x", n)
                },
                _ => Outgoing {
                    platforms: vec!["x".to_owned()],
                    ..post("y", 60 + n * 20)
                },
            })
            .collect();
        assert_eq!(warnings_of(&others), []);
    }

    #[test]
    fn the_same_text_within_two_days_is_named_once() {
        let same = |minutes| Outgoing {
            text: TextMark::of("text of it"),
            ..post("other", minutes)
        };
        assert_eq!(warnings_of(&[same(47 * 60)]), [Warning::SameText(47 * 60)]);
        assert_eq!(warnings_of(&[same(48 * 60)]), []);
        assert_eq!(warnings_of(&[same(-5)]), [Warning::SameText(-5)]);
        assert_eq!(
            warnings_of(&[same(-50), post("near", 3)]),
            [Warning::SameText(-50), Warning::Near(3)]
        );
    }

    #[test]
    fn posts_without_text_do_not_say_the_same() {
        let silent = |id: &str, minutes| Outgoing {
            text: TextMark::of(""),
            ..post(id, minutes)
        };
        assert_eq!(found(&silent("a", 0), &[&silent("b", 60)]), []);
    }

    #[test]
    fn a_quarter_of_an_hour_is_far_enough() {
        assert_eq!(warnings_of(&[post("a", -15), post("b", 15)]), []);
        assert_eq!(warnings_of(&[post("a", -14)]), [Warning::Near(-14)]);
        assert_eq!(warnings_of(&[post("a", 0)]), [Warning::Near(0)]);
    }
}
