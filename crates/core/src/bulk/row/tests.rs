use chrono::DateTime;
use jiff::tz::TimeZone;

use super::*;
use crate::views::{WallTime, When};

fn profile(id: &str, name: &str) -> ProfileRow {
    ProfileRow {
        workspace_id: "w".to_owned(),
        id: id.to_owned(),
        name: name.to_owned(),
        username: None,
        seen_at: DateTime::default(),
        platforms: None,
    }
}

/// Reads a row of these meanings and cells.
fn read<const N: usize>(columns: [(&str, &str); N]) -> Draft {
    let meanings: Vec<_> = columns
        .iter()
        .map(|(name, _)| Some(Meaning::named(name).expect(name)))
        .collect();
    let columns_of = Columns {
        meanings: &meanings,
        orders: &[DayOrder::Unknown; N],
        profiles: &[
            profile("p1", "Fernweh"),
            profile("p2", "Twin"),
            profile("p3", "Twin"),
        ],
        profile: Some("p1"),
        clock: WallClock {
            zone: &TimeZone::UTC,
            now: DateTime::default(),
        },
    };
    columns_of.read(&Row {
        number: 2,
        cells: columns.map(|(_, cell)| cell.to_owned()).to_vec(),
        too_long: false,
    })
}

/// The columns of the faults that leave a row out.
fn wrong<const N: usize>(columns: [(&str, &str); N]) -> Vec<Option<usize>> {
    let faults = read(columns).faults.into_iter();
    faults
        .filter(|fault| !fault.draft_only)
        .map(|fault| fault.column)
        .collect()
}

#[test]
fn a_row_becomes_a_draft() {
    let draft = read([
        ("date", "2026-12-01"),
        ("time", "9:00"),
        ("text", "=1+1"),
        ("title", "T"),
        ("first_comment", "C"),
        ("platforms", "X, twitter; Google Business / ig"),
        ("profile", "fernweh"),
    ]);
    assert_eq!(draft.faults, []);
    assert_eq!(draft.content.text, "=1+1");
    assert_eq!(
        draft.content.platforms,
        ["x", "google_business", "instagram"]
    );
    assert_eq!(draft.content.profile.as_deref(), Some("p1"));
    assert_eq!(
        draft.content.when,
        When::At(WallTime {
            date: "2026-12-01".to_owned(),
            time: "09:00".to_owned(),
            later: false
        })
    );
}

#[test]
fn a_profile_or_platform_nobody_knows_is_a_fault_of_its_cell() {
    assert_eq!(wrong([("text", "t"), ("profile", "Nobody")]), [Some(1)]);
    assert_eq!(wrong([("text", "t"), ("profile", "Twin")]), [Some(1)]);
    let row = [("text", "t"), ("platforms", "X, Mastodon, Orkut")];
    assert_eq!(wrong(row), [Some(1), Some(1)]);
}

#[test]
fn values_are_chosen_by_the_services_word_or_by_what_a_person_reads() {
    let draft = read([
        ("text", "t"),
        ("youtube_privacy_status", "Unlisted"),
        ("youtube_category_id", "How-to and style"),
        ("youtube_embeddable", "no"),
        ("youtube_tags", "sea; sand, sun"),
        ("youtube_recording_date", "1.12.2026"),
    ]);
    let values: Vec<&FieldContent> = draft
        .content
        .values
        .iter()
        .map(|each| &each.value)
        .collect();
    let text = |text: &str| FieldContent::Text(text.to_owned());
    let tags = ["sea", "sand", "sun"].map(str::to_owned).to_vec();
    assert_eq!(
        values,
        [
            &text("unlisted"),
            &text("26"),
            &FieldContent::Switch(false),
            &FieldContent::List(tags),
            &text("2026-12-01")
        ]
    );
}

#[test]
fn a_value_that_cannot_be_chosen_is_a_fault_of_its_cell() {
    let row = [
        ("text", "t"),
        ("youtube_privacy_status", "secret"),
        ("youtube_embeddable", "maybe"),
    ];
    assert_eq!(wrong(row), [Some(1), Some(2)]);
}

#[test]
fn files_have_their_descriptions_in_order() {
    let described = |files: &str, texts: &str| {
        let draft = read([("files", files), ("alt_text", texts)]);
        draft
            .files
            .into_iter()
            .map(|file| (file.name, file.alt_text))
            .collect::<Vec<_>>()
    };
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert_eq!(
        described("a.jpg; b.jpg", "A dog\nA cat"),
        [pair("a.jpg", "A dog"), pair("b.jpg", "A cat")]
    );
    assert_eq!(
        described("a, b.jpg", "A dog | or a cat"),
        [pair("a, b.jpg", "A dog | or a cat")],
        "a single file has the whole description"
    );
    assert_eq!(
        wrong([("files", "a.jpg"), ("alt_text", "One"), ("alt_text", "Two")]),
        [Some(1)]
    );
    assert_eq!(
        wrong([("text", "t"), ("alt_text", "Of nothing")]),
        [Some(1)]
    );
}

#[test]
fn files_for_one_platform_are_kept_apart() {
    let draft = read([
        ("files", "a.jpg"),
        ("x_media_urls", "b.jpg"),
        ("alt_text", "A"),
    ]);
    let platforms: Vec<_> = draft.files.iter().map(|file| file.platform).collect();
    assert_eq!(platforms, [None, Some(Platform::X)]);
    assert_eq!(draft.files[1].alt_text, "");
}

#[test]
fn a_row_with_nothing_to_post_is_left_out() {
    assert_eq!(wrong([("text", ""), ("platforms", "x")]), [None]);
    assert_eq!(wrong([("text", ""), ("x_text", "only there")]), []);
    assert_eq!(wrong([("text", ""), ("files", "a.jpg")]), []);
}

#[test]
fn every_platform_is_known_by_every_name_it_goes_by() {
    for (of, names) in OTHER_NAMES {
        for name in names.split(' ') {
            assert_eq!(platform(name), Some(*of), "{name}");
        }
    }
    for each in Platform::ALL {
        assert_eq!(platform(each.slug()), Some(each));
        assert_eq!(platform(&wording::platform(each.slug())), Some(each));
    }
    assert_eq!(platform(""), None);
}
