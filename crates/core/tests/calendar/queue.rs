//! Queues.

use latchkey_api::codivupload::NewPost;
use latchkey_core::views::{ChangeQueueForm, ProfileForm, QueueView};
use latchkey_core::{Error, Invalid};
use latchkey_sandbox::{Fault, FaultKind};
use serde_json::Map;

use super::{PROFILE, Planned};

impl Planned {
    async fn profile(&self) -> ProfileForm {
        self.read().await;
        let view = self.calendar().await;
        let profile = view.profiles.iter().find(|one| one.label == PROFILE);
        ProfileForm {
            workspace_id: self.demo.clone(),
            profile_id: profile.unwrap().value.clone(),
        }
    }

    async fn queue(&self) -> QueueView {
        let form = self.profile().await;
        self.world.core.get_queue(form).await.unwrap()
    }

    /// Mornings on working days in Tokyo.
    async fn mornings(&self) -> ChangeQueueForm {
        let ProfileForm {
            workspace_id,
            profile_id,
        } = self.profile().await;
        ChangeQueueForm {
            workspace_id,
            profile_id,
            zone: "Asia/Tokyo".to_owned(),
            slots: vec!["10:30".to_owned(), "09:00".to_owned(), "09:00".to_owned()],
            days: [true, true, true, true, true, false, false],
            most_per_slot: 2,
        }
    }

    async fn history_has(&self, kind: &str) -> bool {
        let page = self
            .world
            .core
            .list_history(Default::default())
            .await
            .unwrap();
        page.events.iter().any(|event| event.kind == kind)
    }
}

#[tokio::test]
async fn a_queue_is_shown_with_its_next_slots_and_what_is_in_them() {
    let planned = Planned::new().await;
    let empty = planned.queue().await;
    assert_eq!((empty.zone.as_str(), empty.days), ("UTC", [true; 7]));
    assert_eq!(empty.slots, ["09:00", "12:00", "17:00"]);
    assert_eq!(empty.next.len(), 20);
    assert!(
        empty
            .next
            .iter()
            .all(|slot| slot.free == 1 && slot.posts.is_empty())
    );

    let queued = NewPost {
        post_type: "text".to_owned(),
        profile_name: PROFILE.to_owned(),
        platforms: vec!["threads".to_owned()],
        description: Some("Queued".to_owned()),
        title: None,
        media_urls: Vec::new(),
        scheduled_date: None,
        add_to_queue: true,
        first_comment: None,
        overrides: Map::new(),
    };
    planned
        .client
        .create_post(&planned.key, &queued)
        .await
        .unwrap();
    let queue = planned.queue().await;
    assert_eq!(queue.next[0].posts[0].excerpt, "Queued");
    assert_eq!((queue.next[0].free, queue.next[1].free), (0, 1));
    assert!(
        queue.next[0].words.contains(" in UTC"),
        "{}",
        queue.next[0].words
    );
}

#[tokio::test]
async fn a_queue_is_changed_and_said_in_both_zones() {
    let planned = Planned::new().await;
    let form = planned.mornings().await;
    let view = planned.world.core.change_queue(form).await.unwrap();
    assert!(view.problem.is_none(), "{view:?}");
    assert_eq!((view.zone.as_str(), view.most_per_slot), ("Asia/Tokyo", 2));
    assert_eq!(view.slots, ["09:00", "10:30"]);
    assert_eq!(view.days, [true, true, true, true, true, false, false]);
    let words = &view.next[0].words;
    assert!(
        words.contains("UTC") && words.ends_with("in Asia/Tokyo"),
        "{words}"
    );
    assert!(planned.history_has("queue.changed").await);
    assert_eq!(planned.queue().await.slots, view.slots);
}

#[tokio::test]
async fn a_queue_that_cannot_be_is_not_asked_for() {
    let planned = Planned::new().await;
    let good = planned.mornings().await;
    let refused = async |change: &dyn Fn(&mut ChangeQueueForm)| {
        let mut form = good.clone();
        change(&mut form);
        match planned.world.core.change_queue(form).await {
            Err(Error::Invalid(invalid)) => invalid,
            other => panic!("{other:?}"),
        }
    };
    let slots = |slots: &[&str]| {
        slots
            .iter()
            .map(|&slot| slot.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        refused(&|form| form.slots = Vec::new()).await,
        Invalid::QueueSlots
    );
    for bad in ["9:00", "24:00", "09:60", "+9:00", "", "09:00:00", "０９:00"] {
        assert_eq!(
            refused(&|form| form.slots = slots(&[bad])).await,
            Invalid::QueueSlots,
            "{bad}"
        );
    }
    assert_eq!(
        refused(&|form| form.days = [false; 7]).await,
        Invalid::QueueDays
    );
    assert_eq!(
        refused(&|form| form.most_per_slot = 0).await,
        Invalid::QueueMost
    );
    assert_eq!(
        refused(&|form| form.most_per_slot = 101).await,
        Invalid::QueueMost
    );
    assert_eq!(
        refused(&|form| form.zone = "Mars/Olympus".to_owned()).await,
        Invalid::NoSuchZone
    );
    assert!(!planned.history_has("queue.changed").await);
}

#[tokio::test]
async fn what_became_of_a_change_is_read_when_the_answer_is_lost() {
    let planned = Planned::new().await;
    for (kind, is_done) in [(FaultKind::ServerError, false), (FaultKind::CutAfter, true)] {
        let form = planned.mornings().await;
        let fault = Fault::on(kind, "POST", "/v1/queue/settings");
        planned.world.sandbox.faults().add(fault);
        let view = planned.world.core.change_queue(form).await.unwrap();
        assert_eq!(view.problem.is_none(), is_done, "{view:?}");
        assert_eq!(view.zone == "Asia/Tokyo", is_done);
        assert_eq!(planned.history_has("queue.changed").await, is_done);
    }
}

#[tokio::test]
async fn a_queue_that_cannot_be_read_is_not_shown_as_empty() {
    let planned = Planned::new().await;
    let form = planned.profile().await;
    let fault = Fault {
        times: 3,
        ..Fault::on(FaultKind::ServerError, "GET", "/v1/queue/settings")
    };
    planned.world.sandbox.faults().add(fault);
    let view = planned.world.core.get_queue(form).await.unwrap();
    assert!(view.problem.is_some());
}
