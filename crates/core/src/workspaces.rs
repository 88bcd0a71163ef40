//! Workspaces: opening, renaming, removing. Connecting one is in `connect.rs`.

mod connect;

pub(crate) use connect::can_come_back;

use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{creations, forget, settings};
use url::Url;

use crate::checked::Name;
use crate::clock::shown;
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::keys::{StoredState, rotation_due};
use crate::tell::problem;
use crate::views::{
    AppView, Authority, RemovalPreview, RenameWorkspaceForm, WorkspaceForm, WorkspaceKind,
    WorkspaceView,
};
use crate::{Core, demo, rotation, wording};

/// The workspace that was open last.
const CURRENT: &str = "current_workspace";
/// The kind of a workspace at CodivUpload.
pub(crate) const CODIVUPLOAD: &str = "codivupload";

impl Core {
    /// Opens a workspace.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn open_workspace(&self, id: &str) -> Result<AppView, Error> {
        let id = id.to_owned();
        self.store()
            .write(move |tx| {
                crate::keys::workspace_row(tx, &id)?;
                Ok::<_, Error>(settings::set(tx, CURRENT, &id)?)
            })
            .await?;
        self.wake();
        self.tell_app().await;
        self.app_state().await
    }

    /// Gives a workspace another name.
    ///
    /// # Errors
    /// [`Invalid`] for a bad name.
    pub async fn rename_workspace(&self, form: RenameWorkspaceForm) -> Result<AppView, Error> {
        let name = Name::parse(&form.name)?;
        let scribe = self.scribe();
        self.store()
            .write(move |tx| {
                let mut row = crate::keys::workspace_row(tx, &form.workspace_id)?;
                workspaces::rename(tx, &row.id, name.as_str())?;
                let before = std::mem::replace(&mut row.name, name.as_str().to_owned());
                let event = scribe.event(Kind::WorkspaceRenamed).about(&row);
                event.detail("name_before", before).append(tx)
            })
            .await?;
        self.tell_app().await;
        self.app_state().await
    }

    /// What removing a workspace from Latchkey would do to its keys.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn preview_removal(&self, form: WorkspaceForm) -> Result<RemovalPreview, Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        let id = workspace.id.clone();
        let all = self
            .store()
            .read(move |tx| Ok::<_, Error>(keys::list(tx, &id)?))
            .await?;
        let is_demo = demo::is_demo(&workspace.kind);
        let left: Vec<String> = all
            .iter()
            .filter(|key| !is_demo && StoredState::of(key) != StoredState::Revoked)
            .filter(|key| key.hidden_at.is_none())
            .map(|key| key.name.clone())
            .collect();
        Ok(RemovalPreview {
            workspace_id: workspace.id,
            consequences: wording::consequences_of_removal(is_demo, left.len()),
            keys_left_working: left,
            name: workspace.name,
        })
    }

    /// Removes a workspace from Latchkey: its keys leave the keychain, its history stays. Nothing
    /// is done at the service, except that the demo is forgotten altogether.
    ///
    /// # Errors
    /// An obstacle of the keychain; then nothing is removed.
    pub async fn remove_workspace(&self, form: WorkspaceForm) -> Result<AppView, Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        self.drop_secrets(&workspace).await?;
        self.note_removed(&workspace).await?;
        if demo::is_demo(&workspace.kind) {
            self.erase_demo().await;
        }
        self.tell_app().await;
        self.app_state().await
    }

    /// Opens the service's page for keys in the browser.
    ///
    /// # Errors
    /// [`NotNow::NoDashboard`], or [`Error::Desktop`] when no browser starts.
    pub async fn open_dashboard(&self, form: WorkspaceForm) -> Result<(), Error> {
        let workspace = self.workspace(&form.workspace_id).await?;
        let page = if demo::is_demo(&workspace.kind) {
            self.demo_dashboard(&workspace).await?
        } else {
            workspace.dashboard_url
        };
        let link = Url::parse(&page).map_err(|_| NotNow::NoDashboard)?;
        Ok(self.desktop().open_link(&link)?)
    }

    /// In a guided workspace the person goes on in the browser. If none starts, the screen still
    /// says what to do and has a button of its own.
    pub(crate) async fn open_dashboard_if_guided(&self, workspace: &WorkspaceRow) {
        if workspace.authority == "guided" {
            let form = WorkspaceForm {
                workspace_id: workspace.id.clone(),
            };
            if let Err(error) = self.open_dashboard(form).await {
                tracing::warn!(%error, "the service's page could not be opened");
            }
        }
    }

    pub(crate) async fn workspace_views(&self) -> Result<Vec<WorkspaceView>, Error> {
        let rows = self
            .store()
            .read(|tx| {
                let mut rows = Vec::new();
                for workspace in workspaces::list(tx)? {
                    let keys = keys::list(tx, &workspace.id)?;
                    rows.push((workspace, keys));
                }
                Ok::<_, Error>(rows)
            })
            .await?;
        Ok(rows
            .iter()
            .map(|(workspace, keys)| self.workspace_view(workspace, keys))
            .collect())
    }

    pub(crate) fn workspace_view(&self, row: &WorkspaceRow, keys: &[KeyRow]) -> WorkspaceView {
        let contact = self
            .live()
            .contacts
            .get(&row.id)
            .cloned()
            .unwrap_or_default();
        let now = self.now();
        let count = |wanted: &dyn Fn(&KeyRow) -> bool| {
            let keys = keys
                .iter()
                .filter(|key| key.hidden_at.is_none() && wanted(key));
            u32::try_from(keys.count()).unwrap_or(u32::MAX)
        };
        WorkspaceView {
            id: row.id.clone(),
            name: row.name.clone(),
            kind: if demo::is_demo(&row.kind) {
                WorkspaceKind::Demo
            } else {
                WorkspaceKind::Codivupload
            },
            base_url: row.base_url.clone(),
            authority: if row.authority == "automatic" {
                Authority::Automatic
            } else {
                Authority::Guided
            },
            live_keys: count(&|key| StoredState::of(key) != StoredState::Revoked),
            needs_attention: count(&|key| {
                StoredState::of(key) == StoredState::Missing
                    || key.problem.is_some()
                    || rotation_due(key).is_some_and(|due| due <= now)
            }),
            problem: contact.obstacle.map(|obstacle| problem(&obstacle, None)),
            answered_at: contact.answered_at.map(shown),
        }
    }

    /// The workspace that was open last, or the oldest.
    pub(crate) async fn current_workspace(&self) -> Result<Option<String>, Error> {
        self.store()
            .read(|tx| {
                let all = workspaces::list(tx)?;
                let last = settings::get(tx, CURRENT)?;
                let still_there = last.filter(|id| all.iter().any(|row| &row.id == id));
                Ok(still_there.or_else(|| all.first().map(|row| row.id.clone())))
            })
            .await
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
