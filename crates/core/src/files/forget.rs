//! Removing what no draft needs any more: rows, copies and small pictures. Once at each start, when
//! nothing is being added.

use std::collections::HashSet;
use std::path::Path;
use std::{fs, io};

use latchkey_store::files;

use crate::Core;
use crate::error::Error;

impl Core {
    /// Forgets files that are in no draft, and bytes that belong to no file. The person's own files
    /// are never touched.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub(crate) async fn forget_unneeded_files(&self) -> Result<(), Error> {
        let kept = self
            .store()
            .write(|tx| {
                for id in files::unneeded(tx)? {
                    files::forget(tx, &id)?;
                }
                let kept = files::all(tx)?.into_iter().map(|row| row.id);
                Ok::<_, Error>(kept.collect::<HashSet<String>>())
            })
            .await?;
        let folder = self.0.parts.files.clone();
        self.beside(move || remove_bytes(&folder, |id| !kept.contains(id)))
            .await;
        Ok(())
    }

    /// Removes the copies and small pictures of these files.
    pub(super) async fn remove_bytes_of(&self, ids: Vec<String>) {
        let folder = self.0.parts.files.clone();
        self.beside(move || remove_bytes(&folder, |id| ids.iter().any(|gone| gone == id)))
            .await;
    }

    async fn beside(&self, work: impl FnOnce() -> io::Result<()> + Send + 'static) {
        let done = tokio::task::spawn_blocking(work).await;
        // What stays is found again at the next start.
        if let Ok(Err(error)) = done
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "copies of files could not be removed");
        }
    }
}

/// A file's bytes are called by its id, whatever the ending.
fn remove_bytes(folder: &Path, is_gone: impl Fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let id = path.file_stem().map(|stem| stem.to_string_lossy());
        if id.is_none_or(|id| is_gone(&id)) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
