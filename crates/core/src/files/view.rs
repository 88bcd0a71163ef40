//! What the page is shown of a file.

use std::time::Duration;

use latchkey_platforms::{Format, MediaKind};
use latchkey_store::files::FileRow;
use latchkey_text::files as t;

use super::clean::Removed;
use super::{FileProblem, facts, removed_of};
use crate::views::{FileDimensions, FileView, PostKind};
use crate::wording;

/// What the page is shown of a file.
pub(crate) fn file_view(row: &FileRow) -> FileView {
    let facts = facts(row);
    FileView {
        id: row.id.clone(),
        name: row.name.clone(),
        kind: facts.format.kind().map(kind),
        format: facts.format.name().to_owned(),
        size: wording::size(facts.bytes),
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
    fn durations_read_as_people_write_them() {
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
