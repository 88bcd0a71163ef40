//! What the page sees and what it sends.
//!
//! Views go out, forms come in, and they are different types on purpose. Every view is complete:
//! the page draws it and works nothing out. No type here can hold a key; the vault's types are not
//! even in scope. The TypeScript is generated from this module (`tests/bindings.rs`).
//!
//! Times are RFC 3339 text in UTC with a `Z`; the page shows them in the person's zone.

mod app;
mod history;
mod keys;
mod rotation;
mod workspace;

pub use app::{
    AppView, ChangeSettingsForm, ClipboardView, Event, HistoryHealth, KeychainView, SettingsView,
};
pub use history::{
    EventView, ExportView, HistoryForm, HistoryKeyView, HistoryKindView, HistoryPageView,
    VerificationView,
};
pub use keys::{
    AddPlaceForm, Authority, CheckOutcome, CheckView, CreateKeyForm, CreationForm, CreationStage,
    CreationView, EditKeyForm, EndingView, Environment, ImportKeyForm, KeyForm, KeyState, KeyView,
    KeysView, PlaceForm, PlaceView, ProblemView, ProofOfDeathView, RevocationPreview,
    RevokeKeyForm, SightingView,
};
pub use rotation::{
    ExtendOverlapForm, Overlap, RotationForm, RotationStage, RotationView, StartRotationForm,
    TickPlaceForm,
};
pub use workspace::{
    ConnectWorkspaceForm, RemovalPreview, RenameWorkspaceForm, WorkspaceForm, WorkspaceKind,
    WorkspaceView,
};
