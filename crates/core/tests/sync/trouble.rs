//! What stands in the way of a reading is named, and passes.

use latchkey_core::Obstacle;
use latchkey_core::views::SyncState;
use latchkey_sandbox::{Fault, FaultKind, Plan};

use crate::world::{World, end_at};

use super::desk::{assert_same_as_demo, filled, look, obstacle, present, read, sync_view};

#[tokio::test]
async fn without_a_key_that_works_it_says_so_and_goes_on_once_there_is_one() {
    let world = World::quick().await;
    world.sandbox.fill(20).await;
    let demo = world.demo().await;
    read(&world, &demo).await;
    assert_eq!(obstacle(&world, &demo).await, Some(Obstacle::NoWorkingKey));
    world.create(&demo, "latchkey").await;
    look(&world, &demo).await;
    look(&world, &demo).await;
    assert_eq!(obstacle(&world, &demo).await, None);
    assert_same_as_demo(&world, &demo, "with a key").await;

    let key = world.key(&demo, "latchkey").await;
    let remote = world.at_service().await;
    let remote = remote
        .iter()
        .find(|remote| remote.name == "latchkey")
        .unwrap();
    end_at(&world.sandbox, &remote.id).await;
    look(&world, &demo).await;
    assert_eq!(obstacle(&world, &demo).await, Some(Obstacle::KeyRefused));
    let state = world.key_by_id(&demo, &key.id).await;
    assert!(state.death.is_some(), "the refusal is kept as a proof");
    look(&world, &demo).await;
    assert_eq!(obstacle(&world, &demo).await, Some(Obstacle::NoWorkingKey));
    assert_eq!(
        present(&world, &demo).await.len(),
        20,
        "nothing is gone for that"
    );
}

#[tokio::test]
async fn whatever_stands_in_the_way_is_named_and_passes() {
    let (world, demo) = filled(20).await;
    world.sandbox.controls().update(|set| set.plan = Plan::Free);
    read(&world, &demo).await;
    assert!(matches!(
        obstacle(&world, &demo).await,
        Some(Obstacle::PlanTooLow { .. })
    ));
    world.sandbox.controls().update(|set| set.plan = Plan::Pro);
    world.keychain.lock(true);
    look(&world, &demo).await;
    assert!(matches!(
        obstacle(&world, &demo).await,
        Some(Obstacle::Keychain(_))
    ));
    world.keychain.lock(false);
    world.core.unlock_keychain().await.unwrap();
    let mut fault = Fault::next(FaultKind::RateLimited { retry_after: 300 });
    fault.path = Some("/v1".to_owned());
    world.sandbox.faults().add(fault);
    look(&world, &demo).await;
    assert_eq!(obstacle(&world, &demo).await, Some(Obstacle::RateLimited));
    let next = sync_view(&world, &demo).await.problem.unwrap().next_try_at;
    let next: chrono::DateTime<chrono::Utc> = next.unwrap().parse().unwrap();
    let pause = next - world.clock.now();
    assert_eq!(pause.num_seconds(), 300, "as long as the service asked for");
}

#[tokio::test]
async fn a_problem_is_shown_in_words_with_what_is_known_beside_it() {
    let (world, demo) = filled(20).await;
    read(&world, &demo).await;
    world.keychain.lock(true);
    look(&world, &demo).await;
    let view = sync_view(&world, &demo).await;
    assert_eq!(view.state, SyncState::Hindered);
    let problem = view.problem.unwrap();
    assert!(
        problem.message.contains("keychain is locked"),
        "{}",
        problem.message
    );
    assert!(problem.next_try_at.is_some());
    assert!(view.complete_at.is_some(), "what was read is still there");
}
