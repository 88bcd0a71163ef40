//! The hash chain: `hash = SHA-256(previous hash ‖ seq ‖ body)`.

use std::fmt;
use std::str::FromStr;

use rusqlite::Row;
use sha2::{Digest, Sha256};

use crate::{StoreError, Transaction};

/// The end of a chain: the number and the hash of its last event. Kept outside the file it serves
/// as an anchor: a chain that does not contain it was rewritten or cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last event; 0 when there is none.
    pub seq: i64,
    /// Its hash; 32 zero bytes when there is none.
    pub hash: [u8; 32],
}

impl Head {
    /// The head of a chain without events.
    pub const START: Self = Self {
        seq: 0,
        hash: [0; 32],
    };

    /// The head after an event with this body.
    pub(super) fn next(&self, body: &[u8]) -> Self {
        let seq = self.seq + 1;
        let hash = Sha256::new()
            .chain_update(self.hash)
            .chain_update(seq.to_be_bytes())
            .chain_update(body)
            .finalize();
        Self {
            seq,
            hash: hash.into(),
        }
    }
}

/// `seq:hash`, the hash in hex: the text that is kept as an anchor.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, hex::encode(self.hash))
    }
}

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (seq, hash_hex) = text.split_once(':').ok_or(NotAHead)?;
        let mut hash = [0; 32];
        hex::decode_to_slice(hash_hex, &mut hash).map_err(|_| NotAHead)?;
        Ok(Self {
            seq: seq.parse().map_err(|_| NotAHead)?,
            hash,
        })
    }
}

/// The text is not one that [`Head`] was written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the head of an audit history")]
pub struct NotAHead;

/// What a check of the whole chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// Every event is as it was written, and the anchor, if one was given, is among them.
    Whole {
        /// The number of events.
        count: u64,
        /// The end of the chain, to be anchored.
        head: Head,
    },
    /// Somebody changed the file.
    Broken {
        /// The number of the first event that is not as it was written.
        first_wrong: i64,
        /// What is wrong with it.
        why: Break,
    },
}

/// How a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The event's body or hash was changed, or it is not the event that was written here.
    Changed,
    /// The event is gone, and later ones exist.
    Missing,
    /// The event is gone with all after it: the anchor proves that there were more.
    Truncated,
    /// The chain is sound in itself but its hash at the anchor is another one: it was rewritten
    /// from this event or an earlier one on.
    Rewritten,
}

/// Checks the whole chain from the first event on. Events after `anchor` are fine.
///
/// Reads every event once and keeps none.
///
/// # Errors
///
/// Only those of the file; a broken chain is a result.
pub fn verify(tx: &Transaction<'_>, anchor: Option<Head>) -> Result<Verification, StoreError> {
    let mut statement = tx.prepare("SELECT seq, hash, body FROM events ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut head = Head::START;
    while let Some(row) = rows.next()? {
        head = match follow(head, row)? {
            Ok(next) => next,
            Err(broken) => return Ok(broken),
        };
        if anchor.is_some_and(|anchor| anchor.seq == head.seq && anchor.hash != head.hash) {
            return Ok(Verification::Broken {
                first_wrong: head.seq,
                why: Break::Rewritten,
            });
        }
    }
    if anchor.is_some_and(|anchor| anchor.seq > head.seq) {
        return Ok(Verification::Broken {
            first_wrong: head.seq + 1,
            why: Break::Truncated,
        });
    }
    Ok(Verification::Whole {
        count: head.seq.unsigned_abs(),
        head,
    })
}

/// The head after the event in `row`, or how that event breaks the chain.
fn follow(head: Head, row: &Row<'_>) -> Result<Result<Head, Verification>, StoreError> {
    let seq: i64 = row.get(0)?;
    if seq > head.seq + 1 {
        return Ok(Err(Verification::Broken {
            first_wrong: head.seq + 1,
            why: Break::Missing,
        }));
    }
    let next = match row.get_ref(2)?.as_blob() {
        Ok(body) => head.next(body),
        Err(_) => return Ok(Err(changed(seq))),
    };
    let as_stored = seq == next.seq
        && row
            .get_ref(1)?
            .as_blob()
            .is_ok_and(|hash| hash == next.hash);
    Ok(if as_stored {
        Ok(next)
    } else {
        Err(changed(seq))
    })
}

fn changed(seq: i64) -> Verification {
    Verification::Broken {
        first_wrong: seq,
        why: Break::Changed,
    }
}

/// The end of the chain as stored, unchecked.
pub(super) fn head(tx: &Transaction<'_>) -> Result<Head, StoreError> {
    let last = tx.find(
        "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1",
        [],
        |row| {
            Ok(Head {
                seq: row.get(0)?,
                hash: row.get(1)?,
            })
        },
    )?;
    Ok(last.unwrap_or(Head::START))
}
