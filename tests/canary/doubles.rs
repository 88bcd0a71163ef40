//! What stands around the app instead of the real thing: a desktop that only remembers, and services
//! in this process.

use std::sync::Mutex;

use latchkey_core::views::Event;
use latchkey_core::{
    Demo, DemoFailed, DemoHost, Desktop, DesktopFailed, Fingerprint, FirstKey, Promise, SecretKey,
};
use latchkey_sandbox::{Fault, FaultKind, IssuedKey, Options, Plan, Sandbox, State};
use latchkey_shell::TauriDesktop;
use secrecy::SecretString;
use tauri::test::MockRuntime;
use url::Url;

use super::weather::Weather;

/// Tells the page through Tauri; has a clipboard of its own and opens nothing.
#[derive(Default)]
pub(super) struct QuietDesktop {
    pub(super) page: TauriDesktop<MockRuntime>,
    pub(super) clipboard: Mutex<Option<SecretString>>,
}

impl Desktop for QuietDesktop {
    fn emit(&self, event: Event) {
        self.page.emit(event);
    }

    fn open_link(&self, _: &Url) -> Result<(), DesktopFailed> {
        Ok(())
    }

    fn copy_secret(&self, key: &SecretKey) -> Result<bool, DesktopFailed> {
        *self.clipboard.lock().unwrap() = Some(key.hand_to(|text| SecretString::from(text)));
        Ok(true)
    }

    fn read_clipboard(&self) -> Result<Option<SecretString>, DesktopFailed> {
        Ok(self.clipboard.lock().unwrap().clone())
    }

    fn clear_clipboard_of(&self, key: &Fingerprint) -> Result<bool, DesktopFailed> {
        let mut clipboard = self.clipboard.lock().unwrap();
        let holds = clipboard
            .as_ref()
            .is_some_and(|text| SecretKey::from(text.clone()).fingerprint() == *key);
        if holds {
            *clipboard = None;
        }
        Ok(holds)
    }
}

/// A sandbox in this process, in reach of the test.
#[derive(Default)]
pub(super) struct InProcess(tokio::sync::Mutex<Option<Sandbox>>);

impl InProcess {
    pub(super) async fn start_sandbox(&self) -> Result<Demo, DemoFailed> {
        let options = Options {
            port: 0,
            state: State::Memory,
            story: true,
        };
        let sandbox = latchkey_sandbox::start(options)
            .await
            .map_err(|_| DemoFailed)?;
        let first_keys = sandbox.issued_keys().iter().map(|key| FirstKey {
            remote_id: key.id.clone(),
            name: key.name.clone(),
            secret: key.secret.clone(),
        });
        let demo = Demo {
            base_url: sandbox.base_url(),
            dashboard_url: sandbox.dashboard_url(),
            owner_url: sandbox.owner_url(),
            owner_token: sandbox.owner_token(),
            first_keys: first_keys.collect(),
        };
        *self.0.lock().await = Some(sandbox);
        Ok(demo)
    }

    /// Loses the next request that makes a post, before it arrives.
    pub(super) async fn lose_a_post(&self) {
        if let Some(sandbox) = self.0.lock().await.as_ref() {
            let fault = Fault::on(FaultKind::CutBefore, "POST", "/v1/posts");
            sandbox.faults().add(fault);
        }
    }

    /// Changes what the sandbox does to those who call it.
    pub(super) async fn set(&self, weather: Weather) {
        let Some(sandbox) = self.0.lock().await.take() else {
            return;
        };
        weather.meet_requests(sandbox.faults());
        match weather {
            Weather::PlanTooLow => sandbox
                .controls()
                .update(|settings| settings.plan = Plan::Free),
            Weather::KeysEnded => {
                for name in KEYS {
                    sandbox.replace_key(name).await;
                }
            }
            Weather::ServiceGone => return sandbox.stop().await,
            Weather::Fair
            | Weather::RateLimited
            | Weather::ServerError
            | Weather::CutBefore
            | Weather::CutAfter
            | Weather::BrokenJson
            | Weather::KeychainLocked
            | Weather::DatabaseBroken => {}
        }
        *self.0.lock().await = Some(sandbox);
    }

    /// Stops it.
    pub(super) async fn stop(&self) {
        if let Some(sandbox) = self.0.lock().await.take() {
            sandbox.stop().await;
        }
    }

    /// Makes a key, as its owner would on the page.
    pub(super) async fn mint(&self, name: &str) -> Option<IssuedKey> {
        match self.0.lock().await.as_ref() {
            Some(sandbox) => Some(sandbox.mint_key(name).await),
            None => None,
        }
    }
}

impl DemoHost for InProcess {
    fn start(&self, _keep: bool) -> Promise<'_, Result<Demo, DemoFailed>> {
        Box::pin(self.start_sandbox())
    }

    fn erase(&self) -> Promise<'_, ()> {
        Box::pin(self.stop())
    }
}

/// The keys of the story, and the one the second service is connected with.
const KEYS: [&str; 5] = [
    "app-production",
    "mcp-claude",
    "automation-n8n",
    "staging",
    "connected",
];
