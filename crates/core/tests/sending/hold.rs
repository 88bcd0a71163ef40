//! Waiting before anything leaves: taking back, and closing the app.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_core::views::{SendState, When};
use latchkey_core::{Error, NotNow};
use latchkey_sandbox::FaultKind;
use latchkey_store::sends;

use super::desk::{Desk, later, of};

#[tokio::test]
async fn nothing_leaves_before_the_time_to_take_it_back_is_over() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let send = desk.sends("Wait", When::Now).await;
    assert_eq!(send.hold_seconds, 10);
    for _ in 0..9 {
        desk.world.clock.pass(Duration::from_secs(1)).await;
        desk.world.look_around().await;
        assert_eq!(desk.now(&send).await.state, SendState::Waiting);
    }
    assert_eq!(desk.stranger.counts("Wait").await, 0);
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
}

#[tokio::test]
async fn what_is_taken_back_is_a_draft_again_and_can_be_sent_anew() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let form = desk.draft("Oops", When::Now).await;
    let view = desk.world.core.send_draft(form.clone()).await.unwrap();
    let send = super::desk::newest(view, &form.draft_id);
    desk.world.core.take_back(of(&send)).await.unwrap();
    let taken_back = desk.settles(&send).await;
    assert_eq!(taken_back.state, SendState::TakenBack);
    assert!(desk.is_draft(&send.draft_id).await);
    let again = desk.world.core.take_back(of(&send)).await;
    assert!(matches!(again, Err(Error::NotNow(NotNow::SendMovedOn))));

    desk.world.core.send_draft(form).await.unwrap();
    desk.world.settle().await;
    assert_eq!(desk.stranger.counts("Oops").await, 1);
}

#[tokio::test]
async fn what_has_left_cannot_be_taken_back() {
    let desk = Desk::new().await;
    let send = desk.sends("Gone", When::Now).await;
    desk.world.settle().await;
    for outcome in [
        desk.world.core.take_back(of(&send)).await,
        desk.world.core.call_off_send(of(&send)).await,
    ] {
        assert!(matches!(outcome, Err(Error::NotNow(NotNow::SendMovedOn))));
    }
}

#[tokio::test]
async fn what_waits_for_the_service_can_be_called_off() {
    let desk = Desk::new().await;
    desk.loses(FaultKind::ServerError, "GET", 1_000);
    let send = desk.sends("Never mind", When::Now).await;
    for _ in 0..3 {
        desk.world.look_around().await;
    }
    let waiting = desk.now(&send).await;
    assert_eq!(waiting.state, SendState::Uploading);
    assert!(waiting.problem.is_some(), "it says what it waits for");
    desk.world.core.call_off_send(of(&send)).await.unwrap();
    desk.world.sandbox.faults().clear();
    assert_eq!(desk.settles(&send).await.state, SendState::TakenBack);
    assert_eq!(desk.stranger.counts("Never mind").await, 0);
}

#[tokio::test]
async fn what_waited_while_the_app_was_closed_does_not_leave_by_surprise() {
    let mut desk = Desk::new().await;
    desk.hold(10).await;
    let send = desk.sends("Surprise", When::Now).await;
    desk.world.clock.pass(Duration::from_secs(11)).await;
    desk.world.restart().await;
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::TakenBack);
    assert!(send.problem.unwrap().message.contains("closed"));
    assert_eq!(desk.stranger.counts("Surprise").await, 0);
    assert!(desk.is_draft(&send.draft_id).await);
}

#[tokio::test]
async fn a_quick_restart_lets_it_wait_on() {
    let mut desk = Desk::new().await;
    desk.hold(10).await;
    let send = desk.sends("Still there", When::Now).await;
    desk.world.clock.pass(Duration::from_secs(3)).await;
    desk.world.restart().await;
    assert_eq!(desk.now(&send).await.state, SendState::Waiting);
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
}

#[tokio::test]
async fn quitting_keeps_what_has_not_left_as_drafts() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let one = desk.sends("One", When::Now).await;
    let other = desk.sends("Other", later()).await;
    assert_eq!(desk.world.core.waiting_sends().await.unwrap(), 2);
    desk.world.core.keep_sends_as_drafts().await.unwrap();
    assert_eq!(desk.world.core.waiting_sends().await.unwrap(), 0);
    for send in [one, other] {
        assert_eq!(desk.settles(&send).await.state, SendState::TakenBack);
        assert!(desk.is_draft(&send.draft_id).await);
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_does_not_hold_it_for_hours() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let send = desk.sends("Summer time", When::Now).await;
    // An hour back, as seen from the row.
    let id = send.id.clone();
    let write = desk.world.store.write(move |tx| {
        let mut row = sends::get(tx, &id)?.unwrap();
        row.leaves_at += TimeDelta::hours(1);
        sends::update(tx, &row)
    });
    write.await.unwrap();
    for _ in 0..15 {
        desk.world.look_around().await;
        desk.world.clock.pass(Duration::from_secs(1)).await;
    }
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
    assert_eq!(desk.stranger.counts("Summer time").await, 1);
}

#[tokio::test]
async fn what_goes_out_at_once_does_not_go_out_a_day_later() {
    let mut desk = Desk::new().await;
    desk.loses(FaultKind::ServerError, "GET", 10_000);
    let now = desk.sends("Now or never", When::Now).await;
    let planned = desk.sends("Any time before nine", later()).await;
    desk.world.look_around().await;
    desk.world.look_around().await;
    assert_eq!(desk.now(&now).await.state, SendState::Uploading);
    desk.world.clock.pass(Duration::from_secs(20 * 3_600)).await;
    desk.world.sandbox.faults().clear();
    desk.world.restart().await;
    assert_eq!(desk.settles(&now).await.state, SendState::TakenBack);
    assert_eq!(desk.settles(&planned).await.state, SendState::Scheduled);
}
