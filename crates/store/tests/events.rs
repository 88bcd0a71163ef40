use latchkey_store::events::{self, EventDraft, EventFilter, Head, Verification};
use latchkey_store::{Store, StoreError};
use serde_json::json;

use crate::world::{draft, empty_store, read, write};

async fn append_all(store: &Store, drafts: Vec<EventDraft>) {
    write(store, move |tx| {
        drafts
            .iter()
            .try_for_each(|draft| events::append(tx, draft).map(drop))
    })
    .await
    .unwrap();
}

/// The numbers of the matching events, newest first.
async fn matching(store: &Store, filter: EventFilter) -> Vec<i64> {
    let found = read(store, move |tx| events::page(tx, &filter, None, 100)).await;
    found.iter().map(|event| event.seq).collect()
}

#[tokio::test]
async fn an_event_comes_back_as_it_was_appended() {
    let store = empty_store();
    let mut written = draft("key.created");
    written
        .detail
        .insert("name".into(), json!("Ünïcode \u{1f511} \"quoted\"\n"));
    let sent = written.clone();
    let head = write(&store, move |tx| events::append(tx, &sent))
        .await
        .unwrap();

    let found = read(&store, |tx| {
        events::page(tx, &EventFilter::default(), None, 10)
    })
    .await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        Head {
            seq: found[0].seq,
            hash: found[0].hash
        },
        head
    );
    assert_eq!(found[0].body.as_ref(), Some(&written));
}

#[tokio::test]
async fn an_empty_history_is_whole() {
    let found = read(&empty_store(), |tx| events::verify(tx, Some(Head::START))).await;
    assert_eq!(
        found,
        Verification::Whole {
            count: 0,
            head: Head::START
        }
    );
}

#[tokio::test]
async fn the_chain_continues_rightly_after_a_rollback() {
    let store = empty_store();
    append_all(&store, vec![draft("key.created")]).await;
    let failed = write(&store, |tx| {
        events::append(tx, &draft("key.revoked"))?;
        Err::<(), _>(StoreError::Interrupted)
    })
    .await;
    assert!(failed.is_err());

    let head = write(&store, |tx| events::append(tx, &draft("key.copied")))
        .await
        .unwrap();
    assert_eq!(
        head.seq, 2,
        "the number of the event that was rolled back is used again"
    );
    let found = read(&store, move |tx| events::verify(tx, Some(head))).await;
    assert_eq!(found, Verification::Whole { count: 2, head });
}

#[tokio::test]
async fn pages_go_back_in_time() {
    let store = empty_store();
    append_all(&store, vec![draft("key.copied"); 5]).await;
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = read(&store, move |tx| {
            events::page(tx, &EventFilter::default(), before, 2)
        })
        .await;
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        seen.extend(page.iter().map(|event| event.seq));
    }
    assert_eq!(seen, [5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn a_kind_is_matched_word_by_word() {
    let store = empty_store();
    let kinds = [
        "key",
        "key.created",
        "keychain.locked",
        "key.rotation.started",
        "KEY.created",
    ];
    append_all(&store, kinds.map(draft).to_vec()).await;
    let of_kind = |kind: &str| EventFilter {
        kind: Some(kind.into()),
        ..EventFilter::default()
    };

    assert_eq!(matching(&store, of_kind("key")).await, [4, 2, 1]);
    assert_eq!(matching(&store, of_kind("key.rotation")).await, [4]);
    assert_eq!(matching(&store, of_kind("key.created")).await, [2]);
    assert_eq!(
        matching(&store, of_kind("key.crea")).await,
        [0; 0],
        "half a word is none"
    );
    assert_eq!(matching(&store, of_kind("%")).await, [0; 0], "no wildcards");
}

#[tokio::test]
async fn events_are_filtered_by_key_and_workspace() {
    let store = empty_store();
    let elsewhere = |key: bool| {
        let mut event = draft("workspace.renamed");
        event.workspace.as_mut().unwrap().id = "elsewhere".into();
        event.key = event.key.filter(|_| key);
        event
    };
    let nowhere = EventDraft {
        workspace: None,
        key: None,
        ..draft("app.started")
    };
    append_all(
        &store,
        vec![draft("a"), elsewhere(true), elsewhere(false), nowhere],
    )
    .await;

    let key = EventFilter {
        key_id: Some("k1".into()),
        ..EventFilter::default()
    };
    assert_eq!(matching(&store, key.clone()).await, [2, 1]);
    let workspace = EventFilter {
        workspace_id: Some("elsewhere".into()),
        ..EventFilter::default()
    };
    assert_eq!(matching(&store, workspace.clone()).await, [3, 2]);
    let both = EventFilter {
        workspace_id: workspace.workspace_id,
        ..key
    };
    assert_eq!(matching(&store, both.clone()).await, [2]);
    let all = EventFilter {
        kind: Some("workspace".into()),
        ..both
    };
    assert_eq!(matching(&store, all).await, [2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tasks_appending_at_once_leave_one_whole_chain() {
    let store = empty_store();
    let tasks = ["key.copied", "key.checked"].map(|kind| {
        let store = store.clone();
        tokio::spawn(async move {
            for _ in 0..500 {
                write(&store, move |tx| events::append(tx, &draft(kind)))
                    .await
                    .unwrap();
            }
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    let found = read(&store, |tx| events::verify(tx, None)).await;
    assert!(
        matches!(found, Verification::Whole { count: 1000, .. }),
        "{found:?}"
    );
}

#[test]
fn a_head_survives_being_written_as_text() {
    let head = Head {
        seq: 42,
        hash: [0xab; 32],
    };
    assert_eq!(head.to_string().parse(), Ok(head));
    let malformed = [
        "",
        "42",
        "42:",
        ":ab",
        "42:abab",
        "x:00",
        &format!("{head}00"),
    ];
    for text in malformed {
        assert!(
            text.parse::<Head>().is_err(),
            "{text:?} was taken for a head"
        );
    }
}
