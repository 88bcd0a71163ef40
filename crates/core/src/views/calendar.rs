//! The calendar and the queue.
//!
//! Days and hours are those of the wall clock in the workspace's zone. The core says where a card
//! stands; the page draws it there.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ChoiceView, ProblemView, Verdict, WallTime};

/// Asks for a part of the calendar.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CalendarForm {
    /// The workspace.
    pub workspace_id: String,
    /// The first day, `2026-12-01`.
    pub from: String,
    /// The day after the last one; at most 62 days later.
    pub until: String,
    /// Only this profile.
    #[ts(optional)]
    pub profile: Option<String>,
    /// Only this platform.
    #[ts(optional)]
    pub platform: Option<String>,
    /// Only this status.
    #[ts(optional)]
    pub status: Option<String>,
    /// Only this verdict.
    #[ts(optional)]
    pub verdict: Option<Verdict>,
}

/// A part of the calendar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// The zone, by its IANA name.
    pub zone: String,
    /// The zone in words, with its present distance from UTC.
    pub zone_words: String,
    /// Today there.
    pub today: String,
    /// What the clock on the wall says there, `14:05`.
    pub time: String,
    /// Every day asked for.
    pub days: Vec<CalendarDayView>,
    /// Profiles with posts, in the order of their colours.
    pub profiles: Vec<ChoiceView>,
    /// Platforms with posts.
    pub platforms: Vec<ChoiceView>,
    /// Statuses that occur.
    pub statuses: Vec<ChoiceView>,
    /// What "undo" would take back, in words.
    pub undo: Option<String>,
}

/// One day.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CalendarDayView {
    /// `2026-12-01`.
    pub date: String,
    /// It is over: nothing can be dropped on it.
    pub past: bool,
    /// What the clocks do on it, if they change.
    pub clock_change: Option<String>,
    /// What is on it, in order of time.
    pub cards: Vec<CardView>,
}

/// A post, a send or a draft in the calendar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CardView {
    /// Its name here; handed back to move it.
    pub id: String,
    /// What it is.
    pub kind: CardKind,
    /// The post behind it.
    pub post_id: Option<String>,
    /// The draft behind it.
    pub draft_id: Option<String>,
    /// The moment it is shown at, in UTC.
    pub at: String,
    /// The day.
    pub date: String,
    /// The time, `09:00`.
    pub time: String,
    /// Of two moments at which the clocks show that time, the second.
    pub later: bool,
    /// The beginning of its text.
    pub excerpt: String,
    /// The profile's name.
    pub profile: String,
    /// The profile's place in `CalendarView::profiles`.
    pub colour: u32,
    /// Where it goes.
    pub platforms: Vec<ChoiceView>,
    /// The status as the service calls it; `draft` for a draft.
    pub status: String,
    /// The status in words.
    pub status_words: String,
    /// It went wrong, wholly or in part.
    pub failed: bool,
    /// What is known of it.
    pub verdict: Option<Verdict>,
    /// The number of the post's first picture, for `post_thumbnail`.
    pub picture: Option<u32>,
    /// The draft's first picture, for `file_thumbnail`.
    pub file_id: Option<String>,
    /// Why it cannot be moved; absent when it can.
    pub fixed_because: Option<String>,
    /// Another post of the same profile goes out at nearly the same time, or says the same.
    pub clash: Option<String>,
}

/// What a card stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// A post at the service.
    Post,
    /// A draft that is on its way to the service.
    Send,
    /// A draft with a time.
    Draft,
}

/// Moves a card.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct MoveForm {
    /// The workspace.
    pub workspace_id: String,
    /// The card's id.
    pub card_id: String,
    /// Where to.
    pub to: WallTime,
}

/// What would come of a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MoveCheckView {
    /// The new moment in words, for somebody who cannot see the calendar.
    pub sentence: String,
    /// Why it cannot be; absent when it can.
    pub refusal: Option<String>,
    /// What to think of: a clash, a cap, the same text, clocks that change.
    pub warnings: Vec<String>,
    /// The moment in UTC.
    pub at: Option<String>,
}

/// What came of a move.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MovedView {
    /// The card stands where it was moved to.
    pub moved: bool,
    /// What happened, in words.
    pub sentence: String,
    /// Why not, if it does not.
    pub problem: Option<ProblemView>,
    /// What "undo" would take back, in words.
    pub undo: Option<String>,
}

/// Asks what a time means.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TimeForm {
    /// The workspace.
    pub workspace_id: String,
    /// The time.
    pub at: WallTime,
}

/// What a time means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TimeView {
    /// In words, with the hour in UTC.
    pub sentence: String,
    /// Why nothing can go out then.
    pub refusal: Option<String>,
    /// What the clocks do around it.
    pub clock_change: Option<String>,
    /// The clock shows this time twice: the person can say which one is meant.
    pub twice: bool,
    /// The moment in UTC.
    pub at: Option<String>,
}

/// Chooses the zone of a workspace.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SetZoneForm {
    /// The workspace.
    pub workspace_id: String,
    /// The zone's IANA name; absent for the computer's own.
    #[ts(optional)]
    pub zone: Option<String>,
}

/// The zones there are.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ZonesView {
    /// The workspace's choice; absent for the computer's own.
    pub chosen: Option<String>,
    /// The computer's own, in words.
    pub computers: String,
    /// All of them: their names, with their present distance from UTC.
    pub zones: Vec<ChoiceView>,
}

/// Names a profile.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ProfileForm {
    /// The workspace.
    pub workspace_id: String,
    /// The profile's id.
    pub profile_id: String,
}

/// The queue of a profile.
#[derive(Clone, Debug, Serialize, TS)]
pub struct QueueView {
    /// Which of two views is the newer one.
    pub revision: u64,
    /// The workspace.
    pub workspace_id: String,
    /// The profile's id.
    pub profile_id: String,
    /// The zone of its slots, by its IANA name.
    pub zone: String,
    /// The times of day, `09:00`, in order.
    pub slots: Vec<String>,
    /// The days, Monday first.
    pub days: [bool; 7],
    /// How many posts one slot takes.
    pub most_per_slot: u32,
    /// The next slots and what is in them.
    pub next: Vec<SlotView>,
    /// Why the queue could not be read or changed.
    pub problem: Option<ProblemView>,
}

/// One slot of a queue.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SlotView {
    /// When, in UTC.
    pub at: String,
    /// When, in words.
    pub words: String,
    /// What goes out then.
    pub posts: Vec<CardView>,
    /// How many more it takes.
    pub free: u32,
}

/// Changes the queue of a profile.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChangeQueueForm {
    /// The workspace.
    pub workspace_id: String,
    /// The profile's id.
    pub profile_id: String,
    /// The zone of its slots.
    pub zone: String,
    /// The times of day, `09:00`.
    pub slots: Vec<String>,
    /// The days, Monday first.
    pub days: [bool; 7],
    /// 1 to 100.
    pub most_per_slot: u32,
}
