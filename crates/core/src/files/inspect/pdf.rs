//! PDF: how many pages, where that can be told for certain.
//!
//! The root of a document's page tree says how many pages there are. It is looked for in the open
//! and in compressed object streams; a document that was changed may have several. Only if all of
//! them agree is the number believed.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use flate2::read::ZlibDecoder;

use super::{Broken, Findings};

/// The largest document that is read: what a platform takes at most, and some more.
const LARGEST: u64 = 120_000_000;
/// As far as the two ends of a page tree's node are from its middle.
const LARGEST_NODE: usize = 64 * 1024;
/// As much as is unpacked of all object streams together.
const MOST_UNPACKED: u64 = 64_000_000;
/// More nodes than a page tree has whose number of pages is asked for.
const MOST_NODES: usize = 5_000;

/// Reads the document.
///
/// # Errors
/// [`Broken`] when it has no end.
pub(super) fn inspect(file: &mut (impl Read + Seek), length: u64) -> Result<Findings, Broken> {
    if length > LARGEST {
        return Ok(Findings::default());
    }
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(LARGEST).read_to_end(&mut bytes)?;
    if position(&bytes, b"%%EOF").is_none() {
        return Err(Broken);
    }
    Ok(Findings {
        pages: pages(&bytes),
        ..Findings::default()
    })
}

fn pages(document: &[u8]) -> Option<u32> {
    if position(document, b"/Encrypt").is_some() {
        return None;
    }
    let mut roots = Roots::default();
    roots.look_in(document)?;
    for stream in object_streams(document)? {
        roots.look_in(&stream)?;
    }
    let mut counts = roots.counts.into_iter();
    counts
        .next()
        .filter(|count| *count > 0 && counts.next().is_none())
}

/// The numbers of pages that roots of page trees name.
#[derive(Default)]
struct Roots {
    counts: BTreeSet<u32>,
    looked_at: usize,
}

impl Roots {
    /// `None` if there are too many places to look at.
    fn look_in(&mut self, bytes: &[u8]) -> Option<()> {
        for at in places(bytes, b"/Pages") {
            self.looked_at += 1;
            if self.looked_at > MOST_NODES {
                return None;
            }
            let root = dictionary_around(bytes, at).filter(|dictionary| is_root(dictionary));
            self.counts
                .extend(root.and_then(|root| number_behind(root, b"/Count")));
        }
        Some(())
    }
}

/// A page tree's inner nodes have a parent.
fn is_root(dictionary: &[u8]) -> bool {
    let is_pages = places(dictionary, b"/Type").any(|at| {
        let behind = dictionary
            .get(at + 5..)
            .unwrap_or_default()
            .trim_ascii_start();
        behind
            .strip_prefix(b"/Pages")
            .is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    });
    is_pages && position(dictionary, b"/Parent").is_none()
}

/// The dictionary in which a place is, with those within it.
fn dictionary_around(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let before = bytes.get(at.saturating_sub(LARGEST_NODE)..at)?;
    let behind = bytes.get(at..)?;
    let behind = behind.get(..LARGEST_NODE).unwrap_or(behind);
    let opened = before.len() - edge(before.windows(2).rev(), b"<<", b">>")? - 2;
    let closed = edge(behind.windows(2), b">>", b"<<")? + 2;
    bytes.get(at - before.len() + opened..at + closed)
}

/// How many pairs there are before the edge that belongs to no dictionary within.
fn edge<'a>(pairs: impl Iterator<Item = &'a [u8]>, edge: &[u8], opposite: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut skip = false;
    for (passed, pair) in pairs.enumerate() {
        // Of three brackets in a row two belong together.
        if std::mem::take(&mut skip) {
            continue;
        }
        skip = pair == edge || pair == opposite;
        if pair == opposite {
            depth += 1;
        } else if pair == edge {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(passed),
            }
        }
    }
    None
}

fn number_behind(bytes: &[u8], name: &[u8]) -> Option<u32> {
    let behind = bytes
        .get(position(bytes, name)? + name.len()..)?
        .trim_ascii_start();
    let digits = behind
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    std::str::from_utf8(behind.get(..digits)?)
        .ok()?
        .parse()
        .ok()
}

/// The object streams, unpacked; `None` if one cannot be, or they are too large.
fn object_streams(document: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut left = MOST_UNPACKED;
    let mut streams = Vec::new();
    for at in places(document, b"/ObjStm") {
        let stream = unpack(document.get(at..)?, left)?;
        left = left.checked_sub(stream.len() as u64 + 1)?;
        streams.push(stream);
    }
    Some(streams)
}

fn unpack(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    let start = position(bytes, b"stream")? + b"stream".len();
    let packed = bytes.get(start..)?;
    let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
    let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
    let mut unpacked = Vec::new();
    ZlibDecoder::new(packed)
        .take(most)
        .read_to_end(&mut unpacked)
        .ok()?;
    Some(unpacked)
}

fn places<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, word)
}

fn position(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use proptest::prelude::*;

    use super::*;

    const PLAIN: &str = "%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Kids [3 0 R 4 0 R] /Resources << /Font << /F1 9 0 R >> >> /Type /Pages /Count 12 >> endobj
3 0 obj << /Type/Pages /Parent 2 0 R /Kids [] /Count 5 >> endobj
4 0 obj << /Type/Pages /Parent 2 0 R /Kids [] /Count 7 >> endobj
trailer << /Root 1 0 R >>
%%EOF";

    fn pages_of(document: &[u8]) -> Option<u32> {
        let length = document.len() as u64;
        inspect(&mut Cursor::new(document), length).unwrap().pages
    }

    fn packed(objects: &str) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(objects.as_bytes()).unwrap();
        let stream = packer.finish().unwrap();
        let head = "%PDF-1.5\n1 0 obj << /Type /ObjStm /N 2 /Filter /FlateDecode >> stream\r\n";
        [head.as_bytes(), &stream, b"\nendstream endobj\n%%EOF"].concat()
    }

    #[test]
    fn the_root_of_the_page_tree_is_believed() {
        assert_eq!(pages_of(PLAIN.as_bytes()), Some(12));
        let compressed =
            packed("2 0 << /Type /Catalog /Pages 2 0 R >> << /Type /Pages /Count 300 /Kids [] >>");
        assert_eq!(pages_of(&compressed), Some(300));
    }

    #[test]
    fn what_cannot_be_told_for_certain_is_unknown() {
        let changed = format!("{PLAIN}\n2 0 obj << /Type /Pages /Count 13 >> endobj\n%%EOF");
        let locked = PLAIN.replace("/Root", "/Encrypt 8 0 R /Root");
        let damaged =
            String::from_utf8_lossy(&packed("nothing")).replace("stream\r\n", "stream\r\nxx");
        for document in [changed, locked, damaged, "%PDF-1.4 %%EOF".to_owned()] {
            assert_eq!(pages_of(document.as_bytes()), None, "{document}");
        }
    }

    #[test]
    fn a_document_that_unpacks_to_no_end_is_not_unpacked() {
        let bomb = packed(&" ".repeat(9_000_000)).repeat(8);
        assert_eq!(pages_of(&[PLAIN.as_bytes(), &bomb].concat()), None);
        let nodes = [PLAIN, &"<</Type/Pages/Count 12>>".repeat(MOST_NODES)].concat();
        assert_eq!(pages_of(nodes.as_bytes()), None);
    }

    #[test]
    fn a_document_without_an_end_is_broken() {
        let cut = PLAIN.replace("%%EOF", "");
        assert_eq!(inspect(&mut Cursor::new(cut.as_bytes()), 1), Err(Broken));
    }

    proptest! {
        #[test]
        fn a_damaged_document_is_read(at in 0..500_usize, byte in any::<u8>()) {
            let mut bytes = PLAIN.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = inspect(&mut Cursor::new(&bytes), 500);
        }
    }
}
