//! Dying: a future that is dropped wherever it then is, and how often that was tried.
//!
//! What a dropped future had handed to the network, the keychain and the database goes on or is cut
//! off, as it would be.

use std::collections::BTreeSet;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll};

/// A future that is dropped after so many polls, wherever it then is. Its output says whether it
/// was.
pub struct Mortal<F> {
    future: Option<Pin<Box<F>>>,
    polls_left: usize,
}

impl<F: Future> Mortal<F> {
    pub fn new(polls: usize, future: F) -> Mortal<F> {
        Mortal {
            future: Some(Box::pin(future)),
            polls_left: polls,
        }
    }
}

impl<F: Future> Future for Mortal<F> {
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<bool> {
        if self.polls_left == 0 {
            self.future = None;
            return Poll::Ready(true);
        }
        self.polls_left -= 1;
        let Some(future) = self.future.as_mut() else {
            return Poll::Ready(true);
        };
        match pin!(future).poll(context) {
            Poll::Ready(_) => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// Dies at the first point, the second, the third … until the deed gets done before that.
pub fn die_everywhere(what: &str, life: impl AsyncFn(usize) -> bool) {
    let tally = Tally::default();
    for point in 0.. {
        if !tally.run(&[point], life(point)) {
            break;
        }
    }
    tally.report(what);
}

/// Counts what was tried.
#[derive(Default)]
pub struct Tally {
    runs: Mutex<usize>,
    points: Mutex<BTreeSet<usize>>,
}

impl Tally {
    /// One run, with the points at which the app is to die in it. True when it died.
    pub fn run(&self, deaths: &[usize], life: impl Future<Output = bool>) -> bool {
        let died = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(life);
        *self.runs.lock().unwrap() += 1;
        self.points.lock().unwrap().extend(deaths);
        died
    }

    /// Fails when less was tried.
    pub fn at_least(&self, runs: usize) {
        let tried = *self.runs.lock().unwrap();
        assert!(tried >= runs, "only {tried} runs of {runs}");
    }

    pub fn report(&self, what: &str) {
        let points = self.points.lock().unwrap().len();
        println!(
            "crash test, {what}: {} runs, {points} kill points",
            self.runs.lock().unwrap()
        );
    }
}
