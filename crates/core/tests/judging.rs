//! Judging posts: what the rules find written down, the person's word, and both at the same time.

/// A workspace whose posts are written by the test.
mod desk;

use std::time::Duration;

use chrono::TimeDelta;
use desk::{Desk, day};
use futures::future::join_all;
use latchkey_core::views::{JudgePostsForm, RhythmAnswer, Whose, WorkspaceForm};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::rhythms::RhythmRow;
use latchkey_store::{StoreError, judgements, made_posts, post_events};

use crate::world::World;

const UNRECOGNISED: i64 = 0;
const MADE_HERE: i64 = 1;
const RECOGNISED: i64 = 2;
const NOT_MINE: i64 = 3;

#[tokio::test]
async fn a_rhythm_is_offered_once_and_vouches_only_after_its_confirmation() {
    let desk = Desk::with_a_rhythm().await;
    desk.judge().await;
    let [rhythm] = &desk.rhythms().await[..] else {
        panic!("one rhythm is offered, once")
    };
    assert_eq!((rhythm.answer.as_str(), rhythm.covers), ("open", 90));
    assert_eq!(desk.counts().await.unrecognised, 91);

    desk.answer(rhythm, RhythmAnswer::Confirmed).await.unwrap();
    let counts = desk.counts().await;
    assert_eq!((counts.recognised, counts.unrecognised), (90, 1));
    let foreign = desk.row("foreign").await;
    assert_eq!(foreign.verdict, UNRECOGNISED);
    assert!(
        foreign.reasons.contains("wave-bonus.example"),
        "{}",
        foreign.reasons
    );
    assert!(foreign.reasons.contains("odd_hour"), "{}", foreign.reasons);

    desk.answer(rhythm, RhythmAnswer::Declined).await.unwrap();
    assert_eq!(desk.counts().await.recognised, 0);
    assert_eq!(desk.rhythms().await.len(), 1, "it is not offered again");
    desk.answer(rhythm, RhythmAnswer::Open).await.unwrap();
    assert_eq!(desk.rhythms().await[0].answered_at, None);
    assert_eq!(
        desk.history("rhythm").await,
        [
            "The answer to a rhythm of café was taken back.",
            "You said that a rhythm of café is not yours.",
            "You confirmed a rhythm of café.",
        ]
    );
}

#[tokio::test]
async fn a_link_is_seen_however_it_is_written() {
    let desk = Desk::with_a_rhythm().await;
    let written = [
        (
            "capitals",
            "HTTPS://Other-Bonus.com/claim",
            "other-bonus.com",
        ),
        (
            "bare",
            "Look at another-bonus.com/claim today",
            "another-bonus.com",
        ),
        (
            "comma",
            "https://third-bonus.com, today only",
            "third-bonus.com",
        ),
        (
            "user",
            "https://cafe.com@fourth-bonus.com",
            "fourth-bonus.com",
        ),
    ];
    let rows = (91..).zip(written).map(|(number, (id, text, _))| PostRow {
        text: text.to_owned(),
        ..desk.post(id, day(number))
    });
    desk.keep(rows.collect()).await;
    desk.judge().await;
    for (id, _, host) in written {
        let reasons = desk.row(id).await.reasons;
        let told = format!(r#""why":"new_host","host":"{host}""#);
        assert!(reasons.contains(&told), "{id}: {reasons}");
    }
}

#[tokio::test]
async fn the_same_answer_twice_is_one_event_and_a_strangers_rhythm_is_not_found() {
    let desk = Desk::with_a_rhythm().await;
    let rhythm = desk.rhythms().await.remove(0);
    let (one, other) = tokio::join!(
        desk.answer(&rhythm, RhythmAnswer::Confirmed),
        desk.answer(&rhythm, RhythmAnswer::Confirmed)
    );
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(desk.history("rhythm").await.len(), 1);
    let unknown = RhythmRow {
        id: "unknown".to_owned(),
        ..rhythm
    };
    let answered = desk.answer(&unknown, RhythmAnswer::Declined).await;
    assert!(matches!(answered, Err(Error::NotFound)), "{answered:?}");
}

#[tokio::test]
async fn a_word_before_a_change_is_none_and_can_be_said_again() {
    let desk = Desk::with_a_rhythm().await;
    desk.say(&["own-3"], Whose::Mine).await.unwrap();
    assert_eq!(desk.verdict("own-3").await, RECOGNISED);
    let later = desk.world.clock.now() + TimeDelta::seconds(1);
    desk.sees_another_text("own-3", later).await;
    let row = desk.row("own-3").await;
    assert_eq!(row.verdict, UNRECOGNISED);
    assert!(
        row.reasons.starts_with(r#"[{"why":"changed_elsewhere""#),
        "{}",
        row.reasons
    );

    desk.world.clock.pass(Duration::from_secs(60)).await;
    desk.say(&["own-3"], Whose::Mine).await.unwrap();
    assert_eq!(desk.verdict("own-3").await, RECOGNISED, "at once");
    desk.judge().await;
    assert_eq!(desk.verdict("own-3").await, RECOGNISED);
    desk.undo().await.unwrap();
    desk.judge().await;
    assert_eq!(
        desk.verdict("own-3").await,
        UNRECOGNISED,
        "the first word was about another text"
    );
}

#[tokio::test]
async fn what_was_made_here_and_changed_elsewhere_is_not_made_here_any_more() {
    let desk = Desk::with_a_rhythm().await;
    let id = desk.id.clone();
    let made = desk
        .world
        .store
        .write(move |tx| made_posts::insert(tx, &id, "own-5", 1));
    made.await.unwrap();
    desk.judge().await;
    assert_eq!(desk.verdict("own-5").await, MADE_HERE);
    desk.sees_another_text("own-5", day(90)).await;
    assert_eq!(desk.verdict("own-5").await, UNRECOGNISED);
}

#[tokio::test]
async fn a_word_has_its_effect_at_once_and_can_be_taken_back() {
    let desk = Desk::with_a_rhythm().await;
    desk.say(&["foreign", "own-3"], Whose::NotMine)
        .await
        .unwrap();
    assert_eq!(desk.verdict("foreign").await, NOT_MINE);
    assert!(
        desk.row("foreign")
            .await
            .reasons
            .starts_with(r#"[{"why":"said_not_mine"}"#)
    );
    desk.say(&["own-3", "own-4"], Whose::Mine).await.unwrap();
    assert_eq!(desk.verdict("own-3").await, RECOGNISED);

    desk.undo().await.unwrap();
    assert_eq!(
        desk.verdict("own-3").await,
        NOT_MINE,
        "what was said before counts again"
    );
    assert_eq!(desk.verdict("own-4").await, UNRECOGNISED);
    desk.undo().await.unwrap();
    assert_eq!(desk.counts().await.unrecognised, 91);
    let nothing = desk.undo().await;
    assert!(
        matches!(nothing, Err(Error::NotNow(NotNow::NothingToUndo))),
        "{nothing:?}"
    );

    let id = desk.id.clone();
    let noted = desk
        .world
        .store
        .read(move |tx| post_events::list(tx, &id, "own-3"));
    assert_eq!(noted.await.unwrap().len(), 4, "two words, both taken back");
    assert_eq!(
        desk.history("post.judgement").await,
        ["What you said of 2 posts in Demo workspace was taken back."; 2]
    );
    assert_eq!(desk.history("post").await.len(), 6);
}

#[tokio::test]
async fn what_follows_from_a_word_reaches_other_posts() {
    let desk = Desk::with_a_rhythm().await;
    let rhythm = desk.rhythms().await.remove(0);
    desk.answer(&rhythm, RhythmAnswer::Confirmed).await.unwrap();
    let twin = desk.post("twin", day(30) + TimeDelta::seconds(20));
    desk.keep(vec![twin]).await;
    desk.judge().await;
    assert_eq!(desk.verdict("own-30").await, UNRECOGNISED, "one of two");
    desk.say(&["twin"], Whose::NotMine).await.unwrap();
    desk.judge().await;
    assert_eq!(desk.verdict("own-30").await, RECOGNISED);
    assert_eq!(desk.verdict("twin").await, NOT_MINE);
}

#[tokio::test]
async fn the_same_word_again_is_nothing_to_take_back() {
    let desk = Desk::with_a_rhythm().await;
    desk.say(&["own-1", "own-1"], Whose::Mine).await.unwrap();
    desk.say(&["own-1"], Whose::Mine).await.unwrap();
    assert_eq!(desk.history("post").await.len(), 1);
    desk.undo().await.unwrap();
    assert_eq!(desk.verdict("own-1").await, UNRECOGNISED);
}

#[tokio::test]
async fn unknown_posts_are_passed_over_and_too_many_are_refused() {
    let desk = Desk::with_a_rhythm().await;
    desk.say(&["own-1", "nobody's"], Whose::Mine).await.unwrap();
    assert_eq!(desk.verdict("own-1").await, RECOGNISED);
    let unknown = desk.say(&["nobody's"], Whose::Mine).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    let many = desk.say(&["own-2"; 10_001], Whose::Mine).await;
    assert!(
        matches!(many, Err(Error::Invalid(Invalid::TooManyPosts))),
        "{many:?}"
    );
    assert_eq!(desk.verdict("own-2").await, UNRECOGNISED);
    desk.say(&[], Whose::Mine).await.unwrap();

    let elsewhere = JudgePostsForm {
        workspace_id: "elsewhere".to_owned(),
        post_ids: vec!["own-1".to_owned()],
        whose: Whose::NotMine,
    };
    let refused = desk.world.core.judge_posts(elsewhere).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    assert_eq!(desk.verdict("own-1").await, RECOGNISED);
}

#[tokio::test]
async fn our_own_event_proves_a_post_and_only_a_no_outweighs_it() {
    let desk = Desk::with_a_rhythm().await;
    let id = desk.id.clone();
    let proven = desk
        .world
        .store
        .write(move |tx| made_posts::insert(tx, &id, "own-5", 1));
    proven.await.unwrap();
    desk.judge().await;
    assert_eq!(desk.verdict("own-5").await, MADE_HERE);
    desk.say(&["own-5"], Whose::Mine).await.unwrap();
    assert_eq!(desk.verdict("own-5").await, MADE_HERE);
    desk.say(&["own-5"], Whose::NotMine).await.unwrap();
    assert_eq!(desk.verdict("own-5").await, NOT_MINE);
    desk.undo().await.unwrap();
    assert_eq!(desk.verdict("own-5").await, MADE_HERE);
}

#[tokio::test]
async fn ten_thousand_posts_are_judged_at_once_and_taken_back() {
    let desk = Desk::new().await;
    let ids: Vec<String> = (0..10_000).map(|number| format!("p-{number}")).collect();
    let made = |number: usize| day(0) + TimeDelta::minutes(7 * i64::try_from(number).unwrap());
    let rows = ids.iter().enumerate();
    desk.keep(
        rows.map(|(number, id)| desk.post(id, made(number)))
            .collect(),
    )
    .await;
    desk.judge().await;
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    desk.say(&ids, Whose::Mine).await.unwrap();
    assert_eq!(desk.counts().await.recognised, 10_000);
    desk.undo().await.unwrap();
    assert_eq!(desk.counts().await.unrecognised, 10_000);
    desk.judge().await;
    assert_eq!(desk.counts().await.unrecognised, 10_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_a_sync_writes_and_the_posts_are_judged_no_word_is_lost() {
    let desk = Desk::with_a_rhythm().await;
    let rhythm = desk.rhythms().await.remove(0);
    let speaking = async {
        for number in 0..60 {
            let post = format!("own-{number}");
            let whose = [Whose::Mine, Whose::NotMine, Whose::Unsaid][number % 3];
            desk.say(&[&post], Whose::NotMine).await.unwrap();
            desk.say(&[&post], whose).await.unwrap();
        }
    };
    let syncing = async {
        for number in 0..60 {
            let row = desk.post(&format!("new-{number}"), day(100 + number));
            desk.keep(vec![row]).await;
            let id = desk.id.clone();
            let seen = desk.world.store.write(move |tx| {
                let post = format!("own-{number}");
                let row = posts::get(tx, &id, &post)?.unwrap();
                let status = "failed".to_owned();
                posts::update(tx, &PostRow { status, ..row })
            });
            seen.await.unwrap();
        }
    };
    let judging = join_all((0..40).map(|_| desk.judge()));
    let answering = desk.answer(&rhythm, RhythmAnswer::Confirmed);
    let (.., answered) = tokio::join!(speaking, syncing, judging, answering);
    answered.unwrap();
    desk.judge().await;
    for number in 0..60 {
        let row = desk.row(&format!("own-{number}")).await;
        let expected = [RECOGNISED, NOT_MINE, RECOGNISED][number % 3];
        assert_eq!(row.verdict, expected, "{row:?}");
        assert_eq!(row.status, "failed", "what the sync wrote is there");
    }
    let id = desk.id.clone();
    let said = desk
        .world
        .store
        .read(move |tx| judgements::current(tx, &id));
    assert_eq!(said.await.unwrap().len(), 60);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_word_spoken_while_the_posts_are_judged_is_not_overwritten() {
    let desk = Desk::with_a_rhythm().await;
    let rhythm = desk.rhythms().await.remove(0);
    for number in 0..60 {
        // Judging changes every post each time, and the word comes at another step of it.
        let answer = [RhythmAnswer::Confirmed, RhythmAnswer::Declined][number % 2];
        let post = format!("own-{number}");
        let speaking = async {
            for _ in 0..number % 12 {
                desk.verdict("foreign").await;
            }
            desk.say(&[&post], Whose::NotMine).await.unwrap();
        };
        let (answered, ()) = tokio::join!(desk.answer(&rhythm, answer), speaking);
        answered.unwrap();
        assert_eq!(desk.verdict(&post).await, NOT_MINE, "{post}");
    }
}

#[tokio::test]
async fn a_workspace_that_is_removed_meanwhile_is_left_alone() {
    let desk = Desk::with_a_rhythm().await;
    let form = WorkspaceForm {
        workspace_id: desk.id.clone(),
    };
    desk.world.core.remove_workspace(form).await.unwrap();
    let judged = desk.world.core.judge_workspace(&desk.id).await;
    assert!(
        matches!(judged, Ok(()) | Err(Error::NotFound)),
        "{judged:?}"
    );
    let nobody = desk.say(&["own-1"], Whose::Mine).await;
    assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
}

#[tokio::test]
async fn the_story_is_judged_as_it_was_read_from_the_service() {
    let world = World::new().await;
    let id = world.demo().await;
    assert!(world.core.catch_up(&id, 200).await.unwrap());
    let desk = Desk { world, id };
    desk.judge().await;
    let rhythms = desk.rhythms().await;
    assert!(!rhythms.is_empty());
    assert_eq!(desk.counts().await.recognised, 0);
    for rhythm in &rhythms {
        desk.answer(rhythm, RhythmAnswer::Confirmed).await.unwrap();
    }
    let id = desk.id.clone();
    let night = desk.world.store.read(move |tx| {
        let mut night = Vec::new();
        posts::each(tx, &id, None, None, |row| {
            if row.text.contains("wave-bonus.example") {
                night.push(row);
            }
        })?;
        Ok::<_, StoreError>(night)
    });
    let night = night.await.unwrap();
    assert!(night.len() >= 8, "{}", night.len());
    for row in night {
        assert_eq!(row.verdict, UNRECOGNISED);
        assert!(
            row.reasons.contains(r#""why":"new_host""#),
            "{}",
            row.reasons
        );
    }
    let counts = desk.counts().await;
    println!("{counts:?} after {} rhythms were confirmed", rhythms.len());
    assert_eq!((counts.made_here, counts.not_mine), (0, 0));
    let left = counts.unrecognised - 11;
    assert!(left * 10 <= counts.recognised, "{counts:?}");
}
