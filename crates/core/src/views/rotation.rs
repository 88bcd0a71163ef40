//! Rotating a key: create, store, deliver, check, overlap, revoke, prove.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{PlaceView, ProblemView};

/// One rotation, from start to proof.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RotationView {
    /// Its id.
    pub id: String,
    /// The key that goes.
    pub old_key_id: String,
    /// The key that comes, once it is here.
    pub new_key_id: Option<String>,
    /// How far it is.
    pub stage: RotationStage,
    /// How long both keys work.
    pub overlap: Overlap,
    /// When the overlap ends; absent before it began and for [`Overlap::UntilPlaces`].
    pub overlap_ends_at: Option<String>,
    /// The places to update, as ticked by the person.
    pub places: Vec<PlaceView>,
    /// When it started.
    pub started_at: String,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
    /// It can still be called off, the old key staying as it is.
    pub can_cancel: bool,
}

/// How far a rotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RotationStage {
    /// The new key is being made and stored.
    Creating,
    /// The new key is being checked.
    Checking,
    /// Both keys work.
    Overlap,
    /// The old key is being ended and its death proven.
    Revoking,
    /// The old key is proven dead.
    Done,
    /// It was called off; the old key stays.
    Cancelled,
}

/// How long old and new key both work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Overlap {
    /// The old key ends as soon as the new one is proven to work.
    None,
    /// Fifteen minutes.
    #[serde(rename = "minutes_15")]
    Minutes15,
    /// One hour.
    #[serde(rename = "hours_1")]
    Hours1,
    /// Twenty-four hours.
    #[serde(rename = "hours_24")]
    Hours24,
    /// Until every place is ticked.
    UntilPlaces,
}

/// Start a rotation.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StartRotationForm {
    /// The key that goes.
    pub key_id: String,
    /// How long both work.
    pub overlap: Overlap,
}

/// Names a rotation.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RotationForm {
    /// The rotation.
    pub rotation_id: String,
}

/// Tick a place, or take the tick back.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TickPlaceForm {
    /// The place.
    pub place_id: String,
    /// It holds the new key now.
    pub ticked: bool,
}

/// Give the overlap more time.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExtendOverlapForm {
    /// The rotation.
    pub rotation_id: String,
    /// The overlap from now on, counted from this moment.
    pub overlap: Overlap,
}
