//! Files on their way to a real sandbox, with everything that can go wrong on it.

use std::fs;
use std::future::pending;
use std::path::PathBuf;
use std::sync::Mutex;

use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::workspaces;
use tempfile::TempDir;

use super::*;

#[path = "../../../tests/world.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    clippy::unwrap_in_result,
    reason = "it was made for the tests outside this crate"
)]
mod world;

use world::World;

/// The beginning of a film; what follows is the film.
const FILM: &[u8] = b"\0\0\0\x10ftypisom\0\0\x02\0\0\0\0\x08mdat";

/// A world with a workspace, a profile, and a folder with the person's files.
struct Post {
    world: World,
    workspace: WorkspaceRow,
    profile: ProfileRow,
    folder: TempDir,
}

impl Post {
    async fn new() -> Post {
        let world = World::quick().await;
        let id = world.demo().await;
        world.create(&id, "posting").await;
        let workspace = world.store.read(move |tx| workspaces::get(tx, &id)).await;
        let workspace = workspace
            .map_err(|error: StoreError| error)
            .unwrap()
            .unwrap();
        let OwnWay {
            client, credential, ..
        } = world.core.own_way(&workspace).await.unwrap();
        let alive = client.check_key(&credential).await.unwrap();
        let profile = profile(
            &workspace,
            &alive.profiles[0].id,
            &alive.profiles[0].profile_name,
        );
        Post {
            world,
            workspace,
            profile,
            folder: TempDir::new().unwrap(),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Takes a file in, and says its id.
    async fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.put(name, bytes);
        let taken = self
            .world
            .core
            .take_in_files(&self.workspace.id, vec![path])
            .await
            .unwrap();
        taken.files[0].id.clone()
    }

    async fn send(&self, file_id: &str) -> Result<String, UploadFailure> {
        let core = &self.world.core;
        core.upload_file(
            &self.workspace,
            &self.profile,
            file_id,
            |_, _| {},
            pending(),
        )
        .await
    }

    fn fails(&self, kind: FaultKind) {
        self.world
            .sandbox
            .faults()
            .add(Fault::on(kind, "POST", "/v1/upload-media"));
    }

    async fn left(&self) -> u32 {
        self.world
            .core
            .uploads_left(&self.workspace.id)
            .await
            .unwrap()
            .0
    }

    async fn at_service(&self, url: &str) -> Vec<u8> {
        reqwest::get(url)
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .to_vec()
    }
}

fn profile(workspace: &WorkspaceRow, id: &str, name: &str) -> ProfileRow {
    ProfileRow {
        workspace_id: workspace.id.clone(),
        id: id.to_owned(),
        name: name.to_owned(),
        username: None,
        seen_at: Moment::default(),
        platforms: None,
    }
}

#[tokio::test]
async fn a_file_arrives_as_it_is_and_the_same_bytes_never_leave_twice() {
    let post = Post::new().await;
    let bytes = [FILM, &[7; 300_000]].concat();
    let id = post.file("Sommer \"24\".MP4", &bytes).await;
    let told = Mutex::new(Vec::new());
    let tell = |sent, of| told.lock().unwrap().push((sent, of));
    let core = &post.world.core;
    let url = core
        .upload_file(&post.workspace, &post.profile, &id, tell, pending())
        .await
        .unwrap();
    assert_eq!(post.at_service(&url).await, bytes);
    let told = told.into_inner().unwrap();
    assert!(told.is_sorted());
    assert_eq!(told.last(), Some(&(300_024, 300_024)));

    assert_eq!(post.send(&id).await.unwrap(), url);
    assert_eq!(post.left().await, 49, "it left once");
}

#[tokio::test]
async fn pictures_with_the_same_bytes_are_one_upload_for_each_profile() {
    let mut post = Post::new().await;
    let picture = tiny_picture();
    let (first, second) = (
        post.file("a.gif", &picture).await,
        post.file("b.gif", &picture).await,
    );
    let url = post.send(&first).await.unwrap();
    assert_eq!(post.send(&second).await.unwrap(), url);
    assert_eq!(post.left().await, 49);

    let OwnWay {
        client, credential, ..
    } = post.world.core.own_way(&post.workspace).await.unwrap();
    let other = client
        .check_key(&credential)
        .await
        .unwrap()
        .profiles
        .remove(1);
    post.profile = profile(&post.workspace, &other.id, &other.profile_name);
    assert_ne!(post.send(&first).await.unwrap(), url);
}

#[tokio::test]
async fn an_upload_that_the_service_may_have_forgotten_is_made_again() {
    let post = Post::new().await;
    let id = post.file("a.gif", &tiny_picture()).await;
    let url = post.send(&id).await.unwrap();
    post.world
        .clock
        .pass(Duration::from_secs(24 * 3_600 * 24))
        .await;
    assert_eq!(post.send(&id).await.unwrap(), url);
    post.world.clock.pass(Duration::from_secs(24 * 3_600)).await;
    assert_ne!(post.send(&id).await.unwrap(), url);
}

#[tokio::test]
async fn whatever_goes_wrong_the_next_attempt_begins_at_the_beginning_and_arrives() {
    let post = Post::new().await;
    let bytes = [FILM, &[7; 500_000]].concat();
    for (number, kind) in [
        FaultKind::ServerError,
        FaultKind::CutBefore,
        FaultKind::CutAfter,
        FaultKind::BrokenJson,
    ]
    .into_iter()
    .enumerate()
    {
        let id = post.file(&format!("{number}.mp4"), &bytes).await;
        post.fails(kind.clone());
        let failed = post.send(&id).await;
        assert!(
            matches!(failed, Err(UploadFailure::Hindered { .. })),
            "{kind:?}: {failed:?}"
        );
        let url = post.send(&id).await.unwrap();
        assert_eq!(post.at_service(&url).await, bytes, "{kind:?}");
    }
}

#[tokio::test]
async fn a_pause_the_service_asks_for_is_passed_on() {
    let post = Post::new().await;
    let id = post.file("a.gif", &tiny_picture()).await;
    post.fails(FaultKind::RateLimited { retry_after: 42 });
    let failed = post.send(&id).await;
    let expected = UploadFailure::Hindered {
        obstacle: Obstacle::RateLimited,
        pause: Some(Duration::from_secs(42)),
    };
    assert_eq!(failed, Err(expected));
}

#[tokio::test]
async fn a_file_that_is_not_what_it_was_does_not_leave() {
    let post = Post::new().await;
    let changed = post.file("changed.mp4", FILM).await;
    let gone = post.file("gone.mp4", FILM).await;
    post.put("changed.mp4", &[FILM, b"!"].concat());
    fs::remove_file(post.folder.path().join("gone.mp4")).unwrap();
    assert_eq!(post.send(&changed).await, Err(UploadFailure::Changed));
    assert_eq!(post.send(&gone).await, Err(UploadFailure::Gone));
    assert_eq!(post.left().await, 50, "nothing was tried");
}

#[tokio::test]
async fn a_profile_that_is_gone_is_no_reason_to_try_again() {
    let mut post = Post::new().await;
    let id = post.file("a.gif", &tiny_picture()).await;
    post.profile = profile(&post.workspace, "gone", "Nobody");
    assert!(matches!(
        post.send(&id).await,
        Err(UploadFailure::Refused(_))
    ));
}

#[tokio::test]
async fn no_more_files_leave_within_an_hour_than_the_service_takes() {
    let post = Post::new().await;
    let start = post.world.core.now();
    for number in 0..50_u8 {
        let id = post
            .file(&format!("{number}.mp4"), &[FILM, &[number]].concat())
            .await;
        post.send(&id).await.unwrap();
    }
    let id = post.file("one-more.mp4", &[FILM, &[99]].concat()).await;
    assert_eq!(
        post.send(&id).await,
        Err(UploadFailure::UsedUp(start + WINDOW))
    );
    let (left, words) = post
        .world
        .core
        .uploads_left(&post.workspace.id)
        .await
        .unwrap();
    assert_eq!(left, 0);
    assert!(words.contains("can leave at"), "{words}");

    post.world.clock.pass(Duration::from_secs(61 * 60)).await;
    assert_eq!(post.left().await, 50);
    post.world
        .sandbox
        .controls()
        .advance_clock(Duration::from_secs(61 * 60));
    post.send(&id).await.unwrap();
}

#[tokio::test]
async fn what_never_left_does_not_count() {
    let post = Post::new().await;
    let id = post.file("a.gif", &tiny_picture()).await;
    let (ws, base) = (post.workspace.id.clone(), "http://127.0.0.1:1/v1");
    let moved = post
        .world
        .store
        .write(move |tx| workspaces::update_endpoints(tx, &ws, base, base));
    moved.await.map_err(|error: StoreError| error).unwrap();
    let nowhere = WorkspaceRow {
        kind: "codivupload".to_owned(),
        base_url: base.to_owned(),
        ..post.workspace.clone()
    };
    let core = &post.world.core;
    let failed = core
        .upload_file(&nowhere, &post.profile, &id, |_, _| {}, pending())
        .await;
    assert_eq!(failed, Err(Obstacle::NobodyListens.into()));
    assert_eq!(post.left().await, 50);
}

#[tokio::test]
async fn an_upload_that_is_called_off_makes_room_for_the_next() {
    let post = Post::new().await;
    let slow = post.file("slow.mp4", &[FILM, &[1; 100_000]].concat()).await;
    let next = post.file("next.mp4", &[FILM, &[2; 100_000]].concat()).await;
    post.fails(FaultKind::Slow { ms: 60_000 });
    let core = &post.world.core;
    let begun = tokio::sync::Notify::new();
    let failed = core
        .upload_file(
            &post.workspace,
            &post.profile,
            &slow,
            |_, _| begun.notify_one(),
            begun.notified(),
        )
        .await;
    assert_eq!(failed, Err(UploadFailure::CalledOff));
    post.send(&next).await.unwrap();
}

#[tokio::test]
async fn a_large_file_goes_in_steps_and_does_not_fill_the_memory() {
    const LARGE: u64 = 300_000_000;
    let post = Post::new().await;
    let path = post.put("long.mp4", FILM);
    let film = fs::File::options().write(true).open(&path).unwrap();
    film.set_len(LARGE).unwrap();
    let taken = post
        .world
        .core
        .take_in_files(&post.workspace.id, vec![path])
        .await
        .unwrap();
    let id = &taken.files[0].id;

    post.fails(FaultKind::ServerError);
    assert!(matches!(
        post.send(id).await,
        Err(UploadFailure::Hindered { .. })
    ));
    let before = memory();
    let url = post.send(id).await.unwrap();
    let grown = memory().saturating_sub(before);
    assert!(grown < 64 * 1024, "{grown} KiB more");
    let length = reqwest::Client::new().head(&url).send().await.unwrap();
    assert_eq!(length.status(), 200);
}

/// The most memory this process ever had, in KiB, where the system tells.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    number.unwrap_or(0)
}

fn tiny_picture() -> Vec<u8> {
    let picture = image::DynamicImage::new_rgb8(3, 2);
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Gif)
        .unwrap();
    bytes.into_inner()
}
