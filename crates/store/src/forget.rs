//! What is forgotten of a workspace that is removed: everything that was read from its service, and
//! what was being written for it.
//!
//! What the person did there stays, because the audit history speaks of it and the workspace may
//! be connected again: keys, incidents, the posts kept for them and what is shown of those, and
//! their word on a post.

use crate::{StoreError, Transaction, drafts, files, moves, posts, sends, upload_attempts};

/// The tables that hold what a service told.
const READ_FROM_SERVICE: &[&str] = &[
    "post_changes",
    "post_kinds",
    "posts",
    "profiles",
    "rhythms",
    "sync_cursors",
    "syncs",
    "timeline",
    "unlisted_posts",
];

/// Forgets what was read from the service of a workspace, and the drafts for it.
///
/// # Errors
///
/// Only those of the file.
pub fn workspace(tx: &Transaction<'_>, id: &str) -> Result<(), StoreError> {
    let held = posts::of_incidents(tx, id)?;
    for table in READ_FROM_SERVICE {
        let sql = format!("DELETE FROM {table} WHERE workspace_id = ?1");
        tx.execute(&sql, [id])?;
    }
    for post in held {
        posts::insert(tx, &post)?;
    }
    sends::forget_workspace(tx, id)?;
    drafts::forget_workspace(tx, id)?;
    moves::forget_workspace(tx, id)?;
    files::forget_workspace(tx, id)?;
    upload_attempts::forget_workspace(tx, id)
}
