//! The calendar and the queue.

use latchkey_core::views::{
    CalendarForm, CalendarView, ChangeQueueForm, MoveCheckView, MoveForm, MovedView, ProfileForm,
    QueueView, SetZoneForm, TimeForm, TimeView, WorkspaceForm, ZonesView,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// A part of the calendar.
#[command]
pub(crate) async fn calendar(
    starting: State<'_, Starting>,
    form: CalendarForm,
) -> Answer<CalendarView> {
    Ok(starting.core().await?.calendar(form).await?)
}

/// What would come of a move.
#[command]
pub(crate) async fn check_move(
    starting: State<'_, Starting>,
    form: MoveForm,
) -> Answer<MoveCheckView> {
    Ok(starting.core().await?.check_move(form).await?)
}

/// Moves a card.
#[command]
pub(crate) async fn move_card(starting: State<'_, Starting>, form: MoveForm) -> Answer<MovedView> {
    Ok(starting.core().await?.move_card(form).await?)
}

/// Takes the last move back.
#[command]
pub(crate) async fn undo_move(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<MovedView> {
    Ok(starting.core().await?.undo_move(form).await?)
}

/// What a time means.
#[command]
pub(crate) async fn check_time(starting: State<'_, Starting>, form: TimeForm) -> Answer<TimeView> {
    Ok(starting.core().await?.check_time(form).await?)
}

/// The zones there are.
#[command]
pub(crate) async fn list_zones(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<ZonesView> {
    Ok(starting.core().await?.list_zones(form).await?)
}

/// Chooses the zone of a workspace.
#[command]
pub(crate) async fn set_zone(
    starting: State<'_, Starting>,
    form: SetZoneForm,
) -> Answer<ZonesView> {
    Ok(starting.core().await?.set_zone(form).await?)
}

/// The queue of a profile.
#[command]
pub(crate) async fn get_queue(
    starting: State<'_, Starting>,
    form: ProfileForm,
) -> Answer<QueueView> {
    Ok(starting.core().await?.get_queue(form).await?)
}

/// Changes the queue of a profile.
#[command]
pub(crate) async fn change_queue(
    starting: State<'_, Starting>,
    form: ChangeQueueForm,
) -> Answer<QueueView> {
    Ok(starting.core().await?.change_queue(form).await?)
}
