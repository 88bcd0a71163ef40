//! GIF: a row of blocks, some of which are pictures and some say something.

use super::{Cleaned, Removed, split};

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2C;
const END: u8 = 0x3B;
const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;

/// Application blocks that say how often the pictures are repeated, and the colours.
const KEPT: [&[u8]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// Keeps what the picture is drawn from. `None` if it breaks off.
pub(super) fn clean(file: &[u8]) -> Option<Cleaned> {
    let (header, mut rest) = split(file, 13)?;
    let mut cleaned = Cleaned::of(Vec::with_capacity(file.len()));
    cleaned.bytes.extend(header);
    let palette;
    (palette, rest) = split(rest, palette_length(header[10]))?;
    cleaned.bytes.extend(palette);
    loop {
        let length = match *rest.first()? {
            END => break,
            PICTURE => {
                let of_palette = palette_length(*rest.get(9)?);
                // The picture's place and size, its palette, and the width of its codes.
                let head = 10 + of_palette + 1;
                head + blocks_length(rest.get(head..)?)?
            }
            EXTENSION => 2 + blocks_length(rest.get(2..)?)?,
            _ => return None,
        };
        let block;
        (block, rest) = split(rest, length)?;
        if is_kept(block) {
            cleaned.bytes.extend(block);
        } else {
            note(&mut cleaned, block);
        }
    }
    if rest.len() > 1 {
        cleaned.removed.insert(Removed::Notes);
    }
    cleaned.bytes.push(END);
    Some(cleaned)
}

fn is_kept(block: &[u8]) -> bool {
    match block {
        [EXTENSION, COMMENT, ..] => false,
        [EXTENSION, APPLICATION, _, name @ ..] => KEPT.iter().any(|kept| name.starts_with(kept)),
        _ => true,
    }
}

fn note(cleaned: &mut Cleaned, block: &[u8]) {
    if super::contains(block, b"XMP DataXMP") {
        cleaned.removed_xmp(block);
    } else {
        cleaned.removed.insert(Removed::Notes);
    }
}

/// The bytes of the palette that these flags promise.
fn palette_length(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// The bytes of a row of blocks, each of which begins with its length; an empty one ends it.
fn blocks_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += length + 1;
        if length == 0 {
            return Some(at);
        }
    }
}
