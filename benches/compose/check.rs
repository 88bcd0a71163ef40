//! Checking a draft of 2 000 characters for every platform at each keystroke, beside cutting the
//! same text into letters once for each of them.
//!
//! Latchkey's figure is the core's part of a keystroke: what is known is asked for, every count,
//! problem and preview is made, and all of it is written as the page gets it. The page's own part,
//! from the answer to the painted count, is in `typing.rs`.

use std::hint::black_box;
use std::time::Instant;

use anyhow::ensure;
use latchkey_core::Core;
use latchkey_core::views::{DraftContent, DraftContentForm, When};
use latchkey_platforms::Platform;
use tokio::runtime::Runtime;
use unicode_segmentation::UnicodeSegmentation;

use crate::desk;
use crate::report::Row;

const CHARACTERS: usize = 2_000;
const KEYSTROKES: usize = 400;
/// A quarter of the 16 milliseconds from the key to the painted count, in milliseconds.
const MOST: f64 = 4.0;
/// Twenty times cutting the text: there are links, mentions, limits in four units and a preview.
const AIM: f64 = 20.0;

pub(crate) fn measure() -> anyhow::Result<Row> {
    let folder = tempfile::tempdir()?;
    let runtime = Runtime::new()?;
    let core = runtime.block_on(desk::core(folder.path()))?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for stroke in 0..KEYSTROKES {
        let text = text(stroke);
        let start = Instant::now();
        let shown = runtime.block_on(keystroke(&core, text.clone()))?;
        ours.push(milliseconds(start));
        ensure!(shown > CHARACTERS, "there is something to show");
        let start = Instant::now();
        for _ in Platform::ALL {
            black_box(text.graphemes(true).count());
        }
        plain.push(milliseconds(start));
    }
    let what = "keystroke, 2 000 characters / letters cut";
    Ok(Row::of_p95(what.to_owned(), "ms", AIM, MOST, ours, plain))
}

/// How much the page gets.
async fn keystroke(core: &Core, text: String) -> anyhow::Result<usize> {
    let platforms = Platform::ALL.map(|platform| platform.slug().to_owned());
    let content = DraftContent {
        profile: Some(desk::PROFILE.to_owned()),
        platforms: platforms.to_vec(),
        text,
        when: When::Now,
        ..DraftContent::default()
    };
    let draft_id = desk::DRAFT.to_owned();
    let check = core.check_draft(DraftContentForm { draft_id, content });
    Ok(serde_json::to_vec(&check.await?)?.len())
}

/// Words, links, mentions, accents and emoji; one letter longer at each keystroke.
fn text(stroke: usize) -> String {
    let words = "A hut, a lake, nobody else. Größer als 👩‍👩‍👧‍👦 — see https://example.com/a?b=c and \
                 latchkey.app, with @fernweh #quiet. ";
    words.chars().cycle().take(CHARACTERS + stroke).collect()
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}
