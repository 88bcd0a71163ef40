//! Which posts an incident is about: those made since the exposure, and of those made earlier, the
//! ones that somebody elsewhere has changed since and the ones it has taken in hand.

use std::collections::BTreeSet;

use latchkey_store::incidents::IncidentRow;
use latchkey_store::posts::{self, PostRow};
use latchkey_store::{Transaction, held_posts, live_ticks};

use crate::activity::changed_elsewhere;
use crate::error::Error;

/// Posts made before the exposure that belong to the incident all the same, newest first.
pub(super) fn earlier_posts(
    tx: &Transaction<'_>,
    incident: &IncidentRow,
) -> Result<Vec<PostRow>, Error> {
    let Some(from) = incident.exposed_from else {
        return Ok(Vec::new());
    };
    let mut ids = changed_since(tx, incident)?;
    let held = held_posts::list(tx, &incident.id)?;
    ids.extend(held.into_iter().map(|row| row.post_id));
    let ticked = live_ticks::list(tx, &incident.id)?;
    ids.extend(ticked.into_iter().map(|row| row.post_id));
    let mut found = Vec::new();
    for id in ids {
        let post = posts::get(tx, &incident.workspace_id, &id)?;
        found.extend(post.filter(|post| post.made_at < from));
    }
    found.sort_by_key(|post| std::cmp::Reverse(post.made_at));
    Ok(found)
}

/// The posts that somebody elsewhere has changed since the exposure, whenever they were made.
pub(super) fn changed_since(
    tx: &Transaction<'_>,
    incident: &IncidentRow,
) -> Result<BTreeSet<String>, Error> {
    let changed = changed_elsewhere(tx, &incident.workspace_id, incident.exposed_from)?;
    Ok(changed.into_keys().collect())
}
