//! What a judgement rests on besides the posts: the person's words and answers, our own events, and
//! how far the workspace was read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use latchkey_store::rhythms::RhythmRow;
use latchkey_store::{Transaction, judgements, made_posts, rhythms, syncs};

use super::turns::Workspace;
use crate::activity::changed::changed_elsewhere;
use crate::activity::rhythms::{Rhythm, rhythm};
use crate::activity::verdict::word_in_force;
use crate::error::Error;
use crate::views::Whose;
use crate::{Core, Moment};

/// Everything but the posts.
pub(super) struct Basis {
    /// How often the person had spoken.
    pub(super) words: u64,
    /// The workspace was read to its end at least once.
    pub(super) whole: bool,
    pub(super) said: HashMap<String, Whose>,
    pub(super) made_here: HashSet<String>,
    /// When nobody here last changed which posts.
    pub(super) changed: HashMap<String, Moment>,
    /// Those whose shape can be read.
    rhythms: Vec<(RhythmRow, Rhythm)>,
}

impl Core {
    pub(super) async fn read_basis(
        &self,
        workspace: &Arc<Workspace>,
        workspace_id: &str,
    ) -> Result<Basis, Error> {
        let (workspace, id) = (workspace.clone(), workspace_id.to_owned());
        self.store()
            .read(move |tx| Basis::read(tx, &id, workspace.words()))
            .await
    }
}

impl Basis {
    fn read(tx: &Transaction<'_>, workspace_id: &str, words: u64) -> Result<Basis, Error> {
        let sync = syncs::get(tx, workspace_id)?;
        let changed = changed_elsewhere(tx, workspace_id, None)?;
        let made_here = made_posts::all(tx, workspace_id)?;
        let rhythms = rhythms::list(tx, workspace_id)?;
        Ok(Basis {
            words,
            whole: sync.is_some_and(|sync| sync.complete_at.is_some()),
            said: words_in_force(tx, workspace_id, &changed)?,
            made_here: made_here.into_keys().collect(),
            changed,
            rhythms: rhythms
                .into_iter()
                .filter_map(|row| rhythm(&row).map(|rhythm| (row, rhythm)))
                .collect(),
        })
    }

    pub(super) fn rhythms(&self) -> Vec<Rhythm> {
        self.rhythms
            .iter()
            .map(|(_, rhythm)| rhythm.clone())
            .collect()
    }

    /// The rhythms as they are kept, in the same order.
    pub(super) fn rhythm_rows(&self) -> impl Iterator<Item = &RhythmRow> {
        self.rhythms.iter().map(|(row, _)| row)
    }
}

/// What the person says of which posts, as far as it is about what they are now.
pub(super) fn words_in_force(
    tx: &Transaction<'_>,
    workspace_id: &str,
    changed: &HashMap<String, Moment>,
) -> Result<HashMap<String, Whose>, Error> {
    let said = judgements::current(tx, workspace_id)?;
    let in_force = said.into_iter().map(|(post, row)| {
        let changed = changed.get(&post).copied();
        let word = word_in_force(read_word(&row.whose), row.at, changed);
        (post, word)
    });
    Ok(in_force.collect())
}

/// A word of the person as the database keeps it.
pub(super) fn write_word(whose: Whose) -> &'static str {
    match whose {
        Whose::Mine => "mine",
        Whose::NotMine => "not_mine",
        Whose::Unsaid => "unsaid",
    }
}

fn read_word(word: &str) -> Whose {
    match word {
        "mine" => Whose::Mine,
        "not_mine" => Whose::NotMine,
        _ => Whose::Unsaid,
    }
}
