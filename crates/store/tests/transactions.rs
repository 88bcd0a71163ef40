//! What [`Store::write`] and [`Store::read`] promise about the work they are given.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use latchkey_store::{Location, Store, StoreError, settings};

use crate::world::{empty_store, read, write};

async fn value_of(store: &Store, name: &'static str) -> Option<String> {
    read(store, move |tx| settings::get(tx, name)).await
}

#[tokio::test]
async fn what_is_written_is_there_after_opening_the_file_again() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("latchkey.db"));
    let first = Store::open(&location).unwrap();
    write(&first, |tx| settings::set(tx, "a", "1"))
        .await
        .unwrap();
    drop(first);
    assert_eq!(
        value_of(&Store::open(&location).unwrap(), "a")
            .await
            .as_deref(),
        Some("1")
    );
}

#[tokio::test]
async fn work_that_fails_is_undone_and_its_error_comes_back() {
    #[derive(Debug, PartialEq)]
    enum CoreError {
        ChangedMind,
        Store,
    }
    impl From<StoreError> for CoreError {
        fn from(_: StoreError) -> Self {
            Self::Store
        }
    }

    let store = empty_store();
    let outcome: Result<(), CoreError> = store
        .write(|tx| {
            settings::set(tx, "a", "1")?;
            Err(CoreError::ChangedMind)
        })
        .await;
    assert_eq!(outcome, Err(CoreError::ChangedMind));
    assert_eq!(value_of(&store, "a").await, None);
}

#[tokio::test]
async fn work_that_panics_is_undone_and_the_store_goes_on() {
    let store = empty_store();
    let outcome = write(&store, |tx| {
        settings::set(tx, "a", "1")?;
        if value_is_set(tx)? {
            panic!("a mistake in the work, made on purpose by this test");
        }
        Ok(())
    })
    .await;
    assert!(
        matches!(outcome, Err(StoreError::Interrupted)),
        "{outcome:?}"
    );
    assert_eq!(value_of(&store, "a").await, None);

    write(&store, |tx| settings::set(tx, "a", "2"))
        .await
        .unwrap();
    assert_eq!(value_of(&store, "a").await.as_deref(), Some("2"));
}

fn value_is_set(tx: &latchkey_store::Transaction<'_>) -> Result<bool, StoreError> {
    Ok(settings::get(tx, "a")?.is_some())
}

#[tokio::test]
async fn work_handed_over_is_done_even_if_nobody_waits_for_it() {
    let store = empty_store();
    {
        let mut written = pin!(write(&store, |tx| settings::set(tx, "a", "1")));
        // One poll hands the work over; then the caller loses interest. The work may even be done
        // by then, which is as good.
        let _: Poll<_> = written
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
    }
    assert_eq!(value_of(&store, "a").await.as_deref(), Some("1"));
}

#[tokio::test]
async fn a_read_keeps_nothing_it_changed() {
    let store = empty_store();
    read(&store, |tx| settings::set(tx, "a", "1")).await;
    assert_eq!(value_of(&store, "a").await, None);
}

#[tokio::test]
async fn each_store_in_memory_is_its_own() {
    let (one, other) = (empty_store(), empty_store());
    write(&one, |tx| settings::set(tx, "a", "1")).await.unwrap();
    assert_eq!(value_of(&other, "a").await, None);
}
