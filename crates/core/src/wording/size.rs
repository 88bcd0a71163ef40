//! Sizes of files as people write them.

use latchkey_text::files as t;

/// A size in the largest unit that leaves at least 1. A megabyte is a million bytes, as with the
/// platforms' limits.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => t::size_bytes(bytes),
        1_000..1_000_000 => t::size_kb(bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => t::size_mb(tenths(bytes, 1_000_000)),
        1_000_000_000.. => t::size_gb(tenths(bytes, 1_000_000_000)),
    }
}

/// `bytes` in units, with one digit after the point where that says more. Rounded up: a limit that
/// is passed must not look as if it was kept.
fn tenths(bytes: u64, unit: u64) -> String {
    let tenths = bytes.div_ceil(unit / 10);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_never_reads_as_the_limit_it_exceeds() {
        for (bytes, words) in [
            (1, "1 bytes"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (1_483_099, "1.5 MB"),
            (5_000_000, "5 MB"),
            (5_000_001, "5.1 MB"),
            (512_000_000, "512 MB"),
            (4_000_000_000, "4 GB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
