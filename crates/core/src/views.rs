//! What the page sees and what it sends.
//!
//! Views go out, forms come in, and they are different types on purpose. Every view is complete:
//! the page draws it and works nothing out. No type here can hold a key; the vault's types are not
//! even in scope. The TypeScript is generated from this module (`tests/bindings.rs`).
//!
//! Times are RFC 3339 text in UTC with a `Z`; the page shows them in the person's zone.

mod activity;
mod app;
mod history;
mod incident;
mod keys;
mod rotation;
mod workspace;

pub use activity::{
    ActivityView, AnswerRhythmForm, BarView, ChoiceView, DestinationView, Grain, HistogramForm,
    HistogramView, JudgePostsForm, LinkView, MediaView, PostChangeView, PostFilterForm, PostForm,
    PostLinkForm, PostRowView, PostView, PostsForm, PostsPageView, RhythmAnswer, RhythmView,
    SyncState, SyncView, TextPiece, ThumbnailForm, ThumbnailView, Verdict, VerdictCounts, Whose,
};
pub use app::{
    AppView, ChangeSettingsForm, ClipboardView, Event, HistoryHealth, KeychainView, SettingsView,
};
pub use history::{
    EventView, ExportView, HistoryForm, HistoryKeyView, HistoryKindView, HistoryPageView,
    VerificationView,
};
pub use incident::{
    AlarmView, Exposed, HeldForm, HeldPostView, HeldState, IdentifiedView, IdentifyKeyForm,
    IncidentForm, IncidentView, IncidentsView, LiveView, RepairForm, RepairState, RepairView,
    ReplacementView, RestorePostForm, StartIncidentForm, StepKind, StepState, StepView,
    SuspectView, TickLiveForm,
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
