//! The service's own list of keys against ours, where the service has one.
//!
//! A key at the service that is not on our list is put on it, so that it can be seen and ended.
//! One that carries the reference of a finished creation of ours is an orphan and is ended: its
//! secret is nowhere. A key that the service no longer lists is asked about with the key itself;
//! its absence from a list proves nothing.

use latchkey_api::owner::RemoteKey;
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_store::{Transaction, creations};

use super::create::creation_of;
use super::{Finding, StoredState, Wanted, new_row, refuse_taken_name};
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::views::Environment;
use crate::{Core, new_id};

/// What a comparison of the two lists asks for.
#[derive(Default)]
struct ToDo {
    /// Keys at the service that nobody has.
    orphans: Vec<RemoteKey>,
    /// Keys of ours that the service does not list.
    unlisted: Vec<KeyRow>,
    /// Keys of ours whose new name has not reached the service.
    renamed: Vec<KeyRow>,
}

impl Core {
    /// Reads the service's list and acts on the difference. Without such a list, or without an
    /// answer, nothing happens.
    pub(crate) async fn refresh_workspace(&self, workspace: &WorkspaceRow) {
        let outcome = self.compare_lists(workspace).await;
        if let Err(error) = outcome {
            tracing::warn!(%error, "the service's list of keys could not be compared");
        }
        self.live()
            .listed_at
            .insert(workspace.id.clone(), self.now());
    }

    async fn compare_lists(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        let Ok(access) = self.access(workspace).await else {
            return Ok(());
        };
        let Some(owner) = &access.owner else {
            return self.look_for_life(workspace).await;
        };
        let answer = owner.client.list_keys(&owner.session).await;
        self.note_contact(&workspace.id, &answer);
        let Ok(listed) = answer else { return Ok(()) };
        let (scribe, place) = (self.scribe(), workspace.clone());
        let to_do = self
            .store()
            .write(move |tx| compare(tx, &scribe, &place, listed))
            .await?;
        for orphan in to_do.orphans {
            let ended = owner.client.revoke_key(&owner.session, &orphan.id).await;
            self.note_contact(&workspace.id, &ended);
            if ended.is_ok() {
                self.note_orphan_ended(workspace, orphan).await?;
            }
        }
        for key in to_do.renamed {
            self.rename_at_service(workspace, &key).await?;
        }
        for key in to_do.unlisted {
            self.check(workspace, &key).await?;
        }
        self.tell_keys(&workspace.id).await;
        Ok(())
    }

    /// Without a list there is still a question: does the service answer, and does it accept the
    /// key Latchkey uses? Only a refusal is worth an event.
    async fn look_for_life(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        let id = workspace.id.clone();
        let all = self
            .store()
            .read(move |tx| Ok::<_, Error>(keys::list(tx, &id)?))
            .await?;
        if let Some(own) = all.iter().find(|key| key.used_by_latchkey)
            && let Finding::Refused(_) = self.ask_with(workspace, own).await
        {
            self.check(workspace, own).await?;
        }
        self.tell_keys(&workspace.id).await;
        Ok(())
    }

    async fn note_orphan_ended(
        &self,
        workspace: &WorkspaceRow,
        orphan: RemoteKey,
    ) -> Result<(), Error> {
        let (scribe, place) = (self.scribe(), workspace.clone());
        self.store()
            .write(move |tx| {
                let event = scribe.event(Kind::KeyOrphanEnded).about(&place);
                event
                    .key_to_be(&orphan.id, &orphan.name)
                    .detail("remote_id", orphan.id)
                    .append(tx)
            })
            .await
    }
}

fn compare(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    listed: Vec<RemoteKey>,
) -> Result<ToDo, Error> {
    let mut to_do = ToDo::default();
    let ours = keys::list(tx, &workspace.id)?;
    for row in &ours {
        let named = |remote: &RemoteKey| Some(&remote.id) == row.remote_id.as_ref();
        if row.remote_id.is_some() && StoredState::of(row).works() && !listed.iter().any(named) {
            to_do.unlisted.push(row.clone());
        }
    }
    for remote in listed {
        match ours
            .iter()
            .find(|row| row.remote_id.as_ref() == Some(&remote.id))
        {
            Some(row) => {
                if let Some(row) = keep_told(tx, row, &remote)? {
                    to_do.renamed.push(row);
                }
            }
            None => match owner_of(tx, &remote)? {
                Whose::CreationUnderWay => {}
                Whose::Orphan => to_do.orphans.push(remote),
                Whose::SomebodyElse => put_on_list(tx, scribe, workspace, remote)?,
            },
        }
    }
    Ok(to_do)
}

enum Whose {
    CreationUnderWay,
    Orphan,
    SomebodyElse,
}

fn owner_of(tx: &Transaction<'_>, remote: &RemoteKey) -> Result<Whose, Error> {
    let Some(id) = remote.reference.as_deref().and_then(creation_of) else {
        return Ok(Whose::SomebodyElse);
    };
    Ok(match creations::get(tx, id)? {
        None => Whose::SomebodyElse,
        Some(row) if row.finished_at.is_some() => Whose::Orphan,
        Some(row) if remote.reference.as_deref() == Some(row.reference.as_str()) => {
            Whose::CreationUnderWay
        }
        Some(_) => Whose::Orphan,
    })
}

/// Keeps what the list says of a key of ours. The key, if the service has yet to learn its name.
fn keep_told(
    tx: &Transaction<'_>,
    before: &KeyRow,
    remote: &RemoteKey,
) -> Result<Option<KeyRow>, Error> {
    let mut row = before.clone();
    if row.last_used_at != remote.last_used_at || row.created_at.is_none() {
        row.last_used_at = remote.last_used_at;
        if let Some(created_at) = remote.created_at {
            row.created_at = Some(created_at);
            row.created_at_by = "service".to_owned();
        }
    }
    // A name that was given here is newer than what the list says; any other difference is the
    // service's own business.
    if row.name_at_service.is_some() {
        row.name_at_service = Some(remote.name.clone()).filter(|name| *name != row.name);
    }
    if row != *before {
        keys::update(tx, &row)?;
    }
    Ok(row.name_at_service.is_some().then_some(row))
}

fn put_on_list(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    workspace: &WorkspaceRow,
    remote: RemoteKey,
) -> Result<(), Error> {
    let wanted = Wanted {
        name: free_name(tx, workspace, &remote.name)?,
        environment: Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    };
    let mut row = new_row(&new_id(), &workspace.id, &wanted, scribe.at);
    row.state = StoredState::Missing.name().to_owned();
    row.remote_id = Some(remote.id);
    row.hint = remote.hint;
    row.created_at = remote.created_at;
    row.created_at_by = "service".to_owned();
    row.last_used_at = remote.last_used_at;
    keys::insert(tx, &row)?;
    scribe
        .event(Kind::KeyFound)
        .about(workspace)
        .key(&row)
        .append(tx)
}

/// Names are unique with us, not at the service.
fn free_name(tx: &Transaction<'_>, workspace: &WorkspaceRow, name: &str) -> Result<String, Error> {
    let stem: String = name.chars().take(58).collect();
    let numbered = (2..1000).map(|n| format!("{stem} ({n})"));
    for candidate in std::iter::once(stem.clone()).chain(numbered) {
        if refuse_taken_name(tx, &workspace.id, &candidate, None).is_ok() {
            return Ok(candidate);
        }
    }
    Ok(new_id())
}
