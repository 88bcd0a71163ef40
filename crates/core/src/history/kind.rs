//! The kinds of events there are. What each means to a person is in the catalogue, under the same
//! name with underscores.

/// Declares the kinds with their names in the history, which never change once written.
macro_rules! kinds {
    ($($variant:ident = $name:literal,)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($variant,)* }

        impl Kind {
            /// Every kind, in the order a person would meet them.
            pub(crate) const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// The name in the history.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)* }
            }

            /// The kind of that name; none for one a later version wrote.
            pub(crate) fn named(name: &str) -> Option<Kind> {
                Kind::ALL.iter().copied().find(|kind| kind.name() == name)
            }
        }
    };
}

kinds! {
    WorkspaceConnected = "workspace.connected",
    WorkspaceRenamed = "workspace.renamed",
    WorkspaceReconnected = "workspace.reconnected",
    WorkspaceRemoved = "workspace.removed",
    KeyCreationAsked = "key.creation.asked",
    KeyCreated = "key.creation.done",
    KeyCreationFailed = "key.creation.failed",
    KeyCreationCancelled = "key.creation.cancelled",
    KeyOrphanEnded = "key.creation.orphan_ended",
    KeyImported = "key.imported",
    KeyFound = "key.found",
    KeyMissing = "key.missing",
    KeyEdited = "key.edited",
    KeyChecked = "key.checked",
    KeyCopied = "key.copied",
    KeyUsedByLatchkey = "key.used_by_latchkey",
    KeyEndingAsked = "key.ending.asked",
    KeyEndingAccepted = "key.ending.accepted",
    KeyRevoked = "key.ending.proven",
    KeyForgotten = "key.forgotten",
    PlaceAdded = "place.added",
    PlaceRemoved = "place.removed",
    PlaceTicked = "place.ticked",
    PlaceUnticked = "place.unticked",
    RotationStarted = "rotation.started",
    RotationChecked = "rotation.checked",
    RotationExtended = "rotation.extended",
    RotationOverlapEnded = "rotation.overlap_ended",
    RotationFinished = "rotation.finished",
    RotationCancelled = "rotation.cancelled",
    ActivityRead = "activity.read",
    PostJudged = "post.judged",
    PostJudgementUndone = "post.judgement.undone",
    RhythmAnswered = "rhythm.answered",
    IncidentStarted = "incident.started",
    IncidentCorrected = "incident.corrected",
    KeySuspected = "key.suspected",
    IncidentEndAsked = "incident.end.asked",
    IncidentContained = "incident.contained",
    PostHoldAsked = "post.hold.asked",
    PostHeld = "post.held",
    PostHoldFailed = "post.hold.failed",
    PostRestoreAsked = "post.restore.asked",
    PostRestored = "post.restored",
    PostDeleted = "post.deleted",
    PostSendAsked = "post.send.asked",
    PostSendTakenBack = "post.send.taken_back",
    PostSent = "post.sent",
    PostSendRefused = "post.send.refused",
    PostSendUnclear = "post.send.unclear",
    PostSendDecided = "post.send.decided",
    PostRetryAsked = "post.retry.asked",
    ReplacementAsked = "incident.replacement.asked",
    LiveTicked = "live.ticked",
    LiveUnticked = "live.unticked",
    IncidentClosed = "incident.closed",
    IncidentCalledOff = "incident.called_off",
    IncidentReported = "incident.reported",
    IncidentLateSign = "incident.late_sign",
    PostMoveAsked = "post.move.asked",
    PostMoved = "post.moved",
    PostMoveRefused = "post.move.refused",
    QueueChanged = "queue.changed",
    ZoneChanged = "zone.changed",
    TableImported = "table.imported",
    KeychainAccepted = "keychain.accepted",
    HistoryVerified = "history.verified",
    HistoryExported = "history.exported",
    HistoryBegunAnew = "history.begun_anew",
    SettingsChanged = "settings.changed",
}
