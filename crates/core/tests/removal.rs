//! Removing a workspace from Latchkey, and connecting it again.

use latchkey_core::views::{
    AppView, ConnectWorkspaceForm, EditKeyForm, Environment, HeldState, HistoryForm, ImportKeyForm,
    IncidentView, KeyForm, KeyState, Overlap, StartRotationForm, WorkspaceForm,
};
use latchkey_core::{Error, Invalid, NotNow, Obstacle, WrongPaste};
use latchkey_sandbox::IssuedKey;
use latchkey_store::{forget, workspaces};

use crate::guided::{connect_form, copy};
use crate::incident::strangers::{Stranger, back, disown, leak, named as of_incident, now};
use crate::world::{World, end_at, sandbox};

/// A workspace connected with a key of this name at the service.
async fn connected(world: &World, name: &str) -> (String, IssuedKey) {
    let key = world.sandbox.mint_key(name).await;
    let workspace = connect(world, &key, name).await.unwrap().current.unwrap();
    (workspace, key)
}

async fn connect(world: &World, key: &IssuedKey, key_name: &str) -> Result<AppView, Error> {
    copy(world, key);
    let form = ConnectWorkspaceForm {
        key_name: key_name.to_owned(),
        ..connect_form(world)
    };
    world.core.connect_workspace(form).await
}

fn named(workspace: &str) -> WorkspaceForm {
    WorkspaceForm {
        workspace_id: workspace.to_owned(),
    }
}

async fn remove(world: &World, workspace: &str) {
    let app = world.core.remove_workspace(named(workspace)).await.unwrap();
    assert!(app.workspaces.iter().all(|view| view.id != workspace));
}

fn import_form(workspace: &str, name: &str) -> ImportKeyForm {
    ImportKeyForm {
        workspace_id: workspace.to_owned(),
        name: name.to_owned(),
        environment: Environment::Production,
        purpose: String::new(),
        rotation_days: None,
    }
}

#[tokio::test]
async fn a_removed_workspace_comes_back_with_its_key_as_the_one_row_it_was() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    let before = world.key(&workspace, "latchkey").await;
    let edit = EditKeyForm {
        key_id: before.id.clone(),
        name: "latchkey".to_owned(),
        environment: Environment::Staging,
        purpose: "Reads the posts".to_owned(),
        rotation_days: Some(30),
    };
    world.core.edit_key(edit).await.unwrap();
    remove(&world, &workspace).await;

    let app = connect(&world, &key, "back again").await.unwrap();
    assert_eq!(app.current.as_ref(), Some(&workspace), "it is the same one");
    let keys = world.keys(&workspace).await.keys;
    let [row] = &keys[..] else {
        panic!("one key is one row: {keys:#?}");
    };
    assert_eq!(
        (row.id.as_str(), row.state),
        (before.id.as_str(), KeyState::Active)
    );
    assert_eq!(
        (row.name.as_str(), row.purpose.as_str(), row.rotation_days),
        ("back again", "Reads the posts", Some(30)),
        "nobody was asked for more than a name"
    );
    assert!(row.used_by_latchkey);
    assert!(world.is_accepted(row).await, "its secret is here again");
    let page = world.core.list_history(HistoryForm::default()).await;
    let kinds: Vec<_> = page
        .unwrap()
        .events
        .into_iter()
        .map(|event| event.kind)
        .collect();
    assert!(
        kinds.contains(&"workspace.reconnected".to_owned()),
        "{kinds:?}"
    );
}

#[tokio::test]
async fn another_key_of_the_account_brings_it_back_with_the_old_one_missing() {
    let world = World::quick().await;
    let (workspace, first) = connected(&world, "first").await;
    remove(&world, &workspace).await;

    let second = world.sandbox.mint_key("second").await;
    let app = connect(&world, &second, "second").await.unwrap();
    assert_eq!(app.current.as_ref(), Some(&workspace));
    let lost = world.key(&workspace, "first").await;
    assert_eq!(
        lost.state,
        KeyState::Missing,
        "its secret went with the removal"
    );
    assert!(!lost.used_by_latchkey);
    assert!(world.key(&workspace, "second").await.used_by_latchkey);

    copy(&world, &first);
    world
        .core
        .import_key(import_form(&workspace, "first"))
        .await
        .unwrap();
    let back = world.key(&workspace, "first").await;
    assert_eq!((back.id, back.state), (lost.id, KeyState::Active));
}

#[tokio::test]
async fn a_name_that_a_key_of_the_removed_workspace_has_brings_nothing_back() {
    let world = World::quick().await;
    let (workspace, _) = connected(&world, "latchkey").await;
    remove(&world, &workspace).await;
    let second = world.sandbox.mint_key("second").await;
    let taken = connect(&world, &second, "latchkey").await;
    assert!(matches!(taken, Err(Error::Invalid(Invalid::NameTaken(_)))));
    assert!(world.core.app_state().await.unwrap().workspaces.is_empty());
}

#[tokio::test]
async fn a_key_of_a_removed_workspace_is_taken_nowhere_else() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    remove(&world, &workspace).await;
    let elsewhere = sandbox(false).await;
    let form = || ConnectWorkspaceForm {
        name: "Another".to_owned(),
        base_url: elsewhere.base_url().to_string(),
        key_name: "latchkey".to_owned(),
    };
    let names_it = |wrong: Error| {
        matches!(
            wrong,
            Error::Paste(WrongPaste::OfARemovedWorkspace { name, base_url })
                if name == "The agency" && base_url == world.sandbox.base_url().to_string()
        )
    };
    copy(&world, &key);
    assert!(names_it(
        world.core.connect_workspace(form()).await.unwrap_err()
    ));

    copy(&world, &elsewhere.mint_key("elsewhere").await);
    let other = world.core.connect_workspace(form()).await.unwrap();
    copy(&world, &key);
    let import = import_form(&other.current.unwrap(), "again");
    assert!(names_it(world.core.import_key(import).await.unwrap_err()));
}

#[tokio::test]
async fn a_key_proven_dead_brings_nothing_back() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    end_at(&world.sandbox, &key.id).await;
    let row = world.key(&workspace, "latchkey").await;
    world
        .core
        .check_key(KeyForm { key_id: row.id })
        .await
        .unwrap();
    remove(&world, &workspace).await;
    let again = connect(&world, &key, "latchkey").await;
    assert!(matches!(
        again,
        Err(Error::Paste(WrongPaste::KnownAndRevoked(_)))
    ));
}

#[tokio::test]
async fn a_key_whose_end_was_asked_for_comes_back_to_be_proven_dead() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    let row = world.key(&workspace, "latchkey").await;
    world.revoke(&row).await.unwrap();
    remove(&world, &workspace).await;

    connect(&world, &key, "latchkey").await.unwrap();
    let back = world.key_by_id(&workspace, &row.id).await;
    assert_eq!(back.state, KeyState::Ending, "the wish to end it stands");
    end_at(&world.sandbox, &key.id).await;
    world.settle().await;
    let over = world.key_by_id(&workspace, &row.id).await;
    assert_eq!(over.state, KeyState::Revoked);
}

#[tokio::test]
async fn a_keychain_that_takes_nothing_brings_nothing_back_for_good() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    remove(&world, &workspace).await;
    world.keychain.lock(true);
    let locked = connect(&world, &key, "latchkey").await;
    assert!(matches!(
        locked,
        Err(Error::Obstacle(Obstacle::Keychain(_)))
    ));
    assert!(world.core.app_state().await.unwrap().workspaces.is_empty());

    world.keychain.lock(false);
    world.core.unlock_keychain().await.unwrap();
    connect(&world, &key, "latchkey").await.unwrap();
    assert_eq!(world.keys(&workspace).await.keys.len(), 1);
}

#[tokio::test]
async fn a_workspace_stays_while_a_post_is_here_and_nowhere_else() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    let incident = holding(&world, &workspace).await;
    let held = now(&world, &incident).await.held;
    assert_eq!(held.len(), 2, "{held:#?}");

    let preview = world.core.preview_removal(named(&workspace)).await.unwrap();
    let hindrance = preview.hindrance.expect("it says why not");
    assert!(
        hindrance.message.starts_with("2 of its posts"),
        "{hindrance:?}"
    );
    let refused = world.core.remove_workspace(named(&workspace)).await;
    assert!(matches!(refused, Err(Error::NotNow(NotNow::PostsHeld(2)))));

    world
        .core
        .restore_post(back(&incident, &held[0].id, false))
        .await
        .unwrap();
    world.settle().await;
    disown(&world, &workspace, &held[1].post.id).await;
    let preview = world.core.preview_removal(named(&workspace)).await.unwrap();
    assert!(preview.hindrance.is_none());
    remove(&world, &workspace).await;

    connect(&world, &key, "latchkey").await.unwrap();
    let again = now(&world, &incident).await;
    let states: Vec<_> = again.held.iter().map(|held| held.state).collect();
    assert_eq!(
        states,
        [HeldState::Restored, HeldState::Held],
        "what was kept is there and can be read"
    );
    assert_eq!(
        again.key.state,
        KeyState::Suspected,
        "and the key is as suspect as it was"
    );
}

#[tokio::test]
async fn held_posts_survive_a_removal_that_nothing_refused() {
    let world = World::quick().await;
    let (workspace, key) = connected(&world, "latchkey").await;
    let incident = holding(&world, &workspace).await;
    let (id, at) = (workspace.clone(), world.clock.now());
    world
        .store
        .write(move |tx| {
            workspaces::mark_removed(tx, &id, at)?;
            forget::workspace(tx, &id)
        })
        .await
        .unwrap();

    connect(&world, &key, "latchkey").await.unwrap();
    let held = now(&world, &incident).await.held;
    assert!(held.len() == 2 && held.iter().all(|held| held.state == HeldState::Held));
}

#[tokio::test]
async fn what_would_stop_is_named_before_a_removal() {
    let world = World::quick().await;
    let (workspace, _) = connected(&world, "latchkey").await;
    copy(&world, &world.sandbox.mint_key("second").await);
    world
        .core
        .import_key(import_form(&workspace, "second"))
        .await
        .unwrap();
    let said = async || {
        let preview = world.core.preview_removal(named(&workspace)).await.unwrap();
        preview.consequences.join(" ")
    };
    let before = said().await;
    for sentence in ["being ended", "being replaced", "leak response is open"] {
        assert!(!before.contains(sentence), "{before}");
    }

    let first = world.key(&workspace, "latchkey").await;
    let rotation = StartRotationForm {
        key_id: first.id.clone(),
        overlap: Overlap::Hours24,
    };
    world.core.start_rotation(rotation).await.unwrap();
    leak(&world, &first).await;
    world
        .revoke(&world.key(&workspace, "second").await)
        .await
        .unwrap();
    let after = said().await;
    for sentence in [
        "2 of its keys may go on",
        "One key is being ended",
        "One key is being replaced",
        "One leak response is open",
    ] {
        assert!(after.contains(sentence), "{after}");
    }
}

/// A leak response that holds two posts of a stranger.
async fn holding(world: &World, workspace: &str) -> IncidentView {
    let stranger = Stranger::with_a_key_to(world).await;
    for text in ["first", "second"] {
        stranger.schedules(text).await;
    }
    stranger.is_read_into(world, workspace).await;
    let incident = leak(world, &world.key(workspace, "latchkey").await).await;
    world
        .core
        .freeze_posts(of_incident(&incident))
        .await
        .unwrap();
    world.settle().await;
    incident
}
