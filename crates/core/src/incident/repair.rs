//! Putting right what was not the person's: the service deletes what has not gone out, after it was
//! kept here in full; what is live, the person deletes on each platform and ticks off.

use latchkey_store::held_posts::HeldPostRow;
use latchkey_store::incidents::IncidentRow;
use latchkey_store::live_ticks::{self, LiveTickRow};
use latchkey_store::posts::{self, DestinationRow, PostFilter, PostRow};
use latchkey_store::{Transaction, held_posts};

use super::hold::{is_out, want};
use super::row::incident_row;
use super::stage::{Stage, Why, state};
use super::start::about;
use crate::Core;
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::keys::{key_row, workspace_row};
use crate::views::{HeldState, IncidentsView, RepairForm, RepairState, TickLiveForm};

/// The verdict of a post that is not the person's.
pub(super) const NOT_MINE: u8 = 3;
/// Posts read at a time.
const PAGE: u32 = 500;

impl Core {
    /// Deletes posts at the service, each after it was kept here in full.
    ///
    /// # Errors
    /// [`NotNow::PostNotForeign`] when the person has not said of one that it is not theirs.
    pub async fn delete_posts(&self, form: RepairForm) -> Result<IncidentsView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let incident = incident_row(tx, &form.incident_id)?;
                let place = &incident.workspace_id;
                workspace_row(tx, place)?;
                for id in &form.post_ids {
                    let post = posts::get(tx, place, id)?.ok_or(Error::NotFound)?;
                    if post.verdict != i64::from(NOT_MINE) {
                        return Err(NotNow::PostNotForeign.into());
                    }
                    if !is_out(&post.status) && post.gone_at.is_none() {
                        want(tx, &scribe, &incident.id, place, id, Why::Repair)?;
                    }
                }
                Ok::<_, Error>(incident.workspace_id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }

    /// Ticks off that a live post was deleted on one platform, or takes the tick back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the post does not go to that platform.
    pub async fn tick_live(&self, form: TickLiveForm) -> Result<IncidentsView, Error> {
        let scribe = self.scribe();
        let workspace_id = self
            .store()
            .write(move |tx| {
                let incident = incident_row(tx, &form.incident_id)?;
                let workspace = workspace_row(tx, &incident.workspace_id)?;
                let post = posts::get(tx, &workspace.id, &form.post_id)?.ok_or(Error::NotFound)?;
                let goes_there =
                    |destination: &DestinationRow| destination.platform == form.platform;
                if !post.destinations.iter().any(goes_there) {
                    return Err(Error::NotFound);
                }
                let kind = if form.done {
                    let row = LiveTickRow {
                        incident_id: incident.id.clone(),
                        post_id: post.id.clone(),
                        platform: form.platform.clone(),
                        done_at: scribe.at,
                    };
                    live_ticks::set(tx, &row)?;
                    Kind::LiveTicked
                } else {
                    live_ticks::unset(tx, &incident.id, &post.id, &form.platform)?;
                    Kind::LiveUnticked
                };
                let key = key_row(tx, &incident.key_id)?;
                about(&scribe, kind, &workspace, &incident, &key)
                    .detail("post", post.id.clone())
                    .detail("platform", form.platform)
                    .append_about_post(tx, &workspace.id, &post.id)?;
                Ok(workspace.id)
            })
            .await?;
        self.after_incident_change(&workspace_id).await
    }
}

/// A foreign post and what there is to be done about it.
pub(super) struct Repair {
    pub(super) post: PostRow,
    pub(super) state: RepairState,
    /// Where it is live, with the tick.
    pub(super) live: Vec<(DestinationRow, Option<LiveTickRow>)>,
    pub(super) held: Option<HeldPostRow>,
}

/// Every foreign post the incident is about, newest first.
pub(super) fn repairs(
    tx: &Transaction<'_>,
    incident: &IncidentRow,
    earlier: &[PostRow],
) -> Result<Vec<Repair>, Error> {
    let filter = PostFilter {
        workspace_id: incident.workspace_id.clone(),
        verdict: Some(NOT_MINE),
        from: incident.exposed_from,
        ..PostFilter::default()
    };
    let ticks = live_ticks::list(tx, &incident.id)?;
    let mut found: Vec<PostRow> = Vec::new();
    for offset in (0..).step_by(PAGE as usize) {
        let page = posts::page(tx, &filter, offset, PAGE)?;
        let last = page.len() < PAGE as usize;
        found.extend(page.into_iter().map(|found| found.post));
        if last {
            break;
        }
    }
    let not_mine = |post: &&PostRow| post.verdict == i64::from(NOT_MINE);
    found.extend(earlier.iter().filter(not_mine).cloned());
    found
        .into_iter()
        .map(|post| {
            let held = held_posts::of_post(tx, &incident.workspace_id, &post.id)?;
            Ok(repair(post, held.into_iter().next_back(), &ticks))
        })
        .collect()
}

fn repair(post: PostRow, held: Option<HeldPostRow>, ticks: &[LiveTickRow]) -> Repair {
    let held = held.filter(|row| state(row).is_some());
    let went_out = held.as_ref().map(Stage::of) == Some(Stage::WentOut);
    let is_live = is_out(&post.status) || went_out;
    let live: Vec<_> = post
        .destinations
        .iter()
        .filter(|destination| is_live && may_be_live(destination))
        .map(|destination| {
            let tick = ticks
                .iter()
                .find(|tick| tick.post_id == post.id && tick.platform == destination.platform);
            (destination.clone(), tick.cloned())
        })
        .collect();
    let state = match held.as_ref().and_then(state) {
        Some(HeldState::Held | HeldState::Unclear | HeldState::Restoring) => RepairState::Deleted,
        Some(HeldState::Holding) => RepairState::Deleting,
        Some(HeldState::Failed) => RepairState::Failed,
        Some(HeldState::GoneBefore) => RepairState::Gone,
        Some(HeldState::WentOut | HeldState::Restored) | None => state_of(&post, is_live, &live),
    };
    Repair {
        post,
        state,
        live,
        held,
    }
}

fn state_of(
    post: &PostRow,
    is_live: bool,
    live: &[(DestinationRow, Option<LiveTickRow>)],
) -> RepairState {
    // What the service has lost can still be live on the platforms.
    match (is_live, post.gone_at) {
        (true, _) if live.iter().all(|(_, tick)| tick.is_some()) => RepairState::DoneByHand,
        (true, _) => RepairState::ByHand,
        (false, Some(_)) => RepairState::Gone,
        (false, None) => RepairState::CanBeDeleted,
    }
}

/// The service documents no words for a destination's status. Only one that failed and has no
/// link is certainly not there.
fn may_be_live(destination: &DestinationRow) -> bool {
    destination.url.is_some() || destination.error.is_none() && destination.status != "failed"
}
