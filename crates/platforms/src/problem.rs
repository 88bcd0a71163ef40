//! What can be wrong with a draft, as data. The words are in the text catalogue (`platforms.json`).

use std::time::Duration;

use crate::{
    count::Count,
    fields::Field,
    platform::Platform,
    rules::{Format, MediaKind, PostType},
};

/// One thing about a draft that one platform, or the service for it, does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Who does not take it.
    pub platform: Platform,
    /// Where it can be put right.
    pub place: Place,
    /// What it is.
    pub issue: Issue,
}

impl Problem {
    /// Whether the draft can be sent all the same.
    #[must_use]
    pub fn severity(&self) -> Severity {
        let goes_out = matches!(
            self.issue,
            Issue::RulesUnknown
                | Issue::CommentDropped
                | Issue::TextNotSent
                | Issue::HashtagShunned(_)
        );
        if goes_out {
            Severity::Warns
        } else {
            Severity::Stops
        }
    }
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It can be sent; something will be missing or is not known.
    Warns,
    /// It would be refused.
    Stops,
}

/// Where on the page something can be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The choice of platforms.
    Platforms,
    /// The choice of what the post is made of.
    PostType,
    /// The post's words.
    Text,
    /// The title.
    Title,
    /// The first comment.
    FirstComment,
    /// The list of media.
    Media,
    /// One file, counted from 0.
    File(usize),
    /// The description of one image, counted from 0.
    AltText(usize),
    /// A field of this platform.
    Field(&'static Field),
}

/// What a platform does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issue {
    /// Nothing is documented, so nothing can be promised.
    RulesUnknown,
    /// The platform does not take such posts.
    PostTypeNotTaken {
        /// What the draft is.
        post_type: PostType,
        /// What it could be.
        taken: Vec<PostType>,
    },
    /// A text post says nothing.
    TextMissing,
    /// A text is too long, by this count; [`Count::over`] says by how much.
    TextTooLong(Count),
    /// The platform wants a title.
    TitleMissing,
    /// The service will not post the first comment there.
    CommentDropped,
    /// Posts with this hashtag, which is here without its `#`, are known to be refused. Whether
    /// this one is, only the service can tell.
    HashtagShunned(&'static str),
    /// Images, videos and documents are mixed.
    MediaMixed,
    /// There is no file, and this type of post is made of files.
    MediaMissing(MediaKind),
    /// A text post takes no files.
    MediaInTextPost,
    /// There are too many files.
    TooManyMedia {
        /// How many the draft has.
        count: usize,
        /// How many are taken.
        most: usize,
    },
    /// A file is not what this type of post is made of.
    WrongMedia {
        /// What the post is made of.
        wanted: MediaKind,
        /// What the file is.
        format: Format,
    },
    /// The platform cannot read the file.
    FormatNotTaken {
        /// What the file is.
        format: Format,
        /// What it could be.
        taken: &'static [Format],
    },
    /// There is nothing in the file.
    FileEmpty,
    /// The file is too large, in bytes.
    FileTooLarge {
        /// Its size.
        bytes: u64,
        /// The largest that is taken.
        most: u64,
    },
    /// The video is too long.
    VideoTooLong {
        /// Its duration.
        duration: Duration,
        /// The longest that is taken.
        most: Duration,
    },
    /// The video is too short.
    VideoTooShort {
        /// Its duration.
        duration: Duration,
        /// The shortest that is taken.
        least: Duration,
    },
    /// A YouTube Short or a Reel on Facebook stands upright.
    VideoNotUpright,
    /// The document has too many pages.
    TooManyPages {
        /// How many it has.
        pages: u32,
        /// How many are taken.
        most: u32,
    },
    /// A field must be filled in.
    ValueMissing,
    /// The value is none of those to choose from.
    ValueNotAChoice,
    /// The value is of another kind than the field takes.
    ValueOfWrongKind,
    /// There are too many values.
    TooManyValues {
        /// How many there are.
        count: usize,
        /// How many are taken.
        most: usize,
    },
    /// The value is no web address that begins with `https://`.
    NotAnAddress,
    /// The address ends like a file that is not taken there.
    AddressNotTaken(&'static [Format]),
    /// The value is no day or moment.
    NotADate,
    /// The value is no language tag.
    NotALanguage,
    /// One of the values is not two letters for a country.
    NotACountry,
    /// A country is both allowed and blocked, or the lists are used together.
    CountriesContradict,
    /// The value has something else than digits.
    NotANumber,
    /// A topic on Threads has a `.` or `&`, or more than one line.
    NotATopic,
    /// A draft in TikTok's inbox comes without title and text (vendor's OpenAPI, 2026-04).
    TextNotSent,
    /// YouTube takes no `<` and `>` in titles, texts and tags.
    AngleBrackets,
    /// A story cannot be scheduled.
    StoryScheduled,
    /// A YouTube Short takes no thumbnail of its own.
    ThumbnailOnShort,
}
