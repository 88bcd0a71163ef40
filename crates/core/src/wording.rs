//! Which text of the catalogue says what. No sentence is written here; `latchkey-text` has them.

mod errors;
mod events;
mod posts;
mod problems;
mod size;

use latchkey_store::events::{Break, Head};
use latchkey_store::keys::KeyRow;
use latchkey_text::{history, keys, obstacles, paste};
use latchkey_vault::Hint;

pub use errors::{code, error};
pub(crate) use events::{event, history_kinds, sentence as event_sentence};
pub(crate) use posts::{
    destination_status, no_thumbnail, platform, post_change, post_status, post_type, reasons, undo,
};
pub(crate) use problems::{field_explanation, field_label, field_value, platform_problem, unit};
pub(crate) use size::size;

use crate::history::Anchor;
use crate::obstacle::{Obstacle, VaultTrouble};
use crate::paste::WrongPaste;
use crate::views::{KeychainView, SightingView};
use crate::workspaces::Stakes;

/// What happened and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub message: String,
    /// What to do next.
    pub remedy: String,
}

pub(crate) fn words(message: String, remedy: String) -> Words {
    Words { message, remedy }
}

pub(crate) fn obstacle(obstacle: &Obstacle) -> Words {
    use obstacles as t;
    match obstacle {
        Obstacle::NoSuchHost => words(t::no_such_host(), t::no_such_host_remedy()),
        Obstacle::Offline => words(t::offline(), t::offline_remedy()),
        Obstacle::NobodyListens => words(t::nobody_listens(), t::nobody_listens_remedy()),
        Obstacle::TooSlow => words(t::too_slow(), t::too_slow_remedy()),
        Obstacle::ConnectionLost => words(t::connection_lost(), t::connection_lost_remedy()),
        Obstacle::NotSecure => words(t::not_secure(), t::not_secure_remedy()),
        Obstacle::RateLimited => words(t::rate_limited(), t::rate_limited_remedy()),
        Obstacle::DailyCap => words(t::daily_cap(), t::daily_cap_remedy()),
        Obstacle::ServerTrouble(status) => {
            words(t::server_trouble(status), t::server_trouble_remedy())
        }
        Obstacle::NotThisService => words(t::not_this_service(), t::not_this_service_remedy()),
        Obstacle::PlanTooLow { required, current } => {
            words(t::plan_too_low(current, required), t::plan_too_low_remedy())
        }
        Obstacle::KeyRefused => words(t::key_refused(), t::key_refused_remedy()),
        Obstacle::Forbidden => words(t::forbidden(), t::forbidden_remedy()),
        Obstacle::Declined(said) if said.is_empty() => {
            words(t::declined_silently(), t::declined_remedy())
        }
        Obstacle::Declined(said) => words(t::declined(said), t::declined_remedy()),
        Obstacle::NoWorkingKey => words(t::no_working_key(), t::no_working_key_remedy()),
        Obstacle::NoOwnerSession => words(t::no_owner_session(), t::no_owner_session_remedy()),
        Obstacle::CannotBeProven => words(t::cannot_be_proven(), t::cannot_be_proven_remedy()),
        Obstacle::Keychain(trouble) => keychain_trouble(*trouble),
        Obstacle::DemoNotRunning => words(t::demo_not_running(), t::demo_not_running_remedy()),
        Obstacle::Disk => words(t::disk(), t::disk_remedy()),
    }
}

fn keychain_trouble(trouble: VaultTrouble) -> Words {
    use obstacles as t;
    match trouble {
        VaultTrouble::Locked => words(t::keychain_locked(), t::keychain_locked_remedy()),
        VaultTrouble::Absent => words(t::keychain_absent(), t::keychain_absent_remedy()),
        VaultTrouble::Replaced => words(t::keychain_replaced(), t::keychain_replaced_remedy()),
        VaultTrouble::Broken => words(t::keychain_broken(), t::keychain_broken_remedy()),
    }
}

pub(crate) fn wrong_paste(wrong: &WrongPaste) -> Words {
    use paste as t;
    match wrong {
        WrongPaste::Empty => words(t::empty(), t::empty_remedy()),
        WrongPaste::Jwt => words(t::jwt(), t::jwt_remedy()),
        WrongPaste::WrongPrefix => words(t::wrong_prefix(), t::wrong_prefix_remedy()),
        WrongPaste::Truncated {
            characters,
            expected,
        } => words(t::truncated(characters, expected), t::truncated_remedy()),
        WrongPaste::TooLong => words(t::too_long(), t::too_long_remedy()),
        WrongPaste::HasOddCharacters => words(t::odd_characters(), t::odd_characters_remedy()),
        WrongPaste::SeveralKeys => words(t::several(), t::several_remedy()),
        WrongPaste::NotAKey => words(t::not_a_key(), t::not_a_key_remedy()),
        WrongPaste::AlreadyKnown(name) => words(t::already_known(name), t::already_known_remedy()),
        WrongPaste::KnownAndRevoked(name) => {
            words(t::known_and_revoked(name), t::known_and_revoked_remedy())
        }
        WrongPaste::OfAnotherWorkspace(name) => {
            words(t::other_workspace(name), t::other_workspace_remedy())
        }
        WrongPaste::OfARemovedWorkspace { name, base_url } => words(
            t::removed_workspace(name),
            t::removed_workspace_remedy(name, base_url),
        ),
        WrongPaste::OfAStrangeWorkspace => {
            words(t::strange_workspace(), t::strange_workspace_remedy())
        }
        WrongPaste::RefusedByService => words(t::refused(), t::refused_remedy()),
    }
}

pub(crate) fn sighting_of(hint: &Hint) -> SightingView {
    SightingView {
        usable: true,
        hint: Some(hint.to_string()),
        message: paste::usable(),
        remedy: paste::usable_remedy(),
    }
}

pub(crate) fn sighting_of_wrong(wrong: &WrongPaste) -> SightingView {
    let Words { message, remedy } = wrong_paste(wrong);
    SightingView {
        usable: false,
        hint: None,
        message,
        remedy,
    }
}

pub(crate) fn keychain(state: KeychainView) -> Option<String> {
    match state {
        KeychainView::Works => None,
        KeychainView::Locked => Some(keys::keychain_locked()),
        KeychainView::Absent => Some(keys::keychain_absent()),
        KeychainView::Replaced => Some(keys::keychain_replaced()),
    }
}

pub(crate) fn demo_name() -> String {
    keys::demo_name()
}

pub(crate) fn purpose_of_first_key(name: &str) -> String {
    match name {
        "app-production" => keys::demo_app_production(),
        "mcp-claude" => keys::demo_mcp_claude(),
        "automation-n8n" => keys::demo_automation_n8n(),
        "staging" => keys::demo_staging(),
        _ => String::new(),
    }
}

pub(crate) fn check_alive() -> String {
    keys::check_alive()
}

pub(crate) fn check_refused() -> String {
    keys::check_refused()
}

pub(crate) fn check_unknown() -> String {
    keys::check_unknown()
}

pub(crate) fn guide_to_create(name: &str) -> String {
    keys::guide_to_create(name)
}

pub(crate) fn guide_to_end(name: &str) -> String {
    keys::guide_to_end(name)
}

pub(crate) fn death(delay_ms: Option<u64>) -> String {
    delay_ms.map_or_else(keys::death_elsewhere, |delay_ms| {
        keys::death(delay(delay_ms))
    })
}

/// How long something took, in words.
pub(crate) fn delay(delay: u64) -> String {
    match delay {
        0..1_000 => keys::milliseconds(delay),
        1_000..120_000 => keys::seconds(format!("{}.{}", delay / 1_000, delay % 1_000 / 100)),
        _ => keys::minutes(delay / 60_000, delay % 60_000 / 1_000),
    }
}

pub(crate) fn consequences_of_revoking(
    key: &KeyRow,
    places: usize,
    last_working: bool,
    rotating: bool,
) -> Vec<String> {
    let mut said = vec![keys::ends_for_everyone(&key.name)];
    said.push(match places {
        0 => keys::ends_no_places(),
        1 => keys::ends_one_place(),
        count => keys::ends_places(count),
    });
    if last_working {
        said.push(keys::ends_last_key());
    } else if key.used_by_latchkey {
        said.push(keys::ends_latchkey_key());
    }
    if rotating {
        said.push(keys::ends_in_rotation());
    }
    said.push(keys::ends_scheduled_posts());
    said
}

pub(crate) fn consequences_of_removing_demo() -> Vec<String> {
    vec![
        keys::removal_demo(),
        keys::removal_keychain(),
        keys::removal_history(),
    ]
}

pub(crate) fn consequences_of_removal(stakes: &Stakes) -> Vec<String> {
    let mut said = vec![keys::removal_posts(), keys::removal_keychain()];
    said.extend(counted(
        stakes.keys.len(),
        keys::removal_key_goes_on,
        keys::removal_keys_go_on,
    ));
    said.extend(counted(
        stakes.endings,
        keys::removal_ending,
        keys::removal_endings,
    ));
    said.extend(counted(
        stakes.rotations,
        keys::removal_rotation,
        keys::removal_rotations,
    ));
    said.extend(counted(
        stakes.incidents,
        keys::removal_incident,
        keys::removal_incidents,
    ));
    said.extend(counted(
        stakes.watched,
        keys::removal_watched,
        keys::removal_watched_several,
    ));
    said.extend(counted(
        stakes.sends,
        keys::removal_send,
        keys::removal_sends,
    ));
    said.extend([keys::removal_history(), keys::removal_again()]);
    said
}

fn counted(
    count: usize,
    one: impl FnOnce() -> String,
    several: impl FnOnce(usize) -> String,
) -> Option<String> {
    match count {
        0 => None,
        1 => Some(one()),
        count => Some(several(count)),
    }
}

/// How far a chain that is sound in itself agrees with what the keychain remembers.
pub(crate) fn history_follows(count: u64, head: Head, anchor: Anchor) -> String {
    match anchor {
        Anchor::At(anchor) if anchor == head => history::whole(count),
        Anchor::At(anchor) => history::whole_beyond_anchor(count, anchor.seq),
        Anchor::None => history::whole_unanchored(count),
        Anchor::Unseen => history::whole_unseen(count),
        Anchor::Unreadable => history::anchor_unreadable(),
    }
}

pub(crate) fn history_broken(seq: i64, why: Break) -> String {
    match why {
        Break::Changed => history::broken_changed(seq),
        Break::Missing => history::broken_missing(seq),
        Break::Truncated => history::broken_truncated(seq),
        Break::Rewritten => history::broken_rewritten(seq),
    }
}

/// Where the history was begun anew.
pub(crate) fn history_beginnings(seqs: &[i64]) -> Option<String> {
    match seqs {
        [] => None,
        [seq] => Some(history::begun_anew(seq)),
        several => {
            let events: Vec<String> = several.iter().map(i64::to_string).collect();
            Some(history::begun_anew_often(events.join(", ")))
        }
    }
}
