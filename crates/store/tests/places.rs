use latchkey_store::places::{self, PlaceRow};
use latchkey_store::{Store, StoreError};

use crate::world::{at, place, read, store_with_keys, write};

async fn places_of(store: &Store, key_id: &'static str) -> Vec<PlaceRow> {
    read(store, move |tx| places::list(tx, key_id)).await
}

#[tokio::test]
async fn places_come_back_in_their_order() {
    let store = store_with_keys().await;
    let first = PlaceRow {
        note: "line 3".into(),
        confirmed_at: Some(at(5)),
        ..place("p-first", 1)
    };
    let second = place("p-second", 2);
    let (a, b) = (first.clone(), second.clone());
    write(&store, move |tx| {
        places::insert(tx, &b)?;
        places::insert(tx, &a)
    })
    .await
    .unwrap();
    assert_eq!(places_of(&store, "k1").await, [first, second]);
    assert_eq!(places_of(&store, "k2").await, []);
}

#[tokio::test]
async fn a_place_changes_and_goes() {
    let store = store_with_keys().await;
    let moved = PlaceRow {
        label: "n8n, server 2".into(),
        ..place("p", 7)
    };
    let expected = moved.clone();
    write(&store, move |tx| {
        places::insert(tx, &place("p", 1))?;
        places::update(tx, &moved)
    })
    .await
    .unwrap();
    assert_eq!(places_of(&store, "k1").await, [expected]);

    write(&store, |tx| places::delete(tx, "p")).await.unwrap();
    assert_eq!(places_of(&store, "k1").await, []);
}

#[tokio::test]
async fn a_tick_can_be_set_and_taken_back() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        places::insert(tx, &place("p", 1))?;
        places::confirm(tx, "p", Some(at(9)))
    })
    .await
    .unwrap();
    assert_eq!(places_of(&store, "k1").await[0].confirmed_at, Some(at(9)));

    write(&store, |tx| places::confirm(tx, "p", None))
        .await
        .unwrap();
    assert_eq!(places_of(&store, "k1").await[0].confirmed_at, None);
}

#[tokio::test]
async fn the_new_key_of_a_rotation_gets_the_places_without_their_ticks() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        places::insert(
            tx,
            &PlaceRow {
                confirmed_at: Some(at(1)),
                ..place("p1", 1)
            },
        )?;
        places::insert(tx, &place("p2", 2))?;
        let mut ids = ["c1", "c2"].into_iter().map(str::to_owned);
        places::copy_to(tx, "k1", "k2", || ids.next().unwrap())
    })
    .await
    .unwrap();

    let copies = places_of(&store, "k2").await;
    let expected = [("c1", "label of p1"), ("c2", "label of p2")];
    let found = copies
        .iter()
        .map(|copy| (copy.id.as_str(), copy.label.as_str()));
    assert!(found.eq(expected), "{copies:?}");
    assert!(
        copies.iter().all(|copy| copy.confirmed_at.is_none()),
        "{copies:?}"
    );
    assert_eq!(
        places_of(&store, "k1").await.len(),
        2,
        "the old key keeps its places"
    );
}

#[tokio::test]
async fn a_place_of_an_unknown_key_is_refused() {
    let store = store_with_keys().await;
    let orphan = PlaceRow {
        key_id: "ghost".into(),
        ..place("p", 1)
    };
    let outcome = write(&store, move |tx| places::insert(tx, &orphan)).await;
    assert!(matches!(outcome, Err(StoreError::Sqlite(_))), "{outcome:?}");
}

#[tokio::test]
async fn changing_an_unknown_place_is_an_error() {
    let store = store_with_keys().await;
    let updated = write(&store, |tx| places::update(tx, &place("ghost", 1))).await;
    let confirmed = write(&store, |tx| places::confirm(tx, "ghost", None)).await;
    let deleted = write(&store, |tx| places::delete(tx, "ghost")).await;
    for outcome in [updated, confirmed, deleted] {
        assert!(
            matches!(outcome, Err(StoreError::Absent { .. })),
            "{outcome:?}"
        );
    }
}
