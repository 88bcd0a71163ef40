//! The app dies, at every point where it waits, while it creates, rotates and revokes; and every
//! answer of the service gets lost. Whatever happens, afterwards promises 2 and 3 hold:
//!
//! - there is a working key that Latchkey can use, and no key exists at the service that Latchkey
//!   cannot see and use or end;
//! - a key is called revoked only if the service refuses it.

use std::time::Duration;

use latchkey_core::views::{
    KeyForm, KeyState, Overlap, RotationForm, StartRotationForm, VerificationView,
};
use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::keys as key_rows;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::dying::{self, Mortal, Tally};
use crate::world::{World, create_form};

/// What is under way when the app dies.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Create,
    Revoke,
    Rotate(Overlap),
    RotateAndEndOverlap,
    RotateAndCancel,
    /// Several things at once.
    Everything,
}

/// What happens to an answer of the service, and to which one.
#[derive(Clone, Debug)]
struct Mishap {
    kind: FaultKind,
    /// How many requests go well before it.
    after: u32,
    /// How many it meets.
    times: u32,
}

#[derive(Clone, Debug)]
struct Run {
    deed: Deed,
    /// After how many polls the app dies; then, started again, after how many more.
    deaths: Vec<usize>,
    mishap: Option<Mishap>,
}

#[test]
fn dying_at_every_point_of_a_creation_loses_nothing() {
    die_everywhere(Deed::Create);
}

#[test]
fn dying_at_every_point_of_a_revocation_loses_nothing() {
    die_everywhere(Deed::Revoke);
}

#[test]
fn dying_at_every_point_of_a_rotation_loses_nothing() {
    die_everywhere(Deed::Rotate(Overlap::None));
    die_everywhere(Deed::RotateAndEndOverlap);
}

#[test]
fn dying_at_every_point_of_a_rotation_called_off_loses_nothing() {
    die_everywhere(Deed::RotateAndCancel);
}

#[test]
fn losing_any_answer_of_the_service_loses_nothing() {
    let tally = Tally::default();
    for deed in [
        Deed::Create,
        Deed::Revoke,
        Deed::Rotate(Overlap::None),
        Deed::RotateAndCancel,
    ] {
        for kind in [
            FaultKind::CutAfter,
            FaultKind::CutBefore,
            FaultKind::BrokenJson,
            FaultKind::ServerError,
        ] {
            for after in 0..12 {
                let mishap = Some(Mishap {
                    kind: kind.clone(),
                    after,
                    times: 1,
                });
                live(
                    &tally,
                    &Run {
                        deed,
                        deaths: Vec::new(),
                        mishap,
                    },
                );
            }
        }
    }
    tally.report("answers lost one by one");
}

#[test]
fn any_mixture_of_deaths_and_lost_answers_loses_nothing() {
    try_mixtures(prop_oneof![
        Just(Deed::Create),
        Just(Deed::Revoke),
        Just(Deed::Everything),
    ]);
}

#[test]
fn any_mixture_of_deaths_and_lost_answers_in_a_rotation_loses_nothing() {
    try_mixtures(prop_oneof![
        Just(Deed::Rotate(Overlap::None)),
        Just(Deed::Rotate(Overlap::UntilPlaces)),
        Just(Deed::RotateAndEndOverlap),
        Just(Deed::RotateAndCancel),
    ]);
}

fn try_mixtures(deed: impl Strategy<Value = Deed>) {
    let tally = Tally::default();
    let config = Config {
        cases: 800,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&run_of(deed), |run| {
            live(&tally, &run);
            Ok(())
        })
        .unwrap();
    tally.report("mixtures");
}

fn run_of(deed: impl Strategy<Value = Deed>) -> impl Strategy<Value = Run> {
    let kind = prop_oneof![
        Just(FaultKind::CutAfter),
        Just(FaultKind::CutBefore),
        Just(FaultKind::BrokenJson),
        Just(FaultKind::ServerError),
        Just(FaultKind::RateLimited { retry_after: 0 }),
    ];
    let mishap =
        (kind, 0_u32..12, 1_u32..4).prop_map(|(kind, after, times)| Mishap { kind, after, times });
    (
        deed,
        proptest::collection::vec(0_usize..160, 0..4),
        proptest::option::of(mishap),
    )
        .prop_map(|(deed, deaths, mishap)| Run {
            deed,
            deaths,
            mishap,
        })
}

fn die_everywhere(deed: Deed) {
    dying::die_everywhere(&format!("{deed:?}"), async |point| {
        live_through(&Run {
            deed,
            deaths: vec![point],
            mishap: None,
        })
        .await
    });
}

fn live(tally: &Tally, run: &Run) {
    tally.run(&run.deaths, live_through(run));
}

async fn live_through(run: &Run) -> bool {
    let mut world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app-production").await;
    world.create(&demo, "staging").await;
    if let Some(mishap) = &run.mishap {
        let mut fault = Fault::next(mishap.kind.clone());
        fault.skip = mishap.after;
        fault.times = mishap.times;
        world.sandbox.faults().add(fault);
    }
    let mut died = false;
    let mut deaths = run.deaths.iter();
    match deaths.next() {
        Some(&point) => died |= Mortal::new(point, begin(&world, run.deed)).await,
        None => begin(&world, run.deed).await,
    }
    for &point in deaths {
        world.restart().await;
        died |= Mortal::new(point, settle(&world)).await;
    }
    world.sandbox.faults().clear();
    world.restart().await;
    // An overlap that was neither ended nor called off is over by then.
    settle(&world).await;
    world.clock.pass(Duration::from_secs(25 * 3_600)).await;
    world.settle().await;
    promises_hold(&world, &demo, run).await;
    died
}

async fn begin(world: &World, deed: Deed) {
    let demo = world.core.app_state().await.unwrap().current.unwrap();
    let staging = world.key(&demo, "staging").await;
    match deed {
        Deed::Create => drop(
            world
                .core
                .create_key(create_form(&demo, "mcp-claude"))
                .await,
        ),
        Deed::Revoke => drop(world.revoke(&staging).await),
        Deed::Rotate(overlap) => rotate(world, &staging.id, overlap).await,
        Deed::RotateAndEndOverlap => {
            rotate(world, &staging.id, Overlap::Hours24).await;
            settle_a_little(world).await;
            if let Some(rotation) = rotation(world, &demo).await {
                drop(
                    world
                        .core
                        .end_overlap(RotationForm {
                            rotation_id: rotation,
                        })
                        .await,
                );
            }
        }
        Deed::RotateAndCancel => {
            rotate(world, &staging.id, Overlap::Hours24).await;
            settle_a_little(world).await;
            if let Some(rotation) = rotation(world, &demo).await {
                drop(
                    world
                        .core
                        .cancel_rotation(RotationForm {
                            rotation_id: rotation,
                        })
                        .await,
                );
            }
        }
        Deed::Everything => {
            drop(
                world
                    .core
                    .create_key(create_form(&demo, "mcp-claude"))
                    .await,
            );
            let own = world.key(&demo, "app-production").await;
            rotate(world, &own.id, Overlap::None).await;
            drop(world.revoke(&staging).await);
        }
    }
    settle(world).await;
}

async fn rotate(world: &World, key_id: &str, overlap: Overlap) {
    let form = StartRotationForm {
        key_id: key_id.to_owned(),
        overlap,
    };
    drop(world.core.start_rotation(form).await);
}

async fn rotation(world: &World, demo: &str) -> Option<String> {
    let keys = world.keys(demo).await.keys;
    keys.into_iter()
        .find_map(|key| key.rotation)
        .map(|rotation| rotation.id)
}

async fn settle(world: &World) {
    // With a mishap it may take longer than this; the final look comes later.
    let _ = world.core.settle(60).await;
}

async fn settle_a_little(world: &World) {
    let _ = world.core.settle(4).await;
}

async fn promises_hold(world: &World, demo: &str, run: &Run) {
    let view = world.keys(demo).await;
    assert!(
        view.creations.is_empty(),
        "{run:?}: nothing is left half made"
    );
    let own = view.keys.iter().find(|key| key.used_by_latchkey);
    let own = own.unwrap_or_else(|| panic!("{run:?}: Latchkey has no key of its own"));
    assert!(
        world.is_accepted(own).await,
        "{run:?}: Latchkey's own key works"
    );
    for remote in world.at_service().await {
        let (id, place) = (remote.id.clone(), demo.to_owned());
        let row = world
            .store
            .read(move |tx| key_rows::find_by_remote(tx, &place, &id))
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("{run:?}: {} is a key nobody sees", remote.name));
        let key = world.key_by_id(demo, &row.id).await;
        assert_ne!(
            key.state,
            KeyState::Revoked,
            "{run:?}: {} works, but is called revoked",
            key.name
        );
        assert!(
            key.can_copy,
            "{run:?}: the secret of {} is at hand",
            key.name
        );
        assert!(
            world.is_accepted(&key).await,
            "{run:?}: the secret is the one of {}",
            key.name
        );
    }
    for key in view
        .keys
        .iter()
        .filter(|key| key.state == KeyState::Revoked)
    {
        assert!(key.death.is_some(), "{run:?}: revoked means proven");
        let again = world
            .core
            .check_key(KeyForm {
                key_id: key.id.clone(),
            })
            .await;
        assert!(again.is_err(), "{run:?}: a revoked key is not asked about");
    }
    let VerificationView { whole, message, .. } = world.core.verify_history().await.unwrap();
    assert!(whole, "{run:?}: the history is whole: {message}");
}
