//! Sending drafts, once.

/// What else is on its way, thought of when a draft is checked.
mod clash;
/// Dying and losing answers at every point.
mod crash;
/// What the person can do about a send.
mod decide;
/// Somebody who writes and sends, and looks over the service's shoulder.
mod desk;
/// Waiting, and closing the app meanwhile.
mod hold;
/// From the click to the service.
mod once;
/// Sending again where it failed.
mod retry_failed;
/// Lost answers, twins and late arrivals.
mod unclear;
