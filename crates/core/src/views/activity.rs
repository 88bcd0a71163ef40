//! The activity screen: what was posted in a workspace, and what is known of each post.
//!
//! Text of posts comes from strangers. It goes out as pieces of plain text; a link is a piece with
//! a number, and only the core knows where the number leads.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EventView, ProblemView};

/// What the activity screen shows around the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivityView {
    /// Which of two views is the newer one: an answer can arrive after a later event.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// How far Latchkey has read.
    pub sync: SyncView,
    /// How many posts have which verdict.
    pub counts: VerdictCounts,
    /// Rhythms that were learned, those that wait for an answer first.
    pub rhythms: Vec<RhythmView>,
    /// Profiles with posts, by name.
    pub profiles: Vec<ChoiceView>,
    /// Platforms with posts, by name.
    pub platforms: Vec<ChoiceView>,
    /// Statuses that occur, in the order of a post's life.
    pub statuses: Vec<ChoiceView>,
    /// What "undo" would take back, in words; absent when there is nothing.
    pub undo: Option<String>,
}

/// One value of a filter.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ChoiceView {
    /// What goes into the filter.
    pub value: String,
    /// What the person reads.
    pub label: String,
}

/// How far Latchkey has read the posts of a workspace.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SyncView {
    /// What it is doing.
    pub state: SyncState,
    /// One sentence about it.
    pub message: String,
    /// Posts read in this pass.
    pub done: u32,
    /// Posts there are to read in this pass; absent until the service has said.
    pub total: Option<u32>,
    /// When everything had last been read to the end.
    pub complete_at: Option<String>,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
}

/// What the sync is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// It reads.
    Reading,
    /// Everything is read; it looks for news now and then.
    UpToDate,
    /// The person stopped it.
    Paused,
    /// Something stands in the way; it tries again by itself.
    Hindered,
}

/// What Latchkey knows about a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Proven by an event of our own with the post's id.
    MadeHere,
    /// The person said so, or it matches a rhythm they confirmed.
    Recognised,
    /// Nobody here knows it.
    Unrecognised,
    /// Unrecognised, and the person said that it is not theirs.
    NotMine,
}

/// How many posts have which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct VerdictCounts {
    /// Made here.
    pub made_here: u32,
    /// Recognised.
    pub recognised: u32,
    /// Unrecognised, and nobody has said anything yet.
    pub unrecognised: u32,
    /// Not the person's.
    pub not_mine: u32,
}

/// A habit the posts of a profile show.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RhythmView {
    /// Its id.
    pub id: String,
    /// The profile's name.
    pub profile: String,
    /// The habit in a sentence, such as "Café Lindenhof seems to post daily at 9:00, 12:00 and 17:00."
    pub sentence: String,
    /// How many posts fit it.
    pub covers: u32,
    /// What the person said.
    pub answer: RhythmAnswer,
}

/// What the person said of a rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RhythmAnswer {
    /// Nothing yet.
    Open,
    /// "That is ours."
    Confirmed,
    /// "That is not ours."
    Declined,
}

/// Answers a rhythm, or takes an answer back.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AnswerRhythmForm {
    /// The workspace.
    pub workspace_id: String,
    /// The rhythm.
    pub rhythm_id: String,
    /// The answer.
    pub answer: RhythmAnswer,
}

/// Which posts to show. What is absent or empty does not narrow the list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
pub struct PostFilterForm {
    /// Words that all have to be in the post's text; the last one may be unfinished.
    pub search: String,
    /// A profile's id.
    #[ts(optional)]
    pub profile: Option<String>,
    /// A platform.
    #[ts(optional)]
    pub platform: Option<String>,
    /// A status.
    #[ts(optional)]
    pub status: Option<String>,
    /// A verdict.
    #[ts(optional)]
    pub verdict: Option<Verdict>,
    /// Made at or after.
    #[ts(optional)]
    pub from: Option<String>,
    /// Made before.
    #[ts(optional)]
    pub until: Option<String>,
}

/// Asks for a part of the list.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PostsForm {
    /// The workspace.
    pub workspace_id: String,
    /// Which posts.
    pub filter: PostFilterForm,
    /// How many of the list's posts to leave out at its start.
    pub offset: u32,
}

/// A part of the list, newest first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostsPageView {
    /// How many posts the whole list has.
    pub total: u32,
    /// Where this part begins.
    pub offset: u32,
    /// The posts, at most 100.
    pub posts: Vec<PostRowView>,
}

/// A post as a row of the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostRowView {
    /// The service's id of it.
    pub id: String,
    /// The beginning of its text, or the part the search found.
    pub text: Vec<TextPiece>,
    /// How many pictures, videos or documents it has.
    pub media: u32,
    /// The profile's name.
    pub profile: String,
    /// Where it goes.
    pub destinations: Vec<DestinationView>,
    /// The status as the service calls it.
    pub status: String,
    /// The status in words.
    pub status_words: String,
    /// When it was made.
    pub made_at: String,
    /// When it goes or went out, if that was set.
    pub goes_out_at: Option<String>,
    /// What is known of it.
    pub verdict: Verdict,
    /// Why, in plain words; the weightiest first.
    pub reasons: Vec<String>,
    /// When Latchkey saw that the service has it no more.
    pub gone_at: Option<String>,
    /// Latchkey keeps it back: it is no longer at the service and can be put back.
    pub held: bool,
}

/// A piece of a post's text. Always shown as text, never as anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TextPiece {
    /// The text. Characters that would not be seen, or would turn the line around, are replaced by
    /// a visible mark.
    pub text: String,
    /// The search found it.
    pub found: bool,
    /// It is a link: its number and where it really leads.
    pub link: Option<LinkView>,
}

/// A link that can be opened in the browser, by its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinkView {
    /// Its number in this post.
    pub number: u32,
    /// The host it leads to, in a form that cannot be mistaken for another.
    pub host: String,
}

/// One platform of a post.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DestinationView {
    /// The platform as the service calls it.
    pub platform: String,
    /// The platform's own name.
    pub name: String,
    /// The status as the service calls it.
    pub status: String,
    /// The status in words.
    pub status_words: String,
    /// It went wrong there.
    pub failed: bool,
    /// The post at the platform.
    pub link: Option<LinkView>,
    /// What the platform said against it.
    pub error: Option<String>,
}

/// Asks for the bars above the list.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HistogramForm {
    /// The workspace.
    pub workspace_id: String,
    /// Which posts.
    pub filter: PostFilterForm,
}

/// Posts per hour or day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistogramView {
    /// What one bar stands for.
    pub grain: Grain,
    /// The bars from oldest to newest, without gaps; at most 400.
    pub bars: Vec<BarView>,
    /// The posts of the highest bar.
    pub highest: u32,
}

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// An hour.
    Hour,
    /// A day, by the clock on the wall.
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BarView {
    /// Where it begins.
    pub from: String,
    /// Where the next begins.
    pub until: String,
    /// How many posts have which verdict.
    pub counts: VerdictCounts,
}

/// Names a post.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PostForm {
    /// The workspace.
    pub workspace_id: String,
    /// The service's id of it.
    pub post_id: String,
}

/// Everything about one post.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// What the list shows of it, with its whole text.
    pub post: PostRowView,
    /// Text, picture, video or document, in words.
    pub type_words: String,
    /// Its title.
    pub title: Option<Vec<TextPiece>>,
    /// The comment that follows it.
    pub first_comment: Option<Vec<TextPiece>>,
    /// Its pictures, videos and documents.
    pub media: Vec<MediaView>,
    /// What Latchkey did about it or knows of it, newest first.
    pub events: Vec<EventView>,
    /// What changed at the service between two looks, newest first.
    pub changes: Vec<PostChangeView>,
}

/// A picture, video or document of a post.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MediaView {
    /// Its number in this post.
    pub number: u32,
    /// Its file name.
    pub name: String,
    /// Where it lies; absent when that is no address a browser could open.
    pub link: Option<LinkView>,
    /// It can be shown without telling a stranger's computer that somebody looks.
    pub from_service: bool,
}

/// Asks for a small picture of a post's media.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ThumbnailForm {
    /// The workspace.
    pub workspace_id: String,
    /// The post.
    pub post_id: String,
    /// The number of the media.
    pub number: u32,
}

/// A small picture.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThumbnailView {
    /// A `data:` URL of a PNG or JPEG; absent when it is not a picture or could not be fetched.
    pub picture: Option<String>,
    /// Why there is none, in words.
    pub message: Option<String>,
}

/// Opens a link of a post in the browser.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PostLinkForm {
    /// The workspace.
    pub workspace_id: String,
    /// The post.
    pub post_id: String,
    /// The number of the link.
    pub number: u32,
    /// The host the person saw. A link that leads elsewhere by now is not opened.
    pub host: String,
}

/// One change of a post at the service.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostChangeView {
    /// When Latchkey noticed.
    pub seen_at: String,
    /// What changed, in words.
    pub what: String,
    /// As it was, cut to a readable length.
    pub before: Option<String>,
    /// As it is.
    pub after: Option<String>,
}

/// Says whose some posts are.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct JudgePostsForm {
    /// The workspace.
    pub workspace_id: String,
    /// The posts, at most 10 000.
    pub post_ids: Vec<String>,
    /// Whose they are.
    pub whose: Whose,
}

/// Whose a post is, by the person's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// "Mine."
    Mine,
    /// "Not mine."
    NotMine,
    /// Nothing said (any more).
    Unsaid,
}
