//! Every form in which a key could slip out, and the search for them.
//!
//! A finding names the form, never the key: what a test writes is a place to leak, too.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem::Finder;

/// The forms of one key: its text, its base64 in both alphabets and at every offset, its hex in both
/// cases; each in UTF-8 and in UTF-16, as a page's memory has it.
pub(crate) struct Needles(Vec<Needle>);

struct Needle {
    form: &'static str,
    utf8: Finder<'static>,
    utf16: Finder<'static>,
}

impl Needles {
    /// The forms of `key`.
    pub(crate) fn of(key: &str) -> Needles {
        let mut needles = vec![
            Needle::new("the key itself", key),
            Needle::new("its hex", &hex::encode(key)),
            Needle::new("its hex in capitals", &hex::encode_upper(key)),
        ];
        for offset in 0..3 {
            needles.push(Needle::new(
                "its base64",
                &base64_within(&STANDARD_NO_PAD, key, offset),
            ));
            needles.push(Needle::new(
                "its base64url",
                &base64_within(&URL_SAFE_NO_PAD, key, offset),
            ));
        }
        Needles(needles)
    }

    /// The form that occurs in `bytes`, if one does.
    pub(crate) fn found_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.0
            .iter()
            .find(|needle| needle.is_in(bytes))
            .map(|needle| needle.form)
    }
}

impl Needle {
    fn new(form: &'static str, text: &str) -> Needle {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_ne_bytes).collect();
        Needle {
            form,
            utf8: Finder::new(text).into_owned(),
            utf16: Finder::new(&utf16).into_owned(),
        }
    }

    fn is_in(&self, bytes: &[u8]) -> bool {
        self.utf8.find(bytes).is_some() || self.utf16.find(bytes).is_some()
    }
}

/// The characters that encode `key`, and nothing else, when it stands `offset` bytes into a group of
/// three. Those at the ends that it shares with its neighbours are left out.
fn base64_within(alphabet: &impl Engine, key: &str, offset: usize) -> String {
    let mut bytes = vec![0; offset];
    bytes.extend(key.bytes());
    let encoded = alphabet.encode(&bytes);
    let whole_groups = bytes.len() / 3 * 4;
    let shared_with_before = if offset == 0 { 0 } else { offset + 1 };
    encoded
        .chars()
        .take(whole_groups)
        .skip(shared_with_before)
        .collect()
}
