//! The timeline: place and kind of every post of a workspace, in the order of time, packed in
//! blocks.
//!
//! It is an index that SQLite does not have: a post takes 12 bytes in it, and going through them
//! costs nanoseconds, where a row of an ordinary index costs a hundred times as much. So whatever
//! filter is set, the length of the list, the posts at any depth of it and the bars above it are
//! counted out, and there is nothing that could be out of date.

use std::ops::{ControlFlow, Range};

use rusqlite::{CachedStatement, Row};

use super::walk::Order;
use crate::{StoreError, Transaction};

// A block is known by the place of its first post.
pub(crate) const SCHEMA: &str = "
CREATE TABLE timeline (
    first        INTEGER PRIMARY KEY,
    workspace_id TEXT NOT NULL REFERENCES workspaces,
    posts        BLOB NOT NULL
) STRICT;
CREATE INDEX timeline_of_workspace ON timeline (workspace_id, first);
";

/// A post in the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) place: i64,
    pub(super) kind: u32,
}

/// The bytes of an entry: its place, then its kind, both little-endian.
const ENTRY: usize = 12;

/// The most posts a block has: as many as fit into a page of the file.
const CAPACITY: usize = 320;

/// Notes a post, or its new kind.
pub(super) fn put(
    tx: &Transaction<'_>,
    workspace_id: &str,
    entry: Entry,
) -> Result<(), StoreError> {
    let Some((first, mut block)) = block_for(tx, workspace_id, entry.place)? else {
        return insert(tx, workspace_id, &[entry]);
    };
    match block.binary_search_by_key(&entry.place, |entry| entry.place) {
        Ok(index) if block[index] == entry => Ok(()),
        Ok(index) => {
            block[index] = entry;
            overwrite(tx, first, &block)
        }
        Err(index) => {
            block.insert(index, entry);
            let rest = block.split_off(end_of_first_part(block.len(), index));
            replace(tx, workspace_id, first, &block)?;
            insert(tx, workspace_id, &rest)
        }
    }
}

/// Takes a post out.
pub(super) fn remove(
    tx: &Transaction<'_>,
    workspace_id: &str,
    place: i64,
) -> Result<(), StoreError> {
    let Some((first, mut block)) = block_for(tx, workspace_id, place)? else {
        return Ok(());
    };
    block.retain(|entry| entry.place != place);
    replace(tx, workspace_id, first, &block)
}

/// Whether there are posts of this workspace and of no other.
pub(super) fn is_only_of(tx: &Transaction<'_>, workspace_id: &str) -> Result<bool, StoreError> {
    // Two questions, because SQLite goes through the whole index to answer both at once.
    for end in ["min", "max"] {
        let found = tx.find(
            &format!("SELECT {end}(workspace_id) FROM timeline"),
            [],
            |row| row.get::<_, Option<String>>(0),
        )?;
        if found.flatten().as_deref() != Some(workspace_id) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Visits the posts with a place in `range`, until a visit says that it was the last.
pub(super) fn walk(
    tx: &Transaction<'_>,
    workspace_id: &str,
    range: &Range<i64>,
    order: Order,
    mut visit: impl FnMut(Entry) -> Result<ControlFlow<()>, StoreError>,
) -> Result<(), StoreError> {
    // The block that begins before the range may reach into it.
    let first = block_at(tx, workspace_id, range.start)?.map_or(range.start, |(first, _)| first);
    // The plus keeps SQLite from looking up one block after the other in the index.
    let mut blocks = tx.prepare(match order {
        Order::NewestFirst => {
            "SELECT posts FROM timeline WHERE first >= ?1 AND first < ?2 AND +workspace_id = ?3
             ORDER BY first DESC"
        }
        Order::OldestFirst => {
            "SELECT posts FROM timeline WHERE first >= ?1 AND first < ?2 AND +workspace_id = ?3
             ORDER BY first"
        }
    })?;
    let mut blocks = blocks.query((first, range.end, workspace_id))?;
    while let Some(block) = blocks.next()? {
        let entries = entries(blob(block)?);
        let wanted = entries.filter(|entry| range.contains(&entry.place));
        let visited = match order {
            Order::NewestFirst => visit_each(wanted.rev(), &mut visit)?,
            Order::OldestFirst => visit_each(wanted, &mut visit)?,
        };
        if visited.is_break() {
            break;
        }
    }
    Ok(())
}

fn visit_each(
    entries: impl Iterator<Item = Entry>,
    mut visit: impl FnMut(Entry) -> Result<ControlFlow<()>, StoreError>,
) -> Result<ControlFlow<()>, StoreError> {
    for entry in entries {
        if visit(entry)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Finds the kinds of single posts. Quick when one post is not far from the one asked for before.
pub(super) struct Reader<'tx> {
    select: CachedStatement<'tx>,
    workspace_id: &'tx str,
    block: Vec<Entry>,
    /// Where in the block the last post was found.
    position: usize,
}

impl<'tx> Reader<'tx> {
    pub(super) fn new(
        tx: &'tx Transaction<'_>,
        workspace_id: &'tx str,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            select: tx.prepare(BLOCK_AT)?,
            workspace_id,
            block: Vec::new(),
            position: 0,
        })
    }

    /// The kind of the post with this place; `None` when the workspace has no such post.
    pub(super) fn kind(&mut self, place: i64) -> Result<Option<u32>, StoreError> {
        if !self.block_reaches(place) {
            self.read_block_of(place)?;
            if !self.block_reaches(place) {
                return Ok(None);
            }
        }
        while self.block[self.position].place > place {
            self.position -= 1;
        }
        while self.block[self.position].place < place {
            self.position += 1;
        }
        let found = self.block[self.position];
        Ok((found.place == place).then_some(found.kind))
    }

    fn block_reaches(&self, place: i64) -> bool {
        match (self.block.first(), self.block.last()) {
            (Some(first), Some(last)) => first.place <= place && place <= last.place,
            (None, _) | (_, None) => false,
        }
    }

    fn read_block_of(&mut self, place: i64) -> Result<(), StoreError> {
        self.block.clear();
        self.position = 0;
        let mut rows = self.select.query((self.workspace_id, place))?;
        if let Some(row) = rows.next()? {
            self.block.extend(entries(blob(row)?));
        }
        Ok(())
    }
}

/// The place of a block's first post, and all its posts.
type Block = (i64, Vec<Entry>);

/// The block in which a post with this place is, or into which it belongs.
fn block_for(
    tx: &Transaction<'_>,
    workspace_id: &str,
    place: i64,
) -> Result<Option<Block>, StoreError> {
    if let Some(block) = block_at(tx, workspace_id, place)? {
        return Ok(Some(block));
    }
    // It is older than all others.
    tx.find(
        "SELECT first, posts FROM timeline WHERE workspace_id = ?1 ORDER BY first LIMIT 1",
        [workspace_id],
        block_from_row,
    )
}

/// The last block that begins at this place or before.
const BLOCK_AT: &str = "SELECT first, posts FROM timeline WHERE workspace_id = ?1 AND first <= ?2
                        ORDER BY first DESC LIMIT 1";

fn block_at(
    tx: &Transaction<'_>,
    workspace_id: &str,
    place: i64,
) -> Result<Option<Block>, StoreError> {
    tx.find(BLOCK_AT, (workspace_id, place), block_from_row)
}

fn block_from_row(row: &Row<'_>) -> rusqlite::Result<Block> {
    Ok((row.get("first")?, entries(blob(row)?).collect()))
}

fn blob<'row>(row: &'row Row<'_>) -> rusqlite::Result<&'row [u8]> {
    Ok(row.get_ref("posts")?.as_blob()?)
}

/// Where to cut a block of this length to which the post at `added` was added. Posts often arrive
/// in the order of time, or against it: then the full block is left as it is.
fn end_of_first_part(length: usize, added: usize) -> usize {
    if length <= CAPACITY {
        length
    } else if added + 1 == length {
        added
    } else if added == 0 {
        1
    } else {
        length / 2
    }
}

/// Writes a block in the place of the one that began with the post at `first`.
fn replace(
    tx: &Transaction<'_>,
    workspace_id: &str,
    first: i64,
    entries: &[Entry],
) -> Result<(), StoreError> {
    if entries.first().is_some_and(|entry| entry.place == first) {
        return overwrite(tx, first, entries);
    }
    tx.execute("DELETE FROM timeline WHERE first = ?1", [first])?;
    insert(tx, workspace_id, entries)
}

fn overwrite(tx: &Transaction<'_>, first: i64, entries: &[Entry]) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE timeline SET posts = ?2 WHERE first = ?1",
        (first, bytes(entries)),
    )?;
    Ok(())
}

/// Adds a block, unless it would be empty.
fn insert(tx: &Transaction<'_>, workspace_id: &str, entries: &[Entry]) -> Result<(), StoreError> {
    if let Some(first) = entries.first() {
        tx.execute(
            "INSERT INTO timeline (first, workspace_id, posts) VALUES (?1, ?2, ?3)",
            (first.place, workspace_id, bytes(entries)),
        )?;
    }
    Ok(())
}

fn bytes(entries: &[Entry]) -> Vec<u8> {
    let bytes = |entry: &Entry| {
        let (place, kind) = (entry.place.to_le_bytes(), entry.kind.to_le_bytes());
        place.into_iter().chain(kind)
    };
    entries.iter().flat_map(bytes).collect()
}

fn entries(bytes: &[u8]) -> impl DoubleEndedIterator<Item = Entry> {
    let (entries, _) = bytes.as_chunks::<ENTRY>();
    entries
        .iter()
        .map(|&[p0, p1, p2, p3, p4, p5, p6, p7, k0, k1, k2, k3]| Entry {
            place: i64::from_le_bytes([p0, p1, p2, p3, p4, p5, p6, p7]),
            kind: u32::from_le_bytes([k0, k1, k2, k3]),
        })
}

#[cfg(test)]
mod tests;
