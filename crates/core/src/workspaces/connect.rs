//! Connecting a workspace, with a key that its service accepts.
//!
//! One that was removed from Latchkey comes back as what it was: with its keys, its incidents and the
//! posts kept for them. The secrets of its keys left the keychain with it, so each of them is
//! missing until it is taken in again. That it is the same workspace needs evidence: the same
//! address, and either the same key or the service's own word for the workspace.

use latchkey_api::{BaseUrl, BaseUrlError, codivupload};
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{StoreError, Transaction};
use latchkey_vault::SecretKey;
use url::Url;

use super::CODIVUPLOAD;
use crate::checked::Name;
use crate::error::{Error, Invalid};
use crate::history::{Kind, Scribe};
use crate::keys::{
    NewKey, StoredState, Wanted, keep_missing, not_accepted, refuse_name_of, workspace_row,
};
use crate::paste::WrongPaste;
use crate::service::credential;
use crate::views::{AppView, ConnectWorkspaceForm, Environment};
use crate::{Core, new_id};

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
        let secret = self.key_to_connect_with(&base.to_string()).await?;
        let asked = WorkspaceRow {
            id: new_id(),
            name: name.as_str().to_owned(),
            kind: CODIVUPLOAD.to_owned(),
            dashboard_url: dashboard_of(&base),
            base_url: base.to_string(),
            authority: "guided".to_owned(),
            remote_id: self.remote_workspace(&base, &secret).await?,
            created_at: self.now(),
            removed_at: None,
        };
        let wanted = Wanted {
            name: key_name.as_str().to_owned(),
            environment: Environment::Production,
            purpose: String::new(),
            rotation_days: Some(self.settings().await?.rotation_days),
        };
        let (scribe, fingerprint) = (self.scribe(), secret.fingerprint().to_string());
        let (workspace, wanted) = self
            .store()
            .write(move |tx| connect(tx, &scribe, asked, wanted, &fingerprint))
            .await?;
        let new = NewKey {
            id: new_id(),
            remote_id: None,
            wanted,
            created_at: None,
            kind: Kind::KeyImported,
        };
        if let Err(error) = self.take_in(&workspace, new, &secret).await {
            // A keychain that does not answer must not leave a workspace behind that has no key.
            if let Err(trouble) = self.drop_secrets(&workspace).await {
                tracing::warn!(error = %trouble, "a key may have stayed in the keychain");
            }
            self.note_removed(&workspace).await?;
            return Err(error);
        }
        self.empty_clipboard_of(&secret);
        self.open_workspace(&workspace.id).await
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
}

/// The workspace is on the list after this; with it comes what is wanted of the key.
fn connect(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    asked: WorkspaceRow,
    wanted: Wanted,
    fingerprint: &str,
) -> Result<(WorkspaceRow, Wanted), Error> {
    refuse_connected(tx, &asked)?;
    let known = keys::find_by_fingerprint(tx, fingerprint)?;
    let Some(removed) = removed_one(tx, &asked, known.as_ref())? else {
        workspaces::insert(tx, &asked)?;
        scribe
            .event(Kind::WorkspaceConnected)
            .about(&asked)
            .append(tx)?;
        return Ok((asked, wanted));
    };
    if let (Some(ours), Some(its)) = (&removed.remote_id, &asked.remote_id)
        && ours != its
    {
        return Err(Error::Paste(WrongPaste::OfAStrangeWorkspace));
    }
    refuse_name_of(tx, &removed.id, &wanted.name, known.as_ref())?;
    let workspace = put_back(tx, scribe, removed, &asked.name)?;
    // The person was asked for a name only.
    let wanted = match &known {
        Some(row) => Wanted {
            name: wanted.name,
            ..Wanted::like(row)
        },
        None => wanted,
    };
    Ok((workspace, wanted))
}

/// The removed workspace that is meant: the one of the key, or the one the service names.
fn removed_one(
    tx: &Transaction<'_>,
    asked: &WorkspaceRow,
    known: Option<&KeyRow>,
) -> Result<Option<WorkspaceRow>, StoreError> {
    let mut removed = workspaces::removed(tx)?
        .into_iter()
        .filter(|row| can_come_back(row, &asked.base_url));
    Ok(match known {
        Some(key) => removed.find(|row| row.id == key.workspace_id),
        None => removed.find(|row| row.remote_id.is_some() && row.remote_id == asked.remote_id),
    })
}

/// It was removed, and would be connected again at this address.
pub(crate) fn can_come_back(row: &WorkspaceRow, base_url: &str) -> bool {
    row.removed_at.is_some() && row.kind == CODIVUPLOAD && row.base_url == base_url
}

fn put_back(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    removed: WorkspaceRow,
    name: &str,
) -> Result<WorkspaceRow, Error> {
    workspaces::put_back(tx, &removed.id)?;
    workspaces::rename(tx, &removed.id, name)?;
    let workspace = workspace_row(tx, &removed.id)?;
    scribe
        .event(Kind::WorkspaceReconnected)
        .about(&workspace)
        .detail("name_before", removed.name)
        .append(tx)?;
    for key in keys::list(tx, &workspace.id)? {
        if StoredState::of(&key).is_live() {
            keep_missing(tx, scribe, &workspace, &key.id)?;
        }
    }
    Ok(workspace)
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
