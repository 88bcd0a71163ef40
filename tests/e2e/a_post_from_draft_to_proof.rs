//! A post for four platforms, written, mended where the check says so, scheduled, taken back in time,
//! moved by keyboard and by pointer; another one that goes out and is known as made here; and twenty
//! from a table, of which three are bad.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, Local};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use image::{Rgb, RgbImage};

use crate::app::{Latchkey, row_in};
use crate::desktop::open_file;
use crate::gallery::look;
use crate::window::until;

const RIGHT: char = '\u{e014}';
const CAKE: &str = "Plum cake is back, as long as there are plums.";
const NOW: &str = "The door is open, come in.";

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_post_is_written_mended_scheduled_moved_and_goes_out_once() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-compose]").await;
    app.see("[data-testid=compose-empty]").await;
    let mut found = look(&app, "compose-empty").await;

    write_for_four_platforms(&app, folder.path()).await;
    found.extend(look(&app, "compose-problems").await);
    mend(&app).await;
    found.extend(look(&app, "compose").await);
    schedule_and_take_back(&app, &mut found).await;
    send(&app, "scheduled").await;

    app.click("[data-testid=nav-calendar]").await;
    let card = card_saying(&app, CAKE).await;
    found.extend(look(&app, "calendar-month").await);
    let date = move_by_keyboard(&app, &card).await;
    move_by_pointer(&app, &card, &date).await;
    for layout in ["week", "agenda"] {
        choose(&app, &format!("header [value={layout}]")).await;
        app.see(&format!("[data-testid={layout}]")).await;
        found.extend(look(&app, &format!("calendar-{layout}")).await);
    }

    let one_more = goes_out(&app).await;
    found.extend(one_more);
    found.extend(import(&app, folder.path()).await);
    assert_eq!(found, Vec::<String>::new());
}

async fn write_for_four_platforms(app: &Latchkey, folder: &Path) {
    let platforms = ["instagram", "facebook", "threads", "pinterest"];
    // Too long for Threads and Pinterest.
    let text = format!("{CAKE} {}", "Come by. ".repeat(60));
    app.write("Lindenhof", &platforms, &text).await;
    for (name, colour) in [("cake.png", [200, 120, 60]), ("plums.png", [90, 40, 120])] {
        let file = picture(folder, name, colour);
        app.click("[data-testid=choose-files]").await;
        open_file(&file).await;
        app.see(&format!("[data-testid=file][data-name='{name}']"))
            .await;
    }
    for platform in ["threads", "pinterest"] {
        app.see(&format!(
            "[data-testid=problem][data-platform={platform}][data-stops=true]"
        ))
        .await;
    }
}

/// A shorter text, one picture only for Pinterest, and its board.
async fn mend(app: &Latchkey) {
    app.fill("[name=text]", CAKE).await;
    app.click("[data-testid=unfold][data-platform=pinterest]")
        .await;
    let part = "[data-platform-part=pinterest]";
    app.fill(
        &format!("{part} [data-place='field pinterest_board_id']"),
        "board-7",
    )
    .await;
    app.click(&format!("{part} [data-testid=own-files]")).await;
    app.click(&format!(
        "{part} [data-name='plums.png'] [data-testid=file-remove]"
    ))
    .await;
    until("nothing to be wrong", async || {
        (!app.is_there("[data-testid=problem][data-stops=true]").await).then_some(())
    })
    .await;
    let tomorrow = Local::now().date_naive() + Days::new(1);
    choose(app, "[data-place=when] [value=at]").await;
    set(app, "[name=date]", &tomorrow.to_string()).await;
    set(app, "[name=time]", "09:00").await;
    app.see("[data-testid=saved]").await;
}

async fn schedule_and_take_back(app: &Latchkey, found: &mut Vec<String>) {
    app.send_draft().await;
    app.take_back().await;
    found.extend(look(app, "compose-taken-back").await);
}

async fn send(app: &Latchkey, ends: &str) {
    app.send_draft().await;
    app.see(&format!("[data-state={ends}]")).await;
}

/// The id of the card that begins like this, wherever the calendar has it.
async fn card_saying(app: &Latchkey, text: &str) -> String {
    let script = format!(
        "const card = [...document.querySelectorAll('[data-testid=card]')]
             .find((card) => card.innerText.includes('{}'));
         return card?.dataset.card ?? null",
        text.split(',').next().unwrap()
    );
    let card = until("the card", async || {
        app.run(&script).await.as_str().map(str::to_owned)
    })
    .await;
    format!("[data-card='{card}']")
}

async fn move_by_keyboard(app: &Latchkey, card: &str) -> String {
    let before = day_of(app, card).await;
    app.run(&format!("document.querySelector(\"{card} .face\").focus()"))
        .await;
    app.press(&[' ']).await;
    app.press(&[RIGHT]).await;
    app.press(&[' ']).await;
    let after = until("the card on the next day", async || {
        let day = day_of(app, card).await;
        (day != before && !app.is_there(&format!("{card} [aria-busy=true]")).await).then_some(day)
    })
    .await;
    app.see("[data-testid=undo]:enabled").await;
    after
}

/// Drags it to another day to come, and takes that back.
async fn move_by_pointer(app: &Latchkey, card: &str, from: &str) {
    let to = app
        .run(&format!(
            "return [...document.querySelectorAll('[data-testid=day]')]
                 .map((day) => day.dataset.date)
                 .filter((date) => date > '{from}')
                 .at(0) ?? null"
        ))
        .await;
    let to = to.as_str().expect("a day after it is in sight").to_owned();
    let face = app.see(&format!("{card} .face")).await;
    let day = app
        .see(&format!("[data-testid=day][data-date='{to}']"))
        .await;
    let drag = MouseActions::new("pointer".to_owned())
        .then(PointerAction::MoveToElement {
            element: face,
            duration: None,
            x: 0.0,
            y: 0.0,
        })
        .then(PointerAction::Down { button: 0 })
        .then(PointerAction::MoveBy {
            duration: None,
            x: 12.0,
            y: 0.0,
        })
        .then(PointerAction::MoveToElement {
            element: day,
            duration: None,
            x: 0.0,
            y: 0.0,
        })
        .then(PointerAction::Up { button: 0 });
    app.perform(drag).await;
    stands_on(app, card, &to).await;
    app.click("[data-testid=undo]").await;
    stands_on(app, card, from).await;
}

async fn stands_on(app: &Latchkey, card: &str, day: &str) {
    until(&format!("the card on {day}"), async || {
        (day_of(app, card).await == day).then_some(())
    })
    .await;
}

async fn day_of(app: &Latchkey, card: &str) -> String {
    let script = format!(
        "return document.querySelector(\"{card}\")?.closest('[data-date]')?.dataset.date ?? ''"
    );
    app.run(&script).await.as_str().unwrap().to_owned()
}

/// A post that goes out now, and is known as made here.
async fn goes_out(app: &Latchkey) -> Vec<String> {
    app.click("[data-testid=nav-compose]").await;
    app.write("Lindenhof", &["facebook"], NOW).await;
    send(app, "accepted").await;
    let found = look(app, "compose-sent").await;
    app.click("[data-testid=nav-activity]").await;
    until("the post that was made here", async || {
        let rows = app
            .run(
                "return [...document.querySelectorAll('[data-testid=post-row]')]
                     .map((row) => row.innerText)",
            )
            .await;
        let rows = rows.as_array()?.clone();
        let ours = rows.iter().filter_map(|row| row.as_str());
        let ours: Vec<_> = ours.filter(|row| row.contains(NOW)).collect();
        (ours.len() == 1 && ours[0].contains("Made here")).then_some(())
    })
    .await;
    found
}

/// Twenty rows, three of them bad.
async fn import(app: &Latchkey, folder: &Path) -> Vec<String> {
    app.click("[data-testid=nav-compose]").await;
    app.click("[data-testid=import-table]").await;
    app.click("[data-testid=table-choose]").await;
    open_file(&table(folder)).await;
    app.see("[data-testid=table-step][data-step=columns]").await;
    let mut found = look(app, "table-columns").await;
    app.click("[data-testid=table-check]").await;
    app.see("[data-testid=table-fault]").await;
    found.extend(look(app, "table-faults").await);
    let rows = app
        .run(
            "return [...new Set([...document.querySelectorAll('[data-testid=table-fault]')]
                 .map((fault) => Number(fault.dataset.row)))]",
        )
        .await;
    assert_eq!(rows, serde_json::json!([5, 9, 13]));
    app.click("[data-testid=table-import]").await;
    app.see("[data-testid=table-done]").await;
    app.click("[data-testid=table-close]").await;
    until("the drafts", async || {
        (app.count("[data-testid=draft-row]").await >= 17).then_some(())
    })
    .await;
    found.extend(look(app, "compose-many").await);
    found
}

/// Takes one of several. What can be seen of it is its label.
async fn choose(app: &Latchkey, css: &str) {
    app.see(css).await;
    app.run(&format!("document.querySelector('{css}').click()"))
        .await;
}

/// What a picker does: there is none to be clicked on here.
async fn set(app: &Latchkey, css: &str, value: &str) {
    app.see(css).await;
    app.run(&format!(
        "const field = document.querySelector('{css}');
         field.value = '{value}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    ))
    .await;
}

fn picture(folder: &Path, name: &str, colour: [u8; 3]) -> PathBuf {
    let file = folder.join(name);
    let picture = RgbImage::from_fn(1_200, 900, |x, y| {
        let shade = u8::try_from((x + y) % 96).unwrap_or_default();
        Rgb(colour.map(|part: u8| part.saturating_add(shade)))
    });
    picture.save(&file).unwrap();
    file
}

fn table(folder: &Path) -> PathBuf {
    let mut text = "Date,Time,Profile,Platforms,Text\n".to_owned();
    let first = Local::now().date_naive() + Days::new(10);
    for row in 2..22 {
        let date = first + Days::new(row);
        let (time, profile, words) = match row {
            5 => ("half past nine", "Lindenhof Café", "A time that is none"),
            9 => ("09:00", "Nobody & Sons", "A profile that is none"),
            13 => ("09:00", "Lindenhof Café", ""),
            _ => ("09:00", "Lindenhof Café", "Cake of the day"),
        };
        writeln!(text, "{date},{time},{profile},facebook,{words} {row}").unwrap();
        if words.is_empty() {
            text = text
                .trim_end()
                .trim_end_matches(&row.to_string())
                .to_owned()
                + "\n";
        }
    }
    let file = folder.join("posts.csv");
    fs::write(&file, text).unwrap();
    file
}
