//! How to reach the service of a workspace, and with which credential.

use latchkey_api::{BaseUrl, CallError, Credential, codivupload, owner};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::WorkspaceRow;
use latchkey_vault::{SecretKey, VaultError};

use crate::Core;
use crate::keys::StoredState;
use crate::obstacle::Obstacle;

/// The open ways to one workspace.
pub(crate) struct Access {
    pub(crate) client: codivupload::Client,
    /// The owner's routes, where the service has an API for keys.
    pub(crate) owner: Option<Owner>,
}

/// The way with the key Latchkey itself uses.
pub(crate) struct OwnWay {
    pub(crate) client: codivupload::Client,
    pub(crate) credential: Credential,
    /// Whose refusal would be this key's death.
    pub(crate) key: KeyRow,
}

/// The owner's routes and the session to use them with.
#[derive(Clone)]
pub(crate) struct Owner {
    pub(crate) client: owner::Client,
    pub(crate) session: Credential,
}

impl Core {
    /// Opens the way to a workspace; starts the demo's server if that is what it is.
    pub(crate) async fn access(&self, workspace: &WorkspaceRow) -> Result<Access, Obstacle> {
        if crate::demo::is_demo(&workspace.kind) {
            return self.demo_access(workspace).await;
        }
        let base = BaseUrl::parse(&workspace.base_url).map_err(|_| Obstacle::NotThisService)?;
        Ok(Access {
            client: codivupload::Client::new(self.http(), &base),
            owner: None,
        })
    }

    /// The way to a workspace with the key Latchkey itself uses.
    pub(crate) async fn own_way(&self, workspace: &WorkspaceRow) -> Result<OwnWay, Obstacle> {
        let id = workspace.id.clone();
        let all = self
            .store()
            .read(move |tx| keys::list(tx, &id))
            .await
            .map_err(|error| Obstacle::from(&error))?;
        let own = all
            .into_iter()
            .find(|key| key.used_by_latchkey && StoredState::of(key).works())
            .ok_or(Obstacle::NoWorkingKey)?;
        let secret = match self.read_secret_unasked(workspace, &own.id).await {
            Ok(secret) => secret,
            Err(VaultError::Missing) => return Err(Obstacle::NoWorkingKey),
            Err(error) => return Err(Obstacle::from(&error)),
        };
        let access = self.access(workspace).await?;
        Ok(OwnWay {
            client: access.client,
            credential: credential(&secret)?,
            key: own,
        })
    }

    /// Notes whether a workspace answered, for the page.
    pub(crate) fn note_contact<T>(&self, workspace_id: &str, answer: &Result<T, CallError>) {
        let now = self.now();
        let mut live = self.live();
        let contact = live.contacts.entry(workspace_id.to_owned()).or_default();
        contact.tried_at = Some(now);
        contact.obstacle = match answer {
            Ok(_) | Err(CallError::Refused(_) | CallError::NotFound | CallError::Conflict) => None,
            Err(error) => Some(Obstacle::from(error)),
        };
        if contact.obstacle.is_none() {
            contact.answered_at = Some(now);
        }
    }
}

/// A key as the service wants to see it, with a rate budget of its own.
pub(crate) fn credential(secret: &SecretKey) -> Result<Credential, Obstacle> {
    let authorization = secret.authorization().map_err(|_| Obstacle::KeyRefused)?;
    Ok(Credential {
        authorization,
        budget: secret.fingerprint().to_string(),
    })
}

impl Access {
    /// The owner's routes, or the reason why a step that needs them has to wait.
    pub(crate) fn owner(&self) -> Result<&Owner, Obstacle> {
        self.owner.as_ref().ok_or(Obstacle::NoOwnerSession)
    }
}
