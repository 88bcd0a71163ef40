//! Holding scheduled posts that nobody recognises, so that none goes out before somebody has
//! looked. Posts made before the exposure stay unless somebody elsewhere has changed them since: the
//! leaked key cannot have made them. Because a person may be wrong about since when, earlier ones are
//! counted, and held at their word. While the incident is open, foreign posts that appear later are
//! held too.

use latchkey_store::incidents::{self, IncidentRow};
use latchkey_store::posts::{self, PostFilter, PostRow};
use latchkey_store::{Transaction, held_posts, made_posts};

use super::hold::{try_again, want};
use super::row::{change, incident_row, is_freezing, refuse_closed};
use super::scope::changed_since;
use super::stage::{Stage, Why, change_held};
use crate::Core;
use crate::error::Error;
use crate::keys::workspace_row;
use crate::views::{HeldForm, HeldState, IncidentForm, IncidentsView};

/// Posts read at a time.
const PAGE: u32 = 500;

impl Core {
    /// Holds every scheduled post that nobody recognises and that was made since the exposure.
    ///
    /// # Errors
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn freeze_posts(&self, form: IncidentForm) -> Result<IncidentsView, Error> {
        self.freeze(form, |waiting| waiting.due).await
    }

    /// The same, and holds those that were made earlier too.
    ///
    /// # Errors
    /// [`crate::NotNow::IncidentClosed`].
    pub async fn freeze_earlier_posts(&self, form: IncidentForm) -> Result<IncidentsView, Error> {
        self.freeze(form, |waiting| [waiting.due, waiting.earlier].concat())
            .await
    }

    async fn freeze(
        &self,
        form: IncidentForm,
        which: fn(Waiting) -> Vec<PostRow>,
    ) -> Result<IncidentsView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let row = incident_row(tx, &form.incident_id)?;
                refuse_closed(&row)?;
                workspace_row(tx, &row.workspace_id)?;
                let row = change(tx, &row.id, |row| {
                    row.freeze_asked_at = row.freeze_asked_at.or(Some(scribe.at));
                })?;
                want_all(tx, &scribe, &row, which(waiting(tx, &row)?))?;
                Ok::<_, Error>(row.workspace_id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }

    /// Tries single posts again that could not be held or put back, or does so at once for those
    /// that wait.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one of them is not of this incident.
    pub async fn retry_held(&self, form: HeldForm) -> Result<IncidentsView, Error> {
        let workspace_id = self
            .store()
            .write(move |tx| {
                let incident = incident_row(tx, &form.incident_id)?;
                for id in &form.held_ids {
                    let row = held_posts::get(tx, id)?
                        .filter(|row| row.incident_id == incident.id)
                        .ok_or(Error::NotFound)?;
                    let failed = super::stage::state(&row) == Some(HeldState::Failed);
                    if failed || row.finished_at.is_none() {
                        change_held(tx, id, try_again)?;
                    }
                }
                Ok::<_, Error>(incident.workspace_id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }

    /// Foreign posts appeared while the freeze is on.
    pub(crate) async fn hold_newcomers(&self, incident_id: &str) -> Result<(), Error> {
        let (id, scribe) = (incident_id.to_owned(), self.scribe());
        let workspace_id = self
            .store()
            .write(move |tx| {
                let row = incident_row(tx, &id)?;
                if is_freezing(&row) {
                    want_all(tx, &scribe, &row, waiting(tx, &row)?.due)?;
                }
                Ok::<_, Error>(row.workspace_id)
            })
            .await?;
        self.wake();
        self.tell_incidents(&workspace_id).await;
        Ok(())
    }
}

fn want_all(
    tx: &Transaction<'_>,
    scribe: &crate::history::Scribe,
    row: &IncidentRow,
    posts: Vec<PostRow>,
) -> Result<(), Error> {
    for post in posts {
        want(
            tx,
            scribe,
            &row.id,
            &row.workspace_id,
            &post.id,
            Why::Freeze,
        )?;
    }
    Ok(())
}

/// Incidents whose freeze has not caught up with what is known.
pub(crate) fn with_newcomers(tx: &Transaction<'_>) -> Result<Vec<IncidentRow>, Error> {
    let mut due = Vec::new();
    for row in incidents::unfinished(tx)? {
        if is_freezing(&row) && !waiting(tx, &row)?.due.is_empty() {
            due.push(row);
        }
    }
    Ok(due)
}

/// Scheduled posts that nobody recognises and that are not held yet, those that go out soonest first.
pub(super) struct Waiting {
    /// Made or changed since the exposure: the freeze holds them.
    pub(super) due: Vec<PostRow>,
    /// Made before, and not changed since.
    pub(super) earlier: Vec<PostRow>,
}

pub(super) fn waiting(tx: &Transaction<'_>, incident: &IncidentRow) -> Result<Waiting, Error> {
    let ours = made_posts::all(tx, &incident.workspace_id)?;
    let changed = changed_since(tx, incident)?;
    let mut found = Vec::new();
    for verdict in [0, 3] {
        let filter = PostFilter {
            workspace_id: incident.workspace_id.clone(),
            status: Some("scheduled".to_owned()),
            verdict: Some(verdict),
            ..PostFilter::default()
        };
        for offset in (0..).step_by(PAGE as usize) {
            let page = posts::page(tx, &filter, offset, PAGE)?;
            let last = page.len() < PAGE as usize;
            found.extend(page.into_iter().map(|found| found.post));
            if last {
                break;
            }
        }
    }
    found.retain(|post| {
        let is_ours = ours.contains_key(&post.id) && !changed.contains(&post.id);
        is_there_and_judged(post) && !is_ours
    });
    let mut free = Vec::new();
    for post in found {
        if !is_taken(tx, &post)? {
            free.push(post);
        }
    }
    free.sort_by_key(|post| post.scheduled_at);
    let (due, earlier) = free.into_iter().partition(|post| {
        let since = incident
            .exposed_from
            .is_none_or(|from| post.made_at >= from);
        since || changed.contains(&post.id)
    });
    Ok(Waiting { due, earlier })
}

/// A post that was just read has no reasons yet: it waits for its verdict.
fn is_there_and_judged(post: &PostRow) -> bool {
    !post.held && post.gone_at.is_none() && post.reasons.len() > "[]".len()
}

/// It is held, on its way, or turned out not to be there.
fn is_taken(tx: &Transaction<'_>, post: &PostRow) -> Result<bool, Error> {
    let rows = held_posts::of_post(tx, &post.workspace_id, &post.id)?;
    Ok(rows.iter().any(|row| {
        let withdrawn = Stage::of(row) == Stage::Wanted && row.finished_at.is_some();
        !withdrawn || row.problem.is_some()
    }))
}
