//! The embedded demo workspace: its server runs inside this process, on loopback.

use std::path::PathBuf;

use latchkey_core::{Demo, DemoFailed, DemoHost, FirstKey, Promise};
use latchkey_sandbox::{Options, Sandbox, State};
use tokio::sync::Mutex;

/// Starts and stops the demo's server.
pub struct EmbeddedDemo {
    folder: PathBuf,
    running: Mutex<Option<Sandbox>>,
}

impl EmbeddedDemo {
    /// The demo keeps its state in `folder`.
    #[must_use]
    pub fn new(folder: PathBuf) -> EmbeddedDemo {
        EmbeddedDemo {
            folder,
            running: Mutex::new(None),
        }
    }

    async fn run(&self, keep: bool) -> Result<Demo, DemoFailed> {
        let mut running = self.running.lock().await;
        let state = if keep {
            State::Directory(self.folder.clone())
        } else {
            State::Memory
        };
        let options = Options {
            port: 0,
            state,
            story: true,
        };
        let sandbox = latchkey_sandbox::start(options).await.map_err(|error| {
            tracing::error!(%error, "the demo workspace did not start");
            DemoFailed
        })?;
        Ok(describe(running.insert(sandbox)))
    }
}

impl DemoHost for EmbeddedDemo {
    fn start(&self, keep: bool) -> Promise<'_, Result<Demo, DemoFailed>> {
        Box::pin(self.run(keep))
    }

    fn erase(&self) -> Promise<'_, ()> {
        Box::pin(async {
            if let Some(sandbox) = self.running.lock().await.take() {
                sandbox.stop().await;
            }
            if let Err(error) = tokio::fs::remove_dir_all(&self.folder).await
                && error.kind() != std::io::ErrorKind::NotFound
            {
                tracing::warn!(%error, "the demo's files could not be deleted");
            }
        })
    }
}

fn describe(sandbox: &Sandbox) -> Demo {
    Demo {
        base_url: sandbox.base_url(),
        dashboard_url: sandbox.dashboard_url(),
        owner_url: sandbox.owner_url(),
        owner_token: sandbox.owner_token(),
        first_keys: sandbox
            .issued_keys()
            .iter()
            .map(|key| FirstKey {
                remote_id: key.id.clone(),
                name: key.name.clone(),
                secret: key.secret.clone(),
            })
            .collect(),
    }
}
