//! PNG: a row of chunks, each with its length, name and checksum.

use super::{Cleaned, Removed, exif, split};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// The chunks a picture is drawn from: the picture, its frames if it moves, its colours.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT", b"gAMA", b"cHRM",
    b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"hIST", b"pHYs", b"sPLT",
];

/// Keeps what the picture is drawn from. `None` if it breaks off.
pub(super) fn clean(file: &[u8]) -> Option<Cleaned> {
    let mut rest = file.strip_prefix(SIGNATURE)?;
    let mut cleaned = Cleaned::of(Vec::with_capacity(file.len()));
    cleaned.bytes.extend(SIGNATURE);
    let mut after_header = None;
    let mut turned = None;
    loop {
        let chunk;
        (chunk, rest) = next_chunk(rest)?;
        let (name, content) = (name_of(chunk)?, chunk.get(8..chunk.len() - 4)?);
        if KEPT.contains(&name) {
            cleaned.bytes.extend(chunk);
            after_header.get_or_insert(cleaned.bytes.len());
        } else if name == b"eXIf" {
            let exif = exif::read(content);
            turned = turned.or(exif.turned);
            cleaned.removed.extend(exif.says);
        } else {
            note(&mut cleaned, content);
        }
        if name == b"IEND" {
            break;
        }
    }
    if !rest.is_empty() {
        cleaned.removed.insert(Removed::Notes);
    }
    if let (Some(turned), Some(at)) = (turned, after_header) {
        let chunk = chunk(b"eXIf", &exif::only_turned(turned));
        cleaned.bytes.splice(at..at, chunk);
    }
    Some(cleaned)
}

fn note(cleaned: &mut Cleaned, content: &[u8]) {
    if content.starts_with(b"XML:com.adobe.xmp") {
        cleaned.removed_xmp(content);
    } else {
        cleaned.removed.insert(Removed::Notes);
    }
}

/// The whole next chunk, from its length to its checksum.
fn next_chunk(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
    split(bytes, length.checked_add(12)?)
}

fn name_of(chunk: &[u8]) -> Option<&[u8; 4]> {
    chunk.get(4..)?.first_chunk()
}

pub(super) fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    let named = [name.as_slice(), content].concat();
    [
        &length.to_be_bytes(),
        named.as_slice(),
        &crc32(&named).to_be_bytes(),
    ]
    .concat()
}

/// The checksum of a chunk (PNG specification, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            let carry = if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
            crc >> 1 ^ carry
        })
    })
}
