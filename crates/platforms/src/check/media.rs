//! Problems of the media. What is not known about a file is no problem.

use std::time::Duration;

use super::{Found, Look};
use crate::{
    draft::Media,
    problem::{Issue, Place},
    rules::{Format, LARGEST_UPLOAD, MediaKind, VideoRules},
};

/// The longest YouTube Short (vendor's OpenAPI, 2026-04).
const LONGEST_SHORT: Duration = Duration::from_secs(60);
/// The longest Reel on Facebook (vendor's skill texts, 2026-05).
const LONGEST_FACEBOOK_REEL: Duration = Duration::from_secs(90);

impl Look<'_> {
    pub(super) fn media_issues(&self) -> Found {
        let media = self.draft.media_for(self.platform);
        let Some(wanted) = self.draft.post_type.media() else {
            let problem = (!media.is_empty()).then_some((Place::Media, Issue::MediaInTextPost));
            return problem.into_iter().collect();
        };
        let mut found = Found::new();
        found.extend(
            self.number_issue(wanted, media)
                .map(|issue| (Place::Media, issue)),
        );
        for (index, file) in media.iter().enumerate() {
            let issues = self.file_issues(wanted, file);
            found.extend(issues.into_iter().map(|issue| (Place::File(index), issue)));
            let alt_text = self.alt_text_issue(&file.alt_text);
            found.extend(alt_text.map(|issue| (Place::AltText(index), issue)));
        }
        found
    }

    fn number_issue(&self, wanted: MediaKind, media: &[Media]) -> Option<Issue> {
        let most = match wanted {
            MediaKind::Image => self.rules.images.as_ref()?.most,
            MediaKind::Video | MediaKind::Document => 1,
        };
        let mut kinds = media.iter().filter_map(|file| file.format.kind());
        let first = kinds.next();
        if media.is_empty() {
            Some(Issue::MediaMissing(wanted))
        } else if kinds.any(|kind| Some(kind) != first) {
            Some(Issue::MediaMixed)
        } else if media.len() > most {
            Some(Issue::TooManyMedia {
                count: media.len(),
                most,
            })
        } else {
            None
        }
    }

    fn file_issues(&self, wanted: MediaKind, file: &Media) -> Vec<Issue> {
        let format = file.format;
        if format.kind().is_some_and(|kind| kind != wanted) {
            return vec![Issue::WrongMedia { wanted, format }];
        }
        let empty = (file.bytes == 0).then_some(Issue::FileEmpty);
        empty
            .into_iter()
            .chain(self.issues_of_kind(wanted, file))
            .collect()
    }

    fn issues_of_kind(&self, kind: MediaKind, file: &Media) -> Vec<Issue> {
        let rules = self.rules;
        let issues = match (kind, &rules.images, &rules.video, &rules.document) {
            (MediaKind::Image, Some(rules), ..) => {
                vec![not_taken(file, rules.formats), too_large(file, rules.bytes)]
            }
            (MediaKind::Video, _, Some(rules), _) => vec![
                not_taken(file, rules.formats),
                too_large(file, rules.bytes),
                self.too_long(file, rules),
                too_short(file, rules),
                self.not_upright(file),
            ],
            (MediaKind::Document, _, _, Some(rules)) => vec![
                not_taken(file, rules.formats),
                too_large(file, rules.bytes),
                too_many_pages(file, rules.pages),
            ],
            _ => Vec::new(),
        };
        issues.into_iter().flatten().collect()
    }

    fn too_long(&self, file: &Media, rules: &VideoRules) -> Option<Issue> {
        let duration = file.duration?;
        let most = self
            .upright_form()
            .map_or(rules.longest, |most| most.min(rules.longest));
        (duration > most).then_some(Issue::VideoTooLong { duration, most })
    }

    fn not_upright(&self, file: &Media) -> Option<Issue> {
        let (width, height) = file.dimensions?;
        (self.upright_form().is_some() && width >= height).then_some(Issue::VideoNotUpright)
    }

    /// The longest duration, if the video goes out in a form that stands upright.
    fn upright_form(&self) -> Option<Duration> {
        if self.is_chosen("youtube_type", "shorts") {
            Some(LONGEST_SHORT)
        } else if self.is_chosen("facebook_media_type", "REELS") {
            Some(LONGEST_FACEBOOK_REEL)
        } else {
            None
        }
    }
}

fn too_short(file: &Media, rules: &VideoRules) -> Option<Issue> {
    let (duration, least) = (file.duration?, rules.shortest);
    (duration < least).then_some(Issue::VideoTooShort { duration, least })
}

fn not_taken(file: &Media, taken: &'static [Format]) -> Option<Issue> {
    let format = file.format;
    (!taken.contains(&format)).then_some(Issue::FormatNotTaken { format, taken })
}

fn too_large(file: &Media, most: u64) -> Option<Issue> {
    let most = most.min(LARGEST_UPLOAD);
    (file.bytes > most).then_some(Issue::FileTooLarge {
        bytes: file.bytes,
        most,
    })
}

fn too_many_pages(file: &Media, most: u32) -> Option<Issue> {
    let pages = file.pages?;
    (pages > most).then_some(Issue::TooManyPages { pages, most })
}
