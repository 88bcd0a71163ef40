//! The app dies, at every point where it waits, while posts are held, put back and deleted; and
//! every answer of the service gets lost. Whatever happens, afterwards:
//!
//! - no post is gone from the service that is not kept here in full;
//! - no post is there twice;
//! - every held post can be put back, and then is there once.

use latchkey_core::views::{HeldState, IncidentView, RepairForm};
use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::held_posts;
use serde_json::Value;

use super::freeze::Scene;
use super::strangers::{back, disown, named, now};
use crate::dying::{self, Mortal, Tally};

const TEXTS: [&str; 3] = ["Win a phone!", "Win a phone!", "Click here"];

/// What is under way when the app dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Freeze,
    Restore,
    Repair,
}

#[derive(Clone, Debug)]
struct Run {
    deed: Deed,
    /// After how many polls the app dies; then, started again, after how many more.
    deaths: Vec<usize>,
    /// What happens to which request about posts.
    mishap: Option<(FaultKind, u32)>,
}

#[test]
fn dying_at_every_point_of_a_freeze_loses_no_post() {
    die_everywhere(Deed::Freeze);
}

#[test]
fn dying_at_every_point_of_a_restore_doubles_no_post() {
    die_everywhere(Deed::Restore);
}

#[test]
fn dying_at_every_point_of_a_repair_loses_no_post() {
    die_everywhere(Deed::Repair);
}

#[test]
fn losing_any_answer_loses_and_doubles_no_post() {
    let tally = Tally::default();
    for deed in [Deed::Freeze, Deed::Restore, Deed::Repair] {
        for kind in [
            FaultKind::CutAfter,
            FaultKind::CutBefore,
            FaultKind::BrokenJson,
            FaultKind::ServerError,
            FaultKind::RateLimited { retry_after: 0 },
            FaultKind::Slow { ms: 5 },
        ] {
            for after in 0..7 {
                live(
                    &tally,
                    &Run {
                        deed,
                        deaths: Vec::new(),
                        mishap: Some((kind.clone(), after)),
                    },
                );
            }
        }
    }
    tally.report("posts, answers lost one by one");
}

#[test]
fn dying_after_a_lost_answer_loses_and_doubles_no_post() {
    let tally = Tally::default();
    for deed in [Deed::Freeze, Deed::Restore, Deed::Repair] {
        for kind in [FaultKind::CutAfter, FaultKind::CutBefore] {
            for after in [0, 3] {
                for death in (3..60).step_by(19) {
                    live(
                        &tally,
                        &Run {
                            deed,
                            deaths: vec![death, death + 5],
                            mishap: Some((kind.clone(), after)),
                        },
                    );
                }
            }
        }
    }
    tally.report("posts, deaths and lost answers together");
}

fn die_everywhere(deed: Deed) {
    dying::die_everywhere(
        &format!("posts, dying at every point of {deed:?}"),
        async |point| {
            live_through(&Run {
                deed,
                deaths: vec![point],
                mishap: None,
            })
            .await
        },
    );
}

fn live(tally: &Tally, run: &Run) {
    tally.run(&run.deaths, live_through(run));
}

async fn live_through(run: &Run) -> bool {
    let mut scene = Scene::with(&TEXTS).await;
    if run.deed == Deed::Restore {
        scene.freeze().await;
    }
    if run.deed == Deed::Repair {
        for id in &scene.ids {
            disown(&scene.world, &scene.demo, id).await;
        }
    }
    if let Some((kind, after)) = &run.mishap {
        let mut fault = Fault::next(kind.clone());
        fault.path = Some("/v1/posts".to_owned());
        fault.skip = *after;
        scene.world.sandbox.faults().add(fault);
    }
    let mut died = false;
    let mut deaths = run.deaths.iter();
    match deaths.next() {
        Some(&point) => died |= Mortal::new(point, begin(&scene, run.deed)).await,
        None => begin(&scene, run.deed).await,
    }
    for &point in deaths {
        scene.world.restart().await;
        died |= Mortal::new(point, settle(&scene)).await;
    }
    scene.world.sandbox.faults().clear();
    never_doubled(&scene, run).await;
    scene.world.restart().await;
    scene.world.settle().await;
    nothing_is_lost(&scene, run).await;
    every_held_post_goes_back_once(&scene, run).await;
    died
}

async fn begin(scene: &Scene, deed: Deed) {
    let core = &scene.world.core;
    match deed {
        Deed::Freeze => drop(core.freeze_posts(named(&scene.incident)).await),
        Deed::Restore => {
            for held in scene.now().await.held {
                drop(
                    core.restore_post(back(&scene.incident, &held.id, false))
                        .await,
                );
            }
        }
        Deed::Repair => {
            let form = RepairForm {
                incident_id: scene.incident.id.clone(),
                post_ids: scene.ids.clone(),
            };
            drop(core.delete_posts(form).await);
        }
    }
    settle(scene).await;
}

async fn settle(scene: &Scene) {
    // With a mishap it may take longer than this; the final look comes later.
    let _ = scene.world.core.settle(90).await;
}

/// How many posts should say this.
fn wanted(text: &str) -> usize {
    TEXTS.iter().filter(|other| **other == text).count()
}

async fn never_doubled(scene: &Scene, run: &Run) {
    for text in TEXTS {
        let there = scene.stranger.counts(text).await;
        assert!(
            there <= wanted(text),
            "{run:?}: {text} is there {there} times"
        );
    }
}

/// A post is at the service, or kept here in full.
async fn nothing_is_lost(scene: &Scene, run: &Run) {
    never_doubled(scene, run).await;
    let incident = scene.incident.id.clone();
    let rows = scene
        .world
        .store
        .read(move |tx| held_posts::list(tx, &incident))
        .await
        .unwrap();
    for (id, text) in scene.ids.iter().zip(TEXTS) {
        if scene.stranger.opens(id).await.is_ok() {
            continue;
        }
        let row = rows.iter().find(|row| row.post_id == *id);
        let row = row.unwrap_or_else(|| panic!("{run:?}: nobody knows of {id}"));
        let kept = row.kept.as_deref();
        let kept = kept.unwrap_or_else(|| panic!("{run:?}: {id} is deleted and not kept"));
        let kept: Value = serde_json::from_str(kept).unwrap();
        assert_eq!(kept["post"]["description"], text, "{run:?}: kept in full");
        assert_eq!(kept["destinations"].as_array().map(Vec::len), Some(2));
    }
}

async fn every_held_post_goes_back_once(scene: &Scene, run: &Run) {
    for _ in 0..3 {
        let view: IncidentView = now(&scene.world, &scene.incident).await;
        for held in view.held {
            let waits = matches!(held.state, HeldState::Held | HeldState::Unclear);
            if waits {
                // Twins may have to be insisted on.
                let form = back(&scene.incident, &held.id, true);
                scene.world.core.restore_post(form).await.unwrap();
                scene.world.settle().await;
            }
        }
    }
    for text in TEXTS {
        let there = scene.stranger.counts(text).await;
        assert_eq!(there, wanted(text), "{run:?}: {text}");
    }
    let history = scene.world.core.verify_history().await.unwrap();
    assert!(history.whole, "{run:?}: {}", history.message);
}
