//! Worlds with posts to read, and what of them is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use latchkey_core::Obstacle;
use latchkey_core::views::{SyncView, WorkspaceForm};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::{StoreError, post_changes, syncs};

use crate::fake_service::{Account, FakePost, FakeService};
use crate::world::World;

/// More steps than any reading here takes.
pub const STEPS: usize = 400;

/// A world with a service that is a double, connected and not yet read.
pub async fn strange(account: Account) -> (World, FakeService, String) {
    let world = World::quick().await;
    let service = FakeService::with(account).await;
    let workspace = service.connect(&world).await;
    (world, service, workspace)
}

/// A world with a filled demo, not yet read.
pub async fn filled(posts: usize) -> (World, String) {
    let world = World::quick().await;
    world.sandbox.fill(posts).await;
    let demo = world.demo().await;
    world.create(&demo, "latchkey").await;
    (world, demo)
}

pub async fn read(world: &World, workspace: &str) {
    assert!(
        world.core.catch_up(workspace, STEPS).await.unwrap(),
        "reading comes to an end"
    );
}

/// A minute later.
pub async fn look(world: &World, workspace: &str) {
    world.clock.pass(Duration::from_secs(61)).await;
    read(world, workspace).await;
}

/// A day later: everything is read anew.
pub async fn read_all_again(world: &World, workspace: &str) {
    world.clock.pass(Duration::from_secs(25 * 3_600)).await;
    read(world, workspace).await;
}

/// What is kept of a workspace's posts, by id.
pub async fn kept(world: &World, workspace: &str) -> BTreeMap<String, PostRow> {
    let id = workspace.to_owned();
    let rows = world.store.read(move |tx| {
        let mut rows = Vec::new();
        posts::each(tx, &id, None, None, |row| rows.push(row))?;
        Ok::<_, StoreError>(rows)
    });
    let rows = rows.await.unwrap();
    let count = rows.len();
    let kept: BTreeMap<_, _> = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    assert_eq!(kept.len(), count, "nothing is kept twice");
    kept
}

pub async fn present(world: &World, workspace: &str) -> BTreeSet<String> {
    let kept = kept(world, workspace).await;
    let present = kept.into_values().filter(|row| row.gone_at.is_none());
    present.map(|row| row.id).collect()
}

/// What is kept is what the double has.
pub async fn assert_same(world: &World, workspace: &str, account: &Account) {
    let kept = kept(world, workspace).await;
    for post in &account.posts {
        let row = kept
            .get(&post.id)
            .unwrap_or_else(|| panic!("{} is lost", post.id));
        let same = FakePost {
            id: row.id.clone(),
            profile_id: row.profile_id.clone(),
            status: row.status.clone(),
            text: row.text.clone(),
        };
        assert_eq!(same, *post);
        assert_eq!(row.gone_at, None, "{} is there", post.id);
    }
    let present = present(world, workspace).await;
    assert_eq!(present, account.ids());
}

pub async fn changed(world: &World, workspace: &str, post: &str) -> Vec<(String, Option<String>)> {
    let (workspace, post) = (workspace.to_owned(), post.to_owned());
    let rows = world
        .store
        .read(move |tx| post_changes::list(tx, &workspace, &post));
    let rows = rows.await.unwrap();
    rows.into_iter().map(|row| (row.field, row.after)).collect()
}

pub async fn obstacle(world: &World, workspace: &str) -> Option<Obstacle> {
    let id = workspace.to_owned();
    let row = world
        .store
        .read(move |tx| syncs::get(tx, &id))
        .await
        .unwrap();
    Obstacle::read(row.unwrap().problem.as_deref())
}

/// What the demo has, by id: profile's name, text, status.
pub async fn at_demo(world: &World) -> BTreeMap<String, (String, String)> {
    let key = world.sandbox.mint_key("observer").await.secret;
    let client = latchkey_api::codivupload::Client::new(
        crate::world::http(),
        &latchkey_api::BaseUrl::try_from(&world.sandbox.base_url()).unwrap(),
    );
    let credential = crate::world::credential(&latchkey_core::SecretKey::from(key));
    let mut told = BTreeMap::new();
    for page in 0.. {
        let query = latchkey_api::codivupload::PostsQuery {
            profile_name: None,
            status: None,
            limit: 100,
            offset: page * 100,
        };
        let page = client.list_posts(&credential, &query).await.unwrap();
        if page.posts.is_empty() {
            break;
        }
        told.extend(page.posts.into_iter().map(|post| {
            let text = post.description.unwrap_or_default();
            (post.id, (text, post.status))
        }));
    }
    told
}

pub async fn assert_same_as_demo(world: &World, workspace: &str, run: &str) {
    let told = at_demo(world).await;
    let kept = kept(world, workspace).await;
    let kept: BTreeMap<_, _> = kept
        .into_values()
        .filter(|row| row.gone_at.is_none())
        .map(|row| (row.id, (row.text, row.status)))
        .collect();
    assert_eq!(kept.len(), told.len(), "{run}");
    assert!(kept == told, "{run}: what is kept is what is there");
}

/// Deletes something at the demo, as its owner would.
pub async fn delete_at_demo(world: &World, path: &str) {
    use secrecy::ExposeSecret;
    let key = world.sandbox.mint_key("somebody").await.secret;
    let url = format!("{}{path}", world.sandbox.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client
        .delete(url)
        .bearer_auth(key.expose_secret())
        .send()
        .await;
    assert!(answer.unwrap().status().is_success());
}

pub async fn sync_view(world: &World, workspace: &str) -> SyncView {
    let view = world.core.activity_state(form(workspace)).await.unwrap();
    view.sync
}

pub fn form(workspace: &str) -> WorkspaceForm {
    WorkspaceForm {
        workspace_id: workspace.to_owned(),
    }
}

pub fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}
