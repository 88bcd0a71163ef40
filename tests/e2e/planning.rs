//! What the calendar, its queue and the composer ask in dialogs; what is told when a lot is wrong; and
//! files dropped on the window.

use std::fs;

use crate::app::{Latchkey, row_in};
use crate::dragging::drop_files;
use crate::gallery::look;
use crate::window::until;

const ESCAPE: char = '\u{e00c}';
const FILE: &str = "[data-testid=file]";
/// Longer than any platform takes, in one word where a person would have put many.
const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung ";

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn the_dialogs_of_planning_are_accessible() {
    let folder = tempfile::tempdir().unwrap();
    let app = composing(folder.path()).await;
    app.write("Lindenhof", &["facebook"], "A draft of its own")
        .await;
    app.send_draft().await;
    app.take_back().await;
    app.fill("[name=text]", "A draft of its own, in other words")
        .await;
    app.see("[data-testid=saved]").await;
    app.click("[data-testid=draft-menu]").await;
    app.click("[data-testid=draft-history]").await;
    app.see("[data-testid=version-content]").await;
    let mut found = look(&app, "dialog-versions").await;
    app.press(&[ESCAPE]).await;

    app.click("[data-testid=nav-calendar]").await;
    app.see("[data-testid=card]").await;
    for (button, dialog) in [
        ("zone", "dialog-zone"),
        ("show-keys", "dialog-keys"),
        ("more", "dialog-day"),
    ] {
        app.click(&format!("[data-testid={button}]")).await;
        app.see(&format!("[data-testid={dialog}]")).await;
        found.extend(look(&app, &format!("calendar-{dialog}")).await);
        app.press(&[ESCAPE]).await;
        app.see_no_more(&format!("[data-testid={dialog}]")).await;
    }
    app.click(".card:not(.fixed) [data-testid=card-menu]").await;
    app.click("[data-testid=card-move]").await;
    app.see("[data-testid=dialog-move]").await;
    found.extend(look(&app, "calendar-dialog-move").await);
    app.press(&[ESCAPE]).await;

    app.run("document.querySelector('header [value=queue]').click()")
        .await;
    app.see("[data-testid=queue-save]").await;
    app.see("[data-testid=next-slots]").await;
    found.extend(look(&app, "calendar-queue").await);
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn a_draft_with_everything_wrong_says_so_and_takes_dropped_files() {
    let folder = tempfile::tempdir().unwrap();
    let app = composing(folder.path()).await;
    let file = |name: &str| folder.path().join(name);
    let picture = file(&format!("{}.png", LONG.trim().to_lowercase()));
    image::RgbImage::new(900, 1_600).save(&picture).unwrap();
    fs::write(file("nothing.jpg"), "").unwrap();

    drop_files("^Latchkey$", &[&picture]).await;
    app.see_text("[data-testid=notice]", "draft").await;
    let every = ["instagram", "facebook", "threads", "pinterest"];
    app.write("Lindenhof", &every, LONG).await;
    // Pasted: nobody types so much.
    app.run(&format!(
        "const field = document.querySelector('[name=text]');
         field.value = '{}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
        LONG.repeat(80)
    ))
    .await;
    drop_files(
        "^Latchkey$",
        &[&picture, &file("nothing.jpg"), &file("gone.png")],
    )
    .await;
    until("the picture", async || {
        (app.count(FILE).await == 1).then_some(())
    })
    .await;
    app.see_text("[data-testid=notice]:last-child", ".").await;
    app.see("[data-testid=problem][data-stops=true]").await;
    let mut found = look(&app, "compose-everything-wrong").await;
    app.run("document.querySelector('[data-testid=problem]:last-of-type').scrollIntoView()")
        .await;
    found.extend(look(&app, "compose-everything-wrong-below").await);
    assert_eq!(found, Vec::<String>::new());
}

/// The demo's composer.
async fn composing(folder: &std::path::Path) -> Latchkey {
    let app = Latchkey::start(folder).await;
    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-compose]").await;
    app.see("[data-testid=compose-empty]").await;
    app
}
