//! What there is to know about a platform: the types of the table.

use std::time::Duration;

use crate::fields::Field;

/// The largest file that can reach the service, in bytes: its presigned upload (skill texts,
/// 2026-05). A platform may take larger ones; they cannot get there.
pub const LARGEST_UPLOAD: u64 = 5_000_000_000;

/// What one platform accepts. Sizes in bytes; a megabyte is a million bytes, the stricter reading.
#[derive(Debug)]
pub struct Rules {
    /// Whether it takes posts without media.
    pub text_posts: bool,
    /// Image posts, if it takes any.
    pub images: Option<ImageRules>,
    /// Video posts, if it takes any. Always one video per post.
    pub video: Option<VideoRules>,
    /// Document posts, if it takes any. Always one document per post.
    pub document: Option<DocumentRules>,
    /// The limits of the post's text. All of them hold.
    pub text: &'static [Limit],
    /// The limits of a title. Empty: no limit of its own.
    pub title: &'static [Limit],
    /// What becomes of a title.
    pub titles: Titles,
    /// The limits of the first comment. Empty: none documented.
    pub first_comment: &'static [Limit],
    /// What becomes of the first comment.
    pub comments: Comments,
    /// The limits of an image's description. Empty: it takes none.
    pub alt_text: &'static [Limit],
    /// Posts per connected account in 24 hours, through the service.
    pub daily_cap: u32,
    /// Whether the service refuses hashtags on a list it does not publish.
    pub bans_hashtags: bool,
    /// The fields that exist for this platform only.
    pub fields: &'static [Field],
}

impl Rules {
    /// Whether it takes posts of this type.
    #[must_use]
    pub fn takes(&self, post_type: PostType) -> bool {
        match post_type {
            PostType::Text => self.text_posts,
            PostType::Image => self.images.is_some(),
            PostType::Video => self.video.is_some(),
            PostType::Document => self.document.is_some(),
        }
    }

    /// The types of posts it takes.
    #[must_use]
    pub fn post_types(&self) -> Vec<PostType> {
        PostType::ALL
            .into_iter()
            .filter(|&post_type| self.takes(post_type))
            .collect()
    }

    /// The limits of a text. All of them hold; empty means that none is documented.
    #[must_use]
    pub fn limits(&self, field: TextField) -> &'static [Limit] {
        match field {
            TextField::Text => self.text,
            TextField::Title => self.title,
            TextField::FirstComment => self.first_comment,
            TextField::AltText => self.alt_text,
        }
    }
}

/// The `post_type` of the service's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PostType {
    /// Words only.
    Text,
    /// One image or several.
    Image,
    /// One video.
    Video,
    /// One PDF.
    Document,
}

impl PostType {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Text, Self::Image, Self::Video, Self::Document];

    /// The name the service's API uses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
        }
    }

    /// The media such a post is made of.
    #[must_use]
    pub fn media(self) -> Option<MediaKind> {
        match self {
            Self::Text => None,
            Self::Image => Some(MediaKind::Image),
            Self::Video => Some(MediaKind::Video),
            Self::Document => Some(MediaKind::Document),
        }
    }
}

/// A text that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// The post itself (`description`).
    Text,
    /// `title`.
    Title,
    /// `first_comment`.
    FirstComment,
    /// What an image shows, for people who do not see it.
    AltText,
}

/// How long a text may be, and how that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The most that fits.
    pub most: usize,
    /// What is counted.
    pub unit: Unit,
}

/// What is counted. See this crate's README for who counts what, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// X's weighted length.
    Weighted,
    /// Extended grapheme clusters: what a person takes for one character.
    Graphemes,
    /// Bytes of UTF-8.
    Bytes,
    /// Units of UTF-16. Also where nobody says: it is the strictest of the usual ways.
    Utf16,
    /// Threads: UTF-16 units, but emoji as the bytes they take in UTF-8.
    EmojiAsBytes,
}

/// What becomes of a post's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Titles {
    /// It has a place of its own and must be there.
    Required,
    /// It has a place of its own.
    Own,
    /// The service puts it before the text, where it takes room.
    BeforeText,
}

/// What becomes of a post's first comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// It is posted after the post.
    Posted,
    /// The service does nothing with it.
    Dropped,
}

/// What images a platform takes.
#[derive(Debug)]
pub struct ImageRules {
    /// Per post.
    pub most: usize,
    /// Per image.
    pub bytes: u64,
    /// What it can read.
    pub formats: &'static [Format],
}

/// What video a platform takes.
#[derive(Debug)]
pub struct VideoRules {
    /// Of the file.
    pub bytes: u64,
    /// The shortest it takes.
    pub shortest: Duration,
    /// The longest it takes.
    pub longest: Duration,
    /// What it can read.
    pub formats: &'static [Format],
}

/// What documents a platform takes.
#[derive(Debug)]
pub struct DocumentRules {
    /// Of the file.
    pub bytes: u64,
    /// Pages it may have.
    pub pages: u32,
    /// What it can read.
    pub formats: &'static [Format],
}

/// What a media file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// BMP.
    Bmp,
    /// MP4.
    Mp4,
    /// QuickTime.
    Mov,
    /// WebM.
    WebM,
    /// AVI.
    Avi,
    /// Matroska.
    Mkv,
    /// Windows Media.
    Wmv,
    /// Flash video.
    Flv,
    /// PDF.
    Pdf,
    /// Anything else. No platform takes it.
    Other,
}

/// What kind of thing a media file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Pages.
    Document,
}

impl Format {
    /// What kind of thing it is; `None` for [`Format::Other`].
    #[must_use]
    pub fn kind(self) -> Option<MediaKind> {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::WebP | Self::Bmp => Some(MediaKind::Image),
            Self::Mp4 | Self::Mov | Self::WebM | Self::Avi | Self::Mkv | Self::Wmv | Self::Flv => {
                Some(MediaKind::Video)
            }
            Self::Pdf => Some(MediaKind::Document),
            Self::Other => None,
        }
    }

    /// What the ending of a file's name says it is; `None` if it says nothing.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::WebP),
            "bmp" => Some(Self::Bmp),
            "mp4" => Some(Self::Mp4),
            "mov" => Some(Self::Mov),
            "webm" => Some(Self::WebM),
            "avi" => Some(Self::Avi),
            "mkv" => Some(Self::Mkv),
            "wmv" => Some(Self::Wmv),
            "flv" => Some(Self::Flv),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Mp4 => "MP4",
            Self::Mov => "MOV",
            Self::WebM => "WebM",
            Self::Avi => "AVI",
            Self::Mkv => "MKV",
            Self::Wmv => "WMV",
            Self::Flv => "FLV",
            Self::Pdf => "PDF",
            Self::Other => "?",
        }
    }
}
