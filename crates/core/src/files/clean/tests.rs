//! Pictures that say much, in every place a picture can say something. Whatever they say contains
//! the word `CANARY`.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, ImageReader, Rgb};
use latchkey_platforms::Format;
use proptest::prelude::*;

use super::*;

const FORMATS: [Format; 4] = [Format::Jpeg, Format::Png, Format::Gif, Format::WebP];

const XMP: &[u8] = b"<x:xmpmeta><rdf:Description exif:GPSLatitude='52,30.98N CANARY' \
    tiff:Model='CANARY' photoshop:City='CANARY'/></x:xmpmeta>";

/// A picture that says nothing, with something to see in it.
fn plain(format: Format) -> Vec<u8> {
    let picture: DynamicImage =
        ImageBuffer::from_fn(40, 24, |x, y| Rgb([(x * 6) as u8, (y * 10) as u8, 77])).into();
    let mut bytes = Cursor::new(Vec::new());
    let written_as = ImageFormat::from_extension(format.name()).unwrap();
    picture.write_to(&mut bytes, written_as).unwrap();
    bytes.into_inner()
}

/// The same picture with a place, a camera and notes, its camera held by a quarter turn.
fn telling(format: Format) -> Vec<u8> {
    let tell = [telling_jpeg, telling_png, telling_gif, telling_webp];
    let which = FORMATS.iter().position(|one| *one == format).unwrap();
    tell[which](&plain(format))
}

/// Big-endian Exif: the camera's make, how it was held, and where.
fn exif() -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    // Make: 7 letters at 50. Orientation: 6. The block of the place, at 58.
    tiff.extend(b"\x01\x0F\0\x02\0\0\0\x07\0\0\0\x32");
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3A");
    tiff.extend(b"\0\0\0\0CANARY\0\0");
    // One entry, the reference of the latitude, then the degrees.
    tiff.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0CANARY 52 30 58");
    tiff
}

fn telling_jpeg(plain: &[u8]) -> Vec<u8> {
    let segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), content].concat()
    };
    let iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0B\x1C\x02\x5A\0\x06CANARY";
    let parts = [
        segment(0xE1, &[b"Exif\0\0".as_slice(), &exif()].concat()),
        segment(
            0xE1,
            &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), XMP].concat(),
        ),
        segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0 32 letters or digits name it all \0\0\0\x06\0\0\0\0CANARY"),
        segment(0xE0, b"JFXX\0\x10CANARY"),
        segment(0xE2, b"MPF\0CANARY"),
        segment(0xE5, b"CANARY"),
        segment(0xED, iptc),
        segment(0xFE, b"CANARY"),
    ];
    let second_picture = [
        b"\xFF\xD8".as_slice(),
        &segment(0xFE, b"CANARY"),
        b"\xFF\xD9",
    ]
    .concat();
    [&plain[..2], &parts.concat(), &plain[2..], &second_picture].concat()
}

fn telling_png(plain: &[u8]) -> Vec<u8> {
    let chunks = [
        png::chunk(b"eXIf", &exif()),
        png::chunk(b"tEXt", b"Comment\0CANARY"),
        png::chunk(b"zTXt", b"Author\0\0CANARY"),
        png::chunk(
            b"iTXt",
            &[b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), XMP].concat(),
        ),
        png::chunk(b"tIME", b"\x07\xEA\x0B\x15\x0A\0\0"),
        png::chunk(b"caBX", b"CANARY"),
    ];
    let header = 8 + 25;
    [
        &plain[..header],
        &chunks.concat(),
        &plain[header..],
        b"CANARY",
    ]
    .concat()
}

fn telling_gif(plain: &[u8]) -> Vec<u8> {
    let comment = b"\x21\xFE\x06CANARY\0";
    let xmp = [
        b"\x21\xFF\x0BXMP DataXMP".as_slice(),
        &[u8::try_from(XMP.len()).unwrap()],
        XMP,
        b"\0",
    ];
    let end = plain.len() - 1;
    [&plain[..end], comment, &xmp.concat(), b";", b"CANARY"].concat()
}

fn telling_webp(plain: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let filling = vec![0; content.len() % 2];
        [name, length.as_slice(), content, &filling].concat()
    };
    let chunks = [
        chunk(b"VP8X", &[0x0C, 0, 0, 0, 39, 0, 0, 23, 0, 0]),
        plain[12..].to_vec(),
        chunk(b"EXIF", &exif()),
        chunk(b"XMP ", XMP),
        chunk(b"ODD ", b"CANARY!"),
    ]
    .concat();
    let size = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
    [b"RIFF".as_slice(), &size, b"WEBP", &chunks, b"CANARY"].concat()
}

fn pixels(file: &[u8]) -> (Vec<u8>, Orientation) {
    let reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    let orientation = decoder.orientation().unwrap();
    let picture = DynamicImage::from_decoder(decoder).unwrap();
    (picture.to_rgba8().into_raw(), orientation)
}

#[test]
fn nothing_a_picture_says_is_left_and_every_pixel_is() {
    for format in FORMATS {
        let before = telling(format);
        let cleaned = clean(format, &before).unwrap();
        assert!(contains(&before, b"CANARY"), "{format:?}");
        assert!(!contains(&cleaned.bytes, b"CANARY"), "{format:?}");
        let everything = [Removed::Place, Removed::Camera, Removed::Notes];
        assert_eq!(cleaned.removed, BTreeSet::from(everything), "{format:?}");
        assert_eq!(pixels(&cleaned.bytes), pixels(&before), "{format:?}");
    }
}

#[test]
fn a_picture_still_stands_as_the_camera_was_held() {
    for format in [Format::Jpeg, Format::Png, Format::WebP] {
        let cleaned = clean(format, &telling(format)).unwrap();
        let (_, orientation) = pixels(&cleaned.bytes);
        assert_eq!(orientation, Orientation::Rotate90, "{format:?}");
    }
}

#[test]
fn each_place_a_jpeg_can_name_its_place_in_is_seen() {
    let plain = plain(Format::Jpeg);
    let with = |segment: &[u8]| {
        let length = u16::try_from(segment.len() + 1).unwrap().to_be_bytes();
        let (marker, content) = segment.split_first().unwrap();
        let file = [&plain[..2], &[0xFF, *marker], &length, content, &plain[2..]].concat();
        clean(Format::Jpeg, &file)
            .unwrap()
            .removed
            .contains(&Removed::Place)
    };
    assert!(with(&[b"\xE1Exif\0\0".as_slice(), &exif()].concat()));
    assert!(with(
        &[b"\xE1http://ns.adobe.com/xap/1.0/\0".as_slice(), XMP].concat()
    ));
    assert!(with(
        b"\xEDPhotoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0B\x1C\x02\x5A\0\x06CANARY"
    ));
    assert!(!with(b"\xFEa comment names no place"));
}

#[test]
fn a_picture_that_says_nothing_stays_as_it_is_byte_for_byte() {
    for format in FORMATS {
        let before = plain(format);
        let cleaned = clean(format, &before).unwrap();
        assert_eq!(cleaned.bytes, before, "{format:?}");
        assert_eq!(cleaned.removed, BTreeSet::new(), "{format:?}");
    }
}

#[test]
fn colours_stay_as_they_were_meant() {
    let plain = plain(Format::Jpeg);
    let profile = b"\xFF\xE2\0\x16ICC_PROFILE\0\x01\x01colour";
    let adobe = b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\0";
    let coloured = [&plain[..2], profile, adobe, &plain[2..]].concat();
    let cleaned = clean(Format::Jpeg, &coloured).unwrap();
    assert_eq!(cleaned.bytes, coloured);
}

#[test]
fn a_picture_that_is_cut_off_anywhere_is_broken() {
    for format in FORMATS {
        let whole = plain(format);
        for length in 0..whole.len() {
            let cut = clean(format, &whole[..length]).map(|_| ());
            assert_eq!(cut, Err(Broken), "{format:?} after {length} bytes");
        }
    }
}

proptest! {
    #[test]
    fn a_damaged_picture_is_cleaned_or_refused_and_cleaning_twice_changes_nothing(
        which in 0..4_usize,
        at in 0..4_000_usize,
        byte in any::<u8>(),
    ) {
        let format = FORMATS[which];
        let mut bytes = telling(format);
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(once) = clean(format, &bytes) {
            let twice = clean(format, &once.bytes).unwrap();
            prop_assert_eq!(&twice.bytes, &once.bytes);
            prop_assert_eq!(twice.removed, BTreeSet::new());
        }
    }
}
