//! Lost answers, twins and late arrivals: what looking tells, and what it cannot.

use std::time::Duration;

use latchkey_core::views::{SendDecision, SendState, When};
use latchkey_sandbox::FaultKind;

use super::desk::{Desk, later};
use crate::world::World;

/// Long enough that every late request has been looked for.
const AFTER_THE_WATCH: Duration = Duration::from_secs(15 * 60);

impl Desk {
    /// Lets time pass and everything be looked at, as the driver would.
    async fn watches(&self) {
        for _ in 0..12 {
            self.world.clock.pass(Duration::from_secs(61)).await;
            self.world.look_around().await;
        }
    }
}

#[tokio::test]
async fn a_lost_answer_is_found_and_nothing_is_sent_again() {
    for how in [FaultKind::CutAfter, FaultKind::BrokenJson] {
        for when in [When::Now, later(), When::Queue] {
            let desk = Desk::new().await;
            desk.loses(how.clone(), "POST", 1);
            let send = desk.sends("Lost answer", when).await;
            let send = desk.settles(&send).await;
            let is_there = matches!(send.state, SendState::Accepted | SendState::Scheduled);
            assert!(is_there, "{send:#?}");
            assert_eq!(desk.stranger.counts("Lost answer").await, 1);
            assert!(desk.is_made_here(&send.post_id.unwrap()).await);
        }
    }
}

#[tokio::test]
async fn a_lost_request_is_unclear_and_is_not_sent_again_by_itself() {
    for how in [FaultKind::CutBefore, FaultKind::ServerError] {
        let desk = Desk::new().await;
        let send = desk.unclear("Lost request", When::Now, how).await;
        assert!(!send.facts.is_empty(), "the person is told what is known");
        assert!(send.candidates.is_empty());
        desk.watches().await;
        desk.world.clock.pass(AFTER_THE_WATCH).await;
        desk.world.look_around().await;
        assert_eq!(desk.now(&send).await.state, SendState::Unclear);
        assert_eq!(desk.stranger.counts("Lost request").await, 0);
        assert!(desk.is_draft(&send.draft_id).await, "and nothing is lost");
    }
}

#[tokio::test]
async fn while_the_service_cannot_be_asked_nothing_is_concluded() {
    let desk = Desk::new().await;
    desk.loses(FaultKind::CutAfter, "POST", 1);
    let send = desk.sends("Then it went dark", When::Now).await;
    while desk.now(&send).await.state != SendState::Sending {
        desk.world.look_around().await;
    }
    desk.loses(FaultKind::ServerError, "GET", 10_000);
    for _ in 0..12 {
        desk.world.clock.pass(Duration::from_secs(1)).await;
        desk.world.look_around().await;
    }
    let dark = desk.now(&send).await;
    assert_eq!(dark.state, SendState::Sending, "unknown is not unclear yet");
    assert!(dark.problem.is_some());
    desk.world.sandbox.faults().clear();
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
}

#[tokio::test]
async fn a_twin_that_was_there_before_is_not_mistaken_for_it() {
    let desk = Desk::new().await;
    let twin = desk.stranger.makes("Twin", None).await;
    let send = desk.unclear("Twin", When::Now, FaultKind::CutBefore).await;
    assert!(send.candidates.is_empty(), "{send:#?}");
    let outcome = desk
        .decide(
            &send,
            SendDecision::Arrived {
                post_id: twin.clone(),
            },
        )
        .await;
    assert!(outcome.is_err());
    assert!(!desk.is_made_here(&twin).await);
}

#[tokio::test]
async fn with_a_twin_before_the_new_one_is_still_found() {
    let desk = Desk::new().await;
    let twin = desk.stranger.makes("Twin", None).await;
    desk.loses(FaultKind::CutAfter, "POST", 1);
    let send = desk.sends("Twin", When::Now).await;
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Accepted);
    assert_ne!(send.post_id.unwrap(), twin);
    assert_eq!(desk.stranger.counts("Twin").await, 2);
}

#[tokio::test]
async fn with_a_twin_made_at_the_same_time_the_person_decides() {
    let desk = Desk::new().await;
    desk.loses(FaultKind::CutAfter, "POST", 1);
    let send = desk.sends("Same time", When::Now).await;
    while desk.now(&send).await.state != SendState::Sending {
        desk.world.look_around().await;
    }
    desk.stranger.makes("Same time", None).await;
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Unclear);
    assert_eq!(send.candidates.len(), 2, "both are shown");
    let mine = send.candidates[0].post_id.clone();
    let decision = SendDecision::Arrived {
        post_id: mine.clone(),
    };
    desk.decide(&send, decision).await.unwrap();
    let send = desk.now(&send).await;
    assert_eq!(send.state, SendState::Accepted);
    assert_eq!(send.post_id.as_deref(), Some(mine.as_str()));
    assert!(desk.is_made_here(&mine).await);
    assert_eq!(desk.stranger.counts("Same time").await, 2, "no third");
}

#[tokio::test]
async fn two_drafts_that_are_alike_both_go_out_whatever_gets_lost() {
    for how in [FaultKind::CutAfter, FaultKind::BrokenJson] {
        let desk = Desk::new().await;
        desk.loses(how, "POST", 2);
        let one = desk.sends("Alike", When::Now).await;
        let other = desk.sends("Alike", When::Now).await;
        desk.world.settle().await;
        let (one, other) = (desk.now(&one).await, desk.now(&other).await);
        assert_eq!(one.state, SendState::Accepted, "{one:#?}");
        assert_eq!(other.state, SendState::Accepted, "{other:#?}");
        assert_ne!(one.post_id, other.post_id);
        assert_eq!(desk.stranger.counts("Alike").await, 2);
    }
}

#[tokio::test]
async fn a_request_that_arrives_late_is_found_after_all() {
    let desk = Desk::in_world(World::impatient(Duration::from_millis(400)).await).await;
    let send = desk
        .unclear("Late", When::Now, FaultKind::Slow { ms: 1_500 })
        .await;
    while desk.stranger.counts("Late").await == 0 {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    desk.watches().await;
    let send = desk.now(&send).await;
    assert_eq!(send.state, SendState::Accepted, "{send:#?}");
    assert!(desk.is_made_here(&send.post_id.unwrap()).await);
}

#[tokio::test]
async fn should_there_be_two_in_the_end_the_person_is_told() {
    let desk = Desk::in_world(World::impatient(Duration::from_millis(400)).await).await;
    let send = desk
        .unclear("Two", When::Now, FaultKind::Slow { ms: 2_500 })
        .await;
    desk.decide(&send, SendDecision::SendAgain).await.unwrap();
    let once = desk.settles(&send).await;
    assert_eq!(once.state, SendState::Accepted);
    while desk.stranger.counts("Two").await < 2 {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    desk.watches().await;
    let twice = desk.now(&send).await;
    assert_ne!(twice.sentence, once.sentence, "it says so");
    assert!(twice.sentence.contains("twice"), "{}", twice.sentence);
    let late = twice.late.expect("it wants the person");
    assert!(late.twice);
    assert_ne!(Some(late.post_id), twice.post_id, "the other one is named");
    for post in desk.stranger.sees().await {
        assert!(desk.is_made_here(&post.id).await, "both were made here");
    }
}

#[tokio::test]
async fn what_turns_up_before_it_is_sent_again_is_not_sent_again() {
    let desk = Desk::in_world(World::impatient(Duration::from_millis(400)).await).await;
    let send = desk
        .unclear("In time", When::Now, FaultKind::Slow { ms: 1_500 })
        .await;
    while desk.stranger.counts("In time").await == 0 {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    desk.decide(&send, SendDecision::SendAgain).await.unwrap();
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
    assert_eq!(desk.stranger.counts("In time").await, 1);
}

#[tokio::test]
async fn what_was_left_and_arrives_after_all_is_said() {
    let desk = Desk::in_world(World::impatient(Duration::from_millis(400)).await).await;
    let send = desk
        .unclear("Left", When::Now, FaultKind::Slow { ms: 1_500 })
        .await;
    desk.decide(&send, SendDecision::LeaveUnsent).await.unwrap();
    let left = desk.now(&send).await;
    assert_eq!(left.state, SendState::LeftUnsent);
    assert_eq!(left.late, None);
    while desk.stranger.counts("Left").await == 0 {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    desk.watches().await;
    let arrived = desk.now(&send).await;
    assert_ne!(arrived.sentence, left.sentence);
    let late = arrived.late.expect("it wants the person");
    assert!(!late.twice);
    assert!(desk.is_made_here(&late.post_id).await);
}
