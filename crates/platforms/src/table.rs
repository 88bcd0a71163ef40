//! The table: what each platform accepts.
//!
//! From the vendor's OpenAPI, types and descriptions (2026-04), its documentation (2026-05) and its
//! skill texts (2026-05), in this order of trust. Where they contradict each other the stricter
//! value stands, and `contradictions.rs` says so. Units of text: see this crate's README.

use std::time::Duration;

use crate::{
    fields,
    rules::{Comments, DocumentRules, Format, ImageRules, Limit, Rules, Titles, Unit, VideoRules},
};

const MB: u64 = 1_000_000;
const GB: u64 = 1_000 * MB;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

pub(crate) const X: Rules = Rules {
    text_posts: true,
    images: Some(ImageRules {
        most: 4,
        bytes: 5 * MB,
        formats: &[Format::Jpeg, Format::Png, Format::Gif, Format::WebP],
    }),
    video: Some(VideoRules {
        bytes: 512 * MB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(140),
        formats: &[Format::Mp4, Format::Mov],
    }),
    document: None,
    text: &[Limit {
        most: 280,
        unit: Unit::Weighted,
    }],
    title: &[],
    titles: Titles::BeforeText,
    first_comment: &[],
    comments: Comments::Dropped,
    alt_text: &[utf16(1_000)],
    daily_cap: 50,
    bans_hashtags: false,
    fields: fields::X,
};

pub(crate) const YOUTUBE: Rules = Rules {
    text_posts: false,
    images: None,
    video: Some(VideoRules {
        bytes: 256 * GB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(12 * HOUR),
        formats: &[Format::Mp4, Format::Mov, Format::WebM],
    }),
    document: None,
    text: &[Limit {
        most: 5_000,
        unit: Unit::Bytes,
    }],
    title: &[utf16(100)],
    titles: Titles::Required,
    first_comment: &[],
    comments: Comments::Posted,
    alt_text: &[],
    daily_cap: 10,
    bans_hashtags: false,
    fields: fields::YOUTUBE,
};

pub(crate) const INSTAGRAM: Rules = Rules {
    text_posts: false,
    images: Some(ImageRules {
        most: 10,
        bytes: 8 * MB,
        formats: &[Format::Jpeg, Format::Png],
    }),
    video: Some(VideoRules {
        bytes: 100 * MB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(90),
        formats: &[Format::Mp4, Format::Mov],
    }),
    document: None,
    text: &[utf16(2_200)],
    title: &[],
    titles: Titles::BeforeText,
    first_comment: &[utf16(2_196)],
    comments: Comments::Posted,
    alt_text: &[utf16(1_000)],
    daily_cap: 50,
    bans_hashtags: true,
    fields: fields::INSTAGRAM,
};

pub(crate) const FACEBOOK: Rules = Rules {
    text_posts: true,
    images: Some(ImageRules {
        most: 10,
        bytes: GB,
        formats: &[Format::Jpeg, Format::Png, Format::Gif, Format::WebP],
    }),
    video: Some(VideoRules {
        bytes: GB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(240 * MINUTE),
        formats: &[Format::Mp4, Format::Mov],
    }),
    document: None,
    text: &[utf16(63_206)],
    title: &[utf16(255)],
    titles: Titles::BeforeText,
    first_comment: &[],
    comments: Comments::Dropped,
    alt_text: &[],
    daily_cap: 25,
    bans_hashtags: true,
    fields: fields::FACEBOOK,
};

pub(crate) const LINKEDIN: Rules = Rules {
    text_posts: true,
    images: Some(ImageRules {
        most: 9,
        bytes: 5 * GB,
        formats: &[Format::Jpeg, Format::Png],
    }),
    video: Some(VideoRules {
        bytes: 5 * GB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(10 * MINUTE),
        formats: &[Format::Mp4],
    }),
    document: Some(DocumentRules {
        bytes: 100 * MB,
        pages: 300,
        formats: &[Format::Pdf],
    }),
    text: &[utf16(3_000)],
    title: &[utf16(400)],
    titles: Titles::BeforeText,
    first_comment: &[utf16(1_250)],
    comments: Comments::Dropped,
    alt_text: &[],
    daily_cap: 100,
    bans_hashtags: false,
    fields: fields::LINKEDIN,
};

pub(crate) const TIKTOK: Rules = Rules {
    text_posts: false,
    images: Some(ImageRules {
        most: 35,
        bytes: 287 * MB,
        formats: &[Format::Jpeg, Format::Png, Format::WebP],
    }),
    video: Some(VideoRules {
        bytes: 287 * MB,
        shortest: Duration::from_secs(3),
        longest: Duration::from_secs(180),
        formats: &[Format::Mp4, Format::Mov, Format::WebM],
    }),
    document: None,
    text: &[utf16(2_200)],
    title: &[],
    titles: Titles::BeforeText,
    first_comment: &[],
    comments: Comments::Dropped,
    alt_text: &[],
    daily_cap: 15,
    bans_hashtags: false,
    fields: fields::TIKTOK,
};

pub(crate) const THREADS: Rules = Rules {
    text_posts: true,
    images: Some(ImageRules {
        most: 10,
        bytes: GB,
        formats: &[Format::Jpeg, Format::Png],
    }),
    video: Some(VideoRules {
        bytes: GB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(5 * MINUTE),
        formats: &[Format::Mp4, Format::Mov],
    }),
    document: None,
    text: &[Limit {
        most: 500,
        unit: Unit::EmojiAsBytes,
    }],
    title: &[],
    titles: Titles::BeforeText,
    first_comment: &[],
    comments: Comments::Dropped,
    alt_text: &[],
    daily_cap: 50,
    bans_hashtags: true,
    fields: fields::THREADS,
};

pub(crate) const PINTEREST: Rules = Rules {
    text_posts: false,
    images: Some(ImageRules {
        most: 1,
        bytes: GB,
        formats: &[Format::Jpeg, Format::Png, Format::Gif, Format::WebP],
    }),
    video: Some(VideoRules {
        bytes: GB,
        shortest: Duration::ZERO,
        longest: Duration::from_secs(15 * MINUTE),
        formats: &[Format::Mp4],
    }),
    document: None,
    text: &[utf16(500)],
    title: &[utf16(100)],
    titles: Titles::Own,
    first_comment: &[],
    comments: Comments::Dropped,
    alt_text: &[utf16(500)],
    daily_cap: 20,
    bans_hashtags: false,
    fields: fields::PINTEREST,
};

pub(crate) const BLUESKY: Rules = Rules {
    text_posts: true,
    images: Some(ImageRules {
        most: 4,
        bytes: 100 * MB,
        formats: &[Format::Jpeg, Format::Png, Format::Gif, Format::WebP],
    }),
    video: None,
    document: None,
    text: &[
        Limit {
            most: 300,
            unit: Unit::Graphemes,
        },
        Limit {
            most: 3_000,
            unit: Unit::Bytes,
        },
    ],
    title: &[],
    titles: Titles::BeforeText,
    first_comment: &[],
    comments: Comments::Dropped,
    alt_text: &[utf16(1_000)],
    daily_cap: 50,
    bans_hashtags: false,
    fields: fields::BLUESKY,
};

const fn utf16(most: usize) -> Limit {
    Limit {
        most,
        unit: Unit::Utf16,
    }
}
