//! AVI: its main header is always at the same place.

use std::time::Duration;

use super::Findings;

/// From here on a file has parts of its own, which the main header does not count.
const ONE_PART: u64 = 1_000_000_000;

pub(super) fn inspect(beginning: &[u8]) -> Findings {
    let number = |at: usize| Some(u32::from_le_bytes(*beginning.get(at..)?.first_chunk()?));
    if beginning.get(24..28) != Some(b"avih") {
        return Findings::default();
    }
    let size = number(4).map_or(0, u64::from);
    let duration = number(32)
        .zip(number(48))
        .map(|(a_frame, frames)| Duration::from_micros(u64::from(a_frame) * u64::from(frames)));
    Findings {
        dimensions: number(64).zip(number(68)).filter(|(w, h)| *w > 0 && *h > 0),
        duration: duration.filter(|duration| !duration.is_zero() && size < ONE_PART),
        pages: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_header_says_how_large_and_how_long() {
        let mut file = b"RIFF\0\x10\0\0AVI LIST\0\0\0\0hdrlavih\x38\0\0\0".to_vec();
        for number in [40_000_u32, 0, 0, 0, 250, 0, 1, 0, 640, 480] {
            file.extend(number.to_le_bytes());
        }
        let expected = Findings {
            dimensions: Some((640, 480)),
            duration: Some(Duration::from_secs(10)),
            pages: None,
        };
        assert_eq!(inspect(&file), expected);
        assert_eq!(inspect(&file[..60]).dimensions, None);
        assert_eq!(inspect(b"RIFF"), Findings::default());
    }
}
