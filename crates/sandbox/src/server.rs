//! Starting and stopping: what an embedding program sees of the sandbox.

use std::{io, net::Ipv4Addr, path::PathBuf, sync::Arc, time::Duration};

use rusqlite::Transaction;
use secrecy::{ExposeSecret, SecretString};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use url::Url;

use crate::{
    app::AppState,
    connection::{Cut, CuttableListener},
    controls::Controls,
    error::ApiError,
    faults::Faults,
    keys::{self, IssuedKey, KeyName},
    limits::Tally,
    publish, router, workspace,
};

/// How long [`Sandbox::stop`] waits for requests that are still being answered.
const GRACE: Duration = Duration::from_secs(1);

/// What a sandbox is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on `127.0.0.1`; 0 takes any free one.
    pub port: u16,
    /// Where the workspace lives.
    pub state: State,
    /// Whether a new workspace begins with four keys and ninety days of posts. Without it there
    /// are three profiles and nothing else. A workspace that exists already is left as it is.
    pub story: bool,
}

/// Where a sandbox keeps its workspace.
#[derive(Debug, Clone)]
pub enum State {
    /// In this directory, which is created when missing and belongs to one sandbox at a time.
    Directory(PathBuf),
    /// In memory, gone when the sandbox stops.
    Memory,
}

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens on the port.
    #[error("port {0} is taken")]
    PortTaken(u16),
    /// Another sandbox runs on the same directory.
    #[error("another sandbox is using {}", .0.display())]
    InUse(PathBuf),
    /// The directory was written by a newer version.
    #[error("{} was written by a newer version", .0.display())]
    TooNew(PathBuf),
    /// The directory or the port could not be used.
    #[error("the sandbox could not start")]
    Io(#[from] io::Error),
    /// The database could not be opened or set up.
    #[error("the sandbox's database could not be opened")]
    Database(#[from] rusqlite::Error),
    /// The workspace could not be created in the new database.
    #[error("the sandbox's workspace could not be created")]
    Workspace,
}

/// Starts a sandbox on the current Tokio runtime.
///
/// # Errors
/// See [`StartError`]; nothing is left running in that case.
pub async fn start(options: Options) -> Result<Sandbox, StartError> {
    let listener = bind(options.port).await?;
    let port = listener.local_addr()?.port();

    let (app, issued) = tokio::task::spawn_blocking(move || {
        let app = AppState::open(&options.state, port)?;
        let issued = workspace::found(&app, options.story).map_err(|_| StartError::Workspace)?;
        Ok::<_, StartError>((Arc::new(app), issued))
    })
    .await
    .map_err(io::Error::other)??;

    let (stop, stopped) = watch::channel(false);
    let service = router::build(Arc::clone(&app)).into_make_service_with_connect_info::<Cut>();
    let server = axum::serve(CuttableListener(listener), service)
        .with_graceful_shutdown(until_stopped(stopped.clone()));
    let publisher = publish::run(Arc::clone(&app), until_stopped(stopped));

    Ok(Sandbox {
        app,
        issued,
        stop,
        server: Some(tokio::spawn(async move {
            // Serving ends only by being asked to; accept errors are retried inside.
            let _ = server.await;
        })),
        publisher: tokio::spawn(publisher),
    })
}

/// A running sandbox. Dropping it stops it, too, without waiting for open requests.
#[derive(Debug)]
pub struct Sandbox {
    app: Arc<AppState>,
    issued: Vec<IssuedKey>,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
    publisher: JoinHandle<()>,
}

impl Sandbox {
    /// Where the API is: `http://127.0.0.1:PORT/v1`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> Url {
        self.app.origin.url("/v1")
    }

    /// The dashboard page for keys, with the ticket that opens it for the owner. Treat it like a
    /// password: it works as long as this sandbox runs.
    #[must_use]
    pub fn dashboard_url(&self) -> Url {
        let mut url = self.app.origin.url("/dashboard");
        url.query_pairs_mut()
            .append_pair("ticket", self.app.owner.ticket().expose_secret());
        url
    }

    /// The root of the owner-only routes: `http://127.0.0.1:PORT/owner`.
    #[must_use]
    pub fn owner_url(&self) -> Url {
        self.app.origin.url("/owner")
    }

    /// The owner's session, made anew at every start and never stored.
    #[must_use]
    pub fn owner_token(&self) -> SecretString {
        self.app.owner.token().clone()
    }

    /// The story's keys, in full, on the one start that created them; empty ever after, because
    /// only their hashes are stored.
    #[must_use]
    pub fn issued_keys(&self) -> &[IssuedKey] {
        &self.issued
    }

    /// Creates one more key, as the owner would.
    ///
    /// # Panics
    /// When the name is not allowed or the database cannot be written: neither a test nor a
    /// start-up can go on without the key.
    pub async fn mint_key(&self, name: &str) -> IssuedKey {
        self.issue(name, keys::issue).await
    }

    /// Like [`Sandbox::mint_key`], after ending every live key of that name at once.
    ///
    /// # Panics
    /// As [`Sandbox::mint_key`].
    pub async fn replace_key(&self, name: &str) -> IssuedKey {
        self.issue(name, keys::replace).await
    }

    /// Adds a past of so many posts to the first three profiles, the newest an hour or so old and
    /// none over three years. Quick: it does not go through the API.
    ///
    /// # Panics
    /// When a profile was deleted or the database cannot be written, as [`Sandbox::mint_key`].
    pub async fn fill(&self, posts: usize) {
        let app = Arc::clone(&self.app);
        let filled = tokio::task::spawn_blocking(move || workspace::fill(&app, posts)).await;
        if !matches!(filled, Ok(Ok(()))) {
            panic!("the past could not be written: {filled:?}");
        }
    }

    /// What is to go wrong: the same list as `/owner/faults`.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.app.faults
    }

    /// How many requests the rate limit has let through and refused.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.app.limits.tally()
    }

    /// Plan, delays, failing platforms and the clock: the same as `/owner/controls`.
    #[must_use]
    pub fn controls(&self) -> &Controls {
        &self.app.controls
    }

    /// Stops listening, waits a moment for open requests and releases the directory.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if let Some(server) = self.server.take() {
            let abort = server.abort_handle();
            if tokio::time::timeout(GRACE, server).await.is_err() {
                abort.abort();
            }
        }
    }

    async fn issue(&self, name: &str, act: IssueKey) -> IssuedKey {
        let app = Arc::clone(&self.app);
        let name = name.to_owned();
        let issued = tokio::task::spawn_blocking(move || {
            let name = KeyName::parse(&name)?;
            let now = app.now_ms();
            app.db.transaction(|tx| act(tx, &name, now))
        })
        .await;
        match issued {
            Ok(Ok(key)) => key,
            failed => panic!("the key could not be created: {failed:?}"),
        }
    }
}

/// How [`keys`] makes a key: beside those of the same name, or instead of them.
type IssueKey = fn(&Transaction<'_>, &KeyName, i64) -> Result<IssuedKey, ApiError>;

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.publisher.abort();
        self.app.db.close();
    }
}

async fn bind(port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| {
            if error.kind() == io::ErrorKind::AddrInUse {
                StartError::PortTaken(port)
            } else {
                StartError::Io(error)
            }
        })
}

/// Resolves when the sandbox is stopped or dropped.
async fn until_stopped(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, and with it the sandbox.
    let _ = stopped.wait_for(|stop| *stop).await;
}
