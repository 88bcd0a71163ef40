//! The core on its way. The window paints while the core opens; commands wait for it here.

use std::sync::Arc;

use latchkey_core::{Core, Error};
use tokio::sync::watch;

use crate::ipc::IpcError;

/// A core that is opening, open, or could not be opened.
#[derive(Clone)]
pub struct Starting(Arc<watch::Sender<Option<Result<Core, IpcError>>>>);

impl Default for Starting {
    fn default() -> Starting {
        Starting(Arc::new(watch::Sender::new(None)))
    }
}

impl Starting {
    /// Says how opening ended.
    pub fn done(&self, opened: Result<Core, Error>) {
        self.0.send_replace(Some(opened.map_err(IpcError::from)));
    }

    /// The core, once it is open.
    ///
    /// # Errors
    /// Why it could not be opened.
    pub async fn core(&self) -> Result<Core, IpcError> {
        let mut opened = self.0.subscribe();
        // The sender lives as long as `self`, so waiting cannot fail.
        let opened = opened.wait_for(Option::is_some).await;
        opened
            .ok()
            .and_then(|opened| opened.clone())
            .unwrap_or_else(|| Err(Error::NotFound.into()))
    }

    /// The core, if it is open already.
    #[must_use]
    pub fn core_if_ready(&self) -> Option<Core> {
        self.0
            .borrow()
            .as_ref()
            .and_then(|opened| opened.as_ref().ok().cloned())
    }
}
