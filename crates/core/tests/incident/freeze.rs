//! Holding scheduled posts and putting them back.

use std::time::Duration;

use chrono::TimeDelta;
use latchkey_api::CallError;
use latchkey_core::views::{
    HeldForm, HeldPostView, HeldState, IncidentView, RepairState, RestorePostForm, StepKind,
    StepState,
};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::{made_posts, posts};

use super::strangers::{
    Stranger, back, changed_elsewhere, disown, leak, leak_since, made_here, named, now, step,
    tomorrow,
};
use crate::world::World;

/// A workspace in which a stranger scheduled some posts, and the incident about it.
pub struct Scene {
    pub world: World,
    pub demo: String,
    pub stranger: Stranger,
    pub incident: IncidentView,
    pub ids: Vec<String>,
}

impl Scene {
    pub async fn with(texts: &[&str]) -> Scene {
        Scene::in_world(World::quick().await, texts).await
    }

    pub async fn in_world(world: World, texts: &[&str]) -> Scene {
        let demo = world.demo().await;
        world.create(&demo, "app-production").await;
        let key = world.create(&demo, "staging").await;
        let stranger = Stranger::with_a_key_to(&world).await;
        let mut ids = Vec::new();
        for text in texts {
            ids.push(stranger.schedules(text).await);
        }
        stranger.is_read_into(&world, &demo).await;
        let incident = leak(&world, &key).await;
        Scene {
            world,
            demo,
            stranger,
            incident,
            ids,
        }
    }

    pub async fn freeze(&self) -> IncidentView {
        let form = named(&self.incident);
        self.world.core.freeze_posts(form).await.unwrap();
        self.world.settle().await;
        self.now().await
    }

    pub async fn now(&self) -> IncidentView {
        now(&self.world, &self.incident).await
    }

    pub async fn restore(&self, held: &HeldPostView, anyway: bool) -> Result<HeldPostView, Error> {
        let form = back(&self.incident, &held.id, anyway);
        self.world.core.restore_post(form).await?;
        self.world.settle().await;
        Ok(self.held(&held.id).await)
    }

    pub async fn held(&self, id: &str) -> HeldPostView {
        let held = self.now().await.held;
        held.into_iter().find(|held| held.id == id).unwrap()
    }

    fn goes_wrong(&self, kind: FaultKind, method: &str) {
        let fault = Fault::on(kind, method, "/v1/posts");
        self.world.sandbox.faults().add(fault);
    }
}

#[tokio::test]
async fn foreign_posts_are_held_in_full_and_put_back_with_one_click() {
    let scene = Scene::with(&["Win a phone!", "Click here"]).await;
    let freeze = step(&scene.incident, StepKind::Freeze).clone();
    assert_eq!(freeze.state, StepState::Open, "{}", freeze.message);

    let frozen = scene.freeze().await;
    assert_eq!(frozen.held.len(), 2);
    for held in &frozen.held {
        assert_eq!(held.state, HeldState::Held);
        assert!(held.post.held, "the list shows it as held");
        let gone = scene.stranger.opens(&held.post.id).await;
        assert!(matches!(gone, Err(CallError::NotFound)), "{gone:?}");
    }
    assert_eq!(step(&frozen, StepKind::Freeze).state, StepState::Done);

    let win = frozen
        .held
        .iter()
        .find(|held| held.post.id == scene.ids[0])
        .unwrap();
    let back = scene.restore(win, false).await.unwrap();
    assert_eq!(back.state, HeldState::Restored);
    assert_eq!(scene.stranger.counts("Win a phone!").await, 1);
    let again = scene
        .stranger
        .sees()
        .await
        .into_iter()
        .find(|post| post.description.as_deref() == Some("Win a phone!"))
        .unwrap();
    assert_eq!(again.scheduled_date, Some(tomorrow_of(win)));
    let demo = scene.demo.clone();
    let made = scene
        .world
        .store
        .read(move |tx| made_posts::all(tx, &demo))
        .await
        .unwrap();
    assert!(made.contains_key(&again.id), "it counts as made here");
    assert!(
        matches!(
            scene.restore(win, true).await,
            Err(Error::NotNow(NotNow::PostNotHeld))
        ),
        "once is enough"
    );
}

fn tomorrow_of(held: &HeldPostView) -> chrono::DateTime<chrono::Utc> {
    held.post.goes_out_at.as_deref().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_was_made_before_the_exposure_stays() {
    let scene = Scene::with(&["Made long before"]).await;
    let key = scene.world.create(&scene.demo, "mcp-claude").await;
    scene.world.clock.pass(Duration::from_secs(3_600)).await;
    let late = leak_since(&scene.world, &key, TimeDelta::minutes(1), true).await;
    let form = named(&late);
    scene.world.core.freeze_posts(form).await.unwrap();
    scene.world.settle().await;
    let after = now(&scene.world, &late).await;
    assert!(after.held.is_empty());
    assert_eq!(scene.stranger.counts("Made long before").await, 1);
    assert_eq!(after.earlier.scheduled, 1, "but it is counted");
    assert_eq!(after.earlier.unrecognised, 1);
    assert_eq!(after.posts.unrecognised, 0);
    for kind in [StepKind::Freeze, StepKind::Review] {
        let message = &step(&after, kind).message;
        assert!(message.contains("made earlier"), "{message}");
    }
}

#[tokio::test]
async fn earlier_posts_are_held_by_a_click_of_their_own_and_belong_to_the_incident_then() {
    let scene = Scene::with(&["Five minutes before"]).await;
    let key = scene.world.create(&scene.demo, "mcp-claude").await;
    scene.world.clock.pass(Duration::from_secs(3_600)).await;
    let late = leak_since(&scene.world, &key, TimeDelta::minutes(1), true).await;
    let freeze = step(&late, StepKind::Freeze);
    assert_eq!(freeze.state, StepState::Open, "{}", freeze.message);
    let form = named(&late);
    scene.world.core.freeze_earlier_posts(form).await.unwrap();
    scene.world.settle().await;

    let after = now(&scene.world, &late).await;
    assert_eq!(after.held[0].state, HeldState::Held);
    assert_eq!(scene.stranger.counts("Five minutes before").await, 0);
    assert_eq!(
        (after.earlier.scheduled, after.earlier.unrecognised),
        (0, 0)
    );
    assert_eq!(after.earlier.waiting[0].id, scene.ids[0]);
    assert_eq!(after.posts.unrecognised, 1, "it is to be reviewed");
    disown(&scene.world, &scene.demo, &scene.ids[0]).await;
    let told = now(&scene.world, &late).await;
    assert!(told.earlier.waiting.is_empty());
    assert_eq!(told.repairs[0].state, RepairState::Deleted);
}

#[tokio::test]
async fn what_was_made_here_long_before_and_changed_since_by_somebody_else_is_held() {
    let scene = Scene::with(&["Made here", "Changed before"]).await;
    let [ours, before] = &scene.ids[..] else {
        panic!("two posts were scheduled")
    };
    made_here(&scene.world, &scene.demo, ours).await;
    changed_elsewhere(&scene.world, &scene.demo, before).await;
    let key = scene.world.create(&scene.demo, "mcp-claude").await;
    scene.world.clock.pass(Duration::from_secs(3_600)).await;
    let late = leak_since(&scene.world, &key, TimeDelta::minutes(1), true).await;
    scene.world.core.freeze_posts(named(&late)).await.unwrap();
    scene.world.settle().await;
    assert!(now(&scene.world, &late).await.held.is_empty());

    changed_elsewhere(&scene.world, &scene.demo, ours).await;
    let changed = now(&scene.world, &late).await;
    assert_eq!(changed.posts.unrecognised, 1, "by the time of the change");
    assert_eq!(changed.earlier.waiting[0].id, *ours);
    scene.world.settle().await;
    let held = now(&scene.world, &late).await.held;
    assert_eq!(held.len(), 1, "the other was changed before the exposure");
    assert_eq!((&held[0].post.id, held[0].state), (ours, HeldState::Held));
}

#[tokio::test]
async fn what_turns_up_while_the_freeze_is_on_is_held_too() {
    let scene = Scene::with(&["First"]).await;
    scene.freeze().await;
    scene.stranger.schedules("Second").await;
    scene.stranger.is_read_into(&scene.world, &scene.demo).await;
    scene.world.settle().await;
    assert_eq!(scene.now().await.held.len(), 2);
    assert_eq!(scene.stranger.counts("Second").await, 0);

    let form = named(&scene.incident);
    scene.world.core.close_incident(form).await.unwrap();
    scene.stranger.schedules("Third").await;
    scene.stranger.is_read_into(&scene.world, &scene.demo).await;
    scene.world.settle().await;
    assert_eq!(scene.stranger.counts("Third").await, 1, "it is closed");
}

#[tokio::test]
async fn a_post_that_has_no_verdict_yet_waits_for_it() {
    let scene = Scene::with(&[]).await;
    scene.freeze().await;
    let id = scene.stranger.schedules("Perhaps ours").await;
    scene.stranger.is_read_into(&scene.world, &scene.demo).await;
    let (demo, post) = (scene.demo.clone(), id.clone());
    scene
        .world
        .store
        .write(move |tx| posts::judge(tx, &demo, &post, 0, "[]"))
        .await
        .unwrap();
    scene.world.settle().await;
    assert_eq!(scene.stranger.counts("Perhaps ours").await, 1);
}

#[tokio::test]
async fn a_post_somebody_else_deleted_is_said_to_be_gone_before() {
    let scene = Scene::with(&["Win a phone!"]).await;
    scene.stranger.deletes(&scene.ids[0]).await;
    let frozen = scene.freeze().await;
    assert_eq!(frozen.held[0].state, HeldState::GoneBefore);
}

#[tokio::test]
async fn a_post_that_went_out_first_is_said_to_be_out() {
    let scene = Scene::with(&[]).await;
    scene
        .world
        .sandbox
        .controls()
        .update(|settings| settings.publishing_ms = 0);
    let id = scene.stranger.makes("Already out", None).await;
    while scene.stranger.opens(&id).await.unwrap().post.status != "completed" {
        tokio::task::yield_now().await;
    }
    scene.stranger.is_read_into(&scene.world, &scene.demo).await;
    let (demo, post) = (scene.demo.clone(), id.clone());
    // The list was read a moment before it went out.
    scene
        .world
        .store
        .write(move |tx| {
            let mut row = posts::get(tx, &demo, &post)?.unwrap();
            row.status = "scheduled".to_owned();
            posts::update(tx, &row)
        })
        .await
        .unwrap();
    let frozen = scene.freeze().await;
    assert_eq!(frozen.held[0].state, HeldState::WentOut);
    assert_eq!(scene.stranger.counts("Already out").await, 1);
}

#[tokio::test]
async fn a_lost_answer_to_putting_back_makes_no_second_post() {
    let scene = Scene::with(&["Win a phone!"]).await;
    let frozen = scene.freeze().await;
    scene.goes_wrong(FaultKind::CutAfter, "POST");
    let back = scene.restore(&frozen.held[0], false).await.unwrap();
    assert_eq!(
        back.state,
        HeldState::Restored,
        "it was looked for and found"
    );
    assert_eq!(scene.stranger.counts("Win a phone!").await, 1);
}

#[tokio::test]
async fn when_nobody_knows_whether_it_arrived_the_person_decides() {
    let scene = Scene::with(&["Win a phone!"]).await;
    let frozen = scene.freeze().await;
    scene.goes_wrong(FaultKind::CutBefore, "POST");
    let unclear = scene.restore(&frozen.held[0], false).await.unwrap();
    assert_eq!(unclear.state, HeldState::Unclear);
    assert!(unclear.problem.is_some(), "it says what to do");
    assert_eq!(scene.stranger.counts("Win a phone!").await, 0);
    assert!(
        matches!(
            scene.restore(&unclear, false).await,
            Err(Error::NotNow(NotNow::PostUnclear))
        ),
        "not by accident"
    );
    let back = scene.restore(&unclear, true).await.unwrap();
    assert_eq!(back.state, HeldState::Restored);
    assert_eq!(scene.stranger.counts("Win a phone!").await, 1);
}

#[tokio::test]
async fn a_try_that_arrives_late_is_found_right_before_the_next() {
    let scene = Scene::with(&["Win a phone!"]).await;
    let frozen = scene.freeze().await;
    scene.goes_wrong(FaultKind::CutBefore, "POST");
    let unclear = scene.restore(&frozen.held[0], false).await.unwrap();
    // The request had been under way all the time.
    let at = tomorrow_of(&frozen.held[0]);
    scene.stranger.makes("Win a phone!", Some(at)).await;
    let back = scene.restore(&unclear, true).await.unwrap();
    assert_eq!(back.state, HeldState::Restored);
    assert_eq!(
        scene.stranger.counts("Win a phone!").await,
        1,
        "no second one"
    );
}

#[tokio::test]
async fn a_post_just_like_it_is_not_doubled_unless_the_person_says_so() {
    let scene = Scene::with(&["Win a phone!"]).await;
    let frozen = scene.freeze().await;
    let at = tomorrow_of(&frozen.held[0]);
    scene.stranger.makes("Win a phone!", Some(at)).await;
    let twin = scene.restore(&frozen.held[0], false).await.unwrap();
    assert_eq!(twin.state, HeldState::Unclear);
    assert_eq!(scene.stranger.counts("Win a phone!").await, 1);
    let back = scene.restore(&twin, true).await.unwrap();
    assert_eq!(back.state, HeldState::Restored);
    assert_eq!(scene.stranger.counts("Win a phone!").await, 2, "as wished");
}

#[tokio::test]
async fn two_held_posts_that_are_alike_are_both_put_back() {
    let scene = Scene::with(&["Win a phone!", "Win a phone!"]).await;
    let frozen = scene.freeze().await;
    for held in &frozen.held {
        let back = scene.restore(held, false).await.unwrap();
        assert_eq!(back.state, HeldState::Restored);
    }
    assert_eq!(scene.stranger.counts("Win a phone!").await, 2);
}

#[tokio::test]
async fn a_post_whose_time_has_passed_needs_a_new_one() {
    let scene = Scene::with(&["Win a phone!"]).await;
    let frozen = scene.freeze().await;
    scene
        .world
        .clock
        .pass(Duration::from_secs(25 * 3_600))
        .await;
    let held = scene.held(&frozen.held[0].id).await;
    assert!(held.needs_new_time, "tomorrow is over");
    assert!(matches!(
        scene.restore(&held, false).await,
        Err(Error::Invalid(Invalid::NewTimeNeeded))
    ));
    let at = tomorrow() + TimeDelta::days(2);
    let form = RestorePostForm {
        at: Some(at.to_rfc3339()),
        ..back(&scene.incident, &held.id, false)
    };
    scene.world.core.restore_post(form).await.unwrap();
    scene.world.settle().await;
    let all = scene.stranger.sees().await;
    assert_eq!(all[0].scheduled_date, Some(at));
}

#[tokio::test]
async fn one_post_that_fails_is_listed_and_tried_again_alone() {
    let scene = Scene::with(&["One", "Two", "Three"]).await;
    let deleting = format!("/v1/posts/{}", scene.ids[1]);
    let mut fault = Fault::on(FaultKind::ServerError, "DELETE", &deleting);
    fault.times = 1_000;
    scene.world.sandbox.faults().add(fault);
    let form = named(&scene.incident);
    scene.world.core.freeze_posts(form).await.unwrap();
    for _ in 0..5 {
        scene.world.look_around().await;
    }
    let view = scene.now().await;
    let stuck: Vec<&HeldPostView> = view
        .held
        .iter()
        .filter(|held| held.state == HeldState::Holding)
        .collect();
    assert_eq!(stuck.len(), 1, "the others are held");
    assert!(stuck[0].problem.is_some(), "and it says why");
    assert_eq!(scene.stranger.counts("Two").await, 1, "nothing is lost");

    scene.world.sandbox.faults().clear();
    let form = HeldForm {
        incident_id: view.id.clone(),
        held_ids: vec![stuck[0].id.clone()],
    };
    scene.world.core.retry_held(form).await.unwrap();
    scene.world.look_around().await;
    assert_eq!(
        scene.stranger.counts("Two").await,
        0,
        "at once, without waiting"
    );
}

#[tokio::test]
async fn without_a_working_key_the_freeze_waits_and_goes_on_with_the_new_one() {
    let world = World::quick().await;
    let demo = world.demo().await;
    let key = world.create(&demo, "staging").await;
    let stranger = Stranger::with_a_key_to(&world).await;
    stranger.schedules("Win a phone!").await;
    stranger.is_read_into(&world, &demo).await;
    let incident = leak(&world, &key).await;
    world.core.end_leaked_key(named(&incident)).await.unwrap();
    world.settle().await;
    world.core.freeze_posts(named(&incident)).await.unwrap();
    world.look_around().await;
    let waiting = now(&world, &incident).await;
    assert!(waiting.held[0].problem.is_some(), "no key to ask with");
    world
        .core
        .replace_leaked_key(named(&incident))
        .await
        .unwrap();
    world.settle().await;
    assert_eq!(now(&world, &incident).await.held[0].state, HeldState::Held);
    assert_eq!(stranger.counts("Win a phone!").await, 0);
}
