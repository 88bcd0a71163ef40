use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

const FIRST_OF_DECEMBER: Date = date(2026, 12, 1);

fn read_alone(cell: &str) -> Result<Said, NotSaid> {
    read(cell, DayOrder::of([cell].into_iter()))
}

#[test]
fn a_day_is_understood_in_every_usual_spelling() {
    for cell in [
        "2026-12-01",
        "2026/12/01",
        "2026-12-1",
        "01.12.2026",
        "1.12.26",
        "1. 12. 2026",
        "1 Dec 2026",
        "Dec 1, 2026",
        "1. December 2026",
        "December 1 2026",
        "1-Dec-26",
    ] {
        assert_eq!(read_alone(cell), Ok(Said::Day(FIRST_OF_DECEMBER)), "{cell}");
    }
}

#[test]
fn an_hour_is_understood_in_every_usual_spelling() {
    for (cell, hour, minute) in [
        ("9:00", 9, 0),
        ("09:00", 9, 0),
        ("09:00:00", 9, 0),
        ("9.30", 9, 30),
        ("9:05 pm", 21, 5),
        ("9PM", 21, 0),
        ("9 a.m.", 9, 0),
        ("12:00 am", 0, 0),
        ("12:30 pm", 12, 30),
        ("23:59", 23, 59),
    ] {
        let said = Said::Hour(time(hour, minute, 0, 0));
        assert_eq!(read_alone(cell), Ok(said), "{cell}");
    }
}

#[test]
fn a_day_with_an_hour_is_understood() {
    for cell in [
        "2026-12-01 21:05",
        "2026-12-01T21:05",
        "2026-12-01T21:05:00",
        "01.12.2026, 21:05",
        "Dec 1, 2026 9:05 PM",
        "2026-12-01\n9:05 pm",
    ] {
        let said = Said::Both(FIRST_OF_DECEMBER, time(21, 5, 0, 0));
        assert_eq!(read_alone(cell), Ok(said), "{cell}");
    }
}

#[test]
fn a_time_with_its_distance_from_utc_is_a_moment() {
    let moment = "2026-12-01T08:00:00Z".parse().unwrap();
    for cell in ["2026-12-01T08:00:00Z", "2026-12-01T09:00:00+01:00"] {
        assert_eq!(read_alone(cell), Ok(Said::Moment(moment)), "{cell}");
    }
}

#[test]
fn the_queue_can_be_asked_for() {
    for cell in ["queue", "Queue", "next slot"] {
        assert_eq!(read_alone(cell), Ok(Said::Queue), "{cell}");
    }
}

#[test]
fn a_row_that_can_only_be_read_one_way_decides_for_its_column() {
    let british = ["01/12/2026", "13/12/2026"];
    let american = ["12/01/2026 9:00", "12/13/2026 9:00"];
    let order = DayOrder::of(british.into_iter());
    assert_eq!(order, DayOrder::DayFirst);
    assert_eq!(read(british[0], order), Ok(Said::Day(FIRST_OF_DECEMBER)));
    let order = DayOrder::of(american.into_iter());
    assert_eq!(order, DayOrder::MonthFirst);
    let said = Said::Both(FIRST_OF_DECEMBER, time(9, 0, 0, 0));
    assert_eq!(read(american[0], order), Ok(said));
}

#[test]
fn a_date_that_can_be_read_two_ways_is_not_guessed() {
    let two_ways = Err(NotSaid::Ambiguous(FIRST_OF_DECEMBER, date(2026, 1, 12)));
    assert_eq!(read_alone("01/12/2026"), two_ways);
    assert_eq!(read_alone("01/12/2026 9:00"), two_ways);
    assert_eq!(
        read_alone("05/05/2026"),
        Ok(Said::Day(date(2026, 5, 5))),
        "both ways are the same day"
    );
}

#[test]
fn a_column_that_contradicts_itself_decides_nothing() {
    let order = DayOrder::of(["13/12/2026", "12/13/2026"].into_iter());
    assert_eq!(order, DayOrder::Unknown);
    assert!(matches!(
        read("01/12/2026", order),
        Err(NotSaid::Ambiguous(..))
    ));
    assert_eq!(read("13/12/2026", order), Ok(Said::Day(date(2026, 12, 13))));
}

#[test]
fn what_is_no_time_is_not_made_one() {
    for cell in [
        "tomorrow",
        "46357",
        "9",
        "25:00",
        "13:00 pm",
        "9:5",
        "30.02.2026",
        "2026-13-01",
        "1/2/3/2026",
        "=NOW()",
        "1.12.2026 at nine",
        "-1-1-2026",
        "１２:００",
    ] {
        assert_eq!(read_alone(cell), Err(NotSaid::NotUnderstood), "{cell}");
    }
}

proptest! {
    #[test]
    fn no_cell_whatever_makes_it_panic(cell in "\\PC{0,24}", other in "[0-9/:.apmT +Z-]{0,20}") {
        for cell in [cell, other] {
            let _ = read_alone(&cell);
        }
    }

    #[test]
    fn a_day_reads_the_same_in_every_spelling(year in 2000i16..2100, month in 1i8..=12, day in 1i8..=28) {
        let said = Ok(Said::Day(Date::new(year, month, day).unwrap()));
        prop_assert_eq!(read(&format!("{year}-{month:02}-{day:02}"), DayOrder::Unknown), said);
        prop_assert_eq!(read(&format!("{day}.{month}.{year}"), DayOrder::MonthFirst), said);
        prop_assert_eq!(read(&format!("{day}/{month}/{year}"), DayOrder::DayFirst), said);
        prop_assert_eq!(read(&format!("{month:02}-{day:02}-{year}"), DayOrder::MonthFirst), said);
    }
}
