//! A leak in a workspace where the person makes and deletes keys on the service's page.

use latchkey_core::views::{ConnectWorkspaceForm, CreationForm, KeyState, StepKind, StepState};
use secrecy::ExposeSecret as _;

use super::strangers::{leak, named, now, step};
use crate::world::{World, end_at};

#[tokio::test]
async fn the_page_is_opened_and_the_key_watched_until_the_service_refuses_it() {
    let world = World::quick().await;
    let first = world.sandbox.mint_key("latchkey").await;
    world.desktop.put_on_clipboard(first.secret.expose_secret());
    let form = ConnectWorkspaceForm {
        name: "The agency".to_owned(),
        base_url: world.sandbox.base_url().to_string(),
        key_name: "latchkey".to_owned(),
    };
    let app = world.core.connect_workspace(form).await.unwrap();
    let workspace = app.current.unwrap();
    let key = world.key(&workspace, "latchkey").await;
    let incident = leak(&world, &key).await;

    world.core.end_leaked_key(named(&incident)).await.unwrap();
    assert!(
        !world.desktop.opened.lock().unwrap().is_empty(),
        "the service's page was opened"
    );
    let waiting = now(&world, &incident).await;
    assert_eq!(
        step(&waiting, StepKind::Contain).state,
        StepState::YourTurn,
        "the person deletes it there"
    );
    end_at(&world.sandbox, &first.id).await;
    world.settle().await;
    let over = now(&world, &incident).await;
    assert_eq!(step(&over, StepKind::Contain).state, StepState::Done);

    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    let asked = now(&world, &incident).await;
    assert_eq!(step(&asked, StepKind::Replace).state, StepState::YourTurn);
    let creation = asked.replacement.unwrap().creation.unwrap();
    let second = world.sandbox.mint_key("latchkey").await;
    world
        .desktop
        .put_on_clipboard(second.secret.expose_secret());
    let form = CreationForm {
        creation_id: creation.id,
    };
    world.core.take_key_from_clipboard(form).await.unwrap();
    world.settle().await;
    let replaced = now(&world, &incident).await.replacement.unwrap().key;
    let replaced = replaced.expect("the new key is there");
    assert_eq!(
        (replaced.name.as_str(), replaced.state),
        ("latchkey", KeyState::Active)
    );
}
