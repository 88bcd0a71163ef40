//! The page's door: one file per screen, each command three lines.

mod activity;
mod bulk;
mod calendar;
mod compose;
pub mod error;
mod files;
mod frame;
mod history;
mod incident;
mod keys;
mod rotation;
mod sending;
mod workspaces;

pub use error::IpcError;
use tauri::Runtime;
use tauri::ipc::Invoke;

/// What a command gives back.
pub(crate) type Answer<T> = Result<T, IpcError>;

/// Every command in [`crate::commands::COMMANDS`].
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        frame::app_state,
        frame::change_settings,
        frame::unlock_keychain,
        frame::use_this_keychain,
        workspaces::explore_demo,
        workspaces::connect_workspace,
        workspaces::open_workspace,
        workspaces::rename_workspace,
        workspaces::preview_removal,
        workspaces::remove_workspace,
        keys::list_keys,
        keys::create_key,
        keys::cancel_creation,
        keys::look_at_clipboard,
        keys::take_key_from_clipboard,
        keys::import_key,
        keys::edit_key,
        keys::copy_key,
        keys::clear_clipboard,
        keys::check_key,
        keys::use_key_for_latchkey,
        keys::preview_revocation,
        keys::revoke_key,
        keys::forget_key,
        keys::open_dashboard,
        keys::add_place,
        keys::remove_place,
        keys::tick_place,
        rotation::start_rotation,
        rotation::end_overlap,
        rotation::extend_overlap,
        rotation::cancel_rotation,
        activity::activity_state,
        activity::sync_now,
        activity::pause_sync,
        activity::resume_sync,
        activity::list_posts,
        activity::post_histogram,
        activity::get_post,
        activity::post_thumbnail,
        activity::open_post_link,
        activity::judge_posts,
        activity::undo_judgement,
        activity::answer_rhythm,
        incident::identify_key,
        incident::identify_key_from_clipboard,
        incident::list_incidents,
        incident::start_incident,
        incident::correct_incident,
        incident::end_leaked_key,
        incident::freeze_posts,
        incident::freeze_earlier_posts,
        incident::retry_held,
        incident::restore_post,
        incident::replace_leaked_key,
        incident::delete_posts,
        incident::tick_live,
        incident::close_incident,
        incident::call_off_incident,
        incident::export_report,
        incident::print_report,
        files::choose_files,
        files::take_dropped_files,
        files::file_thumbnail,
        compose::compose_state,
        compose::list_drafts,
        compose::new_draft,
        compose::open_draft,
        compose::check_draft,
        compose::save_draft,
        compose::duplicate_draft,
        compose::delete_draft,
        compose::undelete_draft,
        compose::draft_versions,
        compose::restore_version,
        bulk::open_table,
        bulk::dry_run_table,
        bulk::import_table,
        calendar::calendar,
        calendar::check_move,
        calendar::move_card,
        calendar::undo_move,
        calendar::check_time,
        calendar::list_zones,
        calendar::set_zone,
        calendar::get_queue,
        calendar::change_queue,
        sending::list_sends,
        sending::send_draft,
        sending::take_back,
        sending::call_off_send,
        sending::retry_send,
        sending::decide_send,
        sending::dismiss_send,
        sending::retry_failed_platforms,
        history::list_history,
        history::verify_history,
        history::begin_history_anew,
        history::export_history,
    ]
}
