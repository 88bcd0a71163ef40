use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;
use latchkey_api::codivupload::Profile;
use latchkey_platforms::{Format, Media};

use super::*;
use crate::profiles::Accounts;
use crate::views::{FieldContent, FieldValue, MediaLayout, OwnFiles, PostKind, WallTime};

/// A profile with these accounts, the files `jpg`, `png`, `mp4`, `pdf` and `odd`, at 20 June 2026,
/// 10:00 in Berlin.
fn basis(connected: &[&str]) -> Basis {
    let files = [
        ("jpg", Format::Jpeg),
        ("png", Format::Png),
        ("mp4", Format::Mp4),
        ("pdf", Format::Pdf),
        ("odd", Format::Other),
    ];
    let accounts = connected.iter().map(|&slug| (slug.to_owned(), true));
    let profile = Profile {
        id: "p".to_owned(),
        profile_name: "Café".to_owned(),
        username: None,
        workspace_id: None,
        social_accounts: accounts.collect::<BTreeMap<_, _>>(),
    };
    Basis {
        accounts: Some(Accounts::told(&profile)),
        files: files
            .into_iter()
            .map(|(id, format)| (id.to_owned(), Media::new(format, 1_000)))
            .collect(),
        file_problems: HashMap::new(),
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        now: "2026-06-20T08:00:00Z".parse().unwrap(),
        others: Vec::new(),
    }
}

fn draft(platforms: &[&str], files: &[&str]) -> DraftContent {
    DraftContent {
        profile: Some("p".to_owned()),
        platforms: platforms.iter().map(|&slug| slug.to_owned()).collect(),
        text: "Cake.".to_owned(),
        title: "Cake".to_owned(),
        files: files.iter().map(|id| file(id, "")).collect(),
        ..DraftContent::default()
    }
}

fn file(id: &str, alt_text: &str) -> DraftFile {
    DraftFile {
        file_id: id.to_owned(),
        alt_text: alt_text.to_owned(),
    }
}

fn field(name: &str, value: &str) -> FieldValue {
    FieldValue {
        field: name.to_owned(),
        value: FieldContent::Text(value.to_owned()),
    }
}

/// Whether it stops, and where, of everything that is wrong.
fn places(view: &DraftCheckView) -> Vec<(bool, PlaceInDraft)> {
    let of_platforms = view.platforms.iter().flat_map(|one| &one.problems);
    let all = view.problems.iter().chain(of_platforms);
    all.map(|problem| (problem.stops, problem.place.clone()))
        .collect()
}

#[test]
fn a_draft_that_fits_can_be_sent() {
    let view = check(&basis(&["x", "linkedin"]), &draft(&["x", "linkedin"], &[]));
    assert!(view.can_send, "{view:#?}");
    assert_eq!(places(&view), []);
    assert_eq!(view.kind, PostKind::Text);
    assert_eq!(
        view.platforms[0].counts[0].used, 11,
        "with the title before it"
    );
    assert_eq!(view.platforms[0].counts[0].most, 280);
    assert_eq!(view.goes_out_at, None);
}

#[test]
fn an_empty_draft_says_what_it_needs() {
    let view = check(&basis(&[]), &DraftContent::default());
    assert!(!view.can_send);
    assert_eq!(
        places(&view),
        [
            (true, PlaceInDraft::Profile),
            (true, PlaceInDraft::Platforms),
            (true, PlaceInDraft::Text)
        ]
    );
}

#[test]
fn only_connected_platforms_can_be_sent_to_and_unknown_ones_are_said_to_be_unknown() {
    let content = draft(&["x", "threads"], &[]);
    let view = check(&basis(&["x"]), &content);
    assert_eq!(places(&view), [(true, PlaceInDraft::Platforms)]);
    assert!(view.platforms[1].problems[0].message.contains("Threads"));

    let unknown = check(&basis(&[]), &content);
    assert!(unknown.can_send, "an empty list says nothing");
    assert_eq!(places(&unknown), vec![(false, PlaceInDraft::Platforms); 2]);

    let gone = Basis {
        accounts: None,
        ..basis(&["x"])
    };
    assert_eq!(
        places(&check(&gone, &content)),
        [(true, PlaceInDraft::Profile)]
    );
}

#[test]
fn the_kind_follows_from_the_files() {
    let all = basis(&["linkedin"]);
    for (files, kind) in [
        (&[][..], PostKind::Text),
        (&["jpg", "png"], PostKind::Image),
        (&["odd"], PostKind::Image),
        (&["mp4"], PostKind::Video),
        (&["pdf"], PostKind::Document),
        (&["mp4", "jpg"], PostKind::Video),
    ] {
        let view = check(&all, &draft(&["linkedin"], files));
        assert_eq!(view.kind, kind, "{files:?}");
    }
    let mut own = draft(&["x"], &[]);
    own.own_files.push(OwnFiles {
        platform: "x".to_owned(),
        files: vec![file("mp4", "")],
    });
    assert_eq!(check(&basis(&["x"]), &own).kind, PostKind::Video);
}

#[test]
fn a_problem_names_the_file_it_is_about() {
    let mut content = draft(&["linkedin", "x"], &["jpg", "odd"]);
    content.own_files.push(OwnFiles {
        platform: "x".to_owned(),
        files: vec![file("png", "")],
    });
    let view = check(&basis(&["linkedin", "x"]), &content);
    let odd = PlaceInDraft::File {
        file_id: "odd".to_owned(),
    };
    assert_eq!(places(&view), [(true, odd)], "X has files of its own");
    assert_eq!(view.platforms[1].preview.file_ids, ["png"]);
}

#[test]
fn an_empty_list_of_its_own_never_means_the_files_of_the_post() {
    let mut content = draft(&["linkedin", "x"], &["jpg"]);
    content.own_files.push(OwnFiles {
        platform: "x".to_owned(),
        files: Vec::new(),
    });
    let view = check(&basis(&["linkedin", "x"]), &content);
    assert_eq!(places(&view), [(true, PlaceInDraft::Files)]);
    assert_eq!(
        view.platforms[1].problems[0].message,
        t::own_files_missing("X")
    );
    assert_eq!(view.platforms[1].preview.file_ids, [""; 0]);
    content.files.clear();
    let words = check(&basis(&["linkedin", "x"]), &content);
    assert!(words.can_send, "words need no files: {words:#?}");
}

#[test]
fn a_file_that_is_gone_or_broken_stops_the_draft_once() {
    let mut content = draft(&["x", "linkedin"], &["jpg", "lost"]);
    content.own_files.push(OwnFiles {
        platform: "x".to_owned(),
        files: vec![file("lost", "")],
    });
    let mut basis = basis(&["x", "linkedin"]);
    basis
        .file_problems
        .insert("jpg".to_owned(), "It is cut off.".to_owned());
    let of_files: Vec<_> = check(&basis, &content).problems;
    let places: Vec<_> = of_files.iter().map(|one| &one.place).collect();
    let file = |id: &str| PlaceInDraft::File {
        file_id: id.to_owned(),
    };
    assert_eq!(places, [&file("jpg"), &file("lost")]);
    assert_eq!(of_files[0].message, "It is cut off.");
}

#[test]
fn descriptions_of_several_images_are_counted_together() {
    let half = "a".repeat(500);
    let mut content = draft(&["x", "facebook"], &[]);
    content.files = vec![file("jpg", &half), file("png", &half)];
    let view = check(&basis(&["x", "facebook"]), &content);
    let first = PlaceInDraft::AltText {
        file_id: "jpg".to_owned(),
    };
    let last = PlaceInDraft::AltText {
        file_id: "png".to_owned(),
    };
    assert_eq!(
        places(&view),
        [(true, last), (false, first)],
        "1000 and their numbers are too much for X, and Facebook takes none"
    );
    let on_x = &view.platforms[0].problems[0];
    assert_eq!(on_x.message, t::alt_texts_together(1_000, "X", 1_007));
    content.files.pop();
    let alone = check(&basis(&["x"]), &content);
    assert!(alone.platforms[0].problems.is_empty(), "{alone:#?}");
}

#[test]
fn a_field_for_another_kind_of_post_or_platform_is_not_asked() {
    let mut content = draft(&["x"], &[]);
    content.values = vec![
        field("youtube_title", &"a".repeat(200)),
        field("x_reply_settings", "nobody"),
    ];
    let view = check(&basis(&["x"]), &content);
    let place = PlaceInDraft::Field {
        field: "x_reply_settings".to_owned(),
    };
    assert_eq!(places(&view), [(true, place)]);
    content.files = vec![file("mp4", "")];
    let video = check(&basis(&["x"]), &content);
    assert!(video.can_send, "videos have no such field: {video:#?}");
    let place = PlaceInDraft::Field {
        field: "x_reply_settings".to_owned(),
    };
    assert_eq!(places(&video), [(false, place)], "and that is said");
}

#[test]
fn each_text_is_counted_where_it_is_written() {
    let mut content = draft(&["linkedin", "x"], &["jpg", "png"]);
    content.first_comment = "More.".to_owned();
    content.values = vec![field("x_text", "Cake, X.")];
    content.files[0].alt_text = "A cake".to_owned();
    let view = check(&basis(&["linkedin", "x"]), &content);
    let counted = |platform: usize| -> Vec<(PlaceInDraft, u32, u32)> {
        let counts = view.platforms[platform].counts.iter();
        counts
            .map(|count| (count.place.clone(), count.used, count.most))
            .collect()
    };
    assert_eq!(
        counted(0),
        [
            (PlaceInDraft::Text, 11, 3_000),
            (PlaceInDraft::Title, 4, 400),
            (PlaceInDraft::FirstComment, 5, 1_250),
        ]
    );
    let own = |field: &str| PlaceInDraft::Field {
        field: field.to_owned(),
    };
    assert_eq!(
        counted(1),
        [(own("x_text"), 14, 280), (own("x_alt_text"), 9, 1_000)],
        "with the number of the picture"
    );
}

fn at(date: &str, time: &str, later: bool) -> When {
    When::At(WallTime {
        date: date.to_owned(),
        time: time.to_owned(),
        later,
    })
}

#[test]
fn the_time_is_checked_in_the_zone_of_the_workspace() {
    let when = |when: When| {
        let content = DraftContent {
            when,
            ..draft(&["x"], &[])
        };
        check(&basis(&["x"]), &content)
    };
    let fine = when(at("2026-06-20", "10:01", false));
    assert!(fine.can_send);
    assert_eq!(
        fine.goes_out_at.as_deref(),
        Some("2026-06-20T08:01:00.000Z")
    );
    for (date, time) in [
        ("2026-06-20", "10:00"),
        ("2027-06-21", "10:00"),
        ("2027-03-28", "02:30"),
        ("soon", "10:00"),
    ] {
        let view = when(at(date, time, false));
        assert_eq!(places(&view), [(true, PlaceInDraft::When)], "{date} {time}");
        assert_eq!(view.goes_out_at, None);
    }
    let early = when(at("2026-10-25", "02:30", false));
    let late = when(at("2026-10-25", "02:30", true));
    assert_eq!(places(&early), [(false, PlaceInDraft::When)]);
    assert_eq!(
        early.goes_out_at.as_deref(),
        Some("2026-10-25T00:30:00.000Z")
    );
    assert_eq!(
        late.goes_out_at.as_deref(),
        Some("2026-10-25T01:30:00.000Z")
    );
    assert!(when(When::Queue).can_send);
}

#[test]
fn what_else_goes_out_is_said_and_stops_nothing() {
    let mut basis = basis(&["x"]);
    basis.others.push(Outgoing {
        id: "other".to_owned(),
        profile_id: "p".to_owned(),
        at: Some("2026-06-20T08:10:00Z".parse().unwrap()),
        platforms: vec!["x".to_owned()],
        text: TextMark::of("Something else."),
    });
    let now = check(&basis, &draft(&["x"], &[]));
    assert!(now.can_send);
    assert_eq!(places(&now), [(false, PlaceInDraft::When)]);
    assert_eq!(now.sentence, t::ready_warned_one());
    let later = DraftContent {
        when: at("2026-06-20", "11:00", false),
        ..draft(&["x"], &[])
    };
    assert_eq!(places(&check(&basis, &later)), []);
    let queued = DraftContent {
        when: When::Queue,
        ..draft(&["x"], &[])
    };
    assert_eq!(places(&check(&basis, &queued)), []);
    basis.others[0].text = TextMark::of(&queued.text);
    assert_eq!(
        places(&check(&basis, &queued)),
        [(false, PlaceInDraft::When)]
    );
}

#[test]
fn what_several_platforms_say_of_one_thing_is_one_thing_to_mend() {
    let mut content = draft(&["x", "threads", "bluesky"], &[]);
    content.text.clear();
    let view = check(&basis(&["x", "threads", "bluesky"]), &content);
    assert_eq!(view.sentence, t::to_mend_one());
    assert_eq!(places(&view).len(), 3);
}

#[test]
fn a_platform_without_rules_is_warned_about_and_still_shown() {
    let view = check(&basis(&["snapchat"]), &draft(&["snapchat"], &["jpg"]));
    assert!(view.can_send);
    assert_eq!(places(&view), [(false, PlaceInDraft::Platforms)]);
    assert_eq!(view.platforms[0].counts, []);
    assert_eq!(view.platforms[0].preview.layout, MediaLayout::Grid);
}

#[test]
fn bluesky_shows_the_tighter_of_its_two_limits_first() {
    let mut content = draft(&["bluesky"], &[]);
    content.title.clear();
    let counts = |text: String| {
        let content = DraftContent {
            text,
            ..content.clone()
        };
        let view = check(&basis(&["bluesky"]), &content);
        let most = view.platforms[0].counts.iter().map(|count| count.most);
        most.collect::<Vec<_>>()
    };
    assert_eq!(counts("a".repeat(200)), [300, 3_000]);
    assert_eq!(counts("👩‍👩‍👧".repeat(200)), [3_000, 300]);
}
