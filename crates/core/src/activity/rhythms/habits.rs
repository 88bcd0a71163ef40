//! Posts grouped by what they have in common, and following a rhythm through a group.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Shape;
use crate::activity::verdict::{
    Day, Platforms, PostFacts, ProfileId, Signs, Timeline, WallTime, count,
};
use crate::views::Whose;

/// A post that goes out within this time goes out at once.
const AT_ONCE: TimeDelta = TimeDelta::minutes(5);

/// What posts have in common before time is looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Habit<'a> {
    pub(crate) profile: &'a ProfileId,
    pub(crate) platforms: &'a Platforms,
    pub(crate) ahead: bool,
}

/// The posts that may follow a rhythm: nothing speaks against them, the person has not disowned
/// them, and Latchkey did not make them. Where there is too little to say that something speaks
/// against a post, none may: no rhythm is to vouch for a post that nobody could have suspected.
pub(crate) struct Habits<'a>(BTreeMap<Habit<'a>, Vec<Follower>>);

/// A post of a group.
#[derive(Clone, Copy)]
pub(crate) struct Follower {
    post: usize,
    pub(crate) made: WallTime,
    is_claimed: bool,
}

/// What following a rhythm brought to light.
#[derive(Default)]
pub(crate) struct Followed {
    /// Posts that were the only one at their time, with the number of the time.
    pub(crate) alone: Vec<(usize, usize)>,
    /// Posts at a time at which there were more, with how many there were.
    pub(crate) crowded: Vec<(usize, u32)>,
}

impl<'a> Habits<'a> {
    pub(crate) fn of(timelines: &[Timeline<'a>], signs: &Signs) -> Habits<'a> {
        let mut groups: BTreeMap<Habit<'a>, Vec<Follower>> = BTreeMap::new();
        for timeline in timelines
            .iter()
            .filter(|timeline| timeline.days.are_enough())
        {
            for seen in &timeline.posts {
                let facts = seen.facts;
                if signs.speak_against(seen.post) || !facts.teaches() || facts.made_here {
                    continue;
                }
                let habit = Habit {
                    profile: timeline.profile,
                    platforms: &facts.platforms,
                    ahead: is_ahead(facts),
                };
                groups.entry(habit).or_default().push(Follower {
                    post: seen.post,
                    made: seen.made,
                    is_claimed: facts.said == Whose::Mine,
                });
            }
        }
        Habits(groups)
    }

    /// Follows a rhythm. It takes one post for each of its times on each day. Where there were two,
    /// nobody can say which of them is the rhythm's, so it takes none.
    pub(crate) fn follow(&self, profile: &ProfileId, shape: &Shape) -> Followed {
        let habit = Habit {
            profile,
            platforms: &shape.platforms,
            ahead: shape.ahead,
        };
        let mut at: BTreeMap<(usize, Day), Vec<&Follower>> = BTreeMap::new();
        for follower in self.0.get(&habit).into_iter().flatten() {
            if let Some(time) = shape.time_of(follower.made) {
                at.entry(time).or_default().push(follower);
            }
        }
        let mut followed = Followed::default();
        for ((time, _), posts) in at {
            if let [only] = posts[..] {
                followed.alone.push((only.post, time));
                continue;
            }
            let unclaimed = posts.iter().filter(|follower| !follower.is_claimed);
            let crowded = unclaimed.map(|follower| (follower.post, count(posts.len())));
            followed.crowded.extend(crowded);
        }
        followed
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = (&Habit<'a>, &[Follower])> {
        self.0
            .iter()
            .map(|(habit, posts)| (habit, posts.as_slice()))
    }
}

fn is_ahead(facts: &PostFacts) -> bool {
    facts
        .goes_out_at
        .is_some_and(|at| at - facts.made_at > AT_ONCE)
}
