//! The board: rows of the database made into what the page draws.

use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::incidents::{self, IncidentRow};
use latchkey_store::keys::KeyRow;
use latchkey_store::posts::{self, PostFilter, PostRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, places, syncs};

use super::freeze::{Waiting, waiting};
use super::repair::{Repair, repairs};
use super::replace::{Replacement, replacement};
use super::row::exposed;
use super::scope::earlier_posts;
use super::stage::{Stage, state};
use super::start::if_called_off;
use super::steps::{self, Known};
use super::suspect::suspect_view;
use super::{restore, words};
use crate::activity::count;
use crate::activity::list::{Profiles, post_row};
use crate::clock::shown;
use crate::error::Error;
use crate::keys::{
    Death, StoredState, creation_view, death_view, key_row, place_view, workspace_row,
};
use crate::obstacle::Obstacle;
use crate::tell::problem;
use crate::views::{
    AlarmView, EarlierView, Event, HeldPostView, HeldState, IncidentView, IncidentsView, LiveView,
    PlaceView, RepairView, ReplacementView, SightingView, StepState, VerdictCounts, WorkspaceForm,
};
use crate::{Core, Moment};

/// The verdict of a post nobody has said anything of.
const UNRECOGNISED: u8 = 0;

/// Everything of one incident, read in one go.
pub(super) struct Whole {
    pub(super) row: IncidentRow,
    pub(super) workspace: WorkspaceRow,
    pub(super) key: KeyRow,
    /// Places are noted for the key; without any, nobody can tick the last one.
    pub(super) has_places: bool,
    pub(super) held: Vec<(HeldPostRow, Option<PostRow>)>,
    pub(super) repairs: Vec<Repair>,
    /// Posts made before the exposure that belong to the incident.
    pub(super) earlier: Vec<PostRow>,
    /// Scheduled posts that wait for the freeze.
    pub(super) waiting: Waiting,
    /// The posts the incident is about.
    pub(super) counts: posts::VerdictCounts,
    /// Posts nobody recognises that were made before the exposure and do not belong to the incident.
    pub(super) unknown_before: u32,
    /// Every post was read from the service at least once.
    pub(super) all_read: bool,
}

impl Whole {
    /// When the key could no longer be used; also when it was ended after the incident was closed.
    pub(super) fn contained_at(&self) -> Option<Moment> {
        self.row.contained_at.or(self.key.dead_at)
    }

    /// An alarm is over once the key is proven dead again, or was no leak by the person's word. That
    /// there was one is never forgotten.
    pub(super) fn alarm_is_active(&self) -> bool {
        let dead = StoredState::of(&self.key) == StoredState::Revoked;
        self.row.alarm_at.is_some() && !dead && !self.row.called_off
    }
}

impl Core {
    /// Every incident of a workspace.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn list_incidents(&self, form: WorkspaceForm) -> Result<IncidentsView, Error> {
        let (core, now) = (self.clone(), self.now());
        let sightings = self.live().sightings.clone();
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &form.workspace_id)?;
                let revision = core.next_revision();
                let mut views = Vec::new();
                for row in incidents::list(tx, &workspace.id)? {
                    let whole = read(tx, row)?;
                    let words = words::Clock::new(now, core.zone());
                    let sighting = |creation: &str| sightings.get(creation).cloned();
                    views.push(incident_view(tx, &whole, &words, now, &sighting)?);
                }
                Ok(IncidentsView {
                    revision,
                    workspace_id: workspace.id,
                    incidents: views,
                })
            })
            .await
    }

    /// Tells the page that an incident of a workspace went on.
    pub(crate) async fn tell_incidents(&self, workspace_id: &str) {
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        match self.list_incidents(form).await {
            Ok(view) => self.desktop().emit(Event::Incidents(Box::new(view))),
            Err(error) => tracing::warn!(%error, "the page could not be told"),
        }
    }

    /// The end of every command about an incident: the driver looks at once, the page is told, and
    /// who asked gets what the page was told.
    pub(super) async fn after_incident_change(
        &self,
        workspace_id: &str,
    ) -> Result<IncidentsView, Error> {
        self.wake();
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        let view = self.list_incidents(form).await?;
        self.desktop()
            .emit(Event::Incidents(Box::new(view.clone())));
        self.tell_keys(workspace_id).await;
        Ok(view)
    }
}

/// Reads everything about an incident.
pub(super) fn read(tx: &Transaction<'_>, row: IncidentRow) -> Result<Whole, Error> {
    let held = held_posts::list(tx, &row.id)?
        .into_iter()
        .map(|held| {
            let post = posts::get(tx, &held.workspace_id, &held.post_id)?;
            Ok((held, post))
        })
        .collect::<Result<_, Error>>()?;
    let sync = syncs::get(tx, &row.workspace_id)?;
    let earlier = earlier_posts(tx, &row)?;
    let mut counts = posts::counts(tx, &row.workspace_id, row.exposed_from)?;
    for post in &earlier {
        counts.add(u8::try_from(post.verdict).unwrap_or(UNRECOGNISED));
    }
    Ok(Whole {
        workspace: workspace_row(tx, &row.workspace_id)?,
        key: key_row(tx, &row.key_id)?,
        has_places: !places::list(tx, &row.key_id)?.is_empty(),
        held,
        repairs: repairs(tx, &row, &earlier)?,
        waiting: waiting(tx, &row)?,
        counts,
        unknown_before: unknown_before(tx, &row, &earlier)?,
        earlier,
        all_read: sync.is_some_and(|sync| sync.complete_at.is_some()),
        row,
    })
}

fn unknown_before(
    tx: &Transaction<'_>,
    row: &IncidentRow,
    earlier: &[PostRow],
) -> Result<u32, Error> {
    if row.exposed_from.is_none() {
        return Ok(0);
    }
    let filter = PostFilter {
        workspace_id: row.workspace_id.clone(),
        verdict: Some(UNRECOGNISED),
        until: row.exposed_from,
        ..PostFilter::default()
    };
    let belonging = earlier.iter().filter(|post| is_unrecognised(post)).count();
    Ok(posts::count(tx, &filter)?.saturating_sub(count(belonging)))
}

fn is_unrecognised(post: &PostRow) -> bool {
    post.verdict == i64::from(UNRECOGNISED)
}

fn earlier_view(whole: &Whole, profiles: &Profiles) -> EarlierView {
    let waiting = whole.earlier.iter().filter(|post| is_unrecognised(post));
    EarlierView {
        waiting: waiting.map(|post| post_row(post, profiles)).collect(),
        scheduled: count(whole.waiting.earlier.len()),
        unrecognised: whole.unknown_before,
    }
}

fn incident_view(
    tx: &Transaction<'_>,
    whole: &Whole,
    words: &words::Clock,
    now: Moment,
    sighting: &dyn Fn(&str) -> Option<SightingView>,
) -> Result<IncidentView, Error> {
    let row = &whole.row;
    let replacement = replacement(tx, row)?;
    let replacement_view = replacement_view(tx, whole, replacement.as_ref(), sighting)?;
    let known = Known {
        whole,
        replacement: replacement.as_ref(),
        replacement_view: replacement_view.as_ref(),
        words,
    };
    let steps = steps::all(&known);
    let next = steps
        .iter()
        .find(|step| matches!(step.state, StepState::Open | StepState::YourTurn))
        .map(|step| step.kind);
    let profiles = Profiles::read(tx, &whole.workspace.id)?;
    Ok(IncidentView {
        id: row.id.clone(),
        key: suspect_view(tx, &whole.workspace, &whole.key)?,
        death: Death::read(whole.key.death.as_deref()).map(|death| death_view(&death)),
        noticed_at: shown(row.noticed_at),
        exposed: exposed(row),
        exposed_from: row.exposed_from.map(shown),
        exposed_words: words.exposed(exposed(row), row.exposed_from),
        contained_at: whole.contained_at().map(shown),
        can_stop: row.can_stop,
        steps,
        next: next.filter(|_| row.closed_at.is_none()),
        posts: counts_view(whole.counts),
        earlier: earlier_view(whole, &profiles),
        held: whole
            .held
            .iter()
            .filter_map(|(held, post)| held_view(&profiles, held, post.as_ref(), now))
            .collect(),
        replacement: replacement_view,
        repairs: whole
            .repairs
            .iter()
            .map(|repair| repair_view(&profiles, repair))
            .collect(),
        closed_at: row.closed_at.map(shown),
        called_off: row.called_off,
        if_called_off: if_called_off(tx, row, &whole.key)?,
        alarm: row.alarm_at.map(|at| AlarmView {
            seen_at: shown(at),
            active: whole.alarm_is_active(),
            message: words.alarm(whole, at),
        }),
        next_look_at: row.next_look_at.map(shown),
    })
}

/// The new key, on its way or there. `sighting` is what was last seen on the clipboard for a
/// creation.
pub(super) fn replacement_view(
    tx: &Transaction<'_>,
    whole: &Whole,
    replacement: Option<&Replacement>,
    sighting: &dyn Fn(&str) -> Option<SightingView>,
) -> Result<Option<ReplacementView>, Error> {
    let places_of = |key_id: &str| -> Result<Vec<PlaceView>, Error> {
        Ok(places::list(tx, key_id)?.iter().map(place_view).collect())
    };
    Ok(match replacement {
        None => None,
        Some(Replacement::Creation(creation)) => Some(ReplacementView {
            creation: Some(creation_view(creation, sighting(&creation.id))),
            key: None,
            places: places_of(&whole.row.key_id)?,
        }),
        Some(Replacement::Key(key)) => Some(ReplacementView {
            creation: None,
            key: Some(suspect_view(tx, &whole.workspace, key)?),
            places: places_of(&key.id)?,
        }),
    })
}

pub(super) fn counts_view(counts: posts::VerdictCounts) -> VerdictCounts {
    VerdictCounts {
        made_here: counts.made_here,
        recognised: counts.recognised,
        unrecognised: counts.unrecognised,
        not_mine: counts.not_mine,
    }
}

fn held_view(
    profiles: &Profiles,
    held: &HeldPostRow,
    post: Option<&PostRow>,
    now: Moment,
) -> Option<HeldPostView> {
    let state = state(held)?;
    let obstacle = Obstacle::read(held.problem.as_deref());
    let stage = Stage::of(held);
    let problem = if stage == Stage::Twin {
        Some(words::twin())
    } else if stage == Stage::Unclear {
        Some(words::unclear())
    } else {
        obstacle.map(|obstacle| problem(&obstacle, held.next_try_at))
    };
    let may_go_back = matches!(state, HeldState::Held | HeldState::Unclear);
    Some(HeldPostView {
        id: held.id.clone(),
        post: post_row(post?, profiles),
        state,
        problem,
        needs_new_time: may_go_back && restore::needs_new_time(held, now),
    })
}

fn repair_view(profiles: &Profiles, repair: &Repair) -> RepairView {
    let post = post_row(&repair.post, profiles);
    let held = repair.held.as_ref();
    let obstacle = held.and_then(|held| Obstacle::read(held.problem.as_deref()));
    let live = repair.live.iter().filter_map(|(destination, tick)| {
        let view = post
            .destinations
            .iter()
            .find(|view| view.platform == destination.platform)?;
        Some(LiveView {
            destination: view.clone(),
            steps: words::steps_to_delete(&destination.platform),
            done_at: tick.as_ref().map(|tick| shown(tick.done_at)),
        })
    });
    RepairView {
        state: repair.state,
        live: live.collect(),
        problem: obstacle
            .map(|obstacle| problem(&obstacle, held.and_then(|held| held.next_try_at))),
        post,
    }
}
