//! Latchkey with a mock window and a keychain in memory, two services, and everything it gives out
//! collected.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use keyring_core::mock;
use latchkey_core::views::{IncidentForm, WorkspaceForm};
use latchkey_core::{Clock, Core, Parts};
use latchkey_shell::Starting;
use latchkey_shell::commands::COMMANDS;
use latchkey_shell::ipc::IpcError;
use latchkey_vault::Vault;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tauri::async_runtime::block_on;
use tauri::test::MockRuntime;
use tauri::{App, Listener, WebviewWindow};
use tempfile::TempDir;

use super::doubles::{InProcess, QuietDesktop};
use super::evidence::{self, Evidence};
use super::weather::Weather;
use crate::window;

/// The app and all around it.
pub(super) struct World {
    main: WebviewWindow<MockRuntime>,
    core: Core,
    keychain: Arc<mock::Store>,
    desktop: Arc<QuietDesktop>,
    /// The demo's server.
    demo: Arc<InProcess>,
    /// A second service, connected as a person connects one.
    service: Arc<InProcess>,
    service_address: String,
    evidence: Evidence,
    outcomes: Mutex<BTreeMap<&'static str, BTreeSet<&'static str>>>,
    /// Every key that was ever in the keychain or on the clipboard.
    keys: Mutex<BTreeSet<String>>,
    weather: Mutex<Weather>,
    /// The workspace of the demo.
    pub(super) demo_id: Value,
    /// The workspace of the second service.
    pub(super) service_id: Value,
    folder: TempDir,
    _app: App<MockRuntime>,
}

impl World {
    /// A fresh one in fair weather, with the demo and the second service connected.
    pub(super) fn open() -> World {
        evidence::log();
        let folder = tempfile::tempdir().unwrap();
        let keychain = mock::Store::new().unwrap();
        let desktop = Arc::new(QuietDesktop::default());
        let demo = Arc::new(InProcess::default());
        let service = Arc::new(InProcess::default());
        let service_address = block_on(service.start_sandbox())
            .unwrap()
            .base_url
            .to_string();

        let mut parts = Parts::real(folder.path(), desktop.clone(), demo.clone()).unwrap();
        parts.vault = Vault::with_store(keychain.clone(), "latchkey");
        parts.clock = Clock::stepped(Clock::system().now());
        let core = block_on(Core::open(parts)).unwrap();
        let starting = Starting::default();
        starting.done(Ok(core.clone()));

        let app = window::app(starting);
        let main = window::window(&app, "main");
        desktop.page.attach(app.handle().clone());
        let evidence = Evidence::default();
        let events = evidence.clone();
        app.listen_any("latchkey", move |event| {
            events.keep("an event", event.payload())
        });
        let mut world = World {
            main,
            core,
            keychain,
            desktop,
            demo,
            service,
            service_address,
            evidence,
            outcomes: Mutex::default(),
            keys: Mutex::default(),
            weather: Mutex::new(Weather::Fair),
            folder,
            _app: app,
            demo_id: Value::Null,
            service_id: Value::Null,
        };
        let opened = world.call("explore_demo", Value::Null).unwrap();
        world.demo_id = opened["current"].clone();
        world.copy_new_key("connected");
        let opened = world
            .call("connect_workspace", world.connect_form())
            .unwrap();
        world.service_id = opened["current"].clone();
        // Profiles once read are kept, so that there is something to send in foul weather.
        world.call(
            "compose_state",
            json!({ "workspace_id": world.demo_id.clone() }),
        );
        world
    }

    /// Changes the weather.
    pub(super) fn set(&self, weather: Weather) {
        *self.weather.lock().unwrap() = weather;
        for service in [&self.demo, &self.service] {
            block_on(service.set(weather));
        }
        if weather == Weather::DatabaseBroken {
            break_database(&self.folder.path().join("latchkey.db")).unwrap();
        }
    }

    /// Has the demo lose the next request that makes a post.
    pub(super) fn lose_a_post(&self) {
        block_on(self.demo.lose_a_post());
    }

    /// Calls a command of the app as the page does.
    pub(super) fn call(&self, command: &str, form: Value) -> Option<Value> {
        if *self.weather.lock().unwrap() == Weather::KeychainLocked {
            self.refuse_next_access();
        }
        self.note(command, window::call(&self.main, command, form))
    }

    /// Exports the history to a file in the folder. The command itself asks for the file in a dialog
    /// of the system, which a test cannot answer; this is the rest of it.
    pub(super) fn export(&self, file: &str) {
        let answer = block_on(self.core.export_history(self.folder().join(file)));
        let answer = answer.map(|view| serde_json::to_value(view).unwrap());
        self.note(
            "export_history",
            answer.map_err(|error| json!(IpcError::from(error))),
        );
    }

    /// Writes the report of an incident to a file in the folder, likewise.
    pub(super) fn report(&self, incident_id: &str, file: &str) {
        let form = IncidentForm {
            incident_id: incident_id.to_owned(),
        };
        let answer = block_on(self.core.export_report(form, self.folder().join(file)));
        let answer = answer.map(|view| serde_json::to_value(view).unwrap());
        self.note(
            "export_report",
            answer.map_err(|error| json!(IpcError::from(error))),
        );
    }

    /// Adds a file to a draft, likewise.
    pub(super) fn choose(&self, draft_id: &str, file: &Path) -> Option<Value> {
        let answer = block_on(self.core.add_files(draft_id, vec![file.to_owned()]));
        let answer = answer.map(|view| serde_json::to_value(view).unwrap());
        self.note(
            "choose_files",
            answer.map_err(|error| json!(IpcError::from(error))),
        )
    }

    /// Opens a table, likewise.
    pub(super) fn open_table(&self, workspace_id: &str, file: &Path) -> Option<Value> {
        let form = WorkspaceForm {
            workspace_id: workspace_id.to_owned(),
        };
        let answer = block_on(self.core.open_table(form, file.to_owned()));
        let answer = answer.map(|view| serde_json::to_value(view).unwrap());
        self.note(
            "open_table",
            answer.map_err(|error| json!(IpcError::from(error))),
        )
    }

    /// Reads some posts of a workspace, as far as the weather allows.
    pub(super) fn read_posts(&self, workspace: &Value) {
        let workspace = workspace.as_str().unwrap_or_default();
        let _ = block_on(self.core.catch_up(workspace, 40));
        let _ = block_on(self.core.judge_workspace(workspace));
    }

    fn note(&self, command: &str, answer: Result<Value, Value>) -> Option<Value> {
        let (outcome, text) = match &answer {
            Ok(view) => ("succeeded", view.to_string()),
            Err(error) => ("failed", error.to_string()),
        };
        self.evidence.keep(format!("the answer of {command}"), text);
        self.remember_keychain();
        let command = COMMANDS.iter().find(|known| **known == command).unwrap();
        self.outcomes
            .lock()
            .unwrap()
            .entry(command)
            .or_default()
            .insert(outcome);
        answer.ok()
    }

    /// Puts something else into an entry of the keychain.
    pub(super) fn remembers(&self, account: &str, text: &str) {
        for entry in self.keychain.inner.lock().unwrap().borrow().iter() {
            if entry.specifiers.1 == account {
                entry.inner.lock().unwrap().borrow_mut().secret = Some(text.into());
            }
        }
    }

    /// Lets what follows from a wish happen, as far as the weather allows.
    pub(super) fn let_it_happen(&self) {
        let _ = block_on(self.core.settle(4));
        self.remember_keychain();
    }

    /// Lets a minute pass in fair weather, in which a lost post is looked for. In foul weather each
    /// second of it would be waited for.
    pub(super) fn let_it_be_looked_for(&self) {
        if *self.weather.lock().unwrap() == Weather::Fair {
            let _ = block_on(self.core.settle(60));
        }
    }

    /// Whether the command ever had this outcome: `succeeded` or `failed`.
    pub(super) fn had(&self, command: &str, outcome: &str) -> bool {
        let outcomes = self.outcomes.lock().unwrap();
        outcomes
            .get(command)
            .is_some_and(|outcomes| outcomes.contains(outcome))
    }

    /// What a person says to connect the second service.
    pub(super) fn connect_form(&self) -> Value {
        json!({ "name": "Service", "base_url": self.service_address, "key_name": "connected" })
    }

    /// Where Latchkey keeps its files.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A person makes a key on the second service's page and copies it.
    pub(super) fn copy_new_key(&self, name: &str) {
        let key = block_on(self.service.mint(name));
        self.copy(
            key.as_ref()
                .map_or("not a key", |key| key.secret.expose_secret()),
        );
    }

    /// A person copies a text.
    pub(super) fn copy(&self, text: &str) {
        self.remember(text);
        *self.desktop.clipboard.lock().unwrap() = Some(SecretString::from(text));
    }

    /// Every key there was so far.
    pub(super) fn keys(&self) -> BTreeSet<String> {
        self.keys.lock().unwrap().clone()
    }

    /// Where any of the keys came out.
    pub(super) fn leaks(&self) -> Vec<String> {
        self.evidence.keep("the log", evidence::log());
        self.evidence.keep_files(self.folder.path());
        self.keys()
            .iter()
            .flat_map(|key| self.evidence.leaks_of(key))
            .collect()
    }

    fn remember(&self, text: &str) {
        if text.starts_with("cdv_") {
            self.keys.lock().unwrap().insert(text.to_owned());
        }
    }

    fn remember_keychain(&self) {
        for entry in self.keychain.inner.lock().unwrap().borrow().iter() {
            let secret = entry.inner.lock().unwrap().borrow().secret.clone();
            self.remember(&String::from_utf8(secret.unwrap_or_default()).unwrap());
        }
    }

    /// Makes the next access to each entry fail, as a locked keychain does.
    fn refuse_next_access(&self) {
        for entry in self.keychain.inner.lock().unwrap().borrow().iter() {
            let locked = keyring_core::Error::NoStorageAccess("locked".into());
            entry.set_error(locked);
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        for service in [&self.demo, &self.service] {
            block_on(service.stop());
        }
    }
}

/// Takes every table away, as another program with a grudge could.
fn break_database(file: &Path) -> rusqlite::Result<()> {
    let database = rusqlite::Connection::open(file)?;
    let mut tables = database.prepare(
        // The tables behind the full-text index follow it.
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'post\\_words\\_%' ESCAPE '\\'",
    )?;
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    names.iter().try_for_each(|name| {
        database.execute_batch(&format!("ALTER TABLE {name} RENAME TO {name}_gone"))
    })
}
