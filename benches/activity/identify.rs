//! "Which of my keys is this?" among many keys, beside the time that a frightened person was
//! promised.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use anyhow::ensure;
use chrono::Utc;
use jiff::tz::TimeZone;
use latchkey_api::{Http, Limits};
use latchkey_core::views::{Event, IdentifiedView, IdentifyKeyForm};
use latchkey_core::{
    Clock, Core, Demo, DemoFailed, DemoHost, Desktop, DesktopFailed, Fingerprint, Parts, Promise,
    SecretKey,
};
use latchkey_store::events::Who;
use latchkey_store::keys::{self, KeyRow};
use latchkey_store::workspaces::{self, WorkspaceRow};
use latchkey_store::{Location, Store, StoreError};
use latchkey_vault::Vault;
use secrecy::SecretString;
use tokio::runtime::Runtime;
use url::Url;

use crate::report::Row;

const KEYS: usize = 10_000;
/// How often each way is asked, about another key each time.
const ASKED: usize = 40;
/// Milliseconds that an answer may take.
const PROMISE: f64 = 100.0;

/// Asks by a line of code with the whole key, by its short form and by its fingerprint.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    Runtime::new()?.block_on(async {
        let folder = tempfile::tempdir()?;
        let clipboard = Arc::new(Clipboard::default());
        let core = core(folder.path(), Arc::clone(&clipboard)).await?;
        let (mut whole, mut hint, mut fingerprint) = (Vec::new(), Vec::new(), Vec::new());
        for number in (0..KEYS).step_by(KEYS / ASKED) {
            let key = key(number);
            clipboard.put(key.hand_to(|text| format!("const client = connect(\"{text}\");")));
            let start = Instant::now();
            let found = core.identify_key_from_clipboard().await?;
            whole.push(milliseconds(start));
            ensure!(found.certain && names(&found, number), "{number} by itself");
            hint.push(typed(&core, key.hint().to_string(), number).await?);
            fingerprint.push(typed(&core, key.fingerprint().short(), number).await?);
        }
        let row = |way: &str, ours| {
            let what = format!("a key among {KEYS} by {way} / the promise");
            Row::of_p95(what, "ms", 1.0, PROMISE, ours, vec![PROMISE])
        };
        Ok(vec![
            row("a line of code", whole),
            row("its short form", hint),
            row("its fingerprint", fingerprint),
        ])
    })
}

async fn typed(core: &Core, typed: String, number: usize) -> anyhow::Result<f64> {
    let start = Instant::now();
    let found = core.identify_key(IdentifyKeyForm { typed }).await?;
    let took = milliseconds(start);
    ensure!(names(&found, number), "{number} by what is shown of it");
    Ok(took)
}

fn names(found: &IdentifiedView, number: usize) -> bool {
    found.keys.iter().any(|key| key.key_id == id(number))
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1_000.0
}

fn id(number: usize) -> String {
    format!("key-{number}")
}

fn key(number: usize) -> SecretKey {
    SecretKey::from(SecretString::from(format!("cdv_{number:0>40}")))
}

/// The core as the app has it, with a database on the disk and every other key revoked.
async fn core(folder: &Path, clipboard: Arc<Clipboard>) -> anyhow::Result<Core> {
    let store = Store::open(&Location::File(folder.join("latchkey.db")))?;
    store
        .write(|tx| {
            workspaces::insert(tx, &workspace())?;
            for number in 0..KEYS {
                keys::insert(tx, &row(number))?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    let parts = Parts {
        store,
        vault: Vault::in_memory(),
        http: Http::new(Limits::default())?,
        desktop: clipboard,
        demo: Arc::new(NoDemo),
        clock: Clock::system(),
        zone: TimeZone::UTC,
        files: folder.join("files"),
        who: Who {
            user: "bench".to_owned(),
            host: "bench".to_owned(),
        },
    };
    Ok(Core::open(parts).await?)
}

fn workspace() -> WorkspaceRow {
    WorkspaceRow {
        id: "agency".to_owned(),
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

fn row(number: usize) -> KeyRow {
    let key = key(number);
    let state = if number.is_multiple_of(2) {
        "revoked"
    } else {
        "active"
    };
    KeyRow {
        id: id(number),
        workspace_id: "agency".to_owned(),
        remote_id: None,
        name: format!("key {number}"),
        environment: "production".to_owned(),
        purpose: String::new(),
        state: state.to_owned(),
        fingerprint: Some(key.fingerprint().to_string()),
        hint: Some(key.hint().to_string()),
        rotation_days: None,
        created_at: None,
        created_at_by: "latchkey".to_owned(),
        added_at: Utc::now(),
        last_used_at: None,
        last_alive_at: None,
        last_checked_at: None,
        last_check: None,
        ending_requested_at: None,
        ending_accepted_at: None,
        next_probe_at: None,
        probe_attempts: 0,
        problem: None,
        dead_at: None,
        death: None,
        used_by_latchkey: false,
        superseded_by: None,
        hidden_at: None,
        name_at_service: None,
    }
}

/// A desktop with a clipboard and nothing else.
#[derive(Default)]
struct Clipboard(Mutex<Option<SecretString>>);

impl Clipboard {
    fn put(&self, text: String) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(SecretString::from(text));
    }
}

impl Desktop for Clipboard {
    fn emit(&self, _: Event) {}

    fn open_link(&self, _: &Url) -> Result<(), DesktopFailed> {
        Err(DesktopFailed)
    }

    fn copy_secret(&self, _: &SecretKey) -> Result<bool, DesktopFailed> {
        Err(DesktopFailed)
    }

    fn read_clipboard(&self) -> Result<Option<SecretString>, DesktopFailed> {
        Ok(self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone())
    }

    fn clear_clipboard_of(&self, _: &Fingerprint) -> Result<bool, DesktopFailed> {
        Err(DesktopFailed)
    }
}

/// There is no demo here.
struct NoDemo;

impl DemoHost for NoDemo {
    fn start(&self, _: bool) -> Promise<'_, Result<Demo, DemoFailed>> {
        Box::pin(async { Err(DemoFailed) })
    }

    fn erase(&self) -> Promise<'_, ()> {
        Box::pin(async {})
    }
}
