//! The rules against histories made by hand, generated ones, and the embedded workspace's story.

/// Intruders and histories by chance.
mod generated;
/// Learning rhythms, offering them, following them.
mod rhythm;
/// Each sign, and when there is too little to compare with.
mod signs;
/// How long it takes.
/// The embedded workspace's story, in many places and at many times.
mod story;
/// What a person reads.
mod wording;

use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Judged, Judgement, Known, Platforms, PostFacts, Reason, hash_of, judge};
use crate::Moment;
use crate::activity::rhythms::Rhythm;
use crate::views::{RhythmAnswer, Verdict, Whose};

/// A history being written.
struct History {
    posts: Vec<PostFacts>,
    rhythms: Vec<Rhythm>,
    zone: TimeZone,
    whole: bool,
}

impl History {
    fn new(zone: &str) -> History {
        History {
            posts: Vec::new(),
            rhythms: Vec::new(),
            zone: TimeZone::get(zone).unwrap(),
            whole: true,
        }
    }

    /// Ninety days of a profile, from the first of February 2026: daily at nine, noon and five.
    fn of_cafe() -> History {
        let mut history = History::new("Europe/Berlin");
        for day in 0..90 {
            for hour in [9, 12, 17] {
                history.add("café", "instagram facebook", day, hour, 0, 7);
            }
        }
        history
    }

    /// Adds a post made on that day, counted from the first of February 2026, at that time on the
    /// wall, and says where it is.
    fn add(
        &mut self,
        profile: &str,
        platforms: &str,
        day: i64,
        hour: i8,
        minute: i8,
        second: i8,
    ) -> usize {
        let date = DateTime::constant(2026, 2, 1, 0, 0, 0, 0).date();
        let at = date.saturating_add(jiff::Span::new().days(day));
        let made = at.at(hour, minute, second, 0);
        let made = made.to_zoned(self.zone.clone()).unwrap().timestamp();
        self.posts.push(PostFacts {
            id: format!("post-{}", self.posts.len()).into(),
            profile: profile.into(),
            platforms: platforms_of(platforms),
            made_at: Moment::from_timestamp_millis(made.as_millisecond()).unwrap(),
            goes_out_at: None,
            hosts: Box::default(),
            text: None,
            made_here: false,
            changed: None,
            said: Whose::Unsaid,
        });
        self.posts.len() - 1
    }

    fn link(&mut self, post: usize, host: &str) {
        self.posts[post].hosts = Box::new([Arc::from(host)]);
    }

    fn say(&mut self, post: usize, text: &str) {
        self.posts[post].text = hash_of(text);
    }

    fn judge(&self) -> Judged<'_> {
        judge(Known {
            posts: &self.posts,
            whole: self.whole,
            rhythms: &self.rhythms,
            zone: &self.zone,
        })
    }

    fn of(&self, post: usize) -> Judgement {
        self.judge().of(post)
    }

    fn reasons(&self, post: usize) -> Vec<Reason> {
        self.of(post).reasons
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let judged = self.judge();
        (0..self.posts.len())
            .map(|post| judged.of(post).verdict)
            .collect()
    }

    fn count(&self, verdict: Verdict) -> usize {
        let all = self.verdicts();
        all.into_iter().filter(|found| *found == verdict).count()
    }

    /// Gives every rhythm that is offered the same answer.
    fn answer_all(&mut self, answer: RhythmAnswer) {
        let learned = self.judge().learned;
        self.rhythms.extend(learned.into_iter().map(|new| Rhythm {
            profile: new.profile,
            shape: new.shape,
            answer,
        }));
    }
}

fn platforms_of(names: &str) -> Platforms {
    let names: Vec<String> = names.split_whitespace().map(str::to_owned).collect();
    names.into()
}
