//! Events of the audit history in plain words.

use latchkey_store::events::{Event, EventDraft};
use latchkey_text::history as t;

use crate::clock::shown;
use crate::history::Kind;
use crate::views::{EventView, HistoryKindView};

/// An event as the page shows it.
pub(crate) fn event(event: Event) -> EventView {
    let seq = event.seq.unsigned_abs();
    let hash = hex::encode(event.hash);
    let Some(draft) = event.body else {
        return unreadable(seq, hash);
    };
    EventView {
        seq,
        at: shown(draft.at),
        sentence: sentence(&draft),
        ok: draft.result == "ok",
        body: serde_json::to_string(&draft).unwrap_or_default(),
        user: draft.who.user,
        host: draft.who.host,
        kind: draft.kind,
        fingerprint: draft
            .key
            .as_ref()
            .and_then(|key| key.fingerprint.as_ref())
            .map(|fingerprint| fingerprint.chars().take(8).collect()),
        key_name: draft.key.map(|key| key.name),
        workspace: draft.workspace.map(|workspace| workspace.name),
        hash,
    }
}

/// What the history can be filtered by.
pub(crate) fn history_kinds() -> Vec<HistoryKindView> {
    let kinds = [
        ("key", t::all_keys()),
        ("key.creation", t::all_creations()),
        ("key.ending", t::all_endings()),
        ("rotation", t::all_rotations()),
        ("place", t::all_places()),
        ("incident", t::all_incidents()),
        ("workspace", t::all_workspaces()),
        ("activity", t::all_activity()),
        ("post", t::all_posts()),
        ("post.send", t::all_sends()),
        ("rhythm", t::all_rhythms()),
        ("queue", t::all_queues()),
        ("zone", t::all_zones()),
        ("table", t::all_tables()),
        ("keychain", t::all_keychains()),
        ("history", t::all_history()),
        ("settings", t::all_settings()),
    ];
    kinds
        .into_iter()
        .map(|(kind, label)| HistoryKindView {
            kind: kind.to_owned(),
            label,
        })
        .collect()
}

pub(crate) fn sentence(draft: &EventDraft) -> String {
    let key = draft
        .key
        .as_ref()
        .map_or_else(t::a_key, |key| key.name.clone());
    let workspace = draft
        .workspace
        .as_ref()
        .map_or_else(t::a_workspace, |workspace| workspace.name.clone());
    let place = draft
        .detail
        .get("place")
        .and_then(|place| place.as_str())
        .unwrap_or_default();
    let word = |name: &str| draft.detail.get(name).and_then(|word| word.as_str());
    let profile = word("profile").unwrap_or_default();
    let platform = word("platform").unwrap_or_default();
    let Some(kind) = Kind::named(&draft.kind) else {
        return t::unknown(&draft.kind);
    };
    match kind {
        Kind::WorkspaceConnected => t::workspace_connected(workspace),
        Kind::WorkspaceRenamed => t::workspace_renamed(workspace),
        Kind::WorkspaceReconnected => t::workspace_reconnected(workspace),
        Kind::WorkspaceRemoved => t::workspace_removed(workspace),
        Kind::KeyCreationAsked => t::key_creation_asked(key),
        Kind::KeyCreated => t::key_creation_done(key),
        Kind::KeyCreationFailed => t::key_creation_failed(key),
        Kind::KeyCreationCancelled => t::key_creation_cancelled(key),
        Kind::KeyOrphanEnded => t::key_creation_orphan_ended(key),
        Kind::KeyImported => t::key_imported(key),
        Kind::KeyFound => t::key_found(key),
        Kind::KeyMissing => t::key_missing(key),
        Kind::KeyEdited => t::key_edited(key),
        Kind::KeyChecked if draft.result == "ok" => t::key_checked(key),
        Kind::KeyChecked => t::key_checked_unknown(key),
        Kind::KeyCopied => t::key_copied(key),
        Kind::KeyUsedByLatchkey => t::key_used_by_latchkey(key),
        Kind::KeyEndingAsked => t::key_ending_asked(key),
        Kind::KeyEndingAccepted => t::key_ending_accepted(key),
        Kind::KeyRevoked => t::key_ending_proven(key),
        Kind::KeyForgotten => t::key_forgotten(key),
        Kind::PlaceAdded => t::place_added(key, place),
        Kind::PlaceRemoved => t::place_removed(key, place),
        Kind::PlaceTicked => t::place_ticked(key, place),
        Kind::PlaceUnticked => t::place_unticked(key, place),
        Kind::RotationStarted => t::rotation_started(key),
        Kind::RotationChecked => t::rotation_checked(key),
        Kind::RotationExtended => t::rotation_extended(key),
        Kind::RotationOverlapEnded => t::rotation_overlap_ended(key),
        Kind::RotationFinished => t::rotation_finished(key),
        Kind::RotationCancelled => t::rotation_cancelled(key),
        Kind::ActivityRead => t::activity_read(workspace, number(draft, "posts")),
        Kind::PostJudged => match word("whose") {
            Some("mine") => t::post_judged_mine(workspace),
            Some("not_mine") => t::post_judged_not_mine(workspace),
            _ => t::post_judged_unsaid(workspace),
        },
        Kind::PostJudgementUndone => match number(draft, "posts") {
            1 => t::post_judgement_undone(workspace),
            posts => t::post_judgements_undone(posts, workspace),
        },
        Kind::RhythmAnswered => match word("answer") {
            Some("confirmed") => t::rhythm_confirmed(profile),
            Some("declined") => t::rhythm_declined(profile),
            _ => t::rhythm_opened(profile),
        },
        Kind::IncidentStarted => t::incident_started(key),
        Kind::IncidentCorrected => t::incident_corrected(key),
        Kind::KeySuspected => t::key_suspected(key),
        Kind::IncidentEndAsked => t::incident_end_asked(key),
        Kind::IncidentContained => t::incident_contained(key),
        Kind::PostHoldAsked => t::post_hold_asked(workspace),
        Kind::PostHeld => t::post_held(workspace),
        Kind::PostHoldFailed => t::post_hold_failed(workspace),
        Kind::PostRestoreAsked => t::post_restore_asked(workspace),
        Kind::PostRestored => t::post_restored(workspace),
        Kind::PostDeleted => t::post_deleted(workspace),
        Kind::PostSendAsked => t::post_send_asked(workspace),
        Kind::PostSendTakenBack => match draft.detail.get("app_closed") {
            Some(serde_json::Value::Bool(true)) => t::post_send_not_left(workspace),
            _ => t::post_send_taken_back(workspace),
        },
        Kind::PostSent => match draft.detail.get("late") {
            Some(serde_json::Value::Bool(true)) => t::post_sent_late(workspace),
            _ => t::post_sent(workspace),
        },
        Kind::PostSendRefused => t::post_send_refused(workspace),
        Kind::PostSendUnclear => t::post_send_unclear(workspace),
        Kind::PostSendDecided => match word("decision") {
            Some("arrived") => t::post_send_said_arrived(workspace),
            Some("send_again") => t::post_send_said_again(workspace),
            _ => t::post_send_said_leave(workspace),
        },
        Kind::PostRetryAsked => t::post_retry_asked(workspace),
        Kind::ReplacementAsked => t::incident_replacement_asked(key),
        Kind::LiveTicked => t::live_ticked(platform),
        Kind::LiveUnticked => t::live_unticked(platform),
        Kind::IncidentClosed => t::incident_closed(key),
        Kind::IncidentCalledOff => t::incident_called_off(key),
        Kind::IncidentReported => t::incident_reported(key),
        Kind::IncidentLateSign => t::incident_late_sign(key),
        Kind::TableImported => {
            let table = word("table").unwrap_or_default();
            match number(draft, "drafts") {
                1 => t::table_imported_one(table, workspace),
                drafts => t::table_imported(drafts, table, workspace),
            }
        }
        Kind::PostMoveAsked => t::post_move_asked(workspace),
        Kind::PostMoved => t::post_moved(workspace),
        Kind::PostMoveRefused => t::post_move_refused(workspace),
        Kind::QueueChanged if draft.result == "ok" => t::queue_changed(profile),
        Kind::QueueChanged => t::queue_not_changed(profile),
        Kind::ZoneChanged => match word("zone") {
            Some(zone) => t::zone_changed(workspace, zone),
            None => t::zone_is_computers(workspace),
        },
        Kind::KeychainAccepted => t::keychain_accepted(),
        Kind::HistoryVerified => t::history_verified(),
        Kind::HistoryExported => t::history_exported(),
        Kind::HistoryBegunAnew => match number(draft, "anchor_seq") {
            0 => t::history_begun_anew_unreadable(),
            seq => t::history_begun_anew(seq),
        },
        Kind::SettingsChanged => t::settings_changed(),
    }
}

/// A number among the details.
fn number(draft: &EventDraft, name: &str) -> u64 {
    draft
        .detail
        .get(name)
        .and_then(serde_json::Value::as_u64)
        .unwrap_or_default()
}

fn unreadable(seq: u64, hash: String) -> EventView {
    EventView {
        seq,
        at: String::new(),
        user: String::new(),
        host: String::new(),
        kind: String::new(),
        sentence: t::unreadable(),
        ok: false,
        key_name: None,
        fingerprint: None,
        workspace: None,
        body: String::new(),
        hash,
    }
}
