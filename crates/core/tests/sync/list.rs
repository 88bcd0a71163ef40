//! Lists that mislead: renamed profiles, lying totals, any order, deletions in between.

use std::time::Duration;

use crate::fake_service::{Account, Change, FakePost, FakeProfile};

use super::desk::{assert_same, changed, look, present, read, read_all_again, strange};

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
