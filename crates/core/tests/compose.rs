use chrono::{DateTime, TimeDelta, Utc};
use latchkey_core::views::{
    ComposeView, DraftContent, DraftContentForm, DraftForm, DraftSavedView, DraftVersionForm,
    DraftVersionsView, DraftView, FieldContent, FieldValue, NewDraftForm, PlaceInDraft,
    SaveDraftForm, WallTime, When, WorkspaceForm,
};
use latchkey_core::{Error, Invalid, NotNow};
use latchkey_store::sends::{self, SendRow};
use latchkey_store::{StoreError, drafts, profiles};
use std::time::Duration;

use crate::world::World;

/// A world whose demo is open, and the demo's id.
async fn composing() -> (World, String) {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.create(&demo, "app").await;
    (world, demo)
}

async fn begin(world: &World, workspace_id: &str) -> DraftView {
    let form = NewDraftForm {
        workspace_id: workspace_id.to_owned(),
        at: None,
        profile: None,
    };
    world.core.new_draft(form).await.unwrap()
}

/// Saves what is written over what is there now.
async fn save(world: &World, id: &str, content: &DraftContent) -> Result<DraftSavedView, Error> {
    let saved_at = open(world, id).await.map(|draft| draft.saved_at);
    save_over(world, id, content, saved_at.unwrap_or_default()).await
}

/// Saves what is written over what was saved at that time.
async fn save_over(
    world: &World,
    id: &str,
    content: &DraftContent,
    saved_at: String,
) -> Result<DraftSavedView, Error> {
    let form = SaveDraftForm {
        draft_id: id.to_owned(),
        content: content.clone(),
        saved_at,
    };
    world.core.save_draft(form).await
}

async fn open(world: &World, id: &str) -> Result<DraftView, Error> {
    world.core.open_draft(draft(id)).await
}

async fn versions(world: &World, id: &str) -> DraftVersionsView {
    world.core.draft_versions(draft(id)).await.unwrap()
}

async fn state(world: &World, workspace_id: &str) -> ComposeView {
    world
        .core
        .compose_state(workspace(workspace_id))
        .await
        .unwrap()
}

/// The excerpts of the drafts in the list.
async fn listed(world: &World, workspace_id: &str) -> Vec<String> {
    let list = world.core.list_drafts(workspace(workspace_id)).await;
    let rows = list.unwrap().drafts.into_iter();
    rows.map(|row| row.excerpt).collect()
}

fn draft(id: &str) -> DraftForm {
    DraftForm {
        draft_id: id.to_owned(),
    }
}

fn workspace(id: &str) -> WorkspaceForm {
    WorkspaceForm {
        workspace_id: id.to_owned(),
    }
}

fn says(text: &str) -> DraftContent {
    DraftContent {
        text: text.to_owned(),
        ..DraftContent::default()
    }
}

async fn minutes_pass(world: &World, minutes: u64) {
    world.clock.pass(Duration::from_secs(60 * minutes)).await;
}

#[tokio::test]
async fn what_was_saved_is_there_after_a_restart() {
    let (mut world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    let content = DraftContent {
        platforms: vec!["x".to_owned(), "pinterest".to_owned()],
        text: "ü".repeat(60_000),
        values: vec![FieldValue {
            field: "pinterest_board_id".to_owned(),
            value: FieldContent::Text("cakes".to_owned()),
        }],
        when: When::At(WallTime {
            date: "2030-12-01".to_owned(),
            time: "09:00".to_owned(),
            later: false,
        }),
        ..says("")
    };
    save(&world, &id, &content).await.unwrap();
    world.restart().await;
    let opened = open(&world, &id).await.unwrap();
    assert_eq!(opened.content, content);
    assert!(!opened.check.can_send);
    assert!(opened.send.is_none());
}

#[tokio::test]
async fn saving_the_same_again_changes_nothing() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    let first = save(&world, &id, &says("Cake.")).await.unwrap();
    minutes_pass(&world, 10).await;
    let again = save(&world, &id, &says("Cake.")).await.unwrap();
    assert_eq!((again.saved_at, again.versions), (first.saved_at, 0));
}

#[tokio::test]
async fn what_was_changed_elsewhere_is_not_written_over_and_neither_is_lost() {
    let (world, demo) = composing().await;
    let begun = begin(&world, &demo).await;
    let id = begun.id;
    minutes_pass(&world, 1).await;
    let moved = save(&world, &id, &says("Moved to Friday.")).await.unwrap();
    minutes_pass(&world, 1).await;
    for _ in 0..2 {
        let stale = save_over(&world, &id, &says("Typed."), begun.saved_at.clone()).await;
        assert!(
            matches!(stale, Err(Error::NotNow(NotNow::DraftChangedElsewhere))),
            "{stale:?}"
        );
    }
    let opened = open(&world, &id).await.unwrap();
    assert_eq!(
        (opened.content, opened.saved_at),
        (says("Moved to Friday."), moved.saved_at)
    );
    let kept = versions(&world, &id).await.versions;
    let texts: Vec<&str> = kept.iter().map(|one| one.content.text.as_str()).collect();
    assert_eq!(texts, ["Typed."], "once");
}

#[tokio::test]
async fn what_the_composer_cannot_have_written_is_refused_and_loses_nothing() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    save(&world, &id, &says("Cake.")).await.unwrap();
    let wrong = DraftContent {
        platforms: vec!["x".to_owned(); 1_000_000],
        ..DraftContent::default()
    };
    let outcome = save(&world, &id, &wrong).await;
    assert!(
        matches!(outcome, Err(Error::Invalid(Invalid::DraftTooLarge))),
        "{outcome:?}"
    );
    let form = DraftContentForm {
        draft_id: id.clone(),
        content: wrong,
    };
    assert!(world.core.check_draft(form).await.is_err());
    assert_eq!(open(&world, &id).await.unwrap().content, says("Cake."));
}

#[tokio::test]
async fn a_version_is_kept_every_two_minutes_and_can_be_had_again() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    for (minutes, text) in [(0, "a"), (1, "b"), (2, "c"), (0, "d"), (0, "e"), (3, "f")] {
        minutes_pass(&world, minutes).await;
        save(&world, &id, &says(text)).await.unwrap();
    }
    let kept = versions(&world, &id).await.versions;
    let texts: Vec<&str> = kept.iter().map(|one| one.content.text.as_str()).collect();
    assert_eq!(texts, ["e", "b"], "newest first");
    assert!(kept[0].what.contains("text"), "{:?}", kept[0].what);

    let form = DraftVersionForm {
        draft_id: id.clone(),
        number: kept[1].number,
    };
    let restored = world.core.restore_version(form).await.unwrap();
    assert_eq!(restored.content.text, "b");
    let kept = versions(&world, &id).await.versions;
    assert_eq!(kept[0].content.text, "f", "what it replaced is not lost");
    let unknown = DraftVersionForm {
        draft_id: id,
        number: 99,
    };
    let outcome = world.core.restore_version(unknown).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
}

#[tokio::test]
async fn a_hundred_versions_are_kept_and_the_oldest_go_first() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    for number in 0..110 {
        minutes_pass(&world, 3).await;
        save(&world, &id, &says(&number.to_string())).await.unwrap();
    }
    let kept = versions(&world, &id).await.versions;
    assert_eq!(kept.len(), 100);
    assert_eq!(kept[0].content.text, "108");
    assert_eq!(kept[99].content.text, "9");
}

#[tokio::test]
async fn a_deleted_draft_can_be_brought_back_for_thirty_days() {
    let (mut world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    save(&world, &id, &says("Cake.")).await.unwrap();
    let list = world.core.delete_draft(draft(&id)).await.unwrap();
    assert_eq!(list.drafts.len(), 0);
    assert_eq!(list.deleted.len(), 1);
    assert_eq!(list.deleted[0].excerpt, "Cake.");
    assert!(matches!(open(&world, &id).await, Err(Error::NotFound)));
    assert!(matches!(
        save(&world, &id, &says("More")).await,
        Err(Error::NotFound)
    ));

    minutes_pass(&world, 29 * 24 * 60).await;
    world.restart().await;
    let list = world.core.undelete_draft(draft(&id)).await.unwrap();
    assert_eq!(list.deleted.len(), 0);
    assert_eq!(listed(&world, &demo).await, ["Cake."]);

    world.core.delete_draft(draft(&id)).await.unwrap();
    minutes_pass(&world, 31 * 24 * 60).await;
    world.restart().await;
    let outcome = world.core.undelete_draft(draft(&id)).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
}

#[tokio::test]
async fn a_duplicate_is_a_draft_of_its_own() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    save(&world, &id, &says("Cake.")).await.unwrap();
    let copy = world.core.duplicate_draft(draft(&id)).await.unwrap();
    assert_eq!(copy.content, says("Cake."));
    minutes_pass(&world, 1).await;
    save(&world, &copy.id, &says("Bread.")).await.unwrap();
    assert_eq!(listed(&world, &demo).await, ["Bread.", "Cake."]);
    assert_eq!(versions(&world, &id).await.versions.len(), 1);
}

#[tokio::test]
async fn a_draft_on_its_way_stays_as_it_is() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    save(&world, &id, &says("Cake.")).await.unwrap();
    let row = waiting(&demo, &id, world.clock.now());
    insert_send(&world, row.clone()).await;
    let saved = save(&world, &id, &says("Other")).await;
    let deleted = world.core.delete_draft(draft(&id)).await;
    for refused in [saved.err(), deleted.err()] {
        assert!(
            matches!(refused, Some(Error::NotNow(NotNow::DraftOnItsWay))),
            "{refused:?}"
        );
    }
    let back = SendRow {
        stage: "taken_back".to_owned(),
        finished_at: Some(world.clock.now()),
        ..row
    };
    world
        .store
        .write(move |tx| sends::update(tx, &back))
        .await
        .unwrap();
    save(&world, &id, &says("Other")).await.unwrap();
}

async fn insert_send(world: &World, row: SendRow) {
    let kept = world.store.write(move |tx| sends::insert(tx, &row));
    kept.await.unwrap();
}

fn waiting(workspace_id: &str, draft_id: &str, now: DateTime<Utc>) -> SendRow {
    SendRow {
        id: "send".to_owned(),
        draft_id: draft_id.to_owned(),
        workspace_id: workspace_id.to_owned(),
        profile_id: "profile".to_owned(),
        body: "{}".to_owned(),
        how: "now".to_owned(),
        goes_out_at: None,
        stage: "waiting".to_owned(),
        leaves_at: now + TimeDelta::seconds(10),
        attempts: 0,
        next_try_at: None,
        problem: None,
        request: None,
        sendings: 0,
        decisions: 0,
        watched_until: None,
        post_id: None,
        candidates: "[]".to_owned(),
        asked_at: now,
        finished_at: None,
        dismissed: false,
    }
}

#[tokio::test]
async fn profiles_are_read_once_and_known_without_a_network() {
    let (world, demo) = composing().await;
    let asked = state(&world, &demo).await;
    assert!(asked.problem.is_none(), "{:?}", asked.problem);
    let names: Vec<&str> = asked.profiles.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Lindenhof Café", "Marea Yoga", "Velo Marten"]);
    let of_cafe: Vec<&str> = asked.profiles[0]
        .platforms
        .iter()
        .filter(|platform| platform.why_not.is_none())
        .map(|platform| platform.platform.as_str())
        .collect();
    assert_eq!(of_cafe, ["instagram", "facebook", "threads", "pinterest"]);
    assert_eq!(
        asked.profiles[0].platforms.len(),
        11,
        "and why not the others"
    );
    assert_eq!(asked.platforms.len(), 11);
    assert_eq!(asked.zone, "Europe/Berlin");

    world.keychain.lock(true);
    let offline = state(&world, &demo).await;
    assert_eq!(offline.profiles.len(), 3, "as last seen");
}

#[tokio::test]
async fn without_a_key_the_composer_says_why_it_knows_no_profiles() {
    let world = World::quick().await;
    let demo = world.demo().await;
    world.keychain.lock(true);
    let view = state(&world, &demo).await;
    assert_eq!(view.profiles.len(), 0);
    assert!(view.problem.is_some());
    assert_eq!(view.platforms.len(), 11, "what can be said is known anyway");
}

#[tokio::test]
async fn a_draft_of_a_connected_profile_can_be_sent_and_one_of_another_cannot() {
    let (world, demo) = composing().await;
    let profiles = state(&world, &demo).await.profiles;
    let id = begin(&world, &demo).await.id;
    let check = |profile: &str, platform: &str| {
        let content = DraftContent {
            profile: Some(profile.to_owned()),
            platforms: vec![platform.to_owned()],
            ..says("Cake.")
        };
        world.core.check_draft(DraftContentForm {
            draft_id: id.clone(),
            content,
        })
    };
    let velo = &profiles[2].id;
    assert!(check(velo, "x").await.unwrap().can_send);
    let on_tiktok = check(velo, "threads").await.unwrap();
    assert!(!on_tiktok.can_send);
    let place = &on_tiktok.platforms[0].problems[0].place;
    assert_eq!(place, &PlaceInDraft::Platforms);
    let gone = check("nobody", "x").await.unwrap();
    assert_eq!(gone.problems[0].place, PlaceInDraft::Profile);
}

#[tokio::test]
async fn a_profile_the_service_names_no_longer_cannot_be_posted_as() {
    let (world, demo) = composing().await;
    let all = state(&world, &demo).await.profiles;
    let (workspace_id, now) = (demo.clone(), world.clock.now());
    let seen_again = all[0].id.clone();
    let kept = world.store.write(move |tx| {
        let rows = profiles::list(tx, &workspace_id)?;
        for mut row in rows.into_iter().filter(|row| row.id == seen_again) {
            row.seen_at = now + TimeDelta::hours(1);
            profiles::upsert(tx, &row)?;
        }
        Ok::<_, StoreError>(())
    });
    kept.await.unwrap();
    let names = state(&world, &demo).await.profiles;
    assert_eq!(names.len(), 1, "only the one named in the last list");
    let draft = begin(&world, &demo).await;
    assert_eq!(
        draft.content.profile.as_ref(),
        Some(&all[0].id),
        "the only one is chosen"
    );
}

#[tokio::test]
async fn a_draft_that_is_kept_and_cannot_be_read_opens_empty() {
    let (world, demo) = composing().await;
    let id = begin(&world, &demo).await.id;
    let damaged = id.clone();
    let kept = world.store.write(move |tx| {
        let mut row = drafts::get(tx, &damaged)?.unwrap();
        row.content = r#"{"text":5}"#.to_owned();
        drafts::update(tx, &row)
    });
    kept.await.unwrap();
    assert_eq!(
        open(&world, &id).await.unwrap().content,
        DraftContent::default()
    );
}
