//! When a row goes out, from the cells that say something about it.
//!
//! The words are those of the wall clock in the workspace's zone; a cell with a `Z` or an offset is
//! brought to that clock.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use latchkey_text::bulk as t;

use super::fault::{Fault, quoted};
use super::when::{self, DayOrder, NotSaid, Said};
use crate::Moment;
use crate::calendar;
use crate::views::{WallTime, When};

/// The cells of a row that say when.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cells<'a> {
    pub(super) both: Option<Cell<'a>>,
    pub(super) day: Option<Cell<'a>>,
    pub(super) hour: Option<Cell<'a>>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    pub(super) column: usize,
    pub(super) text: &'a str,
    pub(super) order: DayOrder,
}

/// The clock on the wall of the workspace.
#[derive(Clone, Copy, Debug)]
pub(super) struct WallClock<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) now: Moment,
}

/// What was said so far.
#[derive(Default)]
struct Heard {
    day: Option<Date>,
    hour: Option<Time>,
    moment: Option<Moment>,
    queue: bool,
}

/// When the row goes out, and what is wrong with what it says about that. A row that says nothing
/// is a draft without a time.
pub(super) fn when(cells: &Cells<'_>, clock: WallClock<'_>) -> (When, Vec<Fault>) {
    let (mut heard, mut faults) = (Heard::default(), Vec::new());
    // The hour of a column of its own stands above one that comes with the day: `2026-12-01 00:00`.
    for (cell, not_understood) in [
        (cells.both, t::date_time_unknown as fn(String) -> String),
        (cells.day, t::date_unknown),
        (cells.hour, t::time_unknown),
    ] {
        let Some(cell) = cell.filter(|cell| !cell.text.is_empty()) else {
            continue;
        };
        match when::read(cell.text, cell.order) {
            Ok(said) => heard.hear(said),
            Err(why) => faults.push(not_said(cell, why, not_understood)),
        }
    }
    if !faults.is_empty() {
        return (When::Now, faults);
    }
    heard.when(cells, clock)
}

impl Heard {
    fn hear(&mut self, said: Said) {
        match said {
            Said::Day(day) => self.day = Some(day),
            Said::Hour(hour) => self.hour = Some(hour),
            Said::Both(day, hour) => (self.day, self.hour) = (Some(day), Some(hour)),
            Said::Moment(moment) => self.moment = Some(moment),
            Said::Queue => self.queue = true,
        }
    }

    /// What was said is kept, even if it is only half of a time.
    fn when(&self, cells: &Cells<'_>, clock: WallClock<'_>) -> (When, Vec<Fault>) {
        if self.queue {
            return (When::Queue, Vec::new());
        }
        if let Some(moment) = self.moment {
            return (When::At(calendar::wall(clock.zone, moment)), Vec::new());
        }
        let when = self.as_far_as_said();
        let column = |cell: Option<Cell<'_>>| cell.or(cells.both).map(|cell| cell.column);
        let fault = match (self.day, self.hour) {
            (Some(_), Some(hour)) => comes_twice(&when, clock)
                .then(|| (cells.hour, t::clock_shows_twice(hour_words(hour)))),
            (Some(_), None) => Some((cells.hour, t::time_missing())),
            (None, Some(_)) => Some((cells.day, t::date_missing())),
            (None, None) => Some((cells.day, t::when_missing())),
        };
        let faults = fault.map(|(cell, message)| Fault::of_draft(column(cell), message));
        (when, faults.into_iter().collect())
    }

    fn as_far_as_said(&self) -> When {
        if self.day.is_none() && self.hour.is_none() {
            return When::Now;
        }
        When::At(WallTime {
            date: self.day.map_or_else(String::new, |day| day.to_string()),
            time: self.hour.map_or_else(String::new, hour_words),
            later: false,
        })
    }
}

fn not_said(cell: Cell<'_>, why: NotSaid, not_understood: fn(String) -> String) -> Fault {
    let said = quoted(cell.text);
    let message = match why {
        NotSaid::Ambiguous(one, other) => t::date_ambiguous(said, one, other),
        NotSaid::NotUnderstood => not_understood(said),
    };
    Fault::of_cell(cell.column, message)
}

fn hour_words(hour: Time) -> String {
    format!("{:02}:{:02}", hour.hour(), hour.minute())
}

fn comes_twice(when: &When, clock: WallClock<'_>) -> bool {
    match when {
        When::At(wall) => calendar::resolve(clock.zone, wall, clock.now).twice,
        When::Now | When::Queue => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_berlin(both: &str, day: &str, hour: &str) -> (When, Vec<(Option<usize>, bool)>) {
        let cell = |column, text| {
            Some(Cell {
                column,
                text,
                order: DayOrder::of([text].into_iter()),
            })
        };
        let cells = Cells {
            both: cell(0, both),
            day: cell(1, day),
            hour: cell(2, hour),
        };
        let zone = &TimeZone::get("Europe/Berlin").unwrap();
        let now = "2026-06-01T12:00:00Z".parse().unwrap();
        let (when, faults) = when(&cells, WallClock { zone, now });
        let faults = faults
            .into_iter()
            .map(|fault| (fault.column, fault.draft_only));
        (when, faults.collect())
    }

    fn at(date: &str, time: &str, later: bool) -> When {
        When::At(WallTime {
            date: date.to_owned(),
            time: time.to_owned(),
            later,
        })
    }

    #[test]
    fn a_day_and_an_hour_are_one_time_wherever_they_stand() {
        let nine = (at("2026-12-01", "09:00", false), vec![]);
        assert_eq!(in_berlin("", "2026-12-01", "9:00"), nine);
        assert_eq!(in_berlin("2026-12-01 9:00", "", ""), nine);
        assert_eq!(in_berlin("", "2026-12-01 00:00:00", "9 am"), nine);
    }

    #[test]
    fn a_moment_of_another_zone_is_brought_to_the_clock_on_the_wall() {
        let nine = (at("2026-12-01", "09:00", false), vec![]);
        assert_eq!(in_berlin("2026-12-01T08:00:00Z", "", ""), nine);
        assert_eq!(in_berlin("2026-12-01T03:00:00-05:00", "", ""), nine);
    }

    #[test]
    fn a_moment_says_which_of_two_hours_it_means() {
        let half_past_two = |later| (at("2026-10-25", "02:30", later), vec![]);
        assert_eq!(
            in_berlin("2026-10-25T00:30:00Z", "", ""),
            half_past_two(false)
        );
        assert_eq!(
            in_berlin("2026-10-25T01:30:00Z", "", ""),
            half_past_two(true)
        );
    }

    #[test]
    fn an_hour_the_clock_shows_twice_is_not_scheduled_by_guess() {
        assert_eq!(
            in_berlin("", "2026-10-25", "02:30"),
            (at("2026-10-25", "02:30", false), vec![(Some(2), true)])
        );
    }

    #[test]
    fn half_a_time_is_kept_and_makes_a_draft_only() {
        assert_eq!(
            in_berlin("", "2026-12-01", ""),
            (at("2026-12-01", "", false), vec![(Some(2), true)])
        );
        assert_eq!(
            in_berlin("", "", "9:00"),
            (at("", "09:00", false), vec![(Some(1), true)])
        );
        assert_eq!(in_berlin("", "", ""), (When::Now, vec![(Some(1), true)]));
    }

    #[test]
    fn what_is_no_time_leaves_the_row_out_and_names_its_column() {
        assert_eq!(
            in_berlin("", "soon", "9:00"),
            (When::Now, vec![(Some(1), false)])
        );
        assert_eq!(
            in_berlin("", "01/12/2026", ""),
            (When::Now, vec![(Some(1), false)])
        );
        let both = vec![(Some(0), false), (Some(2), false)];
        assert_eq!(in_berlin("x", "2026-12-01", "late"), (When::Now, both));
    }

    #[test]
    fn the_queue_needs_no_time() {
        assert_eq!(in_berlin("", "", "queue"), (When::Queue, vec![]));
        assert_eq!(in_berlin("", "Queue", "9:00"), (When::Queue, vec![]));
    }
}
