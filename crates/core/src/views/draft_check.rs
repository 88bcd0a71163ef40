//! What every platform says to a draft, and what it would look like there.

use serde::Serialize;
use ts_rs::TS;

use super::PostKind;

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
