//! The rules of ARCHITECTURE.md that a compiler does not check.
//!
//! shell → core → { vault, store, api, platforms }: leaves do not see each other, and only the shell
//! sees Tauri. A key becomes text in few places, and each of them is named here.

use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// What each crate may use of the others, outside its tests.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        "latchkey",
        &[
            "latchkey-core",
            "latchkey-sandbox",
            "latchkey-text",
            "latchkey-vault",
        ],
    ),
    (
        "latchkey-core",
        &[
            "latchkey-api",
            "latchkey-platforms",
            "latchkey-store",
            "latchkey-text",
            "latchkey-vault",
        ],
    ),
    ("latchkey-api", &[]),
    ("latchkey-platforms", &[]),
    ("latchkey-sandbox", &[]),
    ("latchkey-store", &[]),
    ("latchkey-text", &[]),
    ("latchkey-vault", &[]),
    ("xtask", &[]),
];

#[test]
fn crates_depend_on_each_other_in_one_direction_only() {
    let uses = uses();
    assert!(
        uses.iter()
            .any(|(user, used)| user == "latchkey-core" && used == "latchkey-vault")
    );
    assert_eq!(forbidden_uses(&uses), Vec::<String>::new());
}

#[test]
fn only_the_shell_sees_tauri() {
    let sees_tauri = |(user, used): &&Use| used.starts_with("tauri") && user != "latchkey";
    assert!(
        uses().iter().any(|(_, used)| used == "tauri"),
        "the shell sees it"
    );
    assert_eq!(uses().iter().find(sees_tauri), None);
}

#[test]
fn a_leaf_that_uses_another_leaf_is_found() {
    let shortcut = ("latchkey-store".to_owned(), "latchkey-vault".to_owned());
    assert_eq!(
        forbidden_uses(&[shortcut]),
        ["latchkey-store must not use latchkey-vault"]
    );
}

#[test]
fn a_secret_becomes_text_in_the_vault_and_in_the_demo_server_only() {
    let exposing = files_with("expose_secret", &rust_sources());
    assert!(
        exposing.contains(&"crates/vault/src/secret.rs".into()),
        "the search finds something"
    );
    for file in exposing {
        // The sandbox is the other side of the wire: it makes the keys.
        let allowed =
            file.starts_with("crates/vault/src") || file.starts_with("crates/sandbox/src");
        assert!(allowed, "{} turns a secret into text", file.display());
    }
}

#[test]
fn a_key_is_handed_out_to_the_clipboard_only() {
    let handing = files_with(".hand_to(", &rust_sources());
    assert_eq!(handing, [PathBuf::from("src-tauri/desktop.rs")]);
}

#[test]
fn errors_are_types() {
    assert!(
        has_a_string_error("fn read() -> Result<Vec<u8>, String> {"),
        "it would be found"
    );
    assert!(
        !has_a_string_error("fn read() -> Result<HashMap<u8, String>, Wrong> {"),
        "a map is no error"
    );
    let stringly = rust_sources()
        .into_iter()
        .find(|source| has_a_string_error(&source.text));
    assert_eq!(stringly.map(|source| source.path), None);
}

#[test]
fn every_module_says_what_it_is_for() {
    let sources = rust_sources();
    assert!(sources.len() > 50, "the search finds the sources");
    for source in sources {
        assert!(
            source.text.starts_with("//!"),
            "{} does not say",
            source.path.display()
        );
    }
}

#[test]
fn the_page_talks_to_rust_through_one_door() {
    let page = sources_below(&["ui/src"], &["ts", "svelte"]);
    let talking = files_with("@tauri-apps/", &page);
    assert!(!talking.is_empty(), "the door is there");
    for file in talking {
        assert!(
            file.starts_with("ui/src/ipc"),
            "{} goes around the door",
            file.display()
        );
    }
}

/// A crate and another one it depends on.
type Use = (String, String);

/// Every dependency of a crate of this repository, except those of its tests.
fn uses() -> Vec<Use> {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let packages = metadata.packages.iter();
    packages
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind != DependencyKind::Development)
                .map(|dependency| (package.name.to_string(), dependency.name.clone()))
        })
        .collect()
}

fn forbidden_uses(uses: &[Use]) -> Vec<String> {
    let is_ours = |name: &str| MAY_USE.iter().any(|(ours, _)| *ours == name);
    let may_use = |user: &str, used: &str| {
        MAY_USE
            .iter()
            .any(|(name, allowed)| *name == user && allowed.contains(&used))
    };
    uses.iter()
        .filter(|(user, used)| !is_ours(user) || is_ours(used) && !may_use(user, used))
        .map(|(user, used)| format!("{user} must not use {used}"))
        .collect()
}

/// A file without its unit tests.
struct Source {
    path: PathBuf,
    text: String,
}

fn rust_sources() -> Vec<Source> {
    let mut sources = sources_below(&["crates", "src-tauri", "xtask"], &["rs"]);
    sources.retain(|source| {
        let path = source.path.to_string_lossy();
        !path.contains("/tests/") && !path.ends_with("/tests.rs") && !path.contains("/benches/")
    });
    for source in &mut sources {
        if let Some((code, _)) = source.text.split_once("#[cfg(test)]\nmod tests {") {
            source.text = code.to_owned();
        }
    }
    sources
}

fn sources_below(folders: &[&str], extensions: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if extensions
                .iter()
                .any(|wanted| path.extension() == Some(wanted.as_ref()))
            {
                let text = fs::read_to_string(&path).unwrap();
                sources.push(Source {
                    path: path.strip_prefix(root).unwrap().into(),
                    text,
                });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn files_with(text: &str, sources: &[Source]) -> Vec<PathBuf> {
    sources
        .iter()
        .filter(|source| source.text.contains(text))
        .map(|s| s.path.clone())
        .collect()
}

fn has_a_string_error(code: &str) -> bool {
    code.split("Result<").skip(1).any(|types| {
        // The error is what follows the last comma of the result's own, not of a map within it.
        let mut depth = 0;
        let own = types.char_indices().find_map(|(at, sign)| {
            depth += match sign {
                '<' => 1,
                '>' => -1,
                _ => 0,
            };
            (depth < 0).then_some(at)
        });
        own.and_then(|end| types.get(..end))
            .is_some_and(|types| types.trim_end().ends_with(", String"))
    })
}
