//! Uploaded bytes on disk: one file per upload, complete or not there at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use tempfile::TempDir;
use tokio::{
    fs::File,
    io::{AsyncReadExt, AsyncWriteExt},
};

use crate::{error::ApiError, random, server::State};

const CHUNK: usize = 64 * 1024;

/// Where the files are.
#[derive(Debug)]
pub(crate) enum MediaFiles {
    /// Beside the database.
    Beside(PathBuf),
    /// For a workspace in memory: in a temporary directory, made when the first file comes.
    Temporary(OnceLock<TempDir>),
}

impl MediaFiles {
    /// Prepares the place and removes what an interrupted upload left behind.
    pub(crate) fn open(state: &State) -> io::Result<Self> {
        let State::Directory(directory) = state else {
            return Ok(Self::Temporary(OnceLock::new()));
        };
        let directory = directory.join("media");
        fs::create_dir_all(&directory)?;
        for entry in fs::read_dir(&directory)? {
            let path = entry?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "part")
            {
                fs::remove_file(path)?;
            }
        }
        Ok(Self::Beside(directory))
    }

    /// Keeps the bytes as the file of this upload. Returns how many there were.
    ///
    /// # Errors
    /// 413 above `limit`, 400 when the bytes break off or there are none, 500 when the disk
    /// refuses. No file is left then.
    pub(crate) async fn receive<E>(
        &self,
        id: &str,
        bytes: impl Stream<Item = Result<Bytes, E>>,
        limit: u64,
    ) -> Result<u64, ApiError> {
        // Named by chance, so that two attempts at the same upload do not mix.
        let name = format!("{}.part", random::alphanumeric(8));
        let part = Part(self.path(id)?.with_extension(name));
        let size = write(&part.0, bytes, limit).await?;
        tokio::fs::rename(&part.0, self.path(id)?)
            .await
            .map_err(storage_error)?;
        Ok(size)
    }

    /// Keeps bytes that are at hand.
    pub(crate) fn put(&self, id: &str, bytes: &[u8]) -> Result<(), ApiError> {
        fs::write(self.path(id)?, bytes).map_err(storage_error)
    }

    /// Whether the upload's file is complete.
    pub(crate) fn has(&self, id: &str) -> Result<bool, ApiError> {
        Ok(self.path(id)?.exists())
    }

    /// The bytes of an upload; `None` when there are none.
    pub(crate) async fn read(
        &self,
        id: &str,
    ) -> Result<Option<impl Stream<Item = io::Result<Bytes>> + use<>>, ApiError> {
        match File::open(self.path(id)?).await {
            Ok(file) => Ok(Some(chunks(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(storage_error(error)),
        }
    }

    /// Removes the upload's file, if there is one.
    pub(crate) fn remove(&self, id: &str) {
        if let Ok(path) = self.path(id)
            && let Err(error) = fs::remove_file(path)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "an uploaded file could not be removed");
        }
    }

    /// Ids are made here and contain nothing but hexadecimal digits and dashes.
    fn path(&self, id: &str) -> Result<PathBuf, ApiError> {
        match self {
            Self::Beside(directory) => Ok(directory.join(id)),
            Self::Temporary(directory) => {
                if directory.get().is_none() {
                    // When two requests come first at the same time, one directory is dropped.
                    let _ = directory.set(TempDir::new().map_err(storage_error)?);
                }
                directory
                    .get()
                    .map(|made| made.path().join(id))
                    .ok_or(ApiError::Internal)
            }
        }
    }
}

/// A file that is being received. It goes when it was not renamed in time, for whatever reason:
/// an error, or a caller that hung up.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // It is gone already when it was renamed; what else stays is removed by the next start.
        let _ = fs::remove_file(&self.0);
    }
}

async fn write<E>(
    path: &Path,
    bytes: impl Stream<Item = Result<Bytes, E>>,
    limit: u64,
) -> Result<u64, ApiError> {
    let mut file = File::create(path).await.map_err(storage_error)?;
    let mut bytes = std::pin::pin!(bytes);
    let mut size = 0;
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk.map_err(|_| ApiError::bad_request("The upload broke off"))?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(ApiError::TooLarge(limit));
        }
        file.write_all(&chunk).await.map_err(storage_error)?;
    }
    file.flush().await.map_err(storage_error)?;
    if size == 0 {
        Err(ApiError::bad_request("The file is empty"))
    } else {
        Ok(size)
    }
}

fn chunks(file: File) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async move {
        let mut buffer = vec![0; CHUNK];
        let count = file.read(&mut buffer).await?;
        buffer.truncate(count);
        Ok((count > 0).then(|| (Bytes::from(buffer), file)))
    })
    .into_stream()
}

fn storage_error(error: io::Error) -> ApiError {
    tracing::error!(%error, "the sandbox's media directory refused");
    ApiError::Internal
}
