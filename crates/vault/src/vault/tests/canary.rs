//! What the canary tells: works, locked, absent, replaced, or truly missing.

use std::collections::HashMap;

use keyring_core::Error;

use super::double::{Call, store_asking};
use super::*;

#[tokio::test]
async fn at_the_first_start_the_keychain_works_and_nothing_is_left_in_it() {
    let store = mock_store();
    let vault = Vault::with_store(store.clone(), APPLICATION);
    assert_eq!(vault.state().await, KeychainState::Works);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Missing)
    );
    for found in store.search(&HashMap::new()).unwrap() {
        assert!(matches!(found.get_secret(), Err(Error::NoEntry)));
    }
}

#[tokio::test]
async fn with_its_canary_in_place_the_keychain_works() {
    let store = mock_store();
    let canary = Vault::with_store(store.clone(), APPLICATION)
        .set_up_canary()
        .await
        .unwrap();
    let vault = Vault::with_store(store, APPLICATION);
    vault.expect_canary(canary);
    assert_eq!(vault.state().await, KeychainState::Works);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Missing)
    );
}

#[tokio::test]
async fn an_empty_keychain_in_place_of_ours_is_replaced_not_missing() {
    let canary = Vault::in_memory().set_up_canary().await.unwrap();
    let vault = Vault::with_store(mock_store(), APPLICATION);
    vault.expect_canary(canary);
    assert_eq!(vault.state().await, KeychainState::Replaced);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Replaced)
    );
    assert_eq!(vault.delete(&entry("one")).await, Err(VaultError::Replaced));
}

#[tokio::test]
async fn a_keychain_with_another_canary_is_replaced() {
    let canary = Vault::in_memory().set_up_canary().await.unwrap();
    let vault = Vault::with_store(mock_store(), APPLICATION);
    vault.set_up_canary().await.unwrap();
    vault.expect_canary(canary);
    assert_eq!(vault.state().await, KeychainState::Replaced);
    let accepted = vault.set_up_canary().await.unwrap();
    assert_ne!(accepted, canary);
    assert_eq!(
        vault.state().await,
        KeychainState::Works,
        "the person accepted the new one"
    );
}

#[tokio::test]
async fn a_key_that_seems_missing_while_the_canary_is_locked_is_locked() {
    let store = mock_store();
    let vault = Vault::with_store(store.clone(), APPLICATION);
    vault.set_up_canary().await.unwrap();
    fail_next(&store, "canary", no_access());
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Locked)
    );
}

#[tokio::test]
async fn an_empty_keychain_that_cannot_be_written_is_locked() {
    let locked = store_asking(|asked| match asked.call {
        Call::Set => Err(no_access()),
        Call::Get | Call::Delete => Ok(()),
    });
    let vault = Vault::with_store(locked, APPLICATION);
    assert_eq!(
        vault.state().await,
        KeychainState::Locked,
        "at the first start"
    );
    vault.expect_canary(Vault::in_memory().set_up_canary().await.unwrap());
    assert_eq!(vault.state().await, KeychainState::Locked, "and later");
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Locked)
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_keychain_without_a_default_collection_is_absent() {
    let no_collection = || Error::NoStorageAccess(Box::new(secret_service::Error::NoResult));
    let bare = store_asking(move |asked| match asked.call {
        Call::Set => Err(no_collection()),
        Call::Get | Call::Delete => Ok(()),
    });
    let vault = Vault::with_store(bare, APPLICATION);
    assert_eq!(vault.state().await, KeychainState::Absent);
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Absent)
    );
}
