//! A post that failed on some platforms is sent again there, and nowhere else.

use latchkey_core::views::{PostForm, PostView, When};
use latchkey_core::{Error, NotNow};
use latchkey_sandbox::FaultKind;

use super::desk::Desk;

impl Desk {
    /// A post that arrived on Facebook and failed on Threads, as the activity screen knows it.
    async fn half_failed(&self, text: &str) -> PostForm {
        self.world.sandbox.controls().update(|settings| {
            settings.publishing_ms = 0;
            settings.failing_platforms.insert("threads".to_owned());
        });
        let send = self.sends(text, When::Now).await;
        let send = self.settles(&send).await;
        let post_id = send.post_id.unwrap();
        self.until_at_service(&post_id, "partially_failed").await;
        assert!(self.world.core.catch_up(&self.demo, 200).await.unwrap());
        PostForm {
            workspace_id: self.demo.clone(),
            post_id,
        }
    }

    async fn until_at_service(&self, post_id: &str, status: &str) {
        while self.stranger.opens(post_id).await.unwrap().post.status != status {
            tokio::task::yield_now().await;
        }
    }

    fn nothing_fails_any_more(&self) {
        self.world
            .sandbox
            .controls()
            .update(|settings| settings.failing_platforms.clear());
    }

    async fn retry(&self, form: &PostForm) -> Result<PostView, Error> {
        self.world.core.retry_failed_platforms(form.clone()).await
    }

    async fn link_on_facebook(&self, post_id: &str) -> Option<String> {
        let whole = self.stranger.opens(post_id).await.unwrap();
        let mut there = whole.post.destinations.into_iter();
        there.find(|one| one.platform == "facebook")?.post_url
    }
}

#[tokio::test]
async fn it_goes_out_where_it_failed_and_is_not_touched_where_it_arrived() {
    let desk = Desk::new().await;
    let form = desk.half_failed("Half").await;
    let before = desk.world.core.get_post(form.clone()).await.unwrap();
    assert_eq!(before.post.status, "partially_failed");
    let threads = before.post.destinations.iter().find(|one| one.failed);
    assert!(threads.unwrap().error.is_some(), "it says why it failed");
    let link = desk.link_on_facebook(&form.post_id).await;

    desk.nothing_fails_any_more();
    desk.retry(&form).await.unwrap();
    desk.until_at_service(&form.post_id, "completed").await;
    assert_eq!(desk.link_on_facebook(&form.post_id).await, link);
    assert_eq!(desk.stranger.counts("Half").await, 1);
    let again = desk.retry(&form).await;
    assert!(matches!(again, Err(Error::NotNow(NotNow::NothingFailed))));
    let after = desk.world.core.get_post(form).await.unwrap();
    assert_eq!(after.post.status, "completed", "and that is known here");
    assert!(
        desk.history()
            .await
            .contains(&"post.retry.asked".to_owned())
    );
}

#[tokio::test]
async fn a_lost_answer_is_looked_after_and_not_asked_again() {
    for how in [
        FaultKind::CutAfter,
        FaultKind::CutBefore,
        FaultKind::BrokenJson,
    ] {
        let desk = Desk::new().await;
        let form = desk.half_failed("Lost").await;
        desk.nothing_fails_any_more();
        desk.loses(how.clone(), "POST", 1);
        desk.retry(&form).await.unwrap();
        assert_eq!(desk.stranger.counts("Lost").await, 1);
        if how == FaultKind::CutBefore {
            desk.retry(&form).await.unwrap();
        }
        desk.until_at_service(&form.post_id, "completed").await;
    }
}

#[tokio::test]
async fn what_did_not_fail_is_not_tried_again() {
    let desk = Desk::new().await;
    desk.world
        .sandbox
        .controls()
        .update(|settings| settings.publishing_ms = 0);
    let send = desk.sends("Fine", When::Now).await;
    let post_id = desk.settles(&send).await.post_id.unwrap();
    desk.until_at_service(&post_id, "completed").await;
    assert!(desk.world.core.catch_up(&desk.demo, 200).await.unwrap());
    let form = PostForm {
        workspace_id: desk.demo.clone(),
        post_id,
    };
    let outcome = desk.retry(&form).await;
    assert!(matches!(outcome, Err(Error::NotNow(NotNow::NothingFailed))));
}
