//! Any text can be counted, cut and checked. From `crates/platforms`:
//! `cargo +nightly fuzz run texts -- -max_total_time=60`

#![no_main]

use latchkey_platforms::{Draft, Platform, PostType, TextField, check, count, cut};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for platform in Platform::ALL {
        for field in [TextField::Text, TextField::Title, TextField::FirstComment, TextField::AltText] {
            let whole = count(platform, field, text);
            let kept = cut(platform, field, text);
            assert!(text.starts_with(kept));
            assert_eq!(count(platform, field, kept).over(), 0, "{kept:?} does not fit {platform}");
            assert!(whole.over() > 0 || platform == Platform::X || kept == text);
        }
    }
    for post_type in PostType::ALL {
        let mut draft = Draft::new(post_type, Platform::ALL.to_vec());
        draft.text = text.to_owned();
        draft.title = text.to_owned();
        draft.first_comment = text.to_owned();
        let problems = check(&draft);
        assert!(problems.iter().all(|problem| draft.platforms.contains(&problem.platform)));
    }
});
