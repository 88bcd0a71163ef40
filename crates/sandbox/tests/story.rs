//! The story a new workspace begins with.

use std::collections::BTreeMap;

use latchkey_sandbox::{Options, State, start};
use reqwest::Method;

use crate::support::World;

#[tokio::test]
async fn the_story_has_four_keys_which_are_given_out_once() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options {
        port: 0,
        state: State::Directory(directory.path().to_owned()),
        story: true,
    };
    let first = start(options.clone()).await.unwrap();
    let names: Vec<_> = first
        .issued_keys()
        .iter()
        .map(|key| key.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["app-production", "mcp-claude", "automation-n8n", "staging"]
    );
    first.stop().await;
    let second = start(options).await.unwrap();
    assert!(second.issued_keys().is_empty());
}

#[tokio::test]
async fn the_story_works_over_the_api() {
    let world = World::start(State::Memory, true).await;
    let mut seen = 0;
    let mut foreign = 0;
    let origins = world.owner(Method::GET, "/posts", None).await;
    let origins: BTreeMap<&str, &str> = origins.body["posts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|post| {
            (
                post["id"].as_str().unwrap(),
                post["key_name"].as_str().unwrap(),
            )
        })
        .collect();
    loop {
        let page = world.get(&format!("/posts?limit=100&offset={seen}")).await;
        let posts = page.body["posts"].as_array().unwrap();
        if posts.is_empty() {
            break;
        }
        for post in posts {
            foreign += usize::from(origins[post["id"].as_str().unwrap()] == "staging");
        }
        seen += posts.len();
    }
    assert!(seen > 500, "{seen}");
    assert_eq!(seen, origins.len());
    assert_eq!(
        foreign, 11,
        "eight that night, and three that are still to come"
    );
    let waiting = world.get("/posts?status=scheduled&limit=100").await;
    assert!(
        waiting.body["total"].as_u64().unwrap() >= 8,
        "{:?}",
        waiting.body["total"]
    );
}

#[tokio::test]
async fn without_the_story_there_are_only_profiles() {
    let sandbox = start(Options {
        port: 0,
        state: State::Memory,
        story: false,
    })
    .await
    .unwrap();
    assert!(sandbox.issued_keys().is_empty());
    let world = World::new().await;
    assert_eq!(world.get("/posts").await.body["total"], 0);
}
