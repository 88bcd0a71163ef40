//! The file keeps the promise that nothing is sent twice, whoever writes to it.

use latchkey_store::sends::{self, SendRow};
use latchkey_store::{Store, StoreError};
use proptest::prelude::*;

use crate::world::{at, read, store_with_keys, text, write};

const STAGES: [&str; 9] = [
    "waiting",
    "uploading",
    "sending",
    "accepted",
    "scheduled",
    "refused",
    "unclear",
    "taken_back",
    "left_unsent",
];

fn waiting(id: &str) -> SendRow {
    SendRow {
        id: id.into(),
        draft_id: format!("draft of {id}"),
        workspace_id: "w".into(),
        profile_id: "p".into(),
        body: r#"{"text":"Hello"}"#.into(),
        how: "now".into(),
        goes_out_at: None,
        stage: "waiting".into(),
        leaves_at: at(10),
        attempts: 0,
        next_try_at: None,
        problem: None,
        request: None,
        sendings: 0,
        decisions: 0,
        watched_until: None,
        post_id: None,
        candidates: "{}".into(),
        asked_at: at(0),
        finished_at: None,
        dismissed: false,
    }
}

fn uploading(id: &str) -> SendRow {
    SendRow {
        stage: "uploading".into(),
        ..waiting(id)
    }
}

fn sending(id: &str) -> SendRow {
    SendRow {
        stage: "sending".into(),
        request: text(r#"{"post_type":"text"}"#),
        sendings: 1,
        ..waiting(id)
    }
}

fn unclear(id: &str) -> SendRow {
    SendRow {
        stage: "unclear".into(),
        ..sending(id)
    }
}

/// A send with something in every column.
fn accepted(id: &str) -> SendRow {
    SendRow {
        how: "queue".into(),
        goes_out_at: Some(at(1)),
        stage: "accepted".into(),
        attempts: 3,
        next_try_at: Some(at(2)),
        problem: text("offline"),
        watched_until: Some(at(3)),
        post_id: text(&format!("post of {id}")),
        candidates: r#"{"before":["q"]}"#.into(),
        finished_at: Some(at(4)),
        dismissed: true,
        ..sending(id)
    }
}

async fn change(store: &Store, row: &SendRow) -> Result<(), StoreError> {
    let row = row.clone();
    write(store, move |tx| sends::update(tx, &row)).await
}

async fn insert(store: &Store, row: &SendRow) -> Result<(), StoreError> {
    let row = row.clone();
    write(store, move |tx| sends::insert(tx, &row)).await
}

/// A store in which the send went through all of this.
async fn after(steps: &[SendRow]) -> Store {
    let store = store_with_keys().await;
    insert(&store, &waiting(&steps[0].id)).await.unwrap();
    for step in steps {
        change(&store, step).await.unwrap();
    }
    store
}

#[tokio::test]
async fn a_send_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = after(&[uploading("s"), sending("s"), accepted("s")]).await;
    insert(&store, &waiting("t")).await.unwrap();
    for expected in [accepted("s"), waiting("t")] {
        let id = expected.id.clone();
        let found = read(&store, move |tx| sends::get(tx, &id)).await;
        assert_eq!(found, Some(expected));
    }
    assert_eq!(read(&store, sends::unfinished).await, [waiting("t")]);
    assert_eq!(read(&store, sends::watched).await, [accepted("s")]);
    assert_eq!(
        read(&store, |tx| sends::of_draft(tx, "draft of s")).await,
        [accepted("s")]
    );
    assert_eq!(
        read(&store, |tx| sends::list(tx, "w", at(0))).await,
        [waiting("t")],
        "what was dismissed is not shown"
    );
    write(&store, |tx| sends::forget_workspace(tx, "w"))
        .await
        .unwrap();
    assert_eq!(read(&store, |tx| sends::get(tx, "t")).await, None);
}

#[tokio::test]
async fn what_is_finished_is_shown_for_a_while() {
    let done = SendRow {
        finished_at: Some(at(5)),
        stage: "taken_back".into(),
        ..waiting("s")
    };
    let store = after(std::slice::from_ref(&done)).await;
    assert_eq!(
        read(&store, |tx| sends::list(tx, "w", at(4))).await,
        std::slice::from_ref(&done)
    );
    assert_eq!(read(&store, |tx| sends::list(tx, "w", at(5))).await, []);
}

#[tokio::test]
async fn a_draft_is_on_its_way_once() {
    let store = store_with_keys().await;
    insert(&store, &waiting("s")).await.unwrap();
    let again = SendRow {
        draft_id: "draft of s".into(),
        ..waiting("t")
    };
    let outcome = insert(&store, &again).await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
    let taken_back = SendRow {
        stage: "taken_back".into(),
        ..waiting("s")
    };
    change(&store, &taken_back).await.unwrap();
    insert(&store, &again).await.unwrap();
}

#[tokio::test]
async fn a_post_belongs_to_one_send() {
    let store = after(&[uploading("s"), sending("s"), accepted("s")]).await;
    insert(&store, &waiting("t")).await.unwrap();
    change(&store, &uploading("t")).await.unwrap();
    change(&store, &sending("t")).await.unwrap();
    let same = SendRow {
        post_id: accepted("s").post_id,
        ..accepted("t")
    };
    let outcome = change(&store, &same).await;
    assert!(
        matches!(outcome, Err(StoreError::Duplicate(_))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn what_may_have_arrived_is_not_sent_again_without_a_decision() {
    let again = SendRow {
        sendings: 1,
        ..sending("s")
    };
    let blind = SendRow {
        stage: "uploading".into(),
        ..again.clone()
    };
    let store = after(&[uploading("s"), sending("s")]).await;
    refuses(&store, &blind, "blindly").await;
    change(&store, &unclear("s")).await.unwrap();
    refuses(&store, &blind, "while it is unclear").await;
    refuses(&store, &sending("s"), "straight away").await;

    let decided = SendRow {
        decisions: 1,
        ..blind
    };
    change(&store, &decided).await.unwrap();
    let second = SendRow {
        sendings: 2,
        decisions: 1,
        ..sending("s")
    };
    change(&store, &second).await.unwrap();
}

#[tokio::test]
async fn only_an_answer_says_that_nothing_was_made() {
    let nothing_made = SendRow {
        request: sending("s").request,
        ..uploading("s")
    };
    let store = after(&[uploading("s"), sending("s")]).await;
    change(&store, &nothing_made).await.unwrap();
    let store = after(&[uploading("s"), sending("s"), unclear("s")]).await;
    refuses(&store, &nothing_made, "long after the answer was lost").await;
    for stage in ["refused", "taken_back", "waiting"] {
        let forgotten = SendRow {
            stage: stage.into(),
            ..nothing_made.clone()
        };
        refuses(&store, &forgotten, stage).await;
    }
}

#[tokio::test]
async fn what_is_sent_the_request_and_the_post_never_change() {
    let store = after(&[uploading("s"), sending("s")]).await;
    let other_request = SendRow {
        request: text("{}"),
        ..sending("s")
    };
    refuses(&store, &other_request, "another request").await;
    let other_body = SendRow {
        body: "{}".into(),
        ..sending("s")
    };
    refuses(&store, &other_body, "another text").await;
    change(&store, &accepted("s")).await.unwrap();
    for changed in [
        SendRow {
            post_id: text("another"),
            ..accepted("s")
        },
        SendRow {
            post_id: None,
            ..unclear("s")
        },
        SendRow {
            stage: "scheduled".into(),
            ..accepted("s")
        },
    ] {
        refuses(&store, &changed, "after it was made").await;
    }
}

async fn refuses(store: &Store, row: &SendRow, when: &str) {
    let outcome = change(store, row).await;
    assert!(
        matches!(outcome, Err(StoreError::Sqlite(_))),
        "{when}: {outcome:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written, in whatever order: there are never more requests that may have been
    /// carried out than one, and one for each decision; and a request leaves only by being counted.
    #[test]
    fn no_order_of_writes_sends_more_often_than_decided(
        writes in prop::collection::vec((0..STAGES.len(), 0_i64..4, 0_i64..4, any::<bool>()), 1..30)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let store = store_with_keys().await;
            insert(&store, &waiting("s")).await.unwrap();
            let mut left = 0;
            let mut known_unmade = 0;
            let mut before = waiting("s");
            for (stage, sendings, decisions, with_post) in writes {
                let row = SendRow {
                    stage: STAGES[stage].into(),
                    request: sending("s").request,
                    sendings,
                    decisions,
                    post_id: with_post.then(|| "p".to_owned()),
                    ..waiting("s")
                };
                if change(&store, &row).await.is_err() {
                    continue;
                }
                if row.stage == "sending" && before.stage != "sending" {
                    left += 1;
                }
                if row.sendings < before.sendings {
                    assert_eq!(before.stage, "sending", "only an answer says so");
                    known_unmade += 1;
                }
                assert!(left - known_unmade <= 1 + row.decisions, "{before:?} -> {row:?}");
                before = row;
            }
        });
    }
}
