//! What a column of a table can mean, and what its heading lets one suppose.

use latchkey_platforms::{Field, Platform};
use latchkey_text::{bulk as t, platforms};

use super::when::{self, DayOrder, Said};
use crate::views::ChoiceView;
use crate::wording;

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Date,
    Time,
    DateTime,
    Profile,
    Platforms,
    Text,
    Title,
    FirstComment,
    /// Several columns can hold files: "Image 1", "Image 2".
    Files,
    /// Likewise.
    AltText,
    /// Something for one platform only.
    Field(&'static Field),
}

/// Headings for what every post has, without spaces and marks and in small letters, as
/// spreadsheets and other schedulers have them.
const HEADINGS: &[(Meaning, &str)] = &[
    (
        Meaning::Date,
        "date day publishdate publishingdate publicationdate postdate postingdate \
         scheduleddate scheduledate datum fecha data",
    ),
    (
        Meaning::Time,
        "time hour publishtime posttime postingtime scheduledtime scheduletime uhrzeit zeit \
         heure hora ora",
    ),
    (
        Meaning::DateTime,
        "datetime dateandtime datetimeutc when publishat scheduledat scheduledfor schedule \
         goesout goesoutat datumuhrzeit datumundzeit datumunduhrzeit termin",
    ),
    (
        Meaning::Profile,
        "profile profilename brand account client customer profil marke konto kunde perfil",
    ),
    (
        Meaning::Platforms,
        "platform platforms network networks channel channels socialnetwork socialnetworks \
         socialmedia plattform plattformen netzwerk netzwerke kanal kanäle plateforme \
         plataforma",
    ),
    (
        Meaning::Text,
        "text post posttext postcontent postcopy message content caption copy body \
         description tweet beitrag beitragstext nachricht inhalt texte texto testo",
    ),
    (
        Meaning::Title,
        "title posttitle headline subject titel überschrift titre título",
    ),
    (
        Meaning::FirstComment,
        "firstcomment comment ersterkommentar kommentar",
    ),
    (
        Meaning::Files,
        "file files filename filenames filepath image images imagefile picture pictures photo \
         photos video videos media mediafile mediafiles attachment attachments pdf bild \
         bilder datei dateien foto fotos anhang medien",
    ),
    (
        Meaning::AltText,
        "alttext alttexts alt alternativetext imagealt imagealttext imagedescription \
         imagedescriptions bildbeschreibung alternativtext",
    ),
];

impl Meaning {
    /// All there are, in the order in which they are offered.
    pub(super) fn all() -> impl Iterator<Item = Meaning> {
        let common = HEADINGS.iter().map(|(meaning, _)| *meaning);
        common.chain(
            Field::all()
                .filter(|field| is_offered(field))
                .map(Meaning::Field),
        )
    }

    /// The meaning of this name.
    pub(super) fn named(name: &str) -> Option<Meaning> {
        Meaning::all().find(|meaning| meaning.name() == name)
    }

    /// Its name towards the page. A field has the service's.
    pub(super) fn name(self) -> &'static str {
        match self {
            Meaning::Date => "date",
            Meaning::Time => "time",
            Meaning::DateTime => "date_time",
            Meaning::Profile => "profile",
            Meaning::Platforms => "platforms",
            Meaning::Text => "text",
            Meaning::Title => "title",
            Meaning::FirstComment => "first_comment",
            Meaning::Files => "files",
            Meaning::AltText => "alt_text",
            Meaning::Field(field) => field.name,
        }
    }

    /// What the person reads.
    pub(super) fn label(self) -> String {
        match self {
            Meaning::Date => t::meaning_date(),
            Meaning::Time => t::meaning_time(),
            Meaning::DateTime => t::meaning_date_time(),
            Meaning::Profile => t::meaning_profile(),
            Meaning::Platforms => t::meaning_platforms(),
            Meaning::Text => t::meaning_text(),
            Meaning::Title => t::meaning_title(),
            Meaning::FirstComment => t::meaning_first_comment(),
            Meaning::Files => t::meaning_files(),
            Meaning::AltText => t::meaning_alt_text(),
            Meaning::Field(field) => t::meaning_field(label(field), platform_name(field)),
        }
    }

    /// More than one column can have it.
    pub(super) fn repeats(self) -> bool {
        matches!(self, Meaning::Files | Meaning::AltText)
    }

    fn is_of_time(self) -> bool {
        matches!(self, Meaning::Date | Meaning::Time | Meaning::DateTime)
    }

    /// As the page offers it.
    pub(super) fn choice(self) -> ChoiceView {
        ChoiceView {
            value: self.name().to_owned(),
            label: self.label(),
        }
    }
}

/// Descriptions of images are given with the images.
fn is_offered(field: &Field) -> bool {
    !field.name.ends_with("_alt_text")
}

/// What a field is called beside its platform.
pub(super) fn label(field: &Field) -> String {
    platforms::named(field.label_id()).unwrap_or_else(|| field.name.to_owned())
}

/// The platform a field is for.
pub(super) fn platform(field: &Field) -> Option<Platform> {
    let of = |platform: &Platform| {
        let rules = platform.rules();
        rules.is_some_and(|rules| rules.fields.iter().any(|each| each.name == field.name))
    };
    Platform::ALL.into_iter().find(of)
}

fn platform_name(field: &Field) -> String {
    platform(field).map_or_else(String::new, |platform| wording::platform(platform.slug()))
}

/// What each column seems to mean. The first of two that seem to mean the same has it.
pub(super) fn suppose<'a>(
    headings: &[String],
    first_cell: impl Fn(usize) -> Option<&'a str>,
) -> Vec<Option<Meaning>> {
    let mut supposed: Vec<Option<Meaning>> = Vec::new();
    for (column, heading) in headings.iter().enumerate() {
        let meaning = by_heading(heading)
            .map(|meaning| by_content(meaning, first_cell(column)))
            .filter(|meaning| meaning.repeats() || !supposed.contains(&Some(*meaning)));
        supposed.push(meaning);
    }
    supposed
}

/// A day and an hour in one column, whatever it is called.
fn by_content(meaning: Meaning, first: Option<&str>) -> Meaning {
    if !meaning.is_of_time() {
        return meaning;
    }
    // Which of day and month comes first does not matter here.
    match first.map(|cell| when::read(cell, DayOrder::DayFirst)) {
        Some(Ok(Said::Both(..) | Said::Moment(_))) => Meaning::DateTime,
        Some(Ok(Said::Day(_))) => Meaning::Date,
        Some(Ok(Said::Hour(_))) => Meaning::Time,
        Some(Ok(Said::Queue) | Err(_)) | None => meaning,
    }
}

fn by_heading(heading: &str) -> Option<Meaning> {
    let heading = letters(heading);
    let bare = heading.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let common = HEADINGS.iter().find(|(meaning, headings)| {
        let said = |heading: &str| headings.split(' ').any(|each| each == heading);
        said(&heading) || meaning.repeats() && said(bare)
    });
    match common {
        Some((meaning, _)) => Some(*meaning),
        None => field(&heading).map(Meaning::Field),
    }
}

/// A field by the service's name, by platform and label, or by a label that only one field has.
fn field(heading: &str) -> Option<&'static Field> {
    let named = |field: &&'static Field| {
        let label = label(field);
        letters(field.name) == heading
            || letters(&format!("{}{label}", platform_name(field))) == heading
    };
    let offered = || Field::all().filter(|field| is_offered(field));
    let mut labelled = offered().filter(|field| letters(&label(field)) == heading);
    offered()
        .find(named)
        .or_else(|| labelled.next().filter(|_| labelled.next().is_none()))
}

/// A heading or a name as far as it is compared: letters and digits, small.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supposed(headings: &[&str], cells: &[&'static str]) -> Vec<Option<&'static str>> {
        let headings: Vec<String> = headings.iter().map(|each| (*each).to_owned()).collect();
        suppose(&headings, |column| cells.get(column).copied())
            .into_iter()
            .map(|meaning| meaning.map(Meaning::name))
            .collect()
    }

    #[test]
    fn common_headings_are_understood_in_several_spellings() {
        let wanted = [
            "date",
            "time",
            "text",
            "title",
            "platforms",
            "profile",
            "first_comment",
            "files",
            "alt_text",
        ]
        .map(Some);
        for headings in [
            "Date|Time|Text|Title|Platforms|Profile|First comment|Files|Alt text",
            "publish_date|Post Time|CAPTION|Headline|Networks|Brand|first_comment|Image|Image description",
            "Datum|Uhrzeit|Beitrag|Titel|Plattformen|Marke|Erster Kommentar|Bilder|Bildbeschreibung",
        ] {
            let headings: Vec<&str> = headings.split('|').collect();
            assert_eq!(supposed(&headings, &[]), wanted, "{headings:?}");
        }
    }

    #[test]
    fn a_field_is_known_by_its_name_its_platform_and_label_or_a_label_of_its_own() {
        let headings = [
            "youtube_privacy_status",
            "Pinterest: Board",
            "YouTube Category",
            "x_media_urls",
            "x_alt_text",
            "Whatever",
            "",
        ];
        let board = label(Field::named("pinterest_board_id").unwrap());
        let with_board = format!("Pinterest: {board}");
        let headings = headings.map(|each| {
            if each == "Pinterest: Board" {
                &with_board
            } else {
                each
            }
        });
        assert_eq!(
            supposed(&headings, &[]),
            [
                Some("youtube_privacy_status"),
                Some("pinterest_board_id"),
                Some("youtube_category_id"),
                Some("x_media_urls"),
                None,
                None,
                None
            ]
        );
    }

    #[test]
    fn several_columns_can_hold_files_but_only_one_the_text() {
        assert_eq!(
            supposed(&["Image 1", "Image 2", "Text", "Caption"], &[]),
            [Some("files"), Some("files"), Some("text"), None]
        );
    }

    #[test]
    fn what_is_in_a_column_says_whether_it_holds_days_or_hours_or_both() {
        assert_eq!(
            supposed(&["Date", "Time"], &["2026-12-01 09:00", "x"]),
            [Some("date_time"), Some("time")]
        );
        assert_eq!(supposed(&["Scheduled at"], &["01/12/2026"]), [Some("date")]);
        assert_eq!(
            supposed(&["Posting time"], &["12/01/2026 9 pm"]),
            [Some("date_time")]
        );
        assert_eq!(supposed(&["Date"], &["9:00"]), [Some("time")]);
    }

    #[test]
    fn every_meaning_leads_back_from_its_name_and_has_a_label() {
        for meaning in Meaning::all() {
            assert_eq!(Meaning::named(meaning.name()), Some(meaning));
            assert!(!meaning.label().is_empty());
        }
        assert_eq!(Meaning::named("x_alt_text"), None);
        assert_eq!(Meaning::named(""), None);
    }
}
