//! How long a part of a domain is once it is written in ASCII (RFC 3492).
//!
//! Only the length is of interest: a part of more than 63 letters makes no link.

/// The longest part a domain may have.
const LONGEST: usize = 63;

/// Whether each part between the dots fits, written in ASCII.
pub(super) fn parts_fit(domain: &[u16]) -> bool {
    domain.split(|&unit| unit == u16::from(b'.')).all(|part| {
        let length = ascii_length(&code_points(part));
        (1..=LONGEST).contains(&length)
    })
}

/// Halves of a code point stay as they are: a link may begin in the middle of one.
fn code_points(units: &[u16]) -> Vec<u32> {
    char::decode_utf16(units.iter().copied())
        .map(|decoded| decoded.map_or_else(|half| half.unpaired_surrogate().into(), u32::from))
        .collect()
}

/// The length in ASCII; anything too long is just "too long", so that no number grows large.
fn ascii_length(part: &[u32]) -> usize {
    if part.len() > LONGEST {
        return part.len();
    }
    let is_ideographic_dot = |point: &u32| matches!(point, 0x3002 | 0xFF0E | 0xFF61);
    let dots = part
        .iter()
        .filter(|point| is_ideographic_dot(point))
        .count();
    part.split(is_ideographic_dot)
        .map(label_length)
        .sum::<usize>()
        + dots
}

fn label_length(label: &[u32]) -> usize {
    if label.iter().all(|point| (0x20..=0x7E).contains(point)) {
        label.len()
    } else {
        "xn--".len() + encoded_length(label)
    }
}

/// RFC 3492, section 6.3, counting digits instead of writing them.
fn encoded_length(label: &[u32]) -> usize {
    let basic = label.iter().filter(|&&point| point < 0x80).count();
    let mut length = if basic > 0 { basic + 1 } else { 0 };
    let mut handled = basic;
    let (mut next, mut delta, mut bias) = (0x80, 0, 72);
    while let Some(&smallest) = label.iter().filter(|&&point| point >= next).min() {
        delta += (smallest - next) * count(handled + 1);
        next = smallest;
        for &point in label {
            if point < next {
                delta += 1;
            } else if point == next {
                length += digits(delta, bias);
                bias = adapted(delta, count(handled + 1), handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta += 1;
        next += 1;
    }
    length
}

/// How many digits the variable-length number takes.
fn digits(mut delta: u32, bias: u32) -> usize {
    let mut digits = 1;
    let mut base: u32 = 36;
    loop {
        let threshold = base.saturating_sub(bias).clamp(1, 26);
        if delta < threshold {
            return digits;
        }
        delta = (delta - threshold) / (36 - threshold);
        digits += 1;
        base += 36;
    }
}

fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

/// At most 64 (see [`ascii_length`]), so no sum above overflows.
fn count(points: usize) -> u32 {
    u32::try_from(points).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_that_of_the_encoded_label() {
        for (label, encoded) in [
            ("example", "example"),
            ("münchen", "xn--mnchen-3ya"),
            ("日本語", "xn--wgv71a119e"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            (
                "Pročprostěnemluvíčesky",
                "xn--Proprostnemluvesky-uyb24dma41a",
            ),
            ("-> $1.00 <-", "-> $1.00 <-"),
            ("💩", "xn--ls8h"),
        ] {
            let points: Vec<u32> = label.chars().map(u32::from).collect();
            assert_eq!(ascii_length(&points), encoded.len(), "{label}");
        }
    }

    #[test]
    fn parts_of_more_than_63_letters_do_not_fit() {
        let fits = |domain: &str| parts_fit(&domain.encode_utf16().collect::<Vec<_>>());
        assert!(fits(&format!("{}.com", "a".repeat(63))));
        assert!(!fits(&format!("{}.com", "a".repeat(64))));
        assert!(
            !fits(&format!("{}.com", "漢".repeat(63))),
            "it is longer in ASCII"
        );
        assert!(!fits("a..com"), "an empty part");
    }
}
