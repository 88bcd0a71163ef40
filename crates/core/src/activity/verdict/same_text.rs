//! The sign "the same text went to three profiles".

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::usual::Amounts;
use super::{ProfileId, Reason, Seen, Signs, TextHash, Timeline, count};

/// Within so many milliseconds the same text counts as one message to several profiles.
const WINDOW: i64 = 24 * 60 * 60 * 1_000;

/// Shorter texts, such as "Good morning!", are nobody's own.
const SHORTEST: usize = 20;

/// The hash of a text in which only letters and digits count, neither case nor links.
pub(crate) fn hash_of(text: &str) -> Option<TextHash> {
    let mut hasher = DefaultHasher::new();
    let mut length = 0;
    let words = text.split_whitespace();
    for word in words.filter(|word| !word.contains("://")) {
        let counting = word.chars().filter(|character| character.is_alphanumeric());
        for character in counting.flat_map(char::to_lowercase) {
            character.hash(&mut hasher);
            length += 1;
        }
    }
    (length >= SHORTEST).then(|| hasher.finish())
}

/// Finds texts that went to more profiles within a day than the profile is used to.
pub(crate) fn find(timelines: &[Timeline<'_>], signs: &mut Signs) {
    let shared = shared(timelines);
    for timeline in timelines {
        let mut usual = Amounts::default();
        let sharing = || {
            timeline
                .posts
                .iter()
                .filter_map(|seen| Some((seen, *shared.get(&seen.post)?)))
        };
        for (seen, profiles) in sharing().filter(|(seen, _)| seen.facts.teaches()) {
            usual.note(seen.made.day, profiles);
        }
        for (seen, profiles) in sharing() {
            let day = seen.made.day;
            let is_odd = !usual.is_usual_apart_from(day, profiles)
                && timeline.days.are_enough_apart_from(day);
            if is_odd {
                signs.add(seen.post, Reason::SameText { profiles });
            }
        }
    }
}

/// How many profiles got the text of a post within a day before or after it, where it is more than
/// one; by the post's place.
fn shared(timelines: &[Timeline<'_>]) -> HashMap<usize, u32> {
    let mut texts: Vec<(TextHash, i64, &Seen<'_>)> = timelines
        .iter()
        .flat_map(|timeline| &timeline.posts)
        .filter_map(|seen| {
            let made = seen.facts.made_at.timestamp_millis();
            Some((seen.facts.text?, made, seen))
        })
        .collect();
    texts.sort_unstable_by_key(|(text, made, _)| (*text, *made));
    let mut shared = HashMap::new();
    for same in texts.chunk_by(|one, next| one.0 == next.0) {
        let mut window = Window::default();
        for (_, made, seen) in same {
            let profiles = window.move_to(same, *made);
            if profiles > 1 {
                shared.insert(seen.post, count(profiles));
            }
        }
    }
    shared
}

/// The posts of one text around a moment.
#[derive(Default)]
struct Window<'a> {
    from: usize,
    until: usize,
    posts_of: HashMap<&'a ProfileId, usize>,
}

impl<'a> Window<'a> {
    /// Moves on and says of how many profiles posts are in the window now.
    fn move_to(&mut self, posts: &[(TextHash, i64, &'a Seen<'a>)], middle: i64) -> usize {
        while let Some((_, made, seen)) = posts.get(self.until)
            && *made <= middle + WINDOW
        {
            *self.posts_of.entry(&seen.facts.profile).or_default() += 1;
            self.until += 1;
        }
        while let Some((_, made, seen)) = posts.get(self.from)
            && *made < middle - WINDOW
        {
            let left = self.posts_of.entry(&seen.facts.profile).or_default();
            *left -= 1;
            if *left == 0 {
                self.posts_of.remove(&seen.facts.profile);
            }
            self.from += 1;
        }
        self.posts_of.len()
    }
}
