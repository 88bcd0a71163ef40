//! "Which of my keys is this?"

use std::time::{Duration, Instant};

use chrono::Utc;
use latchkey_core::views::{IdentifiedView, IdentifyKeyForm, KeyForm};
use latchkey_core::{Error, Invalid, SecretKey};
use latchkey_store::keys;
use secrecy::SecretString;

use crate::world::World;

async fn typed(world: &World, text: &str) -> Result<IdentifiedView, Error> {
    let typed = text.to_owned();
    world.core.identify_key(IdentifyKeyForm { typed }).await
}

async fn pasted(world: &World, text: &str) -> IdentifiedView {
    world.desktop.put_on_clipboard(text);
    world.core.identify_key_from_clipboard().await.unwrap()
}

fn ids(view: &IdentifiedView) -> Vec<&str> {
    view.keys.iter().map(|key| key.key_id.as_str()).collect()
}

#[tokio::test]
async fn a_key_is_known_by_its_end_its_short_form_and_its_fingerprint() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let hint = key.hint.clone().unwrap();
    let tail = hint.split('…').next_back().unwrap().to_owned();
    let fingerprint = key.fingerprint.clone().unwrap();
    for text in [
        hint.clone(),
        hint.replace('…', "..."),
        hint.replace('…', "****"),
        tail,
        fingerprint.chars().take(8).collect(),
        fingerprint
            .chars()
            .take(12)
            .collect::<String>()
            .to_uppercase(),
        fingerprint,
    ] {
        let found = typed(&world, &text).await.unwrap();
        assert_eq!(ids(&found), [key.id.as_str()], "{text}");
        assert!(!found.certain, "{text}: only the whole key leaves no doubt");
    }
}

#[tokio::test]
async fn a_whole_key_on_the_clipboard_is_certain_even_when_it_is_dead_and_forgotten() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let key = world.create(&demo, "staging").await;
    let secret = world.copied(&key).await;
    world.revoke(&key).await.unwrap();
    world.settle().await;
    let form = KeyForm {
        key_id: key.id.clone(),
    };
    world.core.forget_key(form).await.unwrap();

    let line = secret.hand_to(|text| format!("const KEY = \"{text}\"; // do not commit"));
    let found = pasted(&world, &line).await;
    assert_eq!(ids(&found), [key.id.as_str()], "{}", found.message);
    assert!(found.certain, "the whole key was there");
}

#[tokio::test]
async fn two_keys_in_one_text_are_both_found() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let one = world.create(&demo, "app-production").await;
    let two = world.create(&demo, "staging").await;
    let (first, second) = (world.copied(&one).await, world.copied(&two).await);
    let text = first.hand_to(|a| second.hand_to(|b| format!("A={a}\nB={b}\n")));
    let found = pasted(&world, &text).await;
    assert_eq!(ids(&found), [one.id.as_str(), two.id.as_str()]);
}

#[tokio::test]
async fn what_is_no_key_is_said_to_be_none() {
    let world = World::quick().await;
    world.demo().await;
    for text in ["", "Good morning!", "https://example.org/a?b=c"] {
        let found = pasted(&world, text).await;
        assert!(found.keys.is_empty() && !found.certain, "{text}");
    }
    let strange = format!("cdv_{}", "q".repeat(40));
    let found = pasted(&world, &strange).await;
    assert!(!found.certain, "a key, but none of ours");
    assert!(
        !found.message.contains("qqqq"),
        "what was pasted is not repeated"
    );
}

#[tokio::test]
async fn a_whole_key_is_not_taken_from_the_field() {
    let world = World::quick().await;
    for text in [
        format!("cdv_{}", "q".repeat(40)),
        "q".repeat(30),
        format!("Bearer cdv_{}", "1".repeat(40)),
    ] {
        assert!(
            matches!(
                typed(&world, &text).await,
                Err(Error::Invalid(Invalid::TypedAKey))
            ),
            "{text}"
        );
    }
    for text in ["", "abc", "hello there", "12 34"] {
        assert!(
            matches!(
                typed(&world, text).await,
                Err(Error::Invalid(Invalid::NotAHint))
            ),
            "{text}"
        );
    }
}

#[tokio::test]
async fn among_ten_thousand_keys_the_answer_comes_within_a_tenth_of_a_second() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let sample = world.create(&demo, "staging").await;
    let template = world
        .store
        .read({
            let id = sample.id.clone();
            move |tx| keys::get(tx, &id)
        })
        .await
        .unwrap()
        .unwrap();
    let wanted = SecretString::from(format!("cdv_{:0>40}", 7_777));
    world
        .store
        .write(move |tx| {
            for number in 0..10_000 {
                let key = SecretKey::from(SecretString::from(format!("cdv_{number:0>40}")));
                let mut row = template.clone();
                row.id = format!("key-{number}");
                row.name = format!("key {number}");
                row.fingerprint = Some(key.fingerprint().to_string());
                row.hint = Some(key.hint().to_string());
                row.remote_id = None;
                row.used_by_latchkey = false;
                row.added_at = Utc::now();
                if number % 2 == 0 {
                    row.state = "revoked".to_owned();
                }
                keys::insert(tx, &row)?;
            }
            Ok::<_, latchkey_store::StoreError>(())
        })
        .await
        .unwrap();
    let key = SecretKey::from(wanted);
    let line = key.hand_to(|text| format!("KEY={text}"));
    let begin = Instant::now();
    let found = pasted(&world, &line).await;
    let whole = begin.elapsed();
    assert_eq!(ids(&found), ["key-7777"]);
    let begin = Instant::now();
    let found = typed(&world, "cdv_…7777").await.unwrap();
    let hint = begin.elapsed();
    assert_eq!(ids(&found), ["key-7777"]);
    println!("identified among 10 000: by the whole key {whole:?}, by the hint {hint:?}");
    assert!(
        whole.max(hint) < Duration::from_millis(100),
        "{whole:?} {hint:?}"
    );
}
