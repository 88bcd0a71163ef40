//! Sends as the page shows them.

use std::collections::HashMap;

use chrono::TimeDelta;
use jiff::tz::TimeZone;
use latchkey_store::Transaction;
use latchkey_store::posts;
use latchkey_store::sends::{self, SendRow};

use super::row::{Seen, Stage, content};
use super::trouble::Trouble;
use super::{lock, words};
use crate::activity::list::{Profiles, cut};
use crate::calendar::zone_in;
use crate::clock::shown;
use crate::error::Error;
use crate::keys::workspace_row;
use crate::views::{
    ChoiceView, DraftContent, Event, LateView, ProblemView, SendState, SendView, SendsView,
    UploadView, WorkspaceForm,
};
use crate::{Core, Moment, wording};

/// How long a finished send is shown.
const SHOWN: TimeDelta = TimeDelta::hours(24);
/// The characters of its text.
const EXCERPT: usize = 140;

/// What the sentences of a workspace need to know.
pub(super) struct Setting {
    profiles: Profiles,
    pub(super) zone: TimeZone,
    uploads: HashMap<String, UploadView>,
}

impl Core {
    /// What was sent from here and is not out of mind yet.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn list_sends(&self, form: WorkspaceForm) -> Result<SendsView, Error> {
        let (core, since) = (self.clone(), self.now() - SHOWN);
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let revision = core.next_revision();
                let setting = core.setting(tx, &workspace.id)?;
                let mut rows = sends::list(tx, &workspace.id, since)?;
                rows.sort_by_key(|row| row.finished_at.is_some());
                let views = rows.iter().map(|row| view(tx, row, &setting));
                Ok(SendsView {
                    revision,
                    workspace_id: workspace.id,
                    sends: views.collect::<Result<_, Error>>()?,
                })
            })
            .await
    }

    /// Tells the page that a send of a workspace went on.
    pub(crate) async fn tell_sends(&self, workspace_id: &str) {
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        match self.list_sends(form).await {
            Ok(view) => self.desktop().emit(Event::Sends(Box::new(view))),
            Err(error) => tracing::warn!(%error, "the page could not be told"),
        }
    }

    /// The end of every command about sends: the driver looks at once, the page is told, and who
    /// asked gets what the page was told.
    pub(crate) async fn after_send_change(&self, workspace_id: &str) -> Result<SendsView, Error> {
        self.wake();
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        let view = self.list_sends(form).await?;
        self.desktop().emit(Event::Sends(Box::new(view.clone())));
        self.tell_history().await;
        Ok(view)
    }

    fn setting(&self, tx: &Transaction<'_>, workspace_id: &str) -> Result<Setting, Error> {
        Ok(Setting {
            profiles: Profiles::read(tx, workspace_id)?,
            zone: zone_in(tx, workspace_id, self.zone())?,
            uploads: lock(&self.0.sending.uploads).clone(),
        })
    }

    /// The newest send of a draft, if there was one.
    pub(crate) fn send_of_draft(
        &self,
        tx: &Transaction<'_>,
        draft_id: &str,
    ) -> Result<Option<SendView>, Error> {
        let Some(row) = sends::of_draft(tx, draft_id)?.into_iter().next() else {
            return Ok(None);
        };
        let setting = self.setting(tx, &row.workspace_id)?;
        view(tx, &row, &setting).map(Some)
    }
}

fn view(tx: &Transaction<'_>, row: &SendRow, setting: &Setting) -> Result<SendView, Error> {
    let content = content(row);
    let stage = Stage::of(row);
    let goes_out_at = goes_out_at(tx, row)?;
    let seen = Seen::of(row);
    let is_unclear = stage == Stage::Unclear;
    Ok(SendView {
        id: row.id.clone(),
        draft_id: row.draft_id.clone(),
        excerpt: excerpt(&content),
        profile: setting.profiles.name(&row.profile_id),
        platforms: platforms(&content),
        state: state(stage),
        sentence: words::sentence(row, &seen, goes_out_at, &setting.zone),
        goes_out_at: goes_out_at.map(shown),
        leaves_at: (stage == Stage::Waiting).then(|| shown(row.leaves_at)),
        hold_seconds: u32::try_from((row.leaves_at - row.asked_at).num_seconds()).unwrap_or(0),
        upload: setting.uploads.get(&row.id).cloned(),
        problem: problem(row, &setting.zone),
        facts: if is_unclear {
            words::facts(row, &seen)
        } else {
            Vec::new()
        },
        candidates: if is_unclear {
            words::candidates(&seen, &setting.zone)
        } else {
            Vec::new()
        },
        post_id: row.post_id.clone(),
        late: seen.late.first().map(|post_id| LateView {
            post_id: post_id.clone(),
            twice: row.post_id.is_some(),
        }),
        asked_at: shown(row.asked_at),
    })
}

fn state(stage: Stage) -> SendState {
    match stage {
        Stage::Waiting => SendState::Waiting,
        Stage::Uploading => SendState::Uploading,
        Stage::Sending => SendState::Sending,
        Stage::Accepted => SendState::Accepted,
        Stage::Scheduled => SendState::Scheduled,
        Stage::Refused => SendState::Refused,
        Stage::Unclear => SendState::Unclear,
        Stage::TakenBack => SendState::TakenBack,
        Stage::LeftUnsent => SendState::LeftUnsent,
    }
}

/// When it goes out. The slot of a queue is known from the post at the latest.
fn goes_out_at(tx: &Transaction<'_>, row: &SendRow) -> Result<Option<Moment>, Error> {
    if let (None, Some(post_id)) = (row.goes_out_at, &row.post_id) {
        let post = posts::get(tx, &row.workspace_id, post_id)?;
        return Ok(post.and_then(|post| post.scheduled_at));
    }
    Ok(row.goes_out_at)
}

fn problem(row: &SendRow, zone: &TimeZone) -> Option<ProblemView> {
    let words = Trouble::of(row)?.words(zone);
    Some(ProblemView {
        message: words.message,
        remedy: words.remedy,
        next_try_at: row.next_try_at.map(shown),
    })
}

fn excerpt(content: &DraftContent) -> String {
    let said = [&content.text, &content.title];
    let text = said.into_iter().find(|text| !text.trim().is_empty());
    cut(text.unwrap_or(&content.text), EXCERPT)
}

fn platforms(content: &DraftContent) -> Vec<ChoiceView> {
    let choice = |slug: &String| ChoiceView {
        value: slug.clone(),
        label: wording::platform(slug),
    };
    content.platforms.iter().map(choice).collect()
}
