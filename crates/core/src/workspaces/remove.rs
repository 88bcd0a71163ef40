//! Removing a workspace from Latchkey: its keys leave the keychain, what was read of it is
//! forgotten, its history stays. Nothing is done at the service.
//!
//! It is refused while a post is here and nowhere else: an incident took it from the service, and
//! the person has neither put it back nor said that it is not theirs. Whatever else would stop is
//! named before. The demo is forgotten altogether; nothing in it is real.

use latchkey_store::keys;
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Transaction, creations, forget, incidents, rotations, sends};

use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::keys::StoredState;
use crate::views::{AppView, ProblemView, RemovalPreview, WorkspaceForm};
use crate::{Core, demo, incident, rotation, wording};

/// What of a workspace a removal would touch.
pub(crate) struct Stakes {
    /// Names of the keys that go on working at the service.
    pub(crate) keys: Vec<String>,
    /// Posts that exist here only.
    pub(crate) held: usize,
    /// Responses to a leak that are open.
    pub(crate) incidents: usize,
    /// Dead keys that are still looked at.
    pub(crate) watched: usize,
    /// Keys being replaced.
    pub(crate) rotations: usize,
    /// Keys whose end is not proven.
    pub(crate) endings: usize,
    /// Posts sent from here that have not arrived for certain.
    pub(crate) sends: usize,
}

impl Core {
    /// What removing a workspace from Latchkey would do.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn preview_removal(&self, form: WorkspaceForm) -> Result<RemovalPreview, Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        if demo::is_demo(&workspace.kind) {
            return Ok(RemovalPreview {
                workspace_id: workspace.id,
                name: workspace.name,
                consequences: wording::consequences_of_removing_demo(),
                keys_left_working: Vec::new(),
                hindrance: None,
            });
        }
        let stakes = self.stakes(&workspace.id).await?;
        let hindrance = hindrance(&stakes).map(|why| {
            let words = wording::error(&why.into());
            ProblemView {
                message: words.message,
                remedy: words.remedy,
                next_try_at: None,
            }
        });
        Ok(RemovalPreview {
            workspace_id: workspace.id,
            name: workspace.name,
            consequences: wording::consequences_of_removal(&stakes),
            keys_left_working: stakes.keys,
            hindrance,
        })
    }

    /// Removes a workspace from Latchkey.
    ///
    /// # Errors
    /// [`NotNow::PostsHeld`] while posts are here and nowhere else; an obstacle of the keychain.
    /// Then nothing is removed.
    pub async fn remove_workspace(&self, form: WorkspaceForm) -> Result<AppView, Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        let is_demo = demo::is_demo(&workspace.kind);
        if !is_demo {
            hindrance(&self.stakes(&workspace.id).await?).map_or(Ok(()), Err)?;
        }
        self.drop_secrets(&workspace).await?;
        self.note_removed(&workspace).await?;
        if is_demo {
            self.erase_demo().await;
        }
        self.tell_app().await;
        self.app_state().await
    }

    async fn stakes(&self, workspace_id: &str) -> Result<Stakes, Error> {
        let id = workspace_id.to_owned();
        self.store().read(move |tx| stakes(tx, &id)).await
    }

    /// Takes all keys of a workspace out of the keychain.
    pub(crate) async fn drop_secrets(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        let id = workspace.id.clone();
        let all = self
            .store()
            .read(move |tx| Ok::<_, Error>(keys::list(tx, &id)?))
            .await?;
        for key in &all {
            self.drop_secret(workspace, &key.id).await?;
        }
        Ok(())
    }

    /// Takes a workspace off the list, and what was read of it with it.
    pub(crate) async fn note_removed(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        let (scribe, place) = (self.scribe(), workspace.clone());
        self.store()
            .write(move |tx| {
                for mut row in creations::unfinished(tx)? {
                    if row.workspace_id == place.id {
                        row.finished_at = Some(scribe.at);
                        row.outcome = Some("cancelled".to_owned());
                        creations::update(tx, &row)?;
                        rotation::creation_is_cancelled(tx, &scribe, &place, &row)?;
                    }
                }
                workspaces::mark_removed(tx, &place.id, scribe.at)?;
                forget::workspace(tx, &place.id)?;
                scribe
                    .event(Kind::WorkspaceRemoved)
                    .about(&place)
                    .append(tx)
            })
            .await?;
        self.live().forget(&workspace.id);
        Ok(())
    }
}

fn stakes(tx: &Transaction<'_>, workspace_id: &str) -> Result<Stakes, Error> {
    let mut listed = keys::list(tx, workspace_id)?;
    listed.retain(|key| key.hidden_at.is_none());
    let incidents = incidents::list(tx, workspace_id)?;
    let rotations = rotations::list(tx, workspace_id)?;
    let sends = sends::unfinished(tx)?;
    Ok(Stakes {
        held: incident::held_here_only(tx, workspace_id)?,
        incidents: count(&incidents, |row| row.closed_at.is_none()),
        watched: count(&incidents, |row| row.next_look_at.is_some()),
        rotations: count(&rotations, |row| row.finished_at.is_none()),
        endings: count(&listed, |key| StoredState::of(key) == StoredState::Ending),
        sends: count(&sends, |row| row.workspace_id == workspace_id),
        keys: listed
            .into_iter()
            .filter(|key| StoredState::of(key) != StoredState::Revoked)
            .map(|key| key.name)
            .collect(),
    })
}

fn count<T>(rows: &[T], counts: impl Fn(&T) -> bool) -> usize {
    rows.iter().filter(|row| counts(row)).count()
}

fn hindrance(stakes: &Stakes) -> Option<NotNow> {
    (stakes.held > 0).then_some(NotNow::PostsHeld(stakes.held))
}
