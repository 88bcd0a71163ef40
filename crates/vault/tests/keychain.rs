//! The vault against the real keychain of a Linux desktop (GNOME Keyring over D-Bus).
//!
//! The name of a test begins with the situation it needs. `cargo xtask test` makes each situation
//! in a private D-Bus session with a home directory of its own (`xtask/src/keychain.rs`) and runs the
//! tests that belong to it; the keyring of the person at this machine is never touched.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should stop"
)]

use std::fs;
use std::path::PathBuf;

use latchkey_vault::{
    EntryName, Fingerprint, KeychainState, NoteName, SecretKey, Vault, VaultError,
};
use secrecy::SecretString;

fn random_key() -> SecretKey {
    let digits = hex::encode(rand::random::<[u8; 20]>());
    SecretKey::from(SecretString::from(format!("cdv_{digits}")))
}

fn entry(name: &str) -> EntryName {
    EntryName::new(name).unwrap()
}

/// The application whose entries outlive the session that made them.
const LEFT_BEHIND: &str = "latchkey-left-behind";

/// Where one session tells the next what to expect: the home directory that both share.
fn left_behind_canary() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").unwrap()).join("left-behind-canary")
}

fn left_behind_vault() -> Vault {
    let canary: Fingerprint = fs::read_to_string(left_behind_canary())
        .unwrap()
        .parse()
        .unwrap();
    let vault = Vault::open_os(LEFT_BEHIND);
    vault.expect_canary(canary);
    vault
}

#[tokio::test]
#[ignore = "needs an unlocked keyring in a private D-Bus session; run by cargo xtask test"]
async fn unlocked_a_key_is_written_read_replaced_and_deleted() {
    let vault = Vault::open_os("latchkey-round-trip");
    let (one, first, second) = (entry("one"), random_key(), random_key());
    assert_eq!(
        vault.state().await,
        KeychainState::Works,
        "before anything is in it"
    );
    vault.set_up_canary().await.unwrap();

    vault.write(&one, &first).await.unwrap();
    assert!(vault.read(&one).await.unwrap().is_same_as(&first));
    vault.write(&one, &second).await.unwrap();
    assert!(vault.read(&one).await.unwrap().is_same_as(&second));

    vault.delete(&one).await.unwrap();
    assert_eq!(vault.read(&one).await.err(), Some(VaultError::Missing));
    vault.delete(&one).await.unwrap();
    assert_eq!(vault.state().await, KeychainState::Works);
}

#[tokio::test]
#[ignore = "needs an unlocked keyring in a private D-Bus session; run by cargo xtask test"]
async fn unlocked_another_process_finds_what_was_written() {
    let (first, second) = (
        Vault::open_os("latchkey-shared"),
        Vault::open_os("latchkey-shared"),
    );
    let key = random_key();
    first.write(&entry("one"), &key).await.unwrap();
    let read = second.read(&entry("one")).await.unwrap();
    assert!(
        read.is_same_as(&key),
        "a second connection, as another process has"
    );
    let other = Vault::open_os("latchkey-other").read(&entry("one")).await;
    assert_eq!(
        other.err(),
        Some(VaultError::Missing),
        "another application does not"
    );
}

#[tokio::test]
#[ignore = "needs an unlocked keyring in a private D-Bus session; run by cargo xtask test"]
async fn unlocked_the_largest_entry_is_kept() {
    let vault = Vault::open_os("latchkey-largest");
    let largest = SecretKey::from(SecretString::from("é".repeat(1024)));
    vault.write(&entry("one"), &largest).await.unwrap();
    assert!(
        vault
            .read(&entry("one"))
            .await
            .unwrap()
            .is_same_as(&largest)
    );
}

#[tokio::test]
#[ignore = "needs an unlocked keyring in a private D-Bus session; run by cargo xtask test"]
async fn unlocked_a_keyring_with_another_canary_is_replaced() {
    let vault = Vault::open_os("latchkey-replaced");
    let elsewhere = Vault::in_memory().set_up_canary().await.unwrap();
    vault.expect_canary(elsewhere);
    assert_eq!(vault.state().await, KeychainState::Replaced);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Replaced)
    );
    vault.set_up_canary().await.unwrap();
    vault.expect_canary(elsewhere);
    assert_eq!(vault.state().await, KeychainState::Replaced);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs an unlocked keyring in a private D-Bus session; run by cargo xtask test"]
async fn unlocked_many_tasks_at_once_each_get_their_own_key() {
    let vault = Vault::open_os("latchkey-many");
    let tasks: Vec<_> = (0..16)
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

/// What the locked session after this one finds.
#[tokio::test]
#[ignore = "needs an unlocked keyring in a private D-Bus session; run by cargo xtask test"]
async fn unlocked_a_key_is_left_behind_for_the_locked_session() {
    let vault = Vault::open_os(LEFT_BEHIND);
    let canary = vault.set_up_canary().await.unwrap();
    fs::write(left_behind_canary(), canary.to_string()).unwrap();
    vault.write(&entry("one"), &random_key()).await.unwrap();
    vault
        .write_note(&NoteName::new("one").unwrap(), "17:0a1b")
        .await
        .unwrap();
}

#[tokio::test]
#[ignore = "needs a locked keyring in a private D-Bus session; run by cargo xtask test"]
async fn locked_a_key_that_is_there_cannot_be_read_written_or_deleted() {
    let vault = left_behind_vault();
    assert_eq!(vault.state().await, KeychainState::Locked);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Locked)
    );
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Locked)
    );
    assert_eq!(vault.delete(&entry("one")).await, Err(VaultError::Locked));
    let note = vault.read_note(&NoteName::new("one").unwrap()).await;
    assert_eq!(note, Err(VaultError::Locked));
}

#[tokio::test]
#[ignore = "needs a locked keyring in a private D-Bus session; run by cargo xtask test"]
async fn locked_a_key_that_was_never_there_is_not_called_missing() {
    let vault = left_behind_vault();
    assert_eq!(
        vault.read(&entry("never")).await.err(),
        Some(VaultError::Locked)
    );
    assert_eq!(vault.delete(&entry("never")).await, Err(VaultError::Locked));
}

#[tokio::test]
#[ignore = "needs a locked keyring in a private D-Bus session; run by cargo xtask test"]
async fn locked_the_first_start_sees_it() {
    let vault = Vault::open_os("latchkey-first-start");
    assert_eq!(vault.state().await, KeychainState::Locked);
    assert_eq!(vault.set_up_canary().await.err(), Some(VaultError::Locked));
}

#[tokio::test]
#[ignore = "needs a D-Bus session without a keychain; run by cargo xtask test"]
async fn no_provider_the_keychain_is_absent() {
    let vault = Vault::open_os("latchkey-no-provider");
    assert_eq!(vault.state().await, KeychainState::Absent);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Absent)
    );
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Absent)
    );
    assert_eq!(vault.delete(&entry("one")).await, Err(VaultError::Absent));
    assert_eq!(vault.set_up_canary().await.err(), Some(VaultError::Absent));
}

#[tokio::test]
#[ignore = "needs a keyring that was never set up; run by cargo xtask test"]
async fn no_collection_the_keychain_is_absent() {
    let vault = Vault::open_os("latchkey-no-collection");
    assert_eq!(vault.state().await, KeychainState::Absent);
    assert_eq!(
        vault.write(&entry("one"), &random_key()).await,
        Err(VaultError::Absent)
    );
}

#[tokio::test]
#[ignore = "needs a keyring that was never set up; run by cargo xtask test"]
async fn no_collection_a_key_written_elsewhere_is_not_called_missing() {
    let vault = Vault::open_os("latchkey-no-collection");
    vault.expect_canary(Vault::in_memory().set_up_canary().await.unwrap());
    assert_eq!(vault.state().await, KeychainState::Absent);
    assert_eq!(
        vault.read(&entry("one")).await.err(),
        Some(VaultError::Absent)
    );
    assert_eq!(vault.delete(&entry("one")).await, Err(VaultError::Absent));
}
