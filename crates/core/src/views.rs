//! What the page sees and what it sends.
//!
//! Views go out, forms come in, and they are different types on purpose. Every view is complete:
//! the page draws it and works nothing out. No type here can hold a key; the vault's types are not
//! even in scope. The TypeScript is generated from this module (`tests/bindings.rs`).
//!
//! Times are RFC 3339 text in UTC with a `Z`; the page shows them in the person's zone.

mod activity;
mod app;
mod bulk;
mod calendar;
mod compose;
mod draft;
mod draft_check;
mod history;
mod incident;
mod keys;
mod rotation;
mod send;
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
pub use bulk::{
    ColumnView, DryRunView, ImportTableForm, ImportedView, RowFaultView, RowWarningView, TableForm,
    TableView,
};
pub use calendar::{
    CalendarDayView, CalendarForm, CalendarView, CardKind, CardView, ChangeQueueForm,
    MoveCheckView, MoveForm, MovedView, ProfileForm, QueueView, SetZoneForm, SlotView, TimeForm,
    TimeView, ZonesView,
};
pub use compose::{
    ComposeProfileView, ComposeView, ControlView, FieldView, PlatformChoiceView,
    PlatformFieldsView, PostKind,
};
pub use draft::{
    AddedFilesView, DraftContent, DraftContentForm, DraftFile, DraftForm, DraftRowView,
    DraftSavedView, DraftVersionForm, DraftVersionView, DraftVersionsView, DraftView, DraftsView,
    FieldContent, FieldValue, FileDimensions, FileForm, FileView, NewDraftForm, OwnFiles,
    SaveDraftForm, WallTime, When,
};
pub use draft_check::{
    CountView, DraftCheckView, DraftProblemView, MediaLayout, PieceKind, PlaceInDraft,
    PlatformCheckView, PreviewPiece, PreviewView,
};
pub use history::{
    EventView, ExportView, HistoryForm, HistoryKeyView, HistoryKindView, HistoryPageView,
    VerificationView,
};
pub use incident::{
    AlarmView, CorrectIncidentForm, EarlierView, Exposed, HeldForm, HeldPostView, HeldState,
    IdentifiedView, IdentifyKeyForm, IncidentForm, IncidentView, IncidentsView, LiveView,
    RepairForm, RepairState, RepairView, ReplacementView, RestorePostForm, StartIncidentForm,
    StepKind, StepState, StepView, SuspectView, TickLiveForm,
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
pub use send::{
    CandidateView, DecideSendForm, LateView, SendDecision, SendForm, SendState, SendView,
    SendsView, UploadView,
};
pub use workspace::{
    ConnectWorkspaceForm, RemovalPreview, RenameWorkspaceForm, WorkspaceForm, WorkspaceKind,
    WorkspaceView,
};
