//! What a picture says beside what it shows: where it was taken, with which camera, by whom. It is
//! taken out without touching a pixel.
//!
//! Only parts that are needed to show the picture are kept; everything else goes, known or not. A
//! list of what to remove would be a list of what was forgotten. The walk over the parts also finds
//! out whether a file was cut off.
//!
//! The way the camera was held stays, because the picture would lie on its side without it.

mod exif;
mod gif;
mod jpeg;
mod png;
mod webp;

use std::collections::BTreeSet;

use latchkey_platforms::Format;
use serde::{Deserialize, Serialize};

/// A kind of thing that was taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Removed {
    /// Where it was taken.
    Place,
    /// Which camera took it, when and how.
    Camera,
    /// Words, names, small pictures and whatever else does not show.
    Notes,
}

/// A picture that shows what it showed, and says nothing.
#[derive(Debug)]
pub(super) struct Cleaned {
    pub(super) bytes: Vec<u8>,
    pub(super) removed: BTreeSet<Removed>,
}

/// The file ends too early, or its parts do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// Cleans a picture of this format.
///
/// # Errors
/// [`Broken`].
pub(super) fn clean(format: Format, file: &[u8]) -> Result<Cleaned, Broken> {
    let cleaned = match format {
        Format::Jpeg => jpeg::clean(file),
        Format::Png => png::clean(file),
        Format::Gif => gif::clean(file),
        Format::WebP => webp::clean(file),
        // A BMP has no place for such things; the rest are no pictures.
        Format::Bmp
        | Format::Mp4
        | Format::Mov
        | Format::WebM
        | Format::Avi
        | Format::Mkv
        | Format::Wmv
        | Format::Flv
        | Format::Pdf
        | Format::Other => Some(Cleaned::of(file.to_vec())),
    };
    cleaned.ok_or(Broken)
}

impl Cleaned {
    fn of(bytes: Vec<u8>) -> Cleaned {
        Cleaned {
            bytes,
            removed: BTreeSet::new(),
        }
    }

    /// Notes what an XMP packet, which is going, said.
    fn removed_xmp(&mut self, packet: &[u8]) {
        let says = |word: &str| contains(packet, word.as_bytes());
        if says("GPSL") || says("Location") || says("photoshop:City") {
            self.removed.insert(Removed::Place);
        }
        if says("tiff:M") || says("exif:") || says("aux:") {
            self.removed.insert(Removed::Camera);
        }
        self.removed.insert(Removed::Notes);
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

/// The first `count` bytes and the rest.
fn split(bytes: &[u8], count: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(count)
}

#[cfg(test)]
mod tests;
