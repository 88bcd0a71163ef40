//! Turns `locales/<language>/*.json` into one typed function per message.
//!
//! A message that is missing in a language, or whose placeholders differ from the English
//! ones, stops the build: a person must never meet a half-translated sentence.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// The page reads its own areas by itself; Rust has no use for those functions.
const PAGE_AREAS: [&str; 6] = [
    "page", "activity", "calendar", "compose", "incident", "table",
];

/// Areas in which some texts belong to names that are data, such as those of a platform's fields.
const NAMED_AREAS: [&str; 1] = ["platforms"];

/// Message id (`area.name`) to text.
type Catalogue = BTreeMap<String, String>;

fn main() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    println!("cargo:rerun-if-changed={}", locales.display());
    let languages = read_languages(&locales);
    let english = languages.get("en").expect("locales/en is the reference");
    for (language, catalogue) in &languages {
        compare(language, english, catalogue);
    }
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("messages.rs");
    fs::write(out, generate(&languages)).expect("OUT_DIR is writable");
}

fn read_languages(locales: &Path) -> BTreeMap<String, Catalogue> {
    entries(locales)
        .into_iter()
        .map(|(language, folder)| (language, read_catalogue(&folder)))
        .collect()
}

fn read_catalogue(folder: &Path) -> Catalogue {
    let mut catalogue = Catalogue::new();
    for (file, path) in entries(folder) {
        let area = file.trim_end_matches(".json").to_owned();
        let text = fs::read_to_string(&path).expect("a catalogue file is readable UTF-8");
        let messages: BTreeMap<String, String> = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (name, message) in messages {
            catalogue.insert(format!("{area}.{name}"), message);
        }
    }
    catalogue
}

fn compare(language: &str, english: &Catalogue, other: &Catalogue) {
    for (id, text) in english {
        let translated = other
            .get(id)
            .unwrap_or_else(|| panic!("{language} lacks {id}"));
        assert_eq!(
            placeholders(text),
            placeholders(translated),
            "{language}: {id}"
        );
    }
    for id in other.keys() {
        assert!(
            english.contains_key(id),
            "{language} has {id}, which English does not"
        );
    }
}

fn generate(languages: &BTreeMap<String, Catalogue>) -> String {
    let english = &languages["en"];
    let mut areas: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for id in english.keys() {
        let (area, name) = id.split_once('.').expect("ids are built as area.name");
        if !PAGE_AREAS.contains(&area) {
            areas.entry(area).or_default().push((name, id));
        }
    }
    let mut code = String::new();
    for (area, messages) in areas {
        writeln!(
            code,
            "/// Texts of `locales/*/{area}.json`.\npub mod {area} {{"
        )
        .expect("string");
        if NAMED_AREAS.contains(&area) {
            lookup(&mut code, &messages, english);
        }
        for (name, id) in messages {
            function(&mut code, name, id, languages);
        }
        code.push_str("}\n");
    }
    code
}

/// A function that finds a text by its name. Texts with placeholders are not among them.
fn lookup(code: &mut String, messages: &[(&str, &str)], english: &Catalogue) {
    code.push_str("/// The text of this name, if it is there and needs nothing filled in.\n");
    code.push_str("#[must_use]\npub fn named(name: &str) -> Option<String> {\nmatch name {\n");
    for (name, id) in messages {
        if placeholders(&english[*id]).is_empty() {
            writeln!(code, "{name:?} => Some({name}()),").expect("string");
        }
    }
    code.push_str("_ => None,\n}\n}\n");
}

fn function(code: &mut String, name: &str, id: &str, languages: &BTreeMap<String, Catalogue>) {
    let parameters = placeholders(&languages["en"][id]);
    let signature: Vec<String> = parameters
        .iter()
        .map(|p| format!("{p}: impl std::fmt::Display"))
        .collect();
    writeln!(
        code,
        "/// The text `{id}`.\npub fn {name}({}) -> String {{",
        signature.join(", ")
    )
    .expect("string");
    let build = if parameters.is_empty() {
        "String::from"
    } else {
        "format!"
    };
    code.push_str("match crate::language() {\n");
    for (language, catalogue) in languages {
        let (first, rest) = language.split_at(1);
        let variant = format!("{}{rest}", first.to_uppercase());
        writeln!(
            code,
            "crate::Language::{variant} => {build}({:?}),",
            catalogue[id]
        )
        .expect("string");
    }
    code.push_str("}\n}\n");
}

/// The names between braces, each once, in order of the alphabet.
fn placeholders(text: &str) -> Vec<String> {
    let mut names: Vec<String> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort();
    names.dedup();
    names
}

fn entries(folder: &Path) -> Vec<(String, std::path::PathBuf)> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .map(|path| {
            (
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                path,
            )
        })
        .collect();
    entries.sort();
    entries
}
