//! The text catalogue has words for everything the page shows of the table.

use std::collections::BTreeMap;

use latchkey_platforms::{Control, Field, Platform};

const CATALOGUE: &str = include_str!("../../../locales/en/platforms.json");

#[test]
fn each_platform_field_and_choice_has_words() {
    let texts: BTreeMap<String, String> = serde_json::from_str(CATALOGUE).unwrap();
    let platforms = Platform::ALL
        .into_iter()
        .map(|platform| format!("name_{platform}"));
    let fields = Field::all().flat_map(|field| {
        let choices = choices(&field.control);
        let own = [field.label_id().to_owned(), field.explanation_id()];
        own.into_iter()
            .chain(choices.iter().map(|value| field.value_id(value)))
    });
    let missing: Vec<String> = platforms
        .chain(fields)
        .filter(|id| !texts.contains_key(id))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_name_of_a_choice_is_one_a_program_can_have() {
    let license = Field::named("youtube_license").unwrap();
    assert_eq!(
        license.value_id("creativeCommon"),
        "youtube_license_creative_common"
    );
    let mode = Field::named("tiktok_post_mode").unwrap();
    assert_eq!(mode.value_id("DIRECT_POST"), "tiktok_post_mode_direct_post");
}

fn choices(control: &'static Control) -> &'static [&'static str] {
    if let Control::Choice { values, .. } = control {
        values
    } else {
        &[]
    }
}
