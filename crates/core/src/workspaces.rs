//! Workspaces: connecting, opening, renaming, removing.

use latchkey_api::{BaseUrl, BaseUrlError, codivupload};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Transaction, creations, forget, settings};
use latchkey_vault::SecretKey;
use url::Url;

use crate::checked::Name;
use crate::clock::shown;
use crate::error::{Error, Invalid, NotNow};
use crate::history::Kind;
use crate::keys::{NewKey, StoredState, Wanted, not_accepted, rotation_due};
use crate::service::credential;
use crate::tell::problem;
use crate::views::{
    AppView, Authority, ConnectWorkspaceForm, Environment, RemovalPreview, RenameWorkspaceForm,
    WorkspaceForm, WorkspaceKind, WorkspaceView,
};
use crate::{Core, demo, new_id, wording};

/// The workspace that was open last.
const CURRENT: &str = "current_workspace";
/// CodivUpload's page for keys (the vendor's documentation, 2026).
const CODIVUPLOAD_DASHBOARD: &str = "https://app.codivupload.com/en/dashboard/api-keys";

impl Core {
    /// Connects a workspace with the key on the clipboard: the service must accept it first.
    ///
    /// # Errors
    /// Each wrong address, wrong key and obstacle has its own variant; nothing is kept then.
    pub async fn connect_workspace(&self, form: ConnectWorkspaceForm) -> Result<AppView, Error> {
        let name = Name::parse(&form.name)?;
        let key_name = Name::parse(&form.key_name)?;
        let base = BaseUrl::parse(&form.base_url).map_err(invalid_address)?;
        self.refuse_without_keychain()?;
        let secret = self.key_on_clipboard("").await?;
        let remote_id = self.remote_workspace(&base, &secret).await?;
        let row = WorkspaceRow {
            id: new_id(),
            name: name.as_str().to_owned(),
            kind: "codivupload".to_owned(),
            dashboard_url: dashboard_of(&base),
            base_url: base.to_string(),
            authority: "guided".to_owned(),
            remote_id,
            created_at: self.now(),
            removed_at: None,
        };
        let (kept, scribe) = (row.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                refuse_connected(tx, &kept)?;
                workspaces::insert(tx, &kept)?;
                scribe
                    .event(Kind::WorkspaceConnected)
                    .about(&kept)
                    .append(tx)
            })
            .await?;
        let new = NewKey {
            id: new_id(),
            remote_id: None,
            wanted: Wanted {
                name: key_name.as_str().to_owned(),
                environment: Environment::Production,
                purpose: String::new(),
                rotation_days: Some(self.settings().await?.rotation_days),
            },
            created_at: None,
            kind: Kind::KeyImported,
        };
        if let Err(error) = self.take_in(&row, new, &secret).await {
            self.forget_workspace(&row).await?;
            return Err(error);
        }
        self.empty_clipboard_of(&secret);
        self.open_workspace(&row.id).await
    }

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
        self.forget_workspace(&workspace).await?;
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

    async fn remote_workspace(
        &self,
        base: &BaseUrl,
        secret: &SecretKey,
    ) -> Result<Option<String>, Error> {
        let client = codivupload::Client::new(self.http(), base);
        let answer = client.check_key(&credential(secret)?).await;
        Ok(answer.map_err(|error| not_accepted(&error))?.workspace_id)
    }

    async fn forget_workspace(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        self.drop_secrets(workspace).await?;
        self.strike_workspace(workspace).await
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
    pub(crate) async fn strike_workspace(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        let (scribe, workspace) = (self.scribe(), workspace.clone());
        self.store()
            .write(move |tx| {
                for mut row in creations::unfinished(tx)? {
                    if row.workspace_id == workspace.id {
                        row.finished_at = Some(scribe.at);
                        row.outcome = Some("cancelled".to_owned());
                        creations::update(tx, &row)?;
                    }
                }
                workspaces::mark_removed(tx, &workspace.id, scribe.at)?;
                forget::workspace(tx, &workspace.id)?;
                scribe
                    .event(Kind::WorkspaceRemoved)
                    .about(&workspace)
                    .append(tx)
            })
            .await
    }
}

fn refuse_connected(tx: &Transaction<'_>, new: &WorkspaceRow) -> Result<(), Error> {
    let same = workspaces::list(tx)?.into_iter().find(|row| {
        row.base_url == new.base_url && row.remote_id.is_some() && row.remote_id == new.remote_id
    });
    same.map_or(Ok(()), |row| Err(Error::AlreadyConnected(row.name)))
}

fn invalid_address(error: BaseUrlError) -> Error {
    match error {
        BaseUrlError::NotSecure => Invalid::AddressNotSecure.into(),
        BaseUrlError::LooksLikeAKey => Invalid::AddressIsAKey.into(),
        BaseUrlError::Empty
        | BaseUrlError::NotAUrl
        | BaseUrlError::NotHttp
        | BaseUrlError::HasCredentials
        | BaseUrlError::HasQuery => Invalid::AddressNotUnderstood.into(),
    }
}

/// Where the keys of the workspace at this address are made: the vendor's dashboard, or the page
/// the embedded server keeps at the root of its own address.
fn dashboard_of(base: &BaseUrl) -> String {
    if !base.is_loopback() {
        return CODIVUPLOAD_DASHBOARD.to_owned();
    }
    Url::parse(&base.to_string())
        .and_then(|url| url.join("/dashboard"))
        .map_or_else(|_| String::new(), |url| url.to_string())
}
