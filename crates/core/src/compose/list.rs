//! The list of drafts.

use jiff::tz::TimeZone;
use latchkey_store::drafts::{self, DraftRow};
use latchkey_text::compose_words as t;

use super::content::stored;
use crate::activity::list::{Profiles, cut};
use crate::calendar::{moment, sentence, zone_in};
use crate::clock::shown;
use crate::error::Error;
use crate::keys::workspace_row;
use crate::views::{ChoiceView, DraftContent, DraftRowView, DraftsView, When, WorkspaceForm};
use crate::{Core, wording};

/// The characters of a text that a row shows.
const EXCERPT: usize = 200;

impl Core {
    /// The drafts of a workspace, and those that can be brought back. Those that were sent are not
    /// among them.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn list_drafts(&self, form: WorkspaceForm) -> Result<DraftsView, Error> {
        self.drafts_view(form.workspace_id).await
    }

    pub(super) async fn drafts_view(&self, workspace_id: String) -> Result<DraftsView, Error> {
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &workspace_id)?;
                let profiles = Profiles::read(tx, &workspace.id)?;
                let zone = zone_in(tx, &workspace.id, core.zone())?;
                let views = |rows: Vec<DraftRow>| -> Vec<DraftRowView> {
                    rows.iter()
                        .map(|row| row_view(row, &profiles, &zone))
                        .collect()
                };
                Ok(DraftsView {
                    revision: core.next_revision(),
                    drafts: views(drafts::list(tx, &workspace.id)?),
                    deleted: views(drafts::deleted(tx, &workspace.id)?),
                    workspace_id: workspace.id,
                })
            })
            .await
    }
}

fn row_view(row: &DraftRow, profiles: &Profiles, zone: &TimeZone) -> DraftRowView {
    let content = stored(row);
    DraftRowView {
        id: row.id.clone(),
        excerpt: excerpt(&content),
        profile: content.profile.as_deref().map(|id| profiles.name(id)),
        platforms: content
            .platforms
            .iter()
            .map(|slug| ChoiceView {
                value: slug.clone(),
                label: wording::platform(slug),
            })
            .collect(),
        files: u32::try_from(content.files.len()).unwrap_or(u32::MAX),
        when_words: when_words(&content.when, zone),
        changed_at: shown(row.changed_at),
    }
}

/// The beginning of what a draft says, in one line.
pub(crate) fn excerpt(content: &DraftContent) -> String {
    let said = [&content.text, &content.title, &content.first_comment];
    let said = said.into_iter().find(|text| !text.trim().is_empty());
    said.map_or_else(t::empty_excerpt, |text| {
        // No more of a long text than can be shown has to be put into one line.
        let beginning: String = text.chars().take(2 * EXCERPT).collect();
        let words: Vec<&str> = beginning.split_whitespace().collect();
        cut(&words.join(" "), EXCERPT)
    })
}

/// When it is meant to go out. A time that is over is shown all the same: it is what the draft says.
fn when_words(when: &When, zone: &TimeZone) -> Option<String> {
    match when {
        When::Now => None,
        When::Queue => Some(t::when_queue()),
        When::At(wall) => {
            let at = moment(zone, wall);
            Some(at.map_or_else(t::when_unclear, |at| sentence(zone, at)))
        }
    }
}
