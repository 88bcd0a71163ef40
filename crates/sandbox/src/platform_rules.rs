//! What each platform accepts, as this server sees it: post types, limits, daily caps.
//!
//! One table, from the vendor's OpenAPI descriptions and types (2026-04) and its skill texts
//! (2026-05). Where those contradict each other the stricter value stands. Nothing is shared with Latchkey's own rules on purpose: a client and
//! a server that read the same table could be wrong together.

use crate::posts::text::{Limit, Unit};

/// The rules of one platform.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) slug: &'static str,
    pub(crate) text: bool,
    /// How many images a post may have; 0 where images are not taken.
    pub(crate) images: usize,
    pub(crate) video: bool,
    pub(crate) document: bool,
    /// The limits of the text; all of them hold.
    pub(crate) post: &'static [Limit],
    pub(crate) title: Title,
    /// In units of UTF-16, as those of the first comment.
    pub(crate) title_length: Option<usize>,
    pub(crate) comment_length: Option<usize>,
    /// File endings of the media it takes.
    pub(crate) formats: &'static [&'static str],
    /// Posts per connected account in 24 hours.
    pub(crate) daily_cap: usize,
    /// Whether hashtags on the ban list are refused.
    pub(crate) bans_hashtags: bool,
    /// What this platform answers when it is told to fail.
    pub(crate) failure: &'static str,
}

/// What becomes of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Title {
    /// It has a place of its own and must be there.
    Required,
    /// It has a place of its own.
    Own,
    /// It stands before the text and takes room there.
    BeforeText,
}

const fn utf16(most: usize) -> Limit {
    Limit {
        most,
        unit: Unit::Utf16,
    }
}

const fn limit(most: usize, unit: Unit) -> Limit {
    Limit { most, unit }
}

/// The platform with this slug.
pub(crate) fn of(slug: &str) -> Option<&'static Rules> {
    PLATFORMS.iter().find(|rules| rules.slug == slug)
}

pub(crate) const PLATFORMS: [Rules; 9] = [
    Rules {
        slug: "x",
        text: true,
        images: 4,
        video: true,
        document: false,
        post: &[limit(280, Unit::Weighted)],
        title: Title::BeforeText,
        title_length: None,
        comment_length: None,
        formats: &["jpg", "jpeg", "png", "gif", "webp", "mp4", "mov"],
        daily_cap: 50,
        bans_hashtags: false,
        failure: "media_id_invalid",
    },
    Rules {
        slug: "youtube",
        text: false,
        images: 0,
        video: true,
        document: false,
        post: &[limit(5_000, Unit::Bytes)],
        title: Title::Required,
        title_length: Some(100),
        comment_length: None,
        formats: &["mp4", "mov", "webm"],
        daily_cap: 10,
        bans_hashtags: false,
        failure: "quotaExceeded",
    },
    Rules {
        slug: "instagram",
        text: false,
        images: 10,
        video: true,
        document: false,
        post: &[utf16(2_200)],
        title: Title::BeforeText,
        title_length: None,
        comment_length: Some(2_196),
        formats: &["jpg", "jpeg", "png", "mp4", "mov"],
        daily_cap: 50,
        bans_hashtags: true,
        failure: "business_account_required",
    },
    Rules {
        slug: "facebook",
        text: true,
        images: 10,
        video: true,
        document: false,
        post: &[utf16(63_206)],
        title: Title::BeforeText,
        title_length: Some(255),
        comment_length: None,
        formats: &["jpg", "jpeg", "png", "gif", "webp", "mp4", "mov"],
        daily_cap: 25,
        bans_hashtags: true,
        failure: "page_admin_required",
    },
    Rules {
        slug: "linkedin",
        text: true,
        images: 9,
        video: true,
        document: true,
        post: &[utf16(3_000)],
        title: Title::BeforeText,
        title_length: Some(400),
        comment_length: Some(1_250),
        formats: &["jpg", "jpeg", "png", "mp4", "pdf"],
        daily_cap: 100,
        bans_hashtags: false,
        failure: "The account's access has expired",
    },
    Rules {
        slug: "tiktok",
        text: false,
        images: 35,
        video: true,
        document: false,
        post: &[utf16(2_200)],
        title: Title::BeforeText,
        title_length: None,
        comment_length: None,
        formats: &["jpg", "jpeg", "png", "webp", "mp4", "mov", "webm"],
        daily_cap: 15,
        bans_hashtags: false,
        failure: "The account may not publish at the moment",
    },
    Rules {
        slug: "threads",
        text: true,
        images: 10,
        video: true,
        document: false,
        post: &[limit(500, Unit::EmojiAsBytes)],
        title: Title::BeforeText,
        title_length: None,
        comment_length: None,
        formats: &["jpg", "jpeg", "png", "mp4", "mov"],
        daily_cap: 50,
        bans_hashtags: true,
        failure: "The account's access has expired",
    },
    Rules {
        slug: "pinterest",
        text: false,
        images: 1,
        video: true,
        document: false,
        post: &[utf16(500)],
        title: Title::Own,
        title_length: Some(100),
        comment_length: None,
        formats: &["jpg", "jpeg", "png", "gif", "webp", "mp4"],
        daily_cap: 20,
        bans_hashtags: false,
        failure: "The board does not exist",
    },
    Rules {
        slug: "bluesky",
        text: true,
        images: 4,
        video: false,
        document: false,
        post: &[limit(300, Unit::Graphemes), limit(3_000, Unit::Bytes)],
        title: Title::BeforeText,
        title_length: None,
        comment_length: None,
        formats: &["jpg", "jpeg", "png", "gif", "webp"],
        daily_cap: 50,
        bans_hashtags: false,
        failure: "The account's access has expired",
    },
];

/// Hashtags that are refused where [`Rules::bans_hashtags`] says so. The vendor has a list but
/// does not publish it; these are its kind.
pub(crate) const BANNED_HASHTAGS: [&str; 6] = [
    "f4f",
    "followforfollow",
    "l4l",
    "like4like",
    "likeforlike",
    "tagsforlikes",
];
