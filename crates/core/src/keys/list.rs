//! The keys screen: rows of the database made into what the page draws.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_store::creations::{self, CreationRow};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::places::{self, PlaceRow};
use latchkey_store::rotations::{self, RotationRow};
use latchkey_store::workspaces::WorkspaceRow;

use super::{
    CreationStep, Death, StoredState, can_forget, environment, holds_its_name, is_last_working,
    wanted_of, workspace_row,
};
use crate::clock::shown;
use crate::error::Error;
use crate::obstacle::Obstacle;
use crate::tell::problem;
use crate::views::{
    CheckOutcome, CheckView, CreationStage, CreationView, EndingView, KeyState, KeyView, KeysView,
    PlaceView, ProofOfDeathView, RotationView, SightingView, WorkspaceForm,
};
use crate::{Core, Moment, incident, rotation, wording};

/// The names the vendor recommends (its authentication page, 2026).
const RECOMMENDED: [&str; 4] = ["app-production", "mcp-claude", "automation-n8n", "staging"];
/// A list older than this is read anew when somebody looks.
const FRESH: Duration = Duration::from_secs(15);

/// Everything of one workspace that the screen needs, read in one go.
struct Rows {
    revision: u64,
    workspace: WorkspaceRow,
    keys: Vec<KeyRow>,
    places: Vec<Vec<PlaceRow>>,
    creations: Vec<CreationRow>,
    rotations: Vec<RotationRow>,
    /// Dead keys that are still looked at.
    watched: Vec<String>,
}

impl Core {
    /// The keys of a workspace. Where the service has a list of its own, an old copy of it is
    /// read anew in the background.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown workspace.
    pub async fn list_keys(&self, form: WorkspaceForm) -> Result<KeysView, Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        let listed_at = self.live().listed_at.get(&workspace.id).copied();
        if listed_at
            .is_none_or(|at| self.now() - at > TimeDelta::from_std(FRESH).unwrap_or_default())
        {
            self.ask_for_refresh(&workspace.id);
        }
        self.keys_view(&form.workspace_id).await
    }

    pub(crate) async fn keys_view(&self, workspace_id: &str) -> Result<KeysView, Error> {
        let rows = self.rows(workspace_id).await?;
        let now = self.now();
        let (listed_at, sightings) = {
            let live = self.live();
            (
                live.listed_at.get(workspace_id).copied(),
                live.sightings.clone(),
            )
        };
        let keys: Vec<KeyView> = rows
            .keys
            .iter()
            .zip(&rows.places)
            .filter(|(key, _)| key.hidden_at.is_none())
            .map(|(key, places)| key_view(key, places, &rows, now))
            .collect();
        Ok(KeysView {
            revision: rows.revision,
            workspace: self.workspace_view(&rows.workspace, &rows.keys),
            creations: rows
                .creations
                .iter()
                .map(|row| creation_view(row, sightings.get(&row.id).cloned()))
                .collect(),
            names_offered: names_offered(&rows),
            listed_at: (rows.workspace.authority == "automatic")
                .then_some(listed_at)
                .flatten()
                .map(shown),
            keys,
        })
    }

    async fn rows(&self, workspace_id: &str) -> Result<Rows, Error> {
        let (id, core) = (workspace_id.to_owned(), self.clone());
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &id)?;
                let mut keys = keys::list(tx, &id)?;
                keys.sort_by_key(|key| std::cmp::Reverse(key.created_at.unwrap_or(key.added_at)));
                let places = keys
                    .iter()
                    .map(|key| places::list(tx, &key.id))
                    .collect::<Result<_, _>>()?;
                let mut creations = creations::unfinished(tx)?;
                creations.retain(|row| row.workspace_id == id);
                let mut rotations = rotations::list(tx, &id)?;
                rotations.retain(|row| row.finished_at.is_none());
                let watched = incident::watched_keys(tx, &id)?;
                Ok(Rows {
                    watched,
                    revision: core.next_revision(),
                    workspace,
                    keys,
                    places,
                    creations,
                    rotations,
                })
            })
            .await
    }
}

fn key_view(key: &KeyRow, places: &[PlaceRow], rows: &Rows, now: Moment) -> KeyView {
    let state = StoredState::of(key);
    let rotation = rows
        .rotations
        .iter()
        .find(|row| row.old_key == key.id || row.new_key.as_ref() == Some(&key.id));
    let due = rotation_due(key);
    KeyView {
        id: key.id.clone(),
        name: key.name.clone(),
        environment: environment(key),
        purpose: key.purpose.clone(),
        hint: key.hint.clone(),
        fingerprint: key.fingerprint.clone(),
        state: state_view(state, rotation, &rows.keys),
        used_by_latchkey: key.used_by_latchkey,
        last_working: is_last_working(&rows.keys, key),
        created_at: key.created_at.map(shown),
        added_at: shown(key.added_at),
        last_used_at: key.last_used_at.map(shown),
        last_alive_at: key.last_alive_at.map(shown),
        last_check: check_view(key),
        rotation_days: key.rotation_days,
        rotation_due_at: due.map(shown),
        rotation_overdue: due.is_some_and(|due| due <= now),
        ending: (state == StoredState::Ending).then(|| ending_view(key, &rows.workspace)),
        death: Death::read(key.death.as_deref()).map(|death| death_view(&death)),
        rotation: rotation.map(|row| rotation_view(row, rows)),
        places: places.iter().map(place_view).collect(),
        can_copy: key.fingerprint.is_some() && state.is_live() && state != StoredState::Missing,
        can_check: key.fingerprint.is_some() && state != StoredState::Revoked,
        can_revoke: state.is_live(),
        can_rotate: state.is_live() && rotation.is_none(),
        can_forget: can_forget(key),
        watched: rows.watched.contains(&key.id),
        name_at_service: key.name_at_service.clone().filter(|_| state.is_live()),
    }
}

/// When a key is due for rotation: counted from its creation, or from when Latchkey met it.
pub(crate) fn rotation_due(key: &KeyRow) -> Option<Moment> {
    if !StoredState::of(key).is_live() {
        return None;
    }
    let since = key.created_at.unwrap_or(key.added_at);
    Some(since + TimeDelta::days(key.rotation_days?.into()))
}

pub(crate) fn state_view(
    state: StoredState,
    rotation: Option<&RotationRow>,
    all: &[KeyRow],
) -> KeyState {
    match state {
        StoredState::Active if rotation.is_some_and(|row| rotation::overlaps(row, all)) => {
            KeyState::Rotating
        }
        StoredState::Active => KeyState::Active,
        StoredState::Unverified => KeyState::Unverified,
        StoredState::Suspected => KeyState::Suspected,
        StoredState::Ending => KeyState::Ending,
        StoredState::Revoked => KeyState::Revoked,
        StoredState::Missing => KeyState::Missing,
    }
}

fn check_view(key: &KeyRow) -> Option<CheckView> {
    let found = key.last_check.as_deref()?;
    let (outcome, message) = match (found, Obstacle::read(Some(found))) {
        ("alive", _) => (CheckOutcome::Alive, wording::check_alive()),
        ("refused", _) => (CheckOutcome::Refused, wording::check_refused()),
        (_, Some(obstacle @ Obstacle::PlanTooLow { .. })) => (
            CheckOutcome::PlanTooLow,
            wording::obstacle(&obstacle).message,
        ),
        (_, Some(obstacle)) => (CheckOutcome::Unknown, wording::obstacle(&obstacle).message),
        (_, None) => (CheckOutcome::Unknown, wording::check_unknown()),
    };
    Some(CheckView {
        at: shown(key.last_checked_at?),
        outcome,
        message,
    })
}

fn ending_view(key: &KeyRow, workspace: &WorkspaceRow) -> EndingView {
    let obstacle = Obstacle::read(key.problem.as_deref());
    let guided = workspace.authority == "guided" || key.remote_id.is_none();
    EndingView {
        requested_at: key.ending_requested_at.map(shown).unwrap_or_default(),
        accepted_at: key.ending_accepted_at.map(shown),
        probes: key.probe_attempts,
        next_probe_at: key.next_probe_at.map(shown),
        guide: guided.then(|| wording::guide_to_end(&key.name)),
        cannot_be_proven: obstacle == Some(Obstacle::CannotBeProven),
        problem: obstacle.map(|obstacle| problem(&obstacle, key.next_probe_at)),
    }
}

pub(crate) fn death_view(death: &Death) -> ProofOfDeathView {
    ProofOfDeathView {
        requested_at: death.requested_at.map(shown),
        refused_at: shown(death.refused_at),
        delay_ms: death.delay_ms(),
        status: death.status,
        message: wording::death(death.delay_ms()),
    }
}

fn rotation_view(row: &RotationRow, rows: &Rows) -> RotationView {
    let new_key = rows
        .keys
        .iter()
        .position(|key| Some(&key.id) == row.new_key.as_ref());
    let places = new_key
        .and_then(|at| rows.places.get(at))
        .map_or(&[][..], Vec::as_slice);
    RotationView {
        id: row.id.clone(),
        old_key_id: row.old_key.clone(),
        new_key_id: row.new_key.clone(),
        stage: rotation::stage(row),
        overlap: rotation::overlap(row),
        overlap_ends_at: row.overlap_ends_at.map(shown),
        places: places.iter().map(place_view).collect(),
        started_at: shown(row.started_at),
        problem: Obstacle::read(row.problem.as_deref())
            .map(|obstacle| problem(&obstacle, row.next_try_at)),
        can_cancel: rotation::can_cancel(row),
    }
}

pub(crate) fn place_view(row: &PlaceRow) -> PlaceView {
    PlaceView {
        id: row.id.clone(),
        label: row.label.clone(),
        ticked_at: row.confirmed_at.map(shown),
    }
}

pub(crate) fn creation_view(row: &CreationRow, sighting: Option<SightingView>) -> CreationView {
    let wanted = wanted_of(row);
    let obstacle = Obstacle::read(row.problem.as_deref());
    let stage = match CreationStep::of(row) {
        CreationStep::AwaitingPaste => CreationStage::AwaitingPaste,
        CreationStep::Storing => CreationStage::Storing,
        CreationStep::Cancelling => CreationStage::LookingForOrphan,
        CreationStep::Asked if obstacle.is_some() => CreationStage::LookingForOrphan,
        CreationStep::Wanted | CreationStep::Asked => CreationStage::Asking,
    };
    CreationView {
        id: row.id.clone(),
        environment: wanted.environment,
        stage,
        started_at: shown(row.started_at),
        rotation_id: row.rotation_id.clone(),
        guide: (stage == CreationStage::AwaitingPaste)
            .then(|| wording::guide_to_create(&wanted.name)),
        sighting,
        problem: obstacle.map(|obstacle| problem(&obstacle, row.next_try_at)),
        can_cancel: CreationStep::of(row) != CreationStep::Cancelling,
        name: wanted.name,
    }
}

fn names_offered(rows: &Rows) -> Vec<String> {
    let taken = |name: &str| {
        rows.keys
            .iter()
            .any(|key| holds_its_name(key) && key.name.eq_ignore_ascii_case(name))
            || rows
                .creations
                .iter()
                .any(|row| wanted_of(row).name.eq_ignore_ascii_case(name))
    };
    RECOMMENDED
        .iter()
        .filter(|name| !taken(name))
        .map(|&name| name.to_owned())
        .collect()
}
