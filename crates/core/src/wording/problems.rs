//! What a platform does not take, in plain words.

use std::time::Duration;

use latchkey_platforms::{Field, Format, Issue, MediaKind, Place, PostType, Problem, Unit};
use latchkey_text::platforms as t;

use super::{platform, size};

/// What a platform does not take and why.
pub(crate) fn platform_problem(problem: &Problem) -> String {
    let name = &platform(problem.platform.slug());
    let field = || {
        let Place::Field(field) = problem.place else {
            return String::new();
        };
        field_label(field)
    };
    match &problem.issue {
        Issue::RulesUnknown => t::rules_unknown(name),
        Issue::PostTypeNotTaken { taken, .. } => t::post_type_not_taken(name, post_types(taken)),
        Issue::TextMissing => t::text_missing(),
        Issue::TextTooLong(count) => {
            let limit = count.limit.unwrap_or_default();
            t::text_too_long(limit, count.over(), name, count.used)
        }
        Issue::TitleMissing => t::title_missing(name),
        Issue::CommentDropped => t::comment_dropped(name),
        Issue::HashtagShunned(hashtag) => t::hashtag_shunned(hashtag, name),
        Issue::MediaMixed => t::media_mixed(),
        Issue::MediaMissing(MediaKind::Image) => t::media_missing_image(),
        Issue::MediaMissing(MediaKind::Video) => t::media_missing_video(),
        Issue::MediaMissing(MediaKind::Document) => t::media_missing_document(),
        Issue::MediaInTextPost => t::media_in_text_post(),
        Issue::TooManyMedia { count, most } => t::too_many_media(count, most, name),
        Issue::WrongMedia { wanted, format } => wrong_media(*wanted, *format),
        Issue::FormatNotTaken { format, taken } if *format == Format::Other => {
            t::format_unknown(name, formats(taken))
        }
        Issue::FormatNotTaken { format, taken } => {
            t::format_not_taken(format.name(), name, formats(taken))
        }
        Issue::FileEmpty => t::file_empty(),
        Issue::FileTooLarge { bytes, most } => t::file_too_large(size(*most), name, size(*bytes)),
        Issue::VideoTooLong { duration, most } => {
            t::video_too_long(time(*duration), time(*most), name)
        }
        Issue::VideoTooShort { duration, least } => {
            t::video_too_short(time(*duration), time(*least), name)
        }
        Issue::VideoNotUpright => t::video_not_upright(name),
        Issue::TooManyPages { pages, most } => t::too_many_pages(most, pages, name),
        Issue::ValueMissing => t::value_missing(field(), name),
        Issue::ValueNotAChoice => t::value_not_a_choice(field()),
        Issue::ValueOfWrongKind => t::value_of_wrong_kind(field()),
        Issue::TooManyValues { count, most } => t::too_many_values(count, field(), most),
        Issue::NotAnAddress => t::not_an_address(field()),
        Issue::AddressNotTaken(taken) => t::address_not_taken(field(), name, formats(taken)),
        Issue::NotADate => t::not_a_date(field()),
        Issue::NotALanguage => t::not_a_language(field()),
        Issue::NotACountry => t::not_a_country(field()),
        Issue::CountriesContradict => t::countries_contradict(),
        Issue::NotANumber => t::not_a_number(field()),
        Issue::NotATopic => t::not_a_topic(),
        Issue::TextNotSent => t::text_not_sent(),
        Issue::AngleBrackets => t::angle_brackets(name),
        Issue::StoryScheduled => t::story_scheduled(),
        Issue::ThumbnailOnShort => t::thumbnail_on_short(name),
    }
}

/// What a person reads beside a field.
pub(crate) fn field_label(field: &Field) -> String {
    t::named(field.label_id()).unwrap_or_else(|| field.name.to_owned())
}

/// What a field does.
pub(crate) fn field_explanation(field: &Field) -> String {
    t::named(&field.explanation_id()).unwrap_or_default()
}

/// One of the values of a field.
pub(crate) fn field_value(field: &Field, value: &str) -> String {
    t::named(&field.value_id(value)).unwrap_or_else(|| value.to_owned())
}

/// What is counted.
pub(crate) fn unit(unit: Unit) -> String {
    match unit {
        Unit::Weighted => t::unit_weighted(),
        Unit::Graphemes => t::unit_graphemes(),
        Unit::Bytes => t::unit_bytes(),
        Unit::Utf16 => t::unit_utf16(),
        Unit::EmojiAsBytes => t::unit_emoji_as_bytes(),
    }
}

fn wrong_media(wanted: MediaKind, format: Format) -> String {
    match wanted {
        MediaKind::Image => t::wrong_media_image(format.name()),
        MediaKind::Video => t::wrong_media_video(format.name()),
        MediaKind::Document => t::wrong_media_document(format.name()),
    }
}

fn post_types(types: &[PostType]) -> String {
    let words = types.iter().map(|kind| super::post_type(kind.slug()));
    words.collect::<Vec<_>>().join(", ")
}

fn formats(formats: &[Format]) -> String {
    let names = formats.iter().map(|format| format.name());
    names.collect::<Vec<_>>().join(", ")
}

/// A duration in at most two units; what is below a second counts as one.
fn time(duration: Duration) -> String {
    let seconds = duration.as_secs() + u64::from(duration.subsec_nanos() > 0);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, seconds) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_and_every_value_has_words_of_its_own() {
        for field in Field::all() {
            assert!(t::named(field.label_id()).is_some(), "{}", field.name);
            assert!(
                t::named(&field.explanation_id()).is_some(),
                "{}",
                field.name
            );
            if let latchkey_platforms::Control::Choice { values, .. } = &field.control {
                for value in *values {
                    let id = field.value_id(value);
                    assert!(t::named(&id).is_some(), "{id}");
                }
            }
        }
    }

    #[test]
    fn durations_never_read_as_the_limit_they_exceed() {
        for (milliseconds, words) in [
            (140_000, "2 min 20 s"),
            (140_001, "2 min 21 s"),
            (60_000, "1 min"),
            (2_500, "3 s"),
            (43_200_000, "12 h"),
            (5_400_000, "1 h 30 min"),
        ] {
            assert_eq!(time(Duration::from_millis(milliseconds)), words);
        }
    }
}
