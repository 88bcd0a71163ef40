//! One post: its links, its text, what happened to it, and its pictures.

use chrono::TimeDelta;
use latchkey_core::Error;
use latchkey_core::views::{
    PostForm, PostLinkForm, PostView, ThumbnailForm, ThumbnailView, Verdict,
};
use latchkey_store::post_changes::{self, PostChangeRow};
use latchkey_store::post_events;
use latchkey_store::posts::DestinationRow;

use super::{all, at, list, post, world_with};
use crate::world::World;

async fn open(world: &World, workspace: &str, id: &str) -> PostView {
    let form = PostForm {
        workspace_id: workspace.to_owned(),
        post_id: id.to_owned(),
    };
    world.core.get_post(form).await.unwrap()
}

async fn thumbnail(world: &World, workspace: &str, id: &str, number: u32) -> ThumbnailView {
    let form = ThumbnailForm {
        workspace_id: workspace.to_owned(),
        post_id: id.to_owned(),
        number,
    };
    world.core.post_thumbnail(form).await.unwrap()
}

fn there(platform: &str, status: &str, url: Option<&str>) -> DestinationRow {
    DestinationRow {
        id: platform.to_owned(),
        platform: platform.to_owned(),
        status: status.to_owned(),
        url: url.map(str::to_owned),
        error: None,
    }
}

#[tokio::test]
async fn what_latchkey_does_not_know_is_shown_as_it_is() {
    let mut odd = post("a", "text");
    odd.status = "under\u{202E}review".to_owned();
    odd.post_type = "hologram".to_owned();
    odd.reasons = "[{\"why\":\"of the future\"}]".to_owned();
    odd.destinations = vec![there("mastodon", "thinking", Some("javascript:alert(1)"))];
    let (world, demo) = world_with(vec![odd]).await;
    let view = open(&world, &demo, "a").await;
    assert_eq!(view.post.status_words, "under⟨U+202E⟩review");
    assert_eq!(view.type_words, "hologram");
    let there = &view.post.destinations[0];
    assert_eq!(
        (there.name.as_str(), there.status_words.as_str()),
        ("mastodon", "thinking")
    );
    assert_eq!(there.link, None);
    assert_eq!(view.post.verdict, Verdict::Unrecognised);
    assert_eq!(
        view.post.profile, "p1",
        "a profile nobody named goes by its id"
    );
}

#[tokio::test]
async fn a_link_opens_only_where_the_person_saw_that_it_leads() {
    let mut linked = post("a", "See https://bonus.example/claim now");
    linked.destinations = vec![there("x", "published", Some("https://x.com/p/1"))];
    let (world, demo) = world_with(vec![linked]).await;
    let view = open(&world, &demo, "a").await;
    let in_text = view
        .post
        .text
        .iter()
        .find_map(|piece| piece.link.clone())
        .unwrap();
    let at_platform = view.post.destinations[0].link.clone().unwrap();
    assert_eq!(in_text.host, "bonus.example");
    assert_ne!(in_text.number, at_platform.number);

    let form = |number, host: &str| PostLinkForm {
        workspace_id: demo.clone(),
        post_id: "a".to_owned(),
        number,
        host: host.to_owned(),
    };
    for wrong in [
        form(in_text.number, "x.com"),
        form(99, "x.com"),
        form(u32::MAX, ""),
    ] {
        let refused = world.core.open_post_link(wrong).await;
        assert!(matches!(refused, Err(Error::NotFound)));
    }
    assert!(world.desktop.opened.lock().unwrap().is_empty());
    world
        .core
        .open_post_link(form(in_text.number, "bonus.example"))
        .await
        .unwrap();
    let opened = world.desktop.opened.lock().unwrap().clone();
    assert_eq!(opened[0].as_str(), "https://bonus.example/claim");
}

#[tokio::test]
async fn a_post_of_60_000_hostile_characters_is_cut_in_the_list_and_whole_on_its_page() {
    let text = "<b>\u{202E}a\u{200B} https://bonus.example/x </b>\n".repeat(1_500);
    let (world, demo) = world_with(vec![post("a", &text)]).await;
    let row = &list(&world, &demo, all()).await.posts[0];
    let shown: String = row.text.iter().map(|piece| piece.text.as_str()).collect();
    assert!(shown.chars().count() < 1_500, "a row stays a row");
    let whole = open(&world, &demo, "a").await;
    let links = whole
        .post
        .text
        .iter()
        .filter(|piece| piece.link.is_some())
        .count();
    assert_eq!(links, 1_500);
    assert!(
        whole
            .post
            .text
            .iter()
            .all(|piece| !piece.text.contains(['\u{202E}', '\u{200B}']))
    );
}

#[tokio::test]
async fn a_page_tells_what_happened_to_the_post_newest_first() {
    let (world, demo) = world_with(vec![post("a", "text")]).await;
    world.core.verify_history().await.unwrap();
    let workspace_id = demo.clone();
    let kept = world.store.write(move |tx| {
        for (field, before, after) in [
            ("status", Some("scheduled"), Some("completed")),
            ("scheduled_at", Some("2026-03-01T09:00:00.000Z"), None),
            (
                "destination:x",
                Some("pending"),
                Some("failed: too \u{202E}long"),
            ),
            ("gone", None, Some("2026-03-02T09:00:00.000Z")),
            ("mood", None, Some("bad")),
        ] {
            let row = PostChangeRow {
                workspace_id: workspace_id.clone(),
                post_id: "a".to_owned(),
                seen_at: at("2026-03-02T09:00:00Z"),
                field: field.to_owned(),
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            };
            post_changes::insert(tx, &row)?;
        }
        post_events::insert(tx, &workspace_id, "a", 1)?;
        post_events::insert(tx, &workspace_id, "a", 2)
    });
    kept.await.unwrap();
    let view = open(&world, &demo, "a").await;
    let told: Vec<_> = view
        .changes
        .iter()
        .rev()
        .map(|change| {
            (
                change.what.as_str(),
                change.before.as_deref(),
                change.after.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Its status changed.", Some("Scheduled"), Some("Published")),
            (
                "The time it goes out changed.",
                Some("2026-03-01 10:00 CET"),
                None
            ),
            (
                "Its status on X changed.",
                Some("Waiting"),
                Some("Failed: too ⟨U+202E⟩long")
            ),
            ("The service no longer has it.", None, None),
            ("Something else changed: mood.", None, Some("bad")),
        ]
    );
    assert_eq!(
        view.events
            .iter()
            .map(|event| event.seq)
            .collect::<Vec<_>>(),
        [2, 1]
    );
}

#[tokio::test]
async fn a_picture_of_the_service_is_shown_small() {
    let world = World::new().await;
    let demo = world.demo().await;
    assert!(world.core.catch_up(&demo, 400).await.unwrap());
    let page = list(&world, &demo, all()).await;
    let pictured = page.posts.iter().find(|post| post.media > 0).unwrap();
    let view = open(&world, &demo, &pictured.id).await;
    assert!(view.media[0].from_service);
    let small = thumbnail(&world, &demo, &pictured.id, 0).await;
    let data = small
        .picture
        .unwrap_or_else(|| panic!("{:?}", small.message));
    assert!(data.starts_with("data:image/png;base64,iVBOR"));
    assert!(data.len() < 400_000, "{} characters", data.len());

    let form = ThumbnailForm {
        workspace_id: demo,
        post_id: pictured.id.clone(),
        number: 99,
    };
    let missing = world.core.post_thumbnail(form).await;
    assert!(matches!(missing, Err(Error::NotFound)));
}

#[tokio::test]
async fn nobody_but_the_service_learns_that_somebody_looks() {
    let strangers = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let stranger = strangers.local_addr().unwrap();
    let mut pictured = post("a", "text");
    pictured.post_type = "image".to_owned();
    pictured.media_urls = vec![
        format!("http://{stranger}/pixel.png"),
        "https://evil.example/pixel.png".to_owned(),
        "file:///etc/passwd".to_owned(),
        "/media/none.png".to_owned(),
    ];
    let (world, demo) = world_with(vec![pictured]).await;
    let view = open(&world, &demo, "a").await;
    for (media, name) in view
        .media
        .iter()
        .zip(["pixel.png", "pixel.png", "passwd", "none.png"])
    {
        assert!(!media.from_service);
        assert_eq!(media.name, name);
        let small = thumbnail(&world, &demo, "a", media.number).await;
        assert_eq!(small.picture, None);
        assert!(small.message.unwrap().contains("does not fetch it"));
    }
    assert_eq!(view.media[2].link, None);
    let knock =
        std::future::poll_fn(|cx| std::task::Poll::Ready(strangers.poll_accept(cx).is_ready()));
    assert!(!knock.await, "nobody knocked at the stranger's door");
}

#[tokio::test]
async fn a_file_that_is_no_picture_says_so() {
    let mut posts = vec![post("video", ""), post("lost", "")];
    posts[0].post_type = "video".to_owned();
    posts[0].media_urls = vec!["http://127.0.0.1:1/media/w/p/u/original.mp4".to_owned()];
    posts[1].post_type = "image".to_owned();
    posts[1].made_at += TimeDelta::hours(1);
    posts[1].media_urls = vec!["http://127.0.0.1:1/media/w/p/u/original.png".to_owned()];
    let (world, demo) = world_with(posts).await;
    let video = thumbnail(&world, &demo, "video", 0).await;
    assert_eq!(
        video.message.unwrap(),
        "Small pictures exist for images only."
    );
    let lost = thumbnail(&world, &demo, "lost", 0).await;
    assert_eq!(
        lost.message.unwrap(),
        "The service no longer has this file."
    );
}
