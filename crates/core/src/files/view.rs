//! What the page is shown of a file.

use std::time::Duration;

use latchkey_platforms::{Format, MediaKind};
use latchkey_store::files::FileRow;
use latchkey_text::files as t;

use super::clean::Removed;
use super::{FileProblem, facts, removed_of};
use crate::views::{FileDimensions, FileView, PostKind};

/// What the page is shown of a file.
pub(crate) fn file_view(row: &FileRow) -> FileView {
    let facts = facts(row);
    FileView {
        id: row.id.clone(),
        name: row.name.clone(),
        kind: facts.format.kind().map(kind),
        format: facts.format.name().to_owned(),
        size: size_in_words(facts.bytes),
        dimensions: facts
            .dimensions
            .map(|(width, height)| FileDimensions { width, height }),
        duration: facts.duration.map(duration_in_words),
        pages: facts.pages,
        removed: removed_in_words(row),
        problem: FileProblem::of(row).map(|problem| problem_in_words(problem, facts.format)),
    }
}

fn kind(kind: MediaKind) -> PostKind {
    match kind {
        MediaKind::Image => PostKind::Image,
        MediaKind::Video => PostKind::Video,
        MediaKind::Document => PostKind::Document,
    }
}

/// A size as people write it. A megabyte is a million bytes, as with the platforms' limits.
pub(super) fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => t::size_bytes(bytes),
        1_000..1_000_000 => t::size_kb(bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => t::size_mb(tenths(bytes, 1_000_000)),
        1_000_000_000.. => t::size_gb(tenths(bytes, 1_000_000_000)),
    }
}

/// `bytes` in units with one digit after the point, rounded up: a limit that is passed must not
/// look as if it was kept.
fn tenths(bytes: u64, unit: u64) -> String {
    let tenths = bytes.div_ceil(unit / 10);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `0:07`, `12:30`, `1:02:03`.
fn duration_in_words(duration: Duration) -> String {
    // A film of half a second is not one of none.
    let seconds = duration.as_millis().div_ceil(1_000);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

fn removed_in_words(row: &FileRow) -> Option<String> {
    let removed = removed_of(row);
    let words: Vec<String> = removed.into_iter().map(what_was_removed).collect();
    (!words.is_empty()).then(|| t::removed(words.join(", ")))
}

fn what_was_removed(removed: Removed) -> String {
    match removed {
        Removed::Place => t::removed_place(),
        Removed::Camera => t::removed_camera(),
        Removed::Notes => t::removed_notes(),
    }
}

fn problem_in_words(problem: FileProblem, format: Format) -> String {
    match problem {
        FileProblem::Broken => t::problem_broken(),
        FileProblem::TooManyPixels => t::problem_too_many_pixels(),
        FileProblem::NotTaken => t::problem_not_taken(format.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_durations_read_as_people_write_them() {
        for (bytes, words) in [
            (1, "1 bytes"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (1_483_099, "1.5 MB"),
            (8_000_000, "8.0 MB"),
            (8_000_001, "8.1 MB"),
            (4_000_000_000, "4.0 GB"),
        ] {
            assert_eq!(size_in_words(bytes), words);
        }
        for (milliseconds, words) in [
            (400, "0:01"),
            (7_000, "0:07"),
            (750_000, "12:30"),
            (3_723_000, "1:02:03"),
        ] {
            assert_eq!(
                duration_in_words(Duration::from_millis(milliseconds)),
                words
            );
        }
    }
}
