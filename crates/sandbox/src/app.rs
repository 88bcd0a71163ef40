//! What every request shares.

use std::time::{Duration, SystemTime};

use axum::extract;
use tokio::sync::Notify;

use crate::{
    auth::OwnerSession,
    controls::Controls,
    db::Db,
    faults::Faults,
    limits::Limits,
    media_files::MediaFiles,
    origin::Origin,
    server::{StartError, State},
};

/// The handle by which axum's handlers reach [`AppState`].
pub(crate) type App = extract::State<std::sync::Arc<AppState>>;

/// The clock is put no further ahead than this, so that no sum of times overflows.
const FURTHEST_AHEAD: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The workspace on disk and everything that lives only as long as this start.
#[derive(Debug)]
pub(crate) struct AppState {
    pub(crate) db: Db,
    pub(crate) media: MediaFiles,
    pub(crate) origin: Origin,
    pub(crate) owner: OwnerSession,
    pub(crate) faults: Faults,
    pub(crate) controls: Controls,
    pub(crate) limits: Limits,
    /// Wakes the publisher when something may have become due.
    pub(crate) due: Notify,
}

impl AppState {
    pub(crate) fn open(state: &State, port: u16) -> Result<Self, StartError> {
        Ok(Self {
            db: Db::open(state)?,
            media: MediaFiles::open(state)?,
            origin: Origin { port },
            owner: OwnerSession::begin(),
            faults: Faults::default(),
            controls: Controls::default(),
            limits: Limits::default(),
            due: Notify::new(),
        })
    }

    /// Milliseconds since 1970, as this sandbox's clock shows them.
    pub(crate) fn now_ms(&self) -> i64 {
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        let ahead = Duration::from_millis(self.controls.get().clock_ahead_ms).min(FURTHEST_AHEAD);
        i64::try_from((now + ahead).as_millis()).unwrap_or(i64::MAX)
    }
}
