//! Texts, titles and first comments.

use latchkey_platforms::{
    Count, Field, Format, Issue, Media, Place, Platform, PostType, Severity, Unit, Value, check,
};

use super::{found, good, places};

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
fn a_hashtag_that_is_known_to_be_refused_is_warned_of_where_hashtags_are() {
    let mut draft = good(PostType::Text, Platform::Facebook);
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
        .set("facebook_text", Value::Text("Only cake".into()))
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
