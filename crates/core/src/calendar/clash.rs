//! What to think of before something goes out: rules over what else goes out around it.
//!
//! They warn and never refuse. Daily caps count what goes out through this workspace; what is posted
//! by hand on the platform nobody here can see.

use chrono::TimeDelta;
use latchkey_platforms::Platform;
use latchkey_store::Transaction;
use latchkey_store::posts::{self, PlannedPost};
use latchkey_store::sends::{self, SendRow};

use super::words::warning_words;
use crate::Moment;
use crate::error::Error;
use crate::views::DraftContent;

/// Closer than this, two posts of a profile take each other's readers.
const NEAR: TimeDelta = TimeDelta::minutes(15);
/// The time in which the service calls a repeated text a duplicate (vendor's documentation).
pub(crate) const SAME_TEXT: TimeDelta = TimeDelta::hours(48);
/// The time a platform's cap is counted over (vendor's documentation).
const DAY: TimeDelta = TimeDelta::hours(24);

/// Something that goes or went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outgoing {
    /// The service's id of the post; for a draft on its way, the draft's.
    pub(crate) id: String,
    /// The service's id of the profile.
    pub(crate) profile_id: String,
    /// When; none for a slot of the queue that is not known yet.
    pub(crate) at: Option<Moment>,
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
    /// The profile says the same, and one of the two gets a slot that nobody knows yet.
    SameTextByQueue,
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
    now: Moment,
) -> Result<Vec<String>, Error> {
    let around = around(tx, workspace_id, going.at, now)?;
    let others: Vec<&Outgoing> = around
        .iter()
        .filter(|other| Some(other.id.as_str()) != except)
        .collect();
    Ok(found(going, &others).iter().map(warning_words).collect())
}

/// Everything of a workspace that goes or went out within 48 hours of a moment, or of now for
/// something that goes out in a slot of the queue; and whatever waits for such a slot. What failed or
/// is held did not go out.
pub(crate) fn around(
    tx: &Transaction<'_>,
    workspace_id: &str,
    at: Option<Moment>,
    now: Moment,
) -> Result<Vec<Outgoing>, Error> {
    let at = at.unwrap_or(now);
    between(tx, workspace_id, at - SAME_TEXT, at + SAME_TEXT, now)
}

/// Everything of a workspace that goes or went out between two moments, and whatever waits for a
/// slot of the queue.
pub(crate) fn between(
    tx: &Transaction<'_>,
    workspace_id: &str,
    from: Moment,
    until: Moment,
    now: Moment,
) -> Result<Vec<Outgoing>, Error> {
    let planned = posts::planned(tx, workspace_id, from, until)?;
    let mut all: Vec<Outgoing> = planned.iter().filter_map(Outgoing::of_post).collect();
    // A send that became a post is among the posts as soon as those were read.
    for row in sends::not_among_posts(tx, workspace_id, now - SAME_TEXT)? {
        let sent = Outgoing::of_send(&row);
        all.extend(sent.filter(|sent| sent.at.is_none_or(|at| (from..until).contains(&at))));
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
    warnings.extend(clashes(going, &of_profile));
    warnings
}

/// What takes its readers or says the same, among these others of its profile.
pub(crate) fn clashes(going: &Outgoing, of_profile: &[&Outgoing]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let says_the_same = |other: &Outgoing| !going.text.is_empty() && other.text == going.text;
    let same_text = closest(going, of_profile, SAME_TEXT, says_the_same);
    warnings.extend(same_text.map(Warning::SameText));
    let by_queue = |other: &&Outgoing| going.at.is_none() || other.at.is_none();
    if of_profile
        .iter()
        .any(|other| by_queue(other) && says_the_same(other))
    {
        warnings.push(Warning::SameTextByQueue);
    }
    let near = closest(going, of_profile, NEAR, |_| true);
    // What says the same is named already.
    warnings.extend(
        near.filter(|away| Some(*away) != same_text)
            .map(Warning::Near),
    );
    warnings
}

fn daily_caps(going: &Outgoing, of_profile: &[&Outgoing]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let Some(at) = going.at else {
        return warnings;
    };
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
            .filter_map(|other| other.at)
            .filter(|other| (*other - at).abs() < DAY);
        if fullest_day(at, times.collect()) > cap as usize {
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
    let end = |begin: Moment| times.partition_point(|time| *time < begin + DAY);
    let beginnings = times.iter().take_while(|time| **time <= at).enumerate();
    beginnings
        .map(|(place, begin)| end(*begin) - place)
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
    let at = going.at?;
    of_profile
        .iter()
        .filter(|other| fits(other))
        .filter_map(|other| Some(other.at? - at))
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
            at: Some(post.at),
            platforms: post.platforms.clone(),
            text: TextMark {
                beginning: post.text.clone(),
                bytes: post.text_bytes,
            },
        })
    }

    /// A draft on its way, or sent.
    fn of_send(row: &SendRow) -> Option<Outgoing> {
        let content: DraftContent = serde_json::from_str(&row.body).ok()?;
        let is_for_queue = row.how == "queue";
        Some(Outgoing {
            id: row.draft_id.clone(),
            profile_id: row.profile_id.clone(),
            at: row
                .goes_out_at
                .or_else(|| (!is_for_queue).then_some(row.leaves_at)),
            platforms: content.platforms,
            text: TextMark::of(&content.text),
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
            at: Some(Moment::UNIX_EPOCH + TimeDelta::minutes(minutes)),
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

    #[test]
    fn with_the_queue_only_the_same_text_is_known_to_clash() {
        let in_queue = |id: &str| Outgoing {
            at: None,
            ..post(id, 0)
        };
        assert_eq!(warnings_of(&[in_queue("other")]), []);
        assert_eq!(warnings_of(&[in_queue("it")]), [Warning::SameTextByQueue]);
        let others = [post("it", 60), post("near", 1)];
        let others: Vec<&Outgoing> = others.iter().collect();
        assert_eq!(
            found(&in_queue("it"), &others),
            [Warning::SameTextByQueue],
            "and when it goes out nobody knows"
        );
    }
}
