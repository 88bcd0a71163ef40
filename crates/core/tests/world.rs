//! A whole Latchkey without a window: a real embedded workspace over real HTTP, a keychain that can
//! be locked, a clock that steps, and a desktop that only remembers.

use std::any::Any;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use jiff::tz::TimeZone;
use keyring_core::api::CredentialStoreApi;
use keyring_core::{CredentialStore, Entry, Error as KeyringError, mock};
use latchkey_api::{BaseUrl, Credential, Http, Limits, owner};
use latchkey_core::views::{
    CreateKeyForm, Environment, Event, KeyForm, KeyView, KeysView, RevokeKeyForm, WorkspaceForm,
};
use latchkey_core::{
    Clock, Core, Demo, DemoFailed, DemoHost, Desktop, DesktopFailed, Error, Fingerprint, FirstKey,
    Parts, Promise, SecretKey,
};
use latchkey_sandbox::{Options, Sandbox, State};
use latchkey_store::events::Who;
use latchkey_store::{Location, Store};
use latchkey_vault::{EntryName, NoteName, Vault};
use secrecy::SecretString;
use tempfile::TempDir;
use url::Url;

/// Everything a test needs, and what outlives a crash: the sandbox, the keychain, the database.
pub struct World {
    pub core: Core,
    pub desktop: Arc<FakeDesktop>,
    pub sandbox: Arc<Sandbox>,
    pub keychain: Keychain,
    pub clock: Clock,
    pub store: Store,
    /// Where copies of files are kept.
    pub files: Arc<TempDir>,
    host: Arc<FakeHost>,
    http: Http,
}

impl World {
    /// A first start: nothing connected. The demo, once opened, begins with four keys.
    pub async fn new() -> World {
        World::with(true, http().clone(), &Location::Memory).await
    }

    /// A first start with a demo that has no story, which is quick to make.
    pub async fn quick() -> World {
        World::with(false, http().clone(), &Location::Memory).await
    }

    /// The same with its database in this file, for somebody else to get at.
    pub async fn in_file(file: &Path) -> World {
        World::with(false, http().clone(), &Location::File(file.to_owned())).await
    }

    /// The same with an app that waits this long for an answer.
    pub async fn impatient(total: Duration) -> World {
        World::with(false, http_within(total), &Location::Memory).await
    }

    /// The same with an app that sends every file in three steps, as if it were large.
    pub async fn in_steps() -> World {
        static HTTP: OnceLock<Http> = OnceLock::new();
        let http = HTTP.get_or_init(|| {
            let limits = Limits {
                in_one_bytes: 0,
                ..quick()
            };
            Http::new(limits).unwrap()
        });
        World::with(false, http.clone(), &Location::Memory).await
    }

    async fn with(story: bool, http: Http, location: &Location) -> World {
        let sandbox = Arc::new(sandbox(story).await);
        let host = Arc::new(FakeHost::of(&sandbox));
        let keychain = Keychain::default();
        let clock = Clock::stepped(start());
        let store = Store::open(location).unwrap();
        let desktop = Arc::new(FakeDesktop::default());
        let files = Arc::new(TempDir::new().unwrap());
        let core = open(&http, &store, &keychain, &clock, &desktop, &host, &files).await;
        World {
            core,
            desktop,
            sandbox,
            keychain,
            clock,
            store,
            files,
            host,
            http,
        }
    }

    /// The app is gone, whatever it was doing, and is started again.
    pub async fn restart(&mut self) {
        self.core = open(
            &self.http,
            &self.store,
            &self.keychain,
            &self.clock,
            &self.desktop,
            &self.host,
            &self.files,
        )
        .await;
    }

    /// Opens the demo and says which workspace it is.
    pub async fn demo(&self) -> String {
        self.core.explore_demo().await.unwrap().current.unwrap()
    }

    pub async fn keys(&self, workspace_id: &str) -> KeysView {
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        self.core.list_keys(form).await.unwrap()
    }

    /// The key of this name that is not revoked or on its way out.
    pub async fn key(&self, workspace_id: &str, name: &str) -> KeyView {
        let all = self.keys(workspace_id).await;
        let named = all
            .keys
            .iter()
            .find(|key| key.name == name && key.can_revoke);
        named
            .unwrap_or_else(|| panic!("no live key {name}: {:#?}", all.keys))
            .clone()
    }

    pub async fn key_by_id(&self, workspace_id: &str, id: &str) -> KeyView {
        let all = self.keys(workspace_id).await;
        all.keys
            .into_iter()
            .find(|key| key.id == id)
            .expect("the key is on the list")
    }

    /// Asks for a key and lets the driver do the rest.
    pub async fn create(&self, workspace_id: &str, name: &str) -> KeyView {
        self.core
            .create_key(create_form(workspace_id, name))
            .await
            .unwrap();
        self.settle().await;
        self.key(workspace_id, name).await
    }

    pub async fn revoke(&self, key: &KeyView) -> Result<KeysView, Error> {
        self.core
            .revoke_key(RevokeKeyForm {
                key_id: key.id.clone(),
                typed_name: key.name.clone(),
                even_if_last: true,
            })
            .await
    }

    /// Lets everything under way come to its end.
    pub async fn settle(&self) {
        assert!(
            self.core.settle(2_000).await.unwrap(),
            "everything under way comes to an end"
        );
    }

    /// Lets the driver do what is due now, once.
    pub async fn look_around(&self) {
        self.core.advance_all_due().await.unwrap();
    }

    /// The keys that work at the service, by its own word.
    pub async fn at_service(&self) -> Vec<owner::RemoteKey> {
        keys_at(&self.sandbox).await
    }

    /// The key itself, by way of the clipboard.
    pub async fn copied(&self, key: &KeyView) -> SecretKey {
        self.core
            .copy_key(KeyForm {
                key_id: key.id.clone(),
            })
            .await
            .unwrap();
        self.desktop.take_copied().expect("it was copied")
    }

    /// Whether the service accepts the key whose secret is in the keychain.
    pub async fn is_accepted(&self, key: &KeyView) -> bool {
        let secret = self.copied(key).await;
        let client = latchkey_api::codivupload::Client::new(
            http(),
            &BaseUrl::try_from(&self.sandbox.base_url()).unwrap(),
        );
        client.check_key(&credential(&secret)).await.is_ok()
    }
}

pub fn create_form(workspace_id: &str, name: &str) -> CreateKeyForm {
    CreateKeyForm {
        workspace_id: workspace_id.to_owned(),
        name: name.to_owned(),
        environment: Environment::Production,
        purpose: "a test".to_owned(),
        rotation_days: Some(90),
    }
}

/// One sandbox in memory.
pub async fn sandbox(story: bool) -> Sandbox {
    latchkey_sandbox::start(Options {
        port: 0,
        state: State::Memory,
        story,
    })
    .await
    .unwrap()
}

/// The keys that work at a service, by its own word.
pub async fn keys_at(sandbox: &Sandbox) -> Vec<owner::RemoteKey> {
    let client = owner::Client::new(http(), &BaseUrl::try_from(&sandbox.owner_url()).unwrap());
    let session = SecretKey::from(sandbox.owner_token());
    client.list_keys(&credential(&session)).await.unwrap()
}

pub fn credential(secret: &SecretKey) -> Credential {
    Credential {
        authorization: secret.authorization().unwrap(),
        // Looking over Latchkey's shoulder must not use up its budget.
        budget: "test".to_owned(),
    }
}

/// One HTTP client for all tests: setting one up reads the system's certificates.
pub fn http() -> &'static Http {
    static HTTP: OnceLock<Http> = OnceLock::new();
    HTTP.get_or_init(|| http_within(Limits::default().total))
}

fn http_within(total: Duration) -> Http {
    Http::new(Limits { total, ..quick() }).unwrap()
}

/// No wait that only spares the service.
fn quick() -> Limits {
    Limits {
        requests_a_minute: 1_000_000,
        shortest_pause: Duration::from_millis(1),
        ..Limits::default()
    }
}

fn start() -> DateTime<Utc> {
    Utc::now()
}

async fn open(
    http: &Http,
    store: &Store,
    keychain: &Keychain,
    clock: &Clock,
    desktop: &Arc<FakeDesktop>,
    host: &Arc<FakeHost>,
    files: &TempDir,
) -> Core {
    let parts = Parts {
        store: store.clone(),
        vault: keychain.vault(),
        http: http.clone(),
        desktop: desktop.clone(),
        demo: host.clone(),
        clock: clock.clone(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        files: files.path().join("files"),
        who: Who {
            user: "tester".to_owned(),
            host: "bench".to_owned(),
        },
    };
    Core::open(parts).await.unwrap()
}

/// A desktop that remembers what it was asked.
#[derive(Default)]
pub struct FakeDesktop {
    pub events: Mutex<Vec<Event>>,
    pub opened: Mutex<Vec<Url>>,
    clipboard: Mutex<Option<SecretString>>,
}

impl FakeDesktop {
    pub fn put_on_clipboard(&self, text: impl Into<String>) {
        *self.clipboard.lock().unwrap() = Some(SecretString::from(text.into()));
    }

    pub fn clipboard_is_empty(&self) -> bool {
        self.clipboard.lock().unwrap().is_none()
    }

    fn take_copied(&self) -> Option<SecretKey> {
        self.clipboard.lock().unwrap().take().map(SecretKey::from)
    }
}

impl Desktop for FakeDesktop {
    fn emit(&self, event: Event) {
        self.events.lock().unwrap().push(event);
    }

    fn open_link(&self, link: &Url) -> Result<(), DesktopFailed> {
        self.opened.lock().unwrap().push(link.clone());
        Ok(())
    }

    fn copy_secret(&self, key: &SecretKey) -> Result<bool, DesktopFailed> {
        key.hand_to(|text| self.put_on_clipboard(text));
        Ok(true)
    }

    fn read_clipboard(&self) -> Result<Option<SecretString>, DesktopFailed> {
        Ok(self.clipboard.lock().unwrap().clone())
    }

    fn clear_clipboard_of(&self, key: &Fingerprint) -> Result<bool, DesktopFailed> {
        let mut clipboard = self.clipboard.lock().unwrap();
        let holds = clipboard
            .clone()
            .is_some_and(|text| SecretKey::from(text).fingerprint() == *key);
        if holds {
            *clipboard = None;
        }
        Ok(holds)
    }
}

/// Says where the test's sandbox runs.
struct FakeHost {
    sandbox: Arc<Sandbox>,
    first_start: AtomicBool,
}

impl FakeHost {
    fn of(sandbox: &Arc<Sandbox>) -> FakeHost {
        FakeHost {
            sandbox: sandbox.clone(),
            first_start: AtomicBool::new(true),
        }
    }
}

impl DemoHost for FakeHost {
    fn start(&self, _keep: bool) -> Promise<'_, Result<Demo, DemoFailed>> {
        let first = self.first_start.swap(false, Ordering::SeqCst);
        let issued = if first {
            self.sandbox.issued_keys()
        } else {
            &[]
        };
        let demo = Demo {
            base_url: self.sandbox.base_url(),
            dashboard_url: self.sandbox.dashboard_url(),
            owner_url: self.sandbox.owner_url(),
            owner_token: self.sandbox.owner_token(),
            first_keys: issued
                .iter()
                .map(|key| FirstKey {
                    remote_id: key.id.clone(),
                    name: key.name.clone(),
                    secret: key.secret.clone(),
                })
                .collect(),
        };
        Box::pin(async { Ok(demo) })
    }

    fn erase(&self) -> Promise<'_, ()> {
        self.first_start.store(true, Ordering::SeqCst);
        Box::pin(async {})
    }
}

/// A keychain in memory that can be locked.
#[derive(Clone)]
pub struct Keychain {
    store: Arc<Mutex<Arc<mock::Store>>>,
    locked: Arc<AtomicBool>,
    away: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
    watcher: Arc<Mutex<Option<Watcher>>>,
}

/// Is told which entry is asked for, before it is.
type Watcher = Box<dyn FnMut(&str) + Send>;

impl Default for Keychain {
    fn default() -> Keychain {
        Keychain {
            store: Arc::new(Mutex::new(mock::Store::new().unwrap())),
            locked: Arc::default(),
            away: Arc::default(),
            asked: Arc::default(),
            watcher: Arc::default(),
        }
    }
}

impl Keychain {
    pub fn lock(&self, locked: bool) {
        self.locked.store(locked, Ordering::SeqCst);
    }

    /// Takes it away, or brings it back.
    pub fn take_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// Puts an empty one in its place.
    pub fn exchange(&self) {
        *self.store.lock().unwrap() = mock::Store::new().unwrap();
    }

    /// How often an entry was asked for.
    pub fn times_asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Puts a secret where that of a key was.
    pub async fn give(&self, key_id: &str, secret: &SecretKey) {
        let entry = EntryName::new(key_id).unwrap();
        self.vault().write(&entry, secret).await.unwrap();
    }

    /// Has every question go by `watcher` first, on the thread of the keychain.
    pub fn watch(&self, watcher: impl FnMut(&str) + Send + 'static) {
        *self.watcher.lock().unwrap() = Some(Box::new(watcher));
    }

    /// What it remembers of the audit history.
    pub async fn anchor(&self) -> String {
        self.vault().read_note(&anchor_note()).await.unwrap()
    }

    /// Has it remember something else.
    pub async fn remember(&self, anchor: &str) {
        self.vault()
            .write_note(&anchor_note(), anchor)
            .await
            .unwrap();
    }

    /// Takes the secret of a key away.
    pub async fn lose(&self, key_id: &str) {
        let entry = EntryName::new(key_id).unwrap();
        self.vault().delete(&entry).await.unwrap();
    }

    /// Whether there is a secret of this name.
    pub async fn holds(&self, key_id: &str) -> bool {
        let entry = EntryName::new(key_id).unwrap();
        self.vault().read(&entry).await.is_ok()
    }

    /// The secret of a key.
    pub async fn secret(&self, key_id: &str) -> SecretKey {
        let entry = EntryName::new(key_id).unwrap();
        self.vault().read(&entry).await.unwrap()
    }

    fn vault(&self) -> Vault {
        let store: Arc<CredentialStore> = Arc::new(self.clone());
        Vault::with_store(store, "latchkey")
    }
}

impl CredentialStoreApi for Keychain {
    fn vendor(&self) -> String {
        self.store.lock().unwrap().vendor()
    }

    fn id(&self) -> String {
        self.store.lock().unwrap().id()
    }

    fn build(
        &self,
        service: &str,
        user: &str,
        modifiers: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<Entry> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if let Some(watcher) = self.watcher.lock().unwrap().as_mut() {
            watcher(user);
        }
        if self.away.load(Ordering::SeqCst) {
            return Err(KeyringError::NoDefaultStore);
        }
        if self.locked.load(Ordering::SeqCst) {
            return Err(KeyringError::NoStorageAccess("locked by the test".into()));
        }
        self.store.lock().unwrap().build(service, user, modifiers)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn anchor_note() -> NoteName {
    NoteName::new("history-anchor").unwrap()
}

/// Ends a key behind Latchkey's back, as somebody at the dashboard would.
pub async fn end_at(sandbox: &Sandbox, id: &str) {
    let client = owner::Client::new(http(), &BaseUrl::try_from(&sandbox.owner_url()).unwrap());
    let session = SecretKey::from(sandbox.owner_token());
    client.revoke_key(&credential(&session), id).await.unwrap();
}
