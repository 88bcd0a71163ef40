//! What can be composed in a workspace: profiles, platforms and their fields.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChoiceView, ProblemView};

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
