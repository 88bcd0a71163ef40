//! The core as the app has it, without a window, a service and a keychain: one workspace with one
//! profile and one draft.

use std::path::Path;
use std::sync::Arc;

use chrono::Utc;
use jiff::tz::TimeZone;
use latchkey_api::{Http, Limits};
use latchkey_core::views::Event;
use latchkey_core::{
    Clock, Core, Demo, DemoFailed, DemoHost, Desktop, DesktopFailed, Fingerprint, Parts, Promise,
    SecretKey,
};
use latchkey_platforms::Platform;
use latchkey_store::drafts::{self, DraftRow};
use latchkey_store::events::Who;
use latchkey_store::profiles::{self, ProfileRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Location, Store, StoreError};
use latchkey_vault::Vault;
use secrecy::SecretString;
use url::Url;

use crate::believable::WORKSPACE;

/// What the core's file is called in its folder.
pub(crate) const FILE: &str = "latchkey.db";
pub(crate) const PROFILE: &str = "fernweh";
pub(crate) const DRAFT: &str = "draft";

/// A core with a file in this folder.
pub(crate) async fn core(folder: &Path) -> anyhow::Result<Core> {
    let store = Store::open(&Location::File(folder.join(FILE)))?;
    store
        .write(|tx| {
            workspaces::insert(tx, &workspace())?;
            profiles::upsert(tx, &profile())?;
            drafts::insert(tx, &draft())?;
            Ok::<_, StoreError>(())
        })
        .await?;
    let parts = Parts {
        store,
        vault: Vault::in_memory(),
        http: Http::new(Limits::default())?,
        desktop: Arc::new(Nobody),
        demo: Arc::new(Nobody),
        clock: Clock::system(),
        zone: TimeZone::get("Europe/Berlin")?,
        files: folder.join("files"),
        who: Who {
            user: "mira".to_owned(),
            host: "desk".to_owned(),
        },
    };
    Ok(Core::open(parts).await?)
}

fn workspace() -> WorkspaceRow {
    WorkspaceRow {
        id: WORKSPACE.to_owned(),
        name: "Agency".to_owned(),
        kind: "codivupload".to_owned(),
        base_url: "https://api.example/v1".to_owned(),
        dashboard_url: "https://app.example".to_owned(),
        authority: "guided".to_owned(),
        remote_id: None,
        created_at: Utc::now(),
        removed_at: None,
    }
}

/// Connected to every platform.
fn profile() -> ProfileRow {
    let connected: Vec<String> = Platform::ALL
        .into_iter()
        .map(|platform| format!("\"{platform}\":true"))
        .collect();
    ProfileRow {
        workspace_id: WORKSPACE.to_owned(),
        id: PROFILE.to_owned(),
        name: "Fernweh".to_owned(),
        username: None,
        seen_at: Utc::now(),
        platforms: Some(format!("{{{}}}", connected.join(","))),
    }
}

fn draft() -> DraftRow {
    DraftRow {
        id: DRAFT.to_owned(),
        workspace_id: WORKSPACE.to_owned(),
        content: "{}".to_owned(),
        made_at: Utc::now(),
        changed_at: Utc::now(),
        deleted_at: None,
        sent: false,
    }
}

/// There is no desktop here, and no demo.
struct Nobody;

impl Desktop for Nobody {
    fn emit(&self, _: Event) {}

    fn open_link(&self, _: &Url) -> Result<(), DesktopFailed> {
        Err(DesktopFailed)
    }

    fn copy_secret(&self, _: &SecretKey) -> Result<bool, DesktopFailed> {
        Err(DesktopFailed)
    }

    fn read_clipboard(&self) -> Result<Option<SecretString>, DesktopFailed> {
        Err(DesktopFailed)
    }

    fn clear_clipboard_of(&self, _: &Fingerprint) -> Result<bool, DesktopFailed> {
        Err(DesktopFailed)
    }
}

impl DemoHost for Nobody {
    fn start(&self, _: bool) -> Promise<'_, Result<Demo, DemoFailed>> {
        Box::pin(async { Err(DemoFailed) })
    }

    fn erase(&self) -> Promise<'_, ()> {
        Box::pin(async {})
    }
}
