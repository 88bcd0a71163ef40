//! Which of the posts found at the service is the one that was sent.
//!
//! A post that was there before its request left, or that another event of ours made, is not it.
//! Of what is left there can be as many as there are requests like it without an answer; which of
//! these is whose makes no difference, because they are alike. Are there more, somebody else made
//! one, and only the person can tell.

use std::collections::{BTreeMap, HashMap};

use latchkey_api::codivupload::ListedPost;
use latchkey_store::sends::{self, SendRow};
use latchkey_store::{Transaction, made_posts};

use super::row::{Candidate, Seen, request};
use crate::arrived::are_alike;
use crate::error::Error;

/// What looking told.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Finding {
    /// It is this one.
    Arrived(ListedPost),
    /// It is not there, or not yet.
    Nothing,
    /// It may be any of these, or none.
    Several(Vec<Candidate>),
}

/// What the posts found mean for a send whose request may have arrived.
pub(super) fn finding(
    tx: &Transaction<'_>,
    row: &SendRow,
    found: &[ListedPost],
) -> Result<Finding, Error> {
    let seen = Seen::of(row);
    let made: HashMap<String, i64> = made_posts::all(tx, &row.workspace_id)?;
    let mut new: Vec<&ListedPost> = found
        .iter()
        .filter(|post| !seen.before.contains(&post.id) && !made.contains_key(&post.id))
        .collect();
    // The oldest first: a send that left later has seen it before, and cannot be it.
    new.sort_by_key(|post| post.created_at);
    let unanswered = requests_unanswered(tx, row)?;
    Ok(match new.first() {
        None => Finding::Nothing,
        Some(first) if new.len() <= unanswered => Finding::Arrived((*first).clone()),
        Some(_) => Finding::Several(new.into_iter().map(candidate).collect()),
    })
}

/// How many requests like this one may have become a post nobody knows yet.
fn requests_unanswered(tx: &Transaction<'_>, row: &SendRow) -> Result<usize, Error> {
    let Some(wanted) = request(row) else {
        return Ok(0);
    };
    let under_way = sends::unfinished(tx)?.into_iter();
    let all: BTreeMap<String, SendRow> = under_way
        .chain(sends::watched(tx)?)
        .filter(|other| other.workspace_id == row.workspace_id)
        .map(|other| (other.id.clone(), other))
        .collect();
    let alike = all
        .values()
        .filter(|other| request(other).is_some_and(|other| are_alike(&other, &wanted)));
    Ok(alike.map(unanswered).sum())
}

/// How many requests of a send may have become a post nobody knows yet.
pub(super) fn unanswered(row: &SendRow) -> usize {
    let known = usize::from(row.post_id.is_some()) + Seen::of(row).late.len();
    usize::try_from(row.sendings)
        .unwrap_or(0)
        .saturating_sub(known)
}

fn candidate(post: &ListedPost) -> Candidate {
    Candidate {
        post_id: post.id.clone(),
        status: post.status.clone(),
        made_at: post.created_at,
        goes_out_at: post.scheduled_date,
    }
}
