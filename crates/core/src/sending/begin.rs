//! Sending a draft: it is checked, frozen and written down. Nothing leaves yet.

use chrono::TimeDelta;
use jiff::tz::TimeZone;
use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::sends::{self, SendRow};
use latchkey_store::{StoreError, Transaction};

use super::row::{How, Seen, Stage, about};
use crate::error::{Error, Invalid, NotNow};
use crate::history::{Kind, Scribe};
use crate::views::{DraftContent, DraftContentForm, SaveDraftForm, SendsView, When};
use crate::{Core, Moment, new_id};
use crate::{calendar, compose};

/// What every send of a workspace begins with.
pub(crate) struct Start {
    pub(crate) scribe: Scribe,
    /// How long it can be taken back.
    hold: TimeDelta,
    /// The computer's own zone, for a workspace that has none.
    zone: TimeZone,
}

impl Core {
    /// Sends a draft as it is now.
    ///
    /// # Errors
    /// [`Invalid::DraftNotReady`] when a platform would refuse it, [`NotNow::DraftOnItsWay`] when it
    /// was sent already, [`NotNow::DraftChangedElsewhere`] when it is not what the page began with.
    pub async fn send_draft(&self, form: SaveDraftForm) -> Result<SendsView, Error> {
        let check = self
            .check_draft(DraftContentForm {
                draft_id: form.draft_id.clone(),
                content: form.content.clone(),
            })
            .await?;
        if !check.can_send {
            return Err(Invalid::DraftNotReady.into());
        }
        self.save_draft(form.clone()).await?;
        let start = self.start_of_sends().await?;
        let workspace_id = self
            .store()
            .write(move |tx| {
                let draft = drafts::get(tx, &form.draft_id)?.ok_or(Error::NotFound)?;
                if compose::stored(&draft) != form.content {
                    return Err(NotNow::DraftChangedElsewhere.into());
                }
                compose::keep_version(tx, &draft)?;
                begin_send(tx, &start, &draft).map(|row| row.workspace_id)
            })
            .await?;
        self.after_send_change(&workspace_id).await
    }

    /// What sends begin with now.
    pub(crate) async fn start_of_sends(&self) -> Result<Start, Error> {
        let settings = self.settings().await?;
        Ok(Start {
            scribe: self.scribe(),
            hold: TimeDelta::seconds(i64::from(settings.hold_seconds)),
            zone: self.zone().clone(),
        })
    }
}

/// Freezes a draft as it is kept and writes down that it is to be sent.
///
/// # Errors
/// [`NotNow::DraftOnItsWay`] when it was sent already; [`Invalid::TimeNotUnderstood`] or
/// [`Invalid::TimePassed`] for a time at which nothing can go out; [`Invalid::DraftNotReady`]
/// without a profile.
pub(crate) fn begin_send(
    tx: &Transaction<'_>,
    start: &Start,
    draft: &DraftRow,
) -> Result<SendRow, Error> {
    let content = compose::stored(draft);
    let now = start.scribe.at;
    let (how, goes_out_at) = time(tx, start, draft, &content)?;
    let mut row = SendRow {
        id: new_id(),
        draft_id: draft.id.clone(),
        workspace_id: draft.workspace_id.clone(),
        profile_id: content.profile.clone().ok_or(Invalid::DraftNotReady)?,
        body: draft.content.clone(),
        how: how.name(),
        goes_out_at,
        stage: Stage::Waiting.name(),
        leaves_at: now + start.hold,
        attempts: 0,
        next_try_at: None,
        problem: None,
        request: None,
        sendings: 0,
        decisions: 0,
        watched_until: None,
        post_id: None,
        candidates: String::new(),
        asked_at: now,
        finished_at: None,
        dismissed: false,
    };
    Seen::default().keep(&mut row);
    sends::insert(tx, &row).map_err(on_its_way_or)?;
    about(tx, &start.scribe, Kind::PostSendAsked, &row)?
        .detail("profile", row.profile_id.clone())
        .detail("how", row.how.clone())
        .detail("at", row.goes_out_at.map(crate::clock::shown))
        .append(tx)?;
    Ok(row)
}

/// The service has it: it is no draft any more. One that was changed meanwhile stays.
pub(super) fn draft_is_sent(tx: &Transaction<'_>, row: &SendRow) -> Result<(), Error> {
    let Some(draft) = drafts::get(tx, &row.draft_id)? else {
        return Ok(());
    };
    if draft.content != row.body {
        return Ok(());
    }
    Ok(drafts::update(
        tx,
        &DraftRow {
            sent: true,
            ..draft
        },
    )?)
}

/// The database lets a draft be on its way once.
pub(super) fn on_its_way_or(error: StoreError) -> Error {
    if let StoreError::Duplicate(_) = error {
        return NotNow::DraftOnItsWay.into();
    }
    error.into()
}

fn time(
    tx: &Transaction<'_>,
    start: &Start,
    draft: &DraftRow,
    content: &DraftContent,
) -> Result<(How, Option<Moment>), Error> {
    let wall = match &content.when {
        When::Now => return Ok((How::Now, None)),
        When::Queue => return Ok((How::Queue, None)),
        When::At(wall) => wall,
    };
    let zone = calendar::zone_in(tx, &draft.workspace_id, &start.zone)?;
    let now = start.scribe.at;
    match calendar::resolve(&zone, wall, now).at {
        Some(at) => Ok((How::At, Some(at))),
        None if calendar::moment(&zone, wall).is_some_and(|at| at <= now) => {
            Err(Invalid::TimePassed.into())
        }
        None => Err(Invalid::TimeNotUnderstood.into()),
    }
}
