//! The files that rows name: looked for in the table's folder and below, and taken in as if they had
//! been chosen. It refuses what lies elsewhere: who wrote the table may be a stranger.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use futures::{StreamExt, TryStreamExt, stream};
use latchkey_store::files::{self as stored_files, FileRow};

use super::dry_run::beside;
use super::open::OpenTable;
use super::row::Draft;
use crate::Core;
use crate::error::Error;

/// How many files are taken in side by side.
const FILES_AT_ONCE: usize = 2;

/// What each name led to: a file that was taken in, or why there is none.
pub(super) type Found = HashMap<String, Result<FileRow, NoFile>>;

/// Why a name led to no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoFile {
    /// It is an address on the web.
    #[error("the name is a web address")]
    Address,
    /// It lies on another computer.
    #[error("the file lies on another computer")]
    Elsewhere,
    /// It lies outside of the table's folder: a stranger's table must not take in what it likes.
    #[error("the file is not in the table's folder")]
    Outside,
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// It is there and was not taken in, for the reason that this sentence gives to the person.
    #[error("the file was not taken in")]
    Refused(String),
}

impl Core {
    /// Takes the files in that the rows name. One that is named by many rows is taken in once, and
    /// one that was not there is looked for again the next time.
    pub(super) async fn find_files(
        &self,
        table: &OpenTable,
        drafts: &[Draft],
    ) -> Result<Found, Error> {
        let mut taken = table.files.lock().await;
        let named = drafts.iter().flat_map(|draft| &draft.files);
        let names: BTreeSet<String> = named.map(|file| file.name.clone()).collect();
        let folder = table.folder.clone();
        let places = beside(move || {
            let located = names.into_iter().map(|name| {
                let place = locate(&folder, &name);
                (name, place)
            });
            located.collect::<Vec<_>>()
        })
        .await?;
        let new: BTreeSet<PathBuf> = places
            .iter()
            .filter_map(|(_, place)| place.as_ref().ok())
            .filter(|path| !taken.contains_key(*path))
            .cloned()
            .collect();
        let mut refused = HashMap::new();
        let mut arriving = stream::iter(new)
            .map(|path| async {
                let files = self.take_in_files(&table.workspace_id, vec![path.clone()]);
                files.await.map(|files| (path, files))
            })
            .buffer_unordered(FILES_AT_ONCE);
        while let Some((path, files)) = arriving.try_next().await? {
            match files.files.into_iter().next() {
                Some(file) => {
                    taken.insert(path, file.id);
                }
                None => {
                    refused.insert(path, NoFile::Refused(files.refused.join(" ")));
                }
            }
        }
        drop(arriving);
        self.with_rows(places, &taken, &refused).await
    }

    async fn with_rows(
        &self,
        places: Vec<(String, Result<PathBuf, NoFile>)>,
        taken: &HashMap<PathBuf, String>,
        refused: &HashMap<PathBuf, NoFile>,
    ) -> Result<Found, Error> {
        let ids: BTreeSet<String> = taken.values().cloned().collect();
        let rows = self
            .store()
            .read(move |tx| stored_files::list_of(tx, ids.iter().map(String::as_str)))
            .await?;
        let rows: HashMap<&str, &FileRow> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
        let file = |path: &PathBuf| {
            let row = taken.get(path).and_then(|id| rows.get(id.as_str()));
            let why = || refused.get(path).cloned().unwrap_or(NoFile::Missing);
            row.map(|row| (*row).clone()).ok_or_else(why)
        };
        let found = places.into_iter().map(|(name, place)| {
            let found = place.and_then(|path| file(&path));
            (name, found)
        });
        Ok(found.collect())
    }
}

/// Where a file is that a cell names.
fn locate(folder: &Path, name: &str) -> Result<PathBuf, NoFile> {
    if name.contains("://") {
        return Err(NoFile::Address);
    }
    // Opening a file there would tell that computer who asks.
    if name.starts_with(r"\\") || cfg!(windows) && name.starts_with("//") {
        return Err(NoFile::Elsewhere);
    }
    let found = folder.join(name);
    // Where it really is, whatever leads there.
    let (Ok(folder), Ok(path)) = (folder.canonicalize(), found.canonicalize()) else {
        return Err(NoFile::Missing);
    };
    if path.starts_with(folder) {
        Ok(path)
    } else {
        Err(NoFile::Outside)
    }
}
