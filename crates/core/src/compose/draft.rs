//! Drafts as they are begun, opened, saved and deleted. Every change is one transaction: after a
//! crash a draft is what it was before or what it is after.

use std::collections::HashSet;

use chrono::TimeDelta;
use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::{Transaction, draft_versions, files as stored_files, sends};

use super::basis::{Basis, file_ids};
use super::check;
use super::content::{self, stored};
use super::versions::{keep_beside, keep_version, keep_version_before_change};
use crate::clock::shown;
use crate::error::{Error, NotNow};
use crate::keys::workspace_row;
use crate::profiles::named_last;
use crate::views::{
    DraftCheckView, DraftContent, DraftContentForm, DraftForm, DraftSavedView, DraftView,
    DraftsView, FileView, NewDraftForm, SaveDraftForm, When,
};
use crate::{Core, Moment, files, new_id};

/// How long a deleted draft can be brought back.
const BROUGHT_BACK: TimeDelta = TimeDelta::days(30);

impl Core {
    /// Begins a draft. Where there is one profile only, it is chosen.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace; [`Error::Invalid`] for a time or profile
    /// nobody can have chosen.
    pub async fn new_draft(&self, form: NewDraftForm) -> Result<DraftView, Error> {
        let now = self.now();
        let id = self
            .store()
            .write(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let profile = match form.profile {
                    Some(profile) => Some(profile),
                    None => only_profile(tx, &workspace.id)?,
                };
                let content = DraftContent {
                    profile,
                    when: form.at.map_or(When::Now, When::At),
                    ..DraftContent::default()
                };
                insert(tx, &workspace.id, &content, now)
            })
            .await?;
        self.draft_view(id).await
    }

    /// A draft, with what its platforms say to it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft that is not there (any more).
    pub async fn open_draft(&self, form: DraftForm) -> Result<DraftView, Error> {
        self.draft_view(form.draft_id).await
    }

    /// What the platforms say to a draft as it is written. Saves nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft that is not there; [`Error::Invalid`] for what the composer
    /// cannot have written.
    pub async fn check_draft(&self, form: DraftContentForm) -> Result<DraftCheckView, Error> {
        content::acceptable(&form.content)?;
        let basis = self.basis(&form).await?;
        Ok(check(&basis, &form.content))
    }

    /// Saves a draft. What is saved already is not saved again.
    ///
    /// # Errors
    /// [`Error::Invalid`] for what the composer cannot have written; [`NotNow::DraftOnItsWay`];
    /// [`NotNow::DraftSent`]; [`Error::NotFound`] for a draft that was deleted;
    /// [`NotNow::DraftChangedElsewhere`] when it is not what the page began with: then what the
    /// page has becomes a version. Then the draft stays as it was.
    pub async fn save_draft(&self, form: SaveDraftForm) -> Result<DraftSavedView, Error> {
        let kept = content::kept(&form.content)?;
        let now = self.now();
        let saved: Result<DraftSavedView, NotNow> = self
            .store()
            .write(move |tx| {
                let mut row = changeable(tx, &form.draft_id)?;
                if row.content != kept {
                    if shown(row.changed_at) != form.saved_at {
                        keep_beside(tx, row, kept, now)?;
                        return Ok::<_, Error>(Err(NotNow::DraftChangedElsewhere));
                    }
                    keep_version_before_change(tx, &row, now)?;
                    row.content = kept;
                    row.changed_at = now;
                    drafts::update(tx, &row)?;
                }
                Ok(Ok(DraftSavedView {
                    saved_at: shown(row.changed_at),
                    versions: draft_versions::count(tx, &row.id)?,
                    draft_id: row.id,
                }))
            })
            .await?;
        Ok(saved?)
    }

    /// Begins a draft with what is in another one, which may be sent already.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft that is not there (any more).
    pub async fn duplicate_draft(&self, form: DraftForm) -> Result<DraftView, Error> {
        let now = self.now();
        let id = self
            .store()
            .write(move |tx| {
                let row = drafts::get(tx, &form.draft_id)?.filter(|row| row.deleted_at.is_none());
                let row = row.ok_or(Error::NotFound)?;
                keep_version(tx, &row)?;
                insert(tx, &row.workspace_id, &stored(&row), now)
            })
            .await?;
        self.draft_view(id).await
    }

    /// Deletes a draft. For 30 days it can be brought back.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft that is not there (any more); [`NotNow::DraftOnItsWay`].
    pub async fn delete_draft(&self, form: DraftForm) -> Result<DraftsView, Error> {
        let now = self.now();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let mut row = changeable(tx, &form.draft_id)?;
                row.deleted_at = Some(now);
                drafts::update(tx, &row)?;
                Ok::<_, Error>(row.workspace_id)
            })
            .await?;
        self.drafts_view(workspace_id).await
    }

    /// Brings a deleted draft back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not there any more.
    pub async fn undelete_draft(&self, form: DraftForm) -> Result<DraftsView, Error> {
        let workspace_id = self
            .store()
            .write(move |tx| {
                let mut row = drafts::get(tx, &form.draft_id)?.ok_or(Error::NotFound)?;
                workspace_row(tx, &row.workspace_id)?;
                if row.deleted_at.take().is_some() {
                    drafts::update(tx, &row)?;
                }
                Ok::<_, Error>(row.workspace_id)
            })
            .await?;
        self.drafts_view(workspace_id).await
    }

    /// Removes for good what was deleted long ago.
    pub(crate) async fn forget_long_deleted_drafts(&self) -> Result<(), Error> {
        let before = self.now() - BROUGHT_BACK;
        self.store()
            .write(move |tx| drafts::remove_deleted_before(tx, before).map(|_| ()))
            .await
            .map_err(Error::from)
    }

    pub(super) async fn draft_view(&self, id: String) -> Result<DraftView, Error> {
        let core = self.clone();
        self.store()
            .read(move |tx| {
                let row = open_row(tx, &id)?;
                let content = stored(&row);
                let basis = Basis::read(tx, &row, &content, core.zone(), core.now())?;
                Ok(DraftView {
                    revision: core.next_revision(),
                    files: file_views(tx, &content)?,
                    saved_at: shown(row.changed_at),
                    versions: draft_versions::count(tx, &row.id)?,
                    check: check(&basis, &content),
                    send: core.send_of_draft(tx, &row.id)?,
                    id: row.id,
                    workspace_id: row.workspace_id,
                    content,
                })
            })
            .await
    }
}

/// Adds a draft with this content and says its id.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    workspace_id: &str,
    content: &DraftContent,
    now: Moment,
) -> Result<String, Error> {
    let row = DraftRow {
        id: new_id(),
        workspace_id: workspace_id.to_owned(),
        content: content::kept(content)?,
        made_at: now,
        changed_at: now,
        deleted_at: None,
        sent: false,
    };
    drafts::insert(tx, &row)?;
    Ok(row.id)
}

/// A draft that can be looked at: neither deleted nor sent, in a workspace that is there.
pub(super) fn open_row(tx: &Transaction<'_>, id: &str) -> Result<DraftRow, Error> {
    let row = drafts::get(tx, id)?;
    let row = row.filter(|row| row.deleted_at.is_none() && !row.sent);
    let row = row.ok_or(Error::NotFound)?;
    workspace_row(tx, &row.workspace_id)?;
    Ok(row)
}

/// A draft that can be changed: it is neither on its way nor sent.
pub(crate) fn changeable(tx: &Transaction<'_>, id: &str) -> Result<DraftRow, Error> {
    if drafts::get(tx, id)?.is_some_and(|row| row.sent) {
        return Err(NotNow::DraftSent.into());
    }
    let row = open_row(tx, id)?;
    let newest = sends::of_draft(tx, &row.id)?.into_iter().next();
    match newest.as_ref().map(|send| send.stage.as_str()) {
        None | Some("refused" | "taken_back" | "left_unsent") => Ok(row),
        Some(_) => Err(NotNow::DraftOnItsWay.into()),
    }
}

fn only_profile(tx: &Transaction<'_>, workspace_id: &str) -> Result<Option<String>, Error> {
    let mut profiles = named_last(tx, workspace_id)?;
    let only = profiles.pop().filter(|_| profiles.is_empty());
    Ok(only.map(|profile| profile.id))
}

/// What is known of a draft's files, each once.
fn file_views(tx: &Transaction<'_>, content: &DraftContent) -> Result<Vec<FileView>, Error> {
    let ids: HashSet<&str> = file_ids(content).collect();
    let rows = stored_files::list_of(tx, ids)?;
    Ok(rows.iter().map(files::file_view).collect())
}
