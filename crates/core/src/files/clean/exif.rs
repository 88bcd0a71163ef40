//! An Exif block, as far as it matters here: what kinds of things it says, and how the camera was
//! held.

use std::collections::BTreeSet;

use super::Removed;

const ORIENTATION: u16 = 0x0112;
const UPRIGHT: u16 = 1;

/// What an Exif block says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exif {
    /// How the camera was held: 2 to 8. `None` when it was held upright, or nothing is said.
    pub(super) turned: Option<u16>,
    /// What else it says.
    pub(super) says: BTreeSet<Removed>,
}

/// Reads the block, with or without the `Exif` in front of it. What cannot be read says
/// "notes", since something is there.
pub(super) fn read(block: &[u8]) -> Exif {
    let tiff = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let mut exif = Exif::default();
    let Some(entries) = entries(tiff) else {
        exif.says.insert(Removed::Notes);
        return exif;
    };
    for (tag, value) in entries {
        match tag {
            ORIENTATION if (2..=8).contains(&value) => exif.turned = Some(value),
            ORIENTATION => {}
            // The block of the place.
            0x8825 => drop(exif.says.insert(Removed::Place)),
            // Make, model, software, time, and the block of the camera's settings.
            0x010F | 0x0110 | 0x0131 | 0x0132 | 0x8769 => {
                exif.says.insert(Removed::Camera);
            }
            // Resolution and colour: nobody would call that said.
            0x011A | 0x011B | 0x0128 | 0x0213 => {}
            _ => drop(exif.says.insert(Removed::Notes)),
        }
    }
    exif
}

/// A block that says how the camera was held, and nothing else.
pub(super) fn only_turned(turned: u16) -> Vec<u8> {
    debug_assert!(turned != UPRIGHT, "an upright picture needs no block");
    let mut tiff = Vec::with_capacity(26);
    tiff.extend(b"MM\0*\0\0\0\x08");
    tiff.extend([0, 1]);
    tiff.extend(ORIENTATION.to_be_bytes());
    tiff.extend([0, 3, 0, 0, 0, 1]);
    tiff.extend(turned.to_be_bytes());
    tiff.extend([0; 6]);
    tiff
}

/// The tags of the first directory, each with the beginning of its value as a short number.
fn entries(tiff: &[u8]) -> Option<Vec<(u16, u16)>> {
    let big = match tiff.first_chunk()? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk()?;
        Some(if big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk()?;
        Some(if big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    };
    let start = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(start)?);
    (0..count)
        .map(|number| {
            let at = start.checked_add(2 + 12 * number)?;
            Some((short(at)?, short(at.checked_add(8)?)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_block_of_our_own_says_only_how_the_camera_was_held() {
        for turned in 2..=8 {
            let exif = read(&only_turned(turned));
            assert_eq!(
                exif,
                Exif {
                    turned: Some(turned),
                    says: BTreeSet::new()
                }
            );
        }
    }

    #[test]
    fn a_block_that_cannot_be_read_counts_as_notes() {
        for block in [
            b"".as_slice(),
            b"Exif\0\0",
            b"MM\0*\xFF\xFF\xFF\xFF",
            b"MM\0*\0\0\0\x08\xFF\xFF",
        ] {
            assert_eq!(
                read(block).says,
                BTreeSet::from([Removed::Notes]),
                "{block:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(mut block in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read(&block);
            block.splice(0..0, *b"II*\0\x08\0\0\0");
            let _ = read(&block);
        }
    }
}
