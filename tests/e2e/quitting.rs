//! Closing the window while a post waits: the system asks, and either way the post does not leave by
//! surprise and the draft is not lost.

use crate::app::{Latchkey, row_in};
use crate::desktop::{answer_dialog, close_window};
use crate::process;
use crate::window::until;

const TEXT: &str = "Not just yet";

#[tokio::test]
#[ignore = "needs the desktop of `cargo xtask test end-to-end`"]
async fn closing_the_window_asks_while_a_post_waits_and_keeps_the_draft() {
    let folder = tempfile::tempdir().unwrap();
    let app = Latchkey::start(folder.path()).await;
    app.explore_demo().await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-compose]").await;
    app.write("Lindenhof", &["facebook"], TEXT).await;
    app.send_draft().await;
    close_window("^Latchkey$").await;
    answer_dialog("Quit Latchkey", "Escape").await;
    app.take_back().await;

    app.send_draft().await;
    let program = app.program();
    close_window("^Latchkey$").await;
    answer_dialog("Quit Latchkey", "Return").await;
    until("the app to quit", async || {
        (!process::runs(program)).then_some(())
    })
    .await;

    let session = app.after_quitting();
    let app = Latchkey::start_in(session, folder.path()).await;
    app.see(&row_in("staging", "active")).await;
    app.click("[data-testid=nav-compose]").await;
    app.see_text("[data-testid=draft-row]", TEXT).await;
    app.see("[data-testid=sent-row][data-state=taken_back]")
        .await;
}
