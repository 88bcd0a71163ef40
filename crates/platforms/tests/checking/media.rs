//! Files: how many, which kinds, how large, how long.

use latchkey_platforms::{
    Field, Format, Issue, Media, MediaKind, Place, Platform, PostType, Value, check,
};
use std::time::Duration;

use super::{found, good, places};

#[test]
fn the_number_and_kind_of_media_must_be_right() {
    let jpeg = || Media::new(Format::Jpeg, 1_000);
    let mp4 = || Media::new(Format::Mp4, 1_000);
    let issues = |post_type, platform, media: Vec<Media>| {
        let mut draft = good(post_type, platform);
        draft.media = media;
        found(&draft)
            .into_iter()
            .map(|(_, issue)| issue)
            .collect::<Vec<_>>()
    };
    let of_image = |platform, media| issues(PostType::Image, platform, media);
    assert_eq!(
        of_image(Platform::X, vec![]),
        [Issue::MediaMissing(MediaKind::Image)]
    );
    assert_eq!(of_image(Platform::X, vec![jpeg(); 4]), []);
    assert_eq!(
        of_image(Platform::X, vec![jpeg(); 6]),
        [Issue::TooManyMedia { count: 6, most: 4 }]
    );
    assert_eq!(
        of_image(Platform::Pinterest, vec![jpeg(); 2]),
        [Issue::TooManyMedia { count: 2, most: 1 }]
    );
    assert_eq!(
        of_image(Platform::Instagram, vec![jpeg(), mp4()]),
        [
            Issue::MediaMixed,
            Issue::WrongMedia {
                wanted: MediaKind::Image,
                format: Format::Mp4
            }
        ]
    );
    assert_eq!(
        issues(PostType::Video, Platform::X, vec![mp4(), mp4()]),
        [Issue::TooManyMedia { count: 2, most: 1 }]
    );
    assert_eq!(
        issues(PostType::Text, Platform::X, vec![jpeg()]),
        [Issue::MediaInTextPost]
    );
}

#[test]
fn the_file_must_be_one_the_platform_can_read() {
    for (platform, format, is_taken) in [
        (Platform::LinkedIn, Format::Gif, false),
        (Platform::Instagram, Format::WebP, false),
        (Platform::Bluesky, Format::Gif, true),
        (Platform::X, Format::Other, false),
    ] {
        let mut draft = good(PostType::Image, platform);
        draft.media = vec![Media::new(format, 1_000)];
        let is_refused = matches!(
            found(&draft)[..],
            [(Place::File(0), Issue::FormatNotTaken { .. })]
        );
        assert_eq!(is_refused, !is_taken, "{format:?} on {platform}");
    }
}

#[test]
fn the_file_must_be_neither_empty_nor_too_large() {
    let mut draft = good(PostType::Image, Platform::X);
    draft.media.push(Media::new(Format::Png, 0));
    assert_eq!(found(&draft), [(Place::File(1), Issue::FileEmpty)]);
    draft.media = vec![Media::new(Format::Png, 5_000_001)];
    let issue = Issue::FileTooLarge {
        bytes: 5_000_001,
        most: 5_000_000,
    };
    assert_eq!(found(&draft), [(Place::File(0), issue)]);
}

#[test]
fn no_file_can_be_larger_than_what_reaches_the_service() {
    let mut draft = good(PostType::Video, Platform::YouTube);
    draft.media = vec![Media::new(Format::Mp4, 6_000_000_000)];
    let issue = Issue::FileTooLarge {
        bytes: 6_000_000_000,
        most: 5_000_000_000,
    };
    assert_eq!(
        found(&draft),
        [(Place::File(0), issue)],
        "YouTube itself takes 256 GB"
    );
}

#[test]
fn a_video_must_be_neither_too_long_nor_too_short() {
    let issues = |platform, milliseconds| {
        let mut draft = good(PostType::Video, platform);
        draft.media[0].duration = Some(Duration::from_millis(milliseconds));
        found(&draft)
            .into_iter()
            .map(|(_, issue)| issue)
            .collect::<Vec<_>>()
    };
    assert_eq!(issues(Platform::X, 140_000), []);
    let (duration, most) = (Duration::from_millis(140_001), Duration::from_secs(140));
    assert_eq!(
        issues(Platform::X, 140_001),
        [Issue::VideoTooLong { duration, most }]
    );
    let (duration, least) = (Duration::from_secs(2), Duration::from_secs(3));
    assert_eq!(
        issues(Platform::TikTok, 2_000),
        [Issue::VideoTooShort { duration, least }]
    );
}

#[test]
fn a_short_stands_upright_lasts_a_minute_and_has_no_thumbnail() {
    let mut draft = good(PostType::Video, Platform::YouTube);
    draft.media[0].duration = Some(Duration::from_secs(61));
    draft.media[0].dimensions = Some((1_920, 1_080));
    draft
        .values
        .set(
            "youtube_thumbnail_url",
            Value::Text("https://a.io/b.png".into()),
        )
        .unwrap();
    assert_eq!(check(&draft), [], "an ordinary video may be all that");
    draft
        .values
        .set("youtube_type", Value::Text("shorts".into()))
        .unwrap();
    let (duration, most) = (Duration::from_secs(61), Duration::from_secs(60));
    let thumbnail = Place::Field(Field::named("youtube_thumbnail_url").unwrap());
    assert_eq!(
        found(&draft),
        [
            (Place::File(0), Issue::VideoTooLong { duration, most }),
            (Place::File(0), Issue::VideoNotUpright),
            (thumbnail, Issue::ThumbnailOnShort),
        ]
    );
}

#[test]
fn a_document_may_have_300_pages() {
    let mut draft = good(PostType::Document, Platform::LinkedIn);
    draft.media[0].pages = Some(301);
    let issue = Issue::TooManyPages {
        pages: 301,
        most: 300,
    };
    assert_eq!(found(&draft), [(Place::File(0), issue)]);
}

#[test]
fn what_is_not_known_about_a_file_is_no_problem() {
    let mut draft = good(PostType::Video, Platform::TikTok);
    draft.media = vec![Media::new(Format::Mp4, 1)];
    assert_eq!(check(&draft), []);
}

#[test]
fn the_description_of_an_image_has_the_platforms_limit() {
    let mut draft = good(PostType::Image, Platform::Pinterest);
    draft.media[0].alt_text = "a".repeat(501);
    assert_eq!(places(&draft), [Place::AltText(0)]);
    draft.platforms = vec![Platform::Instagram];
    assert_eq!(check(&draft), []);
}

#[test]
fn media_of_ones_own_are_looked_at_instead_of_the_posts() {
    let mut draft = good(PostType::Image, Platform::X);
    draft.media = vec![Media::new(Format::Jpeg, 1); 6];
    draft
        .own_media
        .insert(Platform::X, vec![Media::new(Format::Jpeg, 1)]);
    assert_eq!(check(&draft), []);
}
