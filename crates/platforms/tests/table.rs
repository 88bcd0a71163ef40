//! The table agrees with itself and with the list of contradictions.

use std::collections::HashSet;

use latchkey_platforms::{
    CONTRADICTIONS, Control, Fact, Field, MediaKind, Platform, PostType, Resolution, TextField,
};

#[test]
fn each_contradiction_is_resolved_as_the_table_says() {
    for contradiction in CONTRADICTIONS {
        let rules = contradiction.platform.rules().unwrap();
        let name = format!("{}: {}", contradiction.platform, contradiction.topic);
        assert_eq!(
            (contradiction.in_table)(rules),
            Some(contradiction.chosen),
            "{name}"
        );
        let mut readings = contradiction.readings.iter();
        assert!(
            readings.any(|reading| reading.fact == contradiction.chosen),
            "{name}"
        );
    }
}

#[test]
fn the_stricter_value_stands() {
    let strict = CONTRADICTIONS
        .iter()
        .filter(|c| c.resolution == Resolution::Stricter);
    for contradiction in strict {
        for reading in contradiction.readings {
            assert!(
                lets_through(contradiction.chosen) <= lets_through(reading.fact),
                "{}: {} lets more through than {:?}",
                contradiction.platform,
                contradiction.topic,
                reading
            );
        }
    }
}

/// How much a rule lets through, to be compared with other readings of the same rule.
fn lets_through(fact: Fact) -> u128 {
    let number = |count: usize| count.try_into().unwrap();
    match fact {
        Fact::Possible(yes) | Fact::Joined(yes) => yes.into(),
        Fact::Most(most) | Fact::Bytes(most) => most.into(),
        Fact::Longest(longest) => longest.as_millis(),
        Fact::Shortest(shortest) => u128::from(u64::MAX) - shortest.as_millis(),
        Fact::Formats(formats) => number(formats.len()),
        Fact::PostTypes(post_types) => number(post_types.len()),
        Fact::Values(values) => number(values.len()),
        Fact::Unlimited => u128::MAX,
    }
}

#[test]
fn nine_platforms_have_rules_and_two_are_named_only() {
    let without: Vec<Platform> = Platform::ALL
        .into_iter()
        .filter(|platform| platform.rules().is_none())
        .collect();
    assert_eq!(without, [Platform::GoogleBusiness, Platform::Snapchat]);
}

#[test]
fn each_platform_takes_the_documented_types_of_posts() {
    use PostType::{Document, Image, Text, Video};
    for (platform, taken) in [
        (Platform::X, vec![Text, Image, Video]),
        (Platform::YouTube, vec![Video]),
        (Platform::Instagram, vec![Image, Video]),
        (Platform::Facebook, vec![Text, Image, Video]),
        (Platform::LinkedIn, vec![Text, Image, Video, Document]),
        (Platform::TikTok, vec![Image, Video]),
        (Platform::Threads, vec![Text, Image, Video]),
        (Platform::Pinterest, vec![Image, Video]),
        (Platform::Bluesky, vec![Text, Image]),
    ] {
        assert_eq!(platform.rules().unwrap().post_types(), taken, "{platform}");
    }
}

#[test]
fn each_platform_has_limits_and_formats_of_the_right_kind() {
    for platform in Platform::ALL {
        let Some(rules) = platform.rules() else {
            continue;
        };
        assert!(!rules.limits(TextField::Text).is_empty(), "{platform}");
        let formats = [
            (
                MediaKind::Image,
                rules.images.as_ref().map(|images| images.formats),
            ),
            (
                MediaKind::Video,
                rules.video.as_ref().map(|video| video.formats),
            ),
            (
                MediaKind::Document,
                rules.document.as_ref().map(|document| document.formats),
            ),
        ];
        for (kind, formats) in formats {
            let formats = formats.unwrap_or_default();
            assert!(
                formats.iter().all(|format| format.kind() == Some(kind)),
                "{platform}"
            );
        }
    }
}

#[test]
fn each_field_belongs_to_its_platform_and_is_there_once() {
    let mut names = HashSet::new();
    for platform in Platform::ALL {
        for field in platform
            .rules()
            .map(|rules| rules.fields)
            .unwrap_or_default()
        {
            assert!(
                field.name.starts_with(&format!("{platform}_")),
                "{}",
                field.name
            );
            assert!(names.insert(field.name), "{} is there twice", field.name);
            assert_eq!(Field::named(field.name), Some(field));
            let rules = platform.rules().unwrap();
            let is_taken = |post_type: &PostType| rules.takes(*post_type);
            assert!(
                field.post_types.iter().any(is_taken),
                "{} is for no post",
                field.name
            );
        }
    }
    assert_eq!(Field::all().count(), names.len());
}

#[test]
fn a_default_is_one_of_the_choices() {
    for field in Field::all() {
        if let Control::Choice {
            values,
            default: Some(default),
        } = field.control
        {
            assert!(values.contains(&default), "{}", field.name);
        }
    }
}
