//! The person's answer to a rhythm.

use latchkey_store::rhythms::{self, RhythmRow};
use latchkey_store::{Transaction, profiles};

use super::kept::write_answer;
use crate::Core;
use crate::error::Error;
use crate::history::{Kind, Scribe};
use crate::keys::workspace_row;
use crate::views::{ActivityView, AnswerRhythmForm, RhythmAnswer};

impl Core {
    /// Notes the answer to a rhythm, and judges the posts by it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the workspace has no such rhythm.
    pub async fn answer_rhythm(&self, form: AnswerRhythmForm) -> Result<ActivityView, Error> {
        let workspace_id = form.workspace_id.clone();
        let (scribe, here) = (self.scribe(), self.0.judging.of(&workspace_id));
        self.store()
            .write(move |tx| {
                here.note_word();
                answer(tx, &scribe, &form)
            })
            .await?;
        self.judge_workspace(&workspace_id).await?;
        self.after_posts_changed(&workspace_id).await
    }
}

fn answer(tx: &Transaction<'_>, scribe: &Scribe, form: &AnswerRhythmForm) -> Result<(), Error> {
    let workspace = workspace_row(tx, &form.workspace_id)?;
    let rhythm = rhythms::get(tx, &form.rhythm_id)?
        .filter(|row| row.workspace_id == workspace.id)
        .ok_or(Error::NotFound)?;
    let answer = write_answer(form.answer);
    if rhythm.answer == answer {
        return Ok(());
    }
    scribe
        .event(Kind::RhythmAnswered)
        .about(&workspace)
        .detail("rhythm", rhythm.id.as_str())
        .detail("shape", rhythm.shape.as_str())
        .detail("profile", profile_name(tx, &rhythm)?)
        .detail("answer", answer)
        .append(tx)?;
    let is_answered = form.answer != RhythmAnswer::Open;
    rhythms::update(
        tx,
        &RhythmRow {
            answer: answer.to_owned(),
            answered_at: is_answered.then_some(scribe.at),
            ..rhythm
        },
    )?;
    Ok(())
}

fn profile_name(tx: &Transaction<'_>, rhythm: &RhythmRow) -> Result<String, Error> {
    let named = profiles::list(tx, &rhythm.workspace_id)?;
    let row = named.into_iter().find(|row| row.id == rhythm.profile_id);
    Ok(row.map_or_else(|| rhythm.profile_id.clone(), |row| row.name))
}
