//! The guided way: the person makes and deletes keys on the service's page, Latchkey recognises,
//! checks, stores and proves.

use std::time::Duration;

use latchkey_core::views::{
    AppView, ConnectWorkspaceForm, CreationForm, Environment, ImportKeyForm, KeyForm, KeyState,
};
use latchkey_core::{Error, Invalid, Obstacle, SecretKey, WrongPaste};
use latchkey_sandbox::{IssuedKey, Plan};
use secrecy::ExposeSecret;

use crate::fake_service::{Account, FakeService};
use crate::world::{World, create_form, end_at, sandbox};

pub fn connect_form(world: &World) -> ConnectWorkspaceForm {
    ConnectWorkspaceForm {
        name: "The agency".to_owned(),
        base_url: world.sandbox.base_url().to_string(),
        key_name: "latchkey".to_owned(),
    }
}

pub fn copy(world: &World, key: &IssuedKey) {
    world.desktop.put_on_clipboard(key.secret.expose_secret());
}

/// A workspace connected the guided way, with one key that works.
async fn connected() -> (World, String) {
    let world = World::quick().await;
    copy(&world, &world.sandbox.mint_key("latchkey").await);
    let app = world
        .core
        .connect_workspace(connect_form(&world))
        .await
        .unwrap();
    (world, app.current.unwrap())
}

async fn try_to_connect(world: &World, text: &str) -> Result<AppView, Error> {
    world.desktop.put_on_clipboard(text);
    world.core.connect_workspace(connect_form(world)).await
}

#[tokio::test]
async fn a_workspace_is_connected_with_the_key_on_the_clipboard() {
    let (world, workspace) = connected().await;
    let keys = world.keys(&workspace).await.keys;
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0].state, KeyState::Active);
    assert!(keys[0].used_by_latchkey);
    assert!(
        world.desktop.clipboard_is_empty(),
        "the key has no business there any more"
    );
}

#[tokio::test]
async fn every_wrong_paste_is_named() {
    let world = World::quick().await;
    let key = world.sandbox.mint_key("latchkey").await;
    let key = key.secret.expose_secret();
    let other = world.sandbox.mint_key("other").await;
    let cut: String = key.chars().take(20).collect();
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLXNpZ25hdHVyZQ".to_owned();
    let unknown = format!("cdv_{}", "x".repeat(40));
    for (text, wrong) in [
        (String::new(), WrongPaste::Empty),
        (jwt, WrongPaste::Jwt),
        (format!("zrk_{}", "a1".repeat(20)), WrongPaste::WrongPrefix),
        (
            cut,
            WrongPaste::Truncated {
                characters: 20,
                expected: 44,
            },
        ),
        (
            format!("{key} {}", other.secret.expose_secret()),
            WrongPaste::SeveralKeys,
        ),
        ("dear diary".to_owned(), WrongPaste::NotAKey),
        (unknown, WrongPaste::RefusedByService),
    ] {
        match try_to_connect(&world, &text).await {
            Err(Error::Paste(found)) => assert_eq!(found, wrong),
            other => panic!("{wrong:?} expected, not {:?}", other.err()),
        }
        assert!(
            !world.desktop.clipboard_is_empty(),
            "the clipboard stays as it was"
        );
    }
    let app = world.core.app_state().await.unwrap();
    assert!(app.workspaces.is_empty(), "a wrong paste connects nothing");
}

#[tokio::test]
async fn quotes_and_an_export_around_a_key_are_cleaned_away() {
    for wrap in [
        "export CODIVUPLOAD_API_KEY=\"KEY\"",
        "'KEY'",
        "  KEY\n",
        "Bearer KEY",
    ] {
        let world = World::quick().await;
        let key = world.sandbox.mint_key("latchkey").await;
        let text = wrap.replace("KEY", key.secret.expose_secret());
        assert!(try_to_connect(&world, &text).await.is_ok(), "{wrap}");
    }
}

#[tokio::test]
async fn a_key_that_is_known_revoked_or_of_another_workspace_is_named() {
    let (world, workspace) = connected().await;
    let import = || ImportKeyForm {
        workspace_id: workspace.clone(),
        name: "again".to_owned(),
        environment: Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    };
    let second = world.sandbox.mint_key("second").await;
    copy(&world, &second);
    world
        .core
        .import_key(ImportKeyForm {
            name: "second".to_owned(),
            ..import()
        })
        .await
        .unwrap();

    copy(&world, &second);
    let known = world.core.import_key(import()).await;
    assert!(
        matches!(&known, Err(Error::Paste(WrongPaste::AlreadyKnown(name))) if name == "second")
    );

    let row = world.key(&workspace, "second").await;
    world.revoke(&row).await.unwrap();
    end_at(&world.sandbox, &second.id).await;
    world.settle().await;
    let revoked = world.core.import_key(import()).await;
    assert!(matches!(
        revoked,
        Err(Error::Paste(WrongPaste::KnownAndRevoked(_)))
    ));

    let elsewhere = sandbox(false).await;
    copy(&world, &elsewhere.mint_key("elsewhere").await);
    let form = ConnectWorkspaceForm {
        name: "Another".to_owned(),
        base_url: elsewhere.base_url().to_string(),
        key_name: "latchkey".to_owned(),
    };
    world.core.connect_workspace(form).await.unwrap();
    copy(&world, &elsewhere.mint_key("not ours").await);
    let foreign = world.core.import_key(import()).await;
    assert!(matches!(
        foreign,
        Err(Error::Paste(WrongPaste::RefusedByService))
    ));
}

#[tokio::test]
async fn a_key_of_another_connected_workspace_is_named_with_it() {
    let (world, first) = connected().await;
    let own = world.key(&first, "latchkey").await;
    world
        .core
        .copy_key(KeyForm { key_id: own.id })
        .await
        .unwrap();
    let elsewhere = sandbox(false).await;
    let form = |name: &str| ConnectWorkspaceForm {
        name: name.to_owned(),
        base_url: elsewhere.base_url().to_string(),
        key_name: "latchkey".to_owned(),
    };
    let of_first = |wrong: &Error| matches!(wrong, Error::Paste(WrongPaste::OfAnotherWorkspace(name)) if name == "The agency");
    let connected = world.core.connect_workspace(form("Second")).await;
    assert!(of_first(&connected.unwrap_err()), "it connects nothing new");

    let secret = world.copied(&world.key(&first, "latchkey").await).await;
    copy(&world, &elsewhere.mint_key("elsewhere").await);
    let app = world.core.connect_workspace(form("Second")).await.unwrap();
    let import = ImportKeyForm {
        workspace_id: app.current.unwrap(),
        name: "again".to_owned(),
        environment: Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    };
    secret.hand_to(|text| world.desktop.put_on_clipboard(text));
    let imported = world.core.import_key(import).await;
    assert!(of_first(&imported.unwrap_err()), "nor is it taken in there");
}

#[tokio::test]
async fn a_key_of_a_workspace_that_is_not_connected_is_not_taken_into_another() {
    let world = World::quick().await;
    let service = FakeService::with(Account::of(1, 0)).await;
    let workspace = service.connect(&world).await;
    service.account().workspace = Some("somebody else's".to_owned());
    world.desktop.put_on_clipboard(format!("cdv_{:0>40}", 8));
    let import = ImportKeyForm {
        workspace_id: workspace.clone(),
        name: "strange".to_owned(),
        environment: Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    };
    let imported = world.core.import_key(import).await;
    assert!(matches!(
        imported,
        Err(Error::Paste(WrongPaste::OfAStrangeWorkspace))
    ));
    assert_eq!(
        world.keys(&workspace).await.keys.len(),
        1,
        "nothing is kept"
    );
}

#[tokio::test]
async fn a_wrong_address_gets_its_own_sentence() {
    let world = World::quick().await;
    copy(&world, &world.sandbox.mint_key("latchkey").await);
    let try_address = async |address: &str| {
        let form = ConnectWorkspaceForm {
            base_url: address.to_owned(),
            ..connect_form(&world)
        };
        world.core.connect_workspace(form).await.err()
    };
    assert!(matches!(
        try_address("not an address").await,
        Some(Error::Invalid(Invalid::AddressNotUnderstood))
    ));
    assert!(matches!(
        try_address("http://example.com/v1").await,
        Some(Error::Invalid(Invalid::AddressNotSecure))
    ));
    assert!(matches!(
        try_address("http://127.0.0.1:1/v1").await,
        Some(Error::Obstacle(Obstacle::NobodyListens))
    ));
    let elsewhere = world
        .sandbox
        .base_url()
        .join("/dashboard")
        .unwrap()
        .to_string();
    assert!(matches!(
        try_address(&elsewhere).await,
        Some(Error::Obstacle(Obstacle::NotThisService))
    ));
    world
        .sandbox
        .controls()
        .update(|settings| settings.plan = Plan::Free);
    assert!(matches!(
        try_address(world.sandbox.base_url().as_str()).await,
        Some(Error::Obstacle(Obstacle::PlanTooLow { .. }))
    ));
    assert!(world.core.app_state().await.unwrap().workspaces.is_empty());
}

#[tokio::test]
async fn a_key_is_made_on_the_page_and_taken_from_the_clipboard() {
    let (world, workspace) = connected().await;
    let view = world
        .core
        .create_key(create_form(&workspace, "app-production"))
        .await
        .unwrap();
    assert!(
        !world.desktop.opened.lock().unwrap().is_empty(),
        "the page was opened"
    );
    let creation_id = view.creations[0].id.clone();
    assert!(
        view.creations[0].guide.is_some(),
        "and what to do there is said"
    );

    world.desktop.put_on_clipboard("cdv_…9f2c");
    world.core.notice_clipboard().await;
    let sighting = world.keys(&workspace).await.creations[0]
        .sighting
        .clone()
        .unwrap();
    assert!(!sighting.usable, "a preview is recognised as one");

    copy(&world, &world.sandbox.mint_key("app-production").await);
    world.core.notice_clipboard().await;
    assert!(
        world.keys(&workspace).await.creations[0]
            .sighting
            .clone()
            .unwrap()
            .usable
    );
    world
        .core
        .take_key_from_clipboard(CreationForm { creation_id })
        .await
        .unwrap();
    world.settle().await;
    let key = world.key(&workspace, "app-production").await;
    assert_eq!(key.state, KeyState::Active);
    assert!(world.desktop.clipboard_is_empty());
}

#[tokio::test]
async fn a_guided_creation_is_resumed_after_a_restart() {
    let (mut world, workspace) = connected().await;
    world
        .core
        .create_key(create_form(&workspace, "staging"))
        .await
        .unwrap();
    world.restart().await;
    let creation_id = world.keys(&workspace).await.creations[0].id.clone();
    copy(&world, &world.sandbox.mint_key("staging").await);
    world
        .core
        .take_key_from_clipboard(CreationForm { creation_id })
        .await
        .unwrap();
    assert!(world.keys(&workspace).await.creations.is_empty());
}

#[tokio::test]
async fn a_guided_revocation_is_proven_once_the_person_deleted_the_key() {
    let (world, workspace) = connected().await;
    let remote = world.at_service().await[0].id.clone();
    let key = world.key(&workspace, "latchkey").await;
    world.revoke(&key).await.unwrap();
    assert!(!world.core.settle(10).await.unwrap(), "it still works");
    let row = world.key_by_id(&workspace, &key.id).await;
    assert_eq!(row.state, KeyState::Ending);
    assert!(row.ending.unwrap().guide.is_some(), "what to do is said");
    end_at(&world.sandbox, &remote).await;
    world.settle().await;
    assert_eq!(
        world.key_by_id(&workspace, &key.id).await.state,
        KeyState::Revoked
    );
}

#[tokio::test]
async fn a_workspace_is_connected_once() {
    let (world, _) = connected().await;
    copy(&world, &world.sandbox.mint_key("second").await);
    let again = world.core.connect_workspace(connect_form(&world)).await;
    assert!(matches!(again, Err(Error::AlreadyConnected(name)) if name == "The agency"));
}

#[tokio::test]
async fn a_deleted_key_is_seen_dead_as_soon_as_the_person_comes_back() {
    let (world, workspace) = connected().await;
    let remote = world.at_service().await[0].id.clone();
    let key = world.key(&workspace, "latchkey").await;
    world.revoke(&key).await.unwrap();
    world.clock.pass(Duration::from_secs(2 * 3_600)).await;
    world.look_around().await;
    end_at(&world.sandbox, &remote).await;
    world.look_around().await;
    let waiting = world.key_by_id(&workspace, &key.id).await;
    assert_eq!(
        waiting.state,
        KeyState::Ending,
        "the next look is minutes away"
    );
    assert!(waiting.can_check, "but the person can ask for it");

    world.core.look_at_guided_endings().await.unwrap();
    world.look_around().await;
    let over = world.key_by_id(&workspace, &key.id).await;
    assert_eq!(over.state, KeyState::Revoked);
}

#[tokio::test]
async fn calling_a_creation_off_leaves_no_secret_in_the_keychain() {
    let (mut world, workspace) = connected().await;
    let form = create_form(&workspace, "staging");
    let view = world.core.create_key(form).await.unwrap();
    let creation_id = view.creations[0].id.clone();
    // The app died after it had stored the key and before it wrote down that it is there.
    let minted = world.sandbox.mint_key("staging").await;
    let secret = SecretKey::from(minted.secret.clone());
    world.keychain.give(&creation_id, &secret).await;
    world.restart().await;

    let form = CreationForm {
        creation_id: creation_id.clone(),
    };
    world.core.cancel_creation(form).await.unwrap();
    assert!(!world.keychain.holds(&creation_id).await);
}
