//! Problems of the words.

use super::{Found, Look};
use crate::{
    count::{count, counts},
    draft::posted_text,
    platform::Platform,
    problem::{Issue, Place},
    rules::{Comments, PostType, TextField, Titles},
};

impl Look<'_> {
    pub(super) fn text_issues(&self) -> Found {
        let mut found = Found::new();
        self.look_at_text(&mut found);
        self.look_at_title(&mut found);
        self.look_at_first_comment(&mut found);
        found
    }

    fn look_at_text(&self, found: &mut Found) {
        let (draft, platform) = (self.draft, self.platform);
        // The service wants the post's own words even where the platform has others.
        if draft.post_type == PostType::Text && draft.text.trim().is_empty() {
            found.push((Place::Text, Issue::TextMissing));
        }
        let place = draft.text_place(platform);
        let shown = posted_text(draft, platform);
        found.extend(
            self.text_too_long(TextField::Text, &shown)
                .map(|issue| (place, issue)),
        );
        if self.refuses_angle_brackets(&shown) {
            found.push((place, Issue::AngleBrackets));
        }
    }

    fn look_at_title(&self, found: &mut Found) {
        let title = self.draft.title_for(self.platform);
        let place = self.draft.title_place(self.platform);
        if self.rules.titles == Titles::Required && title.trim().is_empty() {
            found.push((place, Issue::TitleMissing));
        }
        found.extend(
            self.text_too_long(TextField::Title, title)
                .map(|issue| (place, issue)),
        );
        if self.refuses_angle_brackets(title) {
            found.push((place, Issue::AngleBrackets));
        }
    }

    fn look_at_first_comment(&self, found: &mut Found) {
        let comment = &self.draft.first_comment;
        let place = Place::FirstComment;
        if !comment.is_empty() && self.rules.comments == Comments::Dropped {
            found.push((place, Issue::CommentDropped));
        }
        // A limit holds even where the comment is dropped: the service checks it.
        found.extend(
            self.text_too_long(TextField::FirstComment, comment)
                .map(|issue| (place, issue)),
        );
    }

    fn text_too_long(&self, field: TextField, text: &str) -> Option<Issue> {
        let fullest = count(self.platform, field, text);
        (fullest.over() > 0).then_some(Issue::TextTooLong(fullest))
    }

    /// The description of one image, if it is too long.
    pub(super) fn alt_text_issue(&self, alt_text: &str) -> Option<Issue> {
        counts(self.platform, TextField::AltText, alt_text)
            .into_iter()
            .find(|count| count.over() > 0)
            .map(Issue::TextTooLong)
    }

    /// YouTube Data API, `snippet.title` and `snippet.description`.
    pub(super) fn refuses_angle_brackets(&self, text: &str) -> bool {
        self.platform == Platform::YouTube && text.contains(['<', '>'])
    }
}
