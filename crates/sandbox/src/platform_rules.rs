//! What each platform accepts, as this server sees it: post types, limits, daily caps.
//!
//! One table, from the vendor's OpenAPI descriptions (2026-04). Where those contradict each other
//! the stricter value stands. Nothing is shared with Latchkey's own rules on purpose: a client and
//! a server that read the same table could be wrong together.

/// The rules of one platform. Lengths are counted by [`crate::posts::text::length`].
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) slug: &'static str,
    pub(crate) text: bool,
    /// How many images a post may have; 0 where images are not taken.
    pub(crate) images: usize,
    pub(crate) video: bool,
    pub(crate) document: bool,
    pub(crate) post_length: usize,
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
        post_length: 280,
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
        post_length: 5_000,
        title_length: Some(100),
        comment_length: None,
        formats: &["mp4", "mov", "avi", "wmv", "flv", "webm"],
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
        post_length: 2_200,
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
        post_length: 63_206,
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
        post_length: 3_000,
        title_length: Some(400),
        comment_length: Some(1_250),
        formats: &["jpg", "jpeg", "png", "mp4", "pdf"],
        daily_cap: 150,
        bans_hashtags: false,
        failure: "The account's access has expired",
    },
    Rules {
        slug: "tiktok",
        text: false,
        images: 35,
        video: true,
        document: false,
        post_length: 2_200,
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
        post_length: 500,
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
        post_length: 500,
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
        post_length: 300,
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
