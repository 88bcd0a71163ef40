//! What happened to a send, or will happen, in words.

use jiff::tz::TimeZone;
use latchkey_store::sends::SendRow;
use latchkey_text::sending as t;

use super::row::{Candidate, How, Seen, Stage};
use crate::Moment;
use crate::calendar::sentence as moment;
use crate::views::CandidateView;
use crate::wording;

/// The one sentence about a send.
pub(super) fn sentence(
    row: &SendRow,
    seen: &Seen,
    goes_out_at: Option<Moment>,
    zone: &TimeZone,
) -> String {
    let has_problem = row.problem.is_some();
    match Stage::of(row) {
        Stage::Waiting => match (How::of(row), goes_out_at) {
            (How::At, Some(at)) => t::waiting_at(moment(zone, at)),
            (How::Queue, _) => t::waiting_queue(),
            (How::Now | How::At, _) => t::waiting_now(),
        },
        Stage::Uploading if has_problem => t::held_up(),
        Stage::Uploading => t::uploading(),
        Stage::Sending if has_problem => t::looking(),
        Stage::Sending => t::sending(),
        Stage::Accepted | Stage::Scheduled if !seen.late.is_empty() => t::arrived_twice(),
        Stage::Accepted => t::accepted(),
        Stage::Scheduled => match (How::of(row), goes_out_at) {
            (How::Queue, Some(at)) => t::queued(moment(zone, at)),
            (How::Queue, None) => t::queued_somewhere(),
            (How::Now | How::At, Some(at)) => t::scheduled(moment(zone, at)),
            (How::Now | How::At, None) => t::accepted(),
        },
        Stage::Refused => t::refused(),
        Stage::Unclear => t::unclear(),
        Stage::TakenBack => t::taken_back(),
        Stage::LeftUnsent if seen.late.is_empty() => t::left_unsent(),
        Stage::LeftUnsent => t::left_and_arrived(),
    }
}

/// What speaks for it that it arrived, and what against it.
pub(super) fn facts(row: &SendRow, seen: &Seen) -> Vec<String> {
    let mut facts = vec![match row.sendings {
        1 => t::fact_left(),
        times => t::fact_left_often(times),
    }];
    facts.push(match seen.candidates.len() {
        0 => t::fact_not_found(),
        1 => t::fact_found_one(),
        count => t::fact_found(count),
    });
    match seen.before.len() {
        0 => {}
        1 => facts.push(t::fact_before_one()),
        count => facts.push(t::fact_before(count)),
    }
    if row.watched_until.is_some() {
        facts.push(t::fact_watched());
    }
    facts
}

/// Posts that may be this one.
pub(super) fn candidates(seen: &Seen, zone: &TimeZone) -> Vec<CandidateView> {
    let view = |candidate: &Candidate| CandidateView {
        post_id: candidate.post_id.clone(),
        sentence: candidate_sentence(candidate, zone),
    };
    seen.candidates.iter().map(view).collect()
}

fn candidate_sentence(candidate: &Candidate, zone: &TimeZone) -> String {
    let status = wording::post_status(&candidate.status);
    match (candidate.made_at, candidate.goes_out_at) {
        (Some(made), Some(out)) => {
            t::candidate_scheduled(moment(zone, made), moment(zone, out), status)
        }
        (Some(made), None) => t::candidate(moment(zone, made), status),
        (None, _) => t::candidate_undated(status),
    }
}
