//! What changed at the service since the last reading: edits, deletions, posts that come back.

use std::collections::BTreeMap;
use std::time::Duration;

use latchkey_sandbox::{Fault, FaultKind};
use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::{incidents, made_posts, syncs};

use crate::fake_service::Account;

use super::desk::{
    assert_same, assert_same_as_demo, changed, delete_at_demo, filled, form, kept, look, obstacle,
    present, read, read_all_again, strange,
};

#[tokio::test]
async fn edits_and_status_changes_are_noticed_and_kept() {
    let mut account = Account::of(1, 20);
    account.post("p0-3").status = "scheduled".to_owned();
    let (world, service, workspace) = strange(account).await;
    read(&world, &workspace).await;
    {
        let mut account = service.account();
        account.post("p0-3").status = "completed".to_owned();
        account.post("p0-5").text = "Edited".to_owned();
    }
    look(&world, &workspace).await;
    let account = service.account().clone();
    assert_same(&world, &workspace, &account).await;
    let status = [("status".to_owned(), Some("completed".to_owned()))];
    assert_eq!(changed(&world, &workspace, "p0-3").await, status);
    let text = [("text".to_owned(), Some("Edited".to_owned()))];
    assert_eq!(changed(&world, &workspace, "p0-5").await, text);
    assert_eq!(changed(&world, &workspace, "p0-6").await, []);
}

#[tokio::test]
async fn a_post_made_here_stays_so_when_it_goes_out_and_not_when_somebody_edits_it() {
    let mut account = Account::of(1, 20);
    for id in ["p0-3", "p0-5"] {
        account.post(id).status = "scheduled".to_owned();
    }
    let (world, service, workspace) = strange(account).await;
    read(&world, &workspace).await;
    let id = workspace.clone();
    let made = world.store.write(move |tx| {
        made_posts::insert(tx, &id, "p0-3", 1)?;
        made_posts::insert(tx, &id, "p0-5", 1)
    });
    made.await.unwrap();
    {
        let mut account = service.account();
        account.post("p0-3").status = "completed".to_owned();
        account.post("p0-5").text = "Edited".to_owned();
    }
    look(&world, &workspace).await;
    world.core.judge_workspace(&workspace).await.unwrap();
    let kept = kept(&world, &workspace).await;
    assert_eq!((kept["p0-3"].verdict, kept["p0-5"].verdict), (1, 0));
}

#[tokio::test]
async fn a_scheduled_post_deep_in_the_list_is_noticed_when_it_goes_out_or_is_deleted() {
    let mut account = Account::of(1, 450);
    account.post("p0-400").status = "scheduled".to_owned();
    account.post("p0-401").status = "scheduled".to_owned();
    let (world, service, workspace) = strange(account).await;
    read(&world, &workspace).await;
    {
        let mut account = service.account();
        account.post("p0-400").status = "completed".to_owned();
        account.posts.retain(|post| post.id != "p0-401");
    }
    look(&world, &workspace).await;
    let kept = kept(&world, &workspace).await;
    assert_eq!(kept["p0-400"].status, "completed");
    assert!(kept["p0-401"].gone_at.is_some());
    assert_eq!(changed(&world, &workspace, "p0-401").await[0].0, "gone");
}

#[tokio::test]
async fn a_post_that_no_list_shows_is_there_as_long_as_the_service_says_so() {
    let mut account = Account::of(1, 120);
    account.post("p0-5").status = "scheduled".to_owned();
    let (world, service, workspace) = strange(account).await;
    read(&world, &workspace).await;
    for id in ["p0-5", "p0-110"] {
        service.account().hidden.insert(id.to_owned());
    }
    look(&world, &workspace).await;
    read_all_again(&world, &workspace).await;
    let account = service.account().clone();
    assert!(
        account.asked.contains(&"p0-110".to_owned()),
        "it was asked for"
    );
    assert_same(&world, &workspace, &account).await;
}

#[tokio::test]
async fn a_post_that_vanished_is_only_gone_after_a_404() {
    let (world, demo) = filled(30).await;
    read(&world, &demo).await;
    // Somebody deletes a whole brand, with its posts.
    let velo = world
        .store
        .read({
            let demo = demo.clone();
            move |tx| latchkey_store::profiles::list(tx, &demo)
        })
        .await
        .unwrap()
        .into_iter()
        .find(|profile| profile.username.as_deref() == Some("velo_marten"))
        .unwrap();
    let its = |kept: &BTreeMap<String, PostRow>| {
        let of_profile = kept.values().filter(|row| row.profile_id == velo.id);
        of_profile
            .map(|row| row.gone_at.is_some())
            .collect::<Vec<_>>()
    };
    delete_at_demo(&world, &format!("/agency/profiles/{}", velo.id)).await;
    let mut fault = Fault::on(FaultKind::ServerError, "GET", "/v1/posts/");
    fault.times = 3;
    world.sandbox.faults().add(fault);
    world.clock.pass(Duration::from_secs(25 * 3_600)).await;
    assert!(
        !world.core.catch_up(&demo, 8).await.unwrap() || obstacle(&world, &demo).await.is_some()
    );
    assert!(its(&kept(&world, &demo).await).iter().all(|gone| !gone));

    world.sandbox.faults().clear();
    look(&world, &demo).await;
    look(&world, &demo).await;
    let gone = its(&kept(&world, &demo).await);
    assert!(gone.len() > 3 && gone.iter().all(|gone| *gone), "{gone:?}");
    assert_same_as_demo(&world, &demo, "without the brand").await;
}

#[tokio::test]
async fn a_workspace_that_is_removed_takes_its_posts_with_it() {
    let (world, demo) = filled(40).await;
    read(&world, &demo).await;
    assert!(!kept(&world, &demo).await.is_empty());
    world.core.remove_workspace(form(&demo)).await.unwrap();
    assert!(kept(&world, &demo).await.is_empty());
    let id = demo.clone();
    let found = world.store.read(move |tx| posts::choices(tx, &id)).await;
    assert_eq!(found.unwrap(), posts::Choices::default());
    let sync = world.store.read(move |tx| syncs::get(tx, &demo)).await;
    assert_eq!(sync.unwrap(), None);
}

#[tokio::test]
async fn a_post_that_came_back_is_no_longer_gone() {
    let mut account = Account::of(1, 10);
    account.post("p0-4").status = "scheduled".to_owned();
    let (world, service, workspace) = strange(account.clone()).await;
    read(&world, &workspace).await;
    service.account().posts.retain(|post| post.id != "p0-4");
    look(&world, &workspace).await;
    assert!(!present(&world, &workspace).await.contains("p0-4"));
    service.account().posts = account.posts.clone();
    look(&world, &workspace).await;
    assert_same(&world, &workspace, &account).await;
    let fields: Vec<String> = changed(&world, &workspace, "p0-4")
        .await
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["gone", "gone"]);
}

#[tokio::test]
async fn a_post_that_latchkey_keeps_back_is_not_gone_and_not_taken_in_again() {
    let mut account = Account::of(1, 10);
    account.post("p0-4").status = "scheduled".to_owned();
    let (world, service, workspace) = strange(account).await;
    read(&world, &workspace).await;
    let mut row = kept(&world, &workspace).await["p0-4"].clone();
    row.held = true;
    let held = row.clone();
    let write = world.store.write(move |tx| posts::update(tx, &held));
    write.await.unwrap();
    // A page read just before it was taken away may still show it.
    look(&world, &workspace).await;
    assert_eq!(kept(&world, &workspace).await["p0-4"], row);
    service.account().posts.retain(|post| post.id != "p0-4");
    look(&world, &workspace).await;
    read_all_again(&world, &workspace).await;
    assert_eq!(kept(&world, &workspace).await["p0-4"], row);
    assert_eq!(changed(&world, &workspace, "p0-4").await, []);
}

#[tokio::test]
async fn nothing_is_read_while_posts_are_on_their_way() {
    let (world, service, workspace) = strange(Account::of(1, 10)).await;
    let key = world.keys(&workspace).await.keys[0].id.clone();
    let now = world.clock.now();
    let job = HeldPostRow {
        id: "job".to_owned(),
        incident_id: "incident".to_owned(),
        workspace_id: workspace.clone(),
        post_id: "p0-1".to_owned(),
        why: "freeze".to_owned(),
        stage: "wanted".to_owned(),
        kept: None,
        new_post_id: None,
        wanted_at: None,
        problem: None,
        attempts: 0,
        next_try_at: None,
        started_at: now,
        finished_at: None,
    };
    let incident = incidents::IncidentRow {
        id: "incident".to_owned(),
        workspace_id: workspace.clone(),
        key_id: key,
        exposed: "now".to_owned(),
        exposed_from: Some(now),
        noticed_at: now,
        can_stop: true,
        end_asked_at: None,
        contained_at: None,
        freeze_asked_at: Some(now),
        replacement_creation: None,
        replacement_key: None,
        closed_at: None,
        called_off: false,
        next_look_at: None,
        looks: 0,
        alarm_at: None,
    };
    let begun = job.clone();
    let write = world.store.write(move |tx| {
        incidents::insert(tx, &incident)?;
        held_posts::insert(tx, &begun)
    });
    write.await.unwrap();
    service.account().asked.clear();
    read(&world, &workspace).await;
    let asked = service.account().asked.clone();
    assert!(asked.is_empty(), "{asked:?}");

    let done = HeldPostRow {
        stage: "went_out".to_owned(),
        finished_at: Some(now),
        ..job
    };
    let write = world.store.write(move |tx| held_posts::update(tx, &done));
    write.await.unwrap();
    read(&world, &workspace).await;
    assert_eq!(present(&world, &workspace).await.len(), 10);
}
