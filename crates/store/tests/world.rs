//! Rows and stores to test with.

use chrono::{DateTime, TimeDelta, Utc};
use latchkey_store::creations::CreationRow;
use latchkey_store::events::{EventDraft, KeyMention, Who, WorkspaceMention};
use latchkey_store::files::FileRow;
use latchkey_store::incidents::IncidentRow;
use latchkey_store::keys::KeyRow;
use latchkey_store::places::PlaceRow;
use latchkey_store::posts::PostRow;
use latchkey_store::rotations::RotationRow;
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Location, Store, StoreError, Transaction, keys, workspaces};

pub(crate) fn empty_store() -> Store {
    Store::open(&Location::Memory).unwrap()
}

/// A store with the workspace `w` and its keys `k1` and `k2`.
pub(crate) async fn store_with_keys() -> Store {
    let store = empty_store();
    write(&store, |tx| {
        workspaces::insert(tx, &workspace("w"))?;
        keys::insert(tx, &key("k1"))?;
        keys::insert(tx, &key("k2"))
    })
    .await
    .unwrap();
    store
}

/// [`Store::write`] with the error type settled.
pub(crate) async fn write<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    store.write(work).await
}

/// [`Store::read`], which must succeed.
pub(crate) async fn read<T: Send + 'static>(
    store: &Store,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    store.read(work).await.unwrap()
}

/// A moment `seconds` after the beginning of the story.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    let beginning: DateTime<Utc> = "2026-04-01T09:30:00.250Z".parse().unwrap();
    beginning + TimeDelta::seconds(seconds)
}

pub(crate) fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

pub(crate) fn workspace(id: &str) -> WorkspaceRow {
    WorkspaceRow {
        id: id.into(),
        name: format!("Agency {id}"),
        kind: "demo".into(),
        base_url: "http://127.0.0.1:4000/v1".into(),
        dashboard_url: "http://127.0.0.1:4000/dashboard".into(),
        authority: "automatic".into(),
        remote_id: None,
        created_at: at(0),
        removed_at: None,
    }
}

/// An active key of workspace `w`, with a name and a fingerprint of its own.
pub(crate) fn key(id: &str) -> KeyRow {
    KeyRow {
        id: id.into(),
        workspace_id: "w".into(),
        remote_id: None,
        name: format!("name of {id}"),
        environment: "production".into(),
        purpose: String::new(),
        state: "active".into(),
        fingerprint: Some(format!("fingerprint of {id}")),
        hint: None,
        rotation_days: None,
        created_at: None,
        created_at_by: "latchkey".into(),
        added_at: at(0),
        last_used_at: None,
        last_alive_at: None,
        last_checked_at: None,
        last_check: None,
        ending_requested_at: None,
        ending_accepted_at: None,
        next_probe_at: None,
        probe_attempts: 0,
        problem: None,
        dead_at: None,
        death: None,
        used_by_latchkey: false,
        superseded_by: None,
        hidden_at: None,
        name_at_service: None,
    }
}

/// A place of key `k1`.
pub(crate) fn place(id: &str, position: u32) -> PlaceRow {
    PlaceRow {
        id: id.into(),
        key_id: "k1".into(),
        label: format!("label of {id}"),
        kind: "automation".into(),
        note: String::new(),
        confirmed_at: None,
        position,
    }
}

/// An unfinished creation in workspace `w`.
pub(crate) fn creation(id: &str) -> CreationRow {
    CreationRow {
        id: id.into(),
        workspace_id: "w".into(),
        wanted: "{}".into(),
        reference: format!("reference of {id}"),
        authority: "automatic".into(),
        stage: "asked".into(),
        rotation_id: None,
        key_id: None,
        remote_id: None,
        problem: None,
        attempts: 0,
        next_try_at: None,
        started_at: at(0),
        finished_at: None,
        outcome: None,
    }
}

/// An unfinished rotation of key `k1`.
pub(crate) fn rotation(id: &str) -> RotationRow {
    RotationRow {
        id: id.into(),
        workspace_id: "w".into(),
        old_key: "k1".into(),
        new_key: None,
        creation_id: None,
        overlap: "none".into(),
        overlap_ends_at: None,
        stage: "creating".into(),
        problem: None,
        attempts: 0,
        next_try_at: None,
        started_at: at(0),
        finished_at: None,
    }
}

/// A post of workspace `w`, made so many seconds after the beginning of the story.
pub(crate) fn post(id: &str, seconds: i64) -> PostRow {
    PostRow {
        workspace_id: "w".into(),
        id: id.into(),
        profile_id: "cafe".into(),
        post_type: "text".into(),
        status: "completed".into(),
        title: None,
        text: format!("text of {id}"),
        first_comment: None,
        media_urls: Vec::new(),
        destinations: Vec::new(),
        scheduled_at: None,
        made_at: at(seconds),
        updated_at: None,
        first_seen_at: at(seconds),
        seen_at: at(seconds),
        gone_at: None,
        held: false,
        verdict: 0,
        reasons: "[]".into(),
    }
}

/// A picture of workspace `w` of which nothing is known.
pub(crate) fn file(id: &str) -> FileRow {
    FileRow {
        id: id.into(),
        workspace_id: "w".into(),
        name: format!("{id}.jpg"),
        path: format!("/home/mara/{id}.jpg"),
        own_copy: false,
        format: "jpg".into(),
        bytes: 1_000,
        modified_at: None,
        width: None,
        height: None,
        duration_ms: None,
        pages: None,
        removed: "[]".into(),
        problem: None,
        sha256: None,
        added_at: at(0),
    }
}

/// An open incident about key `k1`.
pub(crate) fn incident(id: &str) -> IncidentRow {
    IncidentRow {
        id: id.into(),
        workspace_id: "w".into(),
        key_id: "k1".into(),
        exposed: "now".into(),
        exposed_from: None,
        noticed_at: at(0),
        can_stop: false,
        end_asked_at: None,
        contained_at: None,
        freeze_asked_at: None,
        replacement_creation: None,
        replacement_key: None,
        closed_at: None,
        called_off: false,
        next_look_at: None,
        looks: 0,
        alarm_at: None,
    }
}

/// An event about key `k1` of workspace `w`.
pub(crate) fn draft(kind: &str) -> EventDraft {
    EventDraft {
        at: at(0),
        who: Who {
            user: "mara".into(),
            host: "studio".into(),
        },
        kind: kind.into(),
        workspace: Some(WorkspaceMention {
            id: "w".into(),
            name: "Agency w".into(),
        }),
        key: Some(KeyMention {
            id: "k1".into(),
            name: "staging".into(),
            fingerprint: None,
        }),
        result: "ok".into(),
        detail: serde_json::Map::new(),
    }
}
