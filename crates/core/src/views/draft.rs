//! Drafts, their versions and their files.
//!
//! A post has no "type" the person has to know: it follows from its files. Times of a draft are
//! wall-clock times in the workspace's zone; everything else is UTC as everywhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChoiceView, DraftCheckView, PostKind, SendView};

/// What is in a draft. The page edits it and sends it back whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftContent {
    /// As whom, by the profile's id.
    pub profile: Option<String>,
    /// Where to.
    pub platforms: Vec<String>,
    /// The words.
    pub text: String,
    /// The title, for platforms that have one.
    pub title: String,
    /// The comment that follows it.
    pub first_comment: String,
    /// Its files, in the order in which they are shown.
    pub files: Vec<DraftFile>,
    /// Files for one platform instead of `files`.
    pub own_files: Vec<OwnFiles>,
    /// What is said for one platform only.
    pub values: Vec<FieldValue>,
    /// When it goes out.
    pub when: When,
}

/// A file of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DraftFile {
    /// Which file.
    pub file_id: String,
    /// What it shows, for people who cannot see it.
    pub alt_text: String,
}

/// Files for one platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnFiles {
    /// The platform as the service calls it.
    pub platform: String,
    /// The files it gets.
    pub files: Vec<DraftFile>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FieldValue {
    /// The field's name.
    pub field: String,
    /// What was chosen or written.
    pub value: FieldContent,
}

/// What was chosen or written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "is", rename_all = "snake_case")]
pub enum FieldContent {
    /// For a switch.
    Switch(bool),
    /// For everything that takes one text. Empty means "not filled in".
    Text(String),
    /// For a list. Empty means "not filled in".
    List(Vec<String>),
}

/// When a draft goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    /// As soon as it is sent.
    #[default]
    Now,
    /// At a moment of the wall clock in the workspace's zone.
    At(WallTime),
    /// In the next free slot of the profile's queue.
    Queue,
}

/// A moment of the wall clock in the workspace's zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WallTime {
    /// `2026-12-01`.
    pub date: String,
    /// `09:00`.
    pub time: String,
    /// Of two moments that read the same when clocks go back: the later one.
    pub later: bool,
}

/// The drafts of a workspace.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftsView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// The drafts, changed last first.
    pub drafts: Vec<DraftRowView>,
    /// Those that are deleted and can still be brought back, deleted last first.
    pub deleted: Vec<DraftRowView>,
}

/// A draft in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftRowView {
    /// Its id.
    pub id: String,
    /// The beginning of its text, or of its title.
    pub excerpt: String,
    /// The profile's name.
    pub profile: Option<String>,
    /// Where it goes.
    pub platforms: Vec<ChoiceView>,
    /// How many files it has.
    pub files: u32,
    /// When it is meant to go out, in words.
    pub when_words: Option<String>,
    /// When it was last changed.
    pub changed_at: String,
}

/// A draft that is open.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// Its id.
    pub id: String,
    /// The workspace.
    pub workspace_id: String,
    /// What is in it.
    pub content: DraftContent,
    /// What is known of its files, in no order.
    pub files: Vec<FileView>,
    /// When it was last saved.
    pub saved_at: String,
    /// How many earlier versions are kept.
    pub versions: u32,
    /// What its platforms say.
    pub check: DraftCheckView,
    /// Its last send, if there was one; while that is under way the draft cannot be changed.
    pub send: Option<SendView>,
}

/// What is known of a file.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FileView {
    /// Its id.
    pub id: String,
    /// Its name on the person's disk.
    pub name: String,
    /// Picture, video or document; absent when it is none of them.
    pub kind: Option<PostKind>,
    /// Its format, such as `JPEG`.
    pub format: String,
    /// Its size in words.
    pub size: String,
    /// Width and height as shown, in pixels.
    pub dimensions: Option<FileDimensions>,
    /// How long a video is, in words.
    pub duration: Option<String>,
    /// Pages of a document.
    pub pages: Option<u32>,
    /// What was taken out of it, in words ("Place and camera removed").
    pub removed: Option<String>,
    /// What is wrong with it, whatever the platform.
    pub problem: Option<String>,
}

/// Width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FileDimensions {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Begins a draft.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct NewDraftForm {
    /// The workspace.
    pub workspace_id: String,
    /// The day it was begun from, in the calendar.
    #[ts(optional)]
    pub at: Option<WallTime>,
    /// The profile it was begun from.
    #[ts(optional)]
    pub profile: Option<String>,
}

/// Names a draft.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftForm {
    /// The draft.
    pub draft_id: String,
}

/// What is in a draft now.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftContentForm {
    /// The draft.
    pub draft_id: String,
    /// All that is in it.
    pub content: DraftContent,
}

/// What is to be saved of a draft, or sent.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SaveDraftForm {
    /// The draft.
    pub draft_id: String,
    /// All that is in it.
    pub content: DraftContent,
    /// When that on which it is based was saved, as it was said last. What was changed elsewhere
    /// since is not written over.
    pub saved_at: String,
}

/// A draft was saved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftSavedView {
    /// The draft.
    pub draft_id: String,
    /// When.
    pub saved_at: String,
    /// How many earlier versions are kept.
    pub versions: u32,
}

/// The earlier versions of a draft.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftVersionsView {
    /// The draft.
    pub draft_id: String,
    /// Newest first.
    pub versions: Vec<DraftVersionView>,
}

/// An earlier version of a draft.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DraftVersionView {
    /// Its number within the draft.
    pub number: u32,
    /// When it was the newest.
    pub at: String,
    /// What is in it.
    pub content: DraftContent,
    /// What changed after it, in words.
    pub what: String,
}

/// Names a version of a draft.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DraftVersionForm {
    /// The draft.
    pub draft_id: String,
    /// The version's number.
    pub number: u32,
}

/// Files that came to a draft.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AddedFilesView {
    /// The draft.
    pub draft_id: String,
    /// Those that were taken in, in order. The page puts them into the draft's content.
    pub files: Vec<FileView>,
    /// One sentence for each that was not.
    pub refused: Vec<String>,
}

/// Asks for a small picture of a file.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct FileForm {
    /// The file.
    pub file_id: String,
}
