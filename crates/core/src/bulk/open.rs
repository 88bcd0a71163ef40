//! Opening a table. It stays in memory until it is brought in or another one is opened; only its
//! SHA-256 is kept, so that the same table is recognised when it comes again.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use latchkey_store::Transaction;
use latchkey_store::events::{self, EventDraft, EventFilter};
use latchkey_store::profiles::ProfileRow;
use latchkey_text::bulk as t;
use sha2::{Digest, Sha256};

use super::fault::{column_name, quoted};
use super::meaning::{self, Meaning};
use super::table::{LARGEST, NotATable, Table};
use crate::calendar::zone_in;
use crate::error::{Error, Invalid};
use crate::history::Kind;
use crate::keys::workspace_row;
use crate::profiles::named_last;
use crate::views::{ChoiceView, ColumnView, TableView, WorkspaceForm};
use crate::{Core, new_id};

/// How much of a column is shown.
const EXAMPLES: usize = 3;
/// How many imports are looked back on.
const IMPORTS_LOOKED_AT: u32 = 1_000;

/// The table that was opened last.
#[derive(Default)]
pub(crate) struct LastTable(Mutex<Option<Arc<OpenTable>>>);

/// A table that is open.
pub(super) struct OpenTable {
    pub(super) id: String,
    pub(super) workspace_id: String,
    /// The file's name.
    pub(super) name: String,
    /// Where its files are looked for.
    pub(super) folder: PathBuf,
    /// Of the whole file, in hex.
    pub(super) sha256: String,
    pub(super) table: Table,
    /// The files of its rows that were taken in, by their paths.
    pub(super) files: tokio::sync::Mutex<HashMap<PathBuf, String>>,
}

impl Core {
    /// Opens a table, and closes the one that was open.
    ///
    /// # Errors
    /// [`Invalid::NotATable`] with the reason; [`Error::NotFound`] for an unknown workspace.
    pub async fn open_table(&self, form: WorkspaceForm, file: PathBuf) -> Result<TableView, Error> {
        let table = tokio::task::spawn_blocking(move || read(form.workspace_id, &file)).await;
        let table = table.unwrap_or(Err(NotATable::Unreadable));
        let table = Arc::new(table.map_err(Invalid::NotATable)?);
        let (asked, zone) = (table.clone(), self.zone().clone());
        let (profiles, before) = self
            .store()
            .read(move |tx| {
                let workspace = workspace_row(tx, &asked.workspace_id)?;
                let zone = zone_in(tx, &workspace.id, &zone)?;
                let before = last_import(tx, &asked)?;
                let before = before.map(|event| imported_before(&event, &zone));
                Ok::<_, Error>((named_last(tx, &workspace.id)?, before))
            })
            .await?;
        let view = table.view(&profiles, before);
        *self.last_table() = Some(table);
        Ok(view)
    }

    /// The table of this id, if it still is the one that is open.
    pub(super) fn table(&self, id: &str) -> Result<Arc<OpenTable>, Error> {
        let last = self.last_table();
        let table = last.as_ref().filter(|table| table.id == id);
        table.cloned().ok_or(Error::NotFound)
    }

    pub(super) fn last_table(&self) -> MutexGuard<'_, Option<Arc<OpenTable>>> {
        let last = &self.0.last_table.0;
        last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenTable {
    fn view(&self, profiles: &[ProfileRow], imported_before: Option<String>) -> TableView {
        let guessed = self.table.guessed.then(t::letters_guessed);
        TableView {
            table_id: self.id.clone(),
            name: crate::activity::visible(&self.name),
            rows: u32::try_from(self.table.rows.len()).unwrap_or(u32::MAX),
            columns: self.columns(),
            notes: guessed.into_iter().chain(imported_before).collect(),
            meanings: Meaning::all().map(Meaning::choice).collect(),
            profiles: profiles.iter().map(choice).collect(),
        }
    }

    fn columns(&self) -> Vec<ColumnView> {
        let headings = &self.table.headings;
        let supposed = meaning::suppose(headings, |column| self.filled(column).next());
        supposed
            .into_iter()
            .enumerate()
            .map(|(column, meaning)| ColumnView {
                heading: column_name(headings, column),
                examples: self.filled(column).take(EXAMPLES).map(quoted).collect(),
                meaning: meaning.map(|meaning| meaning.name().to_owned()),
            })
            .collect()
    }

    /// The cells of a column that are not empty.
    pub(super) fn filled(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self
            .table
            .rows
            .iter()
            .filter_map(move |row| row.cells.get(column));
        cells.map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

fn choice(profile: &ProfileRow) -> ChoiceView {
    ChoiceView {
        value: profile.id.clone(),
        label: crate::activity::visible(&profile.name),
    }
}

fn read(workspace_id: String, file: &Path) -> Result<OpenTable, NotATable> {
    let bytes = bytes_of(file).map_err(|error| {
        tracing::warn!(%error, "a table could not be read");
        NotATable::Unreadable
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(NotATable::TooLarge);
    }
    let name = file.file_name().unwrap_or_default();
    Ok(OpenTable {
        id: new_id(),
        workspace_id,
        name: name.to_string_lossy().into_owned(),
        folder: file.parent().unwrap_or(Path::new("")).to_owned(),
        sha256: hex::encode(Sha256::digest(&bytes)),
        table: Table::read(&bytes)?,
        files: tokio::sync::Mutex::default(),
    })
}

/// The file's bytes, or one more than a table may have. A pipe or a device is not waited for.
fn bytes_of(file: &Path) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(file)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(file)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The event that tells of this table's last import into the same workspace.
fn last_import(tx: &Transaction<'_>, table: &OpenTable) -> Result<Option<EventDraft>, Error> {
    let filter = EventFilter {
        kind: Some(Kind::TableImported.name().to_owned()),
        key_id: None,
        workspace_id: Some(table.workspace_id.clone()),
    };
    let imports = events::page(tx, &filter, None, IMPORTS_LOOKED_AT)?;
    let same = |event: &EventDraft| {
        let sha256 = event
            .detail
            .get("sha256")
            .and_then(|sha256| sha256.as_str());
        sha256 == Some(table.sha256.as_str())
    };
    Ok(imports
        .into_iter()
        .filter_map(|event| event.body)
        .find(same))
}

fn imported_before(event: &EventDraft, zone: &jiff::tz::TimeZone) -> String {
    let day = crate::calendar::wall(zone, event.at).date;
    let drafts = event
        .detail
        .get("drafts")
        .and_then(serde_json::Value::as_u64);
    match drafts {
        Some(1) => t::imported_before_one(day),
        drafts => t::imported_before(day, drafts.unwrap_or_default()),
    }
}
