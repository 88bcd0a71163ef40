//! A stranger's picture file made into a small PNG.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};

use super::NoThumbnail;

/// The longest side of the small picture, in pixels.
const SIDE: u32 = 320;
/// The longest side of a picture that is decoded.
const LONGEST_SIDE: u32 = 16_384;
/// The memory a picture may take when it is decoded: 64 million pixels in full colour. A small file
/// can claim to be far larger.
const MEMORY: u64 = 256 * 1024 * 1024;

/// Draws the picture (the first one, when it moves) in at most 320 × 320 pixels.
///
/// # Errors
/// [`NoThumbnail::TooLarge`] or [`NoThumbnail::Unreadable`].
pub(super) fn shrink(file: &[u8]) -> Result<Vec<u8>, NoThumbnail> {
    let (picture, orientation) = decode(file)?;
    let mut small = match picture.width().max(picture.height()) {
        ..=SIDE => picture,
        _ => picture.thumbnail(SIDE, SIDE),
    };
    // Turning the small one costs less, and gives the same.
    small.apply_orientation(orientation);
    // Full colours, whatever the file had. Its colour profile stays behind on purpose: it is one
    // more thing of a stranger's that the page would have to read.
    let small = DynamicImage::from(small.into_rgba8());
    let mut png = Cursor::new(Vec::new());
    small
        .write_to(&mut png, ImageFormat::Png)
        .map_err(|_| NoThumbnail::Unreadable)?;
    Ok(png.into_inner())
}

fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), NoThumbnail> {
    let unreadable = |_| NoThumbnail::Unreadable;
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    let mut reader = reader.map_err(|_| NoThumbnail::Unreadable)?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST_SIDE || decoder.total_bytes() > MEMORY {
        return Err(NoThumbnail::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    Ok((picture, orientation))
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

    fn drawn(file: &[u8]) -> DynamicImage {
        image::load_from_memory_with_format(&shrink(file).unwrap(), ImageFormat::Png).unwrap()
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
    }

    #[test]
    fn a_file_that_claims_to_be_huge_is_not_unpacked() {
        let mut png = file(8, 8, ImageFormat::Png);
        // Width and height are at bytes 16 to 23, with a checksum behind the header.
        png[16..24].copy_from_slice(&[0, 0, 0x3F, 0xFF, 0, 0, 0x3F, 0xFF]);
        let checksum = crc32(&png[12..29]).to_be_bytes();
        png[29..33].copy_from_slice(&checksum);
        assert_eq!(shrink(&png), Err(NoThumbnail::TooLarge));
    }

    #[test]
    fn what_is_no_picture_is_said_to_be_none() {
        let whole = file(64, 64, ImageFormat::Png);
        let svg: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for file in [b"", svg, b"GIF89a", &whole[..60]] {
            assert_eq!(shrink(file), Err(NoThumbnail::Unreadable));
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
            let drawn = shrink(&bytes);
            prop_assert!(drawn.is_ok() || drawn == Err(NoThumbnail::Unreadable) || drawn == Err(NoThumbnail::TooLarge));
        }
    }
}
