//! Reading posts: from a service that behaves, from one that does not, and through every kind of
//! trouble. Afterwards everything at the service is known once, as it is there, and nothing else is
//! called there.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use latchkey_core::Obstacle;
use latchkey_core::views::{HistoryForm, SyncState, SyncView, WorkspaceForm};
use latchkey_sandbox::{Fault, FaultKind, Plan};
use latchkey_store::held_posts::{self, HeldPostRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::{StoreError, incidents, made_posts, post_changes, syncs};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::dying::Mortal;
use crate::fake_service::{Account, Change, FakePost, FakeProfile, FakeService};
use crate::world::{World, end_at};

/// More steps than any reading here takes.
const STEPS: usize = 400;

/// A world with a service that is a double, connected and not yet read.
async fn strange(account: Account) -> (World, FakeService, String) {
    let world = World::quick().await;
    let service = FakeService::with(account).await;
    let workspace = service.connect(&world).await;
    (world, service, workspace)
}

/// A world with a filled demo, not yet read.
async fn filled(posts: usize) -> (World, String) {
    let world = World::quick().await;
    world.sandbox.fill(posts).await;
    let demo = world.demo().await;
    world.create(&demo, "latchkey").await;
    (world, demo)
}

async fn read(world: &World, workspace: &str) {
    assert!(
        world.core.catch_up(workspace, STEPS).await.unwrap(),
        "reading comes to an end"
    );
}

/// A minute later.
async fn look(world: &World, workspace: &str) {
    world.clock.pass(Duration::from_secs(61)).await;
    read(world, workspace).await;
}

/// A day later: everything is read anew.
async fn read_all_again(world: &World, workspace: &str) {
    world.clock.pass(Duration::from_secs(25 * 3_600)).await;
    read(world, workspace).await;
}

/// What is kept of a workspace's posts, by id.
async fn kept(world: &World, workspace: &str) -> BTreeMap<String, PostRow> {
    let id = workspace.to_owned();
    let rows = world.store.read(move |tx| {
        let mut rows = Vec::new();
        posts::each(tx, &id, None, None, |row| rows.push(row))?;
        Ok::<_, StoreError>(rows)
    });
    let rows = rows.await.unwrap();
    let count = rows.len();
    let kept: BTreeMap<_, _> = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    assert_eq!(kept.len(), count, "nothing is kept twice");
    kept
}

async fn present(world: &World, workspace: &str) -> BTreeSet<String> {
    let kept = kept(world, workspace).await;
    let present = kept.into_values().filter(|row| row.gone_at.is_none());
    present.map(|row| row.id).collect()
}

/// What is kept is what the double has.
async fn assert_same(world: &World, workspace: &str, account: &Account) {
    let kept = kept(world, workspace).await;
    for post in &account.posts {
        let row = kept
            .get(&post.id)
            .unwrap_or_else(|| panic!("{} is lost", post.id));
        let same = FakePost {
            id: row.id.clone(),
            profile_id: row.profile_id.clone(),
            status: row.status.clone(),
            text: row.text.clone(),
        };
        assert_eq!(same, *post);
        assert_eq!(row.gone_at, None, "{} is there", post.id);
    }
    let present = present(world, workspace).await;
    assert_eq!(present, account.ids());
}

async fn changed(world: &World, workspace: &str, post: &str) -> Vec<(String, Option<String>)> {
    let (workspace, post) = (workspace.to_owned(), post.to_owned());
    let rows = world
        .store
        .read(move |tx| post_changes::list(tx, &workspace, &post));
    let rows = rows.await.unwrap();
    rows.into_iter().map(|row| (row.field, row.after)).collect()
}

async fn obstacle(world: &World, workspace: &str) -> Option<Obstacle> {
    let id = workspace.to_owned();
    let row = world
        .store
        .read(move |tx| syncs::get(tx, &id))
        .await
        .unwrap();
    Obstacle::read(row.unwrap().problem.as_deref())
}

/// What the demo has, by id: profile's name, text, status.
async fn at_demo(world: &World) -> BTreeMap<String, (String, String)> {
    let key = world.sandbox.mint_key("observer").await.secret;
    let client = latchkey_api::codivupload::Client::new(
        crate::world::http(),
        &latchkey_api::BaseUrl::try_from(&world.sandbox.base_url()).unwrap(),
    );
    let credential = crate::world::credential(&latchkey_core::SecretKey::from(key));
    let mut told = BTreeMap::new();
    for page in 0.. {
        let query = latchkey_api::codivupload::PostsQuery {
            profile_name: None,
            status: None,
            limit: 100,
            offset: page * 100,
        };
        let page = client.list_posts(&credential, &query).await.unwrap();
        if page.posts.is_empty() {
            break;
        }
        told.extend(page.posts.into_iter().map(|post| {
            let text = post.description.unwrap_or_default();
            (post.id, (text, post.status))
        }));
    }
    told
}

async fn assert_same_as_demo(world: &World, workspace: &str, run: &str) {
    let told = at_demo(world).await;
    let kept = kept(world, workspace).await;
    let kept: BTreeMap<_, _> = kept
        .into_values()
        .filter(|row| row.gone_at.is_none())
        .map(|row| (row.id, (row.text, row.status)))
        .collect();
    assert_eq!(kept.len(), told.len(), "{run}");
    assert!(kept == told, "{run}: what is kept is what is there");
}

#[tokio::test]
async fn every_post_is_read_once_and_the_history_tells_of_it_once() {
    let (world, demo) = filled(730).await;
    read(&world, &demo).await;
    assert_same_as_demo(&world, &demo, "first round").await;
    read_all_again(&world, &demo).await;
    assert_same_as_demo(&world, &demo, "second round").await;

    let page = world
        .core
        .list_history(HistoryForm::default())
        .await
        .unwrap();
    let told: Vec<_> = page
        .events
        .iter()
        .filter(|event| event.kind == "activity.read")
        .collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].sentence.contains("730"), "{}", told[0].sentence);
}

#[tokio::test]
async fn the_newest_posts_of_every_profile_are_read_before_any_history() {
    let (world, service, workspace) = strange(Account::of(3, 250)).await;
    read(&world, &workspace).await;
    let asked = service.account().asked.clone();
    let offsets: Vec<&str> = asked
        .iter()
        .filter(|words| words.contains("profile_name") && !words.contains("status"))
        .filter_map(|words| {
            words
                .split('&')
                .find_map(|word| word.strip_prefix("offset="))
        })
        .collect();
    assert_eq!(offsets[..3], ["0", "0", "0"]);
    assert_eq!(offsets[3..], ["100", "200", "250"].repeat(3));
    let scheduled = asked
        .iter()
        .position(|words| words.contains("status=scheduled"));
    let history = asked.iter().position(|words| words.contains("offset=100"));
    assert!(scheduled < history, "what waits to go out comes first");
}

#[tokio::test]
async fn an_old_workspace_costs_a_few_requests_a_minute() {
    let (world, service, workspace) = strange(Account::of(2, 250)).await;
    read(&world, &workspace).await;
    service.account().asked.clear();
    read(&world, &workspace).await;
    assert!(service.account().asked.is_empty(), "nothing is due yet");
    look(&world, &workspace).await;
    assert_eq!(
        service.account().asked.len(),
        5,
        "profiles, two pages, two statuses"
    );
}

#[tokio::test]
async fn new_posts_are_noticed_however_many_they_are() {
    let (world, service, workspace) = strange(Account::of(2, 30)).await;
    read(&world, &workspace).await;
    let more = Account::of(2, 300);
    {
        let mut account = service.account();
        account.posts = more.posts.clone();
    }
    look(&world, &workspace).await;
    assert_same(&world, &workspace, &more).await;
}

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

/// Deletes something at the demo, as its owner would.
async fn delete_at_demo(world: &World, path: &str) {
    use secrecy::ExposeSecret;
    let key = world.sandbox.mint_key("somebody").await.secret;
    let url = format!("{}{path}", world.sandbox.base_url());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client
        .delete(url)
        .bearer_auth(key.expose_secret())
        .send()
        .await;
    assert!(answer.unwrap().status().is_success());
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

#[tokio::test]
async fn a_renamed_profile_keeps_its_posts_and_two_of_one_name_keep_theirs_apart() {
    let (world, service, workspace) = strange(Account::of(2, 130)).await;
    read(&world, &workspace).await;
    // One takes the name of the other.
    service.account().profiles[0].name = "Profile 1".to_owned();
    read_all_again(&world, &workspace).await;
    let account = service.account().clone();
    assert_same(&world, &workspace, &account).await;
    assert_eq!(changed(&world, &workspace, "p0-1").await, []);

    service.account().profiles.push(FakeProfile {
        id: "p2".to_owned(),
        name: "New".to_owned(),
        username: "new".to_owned(),
    });
    let mut account = service.account().clone();
    account.posts.push(FakePost {
        id: "p2-1".to_owned(),
        profile_id: "p2".to_owned(),
        status: "completed".to_owned(),
        text: "First".to_owned(),
    });
    service.account().posts = account.posts.clone();
    look(&world, &workspace).await;
    assert_same(&world, &workspace, &account).await;
}

#[tokio::test]
async fn a_total_that_lies_hides_nothing_and_keeps_nobody_busy() {
    for (miscounts, page) in [(-1_000, 100), (-7, 30), (5, 100), (1_000, 70)] {
        let mut account = Account::of(2, 240);
        account.miscounts = miscounts;
        account.page = Some(page);
        let (world, service, workspace) = strange(account.clone()).await;
        read(&world, &workspace).await;
        assert_same(&world, &workspace, &account).await;
        look(&world, &workspace).await;
        service.account().asked.clear();
        look(&world, &workspace).await;
        let asked = service.account().asked.len();
        assert!(
            asked < 10,
            "{miscounts}: {asked} requests in a quiet minute"
        );
    }
}

#[tokio::test]
async fn a_list_in_any_order_is_read_and_its_news_are_found() {
    let mut account = Account::of(2, 250);
    account.posts.reverse();
    let (world, service, workspace) = strange(account.clone()).await;
    read(&world, &workspace).await;
    assert_same(&world, &workspace, &account).await;
    // The oldest come first, so what is new is at the end.
    account.posts.push(FakePost {
        id: "latest".to_owned(),
        profile_id: "p0".to_owned(),
        status: "completed".to_owned(),
        text: "Latest".to_owned(),
    });
    service.account().posts = account.posts.clone();
    world.clock.pass(Duration::from_secs(3_700)).await;
    read(&world, &workspace).await;
    assert_same(&world, &workspace, &account).await;
}

#[tokio::test]
async fn a_deletion_while_the_list_is_read_costs_no_other_post() {
    let mut account = Account::of(1, 350);
    // After the newest page and the two of what waits, the first post vanishes: all move up.
    account.to_come = [vec![], vec![], vec![Change::Vanishes(0)]].into();
    let (world, service, workspace) = strange(account).await;
    read(&world, &workspace).await;
    let account = service.account().clone();
    assert_eq!(account.posts.len(), 349);
    let present = present(&world, &workspace).await;
    assert!(account.ids().is_subset(&present));
}

#[tokio::test]
async fn posts_too_long_for_one_answer_are_read_in_smaller_parts() {
    let mut account = Account::of(1, 24);
    for post in &mut account.posts {
        // Twice as long on its way.
        post.text = "\n".repeat(200_000);
    }
    let (world, _service, workspace) = strange(account.clone()).await;
    read(&world, &workspace).await;
    assert_eq!(obstacle(&world, &workspace).await, None);
    assert_same(&world, &workspace, &account).await;
}

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
async fn posts_are_read_by_themselves_while_the_app_runs() {
    let (world, demo) = filled(250).await;
    let driving = tokio::spawn(world.core.clone().drive());
    while sync_view(&world, &demo).await.state != SyncState::UpToDate {
        tokio::task::yield_now().await;
    }
    driving.abort();
    assert_same_as_demo(&world, &demo, "while it runs").await;
}

async fn sync_view(world: &World, workspace: &str) -> SyncView {
    let view = world.core.activity_state(form(workspace)).await.unwrap();
    view.sync
}

fn form(workspace: &str) -> WorkspaceForm {
    WorkspaceForm {
        workspace_id: workspace.to_owned(),
    }
}

#[tokio::test]
async fn reading_can_be_paused_and_goes_on_where_it_was() {
    let (world, service, workspace) = strange(Account::of(2, 250)).await;
    let begins = sync_view(&world, &workspace).await;
    assert_eq!((begins.state, begins.total), (SyncState::Reading, None));
    world.core.catch_up(&workspace, 7).await.unwrap();
    let paused = world.core.pause_sync(form(&workspace)).await.unwrap().sync;
    assert_eq!(paused.state, SyncState::Paused);
    assert_eq!((paused.done, paused.total), (350, Some(500)));
    assert!(
        paused.message.contains("before all posts were read"),
        "{}",
        paused.message
    );
    service.account().asked.clear();
    look(&world, &workspace).await;
    assert!(service.account().asked.is_empty());

    let view = world.core.resume_sync(form(&workspace)).await.unwrap().sync;
    assert_eq!(view.message, "350 of 500 posts are read.");
    read(&world, &workspace).await;
    let asked = service.account().asked.clone();
    assert!(
        !asked.iter().any(|words| words.contains("offset=0&")),
        "{asked:?}"
    );
    let read = sync_view(&world, &workspace).await;
    assert_eq!(read.state, SyncState::UpToDate);
    assert_eq!((read.done, read.total), (500, Some(500)));
    assert!(read.complete_at.is_some() && read.problem.is_none());
}

#[tokio::test]
async fn looking_now_waits_for_no_minute() {
    let (world, service, workspace) = strange(Account::of(1, 10)).await;
    read(&world, &workspace).await;
    service.account().posts = Account::of(1, 12).posts;
    read(&world, &workspace).await;
    assert_eq!(present(&world, &workspace).await.len(), 10);
    world.core.sync_now(form(&workspace)).await.unwrap();
    read(&world, &workspace).await;
    assert_eq!(present(&world, &workspace).await.len(), 12);
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
        FaultKind::RateLimited { retry_after: 1 },
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

fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}
