//! `ui/src/ipc/bindings.ts` is generated from the views and committed; this test compares.
//!
//! `UPDATE_BINDINGS=1 cargo test -p latchkey-core bindings` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use latchkey_core::views::*;
use ts_rs::{Config, TS};

#[test]
fn the_committed_typescript_is_what_the_views_give() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/bindings.ts");
    let generated = bindings();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(&file, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap();
    assert!(
        committed == generated,
        "run UPDATE_BINDINGS=1 cargo test -p latchkey-core bindings"
    );
}

macro_rules! declare {
    ($out:ident, $config:ident, $($view:ty),* $(,)?) => {
        $(
            if let Some(docs) = <$view>::docs() {
                $out.push_str(&docs);
            }
            writeln!($out, "export {}\n", <$view>::decl(&$config)).unwrap();
        )*
    };
}

fn bindings() -> String {
    let config = Config::from_env();
    let mut out = String::from(
        "// Generated from crates/core/src/views by crates/core/tests/bindings.rs. Do not edit.\n\n",
    );
    declare!(
        out,
        config,
        AppView,
        KeychainView,
        HistoryHealth,
        SettingsView,
        ChangeSettingsForm,
        ClipboardView,
        Event,
        WorkspaceView,
        WorkspaceKind,
        ConnectWorkspaceForm,
        WorkspaceForm,
        RenameWorkspaceForm,
        RemovalPreview,
        KeysView,
        KeyView,
        KeyState,
        Environment,
        Authority,
        CheckView,
        CheckOutcome,
        ProblemView,
        EndingView,
        ProofOfDeathView,
        PlaceView,
        CreationView,
        CreationStage,
        SightingView,
        CreateKeyForm,
        ImportKeyForm,
        EditKeyForm,
        KeyForm,
        CreationForm,
        RevokeKeyForm,
        RevocationPreview,
        AddPlaceForm,
        PlaceForm,
        RotationView,
        RotationStage,
        Overlap,
        StartRotationForm,
        RotationForm,
        TickPlaceForm,
        ExtendOverlapForm,
        HistoryForm,
        HistoryPageView,
        HistoryKeyView,
        HistoryKindView,
        EventView,
        VerificationView,
        ExportView,
        ActivityView,
        ChoiceView,
        SyncView,
        SyncState,
        Verdict,
        VerdictCounts,
        RhythmView,
        RhythmAnswer,
        AnswerRhythmForm,
        PostFilterForm,
        PostsForm,
        PostsPageView,
        PostRowView,
        TextPiece,
        LinkView,
        DestinationView,
        HistogramForm,
        HistogramView,
        Grain,
        BarView,
        PostForm,
        PostView,
        MediaView,
        ThumbnailForm,
        ThumbnailView,
        PostLinkForm,
        PostChangeView,
        JudgePostsForm,
        Whose,
        IdentifyKeyForm,
        IdentifiedView,
        SuspectView,
        StartIncidentForm,
        Exposed,
        IncidentForm,
        IncidentsView,
        IncidentView,
        StepView,
        StepKind,
        StepState,
        HeldPostView,
        HeldState,
        HeldForm,
        RestorePostForm,
        ReplacementView,
        RepairView,
        RepairState,
        LiveView,
        RepairForm,
        TickLiveForm,
        AlarmView,
    );
    out
}
