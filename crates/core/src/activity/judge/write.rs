//! What changed, written down in parts.

use std::sync::Arc;

use latchkey_store::rhythms::RhythmRow;
use latchkey_store::{StoreError, Transaction, posts, rhythms};

use super::basis::Basis;
use super::turns::Workspace;
use super::{Change, Findings};
use crate::activity::rhythms::{Learned, new_row};
use crate::error::Error;
use crate::keys::workspace_row;
use crate::{Core, Moment};

/// So many posts are written in one transaction.
const PART: usize = 500;

impl Core {
    /// False as soon as the person has spoken since the basis was read. What was written by then is
    /// judged again.
    pub(super) async fn write_findings(
        &self,
        workspace: &Arc<Workspace>,
        workspace_id: &str,
        basis: &Basis,
        findings: Findings,
    ) -> Result<bool, Error> {
        let words = basis.words;
        let mut changes = findings.posts.into_iter().peekable();
        while changes.peek().is_some() {
            let part: Vec<Change> = changes.by_ref().take(PART).collect();
            let write = move |tx: &Transaction<'_>, id: &str, _| write_posts(tx, id, &part);
            if !self
                .write_unless_spoken(workspace, workspace_id, words, write)
                .await?
            {
                return Ok(false);
            }
        }
        let (covers, learned) = (changed_covers(basis, &findings.covers), findings.learned);
        if covers.is_empty() && learned.is_empty() {
            return Ok(true);
        }
        let write = move |tx: &Transaction<'_>, id: &str, now| {
            write_rhythms(tx, id, &covers, &learned, now)
        };
        self.write_unless_spoken(workspace, workspace_id, words, write)
            .await
    }

    /// The person's words are written on the same thread, so between the look and the writing
    /// there are none.
    async fn write_unless_spoken(
        &self,
        workspace: &Arc<Workspace>,
        workspace_id: &str,
        words: u64,
        write: impl FnOnce(&Transaction<'_>, &str, Moment) -> Result<(), Error> + Send + 'static,
    ) -> Result<bool, Error> {
        let (workspace, id, now) = (workspace.clone(), workspace_id.to_owned(), self.now());
        self.store()
            .write(move |tx| {
                if workspace.words() != words {
                    return Ok(false);
                }
                workspace_row(tx, &id)?;
                write(tx, &id, now)?;
                Ok(true)
            })
            .await
    }
}

fn write_posts(tx: &Transaction<'_>, workspace_id: &str, changes: &[Change]) -> Result<(), Error> {
    for Change {
        id,
        verdict,
        reasons,
    } in changes
    {
        match posts::judge(tx, workspace_id, id, *verdict, reasons) {
            // It was forgotten in the meantime.
            Ok(()) | Err(StoreError::Absent { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn write_rhythms(
    tx: &Transaction<'_>,
    workspace_id: &str,
    covers: &[RhythmRow],
    learned: &[Learned],
    now: Moment,
) -> Result<(), Error> {
    for row in covers {
        rhythms::update(tx, row)?;
    }
    for rhythm in learned {
        rhythms::insert(tx, &new_row(workspace_id, rhythm, now))?;
    }
    Ok(())
}

/// The known rhythms that cover another number of posts than they did.
fn changed_covers(basis: &Basis, covers: &[u32]) -> Vec<RhythmRow> {
    let rows = basis.rhythm_rows().zip(covers);
    let changed = rows.filter(|(row, covers)| row.covers != i64::from(**covers));
    changed
        .map(|(row, covers)| RhythmRow {
            covers: i64::from(*covers),
            ..row.clone()
        })
        .collect()
}
