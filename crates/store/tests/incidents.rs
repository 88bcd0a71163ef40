use latchkey_store::StoreError;
use latchkey_store::incidents::{self, IncidentRow};

use crate::world::{at, incident, read, store_with_keys, text, write};

/// An incident with something in every column.
fn full(id: &str) -> IncidentRow {
    IncidentRow {
        exposed: "since".into(),
        exposed_from: Some(at(-60)),
        noticed_at: at(1),
        can_stop: true,
        end_asked_at: Some(at(2)),
        contained_at: Some(at(3)),
        freeze_asked_at: Some(at(4)),
        replacement_creation: text("c"),
        replacement_key: text("k2"),
        closed_at: Some(at(5)),
        called_off: true,
        next_look_at: Some(at(6)),
        looks: 2,
        alarm_at: Some(at(7)),
        ..incident(id)
    }
}

fn ids(rows: &[IncidentRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn an_incident_comes_back_as_it_was_inserted_and_as_it_was_updated() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        incidents::insert(tx, &full("inserted"))?;
        incidents::insert(tx, &incident("updated"))?;
        incidents::update(tx, &full("updated"))?;
        incidents::insert(tx, &incident("bare"))
    })
    .await
    .unwrap();
    for expected in [full("inserted"), full("updated"), incident("bare")] {
        let id = expected.id.clone();
        let found = read(&store, move |tx| incidents::get(tx, &id)).await;
        assert_eq!(found, Some(expected));
    }
    assert_eq!(read(&store, |tx| incidents::get(tx, "ghost")).await, None);
}

#[tokio::test]
async fn open_incidents_are_listed_first_and_then_the_newest() {
    let store = store_with_keys().await;
    let rows = [
        IncidentRow {
            noticed_at: at(9),
            ..full("closed")
        },
        IncidentRow {
            noticed_at: at(1),
            ..incident("older")
        },
        IncidentRow {
            noticed_at: at(2),
            ..incident("newer")
        },
    ];
    write(&store, move |tx| {
        rows.iter().try_for_each(|row| incidents::insert(tx, row))
    })
    .await
    .unwrap();
    assert_eq!(
        ids(&read(&store, |tx| incidents::list(tx, "w")).await),
        ["newer", "older", "closed"]
    );
    assert_eq!(
        read(&store, |tx| incidents::list(tx, "elsewhere")).await,
        []
    );
}

#[tokio::test]
async fn an_incident_is_unfinished_until_it_is_closed_and_its_key_needs_no_further_look() {
    let store = store_with_keys().await;
    write(&store, |tx| {
        incidents::insert(
            tx,
            &IncidentRow {
                next_look_at: None,
                ..full("over")
            },
        )?;
        incidents::insert(tx, &full("watched"))?;
        incidents::insert(tx, &incident("open"))
    })
    .await
    .unwrap();
    assert_eq!(
        ids(&read(&store, incidents::unfinished).await),
        ["open", "watched"]
    );
}

#[tokio::test]
async fn updating_an_unknown_incident_is_an_error() {
    let store = store_with_keys().await;
    let outcome = write(&store, |tx| incidents::update(tx, &incident("ghost"))).await;
    assert!(
        matches!(outcome, Err(StoreError::Absent { .. })),
        "{outcome:?}"
    );
}
