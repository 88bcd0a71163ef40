//! The keys screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RotationView, WorkspaceView};

/// The keys of one workspace.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KeysView {
    /// Which of two views is the newer one: an answer can arrive after a later event.
    pub revision: u64,
    /// The workspace they belong to.
    pub workspace: WorkspaceView,
    /// All keys, revoked ones included, newest first.
    pub keys: Vec<KeyView>,
    /// Keys on their way: asked for, not yet here.
    pub creations: Vec<CreationView>,
    /// Names the service recommends and that are still free.
    pub names_offered: Vec<String>,
    /// When the service's own list was last read; absent where the service has none.
    pub listed_at: Option<String>,
}

/// One key. Its secret is not here and cannot be asked for.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KeyView {
    /// Latchkey's id of it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it is used.
    pub environment: Environment,
    /// What it is for, in the person's words.
    pub purpose: String,
    /// Prefix and last four characters, such as `cdv_…9f2c`; absent when Latchkey never held it.
    pub hint: Option<String>,
    /// SHA-256 of the whole key, hex; absent when Latchkey never held it.
    pub fingerprint: Option<String>,
    /// What is known of it.
    pub state: KeyState,
    /// Latchkey itself uses it to talk to the service.
    pub used_by_latchkey: bool,
    /// Nothing else in the workspace is known to work.
    pub last_working: bool,
    /// When it was created; absent where the service does not say.
    pub created_at: Option<String>,
    /// When Latchkey first knew of it.
    pub added_at: String,
    /// When it was last used, by the service's word; absent where it does not say.
    pub last_used_at: Option<String>,
    /// When the service last accepted it.
    pub last_alive_at: Option<String>,
    /// The last check, whatever it found.
    pub last_check: Option<CheckView>,
    /// Days between rotations; absent means never.
    pub rotation_days: Option<u32>,
    /// When the next rotation is due.
    pub rotation_due_at: Option<String>,
    /// That time has passed.
    pub rotation_overdue: bool,
    /// How far its ending is, while `ending`.
    pub ending: Option<EndingView>,
    /// The receipt, once `revoked`.
    pub death: Option<ProofOfDeathView>,
    /// The rotation it takes part in, as old or new key.
    pub rotation: Option<RotationView>,
    /// Where it is used.
    pub places: Vec<PlaceView>,
    /// Its secret is in the keychain, so it can be copied.
    pub can_copy: bool,
    /// It can be asked whether it works: it is not dead, and its secret was here once and may be
    /// again.
    pub can_check: bool,
    /// It can be ended from here.
    pub can_revoke: bool,
    /// It can be rotated from here.
    pub can_rotate: bool,
    /// It can be taken off the list (only when nothing is left to end or prove).
    pub can_forget: bool,
    /// After a leak, Latchkey still looks whether it stays dead. Taking it off the list ends that.
    pub watched: bool,
    /// What the service still calls it, while a new name has not reached it.
    pub name_at_service: Option<String>,
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// It works.
    Active,
    /// Old and new overlap.
    Rotating,
    /// The person thinks it leaked.
    Suspected,
    /// Its end was asked for and is not yet proven.
    Ending,
    /// The service refused it.
    Revoked,
    /// It exists at the service, but its secret is not in the keychain.
    Missing,
    /// Nobody has yet seen whether it works.
    Unverified,
}

/// Where a key is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The real thing.
    Production,
    /// The dress rehearsal.
    Staging,
    /// Somebody's computer.
    Development,
}

/// Who makes and ends the keys of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// Latchkey does, through the service.
    Automatic,
    /// The person does, on the service's page, and Latchkey guides.
    Guided,
}

/// One check of a key.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CheckView {
    /// When.
    pub at: String,
    /// What it found.
    pub outcome: CheckOutcome,
    /// The finding in plain words.
    pub message: String,
}

/// What a check found. Only `alive` and `refused` are findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// The service accepted it.
    Alive,
    /// The service refused it.
    Refused,
    /// The service knows it, but the plan does not allow keys.
    PlanTooLow,
    /// Nobody can tell now.
    Unknown,
}

/// What stands in the way of a step, and when Latchkey tries again.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProblemView {
    /// What happened, in plain words.
    pub message: String,
    /// What to do, or that nothing need be done.
    pub remedy: String,
    /// When Latchkey tries again by itself.
    pub next_try_at: Option<String>,
}

/// How far the ending of a key is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EndingView {
    /// When the person asked.
    pub requested_at: String,
    /// When the service took the request; absent while it has not, or in the guided way.
    pub accepted_at: Option<String>,
    /// How often Latchkey has looked whether the key still works.
    pub probes: u32,
    /// When it looks again.
    pub next_probe_at: Option<String>,
    /// What to do on the service's page, in the guided way.
    pub guide: Option<String>,
    /// Latchkey has not got the key, so it can never see it refused.
    pub cannot_be_proven: bool,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
}

/// The receipt of a key's death.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ProofOfDeathView {
    /// When the person asked; absent when somebody else ended the key.
    pub requested_at: Option<String>,
    /// When the service refused the key.
    pub refused_at: String,
    /// Milliseconds between the two; absent when nobody asked here.
    pub delay_ms: Option<u64>,
    /// The HTTP status of the refusal.
    pub status: u16,
    /// The same in one sentence.
    pub message: String,
}

/// Somewhere a key is used.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PlaceView {
    /// Its id.
    pub id: String,
    /// What the person calls it.
    pub label: String,
    /// When the person ticked it as holding this key; absent means not yet.
    pub ticked_at: Option<String>,
}

/// A key that is on its way.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CreationView {
    /// Its id.
    pub id: String,
    /// The name the key will have.
    pub name: String,
    /// Where it will be used.
    pub environment: Environment,
    /// How far it is.
    pub stage: CreationStage,
    /// When it was asked for.
    pub started_at: String,
    /// The rotation it belongs to.
    pub rotation_id: Option<String>,
    /// What to do on the service's page, in the guided way.
    pub guide: Option<String>,
    /// What Latchkey saw on the clipboard, in the guided way.
    pub sighting: Option<SightingView>,
    /// What stands in the way.
    pub problem: Option<ProblemView>,
    /// It can still be called off.
    pub can_cancel: bool,
}

/// How far a creation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CreationStage {
    /// The service is being asked.
    Asking,
    /// The person copies the new key on the service's page.
    AwaitingPaste,
    /// The key goes into the keychain.
    Storing,
    /// The answer was lost: Latchkey looks for a key nobody has.
    LookingForOrphan,
}

/// What Latchkey saw on the clipboard when its window got the focus. Never the text itself.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SightingView {
    /// It is a key that can be taken.
    pub usable: bool,
    /// The hint of that key.
    pub hint: Option<String>,
    /// What it is, or what is wrong with it.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A key to create.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CreateKeyForm {
    /// The workspace.
    pub workspace_id: String,
    /// 1 to 64 characters, not used by another live key of the workspace.
    pub name: String,
    /// Where it will be used.
    pub environment: Environment,
    /// What it is for; up to 500 characters, may be empty.
    pub purpose: String,
    /// Days between rotations, 1 to 730; absent means never.
    pub rotation_days: Option<u32>,
}

/// A key to take from the clipboard; the fields as for [`CreateKeyForm`].
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ImportKeyForm {
    /// The workspace.
    pub workspace_id: String,
    /// 1 to 64 characters.
    pub name: String,
    /// Where it is used.
    pub environment: Environment,
    /// What it is for.
    pub purpose: String,
    /// Days between rotations; absent means never.
    pub rotation_days: Option<u32>,
}

/// New particulars of a key.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct EditKeyForm {
    /// The key.
    pub key_id: String,
    /// 1 to 64 characters.
    pub name: String,
    /// Where it is used.
    pub environment: Environment,
    /// What it is for.
    pub purpose: String,
    /// Days between rotations; absent means never.
    pub rotation_days: Option<u32>,
}

/// Names a key.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct KeyForm {
    /// The key.
    pub key_id: String,
}

/// Names a creation.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CreationForm {
    /// The creation.
    pub creation_id: String,
}

/// End a key.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RevokeKeyForm {
    /// The key.
    pub key_id: String,
    /// The key's name, typed by the person. It cannot be undone, so it is asked for.
    pub typed_name: String,
    /// The person knows that this is the last working key.
    pub even_if_last: bool,
}

/// What ending a key would do.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RevocationPreview {
    /// The key.
    pub key_id: String,
    /// Its name, to be typed.
    pub name: String,
    /// What stops working, one sentence each.
    pub consequences: Vec<String>,
    /// Where it is used, as far as the person noted.
    pub places: Vec<String>,
    /// Nothing else in the workspace is known to work.
    pub last_working: bool,
    /// The person does it on the service's page.
    pub guided: bool,
}

/// A place to note on a key.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct AddPlaceForm {
    /// The key.
    pub key_id: String,
    /// 1 to 120 characters.
    pub label: String,
}

/// Names a place.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PlaceForm {
    /// The place.
    pub place_id: String,
}
