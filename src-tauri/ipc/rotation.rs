//! Rotating a key.

use latchkey_core::views::{ExtendOverlapForm, KeysView, RotationForm, StartRotationForm};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// Starts to replace a key.
#[command]
pub(crate) async fn start_rotation(
    starting: State<'_, Starting>,
    form: StartRotationForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.start_rotation(form).await?)
}

/// Ends the overlap now.
#[command]
pub(crate) async fn end_overlap(
    starting: State<'_, Starting>,
    form: RotationForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.end_overlap(form).await?)
}

/// Gives the overlap another length.
#[command]
pub(crate) async fn extend_overlap(
    starting: State<'_, Starting>,
    form: ExtendOverlapForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.extend_overlap(form).await?)
}

/// Calls a rotation off.
#[command]
pub(crate) async fn cancel_rotation(
    starting: State<'_, Starting>,
    form: RotationForm,
) -> Answer<KeysView> {
    Ok(starting.core().await?.cancel_rotation(form).await?)
}
