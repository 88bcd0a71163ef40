//! JPEG: a row of segments, of which the tables, the frames and the scans make the picture.

use super::{Cleaned, Removed, contains, exif, split};

const START: [u8; 2] = [0xFF, 0xD8];
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
const JFIF: u8 = 0xE0;
const EXIF_AND_XMP: u8 = 0xE1;
const COLOURS: u8 = 0xE2;
const PHOTOSHOP: u8 = 0xED;
const ADOBE: u8 = 0xEE;

/// The length of a JFIF segment without a small picture in it.
const BARE_JFIF: usize = 14;

/// Keeps what the picture is drawn from. `None` if it breaks off.
pub(super) fn clean(file: &[u8]) -> Option<Cleaned> {
    let mut rest = file.strip_prefix(&START)?;
    let mut cleaned = Cleaned::of(Vec::with_capacity(file.len()));
    cleaned.bytes.extend(START);
    let mut turned = None;
    let mut parts = Vec::new();
    loop {
        let marker;
        (marker, rest) = next_marker(rest)?;
        if marker == END {
            break;
        }
        // Restart markers and the like stand alone.
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            parts.extend([0xFF, marker]);
            continue;
        }
        let segment;
        (segment, rest) = next_segment(rest)?;
        if marker == EXIF_AND_XMP && segment.starts_with(b"Exif\0") {
            let exif = exif::read(segment);
            turned = turned.or(exif.turned);
            cleaned.removed.extend(exif.says);
        } else if let Some(kept) = kept_of(marker, segment) {
            write_segment(&mut parts, marker, kept);
        } else {
            note(&mut cleaned, marker, segment);
        }
        if marker == SCAN {
            let scan;
            (scan, rest) = split(rest, scan_length(rest)?)?;
            parts.extend(scan);
        }
    }
    // A second picture of the camera's, or anything else; zeros are only padding.
    if rest.iter().any(|byte| *byte != 0) {
        cleaned.removed.insert(Removed::Notes);
    }
    if let Some(turned) = turned {
        let block = [b"Exif\0\0".to_vec(), exif::only_turned(turned)].concat();
        write_segment(&mut cleaned.bytes, EXIF_AND_XMP, &block);
    }
    cleaned.bytes.extend(parts);
    cleaned.bytes.extend([0xFF, END]);
    Some(cleaned)
}

/// As much of a segment as the picture needs; `None` if that is nothing.
fn kept_of(marker: u8, segment: &[u8]) -> Option<&[u8]> {
    match marker {
        // Its small picture may show what was cut away later.
        JFIF if segment.starts_with(b"JFIF\0") && segment.len() == BARE_JFIF => Some(segment),
        COLOURS if segment.starts_with(b"ICC_PROFILE\0") => Some(segment),
        ADOBE if segment.starts_with(b"Adobe") => Some(segment),
        0xE0..=0xEF | COMMENT => None,
        _ => Some(segment),
    }
}

fn note(cleaned: &mut Cleaned, marker: u8, segment: &[u8]) {
    match marker {
        EXIF_AND_XMP => cleaned.removed_xmp(segment),
        PHOTOSHOP => {
            // IPTC's fields for a city, a part of it, a province and a country.
            let of_place = [0x5A_u8, 0x5C, 0x5F, 0x65].map(|field| [0x1C, 2, field]);
            if of_place.iter().any(|field| contains(segment, field)) {
                cleaned.removed.insert(Removed::Place);
            }
            cleaned.removed.insert(Removed::Notes);
        }
        _ => drop(cleaned.removed.insert(Removed::Notes)),
    }
}

/// The next marker, behind any fill bytes.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut bytes = bytes.strip_prefix(&[0xFF])?;
    while let [0xFF, rest @ ..] = bytes {
        bytes = rest;
    }
    let (marker, rest) = bytes.split_first()?;
    (*marker != 0).then_some((*marker, rest))
}

/// The content of a segment, whose length counts itself.
fn next_segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
    let (segment, rest) = split(bytes, length)?;
    Some((segment.get(2..)?, rest))
}

/// How many bytes there are up to the next marker that is no part of the scan.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF))
}

fn write_segment(parts: &mut Vec<u8>, marker: u8, content: &[u8]) {
    // It was read with a length of two bytes, so it has one.
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    parts.extend([0xFF, marker]);
    parts.extend(length.to_be_bytes());
    parts.extend(content);
}
