//! The posts of a workspace: strangers' texts, empty lists, a hundred thousand rows, and the questions
//! a leak begins with.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::{Latchkey, row_in};
use crate::gallery::look;
use crate::seeding::add_posts;
use crate::window::until;

const MANY: usize = 100_000;
/// The list keeps what is seen and a little more.
const MOST_ROWS: usize = 120;
const ROW: &str = "[data-testid=post-row]";
const END: char = '\u{e010}';
const ESCAPE: char = '\u{e00c}';

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn posts_and_the_questions_of_a_leak_are_accessible() {
    let folder = tempfile::tempdir().unwrap();
    let app = read_demo(folder.path()).await;
    let mut found = Vec::new();

    app.click("[data-testid=rhythms] > button").await;
    app.see("[data-testid=rhythm]").await;
    found.extend(look(&app, "activity-rhythms").await);
    app.click("[data-testid=rhythms] > button").await;
    app.click(ROW).await;
    app.see("[data-testid=post-page]").await;
    found.extend(look(&app, "post").await);
    app.press(&[ESCAPE]).await;
    app.fill("#post-search", "no post says this").await;
    app.see("[data-testid=nothing]").await;
    found.extend(look(&app, "activity-nothing").await);

    app.click("[data-testid=leak-button]").await;
    app.see("[data-testid=asking][data-question=key]").await;
    found.extend(look(&app, "leak-which-key").await);
    app.fill("[data-testid=identify-field]", "no key of mine")
        .await;
    found.extend(look(&app, "leak-which-key-typed").await);
    app.fill("[data-testid=identify-field]", "staging").await;
    app.click("[data-testid=suspect][data-key-name=staging]")
        .await;
    app.see("[data-testid=since-unknown]").await;
    found.extend(look(&app, "leak-since-when").await);
    app.click("[data-testid=since-unknown]").await;
    app.see("[data-testid=stop-yes]").await;
    found.extend(look(&app, "leak-can-stop").await);
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn strangers_texts_are_shown_as_text_and_a_hundred_thousand_posts_scroll() {
    let folder = tempfile::tempdir().unwrap();
    let app = read_demo(folder.path()).await;
    let session = app.end().await;
    add_posts(folder.path(), posts_of_all_kinds()).await;
    let app = Latchkey::start_in(session, folder.path()).await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-activity]").await;
    see_row(&app, "<script>").await;
    assert!(
        !app.is_there(&format!("{ROW} script, {ROW} img[src=x]"))
            .await
    );
    let mut found = look(&app, "activity-strangers").await;
    app.click(ROW).await;
    app.see("[data-testid=post-page]").await;
    found.extend(look(&app, "post-stranger").await);
    app.press(&[ESCAPE]).await;

    let frames = app.run_until_called(SCROLL).await;
    println!("scrolling {MANY} posts, milliseconds a frame: {frames}");
    app.click(ROW).await;
    app.press(&[END]).await;
    see_row(&app, "the first of all").await;
    assert!(app.count(ROW).await <= MOST_ROWS);
    assert_eq!(found, Vec::<String>::new());
}

/// Scrolls through the list for four seconds, slowly and in leaps. Median, 95th percentile and
/// longest of the frames.
const SCROLL: &str = "
    const done = arguments[arguments.length - 1];
    const list = document.querySelector('[data-testid=post-list]');
    const times = [];
    let last = performance.now(), frame = 0;
    const step = (now) => {
        times.push(now - last);
        last = now;
        frame += 1;
        list.scrollTop += frame % 40 === 0 ? 20000 : 60;
        if (frame < 240) return requestAnimationFrame(step);
        times.sort((a, b) => a - b);
        const at = (part) => Math.round(times[Math.floor((times.length - 1) * part)]);
        done([at(0.5), at(0.95), at(1)]);
    };
    requestAnimationFrame(step);";

/// The app with the demo's posts read.
async fn read_demo(folder: &Path) -> Latchkey {
    let app = Latchkey::start(folder).await;
    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-activity]").await;
    app.see("[data-testid=sync][data-state=up_to_date]").await;
    app
}

/// Until a row of the list says this.
async fn see_row(app: &Latchkey, text: &str) {
    until(text, async || {
        let rows = app
            .run(&format!(
                "return [...document.querySelectorAll('{ROW}')].map((row) => row.innerText)"
            ))
            .await;
        rows.to_string().contains(text).then_some(())
    })
    .await;
}

/// Strangers' texts from just now, and very many posts from long ago.
fn posts_of_all_kinds() -> Vec<(String, DateTime<Utc>)> {
    let now = Utc::now();
    let seconds = |number: usize| TimeDelta::seconds(i64::try_from(number).unwrap());
    let strange = strangers().into_iter().enumerate();
    let strange = strange.map(|(number, text)| (text, now - seconds(number)));
    let long_ago = now - TimeDelta::days(200);
    let many = (0..MANY).map(|number| {
        let text = match MANY - number {
            1 => "the first of all".to_owned(),
            left => format!("An everyday post, number {left} of very many, with a few words."),
        };
        (text, long_ago - seconds(60 * number))
    });
    strange.chain(many).collect()
}

fn strangers() -> Vec<String> {
    let plain = [
        "<script>document.title = 'taken'</script><img src=x onerror=alert(1)> Win a phone!",
        "Pay here: https://bank.example\u{202e}elpmaxe.liveʇ\u{202c} or https://xn--pypal-4ve.com/login",
        "Zero\u{200b}width\u{200d}\u{feff} and \u{2066}isolated\u{2069} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627}",
        "One line\n\n\n\n\n\nand another far below",
    ];
    let mut all: Vec<String> = plain.iter().map(ToString::to_string).collect();
    all.push("unbroken".repeat(40));
    all.push("A very long text. ".repeat(3_400));
    all
}
