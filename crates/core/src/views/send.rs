//! Sending a draft, once.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChoiceView, ProblemView};

/// What was sent from here and is not out of mind yet.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SendsView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// Those under way and those that want the person first, then the newest.
    pub sends: Vec<SendView>,
}

/// One draft on its way.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SendView {
    /// Its id.
    pub id: String,
    /// The draft.
    pub draft_id: String,
    /// The beginning of the post's text.
    pub excerpt: String,
    /// The profile's name.
    pub profile: String,
    /// Where it goes.
    pub platforms: Vec<ChoiceView>,
    /// How far it is.
    pub state: SendState,
    /// What happened or will happen, in words.
    pub sentence: String,
    /// When the person wanted it; absent for "now" and for the queue until its slot is known.
    pub goes_out_at: Option<String>,
    /// Until when it can be taken back.
    pub leaves_at: Option<String>,
    /// How long that was from the start, in seconds.
    pub hold_seconds: u32,
    /// The file that is being sent.
    pub upload: Option<UploadView>,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
    /// Nobody knows whether it arrived: what speaks for it and what against it.
    pub facts: Vec<String>,
    /// Posts at the service that may be this one.
    pub candidates: Vec<CandidateView>,
    /// The post it became.
    pub post_id: Option<String>,
    /// A request that was given up has arrived after all.
    pub late: Option<LateView>,
    /// When the person sent it.
    pub asked_at: String,
}

/// How far a send is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SendState {
    /// Nothing has left yet; it can be taken back.
    Waiting,
    /// Its files are on their way; it can be called off.
    Uploading,
    /// It is on its way.
    Sending,
    /// The service has it and publishes it now.
    Accepted,
    /// The service has it and publishes it later.
    Scheduled,
    /// It certainly did not go out.
    Refused,
    /// Nobody knows.
    Unclear,
    /// The person took it back before anything left, or the app was closed while it waited.
    TakenBack,
    /// Nobody knows whether it arrived, and the person leaves it at that.
    LeftUnsent,
}

/// A post that came of a request nobody counted on any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LateView {
    /// The post.
    pub post_id: String,
    /// It was sent once more in between: the service has it twice.
    pub twice: bool,
}

/// A file on its way.
#[derive(Clone, Debug, Serialize, TS)]
pub struct UploadView {
    /// Its name.
    pub name: String,
    /// Which one of how many.
    pub number: u32,
    /// How many there are.
    pub of: u32,
    /// Bytes that have left.
    pub sent: u64,
    /// Bytes there are.
    pub total: u64,
}

/// A post at the service that may be the one that was sent.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CandidateView {
    /// The service's id of it.
    pub post_id: String,
    /// When it was made, what it says and its status, in words.
    pub sentence: String,
}

/// Names a send.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SendForm {
    /// The send.
    pub send_id: String,
}

/// Decides about a send of which nobody knows whether it arrived.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct DecideSendForm {
    /// The send.
    pub send_id: String,
    /// What the person says.
    pub decision: SendDecision,
}

/// What the person says about an unclear send.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SendDecision {
    /// "It is this one."
    Arrived {
        /// Which.
        post_id: String,
    },
    /// "Send it once more."
    SendAgain,
    /// "Leave it unsent."
    LeaveUnsent,
}
