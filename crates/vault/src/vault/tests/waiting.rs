//! A keychain that waits for a person, and people who do not wait for it.

use std::sync::{Mutex, mpsc};
use std::time::Duration;

use super::double::{Call, store_asking};
use super::*;

/// A store that waits on the account `key:slow`, as a locked keychain does.
struct Locked {
    store: Arc<CredentialStore>,
    /// Ends the waiting when dropped.
    person: mpsc::Sender<()>,
    /// The accounts that were asked for so far.
    asked: Arc<Mutex<Vec<String>>>,
}

fn locked() -> Locked {
    let (person, answers) = mpsc::channel();
    let answers = Mutex::new(answers);
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = asked.clone();
    let store = store_asking(move |asked| {
        seen.lock().unwrap().push(asked.account.to_owned());
        if asked.account == "key:slow" {
            let _ = answers.lock().unwrap().recv();
        }
        Ok(())
    });
    Locked {
        store,
        person,
        asked,
    }
}

fn impatient(store: Arc<CredentialStore>) -> Vault {
    let soon = Duration::from_millis(1);
    Vault::with_store(store, APPLICATION).with_patience(Patience {
        state: soon,
        person: soon,
    })
}

/// Polls once, which hands the job to the thread, and drops the future.
async fn hand_over_and_give_up<T>(waiting: impl Future<Output = T>) {
    tokio::select! {
        biased;
        _ = waiting => {}
        () = std::future::ready(()) => {}
    }
}

/// Occupies the thread. A write is made in any case, so whatever is asked next has to queue.
async fn make_it_wait(vault: &Vault) {
    hand_over_and_give_up(vault.write(&entry("slow"), &random_key())).await;
}

#[tokio::test]
async fn a_keychain_that_waits_for_a_person_is_not_waited_for_longer_than_told() {
    let Locked { store, person, .. } = locked();
    let vault = impatient(store);
    make_it_wait(&vault).await;
    let (one, key) = (entry("one"), random_key());
    assert_eq!(vault.read(&one).await.err(), Some(VaultError::NoAnswer));
    assert_eq!(vault.write(&one, &key).await, Err(VaultError::NoAnswer));
    assert_eq!(vault.state().await, KeychainState::Locked);
    drop(person);
}

#[tokio::test]
async fn a_write_nobody_waits_for_any_more_is_still_made() {
    let Locked { store, person, .. } = locked();
    let vault = Vault::with_store(store, APPLICATION);
    let key = random_key();
    make_it_wait(&vault).await;
    hand_over_and_give_up(vault.write(&entry("one"), &key)).await;
    drop(person);
    assert!(vault.read(&entry("one")).await.unwrap().is_same_as(&key));
}

#[tokio::test]
async fn a_write_is_still_made_when_the_vault_is_dropped() {
    let (reached, calls) = mpsc::channel();
    let vault = Vault::with_store(
        store_asking(move |asked| {
            let _ = reached.send(asked.call);
            Ok(())
        }),
        APPLICATION,
    );
    hand_over_and_give_up(vault.write(&entry("one"), &random_key())).await;
    drop(vault);
    let made: Vec<Call> = calls.iter().collect();
    assert_eq!(made, [Call::Set, Call::Get], "and the thread has ended");
}

#[tokio::test]
async fn a_question_nobody_waits_for_any_more_is_not_asked() {
    let Locked {
        store,
        person,
        asked,
    } = locked();
    let vault = Vault::with_store(store, APPLICATION);
    make_it_wait(&vault).await;
    hand_over_and_give_up(vault.read(&entry("given-up"))).await;
    drop(person);
    let _ = vault.read(&entry("last")).await;
    let asked = asked.lock().unwrap();
    assert!(asked.contains(&"key:last".to_owned()));
    assert!(!asked.contains(&"key:given-up".to_owned()));
}
