//! What is said for one platform only.

use latchkey_platforms::{
    Count, Field, Format, Issue, Place, Platform, PostType, Severity, Unit, Value, check,
};

use super::{found, good};

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
