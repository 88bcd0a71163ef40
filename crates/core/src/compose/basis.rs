//! What has to be known to check a draft: the profile's accounts, the facts of its files, the zone
//! and what else goes out around the same time.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::tz::TimeZone;
use latchkey_platforms::Media;
use latchkey_store::drafts::DraftRow;
use latchkey_store::{Transaction, files as stored_files};

use super::draft::open_row;
use crate::calendar::clash::{Outgoing, around};
use crate::calendar::{resolve, zone_in};
use crate::error::Error;
use crate::profiles::{Accounts, named_last};
use crate::views::{DraftContent, DraftContentForm, When};
use crate::{Core, Moment, files};

/// How long a keystroke waits for the database. While something longer is written, what was known
/// at the keystroke before is good enough.
const PATIENCE: Duration = Duration::from_millis(5);

/// What has to be known to check a draft.
#[derive(Clone)]
pub(crate) struct Basis {
    /// The accounts of the draft's profile. None when no profile is chosen, or one that the
    /// service does not name (any more).
    pub(crate) accounts: Option<Accounts>,
    /// What is known of the draft's files, by id. A file that is not here is gone.
    pub(crate) files: HashMap<String, Media>,
    /// What is wrong with some of them, in words.
    pub(crate) file_problems: HashMap<String, String>,
    /// The workspace's zone.
    pub(crate) zone: TimeZone,
    /// The time now.
    pub(crate) now: Moment,
    /// What else of the workspace goes out around the time of the draft.
    pub(crate) others: Vec<Outgoing>,
}

impl Basis {
    /// What is known now of a draft that has this content. `fallback` is the zone of a workspace that has none of its own.
    pub(crate) fn read(
        tx: &Transaction<'_>,
        draft: &DraftRow,
        content: &DraftContent,
        fallback: &TimeZone,
        now: Moment,
    ) -> Result<Basis, Error> {
        let workspace_id = draft.workspace_id.as_str();
        let zone = zone_in(tx, workspace_id, fallback)?;
        let profile = match &content.profile {
            Some(id) => named_last(tx, workspace_id)?
                .into_iter()
                .find(|profile| &profile.id == id),
            None => None,
        };
        let goes_out_at = match &content.when {
            When::Now => Some(now),
            When::At(wall) => resolve(&zone, wall, now).at,
            When::Queue => None,
        };
        let mut others = around(tx, workspace_id, goes_out_at, now)?;
        // A draft on its way does not stand in its own way.
        others.retain(|other| other.id != draft.id);
        let (files, file_problems) = facts(tx, workspace_id, content)?;
        Ok(Basis {
            accounts: profile.as_ref().map(Accounts::of),
            files,
            file_problems,
            zone,
            now,
            others,
        })
    }
}

/// What the last check of a draft was based on.
#[derive(Default)]
pub(crate) struct LastBasis(Mutex<Option<(Question, Basis)>>);

/// What a basis depends on, apart from the words, which change with every keystroke.
#[derive(Clone, PartialEq, Eq)]
struct Question {
    draft_id: String,
    profile: Option<String>,
    platforms: Vec<String>,
    files: BTreeSet<String>,
    when: When,
}

impl Core {
    /// What has to be known to check a draft with this content, without keeping a person who types
    /// waiting.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a draft that is not there (any more).
    pub(super) async fn basis(&self, form: &DraftContentForm) -> Result<Basis, Error> {
        let question = Question::about(form);
        let (asked, zone, now) = (form.clone(), self.zone().clone(), self.now());
        let read = self.store().read(move |tx| {
            let draft = open_row(tx, &asked.draft_id)?;
            Basis::read(tx, &draft, &asked.content, &zone, now)
        });
        let basis = match self.last_basis(&question) {
            None => read.await?,
            Some(last) => match tokio::time::timeout(PATIENCE, read).await {
                Ok(basis) => basis?,
                Err(_) => return Ok(Basis { now, ..last }),
            },
        };
        *self.lock_basis() = Some((question, basis.clone()));
        Ok(basis)
    }

    fn last_basis(&self, question: &Question) -> Option<Basis> {
        let last = self.lock_basis();
        let (asked, basis) = last.as_ref()?;
        (asked == question).then(|| basis.clone())
    }

    fn lock_basis(&self) -> MutexGuard<'_, Option<(Question, Basis)>> {
        let last = &self.0.last_basis.0;
        last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Question {
    fn about(form: &DraftContentForm) -> Question {
        let content = &form.content;
        Question {
            draft_id: form.draft_id.clone(),
            profile: content.profile.clone(),
            platforms: content.platforms.clone(),
            files: file_ids(content).map(str::to_owned).collect(),
            when: content.when.clone(),
        }
    }
}

/// Every file of a draft.
pub(super) fn file_ids(content: &DraftContent) -> impl Iterator<Item = &str> {
    let own = content.own_files.iter().flat_map(|own| &own.files);
    let all = content.files.iter().chain(own);
    all.map(|file| file.file_id.as_str())
}

type Facts = (HashMap<String, Media>, HashMap<String, String>);

fn facts(tx: &Transaction<'_>, workspace_id: &str, content: &DraftContent) -> Result<Facts, Error> {
    let wanted: BTreeSet<&str> = file_ids(content).collect();
    let mut known = HashMap::new();
    let mut problems = HashMap::new();
    for row in stored_files::list_of(tx, wanted)? {
        // An id of another workspace's file is as good as none.
        if row.workspace_id != workspace_id {
            continue;
        }
        known.insert(row.id.clone(), files::facts(&row));
        if let Some(problem) = files::file_view(&row).problem {
            problems.insert(row.id, problem);
        }
    }
    Ok((known, problems))
}
