//! What Latchkey knows about each post, and why: pure rules over small facts.
//!
//! A post is *made here* only by our own event with its id, and *recognised* only by the person's
//! word or by a rhythm the person confirmed. Everything else is *unrecognised*; the signs that speak
//! against a post say what is unusual about it. There is no score. What somebody elsewhere changed
//! is not what was made, recognised or sent by habit any more: only a later word vouches for it.
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

pub(crate) use facts::{Platforms, PostFacts, ProfileId, TextHash, word_in_force};
pub(crate) use reason::{Reason, Reasons};
pub(crate) use same_text::hash_of;
pub(crate) use timeline::{Seen, Timeline};
pub(crate) use wall_time::{DAY, Day, WallTime};
pub(crate) use words::{clock_time, listed, month, platform_names, words};

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
        let made_here = facts.made_here.then(|| Reason::MadeHere {
            on: WallTime::of(facts.made_at, self.known.zone).day,
        });
        let changed = facts.changed.map(|at| Reason::ChangedElsewhere {
            on: WallTime::of(at, self.known.zone).day,
        });
        let fits = self.fits[post].map(|fit| {
            let rhythm = &self.known.rhythms[fit.rhythm as usize];
            rhythm.shape.as_reason(fit.time as usize)
        });
        Judgement::conclude(Evidence {
            said: facts.said,
            made_here,
            changed,
            fits,
            signs: self.signs.0[post].clone(),
        })
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

/// All there is to say for and against a post.
pub(crate) struct Evidence {
    pub(crate) said: Whose,
    pub(crate) made_here: Option<Reason>,
    pub(crate) changed: Option<Reason>,
    pub(crate) fits: Option<Reason>,
    /// The weightiest first.
    pub(crate) signs: Vec<Reason>,
}

impl Judgement {
    /// The person's no is the last word. That nobody here sent it is true of every other post, so
    /// among the reasons it weighs least.
    pub(crate) fn conclude(evidence: Evidence) -> Judgement {
        let Evidence {
            said,
            made_here,
            changed,
            fits,
            signs,
        } = evidence;
        let nobody = made_here.is_none().then_some(Reason::NobodyHere);
        let against = signs.into_iter().chain(nobody);
        let (verdict, reasons) = match (said, changed, made_here, fits) {
            (Whose::NotMine, changed, made_here, _) => {
                let said = std::iter::once(Reason::SaidNotMine);
                let reasons = said.chain(changed).chain(made_here).chain(against);
                (Verdict::NotMine, reasons.collect())
            }
            (Whose::Unsaid, Some(changed), made_here, _) => {
                let changed = std::iter::once(changed);
                let reasons = changed.chain(made_here).chain(against);
                (Verdict::Unrecognised, reasons.collect())
            }
            (_, None, Some(made_here), _) => (Verdict::MadeHere, vec![made_here]),
            (Whose::Mine, ..) => (Verdict::Recognised, vec![Reason::SaidMine]),
            (Whose::Unsaid, None, None, Some(fits)) => (Verdict::Recognised, vec![fits]),
            (Whose::Unsaid, None, None, None) => (Verdict::Unrecognised, against.collect()),
        };
        Judgement { verdict, reasons }
    }

    /// What is known at once when the person says whose a post is. Judging the workspace again
    /// tells what follows from it for other posts, and for this one when the word is taken back.
    pub(crate) fn after_word(said: Whose, reasons: Vec<Reason>) -> Judgement {
        let mut evidence = Evidence {
            said,
            made_here: None,
            changed: None,
            fits: None,
            signs: Vec::new(),
        };
        for reason in reasons {
            match reason {
                Reason::SaidMine | Reason::SaidNotMine | Reason::NobodyHere => {}
                Reason::MadeHere { .. } => evidence.made_here = Some(reason),
                Reason::ChangedElsewhere { .. } => evidence.changed = Some(reason),
                Reason::FitsRhythm { .. } => evidence.fits = Some(reason),
                Reason::NewHost { .. }
                | Reason::SameText { .. }
                | Reason::Burst { .. }
                | Reason::NewPlatform { .. }
                | Reason::OddHour { .. }
                | Reason::CrowdedTime { .. } => evidence.signs.push(reason),
            }
        }
        Judgement::conclude(evidence)
    }
}

/// A verdict as the database keeps it.
pub(crate) fn stored(verdict: Verdict) -> i64 {
    match verdict {
        Verdict::Unrecognised => 0,
        Verdict::MadeHere => 1,
        Verdict::Recognised => 2,
        Verdict::NotMine => 3,
    }
}

/// A number of posts or the like, as it is shown and kept.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
