//! From the key to the painted count: typing into a text of 2 000 characters in the real window,
//! beside a bare field in a bare window whose handler writes the field's length next to it.
//!
//! Both are measured in the page by the same script, until the second frame that begins after the
//! count changed. Nothing is subtracted, so the display's own pace is in both: where the bare field
//! needs longer than 16 milliseconds, nothing in such a window can be quicker.

use std::path::Path;

use anyhow::ensure;
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::app::Latchkey;
use crate::report::Row;
use crate::window::Window;

const CHARACTERS: usize = 2_000;
const KEYSTROKES: usize = 60;
/// What the eye takes for at once while typing, in milliseconds.
const MOST: f64 = 16.0;
/// Half as long again as a field that asks nobody.
const AIM: f64 = 1.5;

pub(crate) fn measure() -> anyhow::Result<Row> {
    let runtime = Runtime::new()?;
    let plain = runtime.block_on(in_a_bare_window())?;
    let ours = runtime.block_on(in_latchkey())?;
    let what = "key to painted count / bare field";
    Ok(Row::of_p95(what.to_owned(), "ms", AIM, MOST, ours, plain))
}

async fn in_latchkey() -> anyhow::Result<Vec<f64>> {
    let folder = tempfile::tempdir()?;
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    app.click("[data-testid=nav-compose]").await;
    app.click("[data-testid=new-draft]").await;
    app.see("[data-testid=editor]").await;
    app.run(CHOOSE_PROFILE).await;
    app.see("[data-testid=platform]").await;
    app.run(CHOOSE_PLATFORMS).await;
    app.see("[data-testid=count]").await;
    type_into(&app, "[name=text]", "[data-testid=counts]").await
}

async fn in_a_bare_window() -> anyhow::Result<Vec<f64>> {
    let bare = Path::new(env!("CARGO_BIN_EXE_latchkey")).with_file_name("examples");
    let window = Window::open(&bare.join("bare-window"), &[]).await;
    window.see("p").await;
    window.run(BARE_FIELD).await;
    type_into(&window, "textarea", "output").await
}

/// Milliseconds of each keystroke.
async fn type_into(window: &Window, field: &str, counts: &str) -> anyhow::Result<Vec<f64>> {
    let script = format!("{TYPE}\ntype('{field}', '{counts}', {CHARACTERS}, {KEYSTROKES});");
    let typed = window.run_until_called(&script).await;
    let figures = typed.as_array().into_iter().flatten();
    let figures: Vec<f64> = figures.filter_map(Value::as_f64).collect();
    ensure!(
        figures.len() == KEYSTROKES,
        "not every keystroke was measured: {typed}"
    );
    Ok(figures)
}

/// The demo's profile with most platforms: four.
const CHOOSE_PROFILE: &str = "
    const select = document.querySelector('[name=profile]');
    select.value = [...select.options].find(({ text }) => text.includes('Lindenhof')).value;
    select.dispatchEvent(new Event('change', { bubbles: true }));";

const CHOOSE_PLATFORMS: &str = "
    for (const chip of document.querySelectorAll('[data-testid=platform][aria-pressed=false]'))
        chip.click();";

const BARE_FIELD: &str = "
    document.body.innerHTML = '<textarea rows=5 cols=80></textarea><output>0</output>';
    const [field, count] = document.body.children;
    field.addEventListener('input', () => { count.textContent = field.value.length; });";

/// Keys fall on any part of a frame, as fingers do.
const TYPE: &str = "
    const done = arguments[arguments.length - 1];
    const frame = () => new Promise((then) => requestAnimationFrame(then));
    const pause = (ms) => new Promise((then) => setTimeout(then, ms));
    const change = (counts) => new Promise((then) => {
        const seen = new MutationObserver(() => { seen.disconnect(); then(); });
        seen.observe(counts, { subtree: true, childList: true, characterData: true });
    });
    const press = (field, letter) => {
        field.setRangeText(letter, field.value.length, field.value.length, 'end');
        field.dispatchEvent(new InputEvent('input', { bubbles: true, data: letter }));
    };
    const type = async (fieldAt, countsAt, characters, keystrokes) => {
        const field = document.querySelector(fieldAt);
        const counts = document.querySelector(countsAt);
        field.focus();
        const filled = change(counts);
        press(field, 'A quiet hut by the lake. '.repeat(characters).slice(0, characters - keystrokes));
        await filled;
        await pause(1_000);
        const figures = [];
        for (let stroke = 0; stroke < keystrokes; stroke++) {
            const changed = change(counts);
            const start = performance.now();
            press(field, 'abc'[stroke % 3]);
            await changed;
            await frame();
            await frame();
            figures.push(performance.now() - start);
            await pause(80 + (stroke * 7) % 17);
        }
        done(figures);
    };";
