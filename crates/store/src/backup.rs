//! The copy of the file that is made before a migration: `<file>.before-v<N>.bak`, where `N` is
//! the version the migration leads to.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rusqlite::backup::NO_PROGRESS;
use rusqlite::{Connection, MAIN_DB};

use crate::StoreError;

const BACKUPS_KEPT: usize = 3;

/// Copies what `connection` sees of `file`, and keeps only this and the newest other backups. A
/// backup either stands complete under its name or not at all.
pub(crate) fn before_migration(
    connection: &Connection,
    file: &Path,
    target: i64,
) -> Result<(), StoreError> {
    let finished = beside(file, &format!(".before-v{target}.bak"));
    let unfinished = beside(file, &format!(".before-v{target}.bak.part"));
    remove_if_there(&unfinished).map_err(StoreError::Backup)?;
    connection.backup(MAIN_DB, &unfinished, NO_PROGRESS)?;
    put_in_place(&unfinished, &finished).map_err(StoreError::Backup)?;
    forget_others(file, &finished).map_err(StoreError::Backup)
}

fn put_in_place(unfinished: &Path, finished: &Path) -> io::Result<()> {
    fs::File::options()
        .write(true)
        .open(unfinished)?
        .sync_all()?;
    fs::rename(unfinished, finished)?;
    sync_folder(finished)
}

/// On Unix a rename is durable only once the folder is synced.
#[cfg(unix)]
fn sync_folder(file: &Path) -> io::Result<()> {
    fs::File::open(folder(file))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_file: &Path) -> io::Result<()> {
    Ok(())
}

/// The backup just made is kept even when others lead to higher versions: that happens after the
/// person has gone back to an older file.
fn forget_others(file: &Path, just_made: &Path) -> io::Result<()> {
    let mut others = Vec::new();
    for entry in fs::read_dir(folder(file))? {
        let path = entry?.path();
        if let Some(version) = version_of_backup(file, &path)
            && path.file_name() != just_made.file_name()
        {
            others.push((version, path));
        }
    }
    others.sort_unstable();
    let surplus = (others.len() + 1).saturating_sub(BACKUPS_KEPT);
    others
        .iter()
        .take(surplus)
        .try_for_each(|(_, path)| remove_if_there(path))
}

/// The `N` of `<file>.before-v<N>.bak`; `None` for every other name.
fn version_of_backup(file: &Path, candidate: &Path) -> Option<u64> {
    candidate
        .file_name()?
        .to_str()?
        .strip_prefix(file.file_name()?.to_str()?)?
        .strip_prefix(".before-v")?
        .strip_suffix(".bak")?
        .parse()
        .ok()
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    name.into()
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) | Ok(()) => Ok(()),
    }
}
