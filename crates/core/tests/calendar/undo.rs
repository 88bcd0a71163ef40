//! Taking moves back.

use chrono::TimeDelta;
use latchkey_core::{Error, NotNow};
use latchkey_sandbox::{Fault, FaultKind};

use super::{Planned, in_berlin};

#[tokio::test]
async fn moves_are_taken_back_one_after_the_other_also_after_a_restart() {
    let mut planned = Planned::new().await;
    let [first, second, third] = [3, 9, 12].map(|days| planned.days_ahead(days));
    let id = planned.scheduled("Hello", first).await;
    planned.move_post(&id, in_berlin(second)).await;
    planned.move_post(&id, in_berlin(third)).await;
    planned.world.restart().await;
    planned.world.demo().await;

    let undone = planned.undo().await;
    assert!(undone.moved && undone.undo.is_some(), "{undone:?}");
    assert_eq!(planned.at_service(&id).await, Some(second));
    let undone = planned.undo().await;
    assert!(undone.moved && undone.undo.is_none(), "{undone:?}");
    assert_eq!(planned.at_service(&id).await, Some(first));
    assert_eq!(planned.here(&id).await, Some(first));
    let nothing = planned.world.core.undo_move(planned.form()).await;
    assert!(matches!(nothing, Err(Error::NotNow(NotNow::NothingMoved))));
}

#[tokio::test]
async fn what_was_changed_since_or_whose_old_time_is_past_stays() {
    let planned = Planned::new().await;
    let (soon, later) = (planned.days_ahead(1), planned.days_ahead(9));
    let past = planned.scheduled("Past", soon).await;
    let changed = planned.scheduled("Changed", planned.days_ahead(3)).await;
    planned.move_post(&past, in_berlin(later)).await;
    planned.move_post(&changed, in_berlin(later)).await;
    let elsewhere = planned.days_ahead(20);
    planned
        .change(&changed, move |row| row.scheduled_at = Some(elsewhere))
        .await;
    planned
        .world
        .clock
        .pass(TimeDelta::days(2).to_std().unwrap())
        .await;

    let undone = planned.undo().await;
    assert!(!undone.moved);
    assert!(
        undone
            .problem
            .unwrap()
            .message
            .contains("changed after it was moved")
    );
    assert!(
        undone.undo.unwrap().contains("Past"),
        "the one before is next"
    );
    let undone = planned.undo().await;
    assert_eq!(
        undone.problem.unwrap().message,
        "The time it had before has passed."
    );
    assert_eq!(undone.undo, None);
    assert_eq!(planned.at_service(&past).await, Some(later));
}

#[tokio::test]
async fn an_undo_the_service_did_not_take_can_be_tried_again() {
    let planned = Planned::new().await;
    let (from, to) = (planned.days_ahead(3), planned.days_ahead(9));
    let id = planned.scheduled("Hello", from).await;
    planned.move_post(&id, in_berlin(to)).await;
    let fault = Fault::on(FaultKind::CutBefore, "PATCH", "/v1/posts/");
    planned.world.sandbox.faults().add(fault);
    assert!(!planned.undo().await.moved);
    let early = planned.undo().await;
    assert!(
        !early.moved && early.undo.is_some(),
        "nobody knows yet: {early:?}"
    );
    planned.world.settle().await;
    let undone = planned.undo().await;
    assert!(undone.moved && undone.undo.is_none(), "{undone:?}");
    assert_eq!(planned.at_service(&id).await, Some(from));
}
