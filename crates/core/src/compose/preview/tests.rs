use std::collections::HashMap;

use latchkey_platforms::{Format, Media};
use proptest::prelude::*;

use super::*;
use crate::compose::post::said;
use crate::views::{DraftContent, DraftFile, FieldContent, FieldValue};

fn of(content: &DraftContent, platform: Platform, files: &HashMap<String, Media>) -> PreviewView {
    preview(&Post::of(content, files), platform)
}

fn text_on(platform: Platform, text: &str) -> PreviewView {
    let content = DraftContent {
        platforms: vec![platform.slug().to_owned()],
        text: text.to_owned(),
        ..DraftContent::default()
    };
    of(&content, platform, &HashMap::new())
}

fn joined(pieces: &[PreviewPiece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn kinds(pieces: &[PreviewPiece]) -> Vec<(PieceKind, &str)> {
    pieces
        .iter()
        .map(|piece| (piece.kind, piece.text.as_str()))
        .collect()
}

#[test]
fn links_mentions_and_hashtags_are_told_apart() {
    use PieceKind::{Hashtag, Link, Mention, Plain};
    let on_x = text_on(
        Platform::X,
        "Cake by @lena.b at https://lindenhof.example/cake, #Cake2 me@home.example #1 a#b",
    );
    assert_eq!(
        kinds(&on_x.shown),
        [
            (Plain, "Cake by "),
            (Mention, "@lena.b"),
            (Plain, " at "),
            (Link, "https://lindenhof.example/cake"),
            (Plain, ", "),
            (Hashtag, "#Cake2"),
            (Plain, " me@home.example #1 a#b"),
        ]
    );
    let on_linkedin = text_on(Platform::LinkedIn, "@lena #cake");
    assert_eq!(
        kinds(&on_linkedin.shown),
        [(Plain, "@lena "), (Hashtag, "#cake")],
        "a name that is only typed is no mention there"
    );
}

#[test]
fn a_long_text_is_folded_between_two_words() {
    let words = "lorem ipsum ".repeat(40);
    let view = text_on(Platform::LinkedIn, &words);
    let shown = joined(&view.shown);
    assert!(shown.len() <= 200 && shown.ends_with("lorem") || shown.ends_with("ipsum"));
    assert!(joined(&view.rest).starts_with(' '));

    let lines = text_on(Platform::LinkedIn, "one\ntwo\nthree\nfour");
    assert_eq!(joined(&lines.shown), "one\ntwo\nthree");
    assert_eq!(joined(&lines.rest), "\nfour");

    let short = text_on(Platform::LinkedIn, "one\ntwo\nthree\n");
    assert_eq!(text_on(Platform::X, &words).rest, [], "X shows all of it");
    assert_eq!(joined(&short.shown), "one\ntwo\nthree");
}

fn with_files(kind: Format, count: usize) -> (DraftContent, HashMap<String, Media>) {
    let ids: Vec<String> = (0..count).map(|number| format!("f{number}")).collect();
    let content = DraftContent {
        files: ids
            .iter()
            .map(|id| DraftFile {
                file_id: id.clone(),
                alt_text: String::new(),
            })
            .collect(),
        platforms: Platform::ALL
            .map(|platform| platform.slug().to_owned())
            .into(),
        title: "A title".to_owned(),
        first_comment: "And a comment".to_owned(),
        ..DraftContent::default()
    };
    let files = ids.into_iter().map(|id| (id, Media::new(kind, 1)));
    (content, files.collect())
}

#[test]
fn files_are_laid_out_as_the_platform_does() {
    use MediaLayout::{Carousel, Document, Grid, None, Pin, UprightVideo, Video};
    for (kind, count, platform, layout, shown) in [
        (Format::Jpeg, 2, Platform::X, Grid, 2),
        (Format::Jpeg, 2, Platform::Instagram, Carousel, 2),
        (Format::Jpeg, 1, Platform::Instagram, Grid, 1),
        (Format::Jpeg, 1, Platform::Pinterest, Pin, 1),
        (Format::Jpeg, 1, Platform::YouTube, None, 0),
        (Format::Mp4, 1, Platform::YouTube, Video, 1),
        (Format::Mp4, 1, Platform::TikTok, UprightVideo, 1),
        (Format::Mp4, 1, Platform::Bluesky, None, 0),
        (Format::Pdf, 1, Platform::LinkedIn, Document, 1),
        (Format::Pdf, 1, Platform::X, None, 0),
    ] {
        let (content, files) = with_files(kind, count);
        let view = of(&content, platform, &files);
        assert_eq!(
            (view.layout, view.file_ids.len()),
            (layout, shown),
            "{kind:?} on {platform}"
        );
    }
}

#[test]
fn a_title_and_a_comment_are_shown_where_they_have_a_place() {
    let (content, files) = with_files(Format::Mp4, 1);
    let on_youtube = of(&content, Platform::YouTube, &files);
    assert_eq!(on_youtube.title.as_deref(), Some("A title"));
    assert_eq!(joined(&on_youtube.first_comment), "And a comment");
    let on_x = of(&content, Platform::X, &files);
    assert_eq!(on_x.title, None);
    assert_eq!(joined(&on_x.shown), "A title", "it is put before the text");
    assert_eq!(joined(&on_x.first_comment), "");
}

#[test]
fn a_text_of_spaces_only_shows_nothing() {
    for platform in Platform::ALL {
        assert_eq!(text_on(platform, " \n\u{2003}").shown, []);
    }
}

#[test]
fn what_goes_into_the_inbox_of_tiktok_goes_without_words() {
    let (mut content, files) = with_files(Format::Mp4, 1);
    content.text = "Words".to_owned();
    assert_ne!(joined(&of(&content, Platform::TikTok, &files).shown), "");
    content.values.push(FieldValue {
        field: "tiktok_post_mode".to_owned(),
        value: FieldContent::Text("MEDIA_UPLOAD".to_owned()),
    });
    assert_eq!(joined(&of(&content, Platform::TikTok, &files).shown), "");
}

proptest! {
    #[test]
    fn nothing_of_a_text_is_lost_in_pieces(text in "[a-z#@. \n\u{1F1E6}-\u{1F1FF}é日👩🏽\u{200D}_:/]{0,400}|\\PC{0,200}") {
        // One of spaces only says nothing, and is not sent.
        let sent = said(&text).unwrap_or_default();
        for platform in Platform::ALL {
            let view = text_on(platform, &text);
            let whole = joined(&view.shown) + &joined(&view.rest);
            prop_assert_eq!(&whole, &sent);
            prop_assert!(view.shown.iter().chain(&view.rest).all(|piece| !piece.text.is_empty()));
        }
    }
}
