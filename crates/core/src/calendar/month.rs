//! A part of the calendar: its days, and what stands on them.

use std::collections::HashMap;

use chrono::TimeDelta;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use latchkey_store::posts::{self, Choices, EverSeen, PlannedPost};
use latchkey_store::{Transaction, drafts, sends};

use super::card::{Board, Placed};
use super::clash::{self, Outgoing, SAME_TEXT};
use super::undo::undo_words;
use super::wall_time::{changes_on, wall};
use super::words::{clock_change_words, warning_words};
use super::zone::{zone_in, zone_name, zone_words};
use crate::activity::{by_name, statuses};
use crate::error::{Error, Invalid};
use crate::keys::workspace_row;
use crate::views::{CalendarDayView, CalendarForm, CalendarView, ChoiceView};
use crate::{Core, Moment, wording};

/// Two months: more than any view shows.
const MOST_DAYS: i32 = 62;
/// How long a send that has become a post is shown by itself, if the post was not read yet.
const UNTIL_READ: TimeDelta = TimeDelta::days(1);

impl Core {
    /// A part of the calendar.
    ///
    /// # Errors
    /// [`Invalid::CalendarSpan`] for no days, or over 62; [`Error::NotFound`] when the workspace is
    /// gone.
    pub async fn calendar(&self, form: CalendarForm) -> Result<CalendarView, Error> {
        let days = days_of(&form)?;
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let revision = core.next_revision();
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let (zone, now) = (zone_in(tx, &workspace.id, core.zone())?, core.now());
                let on_wall = wall(&zone, now);
                let seen = posts::ever_seen(tx, &workspace.id)?;
                let board = Board::read(tx, &workspace.id, &seen, zone.clone(), now)?;
                let mut cards = cards(tx, &workspace.id, &board, &days)?;
                cards.retain(|card| is_wanted(card, &form));
                Ok(CalendarView {
                    revision,
                    workspace_id: workspace.id.clone(),
                    zone: zone_name(&zone),
                    zone_words: zone_words(&zone, now),
                    days: filled(&days, &zone, &on_wall.date, cards),
                    today: on_wall.date,
                    time: on_wall.time,
                    profiles: board.profiles(),
                    platforms: by_name(&seen.platforms, wording::platform),
                    statuses: statuses_of(seen),
                    undo: undo_words(tx, &workspace.id, &zone)?,
                })
            })
            .await
    }
}

/// Every day asked for; the one after the last is the last of the list.
fn days_of(form: &CalendarForm) -> Result<Vec<Date>, Invalid> {
    let day = |text: &str| {
        let read: Option<Date> = text.parse().ok();
        read.filter(|day| day.to_string() == text)
            .ok_or(Invalid::CalendarSpan)
    };
    let (from, until) = (day(&form.from)?, day(&form.until)?);
    let span = (until - from).get_days();
    if !(1..=MOST_DAYS).contains(&span) {
        return Err(Invalid::CalendarSpan);
    }
    let days = (0..=span).map(|ahead| from.checked_add(ahead.days()));
    days.collect::<Result<_, _>>()
        .map_err(|_| Invalid::CalendarSpan)
}

/// The cards between the first and the last day, in order of time.
fn cards(
    tx: &Transaction<'_>,
    workspace_id: &str,
    board: &Board,
    days: &[Date],
) -> Result<Vec<Placed>, Error> {
    let (Some(from), Some(until)) = (
        days.first().and_then(|day| begin(&board.zone, *day)),
        days.last().and_then(|day| begin(&board.zone, *day)),
    ) else {
        return Err(Invalid::CalendarSpan.into());
    };
    let around = posts::planned(tx, workspace_id, from - SAME_TEXT, until + SAME_TEXT)?;
    let shown = |at: Moment| (from..until).contains(&at);
    let mut clashes = clashes(&around, board.now);
    let mut cards = Vec::new();
    for post in around.iter().filter(|post| shown(post.at)) {
        let mut card = board.post(post);
        card.view.clash = clashes.remove(post.id.as_str());
        cards.push(card);
    }

    let mut on_their_way = Vec::new();
    for row in sends::list(tx, workspace_id, board.now - UNTIL_READ)? {
        let is_read = match &row.post_id {
            Some(post_id) => posts::get(tx, workspace_id, post_id)?.is_some(),
            None => false,
        };
        if let Some(card) = board.send(&row).filter(|_| !is_read) {
            on_their_way.push(row.draft_id);
            cards.extend(Some(card).filter(|card| shown(card.at)));
        }
    }
    for row in drafts::list(tx, workspace_id)? {
        if on_their_way.contains(&row.id) {
            continue;
        }
        cards.extend(board.draft(&row).filter(|card| shown(card.at)));
    }
    cards.sort_by_key(|card| card.at);
    Ok(cards)
}

/// What each post that is still to go out clashes with, in words, by its id.
fn clashes(around: &[PlannedPost], now: Moment) -> HashMap<&str, String> {
    let mut of_profile: HashMap<&str, Vec<Outgoing>> = HashMap::new();
    for post in around {
        let outgoing = Outgoing::of_post(post);
        of_profile
            .entry(&post.profile_id)
            .or_default()
            .extend(outgoing);
    }
    let mut clashes = HashMap::new();
    for post in around.iter().filter(|post| post.at > now) {
        let (Some(going), Some(all)) = (
            Outgoing::of_post(post),
            of_profile.get(post.profile_id.as_str()),
        ) else {
            continue;
        };
        // They are in order of time.
        let first = all.partition_point(|other| other.at <= Some(post.at - SAME_TEXT));
        let last = all.partition_point(|other| other.at < Some(post.at + SAME_TEXT));
        let others: Vec<&Outgoing> = all
            .get(first..last)
            .unwrap_or_default()
            .iter()
            .filter(|other| other.id != going.id)
            .collect();
        if let Some(clash) = clash::clashes(&going, &others).first() {
            clashes.insert(post.id.as_str(), warning_words(clash));
        }
    }
    clashes
}

fn is_wanted(card: &Placed, form: &CalendarForm) -> bool {
    let (view, profile_id) = (&card.view, card.profile_id.as_ref());
    let wanted = |wanted: &Option<String>| wanted.clone().filter(|wanted| !wanted.is_empty());
    wanted(&form.profile).is_none_or(|wanted| profile_id == Some(&wanted))
        && wanted(&form.platform)
            .is_none_or(|wanted| view.platforms.iter().any(|there| there.value == wanted))
        && wanted(&form.status).is_none_or(|wanted| view.status == wanted)
        && form
            .verdict
            .is_none_or(|wanted| view.verdict == Some(wanted))
}

/// The days with their cards, which are in order of time.
fn filled(days: &[Date], zone: &TimeZone, today: &str, cards: Vec<Placed>) -> Vec<CalendarDayView> {
    let Some((_, shown)) = days.split_last() else {
        return Vec::new();
    };
    let mut views: Vec<CalendarDayView> = shown
        .iter()
        .map(|day| {
            let date = day.to_string();
            CalendarDayView {
                past: date.as_str() < today,
                date,
                clock_change: changes_on(zone, *day).first().map(clock_change_words),
                cards: Vec::new(),
            }
        })
        .collect();
    for Placed { view: card, .. } in cards {
        let place = views.binary_search_by(|day| day.date.cmp(&card.date));
        if let Some(day) = place.ok().and_then(|place| views.get_mut(place)) {
            day.cards.push(card);
        }
    }
    views
}

fn statuses_of(seen: EverSeen) -> Vec<ChoiceView> {
    statuses(&Choices {
        statuses: seen.statuses,
        ..Choices::default()
    })
}

/// The first moment of a day.
fn begin(zone: &TimeZone, day: Date) -> Option<Moment> {
    let first = day.to_zoned(zone.clone()).ok()?;
    Moment::from_timestamp(first.timestamp().as_second(), 0)
}
