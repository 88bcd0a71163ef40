//! Earlier versions of a draft: when one is kept, what changed after it, and going back to it.

use chrono::TimeDelta;
use latchkey_store::Transaction;
use latchkey_store::draft_versions::{self, DraftVersionRow};
use latchkey_store::drafts::{self, DraftRow};
use latchkey_text::compose_words as t;

use super::content::{read, stored};
use super::draft::{changeable, open_row};
use crate::clock::shown;
use crate::error::Error;
use crate::views::{
    DraftContent, DraftForm, DraftVersionForm, DraftVersionView, DraftVersionsView, DraftView,
};
use crate::{Core, Moment, wording};

/// While somebody writes, a version is kept this often.
const APART: TimeDelta = TimeDelta::minutes(2);
/// Of one draft.
const MOST: u32 = 100;

impl Core {
    /// The earlier versions of a draft.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft that is not there (any more).
    pub async fn draft_versions(&self, form: DraftForm) -> Result<DraftVersionsView, Error> {
        self.store()
            .read(move |tx| {
                let row = open_row(tx, &form.draft_id)?;
                let versions = draft_versions::list(tx, &row.id)?;
                Ok(DraftVersionsView {
                    versions: version_views(&row, &versions),
                    draft_id: row.id,
                })
            })
            .await
    }

    /// Makes a draft again what it was. What it is now becomes a version itself.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft or version that is not there (any more);
    /// [`crate::NotNow::DraftOnItsWay`].
    pub async fn restore_version(&self, form: DraftVersionForm) -> Result<DraftView, Error> {
        let now = self.now();
        let row = self
            .store()
            .write(move |tx| {
                let row = changeable(tx, &form.draft_id)?;
                let version = draft_versions::get(tx, &row.id, form.number)?;
                let version = version.ok_or(Error::NotFound)?;
                keep_version(tx, &row)?;
                let restored = DraftRow {
                    content: version.content,
                    changed_at: now,
                    ..row
                };
                drafts::update(tx, &restored)?;
                Ok::<_, Error>(restored)
            })
            .await?;
        self.draft_view(row.id).await
    }
}

/// Keeps what a draft is now as its newest version, unless that is kept already.
pub(crate) fn keep_version(tx: &Transaction<'_>, row: &DraftRow) -> Result<(), Error> {
    let newest = draft_versions::newest(tx, &row.id)?;
    if newest.is_some_and(|version| version.content == row.content) {
        return Ok(());
    }
    draft_versions::keep(tx, &row.id, &row.content, row.changed_at)?;
    thin_out(tx, &row.id)
}

/// Keeps what could not be saved, because the draft was changed elsewhere.
pub(super) fn keep_beside(
    tx: &Transaction<'_>,
    draft: DraftRow,
    content: String,
    now: Moment,
) -> Result<(), Error> {
    keep_version(
        tx,
        &DraftRow {
            content,
            changed_at: now,
            ..draft
        },
    )
}

/// Keeps what a draft was before a change, when the newest version is old enough. A draft begins as
/// its own first version.
pub(super) fn keep_version_before_change(
    tx: &Transaction<'_>,
    before: &DraftRow,
    now: Moment,
) -> Result<(), Error> {
    let newest = draft_versions::newest(tx, &before.id)?;
    let since = newest.map_or(before.made_at, |version| version.at);
    // A clock that was set back must not stop versions from being kept.
    if (now - since).abs() > APART {
        keep_version(tx, before)?;
    }
    Ok(())
}

fn thin_out(tx: &Transaction<'_>, draft_id: &str) -> Result<(), Error> {
    let count = draft_versions::count(tx, draft_id)?;
    if count <= MOST {
        return Ok(());
    }
    let too_many = usize::try_from(count - MOST).unwrap_or(usize::MAX);
    let all = draft_versions::list(tx, draft_id)?;
    for oldest in all.iter().rev().take(too_many) {
        draft_versions::remove(tx, draft_id, oldest.number)?;
    }
    Ok(())
}

/// Newest first; each says what changed between it and the one after it.
fn version_views(row: &DraftRow, versions: &[DraftVersionRow]) -> Vec<DraftVersionView> {
    let mut after = stored(row);
    let mut views = Vec::new();
    for version in versions {
        let content = read(&version.content);
        views.push(DraftVersionView {
            number: version.number,
            at: shown(version.at),
            what: changes(&content, &after),
            content: content.clone(),
        });
        after = content;
    }
    views
}

/// What is different, in words.
fn changes(before: &DraftContent, after: &DraftContent) -> String {
    let ids = |content: &DraftContent| -> Vec<String> {
        let files = content.files.iter();
        files.map(|file| file.file_id.clone()).collect()
    };
    let sorted = |mut ids: Vec<String>| {
        ids.sort_unstable();
        ids
    };
    let own_changed = before.own_files != after.own_files;
    let files_changed = sorted(ids(before)) != sorted(ids(after)) || own_changed;
    let order_changed = !files_changed && ids(before) != ids(after);
    let described = |content: &DraftContent| {
        let files = content.files.iter();
        let mut described: Vec<(String, String)> = files
            .map(|file| (file.file_id.clone(), file.alt_text.clone()))
            .collect();
        described.sort_unstable();
        described
    };
    let descriptions_changed = !files_changed && described(before) != described(after);
    let mut what: Vec<String> = [
        (before.text != after.text, t::changed_text as fn() -> String),
        (before.title != after.title, t::changed_title),
        (
            before.first_comment != after.first_comment,
            t::changed_first_comment,
        ),
        (files_changed, t::changed_files),
        (order_changed, t::changed_order),
        (descriptions_changed, t::changed_descriptions),
        (before.profile != after.profile, t::changed_profile),
        (before.platforms != after.platforms, t::changed_platforms),
        (before.when != after.when, t::changed_when),
    ]
    .into_iter()
    .filter(|(is_changed, _)| *is_changed)
    .map(|(_, words)| words())
    .collect();
    what.extend(changed_values(before, after));
    if what.is_empty() {
        t::changed_nothing()
    } else {
        t::changed_then(what.join(", "))
    }
}

/// The platforms for which something else is said, each once.
fn changed_values(before: &DraftContent, after: &DraftContent) -> Vec<String> {
    let is_in = |content: &DraftContent, value| content.values.contains(value);
    let gone = before.values.iter().filter(|value| !is_in(after, value));
    let new = after.values.iter().filter(|value| !is_in(before, value));
    let mut platforms: Vec<&str> = gone
        .chain(new)
        .filter_map(|value| value.field.split('_').next())
        .collect();
    platforms.sort_unstable();
    platforms.dedup();
    platforms
        .into_iter()
        .map(|slug| t::changed_values(wording::platform(slug)))
        .collect()
}
