//! Errors in plain words, each with what to do next.

use latchkey_text::{bulk, errors as t};

use super::{Words, obstacle, words, wrong_paste};
use crate::activity::visible;
use crate::bulk::NotATable;
use crate::error::{Error, Invalid, NotNow};
use crate::obstacle::{Obstacle, VaultTrouble};

/// An error in plain words.
#[must_use]
pub fn error(error: &Error) -> Words {
    match error {
        Error::Invalid(wrong) => invalid(wrong),
        Error::NotFound => words(t::not_found(), t::not_found_remedy()),
        Error::Paste(wrong) => wrong_paste(wrong),
        Error::SecretMissing => words(t::secret_missing(), t::secret_missing_remedy()),
        Error::Obstacle(in_the_way) => obstacle(in_the_way),
        Error::LastWorkingKey => words(t::last_working(), t::last_working_remedy()),
        Error::NotNow(NotNow::DraftOnItsWay) => {
            words(t::draft_on_its_way(), t::draft_on_its_way_remedy())
        }
        Error::NotNow(NotNow::DraftChangedElsewhere) => words(
            t::draft_changed_elsewhere(),
            t::draft_changed_elsewhere_remedy(),
        ),
        Error::NotNow(NotNow::DraftSent) => words(t::draft_sent(), t::draft_sent_remedy()),
        Error::NotNow(NotNow::KeychainIsKnown) => {
            words(t::keychain_is_known(), t::keychain_is_known_remedy())
        }
        Error::NotNow(NotNow::NothingMissed) => {
            words(t::nothing_missed(), t::nothing_missed_remedy())
        }
        Error::NotNow(why @ NotNow::PostsHeld(_)) => words(not_now(*why), t::posts_held_remedy()),
        Error::NotNow(why) => words(not_now(*why), t::not_now_remedy()),
        Error::AlreadyConnected(name) => {
            words(t::already_connected(name), t::already_connected_remedy())
        }
        Error::Desktop => words(t::desktop(), t::desktop_remedy()),
        Error::Demo => obstacle(&Obstacle::DemoNotRunning),
        Error::DiskFull => words(t::disk_full(), t::disk_full_remedy()),
        Error::Database(_) | Error::Http => words(t::database(), t::database_remedy()),
        Error::File(_) => words(t::file(), t::file_remedy()),
    }
}

/// The code the page tells errors apart by. Only errors it treats differently have one of their
/// own.
#[must_use]
pub fn code(error: &Error) -> &'static str {
    match error {
        Error::Invalid(Invalid::NameTaken(_)) => "name_taken",
        Error::Invalid(
            Invalid::AddressNotUnderstood | Invalid::AddressNotSecure | Invalid::AddressIsAKey,
        ) => "address",
        Error::Invalid(_) => "invalid",
        Error::NotFound => "not_found",
        Error::Paste(_) => "clipboard",
        Error::LastWorkingKey => "last_working_key",
        Error::Obstacle(Obstacle::Keychain(VaultTrouble::Locked)) => "keychain_locked",
        Error::Obstacle(Obstacle::Keychain(_)) => "keychain",
        Error::Obstacle(_) => "service",
        Error::NotNow(NotNow::DraftChangedElsewhere) => "draft_changed",
        Error::NotNow(NotNow::DraftSent) => "draft_sent",
        Error::SecretMissing | Error::NotNow(_) | Error::AlreadyConnected(_) => "not_now",
        Error::Desktop
        | Error::Demo
        | Error::DiskFull
        | Error::Database(_)
        | Error::Http
        | Error::File(_) => "internal",
    }
}

fn invalid(wrong: &Invalid) -> Words {
    match wrong {
        Invalid::NameEmpty => words(t::name_empty(), t::name_remedy()),
        Invalid::NameTooLong => words(t::name_too_long(), t::name_remedy()),
        Invalid::NameHasHiddenCharacters => words(t::name_hidden(), t::name_remedy()),
        Invalid::NameTaken(name) => words(t::name_taken(name), t::name_remedy()),
        Invalid::PurposeTooLong => words(t::purpose_too_long(), t::purpose_remedy()),
        Invalid::RotationDays => words(t::rotation_days(), t::rotation_days_remedy()),
        Invalid::PlaceEmpty => words(t::place_empty(), t::place_remedy()),
        Invalid::PlaceTooLong => words(t::place_too_long(), t::place_remedy()),
        Invalid::ClipboardSeconds => words(t::clipboard_seconds(), t::clipboard_seconds_remedy()),
        Invalid::HoldSeconds => words(t::hold_seconds(), t::hold_seconds_remedy()),
        Invalid::TypedName => words(t::typed_name(), t::typed_name_remedy()),
        Invalid::AddressNotUnderstood => words(t::address(), t::address_remedy()),
        Invalid::AddressIsAKey => words(t::address_is_a_key(), t::address_is_a_key_remedy()),
        Invalid::AddressNotSecure => words(t::address_not_secure(), t::address_not_secure_remedy()),
        Invalid::TooManyPosts => words(t::too_many_posts(), t::too_many_posts_remedy()),
        Invalid::SearchTooLong => words(t::search_too_long(), t::search_too_long_remedy()),
        Invalid::TimeNotUnderstood => words(t::time(), t::time_remedy()),
        Invalid::TypedAKey => words(t::typed_a_key(), t::typed_a_key_remedy()),
        Invalid::NotAHint => words(t::not_a_hint(), t::not_a_hint_remedy()),
        Invalid::SinceNotUnderstood => words(t::since(), t::since_remedy()),
        Invalid::SinceInFuture => words(t::since_in_future(), t::since_remedy()),
        Invalid::DraftNotReady => words(t::draft_not_ready(), t::draft_not_ready_remedy()),
        Invalid::DraftIncomplete => words(t::draft_incomplete(), t::draft_incomplete_remedy()),
        Invalid::DraftTooLarge => words(t::draft_too_large(), t::draft_too_large_remedy()),
        Invalid::UnknownPlatform(name) => words(
            t::unknown_platform(visible(name)),
            t::unknown_platform_remedy(),
        ),
        Invalid::UnknownField(name) => {
            words(t::unknown_field(visible(name)), t::unknown_field_remedy())
        }
        Invalid::NewTimeNeeded => words(t::new_time_needed(), t::new_time_remedy()),
        Invalid::TimePassed => words(t::time_passed(), t::new_time_remedy()),
        Invalid::NotATable(why) => not_a_table(*why),
        Invalid::MeaningTwice(meaning) => {
            words(bulk::meaning_twice(meaning), bulk::meaning_twice_remedy())
        }
        Invalid::NoSuchZone => words(t::no_such_zone(), t::no_such_zone_remedy()),
        Invalid::CalendarSpan => words(t::calendar_span(), t::calendar_span_remedy()),
        Invalid::QueueSlots => words(t::queue_slots(), t::queue_slots_remedy()),
        Invalid::QueueDays => words(t::queue_days(), t::queue_days_remedy()),
        Invalid::QueueMost => words(t::queue_most(), t::queue_most_remedy()),
    }
}

fn not_a_table(why: NotATable) -> Words {
    use bulk as t;
    match why {
        NotATable::Unreadable => words(t::unreadable(), t::unreadable_remedy()),
        NotATable::TooLarge => words(t::too_large(), t::too_large_remedy()),
        NotATable::Workbook => words(t::workbook(), t::workbook_remedy()),
        NotATable::NotText => words(t::not_text(), t::not_text_remedy()),
        NotATable::Empty => words(t::empty(), t::empty_remedy()),
        NotATable::TooManyRows => words(t::too_many_rows(), t::too_many_rows_remedy()),
        NotATable::TooManyColumns => words(t::too_many_columns(), t::too_many_columns_remedy()),
        NotATable::QuoteLeftOpen(row) => {
            words(t::quote_left_open(row), t::quote_left_open_remedy())
        }
    }
}

fn not_now(why: NotNow) -> String {
    match why {
        NotNow::KeyRevoked => t::key_revoked(),
        NotNow::KeyEnding => t::key_ending(),
        NotNow::KeyRotating => t::key_rotating(),
        NotNow::KeyStillNeeded => t::key_still_needed(),
        NotNow::CreationMovedOn => t::creation_moved_on(),
        NotNow::RotationMovedOn => t::rotation_moved_on(),
        NotNow::NoDashboard => t::no_dashboard(),
        NotNow::KeyNotWorking => t::key_not_working(),
        NotNow::NothingToUndo => t::nothing_to_undo(),
        NotNow::DraftOnItsWay => t::draft_on_its_way(),
        NotNow::NothingMoved => t::nothing_moved(),
        NotNow::DraftChanged => t::draft_changed(),
        NotNow::DraftChangedElsewhere => t::draft_changed_elsewhere(),
        NotNow::DraftSent => t::draft_sent(),
        NotNow::SendMovedOn => t::send_moved_on(),
        NotNow::NothingFailed => t::nothing_failed(),
        NotNow::IncidentClosed => t::incident_closed(),
        NotNow::PostNotHeld => t::post_not_held(),
        NotNow::PostUnclear => t::post_unclear(),
        NotNow::PostNotForeign => t::post_not_foreign(),
        NotNow::KeychainIsKnown => t::keychain_is_known(),
        NotNow::NothingMissed => t::nothing_missed(),
        NotNow::PostsHeld(1) => t::posts_held_one(),
        NotNow::PostsHeld(count) => t::posts_held(count),
    }
}
