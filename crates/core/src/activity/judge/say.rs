//! The person's word on posts, and taking it back.
//!
//! The word has its effect on the posts it is about at once, in the transaction that writes it down.
//! What follows from it for other posts is worked out behind the person's back.

use std::collections::{HashMap, HashSet};

use latchkey_store::Transaction;
use latchkey_store::judgements::{self, JudgementRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::workspaces::WorkspaceRow;

use super::basis::{read_word, write_word};
use crate::activity::verdict::{Judgement, Reasons, stored};
use crate::error::{Error, Invalid, NotNow};
use crate::history::{Kind, Scribe};
use crate::keys::workspace_row;
use crate::views::{JudgePostsForm, Whose, WorkspaceForm};
use crate::{Core, new_id};

/// The most posts that can be spoken of at once.
const MOST: usize = 10_000;

impl Core {
    /// Notes whose some posts are. Posts that are not known are passed over.
    ///
    /// # Errors
    /// [`Invalid::TooManyPosts`] over 10 000, [`Error::NotFound`] when none of them is known.
    pub async fn judge_posts(&self, form: JudgePostsForm) -> Result<(), Error> {
        if form.post_ids.len() > MOST {
            return Err(Invalid::TooManyPosts.into());
        }
        let workspace_id = form.workspace_id.clone();
        let (scribe, here) = (self.scribe(), self.0.judging.of(&workspace_id));
        self.store()
            .write(move |tx| {
                here.note_word();
                say(tx, &scribe, &form)
            })
            .await?;
        self.judge_in_background(&workspace_id);
        Ok(())
    }

    /// Takes back what was said last, of all posts of which it was said at once.
    ///
    /// # Errors
    /// [`NotNow::NothingToUndo`] when nothing was said, or all of it was taken back.
    pub async fn undo_judgement(&self, form: WorkspaceForm) -> Result<(), Error> {
        let workspace_id = form.workspace_id.clone();
        let (scribe, here) = (self.scribe(), self.0.judging.of(&workspace_id));
        self.store()
            .write(move |tx| {
                here.note_word();
                undo(tx, &scribe, &form.workspace_id)
            })
            .await?;
        self.judge_in_background(&workspace_id);
        Ok(())
    }
}

/// Posts of which the same was said already are left alone, so that taking back always takes
/// something back.
fn say(tx: &Transaction<'_>, scribe: &Scribe, form: &JudgePostsForm) -> Result<(), Error> {
    let workspace = workspace_row(tx, &form.workspace_id)?;
    let (said, batch) = (judgements::current(tx, &workspace.id)?, new_id());
    let mut seen = HashSet::new();
    let mut is_any_known = form.post_ids.is_empty();
    for id in form.post_ids.iter().filter(|id| seen.insert(*id)) {
        let Some(post) = posts::get(tx, &workspace.id, id)? else {
            continue;
        };
        is_any_known = true;
        let before = word_on(&said, id);
        if before == form.whose {
            continue;
        }
        judgements::insert(
            tx,
            &JudgementRow {
                batch: batch.clone(),
                workspace_id: workspace.id.clone(),
                post_id: post.id.clone(),
                whose: write_word(form.whose).to_owned(),
                before: write_word(before).to_owned(),
                at: scribe.at,
                undone: false,
            },
        )?;
        take_effect(tx, &post, form.whose)?;
        note(tx, scribe, Kind::PostJudged, &workspace, &post, form.whose)?;
    }
    if is_any_known {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn undo(tx: &Transaction<'_>, scribe: &Scribe, workspace_id: &str) -> Result<(), Error> {
    let workspace = workspace_row(tx, workspace_id)?;
    let last = judgements::latest_batch(tx, &workspace.id)?;
    let Some(first) = last.first() else {
        return Err(NotNow::NothingToUndo.into());
    };
    judgements::mark_undone(tx, &first.batch)?;
    let said = judgements::current(tx, &workspace.id)?;
    for row in &last {
        let Some(post) = posts::get(tx, &workspace.id, &row.post_id)? else {
            continue;
        };
        let whose = word_on(&said, &post.id);
        take_effect(tx, &post, whose)?;
        note(
            tx,
            scribe,
            Kind::PostJudgementUndone,
            &workspace,
            &post,
            whose,
        )?;
    }
    Ok(())
}

fn word_on(said: &HashMap<String, String>, post_id: &str) -> Whose {
    said.get(post_id)
        .map_or(Whose::Unsaid, |word| read_word(word))
}

fn take_effect(tx: &Transaction<'_>, post: &PostRow, whose: Whose) -> Result<(), Error> {
    let judgement = Judgement::after_word(whose, Reasons::read(&post.reasons));
    let reasons = Reasons::write(&judgement.reasons);
    let verdict = stored(judgement.verdict);
    posts::judge(tx, &post.workspace_id, &post.id, verdict, &reasons)?;
    Ok(())
}

fn note(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    kind: Kind,
    workspace: &WorkspaceRow,
    post: &PostRow,
    whose: Whose,
) -> Result<(), Error> {
    scribe
        .event(kind)
        .about(workspace)
        .detail("post", post.id.as_str())
        .detail("whose", write_word(whose))
        .append_about_post(tx, &workspace.id, &post.id)?;
    Ok(())
}
