//! Blocks: how they fill, and that they hold what was put.

use chrono::Utc;
use proptest::prelude::*;

use super::*;
use crate::workspaces::{self, WorkspaceRow};
use crate::{Location, Store};

/// More than four blocks.
const MANY: i64 = 1500;

fn workspace(id: &str) -> WorkspaceRow {
    WorkspaceRow {
        id: id.to_owned(),
        name: String::new(),
        kind: String::new(),
        base_url: String::new(),
        dashboard_url: String::new(),
        authority: String::new(),
        remote_id: None,
        created_at: Utc::now(),
        removed_at: None,
    }
}

/// Does the work on an empty timeline.
fn on_a_timeline<T: Send + 'static>(
    work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let store = Store::open(&Location::Memory).unwrap();
    let done = runtime.block_on(store.write(|tx| {
        workspaces::insert(tx, &workspace("w"))?;
        workspaces::insert(tx, &workspace("another"))?;
        work(tx)
    }));
    done.unwrap()
}

fn entry(place: i64) -> Entry {
    Entry { place, kind: 1 }
}

fn places(tx: &Transaction<'_>, range: Range<i64>, order: Order) -> Vec<i64> {
    let mut places = Vec::new();
    walk(tx, "w", &range, order, |entry| {
        places.push(entry.place);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    places
}

/// How many posts each block has, oldest first.
fn lengths(tx: &Transaction<'_>) -> Vec<u32> {
    tx.list(
        "SELECT length(posts) / 12 FROM timeline WHERE workspace_id = 'w' ORDER BY first",
        [],
        |row| row.get(0),
    )
    .unwrap()
}

#[test]
fn posts_that_arrive_in_order_or_against_it_fill_their_blocks() {
    for backwards in [false, true] {
        let lengths = on_a_timeline(move |tx| {
            for n in 0..MANY {
                let place = if backwards { MANY - n } else { n };
                put(tx, "w", entry(place))?;
            }
            Ok(lengths(tx))
        });
        let full = lengths
            .iter()
            .filter(|length| **length as usize == CAPACITY);
        assert_eq!(full.count(), 4, "{lengths:?}");
        assert_eq!(lengths.len(), 5);
    }
}

#[test]
fn a_walk_keeps_to_its_range_and_its_workspace_in_both_directions() {
    on_a_timeline(|tx| {
        // 7 shares no factor with 1500, so this is every place, out of order.
        for place in (0..MANY).map(|n| n * 7 % MANY) {
            put(tx, "w", entry(2 * place))?;
            put(tx, "another", entry(2 * place + 1))?;
        }
        assert!(lengths(tx).len() > 4);
        let expected: Vec<_> = (250..1000).map(|n| 2 * n).collect();
        assert_eq!(places(tx, 499..2000, Order::OldestFirst), expected);
        let backwards: Vec<_> = expected.into_iter().rev().collect();
        assert_eq!(places(tx, 499..2000, Order::NewestFirst), backwards);
        assert_eq!(places(tx, 3000..i64::MAX, Order::NewestFirst), [0; 0]);
        Ok(())
    });
}

#[test]
fn single_posts_are_found_among_those_of_others() {
    on_a_timeline(|tx| {
        for place in 0..MANY {
            let workspace = if place % 3 == 0 { "w" } else { "another" };
            put(tx, workspace, entry(place))?;
        }
        let mut reader = Reader::new(tx, "w")?;
        for place in (0..MANY).rev().chain([-1, MANY, i64::MAX]) {
            let is_ours = (0..MANY).contains(&place) && place % 3 == 0;
            assert_eq!(reader.kind(place)?, is_ours.then_some(1), "{place}");
        }
        Ok(())
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn what_was_put_and_not_removed_is_there(
        steps in prop::collection::vec((0..900_i64, prop::option::of(0..3_u32)), 0..800)
    ) {
        on_a_timeline(move |tx| {
            let mut expected = std::collections::BTreeMap::new();
            for (place, kind) in steps {
                if let Some(kind) = kind {
                    put(tx, "w", Entry { place, kind })?;
                    expected.insert(place, kind);
                } else {
                    remove(tx, "w", place)?;
                    expected.remove(&place);
                }
            }
            let mut found = Vec::new();
            walk(tx, "w", &(i64::MIN..i64::MAX), Order::OldestFirst, |entry| {
                found.push((entry.place, entry.kind));
                Ok(ControlFlow::Continue(()))
            })?;
            assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
            Ok(())
        });
    }
}
