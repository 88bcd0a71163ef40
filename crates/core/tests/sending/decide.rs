//! What the person can do about a send that did not go as it should.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_core::views::{SaveDraftForm, SendDecision, SendState, When};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_sandbox::FaultKind;

use super::desk::{Desk, draft_of, later, of};

#[tokio::test]
async fn sent_once_more_it_arrives_once() {
    let desk = Desk::new().await;
    let send = desk.unclear("Again", When::Now, FaultKind::CutBefore).await;
    desk.decide(&send, SendDecision::SendAgain).await.unwrap();
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Accepted, "{send:#?}");
    assert_eq!(desk.stranger.counts("Again").await, 1);
    assert_eq!(
        desk.history().await,
        [
            "post.send.asked",
            "post.send.unclear",
            "post.send.decided",
            "post.sent"
        ]
    );
}

#[tokio::test]
async fn every_further_loss_needs_a_further_decision() {
    let desk = Desk::new().await;
    let mut send = desk
        .unclear("Unlucky", When::Now, FaultKind::CutBefore)
        .await;
    for _ in 0..3 {
        desk.loses(FaultKind::CutBefore, "POST", 1);
        desk.decide(&send, SendDecision::SendAgain).await.unwrap();
        send = desk.settles(&send).await;
        assert_eq!(send.state, SendState::Unclear);
        assert_eq!(desk.stranger.counts("Unlucky").await, 0);
    }
    desk.decide(&send, SendDecision::SendAgain).await.unwrap();
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
}

#[tokio::test]
async fn left_at_that_it_is_a_draft_again() {
    let desk = Desk::new().await;
    let send = desk
        .unclear("Let be", When::Now, FaultKind::CutBefore)
        .await;
    desk.decide(&send, SendDecision::LeaveUnsent).await.unwrap();
    assert_eq!(desk.settles(&send).await.state, SendState::LeftUnsent);
    assert!(desk.is_draft(&send.draft_id).await);
    let again = desk.decide(&send, SendDecision::SendAgain).await;
    assert!(matches!(again, Err(Error::NotNow(NotNow::SendMovedOn))));
}

#[tokio::test]
async fn what_is_not_unclear_is_not_decided() {
    let desk = Desk::new().await;
    let send = desk.sends("Clear", When::Now).await;
    for decision in [SendDecision::SendAgain, SendDecision::LeaveUnsent] {
        let outcome = desk.decide(&send, decision).await;
        assert!(matches!(outcome, Err(Error::NotNow(NotNow::SendMovedOn))));
    }
    desk.world.settle().await;
    assert_eq!(desk.stranger.counts("Clear").await, 1);
}

#[tokio::test]
async fn a_strangers_post_is_not_taken_for_it() {
    let desk = Desk::new().await;
    let send = desk.unclear("Mine", When::Now, FaultKind::CutBefore).await;
    let theirs = desk.stranger.makes("Theirs", None).await;
    let decision = SendDecision::Arrived { post_id: theirs };
    let outcome = desk.decide(&send, decision).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
}

#[tokio::test]
async fn it_cannot_be_sent_again_for_a_time_that_has_passed() {
    let desk = Desk::new().await;
    let send = desk
        .unclear("Too late", later(), FaultKind::CutBefore)
        .await;
    desk.world
        .clock
        .pass(Duration::from_secs(3 * 24 * 3_600))
        .await;
    let outcome = desk.decide(&send, SendDecision::SendAgain).await;
    assert!(matches!(outcome, Err(Error::Invalid(Invalid::TimePassed))));
}

#[tokio::test]
async fn what_could_not_leave_before_its_time_is_refused_here() {
    let desk = Desk::new().await;
    desk.loses(FaultKind::ServerError, "GET", 10_000);
    let send = desk.sends("Missed", later()).await;
    desk.world.look_around().await;
    desk.world.look_around().await;
    desk.world
        .clock
        .pass(Duration::from_secs(3 * 24 * 3_600))
        .await;
    desk.world.sandbox.faults().clear();
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Refused, "{send:#?}");
    assert_eq!(desk.stranger.counts("Missed").await, 0);
    assert!(desk.is_draft(&send.draft_id).await);
}

#[tokio::test]
async fn what_was_refused_can_be_sent_again_as_it_was_and_only_so() {
    let desk = Desk::new().await;
    let send = desk.refused("Tomorrow, then").await;
    let draft = desk.world.core.open_draft(draft_of(&send)).await.unwrap();
    let mut form = SaveDraftForm {
        draft_id: draft.id,
        content: draft.content,
        saved_at: draft.saved_at,
    };
    form.content.text = "Something else".to_owned();
    let saved = desk.world.core.save_draft(form.clone()).await.unwrap();
    form.saved_at = saved.saved_at;
    let outcome = desk.world.core.retry_send(of(&send)).await;
    assert!(matches!(outcome, Err(Error::NotNow(NotNow::DraftChanged))));

    form.content.text = "Tomorrow, then".to_owned();
    desk.world.core.save_draft(form).await.unwrap();
    let day = Duration::from_secs(25 * 3_600);
    desk.world.sandbox.controls().advance_clock(day);
    desk.world.core.retry_send(of(&send)).await.unwrap();
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
    assert_eq!(desk.stranger.counts("Tomorrow, then").await, 1);
    let again = desk.world.core.retry_send(of(&send)).await;
    assert!(matches!(again, Err(Error::NotNow(NotNow::SendMovedOn))));
}

#[tokio::test]
async fn only_what_is_over_can_be_dismissed() {
    let desk = Desk::new().await;
    let unclear = desk
        .unclear("Unclear", When::Now, FaultKind::CutBefore)
        .await;
    let outcome = desk.world.core.dismiss_send(of(&unclear)).await;
    assert!(matches!(outcome, Err(Error::NotNow(NotNow::SendMovedOn))));
    let send = desk.sends("Done", When::Now).await;
    desk.world.settle().await;
    let view = desk.world.core.dismiss_send(of(&send)).await.unwrap();
    assert!(view.sends.iter().all(|one| one.id != send.id));
    let first = view.sends.first().unwrap();
    assert_eq!(first.id, unclear.id, "what wants the person stays first");
}

#[tokio::test]
async fn a_key_that_was_ended_meanwhile_holds_it_up_until_there_is_another() {
    let desk = Desk::new().await;
    let key = desk.world.key(&desk.demo, "app-production").await;
    desk.hold(10).await;
    let send = desk.sends("No key", When::Now).await;
    desk.world.revoke(&key).await.unwrap();
    for _ in 0..30 {
        desk.world.clock.pass(Duration::from_secs(1)).await;
        desk.world.look_around().await;
    }
    let waiting = desk.now(&send).await;
    assert_eq!(waiting.state, SendState::Uploading, "{waiting:#?}");
    assert!(waiting.problem.is_some());
    assert_eq!(desk.stranger.counts("No key").await, 0);

    desk.world
        .core
        .create_key(crate::world::create_form(&desk.demo, "another"))
        .await
        .unwrap();
    for _ in 0..5 {
        desk.world.look_around().await;
    }
    let another = desk.world.key(&desk.demo, "another").await;
    let form = latchkey_core::views::KeyForm { key_id: another.id };
    desk.world.core.use_key_for_latchkey(form).await.unwrap();
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
    assert_eq!(desk.stranger.counts("No key").await, 1);
}

#[tokio::test]
async fn a_locked_keychain_holds_it_up_and_nothing_is_lost() {
    let desk = Desk::new().await;
    desk.world.keychain.lock(true);
    let send = desk.sends("Locked", When::Now).await;
    for _ in 0..5 {
        desk.world.look_around().await;
        desk.world.clock.pass(Duration::from_secs(1)).await;
    }
    let waiting = desk.now(&send).await;
    assert_eq!(waiting.state, SendState::Uploading, "{waiting:#?}");
    assert!(waiting.problem.is_some());
    desk.world.keychain.lock(false);
    desk.world.core.unlock_keychain().await.unwrap();
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
}

#[tokio::test]
async fn a_removed_workspace_sends_nothing_more() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    desk.sends("Removed", When::Now).await;
    let form = super::desk::form(&desk.demo);
    desk.world.core.remove_workspace(form).await.unwrap();
    for _ in 0..20 {
        desk.world.clock.pass(Duration::from_secs(1)).await;
        desk.world.look_around().await;
    }
    assert_eq!(desk.stranger.counts("Removed").await, 0);
}

#[tokio::test]
async fn a_clock_that_jumps_does_not_send_twice() {
    let mut desk = Desk::new().await;
    for hours in [-30, 30, -1, 1] {
        let text = format!("Jump {hours}");
        desk.loses(FaultKind::CutAfter, "POST", 1);
        let send = desk.sends(&text, When::Now).await;
        while desk.now(&send).await.state != SendState::Sending {
            desk.world.look_around().await;
        }
        let jumped = desk.world.clock.now() + TimeDelta::hours(hours);
        desk.world.clock = latchkey_core::Clock::stepped(jumped);
        desk.world.restart().await;
        assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
        assert_eq!(desk.stranger.counts(&text).await, 1);
    }
}
