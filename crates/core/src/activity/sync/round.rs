//! A round: what it reads, in which order, and how it begins and ends.
//!
//! "Seen in this round" means seen after the round began. So that a clock that is set back cannot
//! blur that, every round begins after everything seen before it, and what it sees is seen later
//! than its beginning.

use chrono::TimeDelta;
use latchkey_api::codivupload::Profile;
use latchkey_store::profiles::{self as known, ProfileRow};
use latchkey_store::syncs::{self, SyncCursorRow, SyncRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, posts, unlisted_posts};

use super::{LOOK_AGAIN, LOOK_CLOSER, READ_ALL_AGAIN, names, sync_of};
use crate::Moment;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::profiles;

/// What a cursor reads. A round works through them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    /// The first page of a profile.
    Newest,
    /// A profile's posts that wait to go out.
    Waiting,
    /// The rest of a profile.
    History,
    /// The first pages of a profile, as long as there is something new on them.
    News,
    /// A whole profile once more, because it shrank while it was read.
    Again,
    /// Everything that waits to go out, whosever it is.
    Scheduled,
    /// Everything that is going out, whosever it is.
    Publishing,
}

impl Reading {
    const NAMES: [(Reading, &str); 7] = [
        (Reading::Newest, "newest"),
        (Reading::Waiting, "waiting"),
        (Reading::History, "history"),
        (Reading::News, "news"),
        (Reading::Again, "again"),
        (Reading::Scheduled, "scheduled"),
        (Reading::Publishing, "publishing"),
    ];

    pub(super) fn of(cursor: &SyncCursorRow) -> Reading {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == cursor.kind)
            // Reading everything is right whatever an unknown word means.
            .map_or(Reading::Again, |(reading, _)| *reading)
    }

    fn name(self) -> &'static str {
        let named = Self::NAMES.iter().find(|(reading, _)| *reading == self);
        named.map_or("again", |(_, name)| name)
    }

    /// The status that is asked for.
    pub(super) fn status(self) -> Option<&'static str> {
        match self {
            Reading::Waiting | Reading::Scheduled => Some("scheduled"),
            Reading::Publishing => Some("publishing"),
            Reading::Newest | Reading::History | Reading::News | Reading::Again => None,
        }
    }
}

/// Begins a round with the profiles there are.
pub(super) fn begin(
    tx: &Transaction<'_>,
    workspace: &WorkspaceRow,
    told: &[Profile],
    now: Moment,
) -> Result<(), Error> {
    let mut sync = sync_of(tx, &workspace.id)?;
    let began = match sync.pass_started_at {
        Some(before) if before == now => just_after(now),
        Some(_) | None => now,
    };
    let profiles = names::to_read(profiles::keep(tx, &workspace.id, told, began)?);
    posts::seen_by(tx, &workspace.id, began)?;
    syncs::clear_cursors(tx, &workspace.id)?;
    sync.pass += 1;
    sync.pass_started_at = Some(began);
    if is_old(sync.complete_at, now, READ_ALL_AGAIN) {
        for profile in &profiles {
            read(tx, &sync, &profile.id, Reading::Newest)?;
            read(tx, &sync, &profile.id, Reading::Waiting)?;
            read(tx, &sync, &profile.id, Reading::History)?;
        }
    } else {
        for profile in &profiles {
            read(tx, &sync, &profile.id, Reading::News)?;
        }
        read(tx, &sync, "", Reading::Scheduled)?;
        read(tx, &sync, "", Reading::Publishing)?;
    }
    go_on(&mut sync);
    Ok(syncs::put(tx, &sync)?)
}

/// Ends the round when all is read.
pub(super) fn end_if_read(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    sync: &mut SyncRow,
) -> Result<bool, Error> {
    let cursors = syncs::cursors(tx, &workspace.id)?;
    if cursors.iter().any(|cursor| !cursor.finished) {
        return Ok(false);
    }
    let began = sync.pass_started_at.unwrap_or(scribe.at);
    if is_whole(&cursors) {
        unlisted_posts::put_down_unseen(tx, &workspace.id, began)?;
        if sync.complete_at.replace(scribe.at).is_none() {
            tell_first_time(tx, scribe, workspace)?;
        }
    } else {
        unlisted_posts::put_down_unseen_waiting(tx, &workspace.id, began)?;
    }
    sync.next_at = Some(scribe.at + LOOK_AGAIN);
    Ok(true)
}

/// Whether these cursors read everything.
pub(super) fn is_whole(cursors: &[SyncCursorRow]) -> bool {
    cursors.iter().all(|cursor| {
        !matches!(
            Reading::of(cursor),
            Reading::Scheduled | Reading::Publishing
        )
    }) || cursors
        .iter()
        .any(|cursor| Reading::of(cursor) == Reading::History)
}

/// Has a profile read in this round, unless it was already: nothing is read so for a second time.
pub(super) fn also_read(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    profile_id: &str,
    reading: Reading,
) -> Result<(), Error> {
    let cursors = syncs::cursors(tx, &sync.workspace_id)?;
    let there =
        |cursor: &SyncCursorRow| cursor.profile_id == profile_id && Reading::of(cursor) == reading;
    if cursors.iter().any(there) {
        return Ok(());
    }
    read(tx, sync, profile_id, reading)
}

/// Makes a quick round a whole one, if the last whole one is some time ago.
pub(super) fn look_closer(tx: &Transaction<'_>, sync: &SyncRow, now: Moment) -> Result<(), Error> {
    if !is_old(sync.complete_at, now, LOOK_CLOSER) {
        return Ok(());
    }
    for profile in names::to_read(listed_profiles(tx, sync)?) {
        also_read(tx, sync, &profile.id, Reading::History)?;
    }
    Ok(())
}

/// The profiles that the service named when the round began.
pub(super) fn listed_profiles(
    tx: &Transaction<'_>,
    sync: &SyncRow,
) -> Result<Vec<ProfileRow>, Error> {
    let began = sync.pass_started_at;
    let all = known::list(tx, &sync.workspace_id)?;
    Ok(all
        .into_iter()
        .filter(|row| Some(row.seen_at) == began)
        .collect())
}

/// The moment at which a round sees something now.
pub(super) fn sight(sync: &SyncRow, now: Moment) -> Moment {
    sync.pass_started_at.map_or(now, just_after).max(now)
}

/// Nothing stands in the way any more.
pub(super) fn go_on(sync: &mut SyncRow) {
    sync.next_at = None;
    sync.problem = None;
    sync.attempts = 0;
}

fn read(
    tx: &Transaction<'_>,
    sync: &SyncRow,
    profile_id: &str,
    reading: Reading,
) -> Result<(), Error> {
    let cursor = SyncCursorRow {
        workspace_id: sync.workspace_id.clone(),
        profile_id: profile_id.to_owned(),
        kind: reading.name().to_owned(),
        next_offset: 0,
        total: None,
        finished: false,
    };
    Ok(syncs::put_cursor(tx, &cursor)?)
}

fn just_after(moment: Moment) -> Moment {
    moment + TimeDelta::milliseconds(1)
}

/// A moment in the future is as old as one can be: some clock was wrong.
fn is_old(at: Option<Moment>, now: Moment, age: TimeDelta) -> bool {
    at.is_none_or(|at| at > now || now - at >= age)
}

fn tell_first_time(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
) -> Result<(), Error> {
    let all = known::list(tx, &workspace.id)?;
    let mut count = 0;
    for profile in &all {
        count += posts::present(tx, &workspace.id, &profile.id)?;
    }
    scribe
        .event(Kind::ActivityRead)
        .about(workspace)
        .detail("posts", count)
        .detail("profiles", all.len())
        .append(tx)
}
