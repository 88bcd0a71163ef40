//! The composer: drafts, what every platform says to them, and what they would look like there.
//!
//! A post has no "type" the person has to know: it follows from its files. Times of a draft are
//! wall-clock times in the workspace's zone; everything else is UTC as everywhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChoiceView, ProblemView, SendView};

/// What the composer needs to know of a workspace.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ComposeView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// The profiles somebody can post as.
    pub profiles: Vec<ComposeProfileView>,
    /// What can be said for one platform only, by platform.
    pub platforms: Vec<PlatformFieldsView>,
    /// The workspace's zone, by its IANA name.
    pub zone: String,
    /// How many files can still be sent within this hour.
    pub uploads_left: u32,
    /// The same in words, with the moment from which there are more.
    pub uploads_words: String,
    /// Why profiles could not be read, if so.
    pub problem: Option<ProblemView>,
}

/// A profile somebody can post as.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ComposeProfileView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Every platform there is, those that can be chosen first.
    pub platforms: Vec<PlatformChoiceView>,
}

/// A platform of a profile.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlatformChoiceView {
    /// The platform as the service calls it.
    pub platform: String,
    /// The platform's own name.
    pub name: String,
    /// Why it cannot be chosen; absent when it can.
    pub why_not: Option<String>,
}

/// What can be said for one platform only.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlatformFieldsView {
    /// The platform as the service calls it.
    pub platform: String,
    /// The platform's own name.
    pub name: String,
    /// It can have files of its own instead of the post's.
    pub takes_own_files: bool,
    /// Its fields, in the order in which they are asked for.
    pub fields: Vec<FieldView>,
}

/// A field of one platform.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FieldView {
    /// Its name at the service.
    pub name: String,
    /// What the person reads.
    pub label: String,
    /// What it does.
    pub explanation: String,
    /// How it is filled in.
    pub control: ControlView,
    /// A post cannot go out without it.
    pub required: bool,
    /// For which kinds of post it is there.
    pub kinds: Vec<PostKind>,
}

/// How a field is filled in.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ControlView {
    /// On or off.
    Switch {
        /// What it is if nobody says anything.
        default: bool,
    },
    /// One of several.
    Choice {
        /// What can be chosen.
        choices: Vec<ChoiceView>,
        /// What it is if nobody says anything.
        default: Option<String>,
    },
    /// Words; with line breaks if `long`.
    Text {
        /// More than one line.
        long: bool,
    },
    /// A list of words.
    List {
        /// What one entry looks like.
        example: String,
    },
    /// A day.
    Date,
    /// Something short with a form of its own, such as an address or a number.
    Short {
        /// What it looks like.
        example: String,
    },
}

/// What a post is made of; it follows from its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// Words only.
    Text,
    /// Pictures.
    Image,
    /// One video.
    Video,
    /// One PDF.
    Document,
}

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

/// What the platforms of a draft say to it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DraftCheckView {
    /// What it is made of.
    pub kind: PostKind,
    /// Nothing stands in the way of sending it.
    pub can_send: bool,
    /// One sentence about the whole.
    pub sentence: String,
    /// What is wrong with the draft itself, whatever the platform.
    pub problems: Vec<DraftProblemView>,
    /// What each chosen platform says, in the order chosen.
    pub platforms: Vec<PlatformCheckView>,
    /// When it would go out, in words; with the hour in UTC.
    pub when_words: String,
    /// The same moment in UTC; absent for "now" and the queue, and where the time is wrong.
    pub goes_out_at: Option<String>,
}

/// What one platform says to a draft.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PlatformCheckView {
    /// The platform as the service calls it.
    pub platform: String,
    /// The platform's own name.
    pub name: String,
    /// How much of its limits is used, place by place; of one place the tightest first. A platform
    /// may have two limits for one text.
    pub counts: Vec<CountView>,
    /// What it would refuse or leave out.
    pub problems: Vec<DraftProblemView>,
    /// What it would show.
    pub preview: PreviewView,
}

/// How much of a limit is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CountView {
    /// Which text is counted, by where it is written. What images show is one text for all of them,
    /// at the field it is sent in.
    pub place: PlaceInDraft,
    /// As much as is used.
    pub used: u32,
    /// As much as may be.
    pub most: u32,
    /// What is counted, in words.
    pub unit: String,
}

/// Something wrong with a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DraftProblemView {
    /// It would be refused; otherwise it goes out, but not as written.
    pub stops: bool,
    /// What is wrong and why.
    pub message: String,
    /// Where to mend it.
    pub place: PlaceInDraft,
}

/// A place of the composer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlaceInDraft {
    /// The profile.
    Profile,
    /// The platforms.
    Platforms,
    /// The text.
    Text,
    /// The title.
    Title,
    /// The first comment.
    FirstComment,
    /// The files as a whole.
    Files,
    /// One file.
    File {
        /// Which.
        file_id: String,
    },
    /// The description of one image.
    AltText {
        /// Of which file.
        file_id: String,
    },
    /// A field of one platform.
    Field {
        /// Its name.
        field: String,
    },
    /// The time.
    When,
}

/// What a platform would show. Everything in it is text to be shown as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PreviewView {
    /// The title, where it has a place of its own.
    pub title: Option<String>,
    /// The text as far as it is shown at first.
    pub shown: Vec<PreviewPiece>,
    /// What follows behind "more"; empty when everything is shown.
    pub rest: Vec<PreviewPiece>,
    /// The comment that follows it, where the platform has one.
    pub first_comment: Vec<PreviewPiece>,
    /// The files it shows, in order.
    pub file_ids: Vec<String>,
    /// How it shows them.
    pub layout: MediaLayout,
}

/// A piece of a text in a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PreviewPiece {
    /// The text.
    pub text: String,
    /// What the platform makes of it.
    pub kind: PieceKind,
}

/// What a platform makes of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// Just text.
    Plain,
    /// A link.
    Link,
    /// A person or page.
    Mention,
    /// A hashtag.
    Hashtag,
}

/// How a platform shows the files of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaLayout {
    /// None.
    None,
    /// All at once, side by side.
    Grid,
    /// One after the other, to be swiped.
    Carousel,
    /// One video, lying.
    Video,
    /// One video over the whole height.
    UprightVideo,
    /// Pages to leaf through.
    Document,
    /// A tall picture with its title below.
    Pin,
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
