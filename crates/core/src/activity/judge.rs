//! Judging the posts of a workspace: the rules put to what the store keeps.
//!
//! The facts are read in parts, the rules work on a thread of their own, and only what changed is
//! written, in parts again, so that the one connection is never held for long. The person may speak
//! in the meantime: what was worked out from older words is thrown away, never written.
//!
//! | file | what it holds |
//! |---|---|
//! | `basis.rs` | what a judgement rests on besides the posts |
//! | `read.rs` | rows made into facts |
//! | `write.rs` | what changed, written down |
//! | `say.rs` | the person's word on posts, and taking it back |
//! | `turns.rs` | one judging of a workspace at a time |

mod basis;
mod read;
mod say;
mod turns;
mod write;

use std::sync::Arc;

use jiff::tz::TimeZone;

pub(crate) use turns::Turns;

use basis::Basis;
use read::Kept;
use turns::Workspace;

use super::rhythms::Learned;
use super::verdict::{self, Known, PostFacts};
use crate::Core;
use crate::error::Error;

/// How often the person may speak while one judging is under way before it is left to the next.
const ATTEMPTS: usize = 10;

impl Core {
    /// Judges every post of a workspace and looks for rhythms. Whoever changed posts, rhythms or
    /// the person's word asks for it and tells the page afterwards. Asking twice at the same time
    /// judges once.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub async fn judge_workspace(&self, workspace_id: &str) -> Result<(), Error> {
        let workspace = self.0.judging.of(workspace_id);
        let Some(turn) = workspace.take().await else {
            return Ok(());
        };
        for _ in 0..ATTEMPTS {
            if self.judge_once(&workspace, workspace_id).await? {
                turn.done();
                break;
            }
        }
        Ok(())
    }

    /// Judges in a task of its own, for somebody who need not wait for what follows from a word.
    fn judge_in_background(&self, workspace_id: &str) {
        let (core, id) = (self.clone(), workspace_id.to_owned());
        tokio::spawn(async move {
            match core.judge_workspace(&id).await {
                Ok(()) => core.tell_activity(&id).await,
                Err(Error::NotFound) => {}
                Err(error) => tracing::error!(%error, "the posts could not be judged"),
            }
        });
    }

    /// False when it came to nothing because the person spoke in the meantime.
    async fn judge_once(
        &self,
        workspace: &Arc<Workspace>,
        workspace_id: &str,
    ) -> Result<bool, Error> {
        let basis = self.read_basis(workspace, workspace_id).await?;
        let (posts, kept) = self.read_facts(workspace_id, &basis).await?;
        let zone = self.zone().clone();
        let judging = tokio::task::spawn_blocking(move || {
            let findings = findings(&posts, &kept, &basis, &zone);
            (basis, findings)
        });
        // It fails only when the rules panic; then the posts keep the verdicts they have.
        let Ok((basis, findings)) = judging.await else {
            tracing::error!("judging the posts panicked");
            return Ok(true);
        };
        self.write_findings(workspace, workspace_id, &basis, findings)
            .await
    }
}

/// What is to be written.
struct Findings {
    posts: Vec<Change>,
    /// How many posts each known rhythm covers now.
    covers: Vec<u32>,
    learned: Vec<Learned>,
}

/// A post whose verdict or reasons changed.
struct Change {
    id: Box<str>,
    verdict: i64,
    reasons: String,
}

fn findings(posts: &[PostFacts], kept: &[Kept], basis: &Basis, zone: &TimeZone) -> Findings {
    let rhythms = basis.rhythms();
    let judged = verdict::judge(Known {
        posts,
        whole: basis.whole,
        rhythms: &rhythms,
        zone,
    });
    let changes = posts
        .iter()
        .zip(kept)
        .enumerate()
        .filter_map(|(post, (facts, kept))| {
            let judgement = judged.of(post);
            let verdict = verdict::stored(judgement.verdict);
            let reasons = verdict::Reasons::write(&judgement.reasons);
            (!kept.is(verdict, &reasons)).then(|| Change {
                id: facts.id.clone(),
                verdict,
                reasons,
            })
        });
    Findings {
        posts: changes.collect(),
        covers: judged.covers.clone(),
        learned: judged.learned.clone(),
    }
}
