//! Creating, finding, copying and renaming keys in an automatic workspace.

use std::time::Duration;

use latchkey_core::views::{EditKeyForm, Environment, ImportKeyForm, KeyForm, KeyState};
use latchkey_core::{Error, Invalid};
use latchkey_sandbox::{Fault, FaultKind};
use secrecy::ExposeSecret;

use crate::world::{World, create_form};

#[tokio::test]
async fn the_demo_opens_with_four_keys_that_work() {
    let world = World::new().await;
    let demo = world.demo().await;
    let view = world.keys(&demo).await;
    let mut names: Vec<_> = view.keys.iter().map(|key| key.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["app-production", "automation-n8n", "mcp-claude", "staging"]
    );
    assert!(
        view.keys
            .iter()
            .all(|key| key.state == KeyState::Active && key.can_copy)
    );
    assert_eq!(
        view.keys.iter().filter(|key| key.used_by_latchkey).count(),
        1,
        "one is Latchkey's"
    );
}

#[tokio::test]
async fn opening_the_demo_twice_opens_the_same_one() {
    let world = World::quick().await;
    assert_eq!(world.demo().await, world.demo().await);
}

#[tokio::test]
async fn the_demo_opens_whole_while_the_driver_is_at_work() {
    let world = World::new().await;
    let driver = tokio::spawn(world.core.clone().drive());
    let demo = world.demo().await;
    let view = world.keys(&demo).await;
    assert_eq!(view.keys.len(), 4, "each key once");
    assert!(view.keys.iter().all(|key| key.state == KeyState::Active));
    driver.abort();
}

#[tokio::test]
async fn a_new_key_is_created_stored_and_seen_to_work() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "app-production").await;
    assert_eq!(key.state, KeyState::Active);
    assert!(key.last_alive_at.is_some(), "the service accepted it");
    assert!(key.fingerprint.is_some() && key.hint.is_some());
    assert!(
        key.used_by_latchkey,
        "the first key that works is Latchkey's own"
    );
    assert!(world.is_accepted(&key).await);
    assert_eq!(world.at_service().await.len(), 1, "exactly one key exists");
}

#[tokio::test]
async fn a_name_is_unique_among_live_keys_and_free_again_after_revocation() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let again = world.core.create_key(create_form(&demo, "Staging")).await;
    assert!(
        matches!(again, Err(Error::Invalid(Invalid::NameTaken(_)))),
        "{again:?}"
    );
    world.revoke(&key).await.unwrap();
    world.settle().await;
    assert!(
        world
            .core
            .create_key(create_form(&demo, "staging"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn two_wishes_for_one_name_at_the_same_time_make_one_key() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let (one, two) = tokio::join!(
        world.core.create_key(create_form(&demo, "staging")),
        world.core.create_key(create_form(&demo, "staging")),
    );
    assert!(one.is_ok() != two.is_ok(), "one wins");
    world.settle().await;
    assert_eq!(world.at_service().await.len(), 1);
}

#[tokio::test]
async fn a_lost_answer_leaves_no_orphan() {
    for kind in [
        FaultKind::CutAfter,
        FaultKind::BrokenJson,
        FaultKind::CutBefore,
    ] {
        let world = World::quick().await;
        let demo = world.demo().await;
        world
            .sandbox
            .faults()
            .add(Fault::on(kind.clone(), "POST", "/owner/keys"));
        let key = world.create(&demo, "staging").await;
        let there = world.at_service().await;
        assert_eq!(there.len(), 1, "{kind:?}: one key, not one and an orphan");
        assert!(
            world.is_accepted(&key).await,
            "{kind:?}: and it is the one we have"
        );
    }
}

#[tokio::test]
async fn a_creation_called_off_after_its_answer_was_lost_ends_the_key() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world
        .sandbox
        .faults()
        .add(Fault::on(FaultKind::CutAfter, "POST", "/owner/keys"));
    world
        .core
        .create_key(create_form(&demo, "staging"))
        .await
        .unwrap();
    world.core.settle(2).await.unwrap();
    if let Some(creation) = world.keys(&demo).await.creations.first() {
        let form = latchkey_core::views::CreationForm {
            creation_id: creation.id.clone(),
        };
        world.core.cancel_creation(form).await.unwrap();
        world.settle().await;
        assert!(world.keys(&demo).await.keys.is_empty(), "it was called off");
        assert!(
            world.at_service().await.is_empty(),
            "and nothing is left at the service"
        );
    }
}

#[tokio::test]
async fn a_key_made_elsewhere_is_seen_and_can_be_ended() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    world.sandbox.mint_key("somebody-elses").await;
    world.clock.pass(Duration::from_secs(120)).await;
    world.look_around().await;
    let found = world.key(&demo, "somebody-elses").await;
    assert_eq!(found.state, KeyState::Missing, "its secret is not here");
    assert!(!found.can_copy && found.can_revoke);
    world.revoke(&found).await.unwrap();
    world.core.settle(5).await.unwrap();
    let row = world.key_by_id(&demo, &found.id).await;
    assert_eq!(row.state, KeyState::Ending, "nobody saw it refused");
    assert!(row.ending.unwrap().cannot_be_proven && row.can_forget);
    assert!(
        world
            .at_service()
            .await
            .iter()
            .all(|remote| remote.name != "somebody-elses")
    );
}

#[tokio::test]
async fn a_copied_key_leaves_the_clipboard_only_if_it_is_still_there() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = || KeyForm {
        key_id: key.id.clone(),
    };
    world.core.copy_key(form()).await.unwrap();
    world.core.clear_clipboard();
    assert!(world.desktop.clipboard_is_empty(), "it was still there");
    world.core.copy_key(form()).await.unwrap();
    world.desktop.put_on_clipboard("a shopping list");
    world.core.clear_clipboard();
    assert!(
        !world.desktop.clipboard_is_empty(),
        "what the person copied since is theirs"
    );
}

#[tokio::test]
async fn a_renamed_key_is_renamed_at_the_service_too() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let form = EditKeyForm {
        key_id: key.id.clone(),
        name: "staging-eu".to_owned(),
        environment: Environment::Staging,
        purpose: "Europe".to_owned(),
        rotation_days: None,
    };
    world.core.edit_key(form).await.unwrap();
    let row = world.key_by_id(&demo, &key.id).await;
    assert_eq!(
        (row.name.as_str(), row.purpose.as_str()),
        ("staging-eu", "Europe")
    );
    assert_eq!(row.rotation_due_at, None, "never means never due");
    assert_eq!(world.at_service().await[0].name, "staging-eu");
}

#[tokio::test]
async fn a_key_the_service_listed_becomes_whole_when_its_secret_is_taken_in() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    let minted = world.sandbox.mint_key("somebody-elses").await;
    world.clock.pass(Duration::from_secs(120)).await;
    world.look_around().await;
    let found = world.key(&demo, "somebody-elses").await;
    assert!(!found.can_check, "there is nothing to ask with");

    world
        .desktop
        .put_on_clipboard(minted.secret.expose_secret());
    let form = ImportKeyForm {
        workspace_id: demo.clone(),
        name: "somebody-elses".to_owned(),
        environment: Environment::Staging,
        purpose: "Found".to_owned(),
        rotation_days: Some(7),
    };
    world.core.import_key(form).await.unwrap();
    let taken = world.key(&demo, "somebody-elses").await;
    assert_eq!((&taken.id, taken.state), (&found.id, KeyState::Active));
    assert_eq!(
        (
            taken.environment,
            taken.purpose.as_str(),
            taken.rotation_days
        ),
        (Environment::Staging, "Found", Some(7)),
        "what the person typed counts"
    );
    world.revoke(&taken).await.unwrap();
    world.settle().await;
    assert_eq!(
        world.key_by_id(&demo, &found.id).await.state,
        KeyState::Revoked,
        "the service knows which key is meant, and ends it"
    );
}

#[tokio::test]
async fn a_missing_key_whose_secret_came_back_can_be_checked() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let secret = world.copied(&key).await;
    let check = async || {
        let form = KeyForm {
            key_id: key.id.clone(),
        };
        world.core.check_key(form).await.unwrap();
        world.key_by_id(&demo, &key.id).await
    };
    world.keychain.lose(&key.id).await;
    let lost = check().await;
    assert_eq!(lost.state, KeyState::Missing);
    assert!(lost.can_check && !lost.can_copy);
    world.keychain.give(&key.id, &secret).await;
    assert_eq!(check().await.state, KeyState::Active);
}

#[tokio::test]
async fn a_name_the_service_did_not_take_is_told_and_reaches_it_later() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let mut down = Fault::next(FaultKind::CutBefore);
    down.times = u32::MAX;
    world.sandbox.faults().add(down);
    let form = EditKeyForm {
        key_id: key.id.clone(),
        name: "staging-eu".to_owned(),
        environment: key.environment,
        purpose: key.purpose.clone(),
        rotation_days: None,
    };
    world.core.edit_key(form).await.unwrap();
    let told = world.key_by_id(&demo, &key.id).await;
    assert_eq!(told.name, "staging-eu", "here it counts at once");
    assert_eq!(told.name_at_service.as_deref(), Some("staging"));

    world.sandbox.faults().clear();
    world.clock.pass(Duration::from_secs(120)).await;
    world.look_around().await;
    let names: Vec<_> = world
        .at_service()
        .await
        .into_iter()
        .map(|key| key.name)
        .collect();
    assert_eq!(names, ["staging-eu"]);
    assert_eq!(world.key_by_id(&demo, &key.id).await.name_at_service, None);
}
