//! What survives a restart, what must not, and who may use a directory.

use latchkey_sandbox::{Options, StartError, State, start};
use secrecy::ExposeSecret;
use serde_json::json;

use crate::support::{World, answer};

#[tokio::test]
async fn keys_posts_and_files_survive_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let state = State::Directory(directory.path().to_owned());
    let world = World::start(state.clone(), false).await;
    let revoked = world.sandbox.mint_key("revoked").await;
    world
        .owner(
            reqwest::Method::DELETE,
            &format!("/keys/{}", revoked.id),
            None,
        )
        .await;
    let id = world
        .text_post(json!({ "scheduled_date": world.in_minutes(60) }))
        .await;
    let before = world.get(&format!("/posts/{id}")).await.body;
    let key = world.key.clone();
    let owner = world.sandbox.owner_token();
    world.sandbox.stop().await;

    let world = World {
        key,
        ..World::start(state, false).await
    };
    assert_eq!(world.get(&format!("/posts/{id}")).await.body, before);
    let url = format!("{}/posts", world.sandbox.base_url());
    let refused = answer(
        world
            .http
            .get(url)
            .bearer_auth(revoked.secret.expose_secret()),
    )
    .await;
    assert_eq!(
        refused.status, 401,
        "a restart does not bring a revoked key back"
    );
    let url = format!("{}/keys", world.sandbox.owner_url());
    let refused = answer(world.http.get(url).bearer_auth(owner.expose_secret())).await;
    assert_eq!(
        refused.status, 401,
        "the owner's session ends with the process"
    );
}

#[tokio::test]
async fn what_fell_due_while_it_was_off_is_caught_up() {
    let directory = tempfile::tempdir().unwrap();
    let state = State::Directory(directory.path().to_owned());
    let world = World::start(state.clone(), false).await;
    let id = world
        .text_post(json!({ "scheduled_date": world.in_minutes(60) }))
        .await;
    drop(world);
    let world = World::start(state, false).await;
    world.advance_clock(2 * 60 * 60);
    world.until_status(&id, "completed").await;
}

#[tokio::test]
async fn media_can_be_read_after_the_port_changed() {
    let directory = tempfile::tempdir().unwrap();
    let state = State::Directory(directory.path().to_owned());
    let first = World::start(state.clone(), true).await;
    first.sandbox.stop().await;

    let world = World::start(state, true).await;
    let listed = world.get("/posts?profile_name=marea_yoga&limit=100").await;
    let posts = listed.body["posts"].as_array().unwrap();
    let url = posts
        .iter()
        .find_map(|post| post["media_urls"][0].as_str())
        .unwrap();
    let picture = world.http.get(url).send().await.unwrap();
    assert_eq!(picture.status(), 200, "{url}");
    assert!(picture.bytes().await.unwrap().starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn the_plain_keys_are_nowhere_on_disk() {
    let directory = tempfile::tempdir().unwrap();
    let world = World::start(State::Directory(directory.path().to_owned()), true).await;
    let keys = [
        world.sandbox.issued_keys(),
        &[world.sandbox.mint_key("one-more").await],
    ]
    .concat();
    world.get("/posts").await;
    for file in files_under(directory.path()) {
        let bytes = std::fs::read(&file).unwrap();
        for key in &keys {
            let plain = key.secret.expose_secret().as_bytes();
            let found = bytes.windows(plain.len()).any(|window| window == plain);
            assert!(!found, "{} holds the key {}", file.display(), key.name);
        }
    }
}

#[tokio::test]
async fn a_directory_and_a_port_belong_to_one_sandbox() {
    let directory = tempfile::tempdir().unwrap();
    let state = State::Directory(directory.path().to_owned());
    let world = World::start(state.clone(), false).await;
    let port = world.sandbox.base_url().port().unwrap();

    let second = start(Options {
        port: 0,
        state: state.clone(),
        story: false,
    })
    .await;
    assert!(matches!(second, Err(StartError::InUse(_))), "{second:?}");
    let taken = start(Options {
        port,
        state: State::Memory,
        story: false,
    })
    .await;
    assert!(
        matches!(taken, Err(StartError::PortTaken(taken)) if taken == port),
        "{taken:?}"
    );

    drop(world);
    let again = start(Options {
        port: 0,
        state,
        story: false,
    })
    .await;
    assert!(
        again.is_ok(),
        "dropping a sandbox releases its directory: {again:?}"
    );
}

#[tokio::test]
async fn a_stopped_sandbox_does_not_answer() {
    let world = World::new().await;
    let url = world.sandbox.base_url();
    assert_eq!(world.get("/posts").await.status, 200);
    world.sandbox.stop().await;
    assert!(world.http.get(url).send().await.is_err());
}

#[tokio::test]
async fn a_dropped_sandbox_closes_its_port() {
    let world = World::new().await;
    let port = world.sandbox.base_url().port().unwrap();
    drop(world);
    for _ in 0..500 {
        if tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(4)).await;
    }
    panic!("port {port} still answers");
}

#[tokio::test]
async fn a_directory_of_a_newer_version_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let state = State::Directory(directory.path().to_owned());
    World::start(state.clone(), false)
        .await
        .sandbox
        .stop()
        .await;
    let file = directory.path().join("sandbox.sqlite");
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let refused = start(Options {
        port: 0,
        state,
        story: false,
    })
    .await;
    assert!(matches!(refused, Err(StartError::TooNew(_))), "{refused:?}");
}

fn files_under(directory: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files_under(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
