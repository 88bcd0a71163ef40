//! A month of 1 000 posts in the real window: turning to it, and scrolling through its agenda. Beside
//! it, a bare window that shows as many plain cards and rows, made of nothing but text.
//!
//! Both are measured in the page by the same script, in frames of the display.

use std::path::Path;

use anyhow::ensure;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::app::{Latchkey, row_in};
use crate::report::Row;
use crate::seeding::add_posts;
use crate::window::Window;

/// In a month; four months have as many.
const POSTS: i32 = 1_000;
/// The demo's own posts do not lie so far back.
const DAYS_AGO: i64 = 110;
/// In which something seems to happen at once, in milliseconds.
const AT_ONCE: f64 = 100.0;
/// Two frames of a display that shows 60.
const SMOOTH: f64 = 34.0;
/// Cards with marks, menus and names cost more than their text.
const AIM: f64 = 3.0;

pub(crate) fn measure() -> anyhow::Result<[Row; 2]> {
    let runtime = Runtime::new()?;
    let [turns, frames] = runtime.block_on(in_latchkey())?;
    let [bare_turns, bare_frames] = runtime.block_on(in_a_bare_window())?;
    let turn = "turn to a month of 1 000 posts / bare cards";
    let frame = "frame of scrolling its agenda / bare list";
    Ok([
        Row::of_p95(turn.to_owned(), "ms", AIM, AT_ONCE, turns, bare_turns),
        Row::of_p95(frame.to_owned(), "ms", AIM, SMOOTH, frames, bare_frames),
    ])
}

async fn in_latchkey() -> anyhow::Result<[Vec<f64>; 2]> {
    let folder = tempfile::tempdir()?;
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-activity]").await;
    app.see("[data-testid=sync][data-state=up_to_date]").await;
    let session = app.end().await;
    add_posts(folder.path(), month()).await;
    let app = Latchkey::start_in(session, folder.path()).await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-calendar]").await;
    app.see("[data-testid=card]").await;
    app.run(FIVE_MONTHS_BACK).await;
    let turn = "turn('[data-testid=before]', '[data-testid=after]', '[data-testid=card]');";
    let turns = figures(&app, &format!("{MEASURE}\n{turn}")).await?;
    app.run(TO_THE_AGENDA).await;
    app.see("[data-testid=agenda-row]").await;
    let frames = figures(&app, &format!("{MEASURE}\nscroll('[data-testid=agenda]');")).await?;
    Ok([turns, frames])
}

async fn in_a_bare_window() -> anyhow::Result<[Vec<f64>; 2]> {
    let bare = Path::new(env!("CARGO_BIN_EXE_latchkey")).with_file_name("examples");
    let window = Window::open(&bare.join("bare-window"), &[]).await;
    window.see("p").await;
    window.run(BARE_MONTH).await;
    let turns = figures(
        &window,
        &format!("{MEASURE}\nturn('#before', '#after', '.card');"),
    )
    .await?;
    window.run(BARE_LIST).await;
    let frames = figures(&window, &format!("{MEASURE}\nscroll('#list');")).await?;
    Ok([turns, frames])
}

async fn figures(window: &Window, script: &str) -> anyhow::Result<Vec<f64>> {
    let measured = window.run_until_called(script).await;
    let figures = measured.as_array().into_iter().flatten();
    let figures: Vec<f64> = figures.filter_map(Value::as_f64).collect();
    ensure!(figures.len() >= 20, "nothing was measured: {measured}");
    Ok(figures)
}

/// The posts of four months.
fn month() -> Vec<(String, DateTime<Utc>)> {
    let newest = Utc::now() - TimeDelta::days(DAYS_AGO);
    let pace = TimeDelta::days(30) / POSTS;
    (0..4 * POSTS)
        .map(|number| {
            let text = format!("Post {number} of very many, with a few words about plum cake.");
            (text, newest - pace * number)
        })
        .collect()
}

const FIVE_MONTHS_BACK: &str = "
    for (let month = 0; month < 5; month++) document.querySelector('[data-testid=before]').click();";

const TO_THE_AGENDA: &str = "document.querySelector('header [value=agenda]').click();";

const BARE_MONTH: &str = "
    document.body.innerHTML = '<button id=before>&lt;</button><button id=after>&gt;</button><div></div>';
    const grid = document.querySelector('div');
    grid.style.cssText = 'display: grid; grid-template-columns: repeat(7, 1fr); gap: 2px';
    let shown = 0;
    const show = () => {
        shown += 1;
        const card = (number) => `<p class=card>10:${number} Post ${shown} of very many, with</p>`;
        const day = (number) => `<div>${number}${[11, 22, 33].map(card).join('')}</div>`;
        grid.innerHTML = Array.from({ length: 35 }, (_, number) => day(number + 1)).join('');
    };
    for (const button of document.querySelectorAll('button')) button.addEventListener('click', show);
    show();";

const BARE_LIST: &str = "
    const row = (number) => `<p style='height: 56px; margin: 0'>10:00 Post ${number} of very many</p>`;
    const rows = Array.from({ length: 1000 }, (_, number) => row(number)).join('');
    document.body.innerHTML = `<div id=list style='height: 600px; overflow: auto'>${rows}</div>`;";

const MEASURE: &str = "
    const done = arguments[arguments.length - 1];
    const frame = () => new Promise((then) => requestAnimationFrame(then));
    const until = async (is) => { while (!is()) await frame(); };
    const turn = async (before, after, card) => {
        const cards = () => document.querySelectorAll(card);
        const many = () => cards().length > 60;
        await until(many);
        const figures = [];
        for (let number = 0; number < 30; number++) {
            const first = cards()[0].textContent;
            const start = performance.now();
            document.querySelector(number % 2 ? after : before).click();
            await until(() => many() && cards()[0].textContent !== first);
            await frame();
            figures.push(performance.now() - start);
            await new Promise((then) => setTimeout(then, 300));
        }
        done(figures);
    };
    const scroll = async (at) => {
        const list = document.querySelector(at);
        const figures = [];
        let last = await frame();
        for (let number = 0; number < 200; number++) {
            list.scrollTop += 40;
            const now = await frame();
            figures.push(now - last);
            last = now;
        }
        done(figures);
    };";
