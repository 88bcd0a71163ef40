//! The signs "links to a host never posted before" and "first post on this platform".
//!
//! What is new becomes usual by being used for weeks, or by the person's word on one such post.

use std::collections::{HashMap, HashSet};

use super::usual::Days;
use super::{Day, Reason, Seen, Signs, Timeline};

/// Finds links to hosts the profile does not usually link to.
pub(crate) fn hosts(timeline: &Timeline<'_>, signs: &mut Signs) {
    find(
        timeline,
        signs,
        |seen, each| seen.facts.hosts.iter().for_each(|host| each(host)),
        |host, since| Reason::NewHost {
            host: host.to_owned(),
            since,
        },
    );
}

/// Finds posts on platforms the profile does not usually post on.
pub(crate) fn platforms(timeline: &Timeline<'_>, signs: &mut Signs) {
    find(
        timeline,
        signs,
        |seen, each| seen.facts.platforms.iter().for_each(each),
        |platform, since| Reason::NewPlatform {
            platform: platform.to_owned(),
            since,
        },
    );
}

fn find<'a>(
    timeline: &Timeline<'a>,
    signs: &mut Signs,
    things_of: impl Fn(&Seen<'a>, &mut dyn FnMut(&'a str)),
    sign: impl Fn(&str, Option<Day>) -> Reason,
) {
    let mut used: HashMap<&str, Days> = HashMap::new();
    let mut own: HashSet<&str> = HashSet::new();
    for seen in timeline.posts.iter().filter(|seen| seen.facts.teaches()) {
        things_of(seen, &mut |thing| {
            used.entry(thing).or_default().note(seen.made.day);
            if seen.facts.is_own() {
                own.insert(thing);
            }
        });
    }
    let nowhere = Days::default();
    for seen in &timeline.posts {
        let day = seen.made.day;
        things_of(seen, &mut |thing| {
            let days = used.get(thing).unwrap_or(&nowhere);
            let is_known = days.are_usual_apart_from(day) || own.contains(thing);
            if !is_known && timeline.days.are_enough_before(day) {
                signs.add(seen.post, sign(thing, days.first_before(day)));
            }
        });
    }
}
