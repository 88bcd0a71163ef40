//! The person's word on posts, and taking it back.
//!
//! The word has its effect on the posts it is about at once. What follows from it for other posts is
//! worked out behind the person's back. Many posts are gone through in parts, so that the one
//! connection is never held for long; a crash in between leaves whole words only.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use latchkey_store::judgements::{self, JudgementRow};
use latchkey_store::posts::{self, PostRow};
use latchkey_store::{Transaction, post_events};

use super::basis::{words_in_force, write_word};
use crate::activity::changed::changed_elsewhere;
use crate::activity::verdict::{Judgement, Reasons, stored};
use crate::error::{Error, Invalid, NotNow};
use crate::history::{Kind, Scribe};
use crate::keys::workspace_row;
use crate::views::{ActivityView, JudgePostsForm, Whose, WorkspaceForm};
use crate::{Core, new_id};

/// The most posts that can be spoken of at once.
const MOST: usize = 10_000;
/// So many are written in one transaction.
const PART: usize = 200;

/// What the person said of posts as they are now, by their ids.
type Said = HashMap<String, Whose>;

/// What is being said now.
struct Word {
    workspace_id: String,
    /// What is said at once is taken back at once.
    batch: String,
    whose: Whose,
    before: Said,
}

impl Core {
    /// Notes whose some posts are. Posts that are not known are passed over.
    ///
    /// # Errors
    /// [`Invalid::TooManyPosts`] over 10 000, [`Error::NotFound`] when none of them is known.
    pub async fn judge_posts(&self, form: JudgePostsForm) -> Result<ActivityView, Error> {
        if form.post_ids.len() > MOST {
            return Err(Invalid::TooManyPosts.into());
        }
        let here = self.0.judging.of(&form.workspace_id);
        let speaking = here.speak().await;
        let word = Arc::new(Word {
            before: self.said(&form.workspace_id).await?,
            workspace_id: form.workspace_id,
            batch: new_id(),
            whose: form.whose,
        });
        let ids = each_once(form.post_ids);
        let mut known = 0;
        for part in ids.chunks(PART) {
            let (scribe, here, word) = (self.scribe(), here.clone(), word.clone());
            let part = part.to_vec();
            let write = self.store().write(move |tx| {
                here.note_word();
                say(tx, &scribe, &word, part)
            });
            known += write.await?;
        }
        drop(speaking);
        if known == 0 && !ids.is_empty() {
            return Err(Error::NotFound);
        }
        self.judge_in_background(&word.workspace_id);
        self.after_posts_changed(&word.workspace_id).await
    }

    /// Takes back what was said last, of all posts of which it was said at once.
    ///
    /// # Errors
    /// [`NotNow::NothingToUndo`] when nothing was said, or all of it was taken back.
    pub async fn undo_judgement(&self, form: WorkspaceForm) -> Result<ActivityView, Error> {
        let here = self.0.judging.of(&form.workspace_id);
        let speaking = here.speak().await;
        let (scribe, noting, id) = (self.scribe(), here.clone(), form.workspace_id.clone());
        let undone = self
            .store()
            .write(move |tx| {
                noting.note_word();
                undo(tx, &scribe, &id)
            })
            .await?;
        let said = Arc::new(self.said(&form.workspace_id).await?);
        for part in undone.chunks(PART) {
            let (id, said, part) = (form.workspace_id.clone(), said.clone(), part.to_vec());
            self.store()
                .write(move |tx| {
                    for post in &part {
                        if let Some(post) = posts::get(tx, &id, post)? {
                            take_effect(tx, &post, word_on(&said, &post.id))?;
                        }
                    }
                    Ok::<_, Error>(())
                })
                .await?;
        }
        drop(speaking);
        self.judge_in_background(&form.workspace_id);
        self.after_posts_changed(&form.workspace_id).await
    }

    async fn said(&self, workspace_id: &str) -> Result<Said, Error> {
        let id = workspace_id.to_owned();
        self.store()
            .read(move |tx| {
                workspace_row(tx, &id)?;
                let changed = changed_elsewhere(tx, &id, None)?;
                words_in_force(tx, &id, &changed)
            })
            .await
    }
}

/// Writes the word on those posts down, and says how many of them are known. Those of which the
/// same was said already are left alone, so that taking back always takes something back.
fn say(
    tx: &Transaction<'_>,
    scribe: &Scribe,
    word: &Word,
    posts: Vec<String>,
) -> Result<usize, Error> {
    let workspace = workspace_row(tx, &word.workspace_id)?;
    let whose = write_word(word.whose);
    let mut known = 0;
    for id in posts {
        let Some(post) = posts::get(tx, &workspace.id, &id)? else {
            continue;
        };
        known += 1;
        let before = word_on(&word.before, &id);
        if before == word.whose {
            continue;
        }
        judgements::insert(
            tx,
            &JudgementRow {
                batch: word.batch.clone(),
                workspace_id: workspace.id.clone(),
                post_id: id,
                whose: whose.to_owned(),
                before: write_word(before).to_owned(),
                at: scribe.at,
                undone: false,
            },
        )?;
        take_effect(tx, &post, word.whose)?;
        scribe
            .event(Kind::PostJudged)
            .about(&workspace)
            .detail("post", post.id.as_str())
            .detail("whose", whose)
            .append_about_post(tx, &workspace.id, &post.id)?;
    }
    Ok(known)
}

/// Takes the last batch back, in one event, and says which posts it was about.
fn undo(tx: &Transaction<'_>, scribe: &Scribe, workspace_id: &str) -> Result<Vec<String>, Error> {
    let workspace = workspace_row(tx, workspace_id)?;
    let last = judgements::latest_batch(tx, &workspace.id)?;
    let Some(first) = last.first() else {
        return Err(NotNow::NothingToUndo.into());
    };
    judgements::mark_undone(tx, &first.batch)?;
    let seq = scribe
        .event(Kind::PostJudgementUndone)
        .about(&workspace)
        .detail("posts", last.len())
        .append_about_post(tx, &workspace.id, &first.post_id)?;
    for row in &last {
        post_events::insert(tx, &workspace.id, &row.post_id, seq)?;
    }
    Ok(last.into_iter().map(|row| row.post_id).collect())
}

fn each_once(mut ids: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids
}

fn word_on(said: &Said, post_id: &str) -> Whose {
    said.get(post_id).copied().unwrap_or(Whose::Unsaid)
}

fn take_effect(tx: &Transaction<'_>, post: &PostRow, whose: Whose) -> Result<(), Error> {
    let judgement = Judgement::after_word(whose, Reasons::read(&post.reasons));
    let reasons = Reasons::write(&judgement.reasons);
    let verdict = stored(judgement.verdict);
    posts::judge(tx, &post.workspace_id, &post.id, verdict, &reasons)?;
    Ok(())
}
