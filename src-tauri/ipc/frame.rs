//! The frame around every screen.

use latchkey_core::views::{AppView, ChangeSettingsForm};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// Everything the frame shows.
#[command]
pub(crate) async fn app_state(starting: State<'_, Starting>) -> Answer<AppView> {
    Ok(starting.core().await?.app_state().await?)
}

/// Changes settings.
#[command]
pub(crate) async fn change_settings(
    starting: State<'_, Starting>,
    form: ChangeSettingsForm,
) -> Answer<AppView> {
    Ok(starting.core().await?.change_settings(form).await?)
}

/// Asks the keychain again.
#[command]
pub(crate) async fn unlock_keychain(starting: State<'_, Starting>) -> Answer<AppView> {
    Ok(starting.core().await?.unlock_keychain().await?)
}

/// Goes on with another keychain than before.
#[command]
pub(crate) async fn use_this_keychain(starting: State<'_, Starting>) -> Answer<AppView> {
    Ok(starting.core().await?.use_this_keychain().await?)
}
