//! Events: the audit history, an append-only hash chain.
//!
//! An event's body is stored as the exact bytes that are hashed, and each hash includes the one
//! before it; `docs/audit-format.md` is the format for strangers. Triggers refuse every change
//! except the next event at the end. They guard against mistakes of this program; against somebody
//! who has the file there is [`verify`], with an anchor kept outside the file.

mod chain;
mod export;
mod sealed;

use chrono::{DateTime, Utc};
use rusqlite::Row;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{StoreError, Transaction, time};

pub use chain::{Break, Head, NotAHead, Verification, verify};
pub use export::export;
pub use sealed::{SealedEvent, sealed_from};

// No column for filters: what is not in the body could be changed without breaking the chain, and
// an event hidden from a filter is as good as deleted.
pub(crate) const SCHEMA: &str = "
CREATE TABLE events (
    seq  INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    body BLOB NOT NULL
) STRICT;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the audit history cannot be changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the audit history cannot be shortened'); END;
CREATE TRIGGER events_are_only_appended BEFORE INSERT ON events
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
    BEGIN SELECT RAISE(ABORT, 'the audit history can only be continued'); END;
";

/// What happened, before it has its place in the chain. Its JSON, with the fields in this order,
/// is the body of the event. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventDraft {
    /// When, by this machine's clock.
    #[serde(serialize_with = "time::serialize")]
    pub at: DateTime<Utc>,
    /// On whose behalf.
    pub who: Who,
    /// What, as dotted words from general to special: `key.created`.
    pub kind: String,
    /// In which workspace, if in one.
    pub workspace: Option<WorkspaceMention>,
    /// To which key, if to one.
    pub key: Option<KeyMention>,
    /// How it went: `ok`, `failed`, or another word of the core.
    pub result: String,
    /// Whatever else belongs to this kind of event.
    pub detail: Map<String, Value>,
}

/// The person at the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The name of the operating system's user.
    pub user: String,
    /// The name of the machine.
    pub host: String,
}

/// A workspace as it was called at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceMention {
    /// Its id in [`workspaces`](crate::workspaces).
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A key as it was called at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyMention {
    /// Its id in [`keys`](crate::keys).
    pub id: String,
    /// Its name.
    pub name: String,
    /// SHA-256 of the key in hex, once it was seen.
    pub fingerprint: Option<String>,
}

/// One entry of the audit history.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its number: 1, 2, 3 …
    pub seq: i64,
    /// Its hash, which depends on all events before it.
    pub hash: [u8; 32],
    /// What happened. `None` when the stored bytes cannot be read as an event, which only happens
    /// when somebody changed the file; [`verify`] says where.
    pub body: Option<EventDraft>,
}

/// Which events to show. The default shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// A whole kind or its first words: `key` finds `key.created`, but not `keychain.locked`.
    pub kind: Option<String>,
    /// Only events of this key.
    pub key_id: Option<String>,
    /// Only events of this workspace.
    pub workspace_id: Option<String>,
}

impl EventFilter {
    /// An event that cannot be read matches the default only.
    fn matches(&self, event: &Event) -> bool {
        let Some(body) = &event.body else {
            return *self == Self::default();
        };
        let workspace_id = body.workspace.as_ref().map(|workspace| &workspace.id);
        let key_id = body.key.as_ref().map(|key| &key.id);
        self.kind
            .as_ref()
            .is_none_or(|kind| begins_with_words(&body.kind, kind))
            && (self.key_id.is_none() || self.key_id.as_ref() == key_id)
            && (self.workspace_id.is_none() || self.workspace_id.as_ref() == workspace_id)
    }
}

fn begins_with_words(kind: &str, words: &str) -> bool {
    kind.strip_prefix(words)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Adds an event at the end of the chain and returns the new head.
///
/// # Errors
///
/// Only those of the file.
pub fn append(tx: &Transaction<'_>, draft: &EventDraft) -> Result<Head, StoreError> {
    let body = serde_json::to_vec(draft).map_err(|error| StoreError::Output(error.into()))?;
    let head = chain::head(tx)?.next(&body);
    tx.execute(
        "INSERT INTO events (seq, hash, body) VALUES (?1, ?2, ?3)",
        (head.seq, head.hash, body),
    )?;
    Ok(head)
}

/// At most `limit` events that match, newest first, starting below `before_seq`.
///
/// Reads back until enough are found: a filter that nothing matches reads the whole history.
///
/// # Errors
///
/// Only those of the file.
pub fn page(
    tx: &Transaction<'_>,
    filter: &EventFilter,
    before_seq: Option<i64>,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let mut statement =
        tx.prepare("SELECT seq, hash, body FROM events WHERE seq < ?1 ORDER BY seq DESC")?;
    let events = statement.query_map([before_seq.unwrap_or(i64::MAX)], from_row)?;
    Ok(events
        .filter(|event| event.as_ref().map_or(true, |event| filter.matches(event)))
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        seq: row.get("seq")?,
        hash: row.get("hash")?,
        body: serde_json::from_slice(row.get_ref("body")?.as_blob()?).ok(),
    })
}
