//! Fields that exist for one platform only (the service calls them overrides), and what they take.
//!
//! From the vendor's OpenAPI (2026-04). Its skill texts (2026-05) add a few: texts and media of
//! one's own for more platforms, `youtube_playlist_id`, `tiktok_brand_organic_toggle`. Older
//! spellings of the same fields are left out.

use crate::{
    platform::Platform,
    rules::{Format, Limit, PostType, Unit},
};

/// A field for one platform.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in the service's API; begins with the platform's slug.
    pub name: &'static str,
    /// How a person fills it in, and what it takes.
    pub control: Control,
    /// The types of posts that have it.
    pub post_types: &'static [PostType],
    /// Whether the platform refuses a post without it.
    pub required: bool,
}

/// What a field takes, and its value where nothing is chosen.
#[derive(Debug, PartialEq, Eq)]
pub enum Control {
    /// Yes or no.
    Switch {
        /// What the service assumes.
        default: bool,
    },
    /// One of several values.
    Choice {
        /// The service's names for them.
        values: &'static [&'static str],
        /// What the service assumes; `None` where leaving it out means something of its own.
        default: Option<&'static str>,
    },
    /// Words, and how many.
    Text {
        /// All of them hold. Empty: the limits of the post's text or title, which it replaces.
        limits: &'static [Limit],
    },
    /// Words a post is found by.
    Tags {
        /// All together, as YouTube counts them: a comma between two, quotation marks around one
        /// with a space in it (YouTube Data API, `snippet.tags`).
        most: usize,
    },
    /// Names of accounts. They are sent as one text with commas, see [`Field::is_joined`].
    Names {
        /// How many; `None` where no limit is documented.
        most: Option<usize>,
    },
    /// Countries by their two letters (ISO 3166-1).
    Countries,
    /// A language tag (BCP 47).
    Language {
        /// What the service assumes.
        default: Option<&'static str>,
    },
    /// A day, or a moment (ISO 8601).
    Date,
    /// A web address.
    Url,
    /// The web address of an image.
    ImageUrl {
        /// The largest file, in bytes.
        bytes: u64,
        /// What may be there.
        formats: &'static [Format],
    },
    /// The number of something at the platform.
    Number,
    /// A name the platform gave to something, such as a board.
    Id,
    /// Threads: 1 to 50 characters, no `.` and no `&`.
    Topic,
    /// Media instead of the post's own.
    Media,
}

impl Field {
    /// The field with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|field| field.name == name)
    }

    /// All fields of all platforms.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        Platform::ALL
            .into_iter()
            .filter_map(Platform::rules)
            .flat_map(|rules| rules.fields)
    }

    /// Whether posts of this type have it. A value for a type that does not is not sent.
    #[must_use]
    pub fn is_for(&self, post_type: PostType) -> bool {
        self.post_types.contains(&post_type)
    }

    /// Whether a list goes out as one text with commas. The other lists are lists there too.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        matches!(self.control, Control::Names { .. })
    }

    /// The name of its label in the text catalogue (`platforms.…`).
    #[must_use]
    pub fn label_id(&self) -> &'static str {
        self.name
    }

    /// The name of its explanation in the text catalogue.
    #[must_use]
    pub fn explanation_id(&self) -> String {
        format!("{}_explained", self.name)
    }

    /// The name of one of its values in the text catalogue: `creativeCommon` of `youtube_license`
    /// is `youtube_license_creative_common`.
    #[must_use]
    pub fn value_id(&self, value: &str) -> String {
        let mut id = format!("{}_", self.name);
        let mut was_lower = false;
        for letter in value.chars() {
            if letter.is_uppercase() && was_lower {
                id.push('_');
            }
            was_lower = letter.is_lowercase();
            id.extend(letter.to_lowercase());
        }
        id
    }
}

pub(crate) const X: &[Field] = &[
    text("x_text", EVERY),
    media("x_media_urls", PICTURES),
    choice(
        "x_reply_settings",
        REPLIES,
        None,
        &[PostType::Text, PostType::Image],
    ),
    alt_text("x_alt_text"),
];

pub(crate) const YOUTUBE: &[Field] = &[
    text("youtube_title", VIDEO),
    text("youtube_text", VIDEO),
    media("youtube_media_urls", VIDEO),
    choice("youtube_type", &["video", "shorts"], Some("video"), VIDEO),
    choice("youtube_category_id", CATEGORIES, Some("22"), VIDEO),
    field("youtube_tags", Control::Tags { most: 500 }, VIDEO),
    choice(
        "youtube_privacy_status",
        &["public", "unlisted", "private"],
        Some("public"),
        VIDEO,
    ),
    field("youtube_thumbnail_url", THUMBNAIL, VIDEO),
    field("youtube_playlist_id", Control::Id, VIDEO),
    switch("youtube_self_declared_made_for_kids", false, VIDEO),
    switch("youtube_contains_synthetic_media", false, VIDEO),
    switch("youtube_has_paid_product_placement", false, VIDEO),
    choice(
        "youtube_license",
        &["youtube", "creativeCommon"],
        Some("youtube"),
        VIDEO,
    ),
    switch("youtube_embeddable", true, VIDEO),
    switch("youtube_public_stats_viewable", true, VIDEO),
    field(
        "youtube_default_language",
        Control::Language { default: None },
        VIDEO,
    ),
    field(
        "youtube_default_audio_language",
        Control::Language { default: None },
        VIDEO,
    ),
    field("youtube_allowed_countries", Control::Countries, VIDEO),
    field("youtube_blocked_countries", Control::Countries, VIDEO),
    field("youtube_recording_date", Control::Date, VIDEO),
    field("youtube_caption_url", Control::Url, VIDEO),
    field(
        "youtube_caption_language",
        Control::Language {
            default: Some("en"),
        },
        VIDEO,
    ),
];

pub(crate) const INSTAGRAM: &[Field] = &[
    text("instagram_text", PICTURES),
    media("instagram_media_urls", PICTURES),
    choice(
        "instagram_media_type",
        &["REELS", "STORIES"],
        Some("REELS"),
        VIDEO,
    ),
    switch("instagram_share_to_feed", true, VIDEO),
    field(
        "instagram_collaborators",
        Control::Names { most: Some(3) },
        PICTURES,
    ),
    field("instagram_cover_url", Control::Url, VIDEO),
    field("instagram_user_tags", Control::Names { most: None }, IMAGE),
    field("instagram_location_id", Control::Id, PICTURES),
    alt_text("instagram_alt_text"),
];

pub(crate) const FACEBOOK: &[Field] = &[
    text("facebook_text", EVERY),
    media("facebook_media_urls", PICTURES),
    choice(
        "facebook_media_type",
        &["VIDEO", "REELS"],
        Some("VIDEO"),
        VIDEO,
    ),
];

pub(crate) const LINKEDIN: &[Field] = &[
    text("linkedin_text", EVERY),
    field("linkedin_page_id", Control::Number, EVERY),
    choice(
        "linkedin_visibility",
        &["PUBLIC", "CONNECTIONS"],
        Some("PUBLIC"),
        EVERY,
    ),
];

pub(crate) const TIKTOK: &[Field] = &[
    text("tiktok_text", PICTURES),
    media("tiktok_media_urls", PICTURES),
    choice(
        "tiktok_privacy_level",
        &["public", "friends", "private"],
        Some("public"),
        PICTURES,
    ),
    choice(
        "tiktok_post_mode",
        &["DIRECT_POST", "MEDIA_UPLOAD"],
        Some("DIRECT_POST"),
        PICTURES,
    ),
    switch("tiktok_disable_comment", false, PICTURES),
    switch("tiktok_disable_duet", false, VIDEO),
    switch("tiktok_disable_stitch", false, VIDEO),
    switch("tiktok_is_aigc", false, VIDEO),
    switch("tiktok_brand_content_toggle", false, PICTURES),
    switch("tiktok_brand_organic_toggle", false, PICTURES),
    switch("tiktok_auto_add_music", false, IMAGE),
];

pub(crate) const THREADS: &[Field] = &[field("threads_topic_tag", Control::Topic, EVERY)];

pub(crate) const PINTEREST: &[Field] = &[
    Field {
        required: true,
        ..field("pinterest_board_id", Control::Id, PICTURES)
    },
    media("pinterest_media_urls", PICTURES),
    field("pinterest_link", Control::Url, PICTURES),
    Field {
        control: Control::Text {
            limits: &[Limit {
                most: 500,
                unit: Unit::Utf16,
            }],
        },
        ..alt_text("pinterest_alt_text")
    },
];

pub(crate) const BLUESKY: &[Field] = &[alt_text("bluesky_alt_text")];

const EVERY: &[PostType] = &PostType::ALL;
const PICTURES: &[PostType] = &[PostType::Image, PostType::Video];
const IMAGE: &[PostType] = &[PostType::Image];
const VIDEO: &[PostType] = &[PostType::Video];

/// Who may answer; left out, everyone may.
const REPLIES: &[&str] = &["following", "mentionedUsers"];

/// YouTube's categories by number.
const CATEGORIES: &[&str] = &[
    "1", "2", "10", "15", "17", "20", "22", "23", "24", "25", "26", "27", "28",
];

const THUMBNAIL: Control = Control::ImageUrl {
    bytes: 2_000_000,
    formats: &[Format::Jpeg, Format::Png],
};

const fn field(name: &'static str, control: Control, post_types: &'static [PostType]) -> Field {
    Field {
        name,
        control,
        post_types,
        required: false,
    }
}

const fn switch(name: &'static str, default: bool, post_types: &'static [PostType]) -> Field {
    field(name, Control::Switch { default }, post_types)
}

const fn choice(
    name: &'static str,
    values: &'static [&'static str],
    default: Option<&'static str>,
    post_types: &'static [PostType],
) -> Field {
    field(name, Control::Choice { values, default }, post_types)
}

/// Words instead of the post's own; its limits hold for them.
const fn text(name: &'static str, post_types: &'static [PostType]) -> Field {
    field(name, Control::Text { limits: &[] }, post_types)
}

const fn media(name: &'static str, post_types: &'static [PostType]) -> Field {
    field(name, Control::Media, post_types)
}

const fn alt_text(name: &'static str) -> Field {
    field(
        name,
        Control::Text {
            limits: &[Limit {
                most: 1_000,
                unit: Unit::Utf16,
            }],
        },
        IMAGE,
    )
}
