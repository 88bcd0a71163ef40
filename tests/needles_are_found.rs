//! The search for keys finds every form of one, and no more.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::needles::Needles;

#[test]
fn every_form_is_found_wherever_it_stands() {
    let key = format!("cdv_{}", hex::encode(rand::random::<[u8; 32]>()));
    let needles = Needles::of(&key);
    for before in ["", "a", "ab", "abc"] {
        let text = format!("{before}{key}, and so on");
        for leak in [
            text.clone(),
            STANDARD_NO_PAD.encode(&text),
            URL_SAFE_NO_PAD.encode(&text),
            hex::encode(&text),
            hex::encode_upper(&text),
        ] {
            assert!(needles.found_in(leak.as_bytes()).is_some());
            let utf16: Vec<u8> = leak.encode_utf16().flat_map(u16::to_ne_bytes).collect();
            assert!(needles.found_in(&utf16).is_some());
        }
    }
}

#[test]
fn the_hint_of_a_key_is_no_leak() {
    let key = format!("cdv_{}", hex::encode(rand::random::<[u8; 32]>()));
    let (_, end) = key.split_at(key.len() - 4);
    assert_eq!(
        Needles::of(&key).found_in(format!("cdv_…{end}").as_bytes()),
        None
    );
}
