//! One judging of a workspace at a time, and one for all who asked while it waited to begin.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as Queue, MutexGuard as Place};

/// The workspaces in which there is something to take turns for.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<String, Arc<Workspace>>>);

/// Who is at work in a workspace.
#[derive(Default)]
pub(crate) struct Workspace {
    begun: AtomicU64,
    /// The number of the last judging that came to its end.
    done: Queue<u64>,
    /// How often the person has spoken.
    words: AtomicU64,
    /// Held while many posts are spoken of, one part after the other.
    speaking: Queue<()>,
}

/// The right to judge.
pub(super) struct Turn<'a> {
    number: u64,
    done: Place<'a, u64>,
}

impl Turns {
    pub(crate) fn of(&self, workspace_id: &str) -> Arc<Workspace> {
        let mut workspaces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        workspaces
            .entry(workspace_id.to_owned())
            .or_default()
            .clone()
    }
}

impl Workspace {
    /// Waits for the turn. None when a judging that began after the call has come to its end.
    pub(super) async fn take(&self) -> Option<Turn<'_>> {
        let begun = self.begun.load(Ordering::SeqCst);
        let done = self.done.lock().await;
        (*done <= begun).then(|| Turn {
            number: self.begun.fetch_add(1, Ordering::SeqCst) + 1,
            done,
        })
    }
}

impl Workspace {
    /// Waits until nobody else is speaking of posts.
    pub(super) async fn speak(&self) -> Place<'_, ()> {
        self.speaking.lock().await
    }

    /// How often the person has spoken. Asked within a transaction, nothing is said before its end.
    pub(super) fn words(&self) -> u64 {
        self.words.load(Ordering::SeqCst)
    }

    /// Notes, within the transaction that writes it down, that the person speaks.
    pub(crate) fn note_word(&self) {
        self.words.fetch_add(1, Ordering::SeqCst);
    }
}

impl Turn<'_> {
    /// It came to its end.
    pub(super) fn done(mut self) {
        *self.done = self.number;
    }
}
