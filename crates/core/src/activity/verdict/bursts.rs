//! The sign "one of five posts in six minutes".

use super::usual::Amounts;
use super::{Reason, Seen, Signs, Timeline, count};

/// Posts of one row follow each other within so many seconds.
const PAUSE: i64 = 5 * 60;
/// Two posts in a row can happen to anybody.
const FEWEST: u32 = 3;

/// Finds posts in rows more than twice as long as usual.
pub(crate) fn find(timeline: &Timeline<'_>, signs: &mut Signs) {
    let rows = || timeline.posts.chunk_by(|one, next| follows(one, next));
    let mut usual = Amounts::default();
    for row in rows().filter(|row| row.iter().all(|seen| seen.facts.teaches())) {
        usual.note(row[0].made.day, count(row.len()));
    }
    for row in rows() {
        let (day, posts) = (row[0].made.day, count(row.len()));
        let is_burst = posts >= FEWEST
            && !usual.is_usual_apart_from(day, posts.div_ceil(2))
            && timeline.days.are_enough_apart_from(day);
        if is_burst {
            let minutes = minutes(row);
            row.iter()
                .for_each(|seen| signs.add(seen.post, Reason::Burst { posts, minutes }));
        }
    }
}

fn follows(one: &Seen<'_>, next: &Seen<'_>) -> bool {
    next.facts.made_at.timestamp() - one.facts.made_at.timestamp() <= PAUSE
}

/// From the first to the last of a row, rounded up.
fn minutes(row: &[Seen<'_>]) -> u32 {
    let seconds = row[row.len() - 1].facts.made_at - row[0].facts.made_at;
    u32::try_from((seconds.num_milliseconds() + 59_999) / 60_000)
        .unwrap_or(u32::MAX)
        .max(1)
}
