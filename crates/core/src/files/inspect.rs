//! How large, how long, how many pages: read from the file, as little of it as does. What a file
//! does not say, or says in a way that is not understood, is unknown.

mod avi;
mod matroska;
mod mp4;
mod pdf;

use std::io::{self, Read, Seek};
use std::time::Duration;

use latchkey_platforms::Format;

use super::clean::Broken;

/// What was found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Findings {
    /// As shown, in pixels.
    pub(super) dimensions: Option<(u32, u32)>,
    pub(super) duration: Option<Duration>,
    pub(super) pages: Option<u32>,
}

/// Looks into a video or a document of `length` bytes.
///
/// # Errors
/// [`Broken`] where it is certain, or the disk does not give the file out to its end.
pub(super) fn inspect(
    format: Format,
    file: &mut (impl Read + Seek),
    length: u64,
) -> Result<Findings, Broken> {
    match format {
        Format::Mp4 | Format::Mov => mp4::inspect(file, length),
        Format::WebM | Format::Mkv => Ok(matroska::inspect(&beginning(file)?)),
        Format::Avi => Ok(avi::inspect(&beginning(file)?)),
        Format::Pdf => pdf::inspect(file, length),
        Format::Wmv
        | Format::Flv
        | Format::Jpeg
        | Format::Png
        | Format::Gif
        | Format::WebP
        | Format::Bmp
        | Format::Other => Ok(Findings::default()),
    }
}

/// Where formats that begin with what they are made of say so.
const BEGINNING: u64 = 1024 * 1024;

fn beginning(file: &mut (impl Read + Seek)) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl From<io::Error> for Broken {
    fn from(_: io::Error) -> Broken {
        Broken
    }
}
