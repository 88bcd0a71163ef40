//! What Latchkey knows about each post, and why: pure rules over small facts.
//!
//! A post is *made here* only by our own event with its id, and *recognised* only by the person's
//! word or by a rhythm the person confirmed. Everything else is *unrecognised*; the signs that speak
//! against a post say what is unusual about it. There is no score.
//!
//! | file | what it holds |
//! |---|---|
//! | `facts.rs` | what the rules know of a post |
//! | `reason.rs`, `words.rs` | why, as it is kept and as a person reads it |
//! | `usual.rs` | what makes something usual |
//! | `novelty.rs`, `same_text.rs`, `bursts.rs`, `hours.rs` | the signs, one rule each |
//! | `timeline.rs`, `wall_time.rs` | the posts of a profile in their order, on the clock on the wall |
//!
//! What it refuses to do: read a clock, the computer's zone or the store; find anything unusual when
//! there is too little to compare with; let an intruder's posts teach it that they are usual.

mod bursts;
mod facts;
mod hours;
mod novelty;
mod reason;
mod same_text;
#[cfg(test)]
mod tests;
mod timeline;
mod usual;
mod wall_time;
mod words;

use jiff::tz::TimeZone;

pub(crate) use facts::{Platforms, PostFacts, ProfileId, TextHash};
pub(crate) use reason::{Reason, Reasons};
pub(crate) use same_text::hash_of;
pub(crate) use timeline::{Seen, Timeline};
pub(crate) use wall_time::{DAY, Day, WallTime};
pub(crate) use words::{clock_time, listed, platform_names, words};

use super::rhythms::{self, Learned, Rhythm};
use crate::views::{RhythmAnswer, Verdict, Whose};

/// Everything the rules look at.
pub(crate) struct Known<'a> {
    /// All posts of the workspace, in any order.
    pub(crate) posts: &'a [PostFacts],
    /// The workspace was read to its end. Until then nothing is known to be new or unusual, and no
    /// rhythm vouches for a post.
    pub(crate) whole: bool,
    /// Rhythms offered before, with their answers.
    pub(crate) rhythms: &'a [Rhythm],
    /// Where the clock on the wall hangs.
    pub(crate) zone: &'a TimeZone,
}

/// What the rules found.
pub(crate) struct Judged<'a> {
    known: Known<'a>,
    signs: Signs,
    fits: Vec<Option<Fit>>,
    /// How many posts each known rhythm covers, in their order; none for an open one that the posts
    /// do not show any more.
    pub(crate) covers: Vec<u32>,
    /// Rhythms that were not offered before.
    pub(crate) learned: Vec<Learned>,
}

/// What is known of one post, and why; the weightiest reason first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) reasons: Vec<Reason>,
}

/// What speaks against each post, by its place among the facts.
pub(crate) struct Signs(Vec<Vec<Reason>>);

impl Signs {
    pub(crate) fn speak_against(&self, post: usize) -> bool {
        !self.0[post].is_empty()
    }

    pub(crate) fn add(&mut self, post: usize, sign: Reason) {
        self.0[post].push(sign);
    }
}

/// Which time of which known rhythm a post fits.
#[derive(Clone, Copy)]
struct Fit {
    rhythm: u32,
    time: u32,
}

/// Judges all posts of a workspace.
pub(crate) fn judge(known: Known<'_>) -> Judged<'_> {
    let mut judged = Judged {
        signs: Signs(vec![Vec::new(); known.posts.len()]),
        fits: vec![None; known.posts.len()],
        covers: vec![0; known.rhythms.len()],
        learned: Vec::new(),
        known,
    };
    if judged.known.whole {
        let timelines = timeline::of_profiles(judged.known.posts, judged.known.zone);
        judged.find_signs(&timelines);
        judged.follow_rhythms(&timelines);
    }
    judged
}

impl Judged<'_> {
    /// The judgement of the post at this place among the facts.
    pub(crate) fn of(&self, post: usize) -> Judgement {
        let facts = &self.known.posts[post];
        let made_here = || Reason::MadeHere {
            on: WallTime::of(facts.made_at, self.known.zone).day,
        };
        if facts.said == Whose::NotMine {
            let mut reasons = vec![Reason::SaidNotMine];
            reasons.extend(facts.made_here.then(made_here));
            reasons.extend(self.against(post));
            return Judgement::new(Verdict::NotMine, reasons);
        }
        if facts.made_here {
            return Judgement::new(Verdict::MadeHere, vec![made_here()]);
        }
        if facts.said == Whose::Mine {
            return Judgement::new(Verdict::Recognised, vec![Reason::SaidMine]);
        }
        if let Some(fit) = self.fits[post] {
            let rhythm = &self.known.rhythms[fit.rhythm as usize];
            let reason = rhythm.shape.as_reason(fit.time as usize);
            return Judgement::new(Verdict::Recognised, vec![reason]);
        }
        Judgement::new(Verdict::Unrecognised, self.against(post))
    }

    /// The signs against a post. That nobody here sent it is true of all of these posts, so it
    /// weighs least.
    fn against(&self, post: usize) -> Vec<Reason> {
        let mut reasons = self.signs.0[post].clone();
        if !self.known.posts[post].made_here {
            reasons.push(Reason::NobodyHere);
        }
        reasons
    }

    /// The rules in the order of their weight, which is the order in which a person reads them.
    fn find_signs(&mut self, timelines: &[Timeline<'_>]) {
        let signs = &mut self.signs;
        timelines.iter().for_each(|of| novelty::hosts(of, signs));
        same_text::find(timelines, signs);
        timelines.iter().for_each(|of| bursts::find(of, signs));
        timelines
            .iter()
            .for_each(|of| novelty::platforms(of, signs));
        timelines.iter().for_each(|of| hours::find(of, signs));
    }

    fn follow_rhythms(&mut self, timelines: &[Timeline<'_>]) {
        let habits = rhythms::Habits::of(timelines, &self.signs);
        let offered = habits.offer(self.known.rhythms);
        self.learned = offered.new;
        let mut crowded = Vec::new();
        for (number, rhythm) in self.known.rhythms.iter().enumerate() {
            let followed = habits.follow(&rhythm.profile, &rhythm.shape);
            if rhythm.answer != RhythmAnswer::Open || offered.still_open.contains(&number) {
                self.covers[number] = count(followed.alone.len());
            }
            if rhythm.answer != RhythmAnswer::Confirmed {
                continue;
            }
            for (post, time) in followed.alone {
                self.fits[post].get_or_insert(Fit {
                    rhythm: count(number),
                    time: count(time),
                });
            }
            crowded.extend(followed.crowded);
        }
        crowded.sort_unstable();
        crowded.dedup_by_key(|(post, _)| *post);
        for (post, posts) in crowded {
            self.signs.add(post, Reason::CrowdedTime { posts });
        }
    }
}

impl Judgement {
    fn new(verdict: Verdict, reasons: Vec<Reason>) -> Judgement {
        Judgement { verdict, reasons }
    }
}

/// A number of posts or the like, as it is shown and kept.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
