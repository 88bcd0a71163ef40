//! Waiting: the time in which a send can be taken back before anything leaves.
//!
//! What waited while the app was closed does not leave by surprise at the next start: it is taken
//! back, and the draft is there again.

use chrono::TimeDelta;
use latchkey_store::sends::{self, SendRow};
use latchkey_store::{Transaction, workspaces};

use super::row::{How, Stage, about, change_send, end_unsent, enter};
use super::trouble::Trouble;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::{Core, Moment};

/// The longest there is to choose. One that lasts longer comes from a clock that was set back.
const LONGEST_HOLD: TimeDelta = TimeDelta::seconds(60);
/// What goes out at once and was held up for longer than this while the app was closed would be a
/// surprise.
const STALE: TimeDelta = TimeDelta::hours(1);

impl Core {
    /// How many sends have not left: closing the app holds them up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_sends(&self) -> Result<u32, Error> {
        let all = self
            .store()
            .read(|tx| Ok::<_, Error>(sends::unfinished(tx)?))
            .await?;
        let count = all.iter().filter(|row| has_not_left(row)).count();
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Takes back everything that has not left, because the app is closed.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing is taken back.
    pub async fn keep_sends_as_drafts(&self) -> Result<(), Error> {
        self.take_back_where(has_not_left).await
    }

    /// Takes back what waited while the app was closed, and has what is in doubt looked for at
    /// once.
    pub(crate) async fn pick_up_sends(&self) -> Result<(), Error> {
        let now = self.now();
        self.take_back_where(move |row| {
            is_over(row, now) && Stage::of(row) == Stage::Waiting || is_stale(row, now)
        })
        .await?;
        self.store()
            .write(|tx| {
                for row in sends::unfinished(tx)? {
                    if Stage::of(&row) == Stage::Sending {
                        change_send(tx, &row.id, |row| row.next_try_at = None)?;
                    }
                }
                Ok(())
            })
            .await
    }

    async fn take_back_where(
        &self,
        is_meant: impl Fn(&SendRow) -> bool + Send + 'static,
    ) -> Result<(), Error> {
        let scribe = self.scribe();
        self.store()
            .write(move |tx| {
                let all = sends::unfinished(tx)?;
                for row in all.iter().filter(|row| is_meant(row)) {
                    take_back(tx, &scribe, row, Some(&Trouble::AppClosed))?;
                }
                Ok(())
            })
            .await
    }

    /// The time to take it back is over.
    pub(super) async fn let_go(&self, row: &SendRow) -> Result<(), Error> {
        let (id, now) = (row.id.clone(), self.now());
        let hold = TimeDelta::seconds(i64::from(self.settings().await?.hold_seconds));
        self.store()
            .write(move |tx| {
                change_send(tx, &id, |row| {
                    if Stage::of(row) != Stage::Waiting {
                        return;
                    }
                    if row.leaves_at > now {
                        row.leaves_at = row.leaves_at.min(now + hold);
                    } else {
                        enter(row, Stage::Uploading);
                    }
                })
                .map(|_| ())
            })
            .await?;
        self.tell_sends(&row.workspace_id).await;
        Ok(())
    }
}

/// It was to go out at once, long ago.
fn is_stale(row: &SendRow, now: Moment) -> bool {
    has_not_left(row) && How::of(row) == How::Now && now - row.asked_at > STALE
}

/// There is nothing to wait for any more, or the clock was set back.
pub(super) fn is_over(row: &SendRow, now: Moment) -> bool {
    row.leaves_at <= now || row.leaves_at > now + LONGEST_HOLD
}

/// Nothing that could become a post has left for this one.
pub(super) fn has_not_left(row: &SendRow) -> bool {
    matches!(Stage::of(row), Stage::Waiting | Stage::Uploading) && row.sendings == 0
}

/// Takes it back; the draft is a draft again.
pub(super) fn take_back(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    why: Option<&Trouble>,
) -> Result<(), Error> {
    let row = change_send(tx, &row.id, |row| {
        end_unsent(row, Stage::TakenBack, why, scribe.at);
    })?;
    let is_here = workspaces::get(tx, &row.workspace_id)?
        .is_some_and(|workspace| workspace.removed_at.is_none());
    if !is_here {
        return Ok(());
    }
    about(tx, scribe, Kind::PostSendTakenBack, &row)?
        .detail("app_closed", why.is_some())
        .append(tx)
}
