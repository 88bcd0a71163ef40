//! The embedded demo workspace: starting it, adopting its first keys.
//!
//! From here on it is a workspace like any other. Only where it runs and how its owner signs in
//! are known here.

use std::sync::Arc;

use latchkey_api::{BaseUrl, codivupload, owner};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_vault::SecretKey;

use crate::desktop::{Demo, FirstKey};
use crate::error::Error;
use crate::history::Kind;
use crate::keys::{NewKey, Wanted};
use crate::obstacle::Obstacle;
use crate::service::{Access, Owner, credential};
use crate::views::{AppView, Environment, KeychainView};
use crate::{Core, new_id, wording};

/// The kind of a demo workspace whose keys are in the keychain.
pub(crate) const KEPT: &str = "demo";
/// The kind of a demo workspace whose keys are in memory, because there is no keychain.
pub(crate) const IN_MEMORY: &str = "demo_in_memory";

/// The demo's server, running.
#[derive(Clone)]
pub(crate) struct Running {
    base: BaseUrl,
    dashboard: String,
    owner: Owner,
    first_keys: Arc<std::sync::Mutex<Vec<FirstKey>>>,
}

pub(crate) fn is_demo(kind: &str) -> bool {
    matches!(kind, KEPT | IN_MEMORY)
}

impl Core {
    /// Opens the demo workspace, making it when there is none.
    ///
    /// # Errors
    /// [`Error::Demo`] when its server does not start.
    pub async fn explore_demo(&self) -> Result<AppView, Error> {
        if let Some(there) = self.demo_workspace().await? {
            return self.open_workspace(&there.id).await;
        }
        let keychain = self.meet_keychain().await?;
        let kind = if keychain == KeychainView::Absent {
            IN_MEMORY
        } else {
            KEPT
        };
        let running = self
            .running_demo(kind == KEPT)
            .await
            .map_err(|_| Error::Demo)?;
        let workspace = self.insert_demo(kind, &running).await?;
        if let Err(error) = self.adopt_first_keys(&workspace, &running).await {
            self.give_up_demo(&workspace).await?;
            return Err(error);
        }
        self.refresh_workspace(&workspace).await;
        self.open_workspace(&workspace.id).await
    }

    /// The ways to the demo. Its address changes from start to start, so the row follows.
    pub(crate) async fn demo_access(&self, workspace: &WorkspaceRow) -> Result<Access, Obstacle> {
        let running = self.running_demo(workspace.kind == KEPT).await?;
        if workspace.base_url != running.base.to_string() {
            self.follow_demo(workspace, &running)
                .await
                .map_err(|_| Obstacle::Disk)?;
        }
        Ok(Access {
            client: codivupload::Client::new(self.http(), &running.base),
            owner: Some(running.owner),
        })
    }

    /// The demo's page for keys, with a fresh ticket when it just started.
    pub(crate) async fn demo_dashboard(&self, workspace: &WorkspaceRow) -> Result<String, Error> {
        Ok(self.running_demo(workspace.kind == KEPT).await?.dashboard)
    }

    /// Keys in memory did not survive the last run, so neither does the workspace around them.
    pub(crate) async fn forget_demo_of_last_time(&self) -> Result<(), Error> {
        let now = self.now();
        self.store()
            .write(move |tx| {
                for row in workspaces::list(tx)?
                    .iter()
                    .filter(|row| row.kind == IN_MEMORY)
                {
                    workspaces::mark_removed(tx, &row.id, now)?;
                }
                Ok(())
            })
            .await
    }

    /// Without its first keys the demo is worth nothing, and they are handed out only once: it is
    /// forgotten, so that the next try begins afresh.
    async fn give_up_demo(&self, workspace: &WorkspaceRow) -> Result<(), Error> {
        if let Err(error) = self.drop_secrets(workspace).await {
            // A key the keychain does not give up now opens nothing once the demo is erased.
            tracing::warn!(%error, "a key of the demo stays in the keychain");
        }
        self.note_removed(workspace).await?;
        self.erase_demo().await;
        self.tell_app().await;
        Ok(())
    }

    /// Stops the demo's server and forgets all it kept.
    pub(crate) async fn erase_demo(&self) {
        *self.0.running_demo.lock().await = None;
        self.0.parts.demo.erase().await;
    }

    async fn running_demo(&self, keep: bool) -> Result<Running, Obstacle> {
        let mut running = self.0.running_demo.lock().await;
        if let Some(running) = running.as_ref() {
            return Ok(running.clone());
        }
        let demo = self
            .0
            .parts
            .demo
            .start(keep)
            .await
            .map_err(|_| Obstacle::DemoNotRunning)?;
        Ok(running.insert(self.connect_demo(demo)?).clone())
    }

    fn connect_demo(&self, demo: Demo) -> Result<Running, Obstacle> {
        let address = |url| BaseUrl::try_from(url).map_err(|_| Obstacle::DemoNotRunning);
        let session = credential(&SecretKey::from(demo.owner_token))?;
        Ok(Running {
            base: address(&demo.base_url)?,
            dashboard: demo.dashboard_url.to_string(),
            owner: Owner {
                client: owner::Client::new(self.http(), &address(&demo.owner_url)?),
                session,
            },
            first_keys: Arc::new(std::sync::Mutex::new(demo.first_keys)),
        })
    }

    async fn demo_workspace(&self) -> Result<Option<WorkspaceRow>, Error> {
        let rows = self
            .store()
            .read(|tx| Ok::<_, Error>(workspaces::list(tx)?))
            .await?;
        Ok(rows.into_iter().find(|row| is_demo(&row.kind)))
    }

    async fn insert_demo(&self, kind: &str, running: &Running) -> Result<WorkspaceRow, Error> {
        let row = WorkspaceRow {
            id: new_id(),
            name: wording::demo_name(),
            kind: kind.to_owned(),
            base_url: running.base.to_string(),
            dashboard_url: String::new(),
            authority: "automatic".to_owned(),
            remote_id: None,
            created_at: self.now(),
            removed_at: None,
        };
        // Its keys are taken in next; until then the service's list would only show them missing.
        self.live().listed_at.insert(row.id.clone(), self.now());
        let (kept, scribe) = (row.clone(), self.scribe());
        self.store()
            .write(move |tx| {
                workspaces::insert(tx, &kept)?;
                scribe
                    .event(Kind::WorkspaceConnected)
                    .about(&kept)
                    .append(tx)
            })
            .await?;
        Ok(row)
    }

    async fn follow_demo(&self, workspace: &WorkspaceRow, running: &Running) -> Result<(), Error> {
        let (id, base) = (workspace.id.clone(), running.base.to_string());
        self.store()
            .write(move |tx| Ok(workspaces::update_endpoints(tx, &id, &base, "")?))
            .await
    }

    /// Takes the keys the demo begins with into the keychain. One that is not taken, because the app
    /// died in between, is found at the service later and shown as missing.
    async fn adopt_first_keys(
        &self,
        workspace: &WorkspaceRow,
        running: &Running,
    ) -> Result<(), Error> {
        let first_keys = match running.first_keys.lock() {
            Ok(mut keys) => std::mem::take(&mut *keys),
            Err(_) => Vec::new(),
        };
        for first in first_keys {
            let new = NewKey {
                id: new_id(),
                remote_id: Some(first.remote_id),
                wanted: Wanted {
                    environment: environment_of(&first.name),
                    purpose: wording::purpose_of_first_key(&first.name),
                    rotation_days: Some(self.settings().await?.rotation_days),
                    name: first.name,
                },
                created_at: None,
                kind: Kind::KeyImported,
            };
            let secret = SecretKey::from(first.secret);
            self.take_in(workspace, new, &secret).await?;
        }
        Ok(())
    }
}

fn environment_of(name: &str) -> Environment {
    if name == "staging" {
        Environment::Staging
    } else {
        Environment::Production
    }
}
