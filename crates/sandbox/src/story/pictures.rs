//! Pictures for the story's posts: simple patterns in a brand's colours, written as PNG.
//!
//! Nothing is compressed, which keeps the format down to a header, a palette and the pixels.

const SIDE: u32 = 400;

/// Chooses one of four colours for a point.
pub(super) type Pattern = fn(u32, u32) -> u8;

pub(super) const PATTERNS: [Pattern; 4] = [rings, stripes, dots, hills];

/// A square picture with four colours.
pub(super) fn png(colours: [[u8; 3]; 4], pattern: Pattern) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(SIDE.to_be_bytes());
    header.extend(SIDE.to_be_bytes());
    // Two bits per pixel, colours from a palette, and nothing optional.
    header.extend([2, 3, 0, 0, 0]);

    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"PLTE", &colours.concat());
    chunk(&mut png, *b"IDAT", &zlib(&pixels(pattern)));
    chunk(&mut png, *b"IEND", &[]);
    png
}

/// Each row: no filter, then four pixels to a byte.
fn pixels(pattern: Pattern) -> Vec<u8> {
    let row = |y: u32| {
        let bytes = (0..SIDE)
            .step_by(4)
            .map(move |x| (0..4).fold(0, |byte, pixel| byte << 2 | (pattern(x + pixel, y) & 3)));
        std::iter::once(0).chain(bytes)
    };
    (0..SIDE).flat_map(row).collect()
}

/// One stored block, which holds at most 65 535 bytes: enough for 400 rows of 101.
fn zlib(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a picture fits one block");
    let mut out = vec![0x78, 0x01, 0x01];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(data);
    out.extend(adler32(data).to_be_bytes());
    out
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a picture is small");
    let mut body = kind.to_vec();
    body.extend(data);
    png.extend(length.to_be_bytes());
    png.extend(&body);
    png.extend(crc32(&body).to_be_bytes());
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

fn rings(x: u32, y: u32) -> u8 {
    let from_centre = x.abs_diff(200).pow(2) + y.abs_diff(220).pow(2);
    match from_centre {
        0..4_900 => 3,
        4_900..12_100 => 0,
        12_100..19_600 => 2,
        19_600..25_600 => 0,
        25_600..28_900 => 1,
        _ => 0,
    }
}

fn stripes(x: u32, y: u32) -> u8 {
    match (x + y) % 160 {
        0..60 => 0,
        60..90 => 1,
        90..140 => 2,
        _ => 3,
    }
}

fn dots(x: u32, y: u32) -> u8 {
    let from_centre = (x % 80).abs_diff(40).pow(2) + (y % 80).abs_diff(40).pow(2);
    let colour = [1, 2, 3][((x / 80 + y / 80) % 3) as usize];
    if from_centre < 784 { colour } else { 0 }
}

fn hills(x: u32, y: u32) -> u8 {
    let ridge = |width: u32, foot: u32| foot - (x % width).min(width - x % width) / 2;
    if y > ridge(260, 360) {
        1
    } else if y > ridge(340, 290) {
        2
    } else if x.abs_diff(300).pow(2) + y.abs_diff(90).pow(2) < 1_600 {
        3
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_format() {
        assert_eq!(crc32(b"IEND"), 0xAE42_6082);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }
}
