//! Files of drafts: pictures, videos and PDFs, from the person's disk to the service.
//!
//! | file | what it holds |
//! |---|---|
//! | `take_in.rs` | adding files, and saying why one cannot be added |
//! | `format.rs` | what a file is, by its first bytes |
//! | `clean.rs` | taking place and camera out of pictures |
//! | `inspect.rs` | how large, how long, how many pages |
//! | `thumbnail.rs` | small pictures |
//! | `upload.rs` | sending a file to the service |
//! | `forget.rs` | removing what no draft needs any more |
//! | `view.rs` | what the page is shown of a file |
//!
//! Bytes and paths never go through the page: it knows a file by its id.

mod clean;
mod forget;
mod format;
mod inspect;
mod take_in;
mod thumbnail;
mod upload;
mod view;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use latchkey_platforms::{Format, Media};
use latchkey_store::files::FileRow;
use serde::{Deserialize, Serialize};

pub(crate) use upload::{Turns as UploadTurns, UploadFailure};
pub(crate) use view::file_view;

use self::clean::Removed;
use crate::Core;

/// What is wrong with a file, whatever the platform. Kept in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileProblem {
    /// It is cut off or damaged.
    Broken,
    /// A picture with more pixels than are opened here.
    TooManyPixels,
    /// The service takes no files of this format.
    NotTaken,
}

impl FileProblem {
    /// What is wrong with the file of this row.
    pub(crate) fn of(row: &FileRow) -> Option<FileProblem> {
        serde_json::from_str(row.problem.as_deref()?).ok()
    }

    fn kept(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

/// What the platforms' rules ask about a file. What it shows is said by the draft, not by the file.
pub(crate) fn facts(row: &FileRow) -> Media {
    let side = |side: Option<i64>| u32::try_from(side?).ok();
    Media {
        format: format_of(row),
        bytes: row.bytes.unsigned_abs(),
        dimensions: side(row.width).zip(side(row.height)),
        duration: row
            .duration_ms
            .map(|duration| Duration::from_millis(duration.unsigned_abs())),
        pages: row.pages.and_then(|pages| u32::try_from(pages).ok()),
        alt_text: String::new(),
    }
}

fn format_of(row: &FileRow) -> Format {
    Format::of_ending(&row.format).unwrap_or(Format::Other)
}

fn removed_of(row: &FileRow) -> BTreeSet<Removed> {
    serde_json::from_str(&row.removed).unwrap_or_default()
}

impl Core {
    /// Where the small picture of a file is, or would be.
    fn small_picture(&self, file_id: &str) -> PathBuf {
        self.0.parts.files.join(format!("{file_id}.small"))
    }
}
