//! What would come of an import: each row as the draft it would become, and what is wrong with it.
//!
//! What a platform would refuse is found by the composer's own check. A row that is not understood
//! is left out; one that is understood but could not go out becomes a draft only.

use std::sync::Arc;

use chrono::TimeDelta;
use latchkey_text::bulk as t;

use super::fault::{Fault, column_name};
use super::hour::WallClock;
use super::meaning::Meaning;
use super::open::OpenTable;
use super::outcome::{Outcome, Surroundings, look_at};
use super::row::{Columns, Draft};
use super::when::DayOrder;
use crate::Core;
use crate::calendar::clash::{self, SAME_TEXT};
use crate::calendar::zone_in;
use crate::error::{Error, Invalid};
use crate::keys::workspace_row;
use crate::profiles::named_last;
use crate::views::{DryRunView, RowWarningView, TableForm};

/// Nothing can be planned further ahead (vendor's documentation).
const FURTHEST: TimeDelta = TimeDelta::days(365);

impl Core {
    /// Says what would come of an import. Files are taken in; nothing else is changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the table is not open any more, [`Invalid::MeaningTwice`] when two
    /// columns mean the same.
    pub async fn dry_run_table(&self, form: TableForm) -> Result<DryRunView, Error> {
        let table = self.table(&form.table_id)?;
        let outcomes = self.outcomes(&table, &form).await?;
        Ok(view(&table, outcomes))
    }

    /// What would come of each row.
    pub(super) async fn outcomes(
        &self,
        table: &Arc<OpenTable>,
        form: &TableForm,
    ) -> Result<Vec<Outcome>, Error> {
        let meanings = Arc::new(meanings(table, form)?);
        let around = self.surroundings(&table.workspace_id).await?;
        let drafts = {
            let (table, meanings, around) = (table.clone(), meanings.clone(), around.clone());
            let profile = form.profile.clone();
            beside(move || read(&table, &meanings, &around, profile.as_deref())).await?
        };
        let found = self.find_files(table, &drafts).await?;
        beside(move || look_at(drafts, &meanings, &found, &around)).await
    }

    async fn surroundings(&self, workspace_id: &str) -> Result<Surroundings, Error> {
        let (id, zone, now) = (workspace_id.to_owned(), self.zone().clone(), self.now());
        self.store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &id)?;
                let (from, until) = (now - SAME_TEXT, now + FURTHEST + SAME_TEXT);
                Ok(Surroundings {
                    others: clash::between(tx, &workspace.id, from, until, now)?,
                    profiles: named_last(tx, &workspace.id)?,
                    zone: zone_in(tx, &workspace.id, &zone)?,
                    now,
                })
            })
            .await
    }
}

/// Work that takes a while for a large table.
pub(super) async fn beside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Error::Database(latchkey_store::StoreError::Interrupted))
}

fn meanings(table: &OpenTable, form: &TableForm) -> Result<Vec<Option<Meaning>>, Error> {
    if form.meanings.len() != table.table.headings.len() {
        return Err(Error::NotFound);
    }
    let mut meanings = Vec::new();
    for name in &form.meanings {
        let meaning = match name {
            Some(name) => Some(Meaning::named(name).ok_or(Error::NotFound)?),
            None => None,
        };
        if let Some(meaning) = meaning
            && !meaning.repeats()
            && meanings.contains(&Some(meaning))
        {
            return Err(Invalid::MeaningTwice(meaning.label()).into());
        }
        meanings.push(meaning);
    }
    Ok(meanings)
}

fn read(
    table: &OpenTable,
    meanings: &[Option<Meaning>],
    around: &Surroundings,
    profile: Option<&str>,
) -> Vec<Draft> {
    let orders: Vec<DayOrder> = (0..meanings.len())
        .map(|column| DayOrder::of(table.filled(column)))
        .collect();
    let columns = Columns {
        meanings,
        orders: &orders,
        profiles: &around.profiles,
        profile,
        clock: WallClock {
            zone: &around.zone,
            now: around.now,
        },
    };
    table
        .table
        .rows
        .iter()
        .map(|row| columns.read(row))
        .collect()
}

fn view(table: &OpenTable, outcomes: Vec<Outcome>) -> DryRunView {
    let count = |is: fn(&Outcome) -> bool| outcomes.iter().filter(|each| is(each)).count();
    let (good, scheduled) = (count(Outcome::comes_in), count(Outcome::can_be_scheduled));
    let sentence = match (good, scheduled, outcomes.len()) {
        (0, _, _) => t::dry_run_none(),
        (1, 1, 1) => t::dry_run_one_good(),
        (good, scheduled, rows) if good == rows && scheduled == rows => t::dry_run_all_good(rows),
        (good, scheduled, rows) => t::dry_run(good, rows, scheduled),
    };
    let headings = &table.table.headings;
    let warnings = outcomes.iter().flat_map(|row| {
        row.warnings.iter().map(|warning| RowWarningView {
            row: row.number,
            column: warning.column.map(|column| column_name(headings, column)),
            message: warning.message.clone(),
        })
    });
    DryRunView {
        warnings: warnings.collect(),
        table_id: table.id.clone(),
        good: number(good),
        can_be_scheduled: number(scheduled),
        sentence,
        faults: outcomes
            .into_iter()
            .flat_map(|row| {
                let number = row.number;
                let view = move |fault: Fault| fault.view(number, headings);
                row.faults.into_iter().map(view)
            })
            .collect(),
    }
}

/// There are at most 10 000 rows.
pub(super) fn number(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
