//! The audit history, as the page shows it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which part of the history to show; newest first.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct HistoryForm {
    /// Only events of this key.
    pub key_id: Option<String>,
    /// Only events whose kind starts with this, such as `key` or `key.rotate`.
    pub kind: Option<String>,
    /// Only events before this number, to page on.
    pub before: Option<u64>,
}

/// Some events, newest first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryPageView {
    /// The events.
    pub events: Vec<EventView>,
    /// There are older ones.
    pub more: bool,
    /// How many events there are in all, whatever the filter.
    pub count: u64,
    /// Keys that events name, to filter by.
    pub keys: Vec<HistoryKeyView>,
    /// Kinds there are, to filter by.
    pub kinds: Vec<HistoryKindView>,
}

/// A key the history can be filtered by.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryKeyView {
    /// Its id.
    pub id: String,
    /// Its name now.
    pub name: String,
    /// Its hint.
    pub hint: Option<String>,
}

/// A kind the history can be filtered by.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryKindView {
    /// As in [`HistoryForm::kind`].
    pub kind: String,
    /// In plain words.
    pub label: String,
}

/// One event.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EventView {
    /// Its number, from 1.
    pub seq: u64,
    /// When it happened.
    pub at: String,
    /// Who was at the computer.
    pub user: String,
    /// Which computer.
    pub host: String,
    /// Its kind, such as `key.created`.
    pub kind: String,
    /// What happened, in one sentence.
    pub sentence: String,
    /// False when the step did not succeed.
    pub ok: bool,
    /// The key's name at that time.
    pub key_name: Option<String>,
    /// The first eight digits of the key's fingerprint.
    pub fingerprint: Option<String>,
    /// The workspace's name at that time.
    pub workspace: Option<String>,
    /// The exact bytes that are hashed, as text: the technical detail.
    pub body: String,
    /// The event's hash, hex.
    pub hash: String,
}

/// What a check of the whole chain found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VerificationView {
    /// Every event follows from the one before, and the anchor in the keychain agrees.
    pub whole: bool,
    /// The keychain could be asked for its anchor.
    pub anchor_seen: bool,
    /// How many events were checked.
    pub count: u64,
    /// The hash of the last event, hex.
    pub head: String,
    /// The first wrong event.
    pub broken_at: Option<u64>,
    /// The finding in plain words.
    pub message: String,
    /// The keychain misses events, and the history without them could be begun anew.
    pub can_begin_anew: bool,
    /// One sentence when the history was begun anew before.
    pub begun_anew: Option<String>,
}

/// A finished export.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExportView {
    /// The file; absent when the person called the dialog off.
    pub path: Option<String>,
    /// How many events it has.
    pub count: u64,
}
