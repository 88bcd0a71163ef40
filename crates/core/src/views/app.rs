//! The frame around every screen: workspaces, keychain, settings, and the one event type.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ActivityView, IncidentsView, KeysView, SendsView, WorkspaceView};

/// Everything the frame of the window shows.
#[derive(Clone, Debug, Serialize, TS)]
pub struct AppView {
    /// Which of two views is the newer one: an answer can arrive after a later event.
    pub revision: u64,
    /// BCP 47 tag of the language texts are in.
    pub language: String,
    /// The version of the app.
    pub version: String,
    /// The person at this computer, as the audit history names them.
    pub user: String,
    /// What the OS keychain is able to do now.
    pub keychain: KeychainView,
    /// One sentence about the keychain and what to do; absent when it simply works.
    pub keychain_message: Option<String>,
    /// Every workspace, oldest first. Empty at the first start.
    pub workspaces: Vec<WorkspaceView>,
    /// The workspace that is open.
    pub current: Option<String>,
    /// What the last check of the audit history found.
    pub history: HistoryHealth,
    /// The person's settings.
    pub settings: SettingsView,
}

/// What the OS keychain is able to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainView {
    /// Keys can be read and written.
    Works,
    /// It waits for the person to unlock it.
    Locked,
    /// There is none; the demo runs with keys in memory.
    Absent,
    /// It answers, but it is not the one Latchkey put its keys in.
    Replaced,
}

/// What the check of the audit history found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct HistoryHealth {
    /// False when an event was changed, removed or added behind Latchkey's back.
    pub whole: bool,
    /// How many events there are.
    pub count: u64,
    /// One sentence for the person when the history is broken.
    pub message: Option<String>,
    /// The keychain misses events, and the history without them could be begun anew.
    pub can_begin_anew: bool,
}

/// The person's settings.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SettingsView {
    /// Seconds until a copied key leaves the clipboard.
    pub clear_clipboard_after: u32,
    /// Days between rotations that a new key starts with.
    pub rotation_days: u32,
    /// Seconds during which a post can be taken back before anything leaves.
    pub hold_seconds: u32,
    /// Take the place and the camera out of pictures.
    pub remove_metadata: bool,
}

/// New settings; an absent field stays as it is.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChangeSettingsForm {
    /// 5 to 120 seconds.
    #[ts(optional)]
    pub clear_clipboard_after: Option<u32>,
    /// 1 to 730 days.
    #[ts(optional)]
    pub rotation_days: Option<u32>,
    /// 0 to 60 seconds.
    #[ts(optional)]
    pub hold_seconds: Option<u32>,
    /// Take the place and the camera out of pictures.
    #[ts(optional)]
    pub remove_metadata: Option<bool>,
}

/// A key is on the clipboard and will leave it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClipboardView {
    /// The key's id.
    pub key_id: String,
    /// The key's name.
    pub name: String,
    /// When it leaves the clipboard.
    pub clears_at: String,
    /// How many seconds that was from the start.
    pub seconds: u32,
    /// True when clipboard managers were asked not to keep it; false where the platform has no
    /// such mark.
    pub marked_secret: bool,
}

/// What happens by itself. Each carries a complete view.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", content = "view", rename_all = "snake_case")]
pub enum Event {
    /// The frame changed.
    App(Box<AppView>),
    /// Keys of a workspace changed.
    Keys(Box<KeysView>),
    /// Posts of a workspace, or what is known of them, changed.
    Activity(Box<ActivityView>),
    /// An incident of a workspace went on.
    Incidents(Box<IncidentsView>),
    /// A draft that was sent went on.
    Sends(Box<SendsView>),
    /// The person dropped this many files on the window; the composer can take them.
    FilesDropped(u32),
    /// The clipboard holds a key, or no longer does.
    Clipboard(Option<ClipboardView>),
    /// The audit history grew; the number of events it has now.
    History(u64),
}
