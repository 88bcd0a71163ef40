//! What a platform would show of a draft: the text as far as it is unfolded, what becomes a link,
//! and how its files are laid out.

use latchkey_platforms::{Comments, Draft, Platform, PostType, Titles, Value, posted_text};
use unicode_segmentation::UnicodeSegmentation;

use super::post::Post;
use crate::activity::addresses;
use crate::views::{MediaLayout, PieceKind, PreviewPiece, PreviewView};

/// The preview of one platform.
pub(super) fn preview(post: &Post<'_>, platform: Platform) -> PreviewView {
    let draft = &post.draft;
    let shows = Shows::on(platform);
    let text = if text_is_left_out(draft, platform) {
        "".into()
    } else {
        posted_text(draft, platform)
    };
    let (shown, rest) = unfolded(&text, &shows);
    let comment = match platform.rules().map(|rules| rules.comments) {
        Some(Comments::Posted) => draft.first_comment.as_str(),
        Some(Comments::Dropped) | None => "",
    };
    let files = if is_taken(draft, platform) {
        post.files_for(platform)
    } else {
        &[]
    };
    PreviewView {
        title: title(draft, platform),
        shown: pieces(shown, &shows),
        rest: pieces(rest, &shows),
        first_comment: pieces(comment, &shows),
        file_ids: files.iter().map(|file| file.file_id.clone()).collect(),
        layout: layout(draft, platform, files.len()),
    }
}

/// How a platform treats a text.
struct Shows {
    /// What is seen before "more".
    fold: Option<Fold>,
    links: bool,
    mentions: bool,
}

/// How much is seen of a folded text: whichever ends first.
struct Fold {
    graphemes: usize,
    lines: usize,
}

impl Shows {
    /// None of these is documented by the platforms as a rule: folds differ between telephone and
    /// computer and change. They are what is usually seen on a telephone (2026), good for seeing
    /// what stands at the beginning, and for nothing else.
    fn on(platform: Platform) -> Shows {
        let shows = |graphemes: usize, lines: usize, links: bool, mentions: bool| Shows {
            fold: Some(Fold { graphemes, lines }),
            links,
            mentions,
        };
        match platform {
            Platform::X | Platform::Threads | Platform::Bluesky => Shows {
                fold: None,
                links: true,
                mentions: true,
            },
            Platform::YouTube => shows(150, 3, true, true),
            Platform::Instagram => shows(125, 3, false, true),
            // A name becomes a mention there only when it is chosen from a list.
            Platform::Facebook => shows(480, 5, true, false),
            Platform::LinkedIn => shows(200, 3, true, false),
            Platform::TikTok => shows(100, 2, false, true),
            Platform::Pinterest => shows(60, 2, false, false),
            Platform::GoogleBusiness | Platform::Snapchat => Shows {
                fold: None,
                links: false,
                mentions: false,
            },
        }
    }
}

/// The text before and behind "more". It is cut between two words where there are words, and never
/// inside a character.
fn unfolded<'text>(text: &'text str, shows: &Shows) -> (&'text str, &'text str) {
    let Some(fold) = &shows.fold else {
        return (text, "");
    };
    let mut lines = 1;
    let mut last_space = None;
    for (index, (at, grapheme)) in text.grapheme_indices(true).enumerate() {
        let is_break = matches!(grapheme, "\n" | "\r\n");
        if (is_break && lines == fold.lines) || index == fold.graphemes {
            let end = if is_break {
                at
            } else {
                last_space.unwrap_or(at)
            };
            return text.split_at_checked(end).unwrap_or((text, ""));
        }
        if is_break {
            lines += 1;
        }
        if grapheme.starts_with(char::is_whitespace) {
            // A word longer than that is cut.
            last_space = Some(at);
        } else if last_space.is_some_and(|space| at - space > LONGEST_WORD) {
            last_space = None;
        }
    }
    (text, "")
}

/// In bytes.
const LONGEST_WORD: usize = 40;

/// The text as pieces, one after the other without a gap.
fn pieces(text: &str, shows: &Shows) -> Vec<PreviewPiece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let links = if shows.links && (text.contains('.') || text.contains(':')) {
        addresses(text)
    } else {
        Vec::new()
    };
    for link in links {
        let before = text.get(from..link.range.start).unwrap_or_default();
        words(before, shows, &mut pieces);
        let link_text = text.get(link.range.clone()).unwrap_or_default();
        push(&mut pieces, link_text, PieceKind::Link);
        from = link.range.end;
    }
    words(text.get(from..).unwrap_or_default(), shows, &mut pieces);
    pieces
}

/// Text without links, with its mentions and hashtags.
fn words(text: &str, shows: &Shows, pieces: &mut Vec<PreviewPiece>) {
    let mut plain_from = 0;
    let mut before = None;
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(['#', '@'])) {
        let at = from + found;
        let rest = text.get(at..).unwrap_or_default();
        before = text
            .get(from..at)
            .and_then(|skipped| skipped.chars().next_back())
            .or(before);
        let tagged = tagged(rest).filter(|(kind, _)| {
            let is_shown = *kind == PieceKind::Hashtag || shows.mentions;
            is_shown && !before.is_some_and(is_of_a_word)
        });
        if let Some((kind, length)) = tagged {
            push(
                pieces,
                text.get(plain_from..at).unwrap_or_default(),
                PieceKind::Plain,
            );
            push(pieces, text.get(at..at + length).unwrap_or_default(), kind);
            plain_from = at + length;
            from = plain_from;
        } else {
            from = at + 1;
        }
        before = text.get(..from).and_then(|seen| seen.chars().next_back());
    }
    push(
        pieces,
        text.get(plain_from..).unwrap_or_default(),
        PieceKind::Plain,
    );
}

/// The mention or hashtag a text begins with, and how many bytes it has.
fn tagged(text: &str) -> Option<(PieceKind, usize)> {
    let name = text.get(1..)?;
    let is_hashtag = text.starts_with('#');
    let in_name = |c: char| is_of_a_word(c) || (!is_hashtag && matches!(c, '.' | '-'));
    let end = name.find(|c| !in_name(c)).unwrap_or(name.len());
    // The full stop of the sentence is not part of a name.
    let name = name.get(..end)?.trim_end_matches(['.', '-']);
    let has_letter = name.chars().any(char::is_alphabetic);
    let kind = if is_hashtag {
        PieceKind::Hashtag
    } else {
        PieceKind::Mention
    };
    (has_letter || (!is_hashtag && !name.is_empty())).then_some((kind, name.len() + 1))
}

fn is_of_a_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn push(pieces: &mut Vec<PreviewPiece>, text: &str, kind: PieceKind) {
    if !text.is_empty() {
        pieces.push(PreviewPiece {
            text: text.to_owned(),
            kind,
        });
    }
}

fn title(draft: &Draft, platform: Platform) -> Option<String> {
    let has_place = match platform.rules()?.titles {
        Titles::Required | Titles::Own => true,
        Titles::BeforeText => false,
    };
    let title = draft.title_for(platform);
    (has_place && !title.trim().is_empty()).then(|| title.to_owned())
}

/// A draft in TikTok's inbox comes without its words.
fn text_is_left_out(draft: &Draft, platform: Platform) -> bool {
    platform == Platform::TikTok && is(draft, "tiktok_post_mode", "MEDIA_UPLOAD")
}

fn is_taken(draft: &Draft, platform: Platform) -> bool {
    let rules = platform.rules();
    rules.is_none_or(|rules| rules.takes(draft.post_type))
}

fn layout(draft: &Draft, platform: Platform, files: usize) -> MediaLayout {
    if files == 0 {
        return MediaLayout::None;
    }
    match (draft.post_type, platform) {
        (PostType::Text, _) => MediaLayout::None,
        (PostType::Document, _) => MediaLayout::Document,
        (PostType::Image | PostType::Video, Platform::Pinterest) => MediaLayout::Pin,
        (PostType::Image, Platform::Instagram | Platform::Threads | Platform::TikTok)
            if files > 1 =>
        {
            MediaLayout::Carousel
        }
        (PostType::Image, _) => MediaLayout::Grid,
        (PostType::Video, Platform::Instagram | Platform::TikTok) => MediaLayout::UprightVideo,
        (PostType::Video, _)
            if is(draft, "youtube_type", "shorts") && platform == Platform::YouTube =>
        {
            MediaLayout::UprightVideo
        }
        (PostType::Video, _)
            if is(draft, "facebook_media_type", "REELS") && platform == Platform::Facebook =>
        {
            MediaLayout::UprightVideo
        }
        (PostType::Video, _) => MediaLayout::Video,
    }
}

fn is(draft: &Draft, field: &str, value: &str) -> bool {
    matches!(draft.values.get(field), Some(Value::Text(chosen)) if chosen == value)
}

#[cfg(test)]
mod tests;
