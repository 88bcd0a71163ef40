//! The contradictions, platform by platform.
//!
//! Sources: see [`Source`]. Each entry reads the table's own value through `in_table`.

use std::time::Duration;

use super::{Contradiction, Fact, Reading, Resolution, Source};
use crate::{
    fields::{Control, Field},
    platform::Platform,
    rules::{Comments, Format, PostType, Rules, TextField},
};

/// All contradictions that touch the table.
pub const CONTRADICTIONS: &[Contradiction] = &[
    strict(
        Platform::X,
        "longest video",
        &[
            says(DESCRIPTIONS, Fact::Longest(Duration::from_secs(4 * 3_600))),
            says(TYPES, Fact::Longest(Duration::from_secs(140))),
            says(SKILLS, Fact::Longest(Duration::from_secs(140))),
        ],
        Fact::Longest(Duration::from_secs(140)),
        longest_video,
    ),
    strict(
        Platform::X,
        "size of a video",
        &[
            says(DESCRIPTIONS, Fact::Bytes(GB)),
            says(SKILLS, Fact::Bytes(512 * MB)),
        ],
        Fact::Bytes(512 * MB),
        video_bytes,
    ),
    strict(
        Platform::X,
        "size of an image",
        &[
            says(DESCRIPTIONS, Fact::Bytes(GB)),
            says(SKILLS, Fact::Bytes(5 * MB)),
        ],
        Fact::Bytes(5 * MB),
        image_bytes,
    ),
    strict(
        Platform::X,
        "length of the text; accounts with X Premium have more in the same field",
        &[
            says(DESCRIPTIONS, Fact::Most(280)),
            says(SKILLS, Fact::Most(25_000)),
        ],
        Fact::Most(280),
        |rules| {
            Some(Fact::Most(
                rules
                    .limits(TextField::Text)
                    .first()?
                    .most
                    .try_into()
                    .ok()?,
            ))
        },
    ),
    strict(
        Platform::X,
        "posts with x_reply_settings",
        &[
            says(TYPES, Fact::PostTypes(&[PostType::Text, PostType::Image])),
            says(
                DESCRIPTIONS,
                Fact::PostTypes(&[PostType::Text, PostType::Image, PostType::Video]),
            ),
        ],
        Fact::PostTypes(&[PostType::Text, PostType::Image]),
        |_| post_types("x_reply_settings"),
    ),
    strict(
        Platform::X,
        "posts with x_alt_text",
        &[
            says(TYPES, Fact::PostTypes(IMAGE)),
            says(SKILLS, Fact::PostTypes(IMAGE_AND_VIDEO)),
        ],
        Fact::PostTypes(IMAGE),
        |_| post_types("x_alt_text"),
    ),
    strict(
        Platform::YouTube,
        "formats of a video; the last three cannot be uploaded to the service",
        &[
            says(
                DESCRIPTIONS,
                Fact::Formats(&[
                    Format::Mp4,
                    Format::Mov,
                    Format::WebM,
                    Format::Avi,
                    Format::Wmv,
                    Format::Flv,
                ]),
            ),
            says(
                TYPES,
                Fact::Formats(&[Format::Mp4, Format::Mov, Format::WebM]),
            ),
        ],
        Fact::Formats(&[Format::Mp4, Format::Mov, Format::WebM]),
        |rules| Some(Fact::Formats(rules.video.as_ref()?.formats)),
    ),
    strict(
        Platform::YouTube,
        "formats of a thumbnail",
        &[
            says(
                DESCRIPTIONS,
                Fact::Formats(&[Format::Jpeg, Format::Png, Format::Gif, Format::Bmp]),
            ),
            says(SKILLS, Fact::Formats(&[Format::Jpeg, Format::Png])),
        ],
        Fact::Formats(&[Format::Jpeg, Format::Png]),
        |_| thumbnail_formats(),
    ),
    strict(
        Platform::Instagram,
        "longest video; the types call the value a recommendation",
        &[
            says(DESCRIPTIONS, Fact::Longest(Duration::from_secs(15 * 60))),
            says(TYPES, Fact::Longest(Duration::from_secs(90))),
            says(SKILLS, Fact::Longest(Duration::from_secs(90))),
        ],
        Fact::Longest(Duration::from_secs(90)),
        longest_video,
    ),
    strict(
        Platform::Instagram,
        "size of a video",
        &[
            says(DESCRIPTIONS, Fact::Bytes(300 * MB)),
            says(SKILLS, Fact::Bytes(100 * MB)),
        ],
        Fact::Bytes(100 * MB),
        video_bytes,
    ),
    strict(
        Platform::Instagram,
        "size of an image",
        &[
            says(DESCRIPTIONS, Fact::Bytes(300 * MB)),
            says(SKILLS, Fact::Bytes(8 * MB)),
        ],
        Fact::Bytes(8 * MB),
        image_bytes,
    ),
    strict(
        Platform::Instagram,
        "posts with instagram_alt_text",
        &[
            says(TYPES, Fact::PostTypes(IMAGE)),
            says(SKILLS, Fact::PostTypes(IMAGE_AND_VIDEO)),
        ],
        Fact::PostTypes(IMAGE),
        |_| post_types("instagram_alt_text"),
    ),
    strict(
        Platform::Instagram,
        "collaborators",
        &[says(TYPES, Fact::Unlimited), says(SKILLS, Fact::Most(3))],
        Fact::Most(3),
        |_| collaborators(),
    ),
    trusted(
        Platform::Instagram,
        "form of instagram_collaborators",
        &[
            says(TYPES, Fact::Joined(true)),
            says(PACKAGES, Fact::Joined(false)),
            says(SKILLS, Fact::Joined(false)),
        ],
        Fact::Joined(true),
        |_| joined("instagram_collaborators"),
    ),
    trusted(
        Platform::Instagram,
        "form of instagram_user_tags; the skill texts have JSON with places in the picture",
        &[
            says(TYPES, Fact::Joined(true)),
            says(SKILLS, Fact::Joined(false)),
        ],
        Fact::Joined(true),
        |_| joined("instagram_user_tags"),
    ),
    trusted(
        Platform::Instagram,
        "values of instagram_media_type",
        &[
            says(TYPES, Fact::Values(&["REELS", "STORIES"])),
            says(PACKAGES, Fact::Values(&["IMAGE", "REELS", "STORIES"])),
            says(SKILLS, Fact::Values(&["photo", "video", "carousel"])),
        ],
        Fact::Values(&["REELS", "STORIES"]),
        |_| values("instagram_media_type"),
    ),
    strict(
        Platform::Facebook,
        "images in a post",
        &[
            says(DESCRIPTIONS, Fact::Most(10)),
            says(TYPES, Fact::Unlimited),
        ],
        Fact::Most(10),
        images,
    ),
    trusted(
        Platform::Facebook,
        "values of facebook_media_type",
        &[
            says(TYPES, Fact::Values(&["VIDEO", "REELS"])),
            says(SKILLS, Fact::Values(&["photo", "video", "reel", "link"])),
        ],
        Fact::Values(&["VIDEO", "REELS"]),
        |_| values("facebook_media_type"),
    ),
    strict(
        Platform::LinkedIn,
        "formats of an image",
        &[
            says(
                DESCRIPTIONS,
                Fact::Formats(&[Format::Jpeg, Format::Png, Format::Gif]),
            ),
            says(SKILLS, Fact::Formats(&[Format::Jpeg, Format::Png])),
        ],
        Fact::Formats(&[Format::Jpeg, Format::Png]),
        |rules| Some(Fact::Formats(rules.images.as_ref()?.formats)),
    ),
    strict(
        Platform::LinkedIn,
        "posts in 24 hours",
        &[
            says(DESCRIPTIONS, Fact::Most(150)),
            says(SKILLS, Fact::Most(100)),
        ],
        Fact::Most(100),
        daily_cap,
    ),
    strict(
        Platform::LinkedIn,
        "first comment; the descriptions have a limit for it",
        &[
            says(TYPES, Fact::Possible(false)),
            says(DESCRIPTIONS, Fact::Possible(true)),
        ],
        Fact::Possible(false),
        |rules| Some(Fact::Possible(rules.comments == Comments::Posted)),
    ),
    strict(
        Platform::TikTok,
        "size of a video",
        &[
            says(DESCRIPTIONS, Fact::Bytes(4 * GB)),
            says(SKILLS, Fact::Bytes(287 * MB)),
        ],
        Fact::Bytes(287 * MB),
        video_bytes,
    ),
    strict(
        Platform::TikTok,
        "longest video",
        &[
            says(DESCRIPTIONS, Fact::Longest(Duration::from_secs(600))),
            says(SKILLS, Fact::Longest(Duration::from_secs(180))),
        ],
        Fact::Longest(Duration::from_secs(180)),
        longest_video,
    ),
    strict(
        Platform::TikTok,
        "shortest video",
        &[
            says(DESCRIPTIONS, Fact::Unlimited),
            says(SKILLS, Fact::Shortest(Duration::from_secs(3))),
        ],
        Fact::Shortest(Duration::from_secs(3)),
        |rules| Some(Fact::Shortest(rules.video.as_ref()?.shortest)),
    ),
    strict(
        Platform::TikTok,
        "posts in 24 hours",
        &[
            says(DESCRIPTIONS, Fact::Most(15)),
            says(SKILLS, Fact::Most(100)),
        ],
        Fact::Most(15),
        daily_cap,
    ),
    trusted(
        Platform::TikTok,
        "image posts",
        &[
            says(DESCRIPTIONS, Fact::Possible(true)),
            says(PACKAGES, Fact::Possible(false)),
        ],
        Fact::Possible(true),
        |rules| Some(Fact::Possible(rules.takes(PostType::Image))),
    ),
    trusted(
        Platform::TikTok,
        "values of tiktok_privacy_level",
        &[
            says(TYPES, Fact::Values(&["public", "friends", "private"])),
            says(PACKAGES, Fact::Values(&["0", "1", "2"])),
            says(
                SKILLS,
                Fact::Values(&["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIEND", "SELF_ONLY"]),
            ),
        ],
        Fact::Values(&["public", "friends", "private"]),
        |_| values("tiktok_privacy_level"),
    ),
    trusted(
        Platform::TikTok,
        "values of tiktok_post_mode",
        &[
            says(DESCRIPTIONS, Fact::Values(&["DIRECT_POST", "MEDIA_UPLOAD"])),
            says(SKILLS, Fact::Values(&["DIRECT_POST", "DRAFT"])),
        ],
        Fact::Values(&["DIRECT_POST", "MEDIA_UPLOAD"]),
        |_| values("tiktok_post_mode"),
    ),
    strict(
        Platform::Pinterest,
        "images in a post; the descriptions have both values",
        &[
            says(TYPES, Fact::Most(1)),
            says(DESCRIPTIONS, Fact::Most(1)),
            says(DESCRIPTIONS, Fact::Most(5)),
        ],
        Fact::Most(1),
        images,
    ),
    strict(
        Platform::Pinterest,
        "posts with pinterest_alt_text",
        &[
            says(TYPES, Fact::PostTypes(IMAGE_AND_VIDEO)),
            says(DESCRIPTIONS, Fact::PostTypes(IMAGE)),
        ],
        Fact::PostTypes(IMAGE),
        |_| post_types("pinterest_alt_text"),
    ),
    strict(
        Platform::Bluesky,
        "video posts; the descriptions have both answers",
        &[
            says(TYPES, Fact::Possible(false)),
            says(DESCRIPTIONS, Fact::Possible(false)),
            says(DESCRIPTIONS, Fact::Possible(true)),
        ],
        Fact::Possible(false),
        |rules| Some(Fact::Possible(rules.takes(PostType::Video))),
    ),
];

const TYPES: Source = Source::OpenApiTypes;
const DESCRIPTIONS: Source = Source::OpenApiDescriptions;
const PACKAGES: Source = Source::Packages;
const SKILLS: Source = Source::SkillTexts;
const MB: u64 = 1_000_000;
const GB: u64 = 1_000 * MB;
const IMAGE: &[PostType] = &[PostType::Image];
const IMAGE_AND_VIDEO: &[PostType] = &[PostType::Image, PostType::Video];

type InTable = fn(&'static Rules) -> Option<Fact>;

const fn strict(
    platform: Platform,
    topic: &'static str,
    readings: &'static [Reading],
    chosen: Fact,
    in_table: InTable,
) -> Contradiction {
    let resolution = Resolution::Stricter;
    Contradiction {
        platform,
        topic,
        readings,
        chosen,
        resolution,
        in_table,
    }
}

const fn trusted(
    platform: Platform,
    topic: &'static str,
    readings: &'static [Reading],
    chosen: Fact,
    in_table: InTable,
) -> Contradiction {
    let resolution = Resolution::MoreTrusted;
    Contradiction {
        platform,
        topic,
        readings,
        chosen,
        resolution,
        in_table,
    }
}

const fn says(source: Source, fact: Fact) -> Reading {
    Reading { source, fact }
}

fn longest_video(rules: &'static Rules) -> Option<Fact> {
    Some(Fact::Longest(rules.video.as_ref()?.longest))
}

fn video_bytes(rules: &'static Rules) -> Option<Fact> {
    Some(Fact::Bytes(rules.video.as_ref()?.bytes))
}

fn image_bytes(rules: &'static Rules) -> Option<Fact> {
    Some(Fact::Bytes(rules.images.as_ref()?.bytes))
}

fn images(rules: &'static Rules) -> Option<Fact> {
    Some(Fact::Most(rules.images.as_ref()?.most.try_into().ok()?))
}

fn daily_cap(rules: &'static Rules) -> Option<Fact> {
    Some(Fact::Most(rules.daily_cap.into()))
}

fn post_types(field: &str) -> Option<Fact> {
    Some(Fact::PostTypes(Field::named(field)?.post_types))
}

fn values(field: &str) -> Option<Fact> {
    let Control::Choice { values, .. } = Field::named(field)?.control else {
        return None;
    };
    Some(Fact::Values(values))
}

fn joined(field: &str) -> Option<Fact> {
    Some(Fact::Joined(Field::named(field)?.is_joined()))
}

fn thumbnail_formats() -> Option<Fact> {
    let thumbnail = &Field::named("youtube_thumbnail_url")?.control;
    let Control::ImageUrl { formats, .. } = thumbnail else {
        return None;
    };
    Some(Fact::Formats(formats))
}

fn collaborators() -> Option<Fact> {
    let collaborators = &Field::named("instagram_collaborators")?.control;
    let Control::Names { most: Some(most) } = collaborators else {
        return None;
    };
    Some(Fact::Most((*most).try_into().ok()?))
}
