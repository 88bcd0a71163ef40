//! Workspaces: opening, renaming, and what the page is shown of them. Connecting one is in
//! `connect.rs`, removing one in `remove.rs`.

mod connect;
mod remove;

pub(crate) use connect::can_come_back;
pub(crate) use remove::Stakes;

use latchkey_store::keys::{self, KeyRow};
use latchkey_store::settings;
use latchkey_store::workspaces::{self, WorkspaceRow};
use url::Url;

use crate::checked::Name;
use crate::clock::shown;
use crate::error::{Error, NotNow};
use crate::history::Kind;
use crate::keys::{StoredState, rotation_due};
use crate::tell::problem;
use crate::views::{
    AppView, Authority, RenameWorkspaceForm, WorkspaceForm, WorkspaceKind, WorkspaceView,
};
use crate::{Core, demo};

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
    /// [`Error::Invalid`] for a bad name.
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
}
