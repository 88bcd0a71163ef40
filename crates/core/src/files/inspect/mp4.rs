//! MP4 and QuickTime: boxes within boxes. Only the headers of the film and its tracks are read; the
//! film itself is stepped over, however long it is.
//!
//! No library: those that exist read every table of the film into memory, and a few bytes say what
//! is asked here.

use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;

use super::{Broken, Findings};

/// More boxes than a film has; one in fragments has some for each second.
const MOST_BOXES: usize = 200_000;
/// As much of a header's content as is read.
const HEADER: u64 = 120;

/// Reads what the film says of itself.
///
/// # Errors
/// [`Broken`] when it is cut off or nothing in it is a video.
pub(super) fn inspect(file: &mut (impl Read + Seek), length: u64) -> Result<Findings, Broken> {
    let mut film = Film {
        file,
        boxes_left: MOST_BOXES,
    };
    let top = film.boxes(0, length)?;
    let named = |name: &[u8; 4]| top.iter().find(|one| &one.name == name);
    // The first box tells of the film, the other one is it.
    let (Some(about), Some(_)) = (named(b"moov"), named(b"mdat")) else {
        return Err(Broken);
    };
    let mut clock = None;
    let mut fragments = None;
    let mut video = None;
    for one in film.boxes(about.from, about.to)? {
        match &one.name {
            b"mvhd" => clock = film_header(&film.beginning(&one)?),
            b"mvex" => fragments = film.fragments_length(&one)?,
            b"trak" => video = video.or(film.track(&one)?),
            _ => {}
        }
    }
    let dimensions = video.ok_or(Broken)?;
    let duration = clock.and_then(|(units_a_second, length)| {
        let length = Some(length).filter(|length| *length > 0).or(fragments)?;
        let milliseconds = u128::from(length) * 1_000 / u128::from(units_a_second);
        Some(Duration::from_millis(u64::try_from(milliseconds).ok()?))
    });
    Ok(Findings {
        dimensions: Some(dimensions),
        duration,
        pages: None,
    })
}

/// A box: where its content is.
struct Located {
    name: [u8; 4],
    from: u64,
    to: u64,
}

/// A film that is being read.
struct Film<'a, F> {
    file: &'a mut F,
    /// A file made of nothing but tiny boxes would be read for hours.
    boxes_left: usize,
}

impl<F: Read + Seek> Film<'_, F> {
    /// The boxes between two places.
    fn boxes(&mut self, from: u64, to: u64) -> Result<Vec<Located>, Broken> {
        let mut all = Vec::new();
        let mut at = from;
        // Less than a header is filling.
        while to - at >= 8 {
            self.boxes_left = self.boxes_left.checked_sub(1).ok_or(Broken)?;
            let one = self.next_box(at, to)?;
            at = one.to;
            all.push(one);
        }
        Ok(all)
    }

    fn next_box(&mut self, at: u64, to: u64) -> Result<Located, Broken> {
        self.file.seek(SeekFrom::Start(at))?;
        let (size, name): ([u8; 4], [u8; 4]) = (self.read()?, self.read()?);
        let (header, size) = match u32::from_be_bytes(size) {
            // As far as there is.
            0 => (8, to - at),
            1 => (16, u64::from_be_bytes(self.read()?)),
            size => (8, u64::from(size)),
        };
        let end = at.checked_add(size).filter(|end| *end <= to);
        if size < header {
            return Err(Broken);
        }
        Ok(Located {
            name,
            from: at + header,
            to: end.ok_or(Broken)?,
        })
    }

    fn read<const COUNT: usize>(&mut self) -> Result<[u8; COUNT], Broken> {
        let mut bytes = [0; COUNT];
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The beginning of a box's content.
    fn beginning(&mut self, one: &Located) -> Result<Vec<u8>, Broken> {
        self.file.seek(SeekFrom::Start(one.from))?;
        let mut content = Vec::new();
        let most = HEADER.min(one.to - one.from);
        self.file.take(most).read_to_end(&mut content)?;
        Ok(content)
    }

    fn fragments_length(&mut self, extends: &Located) -> Result<Option<u64>, Broken> {
        for one in self.boxes(extends.from, extends.to)? {
            if &one.name == b"mehd" {
                let header = self.beginning(&one)?;
                return Ok(match header.first() {
                    Some(0) => long(&header, 4).map(u64::from),
                    _ => longer(&header, 4),
                });
            }
        }
        Ok(None)
    }

    /// Width and height of a track as it is shown; `None` if it is no video.
    fn track(&mut self, track: &Located) -> Result<Option<(u32, u32)>, Broken> {
        let mut dimensions = None;
        let mut is_video = false;
        for one in self.boxes(track.from, track.to)? {
            match &one.name {
                b"tkhd" => dimensions = track_header(&self.beginning(&one)?),
                b"mdia" => is_video = self.is_video(&one)?,
                _ => {}
            }
        }
        Ok(dimensions.filter(|_| is_video))
    }

    fn is_video(&mut self, media: &Located) -> Result<bool, Broken> {
        for one in self.boxes(media.from, media.to)? {
            if &one.name == b"hdlr" {
                return Ok(self.beginning(&one)?.get(8..12) == Some(b"vide"));
            }
        }
        Ok(false)
    }
}

/// Units of time in a second, and the film's length in them; 0 when it is said elsewhere.
fn film_header(header: &[u8]) -> Option<(u32, u64)> {
    let (units, length) = match header.first()? {
        0 => (
            long(header, 12)?,
            long(header, 16).map(u64::from).filter(|l| *l < 0xFFFF_FFFF),
        ),
        _ => (
            long(header, 20)?,
            longer(header, 24).filter(|length| *length < u64::MAX),
        ),
    };
    (units > 0).then_some((units, length.unwrap_or(0)))
}

fn track_header(header: &[u8]) -> Option<(u32, u32)> {
    let matrix = if *header.first()? == 0 { 40 } else { 52 };
    let is_zero = |place: usize| long(header, matrix + 4 * place) == Some(0);
    // The number before the point of a fixed-point one.
    let (width, height) = (
        long(header, matrix + 36)? >> 16,
        long(header, matrix + 40)? >> 16,
    );
    let lies_on_its_side = is_zero(0) && is_zero(4) && !is_zero(1);
    let shown = if lies_on_its_side {
        (height, width)
    } else {
        (width, height)
    };
    (width > 0 && height > 0).then_some(shown)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn longer(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&size, name.as_slice(), content].concat()
    }

    fn numbers(numbers: &[u32]) -> Vec<u8> {
        numbers
            .iter()
            .flat_map(|number| number.to_be_bytes())
            .collect()
    }

    /// A film of 12.5 seconds, 640 by 360, as long as it lies straight.
    fn film(on_its_side: bool) -> Vec<u8> {
        let one = 0x1_0000;
        let matrix = if on_its_side {
            [0, one, 0, 0, 0, 0, 0, 0, 0x4000_0000]
        } else {
            [one, 0, 0, 0, one, 0, 0, 0, 0x4000_0000]
        };
        let header = numbers(&[0, 0, 0, 600, 7_500]);
        let mut of_track = numbers(&[0, 0, 0, 1, 0, 7_500, 0, 0, 0, 0]);
        of_track.extend(numbers(&matrix));
        of_track.extend(numbers(&[640 << 16, 360 << 16]));
        let handler = boxed(b"hdlr", b"\0\0\0\0\0\0\0\0vide\0\0\0\0");
        let track = [boxed(b"tkhd", &of_track), boxed(b"mdia", &handler)].concat();
        let film = [boxed(b"mvhd", &header), boxed(b"trak", &track)].concat();
        [
            boxed(b"ftyp", b"isom\0\0\0\0"),
            boxed(b"moov", &film),
            boxed(b"mdat", &[7; 300]),
        ]
        .concat()
    }

    fn read_film(bytes: &[u8]) -> Result<Findings, Broken> {
        inspect(&mut Cursor::new(bytes), bytes.len() as u64)
    }

    #[test]
    fn a_film_says_how_long_and_how_large_it_is() {
        let lying = read_film(&film(false)).unwrap();
        assert_eq!(lying.duration, Some(Duration::from_millis(12_500)));
        assert_eq!(lying.dimensions, Some((640, 360)));
    }

    #[test]
    fn a_film_taken_with_an_upright_phone_is_upright() {
        assert_eq!(read_film(&film(true)).unwrap().dimensions, Some((360, 640)));
    }

    #[test]
    fn a_film_that_is_cut_off_anywhere_is_broken() {
        let whole = film(false);
        for length in 0..whole.len() {
            assert_eq!(read_film(&whole[..length]), Err(Broken), "{length}");
        }
    }

    #[test]
    fn a_box_that_claims_to_be_huge_or_to_hold_itself_ends_the_reading() {
        for size in [0xFFFF_FFFF_u32, 2, 7] {
            let mut bytes = size.to_be_bytes().to_vec();
            bytes.extend(b"moov\0\0\0\0\0\0\0\0");
            assert_eq!(read_film(&bytes), Err(Broken), "{size}");
        }
        let overflow = b"\0\0\0\x01moov\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
        assert_eq!(read_film(overflow), Err(Broken));
    }

    #[test]
    fn a_file_of_nothing_but_tiny_boxes_is_not_read_to_its_end() {
        let tiny = boxed(b"free", b"").repeat(MOST_BOXES + 1);
        assert_eq!(read_film(&tiny), Err(Broken));
    }

    proptest! {
        #[test]
        fn a_damaged_film_is_read_or_refused(at in 0..600_usize, byte in any::<u8>()) {
            let mut bytes = film(false);
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = read_film(&bytes);
        }
    }
}
