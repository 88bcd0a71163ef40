//! What a file is, by its first bytes. Its name is not asked: it may say anything.

use latchkey_platforms::Format;

/// How many of a file's first bytes are looked at.
pub(super) const HEAD: usize = 4096;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// A picture, a video or a PDF.
    As(Format),
    /// A picture as phones take them, which no platform reads.
    PhonePicture,
    /// Something else.
    Unknown,
}

/// Recognises a file by its first [`HEAD`] bytes, or by all if it has fewer.
pub(super) fn recognise(head: &[u8]) -> Recognised {
    let format = match head {
        [0xFF, 0xD8, 0xFF, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Format::Png,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Format::Gif,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Format::WebP,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'A',
            b'V',
            b'I',
            b' ',
            ..,
        ] => Format::Avi,
        [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, ..] => Format::Wmv,
        [b'F', b'L', b'V', 1, ..] => Format::Flv,
        [0x1A, 0x45, 0xDF, 0xA3, ..] => return matroska(head),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => return of_brand(brand),
        // QuickTime files from before there were brands.
        [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => Format::Mov,
        _ if is_bmp(head) => Format::Bmp,
        _ if is_pdf(head) => Format::Pdf,
        _ => return Recognised::Unknown,
    };
    Recognised::As(format)
}

fn of_brand(brand: &[u8]) -> Recognised {
    match brand.first_chunk() {
        Some(b"qt  ") => Recognised::As(Format::Mov),
        Some(b"heic" | b"heix" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"avif" | b"avis") => {
            Recognised::PhonePicture
        }
        Some(b"M4A " | b"M4B " | b"M4P ") | None => Recognised::Unknown,
        Some(_) => Recognised::As(Format::Mp4),
    }
}

/// Matroska and its offspring WebM say in their first bytes which of the two they are.
fn matroska(head: &[u8]) -> Recognised {
    let beginning = head.get(..64).unwrap_or(head);
    let says = |word: &[u8]| beginning.windows(word.len()).any(|here| here == word);
    if says(b"webm") {
        Recognised::As(Format::WebM)
    } else if says(b"matroska") {
        Recognised::As(Format::Mkv)
    } else {
        Recognised::Unknown
    }
}

/// Two letters are little to go by, so the size of the header that follows is looked at, too.
fn is_bmp(head: &[u8]) -> bool {
    let header = head
        .get(14..18)
        .map(|size| [size[0], size[1], size[2], size[3]]);
    let header = header.map(u32::from_le_bytes);
    head.starts_with(b"BM") && matches!(header, Some(12 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// Readers of PDF allow for something before its beginning.
fn is_pdf(head: &[u8]) -> bool {
    let beginning = head.get(..1024).unwrap_or(head);
    beginning.windows(5).any(|here| here == b"%PDF-")
}

/// The usual ending of the names of such files.
pub(super) fn ending(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::Gif => "gif",
        Format::WebP => "webp",
        Format::Bmp => "bmp",
        Format::Mp4 => "mp4",
        Format::Mov => "mov",
        Format::WebM => "webm",
        Format::Avi => "avi",
        Format::Mkv => "mkv",
        Format::Wmv => "wmv",
        Format::Flv => "flv",
        Format::Pdf => "pdf",
        Format::Other => "",
    }
}

/// The MIME type the service knows it by; `None` where it takes no such files (vendor's OpenAPI
/// descriptions, 2026-04).
pub(super) fn mime(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::Gif => "image/gif",
        Format::WebP => "image/webp",
        Format::Bmp => "image/bmp",
        Format::Mp4 => "video/mp4",
        Format::Mov => "video/quicktime",
        Format::WebM => "video/webm",
        Format::Avi => "video/x-msvideo",
        Format::Mkv => "video/x-matroska",
        Format::Pdf => "application/pdf",
        Format::Wmv | Format::Flv | Format::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let cases: [(&[u8], Format); 14] = [
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Format::Png),
            (b"GIF89a\x01\0\x01\0", Format::Gif),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Format::WebP),
            (b"RIFF\x24\0\0\0AVI LIST", Format::Avi),
            (b"BM\x3A\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Format::Bmp),
            (b"\0\0\0\x20ftypisom\0\0\x02\0", Format::Mp4),
            (b"\0\0\0\x14ftypqt  \0\0\x02\0", Format::Mov),
            (b"\0\0\0\x08wide\0\0\0\0mdat", Format::Mov),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm", Format::WebM),
            (b"\x1A\x45\xDF\xA3\xA3\x42\x82\x88matroska", Format::Mkv),
            (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9", Format::Wmv),
            (b"FLV\x01\x05", Format::Flv),
            (b"\n\n%PDF-1.7\n", Format::Pdf),
        ];
        for (head, format) in cases {
            assert_eq!(recognise(head), Recognised::As(format), "{format:?}");
            assert_eq!(Format::of_ending(ending(format)), Some(format));
        }
    }

    #[test]
    fn what_is_no_picture_video_or_pdf_is_not_taken_for_one() {
        let texts: [&[u8]; 6] = [
            b"",
            b"BMW is a car, and this is a text about it.",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"PK\x03\x04",
            b"\0\0\0\x20ftypM4A ",
            b"\xFF\xD8",
        ];
        for head in texts {
            assert_eq!(recognise(head), Recognised::Unknown, "{head:?}");
        }
        assert_eq!(recognise(b"\0\0\0\x18ftypheic"), Recognised::PhonePicture);
    }

    proptest! {
        #[test]
        fn any_bytes_are_something_or_nothing(head in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = recognise(&head);
        }
    }
}
