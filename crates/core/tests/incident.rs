//! Responding to a leak.

/// The board from the first click to the closing.
mod board;
/// Dying and losing answers while posts are held, put back and deleted.
mod crash;
/// Holding scheduled posts and putting them back.
mod freeze;
/// The same where the person ends keys on the service's page.
mod guided;
/// Which of my keys is this?
mod identify;
/// Deleting what was not the person's.
mod repair;
/// A new key for the leaked one's places.
mod replace;
/// The report for a boss or a client.
mod report;
/// A service that answers later than the app waits.
mod slow;
/// Posts of a stranger, at the service and in the database.
pub mod strangers;
/// Looking at the dead key for a week.
mod watch;
