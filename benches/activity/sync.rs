//! The first reading of a workspace's posts, beside the time that its rate limit allows for that
//! many pages.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use jiff::tz::TimeZone;
use latchkey_api::{Http, Limits};
use latchkey_core::views::{Event, SyncState, WorkspaceForm};
use latchkey_core::{
    Clock, Core, Demo, DemoFailed, DemoHost, Desktop, DesktopFailed, Fingerprint, FirstKey, Parts,
    Promise, SecretKey,
};
use latchkey_sandbox::{IssuedKey, Options, Sandbox, State};
use latchkey_store::events::Who;
use latchkey_store::{Location, Store};
use latchkey_vault::Vault;
use secrecy::SecretString;
use tokio::runtime::Runtime;
use url::Url;

use crate::report::Row;

const POSTS: usize = 10_000;
/// How many posts the service gives at once.
const PAGE: usize = 100;
/// How many requests it takes in [`WINDOW`].
const REQUESTS: usize = 100;
const WINDOW: Duration = Duration::from_secs(60);
const AIM: f64 = 1.05;

/// Reads the posts once, and counts the requests that the service refused.
pub(crate) fn measure() -> anyhow::Result<Vec<Row>> {
    Runtime::new()?.block_on(async {
        let folder = tempfile::tempdir()?;
        let sandbox = sandbox().await?;
        let core = core(folder.path(), &sandbox).await?;
        let workspace = core.explore_demo().await?.current.context("a demo")?;
        let took = read_everything(&core, &workspace).await?;
        let refused = sandbox.tally().too_fast;
        ensure!(refused == 0, "{refused} requests came too fast");
        let allowed = allowed();
        Ok(vec![Row::of_p95(
            format!("first sync of {POSTS} posts / the rate limit"),
            "s",
            AIM,
            allowed.as_secs_f64() * AIM,
            vec![took.as_secs_f64()],
            vec![allowed.as_secs_f64()],
        )])
    })
}

/// The profiles and the pages, as fast as the limit lets them through.
fn allowed() -> Duration {
    let requests = 1 + POSTS.div_ceil(PAGE);
    WINDOW * u32::try_from((requests - 1) / REQUESTS).unwrap_or(u32::MAX)
}

async fn read_everything(core: &Core, workspace: &str) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let driver = tokio::spawn(core.clone().drive());
    let view = loop {
        let form = WorkspaceForm {
            workspace_id: workspace.to_owned(),
        };
        let view = core.activity_state(form).await?;
        if view.sync.state == SyncState::UpToDate {
            break view;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let took = start.elapsed();
    driver.abort();
    ensure!(view.sync.done as usize == POSTS, "{:?}", view.sync);
    Ok(took)
}

async fn sandbox() -> anyhow::Result<Arc<Sandbox>> {
    let options = Options {
        port: 0,
        state: State::Memory,
        story: false,
    };
    let sandbox = latchkey_sandbox::start(options).await?;
    sandbox.fill(POSTS).await;
    Ok(Arc::new(sandbox))
}

/// The core as the app has it, with a database on the disk and the real rate limit.
async fn core(folder: &Path, sandbox: &Arc<Sandbox>) -> anyhow::Result<Core> {
    let parts = Parts {
        store: Store::open(&Location::File(folder.join("latchkey.db")))?,
        vault: Vault::in_memory(),
        http: Http::new(Limits::default())?,
        desktop: Arc::new(Nobody),
        demo: Arc::new(Host {
            key: sandbox.mint_key("app-production").await,
            sandbox: Arc::clone(sandbox),
        }),
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

/// A desktop at which nobody sits.
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

/// Where the service runs, and its one key.
struct Host {
    sandbox: Arc<Sandbox>,
    key: IssuedKey,
}

impl DemoHost for Host {
    fn start(&self, _keep: bool) -> Promise<'_, Result<Demo, DemoFailed>> {
        Box::pin(async {
            Ok(Demo {
                base_url: self.sandbox.base_url(),
                dashboard_url: self.sandbox.dashboard_url(),
                owner_url: self.sandbox.owner_url(),
                owner_token: self.sandbox.owner_token(),
                first_keys: vec![FirstKey {
                    remote_id: self.key.id.clone(),
                    name: self.key.name.clone(),
                    secret: self.key.secret.clone(),
                }],
            })
        })
    }

    fn erase(&self) -> Promise<'_, ()> {
        Box::pin(async {})
    }
}
