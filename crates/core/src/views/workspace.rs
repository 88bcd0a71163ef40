//! Workspaces: an account at a service.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Authority, ProblemView};

/// One workspace in the switcher.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WorkspaceView {
    /// Latchkey's id of it.
    pub id: String,
    /// The name the person gave it.
    pub name: String,
    /// Which service it is at.
    pub kind: WorkspaceKind,
    /// Where its API is.
    pub base_url: String,
    /// Who makes and ends its keys.
    pub authority: Authority,
    /// How many keys are not revoked.
    pub live_keys: u32,
    /// How many keys need the person: rotation due, missing, or stuck.
    pub needs_attention: u32,
    /// What stood in the way when it was last asked; absent when it answered.
    pub problem: Option<ProblemView>,
    /// When it last answered.
    pub answered_at: Option<String>,
}

/// Which service a workspace is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceKind {
    /// The embedded demo workspace.
    Demo,
    /// CodivUpload.
    Codivupload,
}

/// Connect a workspace with the key on the clipboard.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ConnectWorkspaceForm {
    /// What the person calls it, 1 to 64 characters.
    pub name: String,
    /// The address of the API.
    pub base_url: String,
    /// What the key is called, 1 to 64 characters.
    pub key_name: String,
}

/// Names a workspace.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct WorkspaceForm {
    /// The workspace.
    pub workspace_id: String,
}

/// A new name for a workspace.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RenameWorkspaceForm {
    /// The workspace.
    pub workspace_id: String,
    /// 1 to 64 characters.
    pub name: String,
}

/// What removing a workspace from Latchkey would do.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RemovalPreview {
    /// The workspace.
    pub workspace_id: String,
    /// Its name.
    pub name: String,
    /// What happens, one sentence each.
    pub consequences: Vec<String>,
    /// Names of keys that may go on working at the service.
    pub keys_left_working: Vec<String>,
    /// Why it cannot be removed now.
    pub hindrance: Option<ProblemView>,
}
