//! What the person can do about a send: take it back, call it off, try again, decide, dismiss it.

use latchkey_store::Transaction;
use latchkey_store::drafts;
use latchkey_store::sends::{self, SendRow};

use super::begin::on_its_way_or;
use super::hold::{has_not_left, take_back};
use super::outcome::{Arrival, WATCH, keep_arrival};
use super::row::{Seen, Stage, about, change_send, enter, send_row};
use crate::error::{Error, Invalid, NotNow};
use crate::history::{Kind, Scribe};
use crate::keys::workspace_row;
use crate::views::{DecideSendForm, SendDecision, SendForm, SendsView};
use crate::{Core, Moment};

impl Core {
    /// Takes a send back before anything leaves; the draft is a draft again.
    ///
    /// # Errors
    /// [`NotNow::SendMovedOn`] when it has left already.
    pub async fn take_back(&self, form: SendForm) -> Result<SendsView, Error> {
        self.change_my_send(form.send_id, |tx, scribe, row| {
            if Stage::of(&row) != Stage::Waiting {
                return Err(NotNow::SendMovedOn.into());
            }
            take_back(tx, scribe, &row, None)
        })
        .await
    }

    /// Calls a send off while its files are being uploaded. One that may have arrived before
    /// becomes unclear again.
    ///
    /// # Errors
    /// [`NotNow::SendMovedOn`] when its request has left.
    pub async fn call_off_send(&self, form: SendForm) -> Result<SendsView, Error> {
        let view = self
            .change_my_send(form.send_id, |tx, scribe, row| {
                if has_not_left(&row) {
                    return take_back(tx, scribe, &row, None);
                }
                if Stage::of(&row) != Stage::Uploading {
                    return Err(NotNow::SendMovedOn.into());
                }
                change_send(tx, &row.id, |row| watch_unclear(row, scribe.at)).map(|_| ())
            })
            .await;
        self.0.sending.called_off.send_replace(());
        view
    }

    /// Tries at once what waits for another try, sends again what was refused, and looks once more
    /// for what is unclear.
    ///
    /// # Errors
    /// [`NotNow::DraftChanged`] when the draft is not what was refused any more: it is sent from the
    /// composer; [`Invalid::TimePassed`]; [`NotNow::DraftOnItsWay`]; [`NotNow::SendMovedOn`] when
    /// there is nothing to try.
    pub async fn retry_send(&self, form: SendForm) -> Result<SendsView, Error> {
        self.change_my_send(form.send_id, |tx, scribe, row| match Stage::of(&row) {
            Stage::Uploading | Stage::Sending => {
                change_send(tx, &row.id, |row| row.next_try_at = None).map(|_| ())
            }
            Stage::Unclear => change_send(tx, &row.id, |row| {
                row.watched_until = Some(scribe.at + WATCH);
                row.next_try_at = None;
            })
            .map(|_| ()),
            Stage::Refused => send_refused_again(tx, scribe, row),
            Stage::Waiting
            | Stage::Accepted
            | Stage::Scheduled
            | Stage::TakenBack
            | Stage::LeftUnsent => Err(NotNow::SendMovedOn.into()),
        })
        .await
    }

    /// Decides about a send of which nobody knows whether it arrived.
    ///
    /// # Errors
    /// [`NotNow::SendMovedOn`] when it is not unclear (any more); [`Error::NotFound`] when the post
    /// is none of those that may be it; [`Invalid::TimePassed`] when it cannot be sent again for its
    /// time.
    pub async fn decide_send(&self, form: DecideSendForm) -> Result<SendsView, Error> {
        self.change_my_send(form.send_id, move |tx, scribe, row| {
            if Stage::of(&row) != Stage::Unclear {
                return Err(NotNow::SendMovedOn.into());
            }
            match form.decision {
                SendDecision::Arrived { post_id } => arrived(tx, scribe, &row, &post_id),
                SendDecision::SendAgain => send_again(tx, scribe, &row),
                SendDecision::LeaveUnsent => leave_unsent(tx, scribe, &row),
            }
        })
        .await
    }

    /// Puts a send that is over out of sight.
    ///
    /// # Errors
    /// [`NotNow::SendMovedOn`] while it is not over.
    pub async fn dismiss_send(&self, form: SendForm) -> Result<SendsView, Error> {
        self.change_my_send(form.send_id, |tx, _, row| {
            if row.finished_at.is_none() {
                return Err(NotNow::SendMovedOn.into());
            }
            change_send(tx, &row.id, |row| row.dismissed = true).map(|_| ())
        })
        .await
    }

    async fn change_my_send(
        &self,
        id: String,
        change: impl FnOnce(&Transaction<'_>, &Scribe, SendRow) -> Result<(), Error> + Send + 'static,
    ) -> Result<SendsView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let row = send_row(tx, &id)?;
                let workspace = workspace_row(tx, &row.workspace_id)?;
                change(tx, &scribe, row)?;
                Ok::<_, Error>(workspace.id)
            })
            .await?;
        self.after_send_change(&workspace_id).await
    }
}

fn arrived(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    row: &SendRow,
    post_id: &str,
) -> Result<(), Error> {
    let seen = Seen::of(row);
    let mut candidates = seen.candidates.iter();
    let candidate = candidates.find(|candidate| candidate.post_id == post_id);
    let candidate = candidate.ok_or(Error::NotFound)?;
    decided(tx, scribe, row, "arrived")?;
    keep_arrival(tx, scribe, row, &Arrival::said(candidate))
}

/// The candidates the person has seen are none of it.
fn send_again(tx: &Transaction<'_>, scribe: &Scribe, row: &SendRow) -> Result<(), Error> {
    refuse_passed(row, scribe.at)?;
    let row = change_send(tx, &row.id, |row| {
        let mut seen = Seen::of(row);
        let candidates = seen.candidates.drain(..);
        seen.before.extend(candidates.map(|one| one.post_id));
        seen.keep(row);
        enter(row, Stage::Uploading);
        row.decisions += 1;
    })?;
    decided(tx, scribe, &row, "send_again")
}

fn leave_unsent(tx: &Transaction<'_>, scribe: &Scribe, row: &SendRow) -> Result<(), Error> {
    let row = change_send(tx, &row.id, |row| {
        row.stage = Stage::LeftUnsent.name();
        row.problem = None;
        row.decisions += 1;
        row.finished_at = Some(scribe.at);
    })?;
    decided(tx, scribe, &row, "leave_unsent")
}

fn decided(tx: &Transaction<'_>, scribe: &Scribe, row: &SendRow, word: &str) -> Result<(), Error> {
    about(tx, scribe, Kind::PostSendDecided, row)?
        .detail("decision", word)
        .append(tx)
}

fn send_refused_again(tx: &Transaction<'_>, scribe: &Scribe, row: SendRow) -> Result<(), Error> {
    let draft = drafts::get(tx, &row.draft_id)?.filter(|draft| draft.deleted_at.is_none());
    if draft.is_none_or(|draft| draft.content != row.body) {
        return Err(NotNow::DraftChanged.into());
    }
    refuse_passed(&row, scribe.at)?;
    let mut again = row;
    enter(&mut again, Stage::Uploading);
    again.finished_at = None;
    again.dismissed = false;
    sends::update(tx, &again).map_err(on_its_way_or)?;
    about(tx, scribe, Kind::PostSendAsked, &again)?.append(tx)
}

fn refuse_passed(row: &SendRow, now: Moment) -> Result<(), Invalid> {
    if row.how == "at" && row.goes_out_at.is_some_and(|at| at <= now) {
        return Err(Invalid::TimePassed);
    }
    Ok(())
}

fn watch_unclear(row: &mut SendRow, now: Moment) {
    enter(row, Stage::Unclear);
    row.watched_until = Some(now + WATCH);
}
