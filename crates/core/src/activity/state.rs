//! What the activity screen shows around the list: how far the sync is, what can be filtered by,
//! which rhythms wait for an answer.

use std::collections::BTreeSet;

use latchkey_store::posts::{self, Choices};
use latchkey_store::rhythms::{self, RhythmRow};
use latchkey_store::{Transaction, judgements};

use super::list::Profiles;
use super::rhythms::{Rhythm, rhythm, sentence};
use super::sync::sync_view;
use crate::error::Error;
use crate::views::{
    ActivityView, ChoiceView, Event, RhythmAnswer, RhythmView, VerdictCounts, WorkspaceForm,
};
use crate::{Core, wording};

/// The statuses of a post in the order of its life (the vendor's OpenAPI, 2026-04).
const LIFE: [&str; 6] = [
    "draft",
    "scheduled",
    "publishing",
    "completed",
    "partially_failed",
    "failed",
];

impl Core {
    /// What the activity screen shows around the list.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn activity_state(&self, form: WorkspaceForm) -> Result<ActivityView, Error> {
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let revision = core.next_revision();
                let workspace = crate::keys::workspace_row(tx, &form.workspace_id)?;
                let profiles = Profiles::read(tx, &workspace.id)?;
                let choices = posts::choices(tx, &workspace.id)?;
                Ok(ActivityView {
                    revision,
                    sync: sync_view(tx, &workspace.id)?,
                    counts: verdict_counts(posts::counts(tx, &workspace.id, None)?),
                    rhythms: rhythm_views(tx, &workspace.id, &profiles)?,
                    profiles: by_name(&choices.profiles, |id| profiles.name(id)),
                    platforms: by_name(&choices.platforms, wording::platform),
                    statuses: statuses(&choices),
                    undo: undo(tx, &workspace.id)?,
                    workspace_id: workspace.id,
                })
            })
            .await
    }

    /// The end of every command that changed something about posts: the page is told, and who asked
    /// gets what the page was told.
    pub(crate) async fn after_posts_changed(
        &self,
        workspace_id: &str,
    ) -> Result<ActivityView, Error> {
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        let view = self.activity_state(form).await?;
        self.desktop().emit(Event::Activity(Box::new(view.clone())));
        // A leak response counts posts by their verdicts too.
        self.tell_incidents(workspace_id).await;
        self.tell_history().await;
        Ok(view)
    }

    /// Tells the page that posts of a workspace, or what is known of them, changed.
    pub(crate) async fn tell_activity(&self, workspace_id: &str) {
        match self.after_posts_changed(workspace_id).await {
            // A workspace that was removed in the meantime is nobody's news.
            Ok(_) | Err(Error::NotFound) => {}
            Err(error) => tracing::warn!(%error, "the page could not be told of posts"),
        }
    }
}

/// The store's counts by their names.
pub(super) fn verdict_counts(counts: posts::VerdictCounts) -> VerdictCounts {
    VerdictCounts {
        made_here: counts.made_here,
        recognised: counts.recognised,
        unrecognised: counts.unrecognised,
        not_mine: counts.not_mine,
    }
}

/// Choices by their names, in the order of the names.
pub(crate) fn by_name(
    values: &BTreeSet<String>,
    label: impl Fn(&str) -> String,
) -> Vec<ChoiceView> {
    let mut choices: Vec<ChoiceView> = values
        .iter()
        .map(|value| ChoiceView {
            label: label(value),
            value: value.clone(),
        })
        .collect();
    choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
    choices
}

/// In the order of a post's life; those nobody knows come last.
pub(crate) fn statuses(choices: &Choices) -> Vec<ChoiceView> {
    let mut statuses = by_name(&choices.statuses, wording::post_status);
    let place = |status: &str| LIFE.iter().position(|known| *known == status);
    statuses.sort_by_key(|status| place(&status.value).unwrap_or(LIFE.len()));
    statuses
}

/// Those that wait for an answer first, then those that say most.
fn rhythm_views(
    tx: &Transaction<'_>,
    workspace_id: &str,
    profiles: &Profiles,
) -> Result<Vec<RhythmView>, Error> {
    let rows = rhythms::list(tx, workspace_id)?;
    let mut views: Vec<RhythmView> = rows
        .iter()
        .filter_map(|row| rhythm_view(row, profiles))
        .collect();
    views.sort_by_key(|view| {
        (
            view.answer != RhythmAnswer::Open,
            std::cmp::Reverse(view.covers),
        )
    });
    Ok(views)
}

/// None for a shape that only a later version knows, and for an offer that no post fits any more.
fn rhythm_view(row: &RhythmRow, profiles: &Profiles) -> Option<RhythmView> {
    let Rhythm { shape, answer, .. } = rhythm(row)?;
    let covers = u32::try_from(row.covers).unwrap_or(0);
    if answer == RhythmAnswer::Open && covers == 0 {
        return None;
    }
    let profile = profiles.name(&row.profile_id);
    Some(RhythmView {
        id: row.id.clone(),
        sentence: sentence(&profile, &shape, answer),
        profile,
        covers,
        answer,
    })
}

fn undo(tx: &Transaction<'_>, workspace_id: &str) -> Result<Option<String>, Error> {
    let batch = judgements::latest_batch(tx, workspace_id)?;
    let last = batch.last();
    Ok(last.map(|said| wording::undo(&said.whose, batch.len())))
}
