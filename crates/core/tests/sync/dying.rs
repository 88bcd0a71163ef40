//! Dying, losing answers and changing lists at every point of a reading lose and double nothing.

use latchkey_sandbox::{Fault, FaultKind};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::dying::Mortal;
use crate::fake_service::{Account, Change};

use super::desk::{
    STEPS, assert_same, assert_same_as_demo, filled, in_time, kept, look, obstacle, read,
    read_all_again, strange,
};

#[test]
fn dying_at_every_point_of_a_reading_loses_and_doubles_nothing() {
    let mut points = 0;
    for point in 0.. {
        let died = in_time(async {
            let mut account = Account::of(2, 45);
            account.page = Some(20);
            let (mut world, _service, workspace) = strange(account.clone()).await;
            let reading = world.core.catch_up(&workspace, STEPS);
            let died = Mortal::new(point, async { drop(reading.await) }).await;
            world.restart().await;
            read(&world, &workspace).await;
            assert_same(&world, &workspace, &account).await;
            died
        });
        points = point;
        if !died {
            break;
        }
    }
    println!("reading was killed at {points} points");
    assert!(points > 30, "there are that many: {points}");
}

#[test]
fn every_fault_at_any_request_loses_and_doubles_nothing() {
    let kinds = [
        FaultKind::Slow { ms: 5 },
        FaultKind::RateLimited { retry_after: 0 },
        FaultKind::ServerError,
        FaultKind::CutBefore,
        FaultKind::CutAfter,
        FaultKind::BrokenJson,
    ];
    // Mostly waiting, so all at once.
    std::thread::scope(|scope| {
        for kind in kinds {
            scope.spawn(move || {
                for skip in [0, 4, 8] {
                    in_time(survive(kind.clone(), skip, 1));
                }
                // So often that it has to give up.
                in_time(survive(kind, 4, 4));
            });
        }
    });
}

async fn survive(kind: FaultKind, skip: u32, times: u32) {
    let (world, demo) = filled(120).await;
    let run = format!("{kind:?} after {skip}, {times} times");
    world.sandbox.faults().add(Fault {
        skip,
        times,
        ..Fault::on(kind, "GET", "/v1")
    });
    read(&world, &demo).await;
    if let Some(obstacle) = obstacle(&world, &demo).await {
        let words = latchkey_core::wording::error(&latchkey_core::Error::Obstacle(obstacle));
        assert!(!words.message.is_empty() && !words.remedy.is_empty());
    }
    world.sandbox.faults().clear();
    for _ in 0..2 {
        look(&world, &demo).await;
    }
    assert_eq!(obstacle(&world, &demo).await, None, "{run}");
    assert_same_as_demo(&world, &demo, &run).await;
}

#[test]
fn whatever_happens_to_the_list_while_it_is_read_nothing_is_lost_for_good() {
    let config = Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    };
    let cases = (
        1_usize..4,
        0_usize..120,
        proptest::collection::vec(proptest::collection::vec(change(), 0..4), 0..12),
        prop_oneof![Just(0_i64), -30_i64..30],
        10_usize..40,
        any::<bool>(),
    );
    TestRunner::new(config)
        .run(
            &cases,
            |(profiles, posts, to_come, miscounts, page, dies)| {
                let mut account = Account::of(profiles, posts);
                account.to_come = to_come.into();
                account.miscounts = miscounts;
                account.page = Some(page);
                in_time(read_while_it_changes(account, dies));
                Ok(())
            },
        )
        .unwrap();
}

fn change() -> impl Strategy<Value = Change> {
    let place = || 0_usize..500;
    prop_oneof![
        (0_u32..30, 0_usize..4, place()).prop_map(|(id, profile, at)| Change::Appears {
            id,
            profile,
            at
        }),
        place().prop_map(Change::Vanishes),
        place().prop_map(Change::IsEdited),
        place().prop_map(Change::GoesOut),
        (place(), place()).prop_map(|(from, to)| Change::Moves { from, to }),
    ]
}

async fn read_while_it_changes(account: Account, dies: bool) {
    let (mut world, service, workspace) = strange(account).await;
    if dies {
        let reading = world.core.catch_up(&workspace, STEPS);
        Mortal::new(40, async { drop(reading.await) }).await;
        world.restart().await;
    }
    read(&world, &workspace).await;
    let kept = kept(&world, &workspace).await;
    let there = service.account().ids();
    for row in kept.values().filter(|row| row.gone_at.is_some()) {
        // An id that vanished may have appeared again afterwards.
        let again = row.id.starts_with("new-");
        assert!(again || !there.contains(&row.id), "{} is not gone", row.id);
    }
    service.account().to_come.clear();
    read_all_again(&world, &workspace).await;
    let account = service.account().clone();
    assert_same(&world, &workspace, &account).await;
}
