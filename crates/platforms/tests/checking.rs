//! Each thing a platform refuses is found, and nothing else.

use std::time::Duration;

use latchkey_platforms::{
    Count, Draft, Field, Format, Issue, Media, MediaKind, Place, Platform, PostType, Problem,
    Severity, Unit, Value, check,
};
use proptest::prelude::*;

use crate::counting::any_text;

#[test]
fn a_post_every_platform_takes_has_no_problem() {
    for platform in Platform::ALL {
        for post_type in PostType::ALL {
            if platform.rules().is_some_and(|rules| rules.takes(post_type)) {
                let draft = good(post_type, platform);
                assert_eq!(check(&draft), [], "{post_type:?} on {platform}");
            }
        }
    }
}

#[test]
fn a_platform_that_does_not_take_such_posts_says_which_it_takes() {
    let mut draft = good(PostType::Image, Platform::YouTube);
    draft.text = "a".repeat(9_000);
    let issue = Issue::PostTypeNotTaken {
        post_type: PostType::Image,
        taken: vec![PostType::Video],
    };
    assert_eq!(
        found(&draft),
        [(Place::PostType, issue)],
        "and nothing else until that is right"
    );
}

#[test]
fn where_nothing_is_documented_a_draft_is_only_warned_about() {
    let draft = good(PostType::Text, Platform::Snapchat);
    let problems = check(&draft);
    assert_eq!(
        problems,
        [Problem {
            platform: Platform::Snapchat,
            place: Place::Platforms,
            issue: Issue::RulesUnknown
        }]
    );
    assert_eq!(
        problems.iter().map(Problem::severity).max(),
        Some(Severity::Warns)
    );
}

#[test]
fn a_draft_for_no_platform_has_no_platforms_problems() {
    assert_eq!(check(&Draft::new(PostType::Text, Vec::new())), []);
}

#[test]
fn a_text_that_is_too_long_says_by_how_much_and_for_whom() {
    let mut draft = good(PostType::Text, Platform::X);
    draft.platforms = vec![Platform::X, Platform::Bluesky, Platform::LinkedIn];
    draft.text = "漢".repeat(150);
    let count = Count {
        used: 300,
        limit: Some(280),
        unit: Unit::Weighted,
    };
    assert_eq!(found(&draft), [(Place::Text, Issue::TextTooLong(count))]);
    assert_eq!(count.over(), 20);
}

#[test]
fn a_text_of_ones_own_is_looked_at_instead_of_the_posts() {
    let mut draft = good(PostType::Text, Platform::X);
    draft.text = "a".repeat(400);
    draft
        .values
        .set("x_text", Value::Text("short".into()))
        .unwrap();
    assert_eq!(check(&draft), []);
    draft
        .values
        .set("x_text", Value::Text("b".repeat(281)))
        .unwrap();
    let place = Place::Field(Field::named("x_text").unwrap());
    assert_eq!(
        places(&draft),
        [place],
        "the jump leads to the text that is wrong"
    );
}

#[test]
fn a_title_takes_room_where_it_has_no_place_of_its_own() {
    let mut draft = good(PostType::Text, Platform::X);
    draft.text = "a".repeat(275);
    assert_eq!(check(&draft), []);
    draft.title = "News".into();
    assert_eq!(
        places(&draft),
        [Place::Text],
        "a title, an empty line and the text"
    );
    draft.platforms = vec![Platform::LinkedIn];
    draft.title = "t".repeat(401);
    assert_eq!(places(&draft), [Place::Title]);
}

#[test]
fn a_text_post_needs_a_text_even_where_the_platform_has_its_own() {
    let mut draft = good(PostType::Text, Platform::X);
    draft.text = " \n".into();
    draft
        .values
        .set("x_text", Value::Text("words".into()))
        .unwrap();
    assert_eq!(found(&draft), [(Place::Text, Issue::TextMissing)]);
}

#[test]
fn youtube_wants_a_title_and_no_angle_brackets() {
    let mut draft = good(PostType::Video, Platform::YouTube);
    draft.title = String::new();
    assert_eq!(found(&draft), [(Place::Title, Issue::TitleMissing)]);
    draft
        .values
        .set("youtube_title", Value::Text("1 < 2".into()))
        .unwrap();
    let place = Place::Field(Field::named("youtube_title").unwrap());
    assert_eq!(found(&draft), [(place, Issue::AngleBrackets)]);
}

#[test]
fn a_first_comment_that_will_be_dropped_is_a_warning() {
    let mut draft = good(PostType::Text, Platform::Facebook);
    draft.first_comment = "first".into();
    let problems = check(&draft);
    assert_eq!(
        found(&draft),
        [(Place::FirstComment, Issue::CommentDropped)]
    );
    assert_eq!(problems[0].severity(), Severity::Warns);
    draft.platforms = vec![Platform::Instagram];
    draft.post_type = PostType::Image;
    draft.media = vec![Media::new(Format::Jpeg, 1_000)];
    assert_eq!(check(&draft), []);
    draft.first_comment = "a".repeat(2_197);
    assert_eq!(places(&draft), [Place::FirstComment]);
}

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

#[test]
fn pinterest_needs_a_board() {
    let mut draft = good(PostType::Image, Platform::Pinterest);
    draft
        .values
        .set("pinterest_board_id", Value::Text(" ".into()))
        .unwrap();
    let place = Place::Field(Field::named("pinterest_board_id").unwrap());
    assert_eq!(found(&draft), [(place, Issue::ValueMissing)]);
}

#[test]
fn the_value_of_a_field_must_be_one_it_takes() {
    let text = |text: &str| Value::Text(text.to_owned());
    let list = |items: &[&str]| Value::List(items.iter().map(|&item| item.to_owned()).collect());
    let topic_count = Count {
        used: 51,
        limit: Some(50),
        unit: Unit::Utf16,
    };
    for (name, value, expected) in [
        ("youtube_type", text("shorts"), None),
        ("youtube_type", text("live"), Some(Issue::ValueNotAChoice)),
        ("youtube_embeddable", Value::Switch(false), None),
        (
            "youtube_embeddable",
            text("false"),
            Some(Issue::ValueOfWrongKind),
        ),
        ("youtube_caption_url", text("https://a.io/b.srt"), None),
        (
            "youtube_caption_url",
            text("http://a.io/b.srt"),
            Some(Issue::NotAnAddress),
        ),
        (
            "youtube_caption_url",
            text("https:///b"),
            Some(Issue::NotAnAddress),
        ),
        ("youtube_thumbnail_url", text("https://a.io/b.JPG?x"), None),
        ("youtube_thumbnail_url", text("https://a.io/b"), None),
        (
            "youtube_thumbnail_url",
            text("https://a.io/b.gif"),
            Some(Issue::AddressNotTaken(&[Format::Jpeg, Format::Png])),
        ),
        ("youtube_default_language", text("pt-BR"), None),
        (
            "youtube_default_language",
            text("Portuguese!"),
            Some(Issue::NotALanguage),
        ),
        ("youtube_recording_date", text("2024-02-29"), None),
        (
            "youtube_recording_date",
            text("2026-04-15T13:00:00.5Z"),
            None,
        ),
        (
            "youtube_recording_date",
            text("2026-02-29"),
            Some(Issue::NotADate),
        ),
        (
            "youtube_recording_date",
            text("2026-04-15T13:00:00"),
            Some(Issue::NotADate),
        ),
        (
            "youtube_recording_date",
            text("15.4.2026"),
            Some(Issue::NotADate),
        ),
        ("youtube_allowed_countries", list(&["DE", "AT"]), None),
        (
            "youtube_allowed_countries",
            list(&["Germany"]),
            Some(Issue::NotACountry),
        ),
        ("linkedin_page_id", text("12345"), None),
        (
            "linkedin_page_id",
            text("urn:li:organization:1"),
            Some(Issue::NotANumber),
        ),
        ("threads_topic_tag", text("good morning"), None),
        ("threads_topic_tag", text("a.b"), Some(Issue::NotATopic)),
        (
            "threads_topic_tag",
            text(&"a".repeat(51)),
            Some(Issue::TextTooLong(topic_count)),
        ),
        (
            "instagram_collaborators",
            list(&["a", "b", "c", "d"]),
            Some(Issue::TooManyValues { count: 4, most: 3 }),
        ),
    ] {
        let platform = name.split('_').next().unwrap().parse().unwrap();
        let mut draft = good(PostType::Video, platform);
        draft.values.set(name, value.clone()).unwrap();
        let issue = found(&draft).into_iter().map(|(_, issue)| issue).next();
        assert_eq!(issue, expected, "{name}: {value:?}");
    }
}

#[test]
fn tags_are_counted_with_commas_and_quotation_marks() {
    let mut draft = good(PostType::Video, Platform::YouTube);
    let tags = |count: usize, last: &str| {
        let mut tags = vec!["a".repeat(49); count];
        tags.push(last.to_owned());
        Value::List(tags)
    };
    draft
        .values
        .set("youtube_tags", tags(9, &"b".repeat(50)))
        .unwrap();
    assert_eq!(check(&draft), [], "9 × 50 with their commas, and 50");
    draft
        .values
        .set("youtube_tags", tags(9, &format!("{} b", "b".repeat(48))))
        .unwrap();
    let count = Count {
        used: 502,
        limit: Some(500),
        unit: Unit::Utf16,
    };
    assert_eq!(
        found(&draft)[0].1,
        Issue::TextTooLong(count),
        "a space costs two quotation marks"
    );
}

#[test]
fn values_that_do_not_go_together_are_found() {
    let text = |text: &str| Value::Text(text.to_owned());
    let mut story = good(PostType::Video, Platform::Instagram);
    story
        .values
        .set("instagram_media_type", text("STORIES"))
        .unwrap();
    assert_eq!(check(&story), []);
    story.scheduled = true;
    assert_eq!(found(&story)[0].1, Issue::StoryScheduled);

    let mut inbox = good(PostType::Video, Platform::TikTok);
    inbox
        .values
        .set("tiktok_post_mode", text("MEDIA_UPLOAD"))
        .unwrap();
    assert_eq!(found(&inbox)[0].1, Issue::TextNotSent);
    assert_eq!(check(&inbox)[0].severity(), Severity::Warns);

    let mut countries = good(PostType::Video, Platform::YouTube);
    for name in ["youtube_allowed_countries", "youtube_blocked_countries"] {
        countries
            .values
            .set(name, Value::List(vec!["DE".into()]))
            .unwrap();
    }
    assert_eq!(found(&countries)[0].1, Issue::CountriesContradict);
}

#[test]
fn a_field_of_another_type_of_post_is_not_looked_at() {
    let mut draft = good(PostType::Image, Platform::Instagram);
    draft
        .values
        .set("instagram_media_type", Value::Text("nonsense".into()))
        .unwrap();
    assert_eq!(check(&draft), [], "it is not sent with images");
}

#[test]
fn a_value_for_a_field_that_does_not_exist_is_refused() {
    let mut draft = good(PostType::Text, Platform::X);
    assert!(draft.values.set("x_colour", Value::Switch(true)).is_err());
    assert!(
        draft
            .values
            .set("x_media_urls", Value::List(vec![]))
            .is_err(),
        "media are no value"
    );
}

proptest! {
    #[test]
    fn any_draft_can_be_checked(
        text in any_text(),
        title in any_text(),
        post_type in prop::sample::select(PostType::ALL.to_vec()),
        format in prop::sample::select(vec![Format::Jpeg, Format::Mp4, Format::Pdf, Format::Other]),
        files in 0_usize..40,
        bytes in any::<u64>(),
        seconds in any::<u64>(),
    ) {
        let mut draft = Draft::new(post_type, Platform::ALL.to_vec());
        for field in Field::all() {
            // Media fields take no value.
            let _ = draft.values.set(field.name, Value::Text(text.clone()));
        }
        draft.text = text;
        draft.title = title;
        let mut file = Media::new(format, bytes);
        file.duration = Some(Duration::from_secs(seconds));
        draft.media = vec![file; files];
        for problem in check(&draft) {
            prop_assert!(draft.platforms.contains(&problem.platform));
            if let Place::File(index) | Place::AltText(index) = problem.place {
                prop_assert!(index < files);
            }
        }
    }
}

/// A small post of this type that the platform takes.
fn good(post_type: PostType, platform: Platform) -> Draft {
    let mut draft = Draft::new(post_type, vec![platform]);
    draft.text = "Fresh bread from seven o'clock".into();
    match post_type {
        PostType::Text => {}
        PostType::Image => draft.media = vec![Media::new(Format::Jpeg, 1_000_000)],
        PostType::Video => draft.media = vec![Media::new(Format::Mp4, 1_000_000)],
        PostType::Document => draft.media = vec![Media::new(Format::Pdf, 1_000_000)],
    }
    if platform == Platform::YouTube {
        draft.title = "Bread".into();
    }
    if platform == Platform::Pinterest {
        draft
            .values
            .set("pinterest_board_id", Value::Text("42".into()))
            .unwrap();
    }
    draft
}

fn found(draft: &Draft) -> Vec<(Place, Issue)> {
    check(draft)
        .into_iter()
        .map(|problem| (problem.place, problem.issue))
        .collect()
}

fn places(draft: &Draft) -> Vec<Place> {
    found(draft).into_iter().map(|(place, _)| place).collect()
}

#[test]
fn a_hashtag_that_is_known_to_be_refused_is_warned_of_where_hashtags_are() {
    let mut draft = good(PostType::Text, Platform::Threads);
    draft.text = "Cake #F4F, #f4f_not and f4f #l4l".into();
    draft.first_comment = "#tagsforlikes".into();
    let problems = check(&draft);
    let in_text = |tag| (Place::Text, Issue::HashtagShunned(tag));
    assert_eq!(
        found(&draft),
        [
            (Place::FirstComment, Issue::CommentDropped),
            in_text("f4f"),
            in_text("l4l"),
            (Place::FirstComment, Issue::HashtagShunned("tagsforlikes"))
        ]
    );
    assert!(problems.iter().all(|one| one.severity() == Severity::Warns));

    draft
        .values
        .set("threads_text", Value::Text("Only cake".into()))
        .unwrap();
    assert_eq!(found(&draft).len(), 2, "there it says something else");
    draft.platforms = vec![Platform::LinkedIn];
    assert!(
        !found(&draft)
            .iter()
            .any(|(_, issue)| matches!(issue, Issue::HashtagShunned(_))),
        "LinkedIn bans none"
    );
}
