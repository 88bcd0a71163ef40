//! The one catalogue of everything a person reads.
//!
//! The texts are in `locales/<language>/`, one JSON file per area. This crate gives Rust one typed
//! function per text; the page imports the same files (`ui/src/text.ts`). A second language is a
//! second folder and a second [`Language`]. Nothing here decides *when* a text is shown.

use std::sync::atomic::{AtomicU8, Ordering};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// A language the catalogue has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Language {
    /// English, the reference.
    En = 0,
}

impl Language {
    /// The BCP 47 tag, as the page and `Intl` want it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
        }
    }
}

static LANGUAGE: AtomicU8 = AtomicU8::new(Language::En as u8);

/// The language texts are in from now on.
pub fn set_language(language: Language) {
    LANGUAGE.store(language as u8, Ordering::Relaxed);
}

/// The language texts are in.
#[must_use]
pub fn language() -> Language {
    match LANGUAGE.load(Ordering::Relaxed) {
        0 => Language::En,
        other => unreachable!("only set_language stores here, and it stored {other}"),
    }
}
