//! Files the person dropped on the window, until the composer takes them. The page is told how many
//! there are; where they lie it never learns.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// What was dropped last and not taken yet.
#[derive(Default)]
pub struct DroppedFiles(Mutex<Vec<PathBuf>>);

impl DroppedFiles {
    /// Keeps what was dropped, in place of what nobody took. Says how many there are.
    pub(crate) fn put(&self, paths: &[PathBuf]) -> u32 {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = paths.to_vec();
        u32::try_from(paths.len()).unwrap_or(u32::MAX)
    }

    /// Takes what was dropped, once.
    pub(crate) fn take(&self) -> Vec<PathBuf> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
