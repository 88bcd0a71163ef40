//! WebP: chunks within a RIFF container. The first one, `VP8X`, says which others there are.

use super::{Cleaned, Removed, exif, split};

/// The chunks a picture is drawn from: the picture, its transparency, its frames, its colours.
const KEPT: [&[u8; 4]; 7] = [
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// The flags of `VP8X` that promise Exif and XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// Keeps what the picture is drawn from. `None` if it breaks off.
pub(super) fn clean(file: &[u8]) -> Option<Cleaned> {
    let sizes = file.strip_prefix(b"RIFF")?;
    let size = usize::try_from(u32::from_le_bytes(*sizes.first_chunk()?)).ok()?;
    let (container, behind) = split(sizes.get(4..)?, size)?;
    let mut rest = container.strip_prefix(b"WEBP")?;

    let mut cleaned = Cleaned::of(Vec::new());
    let mut chunks = Vec::with_capacity(file.len());
    let mut flags_at = None;
    let mut turned = None;
    while !rest.is_empty() {
        let (name, content);
        (name, content, rest) = next_chunk(rest)?;
        if KEPT.contains(&name) {
            if name == b"VP8X" {
                flags_at = Some(chunks.len() + 8);
            }
            write_chunk(&mut chunks, name, content);
        } else if name == b"EXIF" {
            let exif = exif::read(content);
            turned = turned.or(exif.turned);
            cleaned.removed.extend(exif.says);
        } else if name == b"XMP " {
            cleaned.removed_xmp(content);
        } else {
            cleaned.removed.insert(Removed::Notes);
        }
    }
    if !behind.is_empty() {
        cleaned.removed.insert(Removed::Notes);
    }
    if let Some(flags) = flags_at.and_then(|at| chunks.get_mut(at)) {
        *flags &= !(HAS_EXIF | HAS_XMP);
        if let Some(turned) = turned {
            *flags |= HAS_EXIF;
            write_chunk(&mut chunks, b"EXIF", &exif::only_turned(turned));
        }
    }
    let size = u32::try_from(chunks.len() + 4).ok()?;
    cleaned.bytes = [b"RIFF".as_slice(), &size.to_le_bytes(), b"WEBP", &chunks].concat();
    Some(cleaned)
}

/// A chunk's name and content. An odd length is filled up to an even one; the last filling is
/// sometimes forgotten.
fn next_chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (name, rest) = bytes.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (content, rest) = split(rest, length)?;
    let rest = if length % 2 == 1 {
        rest.get(1..).unwrap_or_default()
    } else {
        rest
    };
    Some((name, content, rest))
}

fn write_chunk(chunks: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    chunks.extend(name);
    chunks.extend(length.to_le_bytes());
    chunks.extend(content);
    if content.len() % 2 == 1 {
        chunks.push(0);
    }
}
