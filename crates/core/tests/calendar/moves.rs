//! Moving posts, and what a service that fails makes of it.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_core::Error;
use latchkey_core::views::{HistoryForm, PostForm, Verdict, WallTime};
use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::{StoreError, Transaction, made_posts, moves};

use super::{Planned, cards, in_berlin};
use crate::world::World;

impl Planned {
    fn goes_wrong(&self, kind: FaultKind, method: &str, times: u32) {
        let fault = Fault {
            times,
            ..Fault::on(kind, method, "/v1/posts/")
        };
        self.world.sandbox.faults().add(fault);
    }

    async fn verdict(&self, id: &str) -> Verdict {
        self.world.core.judge_workspace(&self.demo).await.unwrap();
        let form = PostForm {
            workspace_id: self.demo.clone(),
            post_id: id.to_owned(),
        };
        self.world.core.get_post(form).await.unwrap().post.verdict
    }

    /// The kinds of events there are, newest first.
    async fn events(&self) -> Vec<String> {
        let page = self.world.core.list_history(HistoryForm::default()).await;
        let events = page.unwrap().events.into_iter();
        events.map(|event| event.kind).collect()
    }
}

#[tokio::test]
async fn a_post_is_moved_at_the_service_and_here() {
    let planned = Planned::new().await;
    let (from, to) = (planned.days_ahead(3), planned.days_ahead(9));
    let id = planned.scheduled("Hello", from).await;
    let form = planned.move_form(&id, in_berlin(to));
    let check = planned.world.core.check_move(form).await.unwrap();
    assert_eq!((check.refusal, check.warnings.len()), (None, 0));

    let moved = planned.move_post(&id, in_berlin(to)).await;
    assert!(moved.moved && moved.problem.is_none());
    assert_eq!(moved.sentence, format!("Moved to {}.", check.sentence));
    assert_eq!(planned.at_service(&id).await, Some(to));
    assert_eq!(planned.here(&id).await, Some(to));
    let events = planned.events().await;
    assert_eq!(events[..2], ["post.moved", "post.move.asked"]);
    assert_eq!(planned.calendar().await.undo, moved.undo);
    assert!(moved.undo.unwrap().starts_with("Move “Hello” back to"));
}

#[tokio::test]
async fn the_past_too_far_ahead_and_nonsense_move_nothing() {
    let planned = Planned::new().await;
    let from = planned.days_ahead(3);
    let id = planned.scheduled("Hello", from).await;
    let nonsense = WallTime {
        date: "someday".to_owned(),
        ..in_berlin(from)
    };
    for to in [
        in_berlin(planned.days_ahead(-1)),
        in_berlin(planned.days_ahead(400)),
        nonsense,
    ] {
        let moved = planned.move_post(&id, to).await;
        assert!(!moved.moved && moved.problem.is_some());
    }
    assert_eq!(planned.at_service(&id).await, Some(from));
    assert!(
        !planned
            .events()
            .await
            .contains(&"post.move.asked".to_owned())
    );
    for card_id in ["", "post:", "post:nobody", "draft:x", "send:x", "keys:x"] {
        let mut form = planned.move_form(&id, in_berlin(planned.days_ahead(5)));
        card_id.clone_into(&mut form.card_id);
        let answer = planned.world.core.move_card(form).await;
        assert!(
            matches!(answer, Err(Error::NotFound)),
            "{card_id}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn what_to_think_of_is_said_before_a_move() {
    let planned = Planned::new().await;
    let at = planned.days_ahead(9);
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    planned.scheduled("Hello", at + TimeDelta::minutes(5)).await;
    let form = planned.move_form(&id, in_berlin(at));
    let check = planned.world.core.check_move(form).await.unwrap();
    assert_eq!(
        check.warnings,
        ["This profile says the same again 5 minutes later."]
    );
}

#[tokio::test]
async fn a_lost_answer_is_looked_after_and_the_move_is_found() {
    let planned = Planned::new().await;
    let to = planned.days_ahead(9);
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    for kind in [FaultKind::CutAfter, FaultKind::BrokenJson] {
        let to = to + TimeDelta::minutes(i64::from(kind == FaultKind::BrokenJson));
        planned.goes_wrong(kind, "PATCH", 1);
        let moved = planned.move_post(&id, in_berlin(to)).await;
        assert!(moved.moved, "{moved:?}");
        assert_eq!(planned.here(&id).await, Some(to));
        assert_eq!(planned.at_service(&id).await, Some(to));
    }
}

#[tokio::test]
async fn a_request_that_never_arrived_is_said_not_to_have_moved_after_several_looks() {
    let planned = Planned::new().await;
    let (from, to) = (planned.days_ahead(3), planned.days_ahead(9));
    let id = planned.scheduled("Hello", from).await;
    for kind in [FaultKind::CutBefore, FaultKind::ServerError] {
        planned.goes_wrong(kind, "PATCH", 1);
        let moved = planned.move_post(&id, in_berlin(to)).await;
        assert!(!moved.moved, "{moved:?}");
        assert!(
            moved.problem.unwrap().next_try_at.is_some(),
            "it is looked at again"
        );
        let again = planned.move_post(&id, in_berlin(to)).await;
        assert!(
            !again.moved,
            "not while nobody knows how the last one ended"
        );
        let view = planned.calendar().await;
        assert!(cards(&view)[0].fixed_because.is_some());
        planned.world.settle().await;
        assert_eq!(planned.here(&id).await, Some(from));
        assert_eq!(planned.events().await[0], "post.move.refused");
        assert!(cards(&planned.calendar().await)[0].fixed_because.is_none());
    }
    assert_eq!(
        planned.at_service(&id).await,
        Some(from),
        "and it was never asked for again"
    );
}

#[tokio::test]
async fn a_request_that_arrives_late_is_found_by_a_later_look() {
    let planned = Planned::of(World::impatient(Duration::from_millis(300)).await).await;
    let to = planned.days_ahead(9);
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    planned.goes_wrong(FaultKind::Slow { ms: 900 }, "PATCH", 1);
    let moved = planned.move_post(&id, in_berlin(to)).await;
    assert!(!moved.moved, "{moved:?}");
    while planned.at_service(&id).await != Some(to) {
        // Seldom enough for the rate limit.
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    planned.world.settle().await;
    assert_eq!(planned.here(&id).await, Some(to));
    assert_eq!(planned.events().await[0], "post.moved");
}

#[tokio::test]
async fn while_the_service_cannot_be_looked_at_nothing_is_claimed() {
    let planned = Planned::new().await;
    let to = planned.days_ahead(9);
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    planned.goes_wrong(FaultKind::CutAfter, "PATCH", 1);
    planned.goes_wrong(FaultKind::ServerError, "GET", 6);
    let moved = planned.move_post(&id, in_berlin(to)).await;
    assert!(!moved.moved && moved.sentence.starts_with("No answer came."));
    assert_eq!(planned.events().await[0], "post.move.asked");
    planned.world.settle().await;
    assert_eq!(planned.here(&id).await, Some(to));
}

#[tokio::test]
async fn a_move_of_ours_leaves_a_post_made_here_and_one_by_somebody_else_does_not() {
    let planned = Planned::new().await;
    let to = planned.days_ahead(9);
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    let (demo, post) = (planned.demo.clone(), id.clone());
    let made = move |tx: &Transaction<'_>| made_posts::insert(tx, &demo, &post, 1);
    planned.world.store.write(made).await.unwrap();

    // The list tells of the move before Latchkey knows that it was done.
    planned.goes_wrong(FaultKind::CutAfter, "PATCH", 1);
    planned.goes_wrong(FaultKind::ServerError, "GET", 6);
    assert!(!planned.move_post(&id, in_berlin(to)).await.moved);
    planned.read().await;
    planned.world.settle().await;
    planned.read().await;
    assert_eq!(planned.verdict(&id).await, Verdict::MadeHere);
    assert!(planned.undo().await.moved);
    planned.read().await;
    assert_eq!(planned.verdict(&id).await, Verdict::MadeHere);

    let elsewhere = planned.days_ahead(1);
    let moved = planned
        .client
        .reschedule_post(&planned.key, &id, elsewhere)
        .await;
    moved.unwrap();
    // What is asked for in the moment of a move may be older than the move.
    planned.world.clock.pass(Duration::from_secs(1)).await;
    planned.read().await;
    assert_eq!(planned.verdict(&id).await, Verdict::Unrecognised);
}

#[tokio::test]
async fn a_service_that_says_no_is_told_in_words_and_nothing_changes() {
    let planned = Planned::new().await;
    let (from, to) = (planned.days_ahead(3), planned.days_ahead(9));
    let id = planned.scheduled("Hello", from).await;
    planned.goes_wrong(FaultKind::RateLimited { retry_after: 1 }, "PATCH", 1);
    let moved = planned.move_post(&id, in_berlin(to)).await;
    assert!(!moved.moved);
    assert_eq!(planned.here(&id).await, Some(from));
    assert_eq!(planned.events().await[0], "post.move.refused");
}

#[tokio::test]
async fn a_post_somebody_deleted_there_is_gone_here_too() {
    let planned = Planned::new().await;
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    planned.client.delete_post(&planned.key, &id).await.unwrap();
    let moved = planned
        .move_post(&id, in_berlin(planned.days_ahead(9)))
        .await;
    assert_eq!(
        moved.problem.unwrap().message,
        "The service has this post no more."
    );
    assert_eq!(cards(&planned.calendar().await).len(), 0);
}

#[tokio::test]
async fn a_crash_in_the_middle_of_a_move_leaves_nothing_unknown() {
    let mut planned = Planned::new().await;
    let to = planned.days_ahead(9);
    let id = planned.scheduled("Hello", planned.days_ahead(3)).await;
    planned.goes_wrong(FaultKind::Slow { ms: 200 }, "PATCH", 1);
    let core = planned.world.core.clone();
    let form = planned.move_form(&id, in_berlin(to));
    let moving = tokio::spawn(async move { core.move_card(form).await });
    while planned.events().await[0] != "post.move.asked" {
        tokio::task::yield_now().await;
    }
    moving.abort();
    let _ = moving.await;
    planned.world.restart().await;
    planned.world.demo().await;
    planned.world.settle().await;
    let there = planned.at_service(&id).await;
    assert_eq!(planned.here(&id).await, there);
    let told = if there == Some(to) {
        "post.moved"
    } else {
        "post.move.refused"
    };
    assert!(planned.events().await.contains(&told.to_owned()));
}

#[tokio::test]
async fn a_page_that_was_asked_for_before_the_move_does_not_put_the_old_time_back() {
    let planned = Planned::new().await;
    let (from, to) = (planned.days_ahead(3), planned.days_ahead(9));
    let id = planned.scheduled("Hello", from).await;
    assert!(planned.move_post(&id, in_berlin(to)).await.moved);
    // As an old page has it; the answer to the move comes after it was asked for.
    let client = &planned.client;
    let told = client.reschedule_post(&planned.key, &id, from).await;
    told.unwrap();
    let later = planned.world.clock.now() + TimeDelta::minutes(1);
    let demo = planned.demo.clone();
    let written = planned.world.store.write(move |tx| {
        let mut row = moves::to_undo(tx, &demo)?.unwrap();
        row.finished_at = Some(later);
        moves::update(tx, &row)
    });
    Result::<(), StoreError>::unwrap(written.await);
    planned.read().await;
    assert_eq!(planned.here(&id).await, Some(to), "the move is newer");
    planned.world.clock.pass(Duration::from_secs(120)).await;
    planned.read().await;
    assert_eq!(planned.here(&id).await, Some(from), "and this page knows");
}
