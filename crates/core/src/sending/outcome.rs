//! Writing down how a send ended, with the event that tells of it.

use chrono::TimeDelta;
use jiff::tz::TimeZone;
use latchkey_api::codivupload::{Created, ListedPost};
use latchkey_store::sends::SendRow;
use latchkey_store::{Transaction, made_posts};

use super::begin::draft_is_sent;
use super::finding::unanswered;
use super::leave::{NoPost, wait};
use super::row::{Candidate, How, Seen, Stage, about, change_send, end_unsent, enter};
use super::trouble::Trouble;
use crate::Moment;
use crate::activity::sync;
use crate::error::Error;
use crate::history::{Kind, Scribe};

/// Between two looks for a request that may arrive late.
pub(super) const WATCH_AGAIN: TimeDelta = TimeDelta::seconds(60);
/// How long a request whose answer was lost is watched for.
pub(super) const WATCH: TimeDelta = TimeDelta::minutes(10);

/// A post that is the one that was sent.
pub(super) struct Arrival {
    post_id: String,
    goes_out_at: Option<Moment>,
    /// How it is known: `answer`, `found` or `said`.
    known_by: &'static str,
}

impl Arrival {
    pub(super) fn answered(created: Created) -> Arrival {
        Arrival {
            post_id: created.post_id,
            goes_out_at: created.scheduled_date,
            known_by: "answer",
        }
    }

    pub(super) fn found(post: &ListedPost) -> Arrival {
        Arrival {
            post_id: post.id.clone(),
            goes_out_at: post.scheduled_date,
            known_by: "found",
        }
    }

    /// The person said so.
    pub(super) fn said(candidate: &Candidate) -> Arrival {
        Arrival {
            post_id: candidate.post_id.clone(),
            goes_out_at: candidate.goes_out_at,
            known_by: "said",
        }
    }
}

/// The service has it. The post is one that was made here.
pub(super) fn keep_arrival(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    arrival: &Arrival,
) -> Result<(), Error> {
    // Another one that is alike was taken for it, and nothing tells them apart: this one goes on
    // looking for the other post.
    if made_posts::all(tx, &row.workspace_id)?.contains_key(&arrival.post_id) {
        return change_send(tx, &row.id, |row| row.next_try_at = None).map(|_| ());
    }
    let row = change_send(tx, &row.id, |row| {
        enter(
            row,
            match How::of(row) {
                How::Now => Stage::Accepted,
                How::At | How::Queue => Stage::Scheduled,
            },
        );
        row.post_id = Some(arrival.post_id.clone());
        if How::of(row) == How::Queue {
            row.goes_out_at = arrival.goes_out_at;
        }
        row.finished_at = Some(scribe.at);
        let mut seen = Seen::of(row);
        seen.candidates.clear();
        seen.keep(row);
        keep_watching(row, scribe.at);
    })?;
    made_here(tx, scribe, &row, arrival, false)?;
    draft_is_sent(tx, &row)?;
    sync::soon(tx, &row.workspace_id)
}

/// A request that was given up turned up after all.
pub(super) fn keep_late(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    arrival: &Arrival,
) -> Result<(), Error> {
    let row = change_send(tx, &row.id, |row| {
        let mut seen = Seen::of(row);
        seen.late.push(arrival.post_id.clone());
        seen.keep(row);
        // What was put out of sight is worth seeing again.
        row.dismissed = false;
        row.finished_at = Some(scribe.at);
        keep_watching(row, scribe.at);
    })?;
    made_here(tx, scribe, &row, arrival, true)?;
    sync::soon(tx, &row.workspace_id)
}

fn made_here(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    arrival: &Arrival,
    late: bool,
) -> Result<(), Error> {
    let seq = about(tx, scribe, Kind::PostSent, row)?
        .detail("post", arrival.post_id.clone())
        .detail("known_by", arrival.known_by)
        .detail("late", late)
        .append_about_post(tx, &row.workspace_id, &arrival.post_id)?;
    Ok(made_posts::insert(
        tx,
        &row.workspace_id,
        &arrival.post_id,
        seq,
    )?)
}

/// The service certainly made nothing of the request that just left.
pub(super) fn nothing_made(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    no_post: &NoPost,
) -> Result<(), Error> {
    if !no_post.is_final {
        return change_send(tx, &row.id, |row| {
            row.stage = Stage::Uploading.name();
            row.sendings -= 1;
            wait(row, &no_post.trouble, no_post.pause, scribe.at);
        })
        .map(|_| ());
    }
    if row.sendings > 1 {
        let unclear = SendRow {
            sendings: row.sendings - 1,
            ..row.clone()
        };
        return leave_unclear(tx, scribe, &unclear, Vec::new(), Some(&no_post.trouble));
    }
    refuse(tx, scribe, row, 1, &no_post.trouble)
}

/// It does not leave at all.
pub(super) fn not_leaving(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    trouble: &Trouble,
) -> Result<(), Error> {
    if row.sendings > 0 {
        return leave_unclear(tx, scribe, row, Vec::new(), Some(trouble));
    }
    refuse(tx, scribe, row, 0, trouble)
}

fn refuse(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    unmade: i64,
    trouble: &Trouble,
) -> Result<(), Error> {
    let row = change_send(tx, &row.id, |row| {
        end_unsent(row, Stage::Refused, Some(trouble), scribe.at);
        row.sendings -= unmade;
        row.watched_until = None;
    })?;
    about(tx, scribe, Kind::PostSendRefused, &row)?
        .result(false)
        // The message names no time, so any zone does.
        .detail("why", trouble.words(&TimeZone::UTC).message)
        .append(tx)
}

/// Nobody knows whether it arrived; the person decides.
pub(super) fn leave_unclear(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    candidates: Vec<Candidate>,
    trouble: Option<&Trouble>,
) -> Result<(), Error> {
    let sendings = row.sendings;
    let row = change_send(tx, &row.id, |row| {
        enter(row, Stage::Unclear);
        row.sendings = sendings;
        row.problem = trouble.map(Trouble::kept);
        let mut seen = Seen::of(row);
        seen.candidates = candidates;
        seen.keep(row);
        row.watched_until = Some(scribe.at + WATCH);
        row.next_try_at = Some(scribe.at + WATCH_AGAIN);
    })?;
    about(tx, scribe, Kind::PostSendUnclear, &row)?
        .result(false)
        .append(tx)
}

/// As long as a request is unanswered, it may still turn up.
fn keep_watching(row: &mut SendRow, now: Moment) {
    let is_watched = unanswered(row) > 0 && row.watched_until.is_some();
    row.watched_until = row.watched_until.filter(|_| is_watched);
    row.next_try_at = is_watched.then(|| now + WATCH_AGAIN);
}
