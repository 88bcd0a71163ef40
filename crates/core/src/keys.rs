//! Keys: what is stored of one, and what happens to it.
//!
//! | file | what it holds |
//! |---|---|
//! | `list.rs` | the keys screen |
//! | `create.rs` | a new key, from the wish to the keychain, without orphans |
//! | `take_in.rs` | a key that exists already: from the clipboard or the demo |
//! | `check.rs` | does it work? |
//! | `end.rs` | ending a key and proving it dead |
//! | `copy.rs` | onto the clipboard, and off it again |
//! | `edit.rs` | name, purpose, places, forgetting |
//! | `refresh.rs` | the service's own list against ours |

mod check;
mod copy;
mod create;
mod edit;
mod end;
mod list;
mod refresh;
mod take_in;

use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{StoreError, Transaction};
use serde::{Deserialize, Serialize};

pub(crate) use check::{Death, Finding, keep_missing};
pub(crate) use create::{
    Stage as CreationStep, cancel as cancel_creation_row, insert as insert_creation,
    wanted as wanted_of,
};
pub(crate) use edit::can_forget;
pub(crate) use end::begin_ending;
pub(crate) use list::{creation_view, death_view, place_view, rotation_due, state_view};
pub(crate) use take_in::{NewKey, not_accepted};

use crate::checked::{self, Name};
use crate::error::{Error, Invalid};
use crate::views::Environment;
use crate::{Core, Moment};

/// What a person wants of a key: everything but the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    pub(crate) name: String,
    pub(crate) environment: Environment,
    pub(crate) purpose: String,
    pub(crate) rotation_days: Option<u32>,
}

impl Wanted {
    /// Checks what a form says.
    pub(crate) fn parse(
        name: &str,
        environment: Environment,
        purpose: &str,
        rotation_days: Option<u32>,
    ) -> Result<Wanted, Error> {
        Ok(Wanted {
            name: Name::parse(name)?.as_str().to_owned(),
            environment,
            purpose: checked::purpose(purpose)?,
            rotation_days: checked::rotation_days(rotation_days)?,
        })
    }

    /// What an existing key is like, for the key that replaces it.
    pub(crate) fn like(row: &KeyRow) -> Wanted {
        Wanted {
            name: row.name.clone(),
            environment: environment(row),
            purpose: row.purpose.clone(),
            rotation_days: row.rotation_days,
        }
    }
}

/// The state kept of a key. "Rotating" is not among them: it follows from the rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredState {
    Unverified,
    Active,
    Suspected,
    Ending,
    Revoked,
    Missing,
}

impl StoredState {
    const NAMES: [(StoredState, &str); 6] = [
        (StoredState::Unverified, "unverified"),
        (StoredState::Active, "active"),
        (StoredState::Suspected, "suspected"),
        (StoredState::Ending, "ending"),
        (StoredState::Revoked, "revoked"),
        (StoredState::Missing, "missing"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(state, _)| *state == self)
            .map_or("unverified", |(_, name)| name)
    }

    /// An unknown word is something nobody has verified.
    pub(crate) fn of(row: &KeyRow) -> StoredState {
        Self::NAMES
            .iter()
            .find(|(_, name)| *name == row.state)
            .map_or(StoredState::Unverified, |(state, _)| *state)
    }

    /// Somebody can still use it, as far as is known.
    pub(crate) fn is_live(self) -> bool {
        match self {
            StoredState::Unverified
            | StoredState::Active
            | StoredState::Suspected
            | StoredState::Missing => true,
            StoredState::Ending | StoredState::Revoked => false,
        }
    }

    /// Latchkey has seen it work and can use it.
    pub(crate) fn works(self) -> bool {
        matches!(self, StoredState::Active | StoredState::Suspected)
    }
}

impl Core {
    pub(crate) async fn workspace(&self, id: &str) -> Result<WorkspaceRow, Error> {
        let id = id.to_owned();
        self.store().read(move |tx| workspace_row(tx, &id)).await
    }

    pub(crate) async fn key(&self, id: &str) -> Result<(WorkspaceRow, KeyRow), Error> {
        let id = id.to_owned();
        self.store()
            .read(move |tx| {
                let key = key_row(tx, &id)?;
                Ok((workspace_row(tx, &key.workspace_id)?, key))
            })
            .await
    }
}

pub(crate) fn workspace_row(tx: &Transaction<'_>, id: &str) -> Result<WorkspaceRow, Error> {
    let row = workspaces::get(tx, id)?.ok_or(Error::NotFound)?;
    if row.removed_at.is_some() {
        Err(Error::NotFound)
    } else {
        Ok(row)
    }
}

pub(crate) fn key_row(tx: &Transaction<'_>, id: &str) -> Result<KeyRow, Error> {
    keys::get(tx, id)?.ok_or(Error::NotFound)
}

/// Changes one key as it is now, not as it was when a slow call began.
pub(crate) fn change_key(
    tx: &Transaction<'_>,
    id: &str,
    change: impl FnOnce(&mut KeyRow),
) -> Result<KeyRow, Error> {
    let mut row = key_row(tx, id)?;
    change(&mut row);
    keys::update(tx, &row)?;
    Ok(row)
}

/// The name another live key has already.
pub(crate) fn refuse_taken_name(
    tx: &Transaction<'_>,
    workspace_id: &str,
    name: &str,
    except: Option<&str>,
) -> Result<(), Error> {
    let taken = keys::list(tx, workspace_id)?.into_iter().any(|row| {
        holds_its_name(&row)
            && Some(row.id.as_str()) != except
            && row.name.to_lowercase() == name.to_lowercase()
    });
    if taken {
        Err(Invalid::NameTaken(name.to_owned()).into())
    } else {
        Ok(())
    }
}

/// The name for a key that is taken in, or comes back as `returning`. One that was replaced leaves
/// its name to its successor.
pub(crate) fn refuse_name_of(
    tx: &Transaction<'_>,
    workspace_id: &str,
    name: &str,
    returning: Option<&KeyRow>,
) -> Result<(), Error> {
    if returning.is_some_and(|row| row.superseded_by.is_some()) {
        return Ok(());
    }
    refuse_taken_name(tx, workspace_id, name, returning.map(|row| row.id.as_str()))
}

/// Revoked, replaced and forgotten keys give their name free.
pub(crate) fn holds_its_name(row: &KeyRow) -> bool {
    StoredState::of(row) != StoredState::Revoked
        && row.superseded_by.is_none()
        && row.hidden_at.is_none()
}

/// Nothing else in the workspace is known to work.
pub(crate) fn is_last_working(all: &[KeyRow], key: &KeyRow) -> bool {
    StoredState::of(key).works()
        && !all
            .iter()
            .any(|other| other.id != key.id && StoredState::of(other).works())
}

/// Gives the mark "Latchkey uses this" to one key, and takes it from the others.
pub(crate) fn let_latchkey_use(
    tx: &Transaction<'_>,
    workspace_id: &str,
    key_id: &str,
) -> Result<(), Error> {
    for mut row in keys::list(tx, workspace_id)? {
        let uses = row.id == key_id;
        if row.used_by_latchkey != uses {
            row.used_by_latchkey = uses;
            keys::update(tx, &row)?;
        }
    }
    Ok(())
}

/// After a key stopped being usable, Latchkey takes the working one that answered last.
pub(crate) fn choose_for_latchkey(tx: &Transaction<'_>, workspace_id: &str) -> Result<(), Error> {
    let all = keys::list(tx, workspace_id)?;
    if all
        .iter()
        .any(|row| row.used_by_latchkey && StoredState::of(row).works())
    {
        return Ok(());
    }
    let best = all
        .iter()
        .filter(|row| StoredState::of(row) == StoredState::Active && row.superseded_by.is_none())
        .max_by_key(|row| row.last_alive_at);
    match best {
        Some(row) => let_latchkey_use(tx, workspace_id, &row.id),
        None => Ok(()),
    }
}

/// An environment as the database keeps it.
pub(crate) fn environment_name(environment: Environment) -> &'static str {
    match environment {
        Environment::Production => "production",
        Environment::Staging => "staging",
        Environment::Development => "development",
    }
}

pub(crate) fn environment(row: &KeyRow) -> Environment {
    match row.environment.as_str() {
        "staging" => Environment::Staging,
        "development" => Environment::Development,
        _ => Environment::Production,
    }
}

/// A row of a key that was just met.
pub(crate) fn new_row(id: &str, workspace_id: &str, wanted: &Wanted, now: Moment) -> KeyRow {
    KeyRow {
        id: id.to_owned(),
        workspace_id: workspace_id.to_owned(),
        remote_id: None,
        name: wanted.name.clone(),
        environment: environment_name(wanted.environment).to_owned(),
        purpose: wanted.purpose.clone(),
        state: StoredState::Unverified.name().to_owned(),
        fingerprint: None,
        hint: None,
        rotation_days: wanted.rotation_days,
        created_at: None,
        created_at_by: "latchkey".to_owned(),
        added_at: now,
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

/// The database's own word for a name that is taken, when two asked at once.
pub(crate) fn name_taken(error: Error, name: &str) -> Error {
    if matches!(error, Error::Database(StoreError::Duplicate(_))) {
        return Invalid::NameTaken(name.to_owned()).into();
    }
    error
}
