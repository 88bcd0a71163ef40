//! Leak response: from "I think a key leaked" to a report that proves it is over.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    CreationView, DestinationView, Environment, KeyState, PlaceView, PostRowView, ProblemView,
    ProofOfDeathView, VerdictCounts,
};

/// Answers "which of my keys is this?" for something typed. The field takes a hint or the
/// beginning of a fingerprint, never a whole key.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IdentifyKeyForm {
    /// What was typed, at most 24 characters.
    pub typed: String,
}

/// Which keys it may be, revoked ones included.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IdentifiedView {
    /// What Latchkey made of it, in a sentence.
    pub message: String,
    /// The keys, the likeliest first, at most 50. Empty when none fits.
    pub keys: Vec<SuspectView>,
    /// The whole key was given, so there is no doubt.
    pub certain: bool,
}

/// A key as an incident shows it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SuspectView {
    /// Latchkey's id of it.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Prefix and last four characters.
    pub hint: Option<String>,
    /// SHA-256 of the whole key, hex.
    pub fingerprint: Option<String>,
    /// Where it is used.
    pub environment: Environment,
    /// What is known of it.
    pub state: KeyState,
    /// Its workspace.
    pub workspace_id: String,
    /// The workspace's name.
    pub workspace: String,
}

/// Begins an incident.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StartIncidentForm {
    /// The key that may be out.
    pub key_id: String,
    /// Since when.
    pub exposed: Exposed,
    /// The day or moment, RFC 3339 in UTC, when `exposed` is `since`.
    #[ts(optional)]
    pub since: Option<String>,
    /// What uses the key can stop for a while.
    pub can_stop: bool,
}

/// Corrects what was answered when an incident began.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CorrectIncidentForm {
    /// The incident.
    pub incident_id: String,
    /// Since when.
    pub exposed: Exposed,
    /// The day or moment, RFC 3339 in UTC, when `exposed` is `since`.
    #[ts(optional)]
    pub since: Option<String>,
    /// What uses the key can stop for a while.
    pub can_stop: bool,
}

/// Since when a key may be out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Exposed {
    /// It happened just now.
    Now,
    /// Some time today, by the clock on the wall.
    Today,
    /// Since a day or moment the person names.
    Since,
    /// Nobody knows; everything since the key was made counts.
    Unknown,
}

/// Names an incident.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct IncidentForm {
    /// The incident.
    pub incident_id: String,
}

/// Every incident of a workspace.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncidentsView {
    /// Which of two views is the newer one: an answer can arrive after a later event.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// Open ones first, then the newest first.
    pub incidents: Vec<IncidentView>,
}

/// One suspected leak.
#[derive(Clone, Debug, Serialize, TS)]
pub struct IncidentView {
    /// Its id.
    pub id: String,
    /// The key.
    pub key: SuspectView,
    /// The key's ending, once proven.
    pub death: Option<ProofOfDeathView>,
    /// When the person noticed: the click on "I think a key leaked".
    pub noticed_at: String,
    /// What was answered to "since when".
    pub exposed: Exposed,
    /// Since when the key may be out; absent when nobody knows and the service does not say when
    /// the key was made.
    pub exposed_from: Option<String>,
    /// The same in words.
    pub exposed_words: String,
    /// When the key could no longer be used; absent until proven.
    pub contained_at: Option<String>,
    /// What uses the key can stop for a while.
    pub can_stop: bool,
    /// The steps in the order that is safest here.
    pub steps: Vec<StepView>,
    /// The step to take next; absent when nothing is left.
    pub next: Option<StepKind>,
    /// Posts made since the exposure, and those of before that belong to it, by verdict.
    pub posts: VerdictCounts,
    /// Posts made before the exposure.
    pub earlier: EarlierView,
    /// Posts kept back.
    pub held: Vec<HeldPostView>,
    /// The new key on its way or there.
    pub replacement: Option<ReplacementView>,
    /// What is to be put right at the service and on the platforms.
    pub repairs: Vec<RepairView>,
    /// When it was closed.
    pub closed_at: Option<String>,
    /// It was no leak after all.
    pub called_off: bool,
    /// What happens to the key when it is called off, in a sentence.
    pub if_called_off: String,
    /// The dead key worked again: an alarm, or one that is over.
    pub alarm: Option<AlarmView>,
    /// When the dead key is looked at next, after the end.
    pub next_look_at: Option<String>,
}

/// Posts made before the exposure. Somebody may be wrong about since when, and a leaked key can
/// change what was made before.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EarlierView {
    /// Those that belong to the incident and wait for the person's word: changed since by somebody
    /// elsewhere, or held.
    pub waiting: Vec<PostRowView>,
    /// Scheduled ones nobody recognises that the freeze leaves alone.
    pub scheduled: u32,
    /// All nobody recognises that do not belong to the incident.
    pub unrecognised: u32,
}

/// One step of the board.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StepView {
    /// Which.
    pub kind: StepKind,
    /// How far it is.
    pub state: StepState,
    /// What happened, or what it will do, in a sentence.
    pub message: String,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
}

/// The steps of a leak response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The key is ended and proven dead.
    Contain,
    /// Scheduled posts nobody recognises are kept back.
    Freeze,
    /// A new key takes the old one's places.
    Replace,
    /// Every post since the exposure has a verdict.
    Review,
    /// What was not theirs is deleted or dealt with.
    Repair,
    /// It is over.
    Close,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nothing has been done.
    Open,
    /// It goes on by itself.
    UnderWay,
    /// The person has to do something.
    YourTurn,
    /// It is done.
    Done,
    /// There is nothing to do.
    NotNeeded,
}

/// A post that is kept back.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HeldPostView {
    /// Its id here.
    pub id: String,
    /// The post as it was.
    pub post: PostRowView,
    /// How far it is.
    pub state: HeldState,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
    /// The time it was to go out has passed, so putting it back needs a new one.
    pub needs_new_time: bool,
}

/// How far holding a post, or putting it back, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HeldState {
    /// It is being fetched, kept and taken from the service.
    Holding,
    /// It is kept here and gone from the service.
    Held,
    /// It went out before it could be held.
    WentOut,
    /// Somebody else had taken it from the service.
    GoneBefore,
    /// It is being put back.
    Restoring,
    /// Whether the service has it back cannot be told; the person decides.
    Unclear,
    /// It is back at the service.
    Restored,
    /// It did not work; it can be tried again.
    Failed,
}

/// Names some posts that are kept back.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct HeldForm {
    /// The incident.
    pub incident_id: String,
    /// Their ids here.
    pub held_ids: Vec<String>,
}

/// Puts a post back.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RestorePostForm {
    /// The incident.
    pub incident_id: String,
    /// Its id here.
    pub held_id: String,
    /// When it is to go out, if its own time has passed. RFC 3339 in UTC.
    #[ts(optional)]
    pub at: Option<String>,
    /// Send it even though an earlier try may have arrived.
    pub even_if_unclear: bool,
}

/// The key that takes the leaked one's places.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ReplacementView {
    /// It is on its way.
    pub creation: Option<CreationView>,
    /// It is there.
    pub key: Option<SuspectView>,
    /// Where the leaked key was used, to be ticked off once the new one is there.
    pub places: Vec<PlaceView>,
}

/// A post that was not the person's, and what is to be done about it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RepairView {
    /// The post.
    pub post: PostRowView,
    /// How far it is.
    pub state: RepairState,
    /// Where it is live and has to be deleted by hand.
    pub live: Vec<LiveView>,
    /// What stands in the way of deleting it at the service.
    pub problem: Option<ProblemView>,
}

/// How far a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RepairState {
    /// The service can delete it.
    CanBeDeleted,
    /// It is being deleted.
    Deleting,
    /// It is deleted at the service.
    Deleted,
    /// It is live: only the person can delete it, platform by platform.
    ByHand,
    /// Every platform is ticked off.
    DoneByHand,
    /// It is gone from the service; somebody deleted it.
    Gone,
    /// It did not work; it can be tried again.
    Failed,
}

/// A live post on one platform.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LiveView {
    /// The platform and its link.
    pub destination: DestinationView,
    /// How to delete it there, step by step.
    pub steps: Vec<String>,
    /// When the person ticked it off.
    pub done_at: Option<String>,
}

/// Names some posts of an incident.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RepairForm {
    /// The incident.
    pub incident_id: String,
    /// The posts.
    pub post_ids: Vec<String>,
}

/// Ticks a live post off, or takes the tick back.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TickLiveForm {
    /// The incident.
    pub incident_id: String,
    /// The post.
    pub post_id: String,
    /// The platform.
    pub platform: String,
    /// It is deleted there.
    pub done: bool,
}

/// A key that was proven dead worked again.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AlarmView {
    /// When it was seen to work.
    pub seen_at: String,
    /// It is not proven dead again, and nobody said that it was no leak.
    pub active: bool,
    /// What that means and what to do, or that it happened.
    pub message: String,
}
