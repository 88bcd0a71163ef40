//! Adding files: each is taken in, or refused with a sentence that says why.
//!
//! Nothing waits for a file that gives no bytes (a pipe, a device), nothing is unpacked that claims
//! to be huge, and a decoder that fails takes nothing along.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use futures::{StreamExt, stream};
use latchkey_platforms::{Format, LARGEST_UPLOAD, MediaKind};
use latchkey_store::files::{self, FileRow};
use latchkey_text::files as t;
use sha2::{Digest, Sha256};

use super::clean::{self, Cleaned, Removed};
use super::format::{self, Recognised};
use super::inspect::{self, Findings};
use super::{FileProblem, file_view, thumbnail};
use crate::compose::changeable;
use crate::error::Error;
use crate::picture::{self, NotDrawn};
use crate::views::AddedFilesView;
use crate::{Core, Moment, new_id, wording};

/// More files than somebody means to add at once.
const MOST_AT_ONCE: usize = 100;
/// The largest picture that is read, in bytes: several times what any platform takes.
const LARGEST_PICTURE: u64 = 100_000_000;
/// How many files are looked at side by side.
const SIDE_BY_SIDE: usize = 2;

/// Files that were taken in, and a sentence for each that was not.
pub(crate) struct TakenIn {
    pub(crate) files: Vec<FileRow>,
    pub(crate) refused: Vec<String>,
}

/// Why a file was not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    Gone,
    Folder,
    NoFile,
    NoPermission,
    Unreadable,
    NameUnreadable,
    Empty,
    TooLarge(u64),
    PhonePicture,
    NothingKnown,
    Twice,
    DiskFull,
}

/// What was found out about a file, and what was made of it.
struct Taken {
    path: PathBuf,
    own_copy: bool,
    format: Format,
    bytes: u64,
    modified_at: Option<Moment>,
    findings: Findings,
    removed: Vec<Removed>,
    problem: Option<FileProblem>,
    sha256: Option<String>,
}

/// Where things go.
struct Places {
    copies: PathBuf,
    own_copy: PathBuf,
    small_picture: PathBuf,
}

impl Core {
    /// Takes files in for a draft. The page puts them into what is in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown draft; [`crate::NotNow::DraftOnItsWay`] and
    /// [`crate::NotNow::DraftSent`]; when the database fails. Then none was taken in.
    pub async fn add_files(
        &self,
        draft_id: &str,
        paths: Vec<PathBuf>,
    ) -> Result<AddedFilesView, Error> {
        let id = draft_id.to_owned();
        let draft = self.store().read(move |tx| changeable(tx, &id)).await?;
        let taken = self.take_in_files(&draft.workspace_id, paths).await?;
        Ok(AddedFilesView {
            draft_id: draft.id,
            files: taken.files.iter().map(file_view).collect(),
            refused: taken.refused,
        })
    }

    /// Takes files into a workspace.
    ///
    /// # Errors
    /// When the database fails; then none was taken in.
    pub(crate) async fn take_in_files(
        &self,
        workspace_id: &str,
        paths: Vec<PathBuf>,
    ) -> Result<TakenIn, Error> {
        let clean = self.settings().await?.remove_metadata;
        let mut refused = Vec::new();
        if let Some(over) = paths
            .len()
            .checked_sub(MOST_AT_ONCE)
            .filter(|over| *over > 0)
        {
            refused.push(t::refused_too_many(MOST_AT_ONCE, over));
        }
        let mut seen = HashSet::new();
        let looked_at = paths.into_iter().take(MOST_AT_ONCE).map(|path| {
            let is_new = seen.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone()));
            let id = new_id();
            async move {
                let taken = if is_new {
                    self.look_at(&id, &path, clean).await
                } else {
                    Err(Refusal::Twice)
                };
                (id, name_of(&path), taken)
            }
        });
        let mut looked_at = stream::iter(looked_at).buffered(SIDE_BY_SIDE);
        let mut files = Vec::new();
        while let Some((id, name, taken)) = looked_at.next().await {
            match taken {
                Ok(taken) => files.push(self.row(id, workspace_id, name, taken)),
                Err(why) => refused.push(refusal_in_words(&name, why)),
            }
        }
        drop(looked_at);
        self.keep_rows(files.clone()).await?;
        Ok(TakenIn { files, refused })
    }

    async fn look_at(&self, id: &str, path: &Path, clean: bool) -> Result<Taken, Refusal> {
        let places = Places {
            copies: self.0.parts.files.clone(),
            own_copy: self.0.parts.files.join(id),
            small_picture: self.small_picture(id),
        };
        let path = path.to_owned();
        let taken = picture::in_turn(move || take(&path, clean, &places)).await;
        taken.unwrap_or(Err(Refusal::Unreadable))
    }

    fn row(&self, id: String, workspace_id: &str, name: String, taken: Taken) -> FileRow {
        let side =
            |side: fn((u32, u32)) -> u32| taken.findings.dimensions.map(|both| side(both).into());
        FileRow {
            id,
            workspace_id: workspace_id.to_owned(),
            name,
            // Its name was found readable before.
            path: taken.path.to_string_lossy().into_owned(),
            own_copy: taken.own_copy,
            format: format::ending(taken.format).to_owned(),
            bytes: i64::try_from(taken.bytes).unwrap_or(i64::MAX),
            modified_at: taken.modified_at,
            width: side(|(width, _)| width),
            height: side(|(_, height)| height),
            duration_ms: taken
                .findings
                .duration
                .and_then(|duration| i64::try_from(duration.as_millis()).ok()),
            pages: taken.findings.pages.map(i64::from),
            removed: serde_json::to_string(&taken.removed).unwrap_or_else(|_| "[]".to_owned()),
            problem: taken.problem.map(FileProblem::kept),
            sha256: taken.sha256,
            added_at: self.now(),
        }
    }

    async fn keep_rows(&self, rows: Vec<FileRow>) -> Result<(), Error> {
        let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
        let kept = self
            .store()
            .write(move |tx| rows.iter().try_for_each(|row| files::insert(tx, row)))
            .await;
        if kept.is_err() {
            self.remove_bytes_of(ids).await;
        }
        Ok(kept?)
    }
}

fn take(path: &Path, clean: bool, places: &Places) -> Result<Taken, Refusal> {
    if path.to_str().is_none() {
        return Err(Refusal::NameUnreadable);
    }
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    let about = fs::metadata(path).map_err(|error| not_read(&error))?;
    if about.is_dir() {
        return Err(Refusal::Folder);
    }
    if !about.is_file() {
        return Err(Refusal::NoFile);
    }
    if about.len() > LARGEST_UPLOAD {
        return Err(Refusal::TooLarge(LARGEST_UPLOAD));
    }
    let mut file = File::open(path).map_err(|error| not_read(&error))?;
    let mut head = Vec::new();
    let beginning = (&mut file).take(format::HEAD as u64).read_to_end(&mut head);
    beginning.map_err(|error| not_read(&error))?;
    if head.is_empty() {
        return Err(Refusal::Empty);
    }
    let format = match format::recognise(&head) {
        Recognised::As(format) => format,
        Recognised::PhonePicture => return Err(Refusal::PhonePicture),
        Recognised::Unknown => return Err(Refusal::NothingKnown),
    };
    let taken = Taken {
        path: path.to_owned(),
        own_copy: false,
        format,
        bytes: about.len(),
        modified_at: about.modified().ok().map(to_the_millisecond),
        findings: Findings::default(),
        removed: Vec::new(),
        problem: None,
        sha256: None,
    };
    if format.kind() == Some(MediaKind::Image) {
        return take_picture(taken, file, head, clean, places);
    }
    let found = inspect::inspect(format, &mut file, about.len());
    let problem = match (&found, format::mime(format)) {
        (_, None) => Some(FileProblem::NotTaken),
        (Err(_), _) => Some(FileProblem::Broken),
        (Ok(_), Some(_)) => None,
    };
    Ok(Taken {
        findings: found.unwrap_or_default(),
        problem,
        ..taken
    })
}

fn take_picture(
    mut taken: Taken,
    file: File,
    mut bytes: Vec<u8>,
    clean: bool,
    places: &Places,
) -> Result<Taken, Refusal> {
    if taken.bytes > LARGEST_PICTURE {
        return Err(Refusal::TooLarge(LARGEST_PICTURE));
    }
    let rest = file.take(LARGEST_PICTURE).read_to_end(&mut bytes);
    rest.map_err(|error| not_read(&error))?;
    fs::create_dir_all(&places.copies).map_err(|error| not_written(&error))?;
    match clean::clean(taken.format, &bytes) {
        Err(clean::Broken) => taken.problem = Some(FileProblem::Broken),
        Ok(cleaned) if clean => {
            let Cleaned {
                bytes: kept,
                removed,
            } = cleaned;
            let copy = places.own_copy.with_extension(format::ending(taken.format));
            write_whole(&copy, &kept)?;
            taken.path = copy;
            taken.own_copy = true;
            taken.removed = removed.into_iter().collect();
            // Its own copy is nobody else's to change.
            taken.modified_at = None;
            bytes = kept;
        }
        Ok(_) => {}
    }
    taken.bytes = bytes.len() as u64;
    taken.sha256 = Some(hex::encode(Sha256::digest(&bytes)));
    match picture::shrink(&bytes, thumbnail::SIDE) {
        Ok(small) => {
            taken.findings.dimensions = Some(small.whole);
            if let Some(picture) = small.compact() {
                write_whole(&places.small_picture, &picture)?;
            }
        }
        Err(NotDrawn::TooLarge(whole)) => {
            taken.findings.dimensions = whole;
            taken.problem.get_or_insert(FileProblem::TooManyPixels);
        }
        Err(NotDrawn::Unreadable) => taken.problem = Some(FileProblem::Broken),
    }
    Ok(taken)
}

/// Writes a file that is there whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let part = path.with_extension("part");
    let written = File::create(&part)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| {
        // What stays is removed at the next start.
        let _ = fs::remove_file(&part);
        not_written(&error)
    })
}

/// As exactly as the database keeps it.
pub(super) fn to_the_millisecond(time: SystemTime) -> Moment {
    let moment = Moment::from(time);
    Moment::from_timestamp_millis(moment.timestamp_millis()).unwrap_or(moment)
}

fn not_read(error: &io::Error) -> Refusal {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "io::ErrorKind may grow at any time"
    )]
    match error.kind() {
        io::ErrorKind::NotFound => Refusal::Gone,
        io::ErrorKind::PermissionDenied => Refusal::NoPermission,
        _ => Refusal::Unreadable,
    }
}

fn not_written(error: &io::Error) -> Refusal {
    tracing::warn!(%error, "a copy of a file could not be written");
    Refusal::DiskFull
}

/// The name as it is shown, without characters that change how the rest is read.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    crate::activity::visible(&name.to_string_lossy())
}

fn refusal_in_words(name: &str, why: Refusal) -> String {
    match why {
        Refusal::Gone => t::refused_gone(name),
        Refusal::Folder => t::refused_folder(name),
        Refusal::NoFile => t::refused_no_file(name),
        Refusal::NoPermission => t::refused_no_permission(name),
        Refusal::Unreadable => t::refused_unreadable(name),
        Refusal::NameUnreadable => t::refused_name_unreadable(name),
        Refusal::Empty => t::refused_empty(name),
        Refusal::TooLarge(most) => t::refused_too_large(wording::size(most), name),
        Refusal::PhonePicture => t::refused_phone_picture(name),
        Refusal::NothingKnown => t::refused_nothing_known(name),
        Refusal::Twice => t::refused_twice(name),
        Refusal::DiskFull => t::refused_disk(name),
    }
}
