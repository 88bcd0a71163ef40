use latchkey_store::posts::{self, DestinationRow, PostFilter, PostRow, VerdictCounts};
use latchkey_store::{Store, StoreError, workspaces};

use crate::world::{at, post, read, store_with_keys, text, workspace, write};

/// A post with something in every column.
fn full(id: &str) -> PostRow {
    PostRow {
        title: text("A title"),
        first_comment: text("First!"),
        media_urls: vec!["https://cdn.codivupload.com/a.jpg".into()],
        destinations: vec![DestinationRow {
            id: "d".into(),
            platform: "instagram".into(),
            status: "failed".into(),
            url: text("https://instagram.com/p/1"),
            error: text("too large"),
        }],
        scheduled_at: Some(at(10)),
        updated_at: Some(at(11)),
        gone_at: Some(at(12)),
        held: true,
        verdict: 2,
        reasons: r#"[{"kind":"rhythm"}]"#.into(),
        ..post(id, 9)
    }
}

async fn store_with(rows: Vec<PostRow>) -> Store {
    let store = store_with_keys().await;
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| posts::insert(tx, row))
    })
    .await
    .unwrap();
    store
}

fn everything() -> PostFilter {
    PostFilter {
        workspace_id: "w".into(),
        ..PostFilter::default()
    }
}

async fn ids(store: &Store, filter: PostFilter) -> Vec<String> {
    let found = read(store, move |tx| posts::page(tx, &filter, 0, 100)).await;
    found.into_iter().map(|found| found.post.id).collect()
}

#[tokio::test]
async fn a_post_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with(vec![full("inserted"), post("updated", 1), post("bare", 2)]).await;
    write(&store, |tx| posts::update(tx, &full("updated")))
        .await
        .unwrap();
    for expected in [full("inserted"), full("updated"), post("bare", 2)] {
        let id = expected.id.clone();
        let found = read(&store, move |tx| posts::get(tx, "w", &id)).await;
        assert_eq!(found, Some(expected));
    }
    assert_eq!(read(&store, |tx| posts::get(tx, "w", "ghost")).await, None);
    assert_eq!(
        read(&store, |tx| posts::get(tx, "elsewhere", "bare")).await,
        None
    );
}

#[tokio::test]
async fn a_post_is_known_once() {
    let store = store_with(vec![post("p", 1)]).await;
    let outcome = write(&store, |tx| posts::insert(tx, &post("p", 2))).await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
    let outcome = write(&store, |tx| posts::update(tx, &post("ghost", 2))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn the_list_is_newest_first_and_can_be_entered_anywhere() {
    let rows = (0..10).map(|second| post(&format!("p{second}"), second));
    let store = store_with(rows.collect()).await;
    let found = read(&store, |tx| posts::page(tx, &everything(), 3, 2)).await;
    let ids: Vec<_> = found.iter().map(|found| found.post.id.as_str()).collect();
    assert_eq!(ids, ["p6", "p5"]);
    assert_eq!(read(&store, |tx| posts::count(tx, &everything())).await, 10);
    assert_eq!(
        read(&store, |tx| posts::page(tx, &everything(), 10, 2)).await,
        []
    );
}

#[tokio::test]
async fn a_post_that_was_made_at_another_moment_after_all_moves_in_the_list() {
    let store = store_with(vec![post("a", 1), post("b", 2)]).await;
    write(&store, |tx| posts::update(tx, &post("a", 3)))
        .await
        .unwrap();
    assert_eq!(ids(&store, everything()).await, ["a", "b"]);
}

#[tokio::test]
async fn a_search_finds_all_words_in_any_order_and_the_last_may_be_unfinished() {
    let says = |id: &str, seconds, text: &str| PostRow {
        text: text.into(),
        ..post(id, seconds)
    };
    let store = store_with(vec![
        says("both", 3, "Frischer Kaffee aus dem Café, heute!"),
        says("one", 2, "Kaffee für alle"),
        says("none", 1, "Tee"),
    ])
    .await;
    let searching = |words: &str| PostFilter {
        search: text(words),
        ..everything()
    };
    assert_eq!(ids(&store, searching("cafe KAFFEE")).await, ["both"]);
    assert_eq!(ids(&store, searching("kaff")).await, ["both", "one"]);
    assert_eq!(ids(&store, searching("kaff ")).await, [""; 0]);
    assert_eq!(ids(&store, searching(" ")).await, ["both", "one", "none"]);
    for hostile in [
        "\"", "NEAR(", "* OR *", "text:", "\u{0}", "-", "^", "(", "'",
    ] {
        assert_eq!(ids(&store, searching(hostile)).await, [""; 0], "{hostile}");
    }
}

#[tokio::test]
async fn a_search_counts_the_posts_of_its_own_workspace_alone_or_not() {
    let store = store_with(vec![post("a", 1), post("b", 2)]).await;
    let filter = PostFilter {
        search: text("text"),
        from: Some(at(2)),
        ..everything()
    };
    let narrow = filter.clone();
    assert_eq!(read(&store, move |tx| posts::count(tx, &narrow)).await, 1);

    write(&store, |tx| {
        workspaces::insert(tx, &workspace("v"))?;
        let foreign = PostRow {
            workspace_id: "v".into(),
            ..post("c", 3)
        };
        posts::insert(tx, &foreign)
    })
    .await
    .unwrap();
    let narrow = filter.clone();
    assert_eq!(read(&store, move |tx| posts::count(tx, &narrow)).await, 1);
    let elsewhere = PostFilter {
        workspace_id: "empty".into(),
        ..filter
    };
    assert_eq!(
        read(&store, move |tx| posts::count(tx, &elsewhere)).await,
        0
    );
}

#[tokio::test]
async fn a_verdict_is_written_and_counted() {
    let store = store_with(vec![post("a", 1), post("b", 2), post("c", 3)]).await;
    write(&store, |tx| {
        posts::judge(tx, "w", "a", 3, "[1]")?;
        posts::judge(tx, "w", "b", 1, "[2]")
    })
    .await
    .unwrap();
    let judged = read(&store, |tx| posts::get(tx, "w", "a")).await.unwrap();
    assert_eq!((judged.verdict, judged.reasons.as_str()), (3, "[1]"));
    let counts = VerdictCounts {
        unrecognised: 1,
        made_here: 1,
        ..VerdictCounts::default()
    };
    assert_eq!(
        read(&store, |tx| posts::counts(tx, "w", Some(at(2)))).await,
        counts
    );
    assert_eq!(
        read(&store, |tx| posts::counts(tx, "w", None)).await,
        VerdictCounts {
            not_mine: 1,
            ..counts
        }
    );
    let outcome = write(&store, |tx| posts::judge(tx, "w", "ghost", 1, "[]")).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn posts_are_handed_over_oldest_first_within_their_time() {
    let store = store_with((0..5).map(|n| post(&format!("p{n}"), n)).collect()).await;
    let found = read(&store, |tx| {
        let mut found = Vec::new();
        posts::each(tx, "w", Some(at(1)), Some(at(4)), |row| found.push(row))?;
        Ok(found)
    })
    .await;
    assert_eq!(found, [post("p1", 1), post("p2", 2), post("p3", 3)]);
}

#[tokio::test]
async fn bars_count_from_their_beginning_to_the_beginning_of_the_next() {
    let store = store_with((0..5).map(|n| post(&format!("p{n}"), n)).collect()).await;
    let bars = read(&store, |tx| {
        posts::histogram(tx, &everything(), &[at(1), at(3), at(4)])
    })
    .await;
    let unrecognised: Vec<_> = bars.iter().map(|bar| bar.unrecognised).collect();
    assert_eq!(unrecognised, [2, 1]);
}

#[tokio::test]
async fn a_list_spans_the_time_from_its_first_to_its_last_post() {
    let store = store_with(vec![post("a", 1), post("b", 5), post("c", 9)]).await;
    let filter = PostFilter {
        until: Some(at(9)),
        ..everything()
    };
    let span = posts::Span {
        first: at(1),
        last: at(5),
    };
    assert_eq!(
        read(&store, move |tx| posts::span(tx, &filter)).await,
        Some(span)
    );
    let nothing = PostFilter::default();
    assert_eq!(
        read(&store, move |tx| posts::span(tx, &nothing)).await,
        None
    );
}

#[tokio::test]
async fn what_a_search_found_is_marked_in_the_text_and_the_text_is_cut_around_it() {
    let long = format!("{}KAFFEE {}", "Tee ".repeat(200), "Tee ".repeat(200));
    let says = |id: &str, seconds, text: &str| PostRow {
        text: text.into(),
        ..post(id, seconds)
    };
    let store = store_with(vec![
        says("short", 2, "Ein Kaffeehaus"),
        says("long", 1, &long),
    ])
    .await;
    let filter = PostFilter {
        search: text("kaffee"),
        ..everything()
    };
    let page = read(&store, move |tx| posts::page(tx, &filter, 0, 10)).await;
    let marked: Vec<_> = page
        .iter()
        .flat_map(|it| it.found.iter().map(|range| it.post.text.get(range.clone())))
        .collect();
    assert_eq!(marked, [Some("Kaffeehaus"), Some("KAFFEE")]);
    assert_eq!((page[0].cut_before, page[0].cut_after), (false, false));
    assert_eq!((page[1].cut_before, page[1].cut_after), (true, true));
    assert!(page[1].post.text.len() < 400);
}

#[tokio::test]
async fn a_text_too_long_to_be_marked_is_shown_from_its_beginning() {
    let row = PostRow {
        text: "Kaffee ".repeat(9000),
        ..post("p", 1)
    };
    let store = store_with(vec![row]).await;
    let filter = PostFilter {
        search: text("kaffee"),
        ..everything()
    };
    let page = read(&store, move |tx| posts::page(tx, &filter, 0, 10)).await;
    assert!(page[0].post.text.starts_with("Kaffee Kaffee"));
    assert!(page[0].cut_after && page[0].found.is_empty());
}

#[tokio::test]
async fn only_what_occurs_can_be_chosen() {
    let to = |platform: &str| DestinationRow {
        platform: platform.into(),
        ..full("p").destinations[0].clone()
    };
    let before = PostRow {
        status: "publishing".into(),
        destinations: vec![to("x"), to("instagram")],
        ..post("p", 1)
    };
    let store = store_with(vec![before, post("q", 2)]).await;
    let after = PostRow {
        profile_id: "bakery".into(),
        destinations: vec![to("x")],
        ..post("p", 1)
    };
    write(&store, move |tx| posts::update(tx, &after))
        .await
        .unwrap();
    let strings = |values: &[&str]| values.iter().map(|it| (*it).to_owned()).collect();
    assert_eq!(
        read(&store, |tx| posts::choices(tx, "w")).await,
        posts::Choices {
            profiles: strings(&["bakery", "cafe"]),
            platforms: strings(&["x"]),
            statuses: strings(&["completed"]),
        }
    );
}

#[tokio::test]
async fn posts_of_impossible_times_keep_their_moment_and_stand_at_the_ends() {
    let made = |id: &str, moment: &str| PostRow {
        made_at: moment.parse().unwrap(),
        ..post(id, 0)
    };
    let store = store_with(vec![
        made("future", "9999-12-31T23:59:59.999Z"),
        made("now", "2026-04-01T09:30:00Z"),
        made("past", "0001-01-01T00:00:00Z"),
    ])
    .await;
    let page = read(&store, |tx| posts::page(tx, &everything(), 0, 10)).await;
    let years: Vec<_> = page
        .iter()
        .map(|it| it.post.made_at.format("%Y").to_string())
        .collect();
    assert_eq!(years, ["9999", "2026", "0001"]);
}

#[tokio::test]
async fn the_ids_of_a_profile_are_found_by_status() {
    let store = store_with(vec![
        post("completed", 1),
        PostRow {
            status: "scheduled".into(),
            ..post("scheduled", 2)
        },
        PostRow {
            gone_at: Some(at(9)),
            ..post("gone", 3)
        },
        PostRow {
            profile_id: "other".into(),
            ..post("of another", 4)
        },
    ])
    .await;
    let found = read(&store, |tx| {
        posts::ids_of(tx, "w", "cafe", &["completed", "publishing"])
    })
    .await;
    assert_eq!(found, ["completed"]);
}

#[tokio::test]
async fn a_calendar_shows_posts_when_they_go_out_or_else_when_they_were_made() {
    let scheduled = |id: &str, made: i64, at_: i64| PostRow {
        scheduled_at: Some(at(at_)),
        status: "scheduled".into(),
        ..post(id, made)
    };
    let gone = PostRow {
        gone_at: Some(at(60)),
        ..scheduled("gone", 1, 50)
    };
    let long = PostRow {
        text: "ä".repeat(600),
        ..post("long", 40)
    };
    let rows = [
        scheduled("late", 1, 59),
        long,
        scheduled("moved on", 45, 60),
        scheduled("early", 2, 39),
        post("before", 39),
        gone,
    ];
    let store = store_with_keys().await;
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| posts::insert(tx, row))
    })
    .await
    .unwrap();
    let found = read(&store, |tx| posts::planned(tx, "w", at(40), at(60))).await;
    let told: Vec<_> = found
        .iter()
        .map(|post| (post.id.as_str(), post.at))
        .collect();
    assert_eq!(told, [("long", at(40)), ("late", at(59))]);
    assert_eq!(found[0].text.chars().count(), 500);
    assert_eq!(found[0].text_bytes, 1_200);
}

#[tokio::test]
async fn a_profile_keeps_the_number_of_its_first_post() {
    let of = |id: &str, profile: &str, status: &str| PostRow {
        profile_id: profile.into(),
        status: status.into(),
        ..post(id, 1)
    };
    let store = store_with_keys().await;
    write(&store, move |tx| {
        posts::insert(tx, &of("1", "velo", "scheduled"))?;
        posts::insert(tx, &of("2", "cafe", "completed"))?;
        posts::update(tx, &of("1", "velo", "publishing"))
    })
    .await
    .unwrap();
    let seen = read(&store, |tx| posts::ever_seen(tx, "w")).await;
    assert_eq!(seen.profiles, ["velo", "cafe"]);
    assert_eq!(seen.statuses.len(), 3);
}
