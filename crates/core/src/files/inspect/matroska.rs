//! Matroska and WebM: elements within elements, each with an id and a length. What is asked here
//! stands before the film itself.

use std::time::Duration;

use super::Findings;

const HEADER: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const NANOSECONDS_A_UNIT: u32 = 0x2A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const VIDEO: u32 = 0xE0;
const PIXEL_WIDTH: u32 = 0xB0;
const PIXEL_HEIGHT: u32 = 0xBA;

/// What the beginning of the file says.
pub(super) fn inspect(beginning: &[u8]) -> Findings {
    let mut findings = Findings::default();
    for (id, content) in elements(beginning) {
        match id {
            SEGMENT => {
                for (id, content) in elements(content) {
                    match id {
                        INFO => findings.duration = duration(content),
                        TRACKS => findings.dimensions = dimensions(content),
                        _ => {}
                    }
                }
            }
            HEADER => {}
            _ => break,
        }
    }
    findings
}

fn duration(info: &[u8]) -> Option<Duration> {
    let mut nanoseconds = 1_000_000;
    let mut units = None;
    for (id, content) in elements(info) {
        match id {
            NANOSECONDS_A_UNIT => nanoseconds = number(content)?,
            DURATION => units = fraction(content),
            _ => {}
        }
    }
    let seconds = units? * nanoseconds as f64 / 1e9;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero())
}

fn dimensions(tracks: &[u8]) -> Option<(u32, u32)> {
    let of_track = |track| {
        let (_, video) = elements(track).find(|(id, _)| *id == VIDEO)?;
        let side = |wanted| {
            let (_, content) = elements(video).find(|(id, _)| *id == wanted)?;
            u32::try_from(number(content)?)
                .ok()
                .filter(|side| *side > 0)
        };
        side(PIXEL_WIDTH).zip(side(PIXEL_HEIGHT))
    };
    elements(tracks)
        .filter(|(id, _)| *id == TRACK)
        .find_map(|(_, track)| of_track(track))
}

/// The elements in a row; one that goes on behind the end ends with it.
fn elements(mut bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    std::iter::from_fn(move || {
        let (id, rest) = id(bytes)?;
        let (length, rest) = length(rest)?;
        let length = length.map_or(rest.len(), |length| length.min(rest.len()));
        let (content, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        Some((id, content))
    })
}

/// An id keeps the bits that say how long it is.
fn id(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let count = bytes.first()?.leading_zeros() as usize + 1;
    let (id, rest) = bytes.split_at_checked(count)?;
    (count <= 4).then(|| {
        (
            id.iter().fold(0, |id, byte| id << 8 | u32::from(*byte)),
            rest,
        )
    })
}

/// A length loses them. All ones mean "unknown".
fn length(bytes: &[u8]) -> Option<(Option<usize>, &[u8])> {
    let count = bytes.first()?.leading_zeros() as usize + 1;
    if count > 8 {
        return None;
    }
    let (length, rest) = bytes.split_at_checked(count)?;
    let length = number(length)?;
    let most = (1_u64 << (7 * count)) - 1;
    let length = length & most;
    Some((
        (length != most).then(|| usize::try_from(length).unwrap_or(usize::MAX)),
        rest,
    ))
}

fn number(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| {
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    })
}

fn fraction(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(*bytes.first_chunk()?))),
        8 => Some(f64::from_be_bytes(*bytes.first_chunk()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn element(id: u32, content: &[u8]) -> Vec<u8> {
        let id: Vec<u8> = id
            .to_be_bytes()
            .into_iter()
            .skip_while(|byte| *byte == 0)
            .collect();
        let length = u16::try_from(content.len()).unwrap() | 0x4000;
        [&id, length.to_be_bytes().as_slice(), content].concat()
    }

    fn film() -> Vec<u8> {
        let info = [
            element(NANOSECONDS_A_UNIT, &1_000_000_u32.to_be_bytes()),
            element(DURATION, &12_500_f64.to_be_bytes()),
        ];
        let sizes = [
            element(PIXEL_WIDTH, &[2, 128]),
            element(PIXEL_HEIGHT, &[1, 104]),
        ];
        let sound = element(TRACK, &element(0x83, &[2]));
        let video = element(TRACK, &element(VIDEO, &sizes.concat()));
        let tracks = element(TRACKS, &[sound, video].concat());
        let segment = [element(INFO, &info.concat()), tracks].concat();
        // A segment of unknown length, as a recorder writes it that cannot go back.
        let segment = [
            &SEGMENT.to_be_bytes(),
            [0x01, 255, 255, 255, 255, 255, 255, 255].as_slice(),
            &segment,
        ];
        [element(HEADER, &element(0x4282, b"webm")), segment.concat()].concat()
    }

    #[test]
    fn a_film_says_how_long_and_how_large_it_is() {
        let findings = inspect(&film());
        assert_eq!(findings.duration, Some(Duration::from_millis(12_500)));
        assert_eq!(findings.dimensions, Some((640, 360)));
    }

    #[test]
    fn what_is_not_said_is_unknown() {
        assert_eq!(inspect(b""), Findings::default());
        assert_eq!(inspect(&film()[..20]), Findings::default());
    }

    proptest! {
        #[test]
        fn a_damaged_film_is_read(at in 0..200_usize, byte in any::<u8>()) {
            let mut bytes = film();
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = inspect(&bytes);
        }
    }
}
