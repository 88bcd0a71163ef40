//! How long a text is for a platform.
//!
//! The vendor does not say how it counts. This server counts Unicode code points everywhere but on
//! `x`, where it follows the platform's published weights in a simple form: links with `http://`
//! or `https://` count 23, most scripts 1 per code point, everything else (such as Chinese or an
//! emoji sequence) 2. Links without a scheme are not recognised.

const LINK_LENGTH: usize = 23;

/// The length of `text` as the platform with this slug counts it.
pub(crate) fn length(platform: &str, text: &str) -> usize {
    if platform == "x" {
        weighted_length(text)
    } else {
        text.chars().count()
    }
}

/// A beginning of `text` that fits the limit; on `x` it ends between two words where it can.
pub(crate) fn truncate<'a>(platform: &str, text: &'a str, limit: usize) -> &'a str {
    if platform != "x" {
        return first_characters(text, limit);
    }
    let mut room = limit;
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let Some(left) = room.checked_sub(word_length(word)) else {
            break;
        };
        room = left;
        end += word.len();
    }
    if end == 0 {
        // No character weighs more than 2.
        return first_characters(text, limit / 2);
    }
    text.get(..end).unwrap_or_default()
}

fn first_characters(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}

fn weighted_length(text: &str) -> usize {
    text.split_inclusive(char::is_whitespace)
        .map(word_length)
        .sum()
}

fn word_length(word: &str) -> usize {
    let start = [word.find("https://"), word.find("http://")]
        .into_iter()
        .flatten()
        .min();
    let Some((before, link)) = start.and_then(|start| word.split_at_checked(start)) else {
        return characters_length(word);
    };
    let space = link
        .chars()
        .filter(|character| character.is_whitespace())
        .count();
    characters_length(before) + LINK_LENGTH + space
}

/// Weights of twitter-text, version 3. The parts of one emoji sequence count together.
fn characters_length(text: &str) -> usize {
    let mut length = 0;
    let mut joined = false;
    let mut half_a_flag = false;
    for character in text.chars() {
        let is_flag = matches!(character, '\u{1F1E6}'..='\u{1F1FF}');
        match character {
            '\u{200D}' => joined = true,
            '\u{FE0E}' | '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' => {}
            _ if joined || (is_flag && half_a_flag) => joined = false,
            '\0'..='\u{10FF}'
            | '\u{2000}'..='\u{200C}'
            | '\u{2010}'..='\u{201F}'
            | '\u{2032}'..='\u{2037}' => length += 1,
            _ => length += 2,
        }
        half_a_flag = is_flag && !half_a_flag;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_weighs_characters_and_the_others_count_them() {
        for (text, on_x, elsewhere) in [
            ("hello", 5, 5),
            ("", 0, 0),
            ("日本", 4, 2),
            ("naïve — “quoted”", 16, 16),
            ("👍🏽", 2, 2),
            ("👩‍👩‍👧", 2, 5),
            ("🇩🇪🇫🇷", 4, 4),
            (
                "see https://example.com/a/very/long/path/that/goes/on and on",
                34,
                60,
            ),
            ("(https://a.io)", 24, 14),
        ] {
            assert_eq!(length("x", text), on_x, "{text:?} on x");
            assert_eq!(length("bluesky", text), elsewhere, "{text:?} on bluesky");
        }
    }

    #[test]
    fn a_truncated_text_fits_and_is_a_beginning() {
        for text in ["日本語 https://example.com/x and more", &"長".repeat(300)] {
            for (platform, limit) in [("x", 4), ("x", 280), ("bluesky", 5), ("bluesky", 300)] {
                let cut = truncate(platform, text, limit);
                assert!(
                    length(platform, cut) <= limit,
                    "{cut:?} for {limit} on {platform}"
                );
                assert!(text.starts_with(cut) && !cut.is_empty());
            }
        }
    }
}
