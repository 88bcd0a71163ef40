//! From the click to the service: sent once, made here, a draft no more.

use std::time::Duration;

use latchkey_core::views::{Event, SendState, Verdict, When};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::{posts, sends};

use super::desk::{Desk, draft_of, later, newest};

#[tokio::test]
async fn a_post_for_now_goes_out_and_is_one_that_was_made_here() {
    let desk = Desk::new().await;
    let send = desk.sends("Fresh bread", When::Now).await;
    assert_eq!(send.state, SendState::Waiting, "nothing has left yet");
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Accepted, "{send:#?}");
    assert_eq!(desk.stranger.counts("Fresh bread").await, 1);
    let post_id = send.post_id.unwrap();
    assert!(desk.is_made_here(&post_id).await);
    assert!(
        !desk.is_draft(&send.draft_id).await,
        "it is no draft any more"
    );
    assert_eq!(desk.history().await, ["post.send.asked", "post.sent"]);

    assert!(desk.world.core.catch_up(&desk.demo, 200).await.unwrap());
    let (demo, id) = (desk.demo.clone(), post_id.clone());
    let read = desk.world.store.read(move |tx| posts::get(tx, &demo, &id));
    let row = read.await.unwrap().expect("the sync has read it");
    let form = latchkey_core::views::PostForm {
        workspace_id: desk.demo.clone(),
        post_id: row.id,
    };
    let view = desk.world.core.get_post(form).await.unwrap();
    assert_eq!(view.post.verdict, Verdict::MadeHere);
    assert!(!view.events.is_empty(), "and its page says who sent it");
}

#[tokio::test]
async fn a_post_for_later_is_scheduled_for_that_very_moment() {
    let desk = Desk::new().await;
    let send = desk.sends("At nine", later()).await;
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Scheduled, "{send:#?}");
    let post = desk.stranger.opens(&send.post_id.unwrap()).await.unwrap();
    let at = post.post.scheduled_date.unwrap();
    assert_eq!(send.goes_out_at.unwrap().parse(), Ok(at));
}

#[tokio::test]
async fn a_post_for_the_queue_gets_a_slot_and_says_which() {
    let desk = Desk::new().await;
    let send = desk.sends("In the queue", When::Queue).await;
    assert_eq!(send.goes_out_at, None, "no slot is known yet");
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Scheduled);
    let post = desk.stranger.opens(&send.post_id.unwrap()).await.unwrap();
    let slot = post.post.scheduled_date.unwrap();
    assert_eq!(send.goes_out_at.unwrap().parse(), Ok(slot));
}

#[tokio::test]
async fn the_whole_request_is_on_the_disk_before_it_leaves() {
    let desk = Desk::new().await;
    desk.loses(FaultKind::CutBefore, "POST", 1);
    let send = desk.sends("Written down", When::Now).await;
    while desk.now(&send).await.state != SendState::Sending {
        desk.world.look_around().await;
    }
    let id = send.id.clone();
    let row = desk.world.store.read(move |tx| sends::get(tx, &id)).await;
    let request = row.unwrap().unwrap().request.unwrap();
    assert!(request.contains("Written down") && request.contains("threads"));
}

#[tokio::test]
async fn a_draft_is_sent_once_however_often_it_is_clicked() {
    let desk = Desk::new().await;
    let form = desk.draft("Twice", When::Now).await;
    let core = &desk.world.core;
    let (one, other) = tokio::join!(core.send_draft(form.clone()), core.send_draft(form.clone()));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
    desk.world.settle().await;
    let again = desk.world.core.send_draft(form).await;
    assert!(again.is_err());
    assert_eq!(desk.stranger.counts("Twice").await, 1);
}

#[tokio::test]
async fn a_draft_on_its_way_cannot_be_changed() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let form = desk.draft("As it was", When::Now).await;
    desk.world.core.send_draft(form.clone()).await.unwrap();
    let mut changed = form;
    changed.content.text = "Something else".to_owned();
    let outcome = desk.world.core.save_draft(changed).await;
    assert!(matches!(outcome, Err(Error::NotNow(NotNow::DraftOnItsWay))));
}

#[tokio::test]
async fn a_draft_that_was_changed_elsewhere_is_not_sent_as_the_page_has_it() {
    let desk = Desk::new().await;
    let on_the_screen = desk.draft("On the screen", When::Now).await;
    desk.world.clock.pass(Duration::from_secs(60)).await;
    let mut elsewhere = on_the_screen.clone();
    elsewhere.content.text = "Elsewhere".to_owned();
    desk.world.core.save_draft(elsewhere).await.unwrap();
    let outcome = desk.world.core.send_draft(on_the_screen).await;
    assert!(matches!(
        outcome,
        Err(Error::NotNow(NotNow::DraftChangedElsewhere))
    ));
    assert!(desk.all().await.sends.is_empty());
}

#[tokio::test]
async fn what_a_platform_would_refuse_does_not_leave() {
    let desk = Desk::new().await;
    let form = desk.draft("", When::Now).await;
    let outcome = desk.world.core.send_draft(form.clone()).await;
    assert!(matches!(
        outcome,
        Err(Error::Invalid(Invalid::DraftNotReady))
    ));
    assert!(desk.is_draft(&form.draft_id).await);
    assert!(desk.all().await.sends.is_empty());
}

#[tokio::test]
async fn a_used_up_cap_is_named_and_the_draft_is_there_again() {
    let desk = Desk::new().await;
    let send = desk.refused("One too many").await;
    let problem = send.problem.unwrap();
    assert!(problem.message.contains("Facebook takes 25 posts"));
    let theirs = "Daily cap reached for facebook: 25/25";
    assert!(problem.remedy.contains(theirs), "{problem:?}");
    assert!(problem.remedy.contains("24 hours old"), "it knows no time");
    assert!(desk.is_draft(&send.draft_id).await);
    assert_eq!(desk.stranger.counts("One too many").await, 0);
    assert_eq!(
        desk.history().await,
        ["post.send.asked", "post.send.refused"]
    );
}

#[tokio::test]
async fn a_used_up_cap_says_when_there_is_room_again_where_that_is_known() {
    let desk = Desk::new().await;
    desk.refused("Before they were read").await;
    assert!(desk.world.core.catch_up(&desk.demo, 200).await.unwrap());
    let send = desk.sends("After", When::Now).await;
    let send = desk.settles(&send).await;
    let remedy = send.problem.unwrap().remedy;
    assert!(remedy.starts_with("There is room again from"), "{remedy}");
}

#[tokio::test]
async fn a_refused_hashtag_is_named_with_its_platform() {
    let desk = Desk::new().await;
    let send = desk.sends("Bread #f4f", When::Now).await;
    let send = desk.settles(&send).await;
    assert_eq!(send.state, SendState::Refused, "{send:#?}");
    let said = send.problem.unwrap().message;
    for part in ["#f4f", "facebook", "threads"] {
        assert!(said.contains(part), "{said}");
    }
}

#[tokio::test]
async fn too_many_requests_wait_and_go_out_once() {
    let desk = Desk::new().await;
    desk.loses(FaultKind::RateLimited { retry_after: 1 }, "POST", 2);
    let send = desk.sends("Patience", When::Now).await;
    for _ in 0..3 {
        desk.world.look_around().await;
    }
    let waiting = desk.now(&send).await;
    assert_eq!(waiting.state, SendState::Uploading, "{waiting:#?}");
    assert!(waiting.problem.unwrap().next_try_at.is_some());
    assert_eq!(desk.settles(&send).await.state, SendState::Accepted);
    assert_eq!(desk.stranger.counts("Patience").await, 1);
}

#[tokio::test]
async fn the_page_is_told_of_every_step() {
    let desk = Desk::new().await;
    let form = desk.draft("Told", When::Now).await;
    desk.world.core.send_draft(form.clone()).await.unwrap();
    desk.world.settle().await;
    let events = desk.world.desktop.events.lock().unwrap();
    let mut told = Vec::new();
    for event in events.iter() {
        if let Event::Sends(view) = event {
            told.push(newest((**view).clone(), &form.draft_id).state);
        }
    }
    told.dedup();
    assert_eq!(
        told,
        [
            SendState::Waiting,
            SendState::Uploading,
            SendState::Sending,
            SendState::Accepted
        ]
    );
}

#[tokio::test]
async fn an_open_draft_shows_its_send() {
    let desk = Desk::new().await;
    desk.hold(10).await;
    let send = desk.sends("Look", When::Now).await;
    let draft = desk.world.core.open_draft(draft_of(&send)).await.unwrap();
    assert_eq!(draft.send.unwrap().state, SendState::Waiting);
}

#[tokio::test]
async fn many_that_wait_for_a_slow_file_do_not_hold_up_one_without() {
    let desk = Desk::new().await;
    let core = &desk.world.core;
    for number in 0..20 {
        let text = format!("With a picture {number}");
        let draft = desk.draft_with_picture(&text, When::Now).await;
        core.send_draft(draft).await.unwrap();
    }
    let slow = FaultKind::Slow { ms: 3_600_000 };
    let stuck = Fault::on(slow, "POST", "/v1/upload-media");
    desk.world.sandbox.faults().add(stuck);
    let driver = tokio::spawn(core.clone().drive());
    let uploading = async || {
        let all = desk.all().await.sends;
        let busy = all.iter().filter(|send| send.state == SendState::Uploading);
        busy.count()
    };
    while uploading().await < 16 {
        tokio::task::yield_now().await;
    }
    let send = desk.sends("Words only", When::Now).await;
    let arrives = async {
        while desk.now(&send).await.state != SendState::Accepted {
            tokio::task::yield_now().await;
        }
    };
    let arrived = tokio::time::timeout(Duration::from_secs(20), arrives).await;
    driver.abort();
    arrived.expect("it went out meanwhile");
    assert_eq!(desk.stranger.counts("With a picture 19").await, 0);
}
