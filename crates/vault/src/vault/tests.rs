//! The vault against stores that fail. Simple failures come from the mock of `keyring_core`, others
//! from a double with a hook.

mod canary;
mod double;
mod waiting;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use keyring_core::{CredentialStore, Error, mock};
use secrecy::SecretString;

use self::double::{Call, store_asking};
use super::*;

const APPLICATION: &str = "latchkey-test";

fn random_key() -> SecretKey {
    let digits = hex::encode(rand::random::<[u8; 20]>());
    SecretKey::from(SecretString::from(format!("cdv_{digits}")))
}

fn entry(name: &str) -> EntryName {
    EntryName::new(name).unwrap()
}

fn mock_store() -> Arc<CredentialStore> {
    mock::Store::new().unwrap()
}

/// Makes the next call for this account fail.
fn fail_next(store: &Arc<CredentialStore>, account: &str, error: Error) {
    let entry = store.build(APPLICATION, account, None).unwrap();
    let mock: &mock::Cred = entry.as_any().downcast_ref().unwrap();
    mock.set_error(error);
}

fn cause() -> Box<dyn std::error::Error + Send + Sync> {
    Box::new(std::io::Error::other("for the test"))
}

fn no_access() -> Error {
    Error::NoStorageAccess(cause())
}

fn platform_failure() -> Error {
    Error::PlatformFailure(cause())
}

#[tokio::test]
async fn a_written_key_is_read_back_exactly() {
    let vault = Vault::with_store(mock_store(), APPLICATION);
    let (first, second) = (random_key(), random_key());
    vault.write(&entry("one"), &first).await.unwrap();
    vault.write(&entry("two"), &random_key()).await.unwrap();
    assert!(vault.read(&entry("one")).await.unwrap().is_same_as(&first));
    vault.write(&entry("one"), &second).await.unwrap();
    assert!(
        vault.read(&entry("one")).await.unwrap().is_same_as(&second),
        "replaced"
    );
}

#[tokio::test]
async fn a_deleted_key_is_missing_and_can_be_deleted_again() {
    let vault = Vault::with_store(mock_store(), APPLICATION);
    vault.set_up_canary().await.unwrap();
    vault.write(&entry("one"), &random_key()).await.unwrap();
    assert_eq!(vault.delete(&entry("one")).await, Ok(()));
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Missing)
    );
    assert_eq!(vault.delete(&entry("one")).await, Ok(()));
}

#[tokio::test]
async fn every_failure_of_a_store_is_told_by_its_kind() {
    let failures: [(fn() -> Error, VaultError); 9] = [
        (no_access, VaultError::Locked),
        (|| Error::BadEncoding(vec![0xff]), VaultError::Broken),
        (
            || Error::BadDataFormat(vec![0xff], cause()),
            VaultError::Broken,
        ),
        (|| Error::BadStoreFormat(String::new()), VaultError::Broken),
        (|| Error::TooLong(String::new(), 1), VaultError::Broken),
        (
            || Error::Invalid(String::new(), String::new()),
            VaultError::Broken,
        ),
        (|| Error::Ambiguous(Vec::new()), VaultError::Broken),
        (|| Error::NoDefaultStore, VaultError::Broken),
        (
            || Error::NotSupportedByStore(String::new()),
            VaultError::Broken,
        ),
    ];
    let store = mock_store();
    let vault = Vault::with_store(store.clone(), APPLICATION);
    let (one, key) = (entry("one"), random_key());
    vault.write(&one, &key).await.unwrap();
    for (failure, expected) in failures {
        fail_next(&store, &one.account(), failure());
        assert_eq!(
            vault.read(&one).await.err(),
            Some(expected),
            "read: {expected}"
        );
        fail_next(&store, &one.account(), failure());
        assert_eq!(
            vault.write(&one, &random_key()).await,
            Err(expected),
            "write: {expected}"
        );
        fail_next(&store, &one.account(), failure());
        assert_eq!(
            vault.delete(&one).await,
            Err(expected),
            "delete: {expected}"
        );
        assert!(
            vault.read(&one).await.unwrap().is_same_as(&key),
            "nothing was lost"
        );
    }
}

#[tokio::test]
async fn a_connection_that_broke_is_opened_again() {
    let store = mock_store();
    let opened = Arc::new(AtomicUsize::new(0));
    let (kept, count) = (store.clone(), opened.clone());
    let open = move || {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(kept.clone())
    };
    let source = StoreSource {
        open: Box::new(open),
        modifiers: &[],
    };
    let vault = Vault::start(APPLICATION, source, false);
    vault.write(&entry("one"), &random_key()).await.unwrap();
    fail_next(&store, &entry("one").account(), platform_failure());
    assert!(vault.read(&entry("one")).await.is_ok());
    assert_eq!(opened.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_store_that_keeps_failing_is_broken() {
    let vault = Vault::with_store(store_asking(|_| Err(platform_failure())), APPLICATION);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Broken)
    );
    assert_eq!(vault.state().await, KeychainState::Absent);
}

#[tokio::test]
async fn a_keychain_that_is_started_later_is_found() {
    let store = mock_store();
    let (install, installed) = mpsc::channel();
    let open = move || {
        installed
            .try_recv()
            .map(|()| store.clone())
            .map_err(|_| platform_failure())
    };
    let source = StoreSource {
        open: Box::new(open),
        modifiers: &[],
    };
    let vault = Vault::start(APPLICATION, source, false);
    assert_eq!(vault.state().await, KeychainState::Absent);
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Absent)
    );
    assert_eq!(
        vault.delete(&entry("one")).await,
        Err(VaultError::Absent),
        "it may be in there"
    );
    install.send(()).unwrap();
    assert_eq!(vault.write(&entry("one"), &random_key()).await, Ok(()));
    assert_eq!(vault.state().await, KeychainState::Works);
}

#[tokio::test]
async fn a_text_that_is_too_large_is_refused_and_changes_nothing() {
    let vault = Vault::with_store(mock_store(), APPLICATION);
    let largest = SecretKey::from(SecretString::from("x".repeat(2048)));
    let larger = SecretKey::from(SecretString::from("x".repeat(2049)));
    assert_eq!(vault.write(&entry("one"), &largest).await, Ok(()));
    let refused = vault.write(&entry("one"), &larger).await;
    assert_eq!(
        refused,
        Err(VaultError::TooLarge {
            bytes: 2049,
            limit: 2048
        })
    );
    assert!(
        vault
            .read(&entry("one"))
            .await
            .unwrap()
            .is_same_as(&largest)
    );
}

#[tokio::test]
async fn a_write_that_cannot_be_read_back_has_failed() {
    let forgetful = store_asking(|asked| match asked.call {
        Call::Get => Err(Error::NoEntry),
        Call::Set | Call::Delete => Ok(()),
    });
    let vault = Vault::with_store(forgetful, APPLICATION);
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Broken)
    );
}

#[tokio::test]
async fn a_write_that_reads_back_differently_has_failed() {
    let mangling = store_asking(|asked| match asked.call {
        Call::Get => asked.stored.set_secret(b"other"),
        Call::Set | Call::Delete => Ok(()),
    });
    let vault = Vault::with_store(mangling, APPLICATION);
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Broken)
    );
}

#[tokio::test]
async fn an_entry_that_is_not_text_is_broken() {
    let store = mock_store();
    let raw = store
        .build(APPLICATION, &entry("one").account(), None)
        .unwrap();
    raw.set_secret(&[0xff, 0xfe]).unwrap();
    let vault = Vault::with_store(store, APPLICATION);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Broken)
    );
}

#[tokio::test]
async fn a_panic_in_a_store_costs_one_answer() {
    let panicking = store_asking(|asked| {
        assert!(asked.account != "key:panic", "on purpose");
        Ok(())
    });
    let vault = Vault::with_store(panicking, APPLICATION);
    assert_eq!(
        vault.read(&entry("panic")).await.err(),
        Some(VaultError::Broken)
    );
    assert_eq!(vault.write(&entry("one"), &random_key()).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_tasks_at_once_each_get_their_own_key() {
    let vault = Vault::in_memory();
    let tasks: Vec<_> = (0..64)
        .map(|number| {
            let vault = vault.clone();
            tokio::spawn(async move {
                let (name, key) = (entry(&format!("key-{number}")), random_key());
                vault.write(&name, &key).await.unwrap();
                vault.read(&name).await.unwrap().is_same_as(&key)
            })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap());
    }
}

#[tokio::test]
async fn a_note_is_kept_apart_from_a_key_of_the_same_name() {
    let vault = Vault::in_memory();
    let note = NoteName::new("same").unwrap();
    assert_eq!(vault.read_note(&note).await, Err(VaultError::Missing));
    vault.write(&entry("same"), &random_key()).await.unwrap();
    vault.write_note(&note, "17:0a1b").await.unwrap();
    assert_eq!(vault.read_note(&note).await.as_deref(), Ok("17:0a1b"));
    vault.delete(&entry("same")).await.unwrap();
    assert_eq!(vault.read_note(&note).await.as_deref(), Ok("17:0a1b"));
}

#[tokio::test]
async fn only_a_vault_in_memory_says_so() {
    assert!(Vault::in_memory().is_in_memory());
    assert!(!Vault::with_store(mock_store(), APPLICATION).is_in_memory());
    assert!(
        !Vault::open_os(APPLICATION).is_in_memory(),
        "not opened before it is used"
    );
}
