//! Adding files to a draft: what is taken in, what is refused, and what is kept.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use chrono::Utc;
use image::{DynamicImage, ImageBuffer, ImageFormat, Rgb};
use latchkey_core::views::{
    AddedFilesView, ChangeSettingsForm, DraftContent, DraftFile, FileForm, FileView, PostKind,
};
use latchkey_core::{Error, NotNow};
use latchkey_store::StoreError;
use latchkey_store::drafts::{self, DraftRow};
use tempfile::TempDir;

use crate::world::World;

/// A world with a draft, and a folder with the person's files.
struct Desk {
    world: World,
    workspace_id: String,
    folder: TempDir,
}

impl Desk {
    async fn new() -> Desk {
        let world = World::quick().await;
        let workspace_id = world.demo().await;
        let row = draft(&workspace_id, &DraftContent::default());
        let written = world.store.write(move |tx| drafts::insert(tx, &row)).await;
        written.map_err(|error: StoreError| error).unwrap();
        Desk {
            world,
            workspace_id,
            folder: TempDir::new().unwrap(),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    async fn add(&self, paths: impl IntoIterator<Item = PathBuf>) -> AddedFilesView {
        let paths = paths.into_iter().collect();
        self.world.core.add_files(DRAFT, paths).await.unwrap()
    }

    /// Adds one file, which must be taken in.
    async fn add_one(&self, path: PathBuf) -> FileView {
        let added = self.add([path]).await;
        assert_eq!(added.refused, [""; 0]);
        added.files.into_iter().next().unwrap()
    }

    /// Adds one file, which must be refused.
    async fn refusal(&self, path: PathBuf) -> String {
        let mut added = self.add([path]).await;
        assert!(added.files.is_empty(), "{:?}", added.files);
        added.refused.remove(0)
    }

    /// What lies in Latchkey's folder for copies.
    fn copies(&self) -> Vec<PathBuf> {
        let listed = fs::read_dir(self.world.files.path().join("files"));
        listed.map_or(Vec::new(), |listed| {
            listed.map(|entry| entry.unwrap().path()).collect()
        })
    }

    fn copy(&self, ending: &str) -> Vec<u8> {
        let copies = self.copies();
        let is_it = |path: &&PathBuf| path.extension().is_some_and(|here| here == ending);
        fs::read(copies.iter().find(is_it).unwrap()).unwrap()
    }
}

/// The one draft.
const DRAFT: &str = "draft";

fn draft(workspace_id: &str, content: &DraftContent) -> DraftRow {
    DraftRow {
        id: DRAFT.to_owned(),
        workspace_id: workspace_id.to_owned(),
        content: serde_json::to_string(content).unwrap(),
        made_at: Utc::now(),
        changed_at: Utc::now(),
        deleted_at: None,
        sent: false,
    }
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let picture: DynamicImage =
        ImageBuffer::from_fn(64, 32, |x, y| Rgb([x as u8, y as u8, 9])).into();
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A photo that names a place, its camera held by a quarter turn.
fn photo() -> Vec<u8> {
    let jpeg = picture(ImageFormat::Jpeg);
    let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26");
    tiff.extend(b"\0\0\0\0\0\x00\0\0\0\0CANARY");
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xFF\xE1", &length, &tiff, &jpeg[2..]].concat()
}

#[tokio::test]
async fn a_photo_is_copied_without_its_place_and_the_persons_own_stays_as_it_is() {
    let desk = Desk::new().await;
    let path = desk.put("Café.JPG", &photo());
    let added = desk.add_one(path.clone()).await;

    assert_eq!(added.name, "Café.JPG");
    assert_eq!(added.kind, Some(PostKind::Image));
    assert_eq!(added.format, "JPEG");
    let dimensions = added.dimensions.unwrap();
    assert_eq!(
        (dimensions.width, dimensions.height),
        (32, 64),
        "as the camera was held"
    );
    assert_eq!(added.removed.as_deref(), Some("Taken out: place"));
    assert_eq!(added.problem, None);

    assert!(!desk.copy("jpg").windows(6).any(|here| here == b"CANARY"));
    assert_eq!(fs::read(path).unwrap(), photo());
}

#[tokio::test]
async fn with_the_switch_off_a_photo_goes_out_as_it_is() {
    let desk = Desk::new().await;
    let form = ChangeSettingsForm {
        clear_clipboard_after: None,
        rotation_days: None,
        hold_seconds: None,
        remove_metadata: Some(false),
    };
    desk.world.core.change_settings(form).await.unwrap();
    let added = desk.add_one(desk.put("a.jpg", &photo())).await;
    assert_eq!(added.removed, None);
    assert_eq!(added.problem, None);
    let endings: Vec<_> = desk
        .copies()
        .iter()
        .map(|path| path.extension().unwrap().to_owned())
        .collect();
    assert_eq!(endings, ["small"], "no copy was made");
}

#[tokio::test]
async fn a_file_is_what_its_content_says() {
    let desk = Desk::new().await;
    for (format, name) in [
        (ImageFormat::Jpeg, "JPEG"),
        (ImageFormat::Png, "PNG"),
        (ImageFormat::Gif, "GIF"),
        (ImageFormat::WebP, "WebP"),
        (ImageFormat::Bmp, "BMP"),
    ] {
        let added = desk
            .add_one(desk.put("holiday.mp4", &picture(format)))
            .await;
        assert_eq!(
            (added.format.as_str(), added.kind),
            (name, Some(PostKind::Image))
        );
        assert_eq!(added.problem, None, "{name}");
        assert!(added.dimensions.is_some(), "{name}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_added_is_refused_with_its_reason() {
    let desk = Desk::new().await;
    let big = desk.folder.path().join("big.mp4");
    fs::File::create(&big)
        .unwrap()
        .set_len(40_000_000_000)
        .unwrap();
    let big_picture = desk.put("big.jpg", &picture(ImageFormat::Jpeg));
    fs::File::options()
        .write(true)
        .open(&big_picture)
        .unwrap()
        .set_len(200_000_000)
        .unwrap();
    for (path, says) in [
        (desk.folder.path().join("gone.jpg"), "gone.jpg is not there"),
        (desk.folder.path().to_owned(), "is a folder"),
        (desk.put("empty.jpg", b""), "empty.jpg is empty"),
        (desk.put("letter.jpg", b"Dear Mara,"), "neither a picture"),
        (
            desk.put("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0"),
            "phone's own format",
        ),
        (big, "at most 5 GB"),
        (big_picture, "at most 100 MB"),
        (PathBuf::from("/"), "is a folder"),
    ] {
        let refusal = desk.refusal(path).await;
        assert!(refusal.contains(says), "{refusal}");
    }
    assert!(desk.copies().is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn nothing_waits_for_a_file_that_gives_no_bytes() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new().await;
    let place = |name: &str| desk.folder.path().join(name);
    symlink(place("loop.jpg"), place("loop.jpg")).unwrap();
    let refusal = desk.refusal(place("loop.jpg")).await;
    assert!(refusal.contains("could not be read"), "{refusal}");

    let made = std::process::Command::new("mkfifo")
        .arg(place("pipe.jpg"))
        .status();
    assert!(made.unwrap().success());
    for path in [place("pipe.jpg"), PathBuf::from("/dev/zero")] {
        let refusal = desk.refusal(path).await;
        assert!(refusal.contains("a connection or a device"), "{refusal}");
    }
}

#[tokio::test]
async fn a_damaged_file_is_there_and_says_so() {
    let desk = Desk::new().await;
    let whole = picture(ImageFormat::Png);
    let mut scrambled = picture(ImageFormat::Png);
    let middle = scrambled.len() / 2;
    scrambled[middle] ^= 0xFF;
    let film = b"\0\0\0\x14ftypisom\0\0\x02\0isom\0\0\xFF\xFFmdat half a film".as_slice();
    let page = b"%PDF-1.7 half a page".as_slice();
    for (name, bytes) in [
        ("cut.png", &whole[..whole.len() / 2]),
        ("scrambled.png", &scrambled),
        ("cut.mp4", film),
        ("cut.pdf", page),
    ] {
        let added = desk.add_one(desk.put(name, bytes)).await;
        let problem = added.problem.unwrap_or_default();
        assert!(
            problem.contains("damaged or cut off"),
            "{name}: {problem:?}"
        );
    }
    let film = b"FLV\x01\x05\0\0\0\x09\0\0\0\0".as_slice();
    let added = desk.add_one(desk.put("old.flv", film)).await;
    assert!(added.problem.unwrap().contains("takes no FLV"));
}

#[tokio::test]
async fn a_picture_that_claims_to_be_huge_is_not_unpacked() {
    let desk = Desk::new().await;
    let mut gif = picture(ImageFormat::Gif);
    // Width and height of the whole picture: 30 000 each.
    gif[6..10].copy_from_slice(&[0x30, 0x75, 0x30, 0x75]);
    let added = desk.add_one(desk.put("bomb.gif", &gif)).await;
    assert!(added.problem.unwrap().contains("more pixels than"));
    let dimensions = added.dimensions.unwrap();
    assert_eq!((dimensions.width, dimensions.height), (30_000, 30_000));
    let drawn = thumbnail(&desk, &added.id).await;
    assert_eq!(drawn.0, None);
    assert!(drawn.1.unwrap().contains("too large"));
}

#[tokio::test]
async fn many_files_at_once_are_taken_in_order_and_the_rest_is_named() {
    let desk = Desk::new().await;
    let gif = picture(ImageFormat::Gif);
    let paths: Vec<_> = (0..500)
        .map(|number| desk.put(&format!("{number}.gif"), &gif))
        .collect();
    let added = desk.add(paths).await;
    let names: Vec<_> = added.files.iter().map(|file| file.name.clone()).collect();
    let expected: Vec<_> = (0..100).map(|number| format!("{number}.gif")).collect();
    assert_eq!(names, expected);
    assert_eq!(
        added.refused,
        ["400 files were left out: at most 100 can be added at once."]
    );
}

#[tokio::test]
async fn the_same_file_twice_is_one_file() {
    let desk = Desk::new().await;
    let path = desk.put("a.png", &picture(ImageFormat::Png));
    let detour = desk
        .folder
        .path()
        .join("..")
        .join(desk.folder.path().file_name().unwrap())
        .join("a.png");
    let added = desk.add([path, detour]).await;
    assert_eq!(added.files.len(), 1);
    assert_eq!(added.refused, ["a.png was there twice; it was added once."]);
}

#[tokio::test]
async fn a_small_picture_is_drawn_and_a_video_has_none() {
    let desk = Desk::new().await;
    let photo = desk.add_one(desk.put("a.jpg", &photo())).await;
    let (drawn, _) = thumbnail(&desk, &photo.id).await;
    assert!(drawn.unwrap().starts_with("data:image/jpeg;base64,"));

    let film = desk
        .add_one(desk.put("b.flv", b"FLV\x01\x05\0\0\0\x09\0\0\0\0"))
        .await;
    let (drawn, message) = thumbnail(&desk, &film.id).await;
    assert_eq!(drawn, None);
    assert!(message.unwrap().contains("images only"));

    let form = FileForm {
        file_id: "../latchkey".to_owned(),
    };
    let unknown = desk.world.core.file_thumbnail(form).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
}

async fn thumbnail(desk: &Desk, file_id: &str) -> (Option<String>, Option<String>) {
    let form = FileForm {
        file_id: file_id.to_owned(),
    };
    let view = desk.world.core.file_thumbnail(form).await.unwrap();
    (view.picture, view.message)
}

#[tokio::test]
async fn files_go_to_drafts_only() {
    let desk = Desk::new().await;
    let path = desk.put("a.png", &picture(ImageFormat::Png));
    let added = desk.world.core.add_files("nothing", vec![path]).await;
    assert!(matches!(added, Err(Error::NotFound)));

    let sent = DraftRow {
        sent: true,
        ..draft(&desk.workspace_id, &DraftContent::default())
    };
    let written = desk.world.store.write(move |tx| drafts::update(tx, &sent));
    written.await.map_err(|error: StoreError| error).unwrap();
    let path = desk.put("b.png", &picture(ImageFormat::Png));
    let added = desk.world.core.add_files(DRAFT, vec![path]).await;
    assert!(matches!(added, Err(Error::NotNow(NotNow::DraftSent))));
    assert!(desk.copies().is_empty());
}

#[tokio::test]
async fn what_no_draft_needs_is_gone_after_the_next_start_and_the_persons_file_is_not() {
    let mut desk = Desk::new().await;
    let needed = desk.add_one(desk.put("needed.jpg", &photo())).await;
    let path = desk.put("unneeded.jpg", &photo());
    let unneeded = desk.add_one(path.clone()).await;
    let content = DraftContent {
        files: vec![DraftFile {
            file_id: needed.id.clone(),
            alt_text: String::new(),
        }],
        ..DraftContent::default()
    };
    let row = draft(&desk.workspace_id, &content);
    let written = desk
        .world
        .store
        .write(move |tx| drafts::update(tx, &row))
        .await;
    written.map_err(|error: StoreError| error).unwrap();
    let half = desk
        .world
        .files
        .path()
        .join("files")
        .join("half-written.part");
    fs::write(&half, "half").unwrap();

    desk.world.restart().await;
    let left = desk.copies();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left.iter().all(|path| is_of(path, &needed.id)));
    assert!(thumbnail(&desk, &needed.id).await.0.is_some());
    let form = FileForm {
        file_id: unneeded.id,
    };
    let gone = desk.world.core.file_thumbnail(form).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    assert!(path.exists());
}

fn is_of(path: &Path, file_id: &str) -> bool {
    path.file_stem().is_some_and(|stem| stem == file_id)
}
