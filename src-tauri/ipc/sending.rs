//! Sending drafts.

use latchkey_core::views::{
    DecideSendForm, PostForm, PostView, SaveDraftForm, SendForm, SendsView, WorkspaceForm,
};
use tauri::{State, command};

use super::Answer;
use crate::Starting;

/// What was sent from here and is not out of mind yet.
#[command]
pub(crate) async fn list_sends(
    starting: State<'_, Starting>,
    form: WorkspaceForm,
) -> Answer<SendsView> {
    Ok(starting.core().await?.list_sends(form).await?)
}

/// Sends a draft as it is now.
#[command]
pub(crate) async fn send_draft(
    starting: State<'_, Starting>,
    form: SaveDraftForm,
) -> Answer<SendsView> {
    Ok(starting.core().await?.send_draft(form).await?)
}

/// Takes a send back before anything leaves.
#[command]
pub(crate) async fn take_back(starting: State<'_, Starting>, form: SendForm) -> Answer<SendsView> {
    Ok(starting.core().await?.take_back(form).await?)
}

/// Calls a send off while its files are being uploaded.
#[command]
pub(crate) async fn call_off_send(
    starting: State<'_, Starting>,
    form: SendForm,
) -> Answer<SendsView> {
    Ok(starting.core().await?.call_off_send(form).await?)
}

/// Tries a send again, or looks for it once more.
#[command]
pub(crate) async fn retry_send(starting: State<'_, Starting>, form: SendForm) -> Answer<SendsView> {
    Ok(starting.core().await?.retry_send(form).await?)
}

/// Decides about a send of which nobody knows whether it arrived.
#[command]
pub(crate) async fn decide_send(
    starting: State<'_, Starting>,
    form: DecideSendForm,
) -> Answer<SendsView> {
    Ok(starting.core().await?.decide_send(form).await?)
}

/// Puts a send that is over out of sight.
#[command]
pub(crate) async fn dismiss_send(
    starting: State<'_, Starting>,
    form: SendForm,
) -> Answer<SendsView> {
    Ok(starting.core().await?.dismiss_send(form).await?)
}

/// Sends a partly failed post again where it failed.
#[command]
pub(crate) async fn retry_failed_platforms(
    starting: State<'_, Starting>,
    form: PostForm,
) -> Answer<PostView> {
    Ok(starting.core().await?.retry_failed_platforms(form).await?)
}
