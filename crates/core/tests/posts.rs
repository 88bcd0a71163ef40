//! The list of posts, the bars above it and one post: from the database to what the page is given.

mod one_post;

use chrono::{DateTime, Utc};
use latchkey_core::views::{
    ChoiceView, HistogramForm, PostFilterForm, PostsForm, PostsPageView, VerdictCounts,
    WorkspaceForm,
};
use latchkey_core::{Error, Invalid};
use latchkey_store::StoreError;
use latchkey_store::posts::{self, PostRow};
use latchkey_store::profiles::{self, ProfileRow};

use crate::world::World;

/// A world with these posts in its demo workspace.
async fn world_with(posts: Vec<PostRow>) -> (World, String) {
    let world = World::quick().await;
    let demo = world.demo().await;
    let workspace_id = demo.clone();
    let kept = world.store.write(move |tx| {
        for mut post in posts {
            post.workspace_id.clone_from(&workspace_id);
            posts::insert(tx, &post)?;
        }
        Ok::<_, StoreError>(())
    });
    kept.await.unwrap();
    (world, demo)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn post(id: &str, text: &str) -> PostRow {
    let made_at = at("2026-03-01T09:00:00Z");
    PostRow {
        workspace_id: String::new(),
        id: id.to_owned(),
        profile_id: "p1".to_owned(),
        post_type: "text".to_owned(),
        status: "completed".to_owned(),
        title: None,
        text: text.to_owned(),
        first_comment: None,
        media_urls: Vec::new(),
        destinations: Vec::new(),
        scheduled_at: None,
        made_at,
        updated_at: None,
        first_seen_at: made_at,
        seen_at: made_at,
        gone_at: None,
        held: false,
        verdict: 0,
        reasons: "[]".to_owned(),
    }
}

async fn list(world: &World, workspace: &str, filter: PostFilterForm) -> PostsPageView {
    try_list(world, workspace, filter).await.unwrap()
}

async fn try_list(
    world: &World,
    workspace: &str,
    filter: PostFilterForm,
) -> Result<PostsPageView, Error> {
    let form = PostsForm {
        workspace_id: workspace.to_owned(),
        filter,
        offset: 0,
    };
    world.core.list_posts(form).await
}

fn search(text: &str) -> PostFilterForm {
    PostFilterForm {
        search: text.to_owned(),
        ..PostFilterForm::default()
    }
}

fn all() -> PostFilterForm {
    PostFilterForm::default()
}

fn sum(counts: VerdictCounts) -> u32 {
    counts.made_here + counts.recognised + counts.unrecognised + counts.not_mine
}

#[tokio::test]
async fn the_story_is_listed_counted_and_drawn_alike() {
    let world = World::new().await;
    let demo = world.demo().await;
    assert!(world.core.catch_up(&demo, 400).await.unwrap());

    let page = list(&world, &demo, all()).await;
    assert_eq!(page.posts.len(), 100);
    assert!(
        page.posts.is_sorted_by(|a, b| a.made_at >= b.made_at),
        "newest first"
    );
    assert!(page.posts.iter().all(|post| !post.destinations.is_empty()));

    let form = HistogramForm {
        workspace_id: demo.clone(),
        filter: all(),
    };
    let bars = world.core.post_histogram(form).await.unwrap();
    let drawn: u32 = bars.bars.iter().map(|bar| sum(bar.counts)).sum();
    assert_eq!(drawn, page.total, "every post is in a bar");
    assert!(
        (30..=200).contains(&bars.bars.len()),
        "{} bars",
        bars.bars.len()
    );
    assert_eq!(
        Some(bars.highest),
        bars.bars.iter().map(|bar| sum(bar.counts)).max()
    );
    assert!(bars.bars.is_sorted_by(|a, b| a.until == b.from), "no gaps");

    let form = WorkspaceForm {
        workspace_id: demo.clone(),
    };
    let state = world.core.activity_state(form).await.unwrap();
    assert_eq!(sum(state.counts), page.total);
    assert!(state.profiles.len() > 1 && state.platforms.len() > 1);
    let names: Vec<&str> = state
        .platforms
        .iter()
        .map(|one| one.label.as_str())
        .collect();
    assert!(names.contains(&"Instagram"), "{names:?}");

    for (profile, platform) in [(true, false), (false, true)] {
        let first =
            |is_wanted: bool, choices: &[ChoiceView]| is_wanted.then(|| choices[0].value.clone());
        let filter = PostFilterForm {
            profile: first(profile, &state.profiles),
            platform: first(platform, &state.platforms),
            ..all()
        };
        let narrowed = list(&world, &demo, filter).await;
        assert!((1..page.total).contains(&narrowed.total));
    }
}

#[tokio::test]
async fn a_search_marks_what_it_found() {
    let (world, demo) = world_with(vec![
        post("a", "Free coins for everyone"),
        post("b", "Nothing of the kind"),
    ])
    .await;
    let page = list(&world, &demo, search("free co")).await;
    assert_eq!(page.total, 1);
    let found: Vec<&str> = page.posts[0]
        .text
        .iter()
        .filter(|piece| piece.found)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(found, ["Free", "coins"]);
}

#[tokio::test]
async fn bad_input_is_an_empty_list_or_an_error_in_words() {
    let (world, demo) = world_with(vec![post("a", "text"), post("b", "text")]).await;
    for (typed, total) in [
        ("", 2),
        ("   ", 2),
        ("\"*()-^:{}", 0),
        ("\u{202E}\u{200B}", 0),
        ("text AND", 0),
        ("NEAR(text", 0),
        ("\0", 0),
    ] {
        assert_eq!(
            list(&world, &demo, search(typed)).await.total,
            total,
            "{typed:?}"
        );
    }
    let long = try_list(&world, &demo, search(&"a ".repeat(5_000))).await;
    assert!(matches!(long, Err(Error::Invalid(Invalid::SearchTooLong))));

    let backwards = PostFilterForm {
        from: Some("2026-12-01T00:00:00Z".to_owned()),
        until: Some("2026-01-01T00:00:00Z".to_owned()),
        ..all()
    };
    assert_eq!(list(&world, &demo, backwards).await.total, 0);
    for time in ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00"] {
        let ends = PostFilterForm {
            from: Some(time.to_owned()),
            ..all()
        };
        assert!(list(&world, &demo, ends).await.total <= 2);
    }
    let when = PostFilterForm {
        from: Some("last week".to_owned()),
        ..all()
    };
    let when = try_list(&world, &demo, when).await;
    assert!(matches!(
        when,
        Err(Error::Invalid(Invalid::TimeNotUnderstood))
    ));
    let nowhere = try_list(&world, "no such workspace", all()).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));

    let beyond = PostsForm {
        workspace_id: demo.clone(),
        filter: all(),
        offset: u32::MAX,
    };
    let beyond = world.core.list_posts(beyond).await.unwrap();
    assert_eq!((beyond.total, beyond.posts.len()), (2, 0));
}

#[tokio::test]
async fn an_empty_list_has_no_bars() {
    let (world, demo) = world_with(Vec::new()).await;
    let form = HistogramForm {
        workspace_id: demo.clone(),
        filter: search("anything"),
    };
    let bars = world.core.post_histogram(form).await.unwrap();
    assert_eq!((bars.bars.len(), bars.highest), (0, 0));
}

#[tokio::test]
async fn two_profiles_of_one_name_are_told_apart() {
    let (world, demo) = world_with(vec![post("a", "text")]).await;
    let workspace_id = demo.clone();
    let kept = world.store.write(move |tx| {
        for (id, user) in [("p1", "lindenhof"), ("p2", "lindenhof.2")] {
            let row = ProfileRow {
                workspace_id: workspace_id.clone(),
                id: id.to_owned(),
                name: "Café Lindenhof".to_owned(),
                username: Some(user.to_owned()),
                seen_at: at("2026-03-01T09:00:00Z"),
                platforms: None,
            };
            profiles::upsert(tx, &row)?;
        }
        Ok::<_, StoreError>(())
    });
    kept.await.unwrap();
    let page = list(&world, &demo, all()).await;
    assert_eq!(page.posts[0].profile, "Café Lindenhof (lindenhof)");
}
