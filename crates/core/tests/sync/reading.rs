//! What a reading does when nothing is in its way: everything once, the newest first, a few requests.

use latchkey_core::views::{HistoryForm, SyncState};

use crate::fake_service::Account;

use super::desk::{
    assert_same, assert_same_as_demo, filled, form, look, obstacle, present, read, read_all_again,
    strange, sync_view,
};

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
async fn posts_are_read_by_themselves_while_the_app_runs() {
    let (world, demo) = filled(250).await;
    let driving = tokio::spawn(world.core.clone().drive());
    while sync_view(&world, &demo).await.state != SyncState::UpToDate {
        tokio::task::yield_now().await;
    }
    driving.abort();
    assert_same_as_demo(&world, &demo, "while it runs").await;
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
