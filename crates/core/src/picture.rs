//! A picture file made into a small picture, within limits: it may come from a stranger, or claim to
//! be far larger than it is.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader};
use tokio::sync::Semaphore;

/// The longest side of a picture that is decoded.
const LONGEST_SIDE: u32 = 16_384;
/// The memory a picture may take when it is decoded: 64 million pixels in full colour. A small file
/// can claim to be far larger.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Good enough for a small picture; what it saves goes to the page faster.
const JPEG_QUALITY: u8 = 82;

/// Decoding takes a lot of memory for a moment, so two at a time.
static DECODING: Semaphore = Semaphore::const_new(2);

/// A picture made small.
pub(crate) struct Small {
    /// Width and height of the whole picture as it is shown, in pixels.
    pub(crate) whole: (u32, u32),
    picture: DynamicImage,
}

/// Why a picture was not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotDrawn {
    /// It would take more memory than a picture may: its width and height, where they are known.
    TooLarge(Option<(u32, u32)>),
    /// It cannot be read as a picture.
    Unreadable,
}

/// Does work that decodes pictures, in its turn and beside everything else. `None` if a decoder
/// panicked, which says that it did not read the file.
pub(crate) async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let turn = DECODING.acquire().await;
    let done = tokio::task::spawn_blocking(work).await;
    drop(turn);
    done.ok()
}

/// Draws the picture (the first one, when it moves) with no side longer than `side` pixels.
///
/// # Errors
/// [`NotDrawn`].
pub(crate) fn shrink(file: &[u8], side: u32) -> Result<Small, NotDrawn> {
    let (picture, orientation) = decode(file)?;
    let mut small = if picture.width().max(picture.height()) <= side {
        picture.clone()
    } else {
        picture.thumbnail(side, side)
    };
    // Turning the small one costs less, and gives the same.
    small.apply_orientation(orientation);
    Ok(Small {
        whole: as_shown((picture.width(), picture.height()), orientation),
        picture: small,
    })
}

impl Small {
    /// The small picture as a PNG; `None` if it cannot be written.
    pub(crate) fn png(&self) -> Option<Vec<u8>> {
        // Full colours, whatever the file had. Its colour profile stays behind on purpose: it is
        // one more thing of a stranger's that the page would have to read.
        let picture = DynamicImage::from(self.picture.to_rgba8());
        let mut png = Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).ok()?;
        Some(png.into_inner())
    }

    /// The small picture in as few bytes as do: a JPEG, or a PNG where it is not opaque.
    pub(crate) fn compact(&self) -> Option<Vec<u8>> {
        if self.picture.color().has_alpha() {
            return self.png();
        }
        let mut jpeg = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
        self.picture.to_rgb8().write_with_encoder(encoder).ok()?;
        Some(jpeg)
    }
}

fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), NotDrawn> {
    let unreadable = |_| NotDrawn::Unreadable;
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    let mut reader = reader.map_err(|_| NotDrawn::Unreadable)?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(too_large_or_unreadable)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if width.max(height) > LONGEST_SIDE || decoder.total_bytes() > MEMORY {
        let whole = as_shown((width, height), orientation);
        return Err(NotDrawn::TooLarge(Some(whole)));
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    Ok((picture, orientation))
}

fn too_large_or_unreadable(error: ImageError) -> NotDrawn {
    if let ImageError::Limits(_) = error {
        NotDrawn::TooLarge(None)
    } else {
        NotDrawn::Unreadable
    }
}

/// Width and height as the camera was held.
fn as_shown((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageBuffer, Rgb, Rgba};
    use proptest::prelude::*;

    use super::*;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let left_red = |x, _| {
            if x < width / 2 {
                Rgb([255_u8, 0, 0])
            } else {
                Rgb([0, 0, 255])
            }
        };
        let picture: DynamicImage = ImageBuffer::from_fn(width, height, left_red).into();
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn png(file: &[u8]) -> Result<Vec<u8>, NotDrawn> {
        shrink(file, 320).map(|small| small.png().unwrap())
    }

    fn drawn(file: &[u8]) -> DynamicImage {
        image::load_from_memory_with_format(&png(file).unwrap(), ImageFormat::Png).unwrap()
    }

    #[test]
    fn pictures_of_every_kind_become_small_ones() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::WebP,
        ] {
            let small = drawn(&file(1_000, 500, format));
            assert_eq!((small.width(), small.height()), (320, 160), "{format:?}");
            let Rgba([red, _, blue, _]) = *small.to_rgba8().get_pixel(10, 80);
            assert!(red > 200 && blue < 50, "{format:?} keeps its colours");
        }
    }

    #[test]
    fn a_photo_is_turned_as_the_camera_was_held() {
        let jpeg = file(40, 20, ImageFormat::Jpeg);
        // An Exif block that says "turned by a quarter" (orientation 6), after the file's start.
        let exif = b"\xFF\xE1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
        let small = drawn(&turned);
        assert!(small.height() > small.width());
        assert_eq!(shrink(&turned, 320).unwrap().whole, (20, 40));
    }

    #[test]
    fn an_opaque_picture_becomes_a_jpeg_and_one_to_look_through_stays_so() {
        let opaque = shrink(&file(600, 300, ImageFormat::Png), 480).unwrap();
        assert_eq!(opaque.whole, (600, 300));
        assert!(opaque.compact().unwrap().starts_with(b"\xFF\xD8\xFF"));

        let glass: DynamicImage = ImageBuffer::from_pixel(9, 9, Rgba([0_u8, 0, 0, 80])).into();
        let mut bytes = Cursor::new(Vec::new());
        glass.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let small = shrink(bytes.get_ref(), 480).unwrap();
        assert!(small.compact().unwrap().starts_with(b"\x89PNG"));
    }

    #[test]
    fn a_file_that_claims_to_be_huge_is_not_unpacked() {
        let mut png = file(8, 8, ImageFormat::Png);
        // Width and height are at bytes 16 to 23, with a checksum behind the header.
        png[16..24].copy_from_slice(&[0, 0, 0x3F, 0xFF, 0, 0, 0x3F, 0xFF]);
        let checksum = crc32(&png[12..29]).to_be_bytes();
        png[29..33].copy_from_slice(&checksum);
        let refused = shrink(&png, 320).err();
        assert_eq!(refused, Some(NotDrawn::TooLarge(Some((0x3FFF, 0x3FFF)))));
    }

    #[test]
    fn what_is_no_picture_is_said_to_be_none() {
        let whole = file(64, 64, ImageFormat::Png);
        let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for file in [b"", svg, b"GIF89a", &whole[..60]] {
            assert_eq!(png(file), Err(NotDrawn::Unreadable));
        }
    }

    fn crc32(data: &[u8]) -> u32 {
        !data.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                let carry = if crc & 1 == 1 { 0xEDB8_8320 } else { 0 };
                crc >> 1 ^ carry
            })
        })
    }

    proptest! {
        #[test]
        fn a_damaged_file_is_drawn_or_refused(
            which in 0..4_usize,
            at in 0..600_usize,
            byte in any::<u8>(),
        ) {
            let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
            let mut bytes = file(32, 32, formats[which]);
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = png(&bytes);
        }
    }
}
