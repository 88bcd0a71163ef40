//! What becomes of a row: the draft, and everything that stands in its way.
//!
//! What a platform would refuse is found by the composer's own check.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use latchkey_store::files::FileRow;
use latchkey_store::profiles::ProfileRow;
use latchkey_text::bulk as t;

use super::fault::{Fault, quoted};
use super::meaning::Meaning;
use super::named_files::{Found, NoFile};
use super::row::{Draft, NamedFile};
use crate::calendar::clash::{self, Outgoing, SAME_TEXT, TextMark};
use crate::calendar::{resolve, warning_words};
use crate::compose::{self, Basis};
use crate::error::Error;
use crate::profiles::Accounts;
use crate::views::{DraftContent, DraftFile, DraftProblemView, OwnFiles, PlaceInDraft, When};
use crate::{Moment, files, wording};

/// A row and what would come of it.
pub(super) struct Outcome {
    pub(super) number: u32,
    pub(super) content: DraftContent,
    pub(super) faults: Vec<Fault>,
    /// What to think of before it goes out.
    pub(super) warnings: Vec<Warning>,
}

/// Something to think of, in words, and the column it is about.
pub(super) struct Warning {
    pub(super) column: Option<usize>,
    pub(super) message: String,
}

impl Outcome {
    /// It becomes a draft, at least.
    pub(super) fn comes_in(&self) -> bool {
        self.faults.iter().all(|fault| fault.draft_only)
    }

    pub(super) fn can_be_scheduled(&self) -> bool {
        self.faults.is_empty()
    }
}

/// What a workspace is when rows are looked at.
#[derive(Clone)]
pub(super) struct Surroundings {
    pub(super) profiles: Vec<ProfileRow>,
    pub(super) zone: TimeZone,
    pub(super) now: Moment,
    /// What goes out until the last day something can be planned for.
    pub(super) others: Vec<Outgoing>,
}

/// Looks at every row.
pub(super) fn look_at(
    drafts: Vec<Draft>,
    meanings: &[Option<Meaning>],
    found: &Found,
    around: &Surroundings,
) -> Vec<Outcome> {
    let mut checks = Checks::new(found, around);
    let mut plans = Plans::of(&around.others);
    let mut seen = HashMap::new();
    let mut outcomes = Vec::new();
    for draft in drafts {
        let named = draft.files.clone();
        let mut outcome = with_files(draft, found);
        if outcome.comes_in() {
            let refusals = checks.refusals(&outcome.content);
            outcome.refuse(refusals, meanings, &named, found);
            outcome.compare(&mut seen);
        }
        if outcome.can_be_scheduled() {
            outcome.warn(&mut plans, around, meanings);
        }
        outcomes.push(outcome);
    }
    outcomes
}

fn with_files(draft: Draft, found: &Found) -> Outcome {
    let (mut content, mut faults) = (draft.content, draft.faults);
    for named in draft.files {
        match found.get(&named.name) {
            Some(Ok(file)) => attach(&mut content, &named, &file.id),
            Some(Err(why)) => faults.push(no_file(&named, why)),
            None => faults.push(no_file(&named, &NoFile::Missing)),
        }
    }
    Outcome {
        number: draft.number,
        content,
        faults,
        warnings: Vec::new(),
    }
}

fn no_file(named: &NamedFile, why: &NoFile) -> Fault {
    let name = quoted(&named.name);
    let sentence = match why {
        NoFile::Address => t::file_is_address(name),
        NoFile::Elsewhere => t::file_elsewhere(name),
        NoFile::Outside => t::file_outside(name),
        NoFile::Missing => t::file_missing(name),
        NoFile::Refused(sentence) => sentence.clone(),
    };
    Fault::of_cell(named.column, sentence)
}

fn attach(content: &mut DraftContent, named: &NamedFile, file_id: &str) {
    let file = DraftFile {
        file_id: file_id.to_owned(),
        alt_text: named.alt_text.clone(),
    };
    let Some(platform) = named.platform else {
        content.files.push(file);
        return;
    };
    let slug = platform.slug();
    match content
        .own_files
        .iter_mut()
        .find(|own| own.platform == slug)
    {
        Some(own) => own.files.push(file),
        None => content.own_files.push(OwnFiles {
            platform: slug.to_owned(),
            files: vec![file],
        }),
    }
}

/// The composer's check, with what it has to know of each profile.
struct Checks<'a> {
    around: &'a Surroundings,
    empty: Basis,
    by_profile: HashMap<Option<String>, Basis>,
}

impl<'a> Checks<'a> {
    fn new(found: &Found, around: &'a Surroundings) -> Checks<'a> {
        let rows = || found.values().filter_map(|file| file.as_ref().ok());
        let problem = |row: &FileRow| Some((row.id.clone(), files::file_view(row).problem?));
        Checks {
            around,
            empty: Basis {
                accounts: None,
                files: rows()
                    .map(|row| (row.id.clone(), files::facts(row)))
                    .collect(),
                file_problems: rows().filter_map(problem).collect(),
                zone: around.zone.clone(),
                now: around.now,
                others: Vec::new(),
            },
            by_profile: HashMap::new(),
        }
    }

    /// Everything that stops the draft from going out, each thing once.
    fn refusals(&mut self, content: &DraftContent) -> Vec<DraftProblemView> {
        let check = compose::check(self.basis(&content.profile), content);
        let of_platforms = check.platforms.into_iter().flat_map(|each| each.problems);
        let mut refusals: Vec<DraftProblemView> = Vec::new();
        for problem in check.problems.into_iter().chain(of_platforms) {
            let is_new = refusals.iter().all(|each| each.message != problem.message);
            if problem.stops && is_new {
                refusals.push(problem);
            }
        }
        refusals
    }

    fn basis(&mut self, profile: &Option<String>) -> &Basis {
        let (around, empty) = (self.around, &self.empty);
        self.by_profile.entry(profile.clone()).or_insert_with(|| {
            let named = around
                .profiles
                .iter()
                .find(|each| Some(&each.id) == profile.as_ref());
            Basis {
                accounts: named.map(Accounts::of),
                ..empty.clone()
            }
        })
    }
}

/// What goes out, in order of time; what has no time yet comes first.
struct Plans(BTreeMap<Option<Moment>, Vec<Outgoing>>);

impl Plans {
    fn of(others: &[Outgoing]) -> Plans {
        let mut plans = Plans(BTreeMap::new());
        for other in others {
            plans.add(other.clone());
        }
        plans
    }

    fn add(&mut self, going: Outgoing) {
        self.0.entry(going.at).or_default().push(going);
    }

    fn clashes(&self, going: &Outgoing, now: Moment) -> Vec<clash::Warning> {
        let at = going.at.unwrap_or(now);
        let near = self.0.range(Some(at - SAME_TEXT)..=Some(at + SAME_TEXT));
        let unplaced = self.0.get(&None);
        let others = unplaced.into_iter().chain(near.map(|(_, others)| others));
        clash::found(going, &others.flatten().collect::<Vec<_>>())
    }
}

impl Outcome {
    fn refuse(
        &mut self,
        refusals: Vec<DraftProblemView>,
        meanings: &[Option<Meaning>],
        named: &[NamedFile],
        found: &Found,
    ) {
        if let Err(wrong) = compose::kept(&self.content) {
            let message = wording::error(&Error::Invalid(wrong)).message;
            self.faults.push(Fault::of_row(message));
        }
        // What the row says about its time was looked at already.
        let has_time = self.content.when != When::Now && self.faults.is_empty();
        for refusal in refusals {
            if refusal.place == PlaceInDraft::When && !has_time {
                continue;
            }
            let column = column_of(&refusal.place, meanings, named, found);
            self.faults.push(Fault::of_draft(column, refusal.message));
        }
    }

    /// What else goes out around the row, other rows above it among them.
    fn warn(&mut self, plans: &mut Plans, around: &Surroundings, meanings: &[Option<Meaning>]) {
        let at = match &self.content.when {
            When::At(wall) => resolve(&around.zone, wall, around.now).at,
            When::Now | When::Queue => None,
        };
        let Some(profile_id) = self.content.profile.clone() else {
            return;
        };
        let going = Outgoing {
            id: String::new(),
            profile_id,
            at,
            platforms: self.content.platforms.clone(),
            text: TextMark::of(&self.content.text),
        };
        let column = column_of(&PlaceInDraft::When, meanings, &[], &Found::default());
        let warnings = plans.clashes(&going, around.now);
        self.warnings = warnings
            .iter()
            .map(|warning| Warning {
                column,
                message: warning_words(warning),
            })
            .collect();
        plans.add(going);
    }

    /// Two rows that say the same would go out twice.
    fn compare(&mut self, seen: &mut HashMap<String, u32>) {
        let same = serde_json::to_string(&self.content).unwrap_or_default();
        match seen.get(&same) {
            Some(first) => {
                self.faults.push(Fault::of_draft(None, t::row_twice(first)));
            }
            None => {
                seen.insert(same, self.number);
            }
        }
    }
}

/// The column in which something can be put right.
fn column_of(
    place: &PlaceInDraft,
    meanings: &[Option<Meaning>],
    named: &[NamedFile],
    found: &Found,
) -> Option<usize> {
    let first = |wanted: &[Meaning]| {
        let of = |meaning: &Meaning| meanings.iter().position(|each| *each == Some(*meaning));
        wanted.iter().find_map(of)
    };
    let file = |id: &str| {
        let is_it =
            |file: &&NamedFile| matches!(found.get(&file.name), Some(Ok(row)) if row.id == id);
        named.iter().find(is_it).map(|file| file.column)
    };
    match place {
        PlaceInDraft::Profile => first(&[Meaning::Profile]),
        PlaceInDraft::Platforms => first(&[Meaning::Platforms]),
        PlaceInDraft::Text => first(&[Meaning::Text]),
        PlaceInDraft::Title => first(&[Meaning::Title]),
        PlaceInDraft::FirstComment => first(&[Meaning::FirstComment]),
        PlaceInDraft::Files => first(&[Meaning::Files]),
        PlaceInDraft::File { file_id } => file(file_id),
        PlaceInDraft::AltText { file_id } => first(&[Meaning::AltText]).or_else(|| file(file_id)),
        PlaceInDraft::Field { field } => meanings
            .iter()
            .position(|each| each.is_some_and(|meaning| meaning.name() == field)),
        PlaceInDraft::When => first(&[Meaning::DateTime, Meaning::Date, Meaning::Time]),
    }
}
