//! The one thread that talks to the keychain. The D-Bus library below must not run inside an async
//! task, Windows may show one thread what another has not seen yet, and a locked keychain blocks
//! until a person answers: so everything queues here, and those who wait may stop waiting.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::error::VaultError;
use crate::keychain::Keychain;

type Job = Box<dyn FnOnce(&mut Keychain) + Send>;

/// Takes jobs for the thread, in order. The thread ends when the last clone is gone and the queue
/// is done.
#[derive(Clone)]
pub(crate) struct KeychainThread {
    jobs: mpsc::Sender<Job>,
}

impl KeychainThread {
    /// Starts the thread. Should the system refuse one, every later call fails as
    /// [`VaultError::Broken`].
    pub(crate) fn start(keychain: Keychain) -> Self {
        let (jobs, queue) = mpsc::channel();
        let started = std::thread::Builder::new()
            .name("keychain".to_owned())
            .spawn(move || work_off(&queue, keychain));
        if let Err(error) = started {
            tracing::error!(%error, "no thread for the keychain");
        }
        KeychainThread { jobs }
    }

    /// Has a change made. Once handed over it is made even if nobody waits for the outcome any
    /// more.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        patience: Duration,
        change: impl FnOnce(&mut Keychain) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        self.hand_over(patience, |keychain, _| Some(change(keychain)))
            .await
    }

    /// Asks a question. It is skipped if nobody waits for the answer when its turn comes, so that a
    /// person is not asked to unlock the keychain once for every question that was given up.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        question: impl FnOnce(&mut Keychain) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        self.hand_over(patience, |keychain, given_up| {
            (!given_up).then(|| question(keychain))
        })
        .await
    }

    /// Sends something that needs no answer.
    pub(crate) fn tell(&self, message: impl FnOnce(&mut Keychain) + Send + 'static) {
        if self.jobs.send(Box::new(message)).is_err() {
            tracing::error!("the keychain thread is gone");
        }
    }

    async fn hand_over<T: Send + 'static>(
        &self,
        patience: Duration,
        job: impl FnOnce(&mut Keychain, bool) -> Option<Result<T, VaultError>> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (answer, outcome) = oneshot::channel();
        self.tell(move |keychain| {
            if let Some(result) = job(keychain, answer.is_closed()) {
                // Nobody may be listening any more; the work is done all the same.
                let _ = answer.send(result);
            }
        });
        match tokio::time::timeout(patience, outcome).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(VaultError::Broken),
            Err(_) => Err(VaultError::NoAnswer),
        }
    }
}

fn work_off(queue: &mpsc::Receiver<Job>, mut keychain: Keychain) {
    for job in queue {
        // The stores panic on what they take for impossible. That costs one answer, not the thread.
        if catch_unwind(AssertUnwindSafe(|| job(&mut keychain))).is_err() {
            tracing::error!("the credential store panicked");
            keychain.close();
        }
    }
}
