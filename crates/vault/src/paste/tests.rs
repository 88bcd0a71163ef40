use proptest::prelude::*;

use super::*;

const CODIVUPLOAD: KeyShape = KeyShape {
    prefix: "cdv_",
    length: Some(44),
};
const ANY_LENGTH: KeyShape = KeyShape {
    prefix: "sk_",
    length: None,
};

fn paste(text: &str) -> Paste {
    recognise(&SecretString::from(text), &CODIVUPLOAD)
}

/// A key nobody has, as the service makes them.
fn random_key() -> String {
    format!("cdv_{}", hex::encode(rand::random::<[u8; 20]>()))
}

/// Whether exactly this key was found, and whether that took cleaning.
fn finds(text: &str, expected: &str) -> Option<bool> {
    let Paste::Key { key, cleaned } = paste(text) else {
        return None;
    };
    (key.text() == expected).then_some(cleaned)
}

/// What people copy along with a key. `{}` stands for the key.
const WRAPPINGS: &[&str] = &[
    " {}\n",
    "\t{}\r\n\r\n",
    "\u{feff}{}\u{200b}",
    "{}\0",
    "\u{a0}{}\u{a0}",
    "\"{}\"",
    "'{}'",
    "`{}`",
    "“{}”",
    "„{}“",
    "‘{}’",
    "«{}»",
    "\\\"{}\\\"",
    "<{}>",
    "{},",
    "{};",
    "CODIV_API_KEY={}",
    "export CODIV_API_KEY={}",
    "export CODIV_API_KEY=\"{}\"  # staging",
    "set CODIV_API_KEY={}",
    "$env:CODIV_API_KEY = '{}'",
    "api_key: \"{}\"",
    "api_key: {}",
    "Bearer {}",
    "Authorization: Bearer {}",
    "curl -H 'Authorization: Bearer {}' https://api.codivupload.com/v1/posts",
    "\"key\": \"{}\",",
    "{ \"key\": \"{}\", \"name\": \"staging\" }",
    "const client = new Codiv({ apiKey: '{}' });",
    "https://mcp.example.com/sse?key={}&v=2",
    "Here is the key, keep it safe: {}. Greetings!",
    "{}\n{}",
];

#[test]
fn a_bare_key_needs_no_cleaning() {
    let key = random_key();
    assert_eq!(finds(&key, &key), Some(false));
}

#[test]
fn a_key_is_found_in_every_wrapping() {
    for wrapping in WRAPPINGS {
        let key = random_key();
        assert_eq!(
            finds(&wrapping.replace("{}", &key), &key),
            Some(true),
            "{wrapping}"
        );
    }
}

#[test]
fn nothing_is_named_empty() {
    for text in ["", " ", "\r\n", "\u{feff}\u{200b}", "\"\"", "''\n"] {
        assert!(matches!(paste(text), Paste::Empty), "{text:?}");
    }
}

#[test]
fn a_log_in_token_is_named_a_jwt() {
    let part = || hex::encode(rand::random::<[u8; 12]>());
    let token = format!("eyJhbGci{}.eyJzdWIi{}.{}", part(), part(), part());
    for text in [
        token.clone(),
        format!("Authorization: Bearer {token}"),
        format!("cdv_token={token}"),
    ] {
        assert!(matches!(paste(&text), Paste::Jwt), "{text}");
    }
}

#[test]
fn keys_of_other_services_have_the_wrong_prefix() {
    let secret = hex::encode(rand::random::<[u8; 20]>());
    for prefix in ["sk_live_", "sk-proj-", "ghp_", "CDV_", ""] {
        let text = format!("KEY={prefix}{secret}");
        assert!(matches!(paste(&text), Paste::WrongPrefix), "{prefix}");
    }
}

#[test]
fn a_cut_off_key_is_truncated() {
    let key = random_key();
    let cut = |length| key.chars().take(length).collect::<String>();
    for (text, present) in [
        (cut(43), 43),
        (cut(4), 4),
        (format!("cdv_key={}", cut(12)), 12),
        (format!("{}\n", cut(20)), 20),
    ] {
        let Paste::Truncated {
            characters,
            expected,
        } = paste(&text)
        else {
            panic!("not truncated: {text}");
        };
        assert_eq!((characters, expected), (present, 44), "{text}");
    }
}

#[test]
fn the_short_form_a_dashboard_shows_is_truncated() {
    for text in [
        "cdv_…9f2c",
        "cdv_...9f2c",
        "cdv_••••••••9f2c",
        "cdv_****9f2c",
    ] {
        let truncated = matches!(
            paste(text),
            Paste::Truncated {
                characters: 8,
                expected: 44
            }
        );
        assert!(truncated, "{text}");
    }
    // Without a fixed length only the ellipsis gives it away.
    let cut = format!("sk_{}…", hex::encode(rand::random::<[u8; 10]>()));
    let truncated = recognise(&SecretString::from(cut), &ANY_LENGTH);
    assert!(matches!(truncated, Paste::Truncated { .. }));
}

#[test]
fn a_key_pasted_twice_in_a_row_is_too_long() {
    let key = random_key();
    let twice = paste(&format!("{key}{key}"));
    assert!(matches!(
        twice,
        Paste::TooLong {
            characters: 88,
            expected: 44
        }
    ));
}

#[test]
fn characters_that_keys_do_not_have_are_named() {
    for odd in ["$", "é", "\u{200b}", "\0", "+"] {
        let mut text = random_key();
        text.insert_str(20, odd);
        assert!(matches!(paste(&text), Paste::HasOddCharacters), "{odd:?}");
    }
}

#[test]
fn two_different_keys_are_not_chosen_between() {
    let text = format!("production={}\nstaging={}", random_key(), random_key());
    assert!(matches!(paste(&text), Paste::SeveralKeys));
}

#[test]
fn ordinary_text_is_not_a_key() {
    let document = format!("{}{}", "word ".repeat(LONGEST_TEXT), random_key());
    for text in [
        "Lunch at noon?",
        "https://example.com/some/path-to-a-page-2026",
        "550e8400-e29b-41d4-a716-446655440000",
        "+49 170 1234567890123456",
        "{}[]()",
        &document,
    ] {
        assert!(
            matches!(paste(text), Paste::NotAKey | Paste::Empty),
            "{text:.60}"
        );
    }
}

#[test]
fn a_service_without_a_fixed_length_has_keys_of_any_length() {
    let key = format!("sk_{}", hex::encode(rand::random::<[u8; 30]>()));
    let found = recognise(&SecretString::from(format!("KEY={key}")), &ANY_LENGTH);
    assert!(matches!(found, Paste::Key { key: found, .. } if found.text() == key));
    let short = recognise(&SecretString::from("sk_12345"), &ANY_LENGTH);
    assert!(matches!(
        short,
        Paste::Truncated {
            characters: 8,
            expected: 19
        }
    ));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        paste(&text);
        paste(&format!("cdv_{text}"));
        recognise(&SecretString::from(text), &ANY_LENGTH);
    }

    #[test]
    fn a_key_is_found_exactly_in_two_layers_of_wrapping(
        secret in "[A-Za-z0-9_-]{40}",
        inner in prop::sample::select(WRAPPINGS),
        outer in prop::sample::select(WRAPPINGS),
    ) {
        let key = format!("cdv_{secret}");
        let text = outer.replace("{}", &inner.replace("{}", &key));
        prop_assert_eq!(finds(&text, &key), Some(true), "{}", text);
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(before in "\\PC{0,20}", after in "\\PC{0,20}") {
        let key = random_key();
        if let Paste::Key { key, .. } = paste(&format!("{before} {key} {after}")) {
            prop_assert_eq!(finds(key.text(), key.text()), Some(false));
        }
    }

    #[test]
    fn every_shorter_piece_of_a_key_is_truncated(length in 4_usize..44) {
        let piece: String = random_key().chars().take(length).collect();
        let truncated = matches!(
            paste(&piece),
            Paste::Truncated { characters, expected: 44 } if characters == length
        );
        prop_assert!(truncated);
    }
}
